import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/data/random.ts';
import { type ConicShape, conicShape, type Quadratic } from '../../../src/model/conic.ts';

const none: Quadratic = { x1x1: 0, x1x2: 0, x2x2: 0, x1: 0, x2: 0, constant: 0 };

describe('the shape of a quadratic’s zero line', () => {
  it.each<[string, Partial<Quadratic>, ConicShape]>([
    ['x₁² + 4x₂² = 1', { x1x1: 1, x2x2: 4, constant: -1 }, 'ellipse'],
    ['1 = x₁² + 4x₂²', { x1x1: -1, x2x2: -4, constant: 1 }, 'ellipse'],
    ['(x₁ − 2)² + (x₂ − 1)² = 4', { x1x1: 1, x2x2: 1, x1: -4, x2: -2, constant: 1 }, 'ellipse'],
    ['x₁² + x₂² = −1', { x1x1: 1, x2x2: 1, constant: 1 }, 'nothing'],
    ['x₁² + x₂² = 0', { x1x1: 1, x2x2: 1 }, 'point'],
    ['x₁² − x₂² = 1', { x1x1: 1, x2x2: -1, constant: -1 }, 'hyperbola'],
    ['x₁x₂ = 1', { x1x2: 1, constant: -1 }, 'hyperbola'],
    ['x₁x₂ = 0', { x1x2: 1 }, 'two lines'],
    ['x₁² = 1', { x1x1: 1, constant: -1 }, 'two lines'],
    ['x₂ = x₁²', { x1x1: 1, x2: -1 }, 'parabola'],
    ['x₁ = x₂²', { x2x2: 1, x1: -1 }, 'parabola'],
    ['x₁ + x₂ = 1', { x1: 1, x2: 1, constant: -1 }, 'line'],
    ['x₂ = 3', { x2: 1, constant: -3 }, 'line'],
    ['5 = 0', { constant: 5 }, 'nothing'],
  ])('%s', (_equation, terms, shape) => {
    expect(conicShape({ ...none, ...terms })).toBe(shape);
  });

  it('is what one sees by looking: far out a hyperbola has both signs, an ellipse the one it has not in the middle', () => {
    const random = seeded(4);
    const seen = new Set<string>();
    for (let trial = 0; trial < 300; trial++) {
      const [x1x1, x1x2, x2x2, x1, x2, constant] = Array.from({ length: 6 }, () =>
        random.normal(),
      ) as [number, number, number, number, number, number];
      const value = (x: number, y: number) =>
        x1x1 * x * x + x1x2 * x * y + x2x2 * y * y + x1 * x + x2 * y + constant;
      const far = Array.from({ length: 2000 }, (_, k) =>
        Math.sign(
          value(1e9 * Math.cos((k * Math.PI) / 1000), 1e9 * Math.sin((k * Math.PI) / 1000)),
        ),
      );
      // Where both derivatives are 0: the middle.
      const determinant = 4 * x1x1 * x2x2 - x1x2 * x1x2;
      const middle = value(
        (x1x2 * x2 - 2 * x2x2 * x1) / determinant,
        (x1x2 * x1 - 2 * x1x1 * x2) / determinant,
      );
      const looked =
        new Set(far).size > 1 ? 'hyperbola' : Math.sign(middle) === far[0] ? 'nothing' : 'ellipse';
      seen.add(looked);
      expect(conicShape({ x1x1, x1x2, x2x2, x1, x2, constant })).toBe(looked);
    }
    expect(seen.size).toBe(3);
  });
});
