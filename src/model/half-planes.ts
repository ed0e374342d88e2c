/** A line in the plane and its two sides: it says 1 where its score w·x + b ≥ 0, else 0. */
export interface HalfPlane {
  readonly weights: readonly [number, number];
  readonly bias: number;
}

/** The score w₁x₁ + w₂x₂ + b of a point. */
export const scoreOf = ({ weights, bias }: HalfPlane, x1: number, x2: number): number =>
  weights[0] * x1 + weights[1] * x2 + bias;

/** The step rule: 1 where the score is at least 0, else 0. */
export const answerOf = (line: HalfPlane, x1: number, x2: number): 0 | 1 =>
  scoreOf(line, x1, x2) >= 0 ? 1 : 0;

/** How far the line lies from the origin, |b| / ‖w‖; not finite when w = 0 and there is no line. */
export const distanceOf = ({ weights: [w1, w2], bias }: HalfPlane): number =>
  Math.abs(bias) / Math.sqrt(w1 * w1 + w2 * w2);

/** Between the circles of chapter 5, with room for its corners: a triangle's corners lie twice as far out. */
export const fenceDistance = 1.4;

/** The first layer of chapter 6: about such a fence, in numbers that can be reckoned with by hand. */
export const firstLayer: readonly HalfPlane[] = [
  { weights: [0, -1], bias: 1.4 },
  { weights: [1, 0.5], bias: 1.4 },
  { weights: [-1, 0.5], bias: 1.4 },
];

/** The point that chapter 6 begins with: on one line's negative side, on the positive side of the others. */
export const firstPoint: readonly [number, number] = [-2, 0.5];

/** Three lines this far from the origin, their arrows pointing inwards and 120° apart. */
export const triangleAt = (distance: number): HalfPlane[] =>
  [[0, -1] as const, [Math.sqrt(3) / 2, 1 / 2] as const, [-Math.sqrt(3) / 2, 1 / 2] as const].map(
    (weights) => ({ weights, bias: distance }),
  );

/** The AND of several lines: 1 where every one of them says 1, else 0. */
export const allSayOne = (lines: readonly HalfPlane[], x1: number, x2: number): 0 | 1 =>
  lines.every((line) => answerOf(line, x1, x2) === 1) ? 1 : 0;
