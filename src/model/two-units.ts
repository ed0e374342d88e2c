import { type HalfPlane, scoreOf } from './half-planes.ts';
import { sigmoid } from './sigmoid.ts';

/** Two lines with a sigmoid each, and the weights by which their two answers make one score. */
export interface TwoUnits {
  /** w₁, b₁ and w₂, b₂. */
  readonly units: readonly [HalfPlane, HalfPlane];
  /** v₁ and v₂. */
  readonly outputWeights: readonly [number, number];
  /** c */
  readonly outputBias: number;
}

/** s(x) = v₁ σ(w₁·x + b₁) + v₂ σ(w₂·x + b₂) + c. The answer is 1 where s ≥ 0. */
export const twoUnitScore = (
  { units, outputWeights, outputBias }: TwoUnits,
  x1: number,
  x2: number,
): number =>
  outputWeights[0] * sigmoid(scoreOf(units[0], x1, x2)) +
  outputWeights[1] * sigmoid(scoreOf(units[1], x1, x2)) +
  outputBias;

/**
 * A direction d of length 1 with v₁ w₁·d ≥ 0 and v₂ w₂·d ≥ 0: along it the score never falls, so the
 * side called 1, if there is any, runs away to infinity that way. There always is one: it halves
 * the angle between the two arrows v₁w₁ and v₂w₂, and an arrow of no length asks for nothing.
 */
export function escapeDirection({ units, outputWeights }: TwoUnits): readonly [number, number] {
  const arrow = (i: 0 | 1) => {
    const [w1, w2] = units[i].weights;
    return toLengthOne(outputWeights[i] * w1, outputWeights[i] * w2);
  };
  const [m1, m2] = arrow(0);
  const [n1, n2] = arrow(1);
  const apart = m1 * n1 + m2 * n2 < 0;
  // More than a right angle apart, the sum is short and loses digits: the same direction lies at right
  // angles to the difference. For opposite arrows that still holds, and both ways along it will do.
  const [d1, d2] = apart ? toLengthOne(n2 - m2, m1 - n1) : toLengthOne(m1 + n1, m2 + n2);
  if (d1 === 0 && d2 === 0) return [1, 0];
  return m1 * d1 + m2 * d2 >= 0 ? [d1, d2] : [-d1, -d2];
}

/** The same direction, of length 1; (0, 0) stays what it is. */
function toLengthOne(x: number, y: number): readonly [number, number] {
  const length = Math.sqrt(x * x + y * y);
  return length > 0 ? [x / length, y / length] : [0, 0];
}
