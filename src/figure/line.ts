import type { HalfPlane } from '../model/half-planes.ts';
import type { Frame } from './frame.ts';

export type Point = readonly [x: number, y: number];

/**
 * Where the line w₁x₁ + w₂x₂ + b = level crosses a chart's frame: its two ends, or undefined when the
 * line passes outside, or when w = 0 and there is no line.
 */
export function lineInFrame(
  weights: ArrayLike<number>,
  bias: number,
  frame: Pick<Frame, 'x' | 'y'>,
  level = 0,
): [Point, Point] | undefined {
  const w1 = weights[0] as number;
  const w2 = weights[1] as number;
  const length = Math.sqrt(w1 * w1 + w2 * w2);
  if (!Number.isFinite(length) || length === 0 || !Number.isFinite(bias)) return undefined;
  const centre: Point = [(frame.x[0] + frame.x[1]) / 2, (frame.y[0] + frame.y[1]) / 2];
  // The foot of the perpendicular from the frame's centre, then along the line until both walls.
  const away = (w1 * centre[0] + w2 * centre[1] + bias - level) / (length * length);
  const foot: Point = [centre[0] - away * w1, centre[1] - away * w2];
  const along: Point = [-w2 / length, w1 / length];
  let from = Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  for (const axis of [0, 1] as const) {
    const [low, high] = axis === 0 ? frame.x : frame.y;
    if (along[axis] === 0) {
      if (foot[axis] < low || foot[axis] > high) return undefined;
      continue;
    }
    const a = (low - foot[axis]) / along[axis];
    const b = (high - foot[axis]) / along[axis];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  if (!(from < to)) return undefined;
  const at = (t: number): Point => [foot[0] + t * along[0], foot[1] + t * along[1]];
  return [at(from), at(to)];
}

/** The point of the line w·x + b = 0 that is nearest to another; undefined when w = 0. */
export function nearestOnLine(
  weights: ArrayLike<number>,
  bias: number,
  [x, y]: Point,
): Point | undefined {
  const w1 = weights[0] as number;
  const w2 = weights[1] as number;
  const square = w1 * w1 + w2 * w2;
  if (!(square > 0)) return undefined;
  const away = (w1 * x + w2 * y + bias) / square;
  return [x - away * w1, y - away * w2];
}

/** The part of a frame where w·x + b ≥ 0, as a polygon; no corners when there is none. */
export const positiveSide = (
  weights: ArrayLike<number>,
  bias: number,
  frame: Pick<Frame, 'x' | 'y'>,
): Point[] => clip(cornersOf(frame), weights, bias);

/** The part of a frame where every line's w·x + b ≥ 0, as a polygon; no corners when there is none. */
export const commonSide = (lines: readonly HalfPlane[], frame: Pick<Frame, 'x' | 'y'>): Point[] =>
  lines.reduce((rest, { weights, bias }) => clip(rest, weights, bias), cornersOf(frame));

/** A frame's corners, anticlockwise from the lower left. */
export const cornersOf = ({ x, y }: Pick<Frame, 'x' | 'y'>): Point[] => [
  [x[0], y[0]],
  [x[1], y[0]],
  [x[1], y[1]],
  [x[0], y[1]],
];

/** What is left of a convex polygon where w·x + b ≥ 0; its corners keep their order. */
function clip(polygon: readonly Point[], weights: ArrayLike<number>, bias: number): Point[] {
  const score = ([x, y]: Point) => (weights[0] as number) * x + (weights[1] as number) * y + bias;
  return polygon.flatMap((corner, i) => {
    const next = polygon[(i + 1) % polygon.length] as Point;
    const a = score(corner);
    const b = score(next);
    const kept: Point[] = a >= 0 ? [corner] : [];
    if (a >= 0 !== b >= 0) {
      const t = a / (a - b);
      kept.push([corner[0] + t * (next[0] - corner[0]), corner[1] + t * (next[1] - corner[1])]);
    }
    return kept;
  });
}
