import { column, type Matrix, zeros } from '../data/matrix.ts';
import type { NetworkShape } from '../model/network.ts';
import { forward, parameterCount, pass, view } from '../model/network.ts';
import { type Grid, gridPoints } from './heat.ts';

/** What a network says at many places. */
export interface NetworkMaps {
  /** The scores of the last layer, n × K. */
  readonly logits: Matrix;
  /** ŷ, n × K. */
  readonly probabilities: Matrix;
  /** A_l of each hidden layer, n × units; empty unless asked for. */
  readonly hidden: readonly Matrix[];
}

/** Products made between one look at the clock and the next: about a millisecond's worth, and less. */
const PORTION = 300_000;

/**
 * A network's answers at n places, n × d, some at a time: after each portion it yields, so that whoever
 * runs it can let the page draw first. With `hidden`, what every hidden unit says there too.
 */
export function* networkMaps(
  parameters: Float64Array,
  shape: NetworkShape,
  places: Matrix,
  { hidden = false } = {},
): Generator<void, NetworkMaps> {
  const { rows: n, columns: d } = places;
  const all = view(parameters, shape);
  const logits = zeros(n, shape.outputs);
  const probabilities = zeros(n, shape.outputs);
  const units = hidden ? shape.hidden.map((layer) => zeros(n, layer.units)) : [];
  const size = Math.max(8, Math.min(n, Math.floor(PORTION / parameterCount(shape))));
  let room = pass(Math.max(1, size), shape);
  let some = zeros(size, d);
  for (let from = 0; from < n; from += size) {
    const count = Math.min(size, n - from);
    if (count < some.rows) {
      room = pass(count, shape);
      some = zeros(count, d);
    }
    for (let j = 0; j < d; j++) column(some, j).set(column(places, j).subarray(from, from + count));
    forward(all, shape, some, room);
    copyRows(room.logits, logits, from);
    copyRows(room.probabilities, probabilities, from);
    for (const [l, to] of units.entries()) copyRows(room.hidden[l]!.activations, to, from);
    if (from + count < n) yield;
  }
  return { logits, probabilities, hidden: units };
}

/** Whether these are maps of so many places by a network of this shape: they may be of the one before it. */
export const areMapsOf = (
  { probabilities, hidden }: NetworkMaps,
  shape: NetworkShape,
  places: number,
): boolean =>
  probabilities.rows === places &&
  probabilities.columns === shape.outputs &&
  hidden.length === shape.hidden.length &&
  hidden.every(({ columns }, l) => columns === shape.hidden[l]!.units);

function copyRows(from: Matrix, to: Matrix, at: number) {
  for (let j = 0; j < to.columns; j++) column(to, j).set(column(from, j), at);
}

/**
 * The centres of a grid's cells as points of d inputs: the grid's two axes are the inputs `across` and
 * `up`, and all others stand at the values given.
 */
export function placesOn(
  grid: Grid,
  others: ArrayLike<number>,
  [across, up]: readonly [number, number],
): Matrix {
  const centres = gridPoints(grid);
  const places = zeros(centres.rows, others.length);
  for (let j = 0; j < others.length; j++) column(places, j).fill(others[j]!);
  if (up < others.length) column(places, up).set(column(centres, 1));
  column(places, across).set(column(centres, 0));
  return places;
}

/** The same at once: for so few places that it is no work. */
export function layersAt(
  parameters: Float64Array,
  shape: NetworkShape,
  places: Matrix,
): NetworkMaps {
  const work = networkMaps(parameters, shape, places, { hidden: true });
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}
