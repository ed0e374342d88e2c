import type { Extent } from './frame.ts';

/** A square [low, high]² of the plane with so many evenly spaced places on each side, both ends among them. */
export interface Samples {
  readonly side: Extent;
  readonly perSide: number;
}

/** The places, row after row from below. */
export const samplePlaces = ({
  side: [low, high],
  perSide,
}: Samples): (readonly [number, number])[] =>
  Array.from({ length: perSide * perSide }, (_, at) => {
    const along = (k: number) => low + ((high - low) * k) / (perSide - 1);
    return [along(at % perSide), along(Math.floor(at / perSide))] as const;
  });

/**
 * A function of the plane of which only the values at these places are known, since it is computed elsewhere:
 * between four of them it is straight along both axes, and outside the square as at its edge.
 * Throws unless there is a value for each place.
 */
export function sampled(
  { side: [low, high], perSide }: Samples,
  values: ArrayLike<number>,
): (x: number, y: number) => number {
  if (values.length !== perSide * perSide)
    throw new RangeError(`Expected ${perSide * perSide} values, but got ${values.length}.`);
  /** The place before, and the share of the way to the next; none where it stands on a place. */
  const along = (at: number): [number, number] => {
    const k = Math.min(perSide - 1, Math.max(0, ((at - low) / (high - low)) * (perSide - 1)));
    const near = Math.round(k);
    if (Math.abs(k - near) < 1e-9) return [near, 0];
    return [Math.floor(k), k - Math.floor(k)];
  };
  return (x, y) => {
    const [i, s] = along(x);
    const [j, t] = along(y);
    const row = (k: number) => {
      const [from, to] = [values[k * perSide + i]!, values[k * perSide + i + 1]!];
      return s === 0 ? from : (1 - s) * from + s * to;
    };
    return t === 0 ? row(j) : (1 - t) * row(j) + t * row(j + 1);
  };
}

/** Evenly spaced scores from one end to the other, both among them. */
export const sampleScores = ({ side: [low, high], perSide }: Samples): number[] =>
  Array.from({ length: perSide }, (_, k) => low + ((high - low) * k) / (perSide - 1));

/**
 * The same of a function of one number, from its values at these scores; outside it goes on as straight as
 * between the last two. Throws unless there is a value for each score.
 */
export function sampledScores(
  { side: [low, high], perSide }: Samples,
  values: ArrayLike<number>,
): (score: number) => number {
  if (values.length !== perSide)
    throw new RangeError(`Expected ${perSide} values, but got ${values.length}.`);
  return (score) => {
    const at = ((score - low) / (high - low)) * (perSide - 1);
    const near = Math.round(at);
    if (Math.abs(at - near) < 1e-9 && near >= 0 && near < perSide) return values[near]!;
    const k = Math.min(perSide - 2, Math.max(0, Math.floor(at)));
    return values[k]! + (at - k) * (values[k + 1]! - values[k]!);
  };
}
