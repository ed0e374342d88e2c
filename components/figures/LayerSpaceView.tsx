import './layer-space.css';
import type { View } from '../../src/figure/hidden-space.ts';
import type { LayerSpace } from '../../src/figure/layer-space.ts';
import { HiddenSpaceView } from './HiddenSpaceView.tsx';

export interface LayerSpaceViewProps {
  /** “Layer 2” */
  readonly name: string;
  readonly units: number;
  readonly space: LayerSpace;
  /** The points' classes, 0 … 5. */
  readonly labels: Uint8Array;
  /** From where a space of three units is looked at. */
  readonly view: View;
  readonly onTurn: (view: View) => void;
  readonly chosen?: number | undefined;
  readonly onChoose?: (point: number | undefined) => void;
}

const nothing = () => {};

/**
 * Where a layer puts the points and a lattice laid over its inputs, and how that is to be read: one unit is
 * a line, two are a plane, three a cube to turn, more a view of two directions, which is said.
 */
export function LayerSpaceView(props: LayerSpaceViewProps) {
  const { name, units, space, labels, view, onTurn, chosen, onChoose = nothing } = props;
  const title = `${name} · ${units} ${units === 1 ? 'unit' : 'units'}`;
  const words = spaceWords(space, units);
  return (
    <div class="layer-space">
      <p class="panel-title">{title}</p>
      <HiddenSpaceView
        label={`${title}: where it puts each point. ${words}`}
        space={space}
        labels={labels}
        view={view}
        onTurn={onTurn}
        chosen={chosen}
        onChoose={onChoose}
      />
      <p class="layer-space-words">{words}</p>
    </div>
  );
}

/** What the picture's directions are. */
export function spaceWords({ by, share }: LayerSpace, units: number): string {
  const seen = `${(100 * share).toFixed(0)} % of the variance`;
  switch (by) {
    case 'units':
      return units === 1
        ? 'The line of h₁; the classes at two heights.'
        : units === 2
          ? 'The plane of h₁ and h₂.'
          : 'The cube of h₁, h₂ and h₃: turn it.';
    case 'pair':
      return `Two of the units: ${seen}.`;
    case 'principal':
      return `Its two principal directions: ${seen}.`;
    case 'border':
      return `Across the output’s border, and the widest direction along it: ${seen}.`;
  }
}
