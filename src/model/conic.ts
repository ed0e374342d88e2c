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
