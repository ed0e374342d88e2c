import type { RefObject } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Dataset } from '../../src/data/dataset.ts';
import { column, type Matrix, zeros } from '../../src/data/matrix.ts';
import type { Extent } from '../../src/figure/frame.ts';
import { type LayerSpace, layerSpace } from '../../src/figure/layer-space.ts';
import { networkMaps } from '../../src/figure/network-maps.ts';
import type { ActivationName } from '../../src/model/activations.ts';
import { type NetworkShape, view } from '../../src/model/network.ts';
import { LayerSpaceView } from '../figures/LayerSpaceView.tsx';
import { useSlices } from '../figures/useSlices.ts';
import type { Plane } from './RegionView.tsx';

export interface SpacesViewProps {
  readonly root: RefObject<HTMLElement>;
  readonly shape: NetworkShape;
  readonly parameters: Float64Array;
  readonly points: Dataset;
  readonly plane: Plane;
}

/** More points than these are not drawn. */
const mostPoints = 300;
const lines = 7;
const perLine = 25;

const bounds: Partial<Record<ActivationName, Extent>> = { sigmoid: [0, 1], tanh: [-1, 1] };

/** Where each hidden layer puts the points, and what becomes of a lattice over the plane. */
export function SpacesView({ root, shape, parameters, points, plane }: SpacesViewProps) {
  const [turned, setTurned] = useState({ turn: 35, tilt: 20 });
  const some = useMemo(() => sampled(points), [points]);
  const places = useMemo(() => stacked(some.inputs, latticeOn(plane)), [some, plane]);
  const seen = useSlices(
    root,
    useMemo(
      () => () => spacesOf(parameters, shape, places, some.labels),
      [parameters, shape, places, some],
    ),
  );
  if (shape.hidden.length === 0)
    return (
      <p class="playground-note">Without hidden layers there is no space but the plane itself.</p>
    );
  return (
    <div class="playground-spaces">
      {seen?.spaces.map((space, l) => (
        <LayerSpaceView
          key={l}
          name={`Layer ${l + 1}`}
          units={seen.units[l] as number}
          space={space}
          labels={seen.labels}
          view={turned}
          onTurn={setTurned}
        />
      ))}
    </div>
  );
}

/** The spaces of all hidden layers; it yields after each, and on the way there. */
function* spacesOf(
  parameters: Float64Array,
  shape: NetworkShape,
  places: Matrix,
  labels: Uint8Array,
) {
  const { hidden } = yield* networkMaps(parameters, shape, places, { hidden: true });
  const last = view(parameters, shape).layers.at(-1)!;
  const spaces: LayerSpace[] = [];
  for (const [l, activations] of hidden.entries()) {
    const isLast = l === hidden.length - 1;
    yield;
    spaces.push(
      layerSpace(rowsOf(activations, 0, labels.length), {
        bounds: bounds[shape.hidden[l]!.activation],
        lattice: { activations: rowsOf(activations, labels.length, places.rows), perLine },
        ...(isLast &&
          shape.outputs === 1 && {
            output: { weights: last.weights.values, bias: last.bias[0]! },
          }),
      }),
    );
  }
  return { spaces, labels, units: shape.hidden.map(({ units }) => units) };
}

/** Every so-many-th point. */
function sampled({ inputs, labels }: Dataset) {
  const step = Math.ceil(labels.length / mostPoints);
  const some = [...labels.keys()].filter((i) => i % step === 0);
  const picked = zeros(some.length, inputs.columns);
  for (let j = 0; j < inputs.columns; j++) {
    const [from, to] = [column(inputs, j), column(picked, j)];
    some.forEach((i, at) => {
      to[at] = from[i]!;
    });
  }
  return { inputs: picked, labels: Uint8Array.from(some, (i) => labels[i]!) };
}

/** Lines across the plane and up, as points of all inputs. */
function latticeOn({ axes: [across, up], x, y, others }: Plane): Matrix {
  const lattice = zeros(2 * lines * perLine, others.length);
  others.forEach((value, j) => {
    column(lattice, j).fill(value);
  });
  const at = ([low, high]: Extent, share: number) => low + share * (high - low);
  for (let line = 0; line < 2 * lines; line++)
    for (let i = 0; i < perLine; i++) {
      const still = (line % lines) / (lines - 1);
      const moving = i / (perLine - 1);
      const row = line * perLine + i;
      column(lattice, across)[row] = at(x, line < lines ? still : moving);
      if (up < others.length) column(lattice, up)[row] = at(y, line < lines ? moving : still);
    }
  return lattice;
}

function stacked(above: Matrix, below: Matrix): Matrix {
  const both = zeros(above.rows + below.rows, above.columns);
  for (let j = 0; j < both.columns; j++) {
    column(both, j).set(column(above, j));
    column(both, j).set(column(below, j), above.rows);
  }
  return both;
}

function rowsOf(matrix: Matrix, from: number, to: number): Matrix {
  const part = zeros(to - from, matrix.columns);
  for (let j = 0; j < matrix.columns; j++)
    column(part, j).set(column(matrix, j).subarray(from, to));
  return part;
}
