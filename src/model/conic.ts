import type { FeatureMap } from '../data/features.ts';

/** q₁₁x₁² + q₁₂x₁x₂ + q₂₂x₂² + l₁x₁ + l₂x₂ + c, a function of the plane. */
export interface Quadratic {
  readonly x1x1: number;
  readonly x1x2: number;
  readonly x2x2: number;
  readonly x1: number;
  readonly x2: number;
  readonly constant: number;
}

export type ConicShape =
  | 'ellipse'
  | 'hyperbola'
  | 'parabola'
  | 'line'
  | 'two lines'
  | 'point'
  | 'nothing';

/**
 * The shape of the curve on which a quadratic is 0, by the signs of two determinants.
 *
 * With Q the symmetric 2 × 2 matrix of the squares and M the 3 × 3 one of all terms: det Q > 0 is an
 * ellipse (or a point, or nothing, when M says that 0 is never crossed), det Q < 0 a hyperbola,
 * det Q = 0 a parabola; where det M = 0 the curve is made of lines. Of parallel lines it does not
 * look whether they are real.
 */
export function conicShape({ x1x1, x1x2, x2x2, x1, x2, constant }: Quadratic): ConicShape {
  const [a, b, c] = [x1x1, x1x2 / 2, x2x2];
  const [d, e, f] = [x1 / 2, x2 / 2, constant];
  if (a === 0 && b === 0 && c === 0) return d === 0 && e === 0 ? 'nothing' : 'line';
  const squares = a * c - b * b;
  const all = a * (c * f - e * e) - b * (b * f - d * e) + d * (b * e - c * d);
  if (squares < 0) return all === 0 ? 'two lines' : 'hyperbola';
  if (squares === 0) return all === 0 ? 'two lines' : 'parabola';
  if (all === 0) return 'point';
  return all * (a + c) < 0 ? 'ellipse' : 'nothing';
}

/**
 * Each feature as a quadratic of the plane; undefined when some feature is none.
 *
 * Six values of a quadratic are enough to know its six coefficients. Whether a feature is one is then
 * asked at other places: it agrees with its quadratic at all of them, or it is none.
 */
export function quadraticsOf(features: FeatureMap): Quadratic[] | undefined {
  const at = (x1: number, x2: number) => features.apply(x1, x2);
  const middle = at(0, 0);
  const [right, left, above, below, corner] = [at(1, 0), at(-1, 0), at(0, 1), at(0, -1), at(1, 1)];
  const quadratics = features.labels.map((_, j): Quadratic => {
    const constant = middle[j]!;
    const x1 = (right[j]! - left[j]!) / 2;
    const x2 = (above[j]! - below[j]!) / 2;
    const x1x1 = (right[j]! + left[j]!) / 2 - constant;
    const x2x2 = (above[j]! + below[j]!) / 2 - constant;
    const x1x2 = corner[j]! - constant - x1 - x2 - x1x1 - x2x2;
    const size = Math.max(...[constant, x1, x2, x1x1, x1x2, x2x2].map(Math.abs));
    // What rounding leaves of a term that is not there.
    const clean = (value: number) => (Math.abs(value) < 1e-12 * size ? 0 : value);
    return {
      x1x1: clean(x1x1),
      x1x2: clean(x1x2),
      x2x2: clean(x2x2),
      x1: clean(x1),
      x2: clean(x2),
      constant: clean(constant),
    };
  });
  const agrees = elsewhere.every(([x1, x2]) =>
    at(x1, x2).every((value, j) => {
      const expected = quadraticAt(quadratics[j]!, x1, x2);
      return Math.abs(value - expected) <= 1e-9 * (1 + Math.abs(expected));
    }),
  );
  return agrees ? quadratics : undefined;
}

const elsewhere = [
  [2.37, 3.11],
  [-1.59, 2.53],
  [0.31, -0.73],
  [-2.27, -1.13],
  [5.71, -4.93],
] as const;

/** The value of a quadratic at a point. */
export const quadraticAt = (q: Quadratic, x1: number, x2: number): number =>
  q.x1x1 * x1 * x1 + q.x1x2 * x1 * x2 + q.x2x2 * x2 * x2 + q.x1 * x1 + q.x2 * x2 + q.constant;

/** z = w₁φ₁ + … + wₖφₖ + b as one quadratic of the plane, when every feature is one. */
export function combined(
  quadratics: readonly Quadratic[],
  weights: ArrayLike<number>,
  bias: number,
): Quadratic {
  const sum = (name: keyof Quadratic) =>
    quadratics.reduce((total, quadratic, j) => total + weights[j]! * quadratic[name], 0);
  return {
    x1x1: sum('x1x1'),
    x1x2: sum('x1x2'),
    x2x2: sum('x2x2'),
    x1: sum('x1'),
    x2: sum('x2'),
    constant: sum('constant') + bias,
  };
}

export interface Ellipse {
  readonly centre: readonly [number, number];
  /** The half-axes, the longer first. */
  readonly halfAxes: readonly [number, number];
}

/**
 * The ellipse on which a quadratic is 0; undefined when that is no ellipse.
 *
 * At the centre both derivatives are 0. About it z = m + λ₁u² + λ₂v², with m the value there and λ the
 * eigenvalues of the matrix of the squares, so that the half-axes are √(−m/λ).
 */
export function ellipseOf(q: Quadratic): Ellipse | undefined {
  if (conicShape(q) !== 'ellipse') return undefined;
  const { x1x1: a, x2x2: c } = q;
  const b = q.x1x2 / 2;
  const determinant = a * c - b * b;
  const centre = [
    (b * q.x2 - c * q.x1) / (2 * determinant),
    (b * q.x1 - a * q.x2) / (2 * determinant),
  ] as const;
  const m = quadraticAt(q, ...centre);
  const half = (a + c) / 2;
  const spread = Math.sqrt(((a - c) / 2) ** 2 + b * b);
  const axes = [half + spread, half - spread].map((lambda) => Math.sqrt(-m / lambda));
  return { centre, halfAxes: [Math.max(...axes), Math.min(...axes)] };
}
