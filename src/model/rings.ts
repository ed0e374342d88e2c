import type { Dataset } from '../data/dataset.ts';
import { cosine, sine } from '../data/elementary.ts';
import { fromRows } from '../data/matrix.ts';

/**
 * The two circles without chance: full rings about the origin, whose points stand for the classes.
 * What holds for them holds for every point that could have been drawn, not only for a sample.
 */

const FULL_TURN = 2 * Math.PI;
const SAMPLES = 720;

/** Directions round the circle, half a degree apart; the last is the first again. */
const cosines = Float64Array.from({ length: SAMPLES + 1 }, (_, i) =>
  cosine((FULL_TURN * (i % SAMPLES)) / SAMPLES),
);
const sines = Float64Array.from({ length: SAMPLES + 1 }, (_, i) =>
  sine((FULL_TURN * (i % SAMPLES)) / SAMPLES),
);

/** Points spread evenly over two full rings: as many as said on the inner (class 1) and the outer (class 0). */
export function fullRings(
  radii: readonly [number, number],
  counts: readonly [number, number],
): Pick<Dataset, 'inputs' | 'labels'> {
  const rows = counts.flatMap((count, ring) =>
    Array.from({ length: count }, (_, i) => {
      const angle = (FULL_TURN * i) / count;
      return [radii[ring as 0 | 1] * cosine(angle), radii[ring as 0 | 1] * sine(angle)];
    }),
  );
  const labels = Uint8Array.from(rows, (_, i) => (i < counts[0] ? 1 : 0));
  return { inputs: fromRows(rows), labels };
}

/** From one angle to another, in radians. */
export type Arc = readonly [from: number, to: number];

/**
 * The arcs of the ring of this radius where score ≥ 0, in the order of their angles from 0 to 2π. An
 * arc that begins and ends between two looks, half a degree apart, is not seen; the others' ends
 * are found by halving.
 */
export function arcsCalledOne(score: (x1: number, x2: number) => number, radius: number): Arc[] {
  const saysOne = (c: number, s: number) => score(radius * c, radius * s) >= 0;
  const angle = (i: number) => (FULL_TURN * i) / SAMPLES;
  const arcs: Arc[] = [];
  let before = saysOne(cosines[0]!, sines[0]!);
  let from = 0;
  for (let i = 1; i <= SAMPLES; i++) {
    const now = saysOne(cosines[i]!, sines[i]!);
    if (now !== before) {
      let low = angle(i - 1);
      let high = angle(i);
      for (let halvings = 0; halvings < 30; halvings++) {
        const middle = (low + high) / 2;
        if (saysOne(cosine(middle), sine(middle)) === before) low = middle;
        else high = middle;
      }
      if (now) from = high;
      else arcs.push([from, low]);
    }
    before = now;
  }
  if (before) arcs.push([from, FULL_TURN]);
  return arcs;
}

/** The share of the whole turn that arcs cover, from 0 to 1. */
export const shareOfTurn = (arcs: readonly Arc[]): number =>
  arcs.reduce((sum, [from, to]) => sum + to - from, 0) / FULL_TURN;

/**
 * What a strip as wide as the inner ring cuts out of the outer ring on one side, in radians:
 * 2 arcsin(r/R). Throws unless 0 < r < R.
 */
export function stripArc(inner: number, outer: number): number {
  if (!(inner > 0 && inner < outer))
    throw new RangeError(
      `The inner radius must be above 0 and below the outer, but got ${inner} and ${outer}.`,
    );
  // sin φ = r/R by halving: the sine grows from 0 to a quarter turn.
  let low = 0;
  let high = Math.PI / 2;
  for (let halvings = 0; halvings < 60; halvings++) {
    const middle = (low + high) / 2;
    if (sine(middle) < inner / outer) low = middle;
    else high = middle;
  }
  return 2 * low;
}
