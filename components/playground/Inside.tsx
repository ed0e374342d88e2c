import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { UnitPlace } from '../../src/figure/layered-graph.ts';
import type { NetworkMaps } from '../../src/figure/network-maps.ts';
import { type NetworkShape, sizesOf } from '../../src/model/network.ts';
import type { SetupData } from '../../src/training/trainer.ts';
import { Choice } from '../controls/Choice.tsx';
import { LayeredGraph } from '../figures/LayeredGraph.tsx';
import { UnitMaps } from '../figures/UnitMaps.tsx';
import { MistakesView } from './MistakesView.tsx';
import type { Plane } from './RegionView.tsx';
import { SpacesView } from './SpacesView.tsx';
import { unitSentence } from './unit-sentence.ts';

export interface InsideProps {
  /** The figure's element: off screen, nothing is worked out. */
  readonly root: RefObject<HTMLElement>;
  readonly shape: NetworkShape;
  readonly seen: { readonly parameters: Float64Array; readonly gradient?: Float64Array };
  readonly data: SetupData;
  readonly plane: Plane;
  /** What every unit says in the plane, `cells` each way. */
  readonly maps: NetworkMaps | undefined;
  readonly cells: number;
}

type ViewName = 'network' | 'units' | 'spaces' | 'mistakes';

/** One of four looks into the network: its graph, its units' maps, its layers' spaces, its mistakes. */
export function Inside({ root, shape, seen, data, plane, maps, cells }: InsideProps) {
  const [shows, setShows] = useState<ViewName>('network');
  const [lines, setLines] = useState<'weights' | 'gradients'>('weights');
  const [wanted, setChosen] = useState<UnitPlace>();
  const { parameters, gradient } = seen;
  const sizes = sizesOf(shape);
  // A unit that is no longer there is not chosen.
  const chosen = wanted && wanted.unit < (sizes[wanted.layer] ?? 0) ? wanted : undefined;
  return (
    <div class="playground-wide">
      <div class="playground-choices">
        <Choice<ViewName>
          label="Look inside"
          value={shows}
          options={[
            { value: 'network', label: 'Network' },
            { value: 'units', label: 'Units' },
            { value: 'spaces', label: 'Spaces' },
            { value: 'mistakes', label: 'Mistakes' },
          ]}
          onChange={setShows}
        />
        {shows === 'network' && (
          <Choice
            label="The lines show"
            value={lines}
            options={[
              { value: 'weights', label: 'Weights' },
              { value: 'gradients', label: 'Gradients' },
            ]}
            onChange={setLines}
          />
        )}
      </div>
      {shows === 'network' && (
        <>
          <LayeredGraph
            label={`The network: ${sizes.join(', ')} units from the inputs to the outputs, and a line for each weight.`}
            shape={shape}
            parameters={parameters}
            gradient={gradient}
            shows={lines}
            maps={maps}
            cells={cells}
            inputNames={data.train.inputNames}
            classNames={data.train.classNames}
            chosen={chosen}
            onChoose={setChosen}
            words={(unit) => unitSentence(shape, seen, unit)}
          />
          <p class="playground-said">
            {chosen
              ? unitSentence(shape, seen, chosen)
              : 'Point at a unit, or tap it, to read its numbers. Blue is positive, orange and dashed negative; the thicker, the larger.'}
          </p>
        </>
      )}
      {shows === 'units' && <UnitMaps shape={shape} maps={maps} cells={cells} />}
      {shows === 'spaces' && (
        <SpacesView
          root={root}
          shape={shape}
          parameters={parameters}
          points={data.train}
          plane={plane}
        />
      )}
      {shows === 'mistakes' && (
        <MistakesView root={root} shape={shape} parameters={parameters} data={data} />
      )}
    </div>
  );
}
