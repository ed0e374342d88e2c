import { cosine, sine } from '../data/elementary.ts';
import { type Matrix, zeros } from '../data/matrix.ts';
import { type MlpParameters, probability } from './mlp.ts';

/** From one look outwards to the next; a gap in the region that is narrower may be missed. */
const LOOK = 0.05;

/**
 * How far one can go from the origin in each of so many directions until ŷ falls below ½ for the first
 * time: the boundary around the origin, to about 1e-12. What is called 1 again farther out is another
 * region. Infinity where there is no boundary within `most`. Throws when the origin is called 0.
 */
export function boundaryRadii(
  parameters: MlpParameters,
  activation: string,
  directions: number,
  most = 100,
): Float64Array {
  if (probability(parameters, activation, 0, 0) < 0.5)
    throw new RangeError('The boundary is measured from inside, but the origin is called 0.');
  return Float64Array.from({ length: directions }, (_, d) => {
    const angle = (2 * Math.PI * d) / directions;
    const [c, s] = [cosine(angle), sine(angle)];
    const isInside = (radius: number) =>
      probability(parameters, activation, radius * c, radius * s) >= 0.5;
    let inside = 0;
    let outside = LOOK;
    while (isInside(outside)) {
      if (outside >= most) return Number.POSITIVE_INFINITY;
      inside = outside;
      outside = Math.min(most, outside + LOOK);
    }
    for (let halving = 0; halving < 37; halving++) {
      const middle = (inside + outside) / 2;
      if (isInside(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  });
}

/** Places on rays from the origin: those of ray d are the rows from d · looks on, from the origin outwards. */
export interface Rays {
  readonly directions: number;
  readonly looks: number;
  /** From the origin to the last look. */
  readonly reach: number;
  /** directions · looks × 2. */
  readonly points: Matrix;
}

/** Rays in so many evenly spaced directions, each looked at in so many evenly spaced places. */
export function raysFrom(directions: number, looks: number, reach: number): Rays {
  const points = zeros(directions * looks, 2);
  for (let d = 0; d < directions; d++) {
    const angle = (2 * Math.PI * d) / directions;
    const [c, s] = [cosine(angle), sine(angle)];
    for (let i = 0; i < looks; i++) {
      const radius = (reach * i) / (looks - 1);
      points.values[d * looks + i] = radius * c;
      points.values[points.rows + d * looks + i] = radius * s;
    }
  }
  return { directions, looks, reach, points };
}

/**
 * The radii of `boundaryRadii`, at a hundredth of its price, from the logits at all places of some
 * rays: between two looks the logit is taken to be straight. Undefined when the origin is called 0.
 */
export function radiiOnRays(
  { directions, looks, reach }: Rays,
  logits: Float64Array,
): Float64Array | undefined {
  if (!(logits[0]! >= 0)) return undefined;
  const radii = new Float64Array(directions).fill(Number.POSITIVE_INFINITY);
  for (let d = 0; d < directions; d++)
    for (let i = 1; i < looks; i++) {
      const [before, now] = [logits[d * looks + i - 1]!, logits[d * looks + i]!];
      if (now >= 0) continue;
      radii[d] = (reach * (i - 1 + before / (before - now))) / (looks - 1);
      break;
    }
  return radii;
}

/**
 * The share of the circle of this radius about the origin that is called 1, by looks in so many
 * directions: 0 for a region that does not reach so far.
 */
export function shareCalledOne(
  parameters: MlpParameters,
  activation: string,
  radius: number,
  directions = 360,
): number {
  let ones = 0;
  for (let d = 0; d < directions; d++) {
    const angle = (2 * Math.PI * d) / directions;
    const [x1, x2] = [radius * cosine(angle), radius * sine(angle)];
    if (probability(parameters, activation, x1, x2) >= 0.5) ones += 1;
  }
  return ones / directions;
}

/** A region's shape is told by no more corners than this. */
const MOST_CORNERS = 8;

/**
 * The waves that a closed curve r(θ) about the origin is made of: entry k is the amplitude of
 * r’s part that goes up and down k times in a turn; entry 0 is the mean radius. From radii in evenly
 * spaced directions, more than 16 of them.
 */
export function radiusModes(radii: ArrayLike<number>): Float64Array {
  const n = radii.length;
  return Float64Array.from({ length: MOST_CORNERS + 1 }, (_, k) => {
    let [a, b] = [0, 0];
    for (let d = 0; d < n; d++) {
      // Whole turns are left out of the angle, exactly.
      const angle = (2 * Math.PI * ((k * d) % n)) / n;
      a += radii[d]! * cosine(angle);
      b += radii[d]! * sine(angle);
    }
    return ((k === 0 ? 1 : 2) * Math.sqrt(a * a + b * b)) / n;
  });
}

/**
 * How many corners a curve about the origin has: the strongest of its waves from 2 to 8 times in a turn
 * (3 for a triangle, 4 for a rectangle, 5 for a pentagon, however rounded). The wave that goes up once
 * is left out: it is the curve’s place, not its shape.
 */
export function cornerCount(radii: ArrayLike<number>): number {
  const modes = radiusModes(radii);
  let strongest = 2;
  for (let k = 3; k <= MOST_CORNERS; k++) if (modes[k]! > modes[strongest]!) strongest = k;
  return strongest;
}

/** How far a curve about the origin is from a circle: the deviation of its radius over its mean. */
export function unroundness(radii: ArrayLike<number>): number {
  const values = Array.from(radii);
  const mean = values.reduce((sum, r) => sum + r, 0) / values.length;
  return Math.sqrt(values.reduce((sum, r) => sum + (r - mean) ** 2, 0) / values.length) / mean;
}
