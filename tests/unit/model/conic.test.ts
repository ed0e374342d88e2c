import { describe, expect, it } from 'vitest';
import { makeFeatures, namedFeatures, parseFeatures } from '../../../src/data/features.ts';
import { seeded } from '../../../src/data/random.ts';
import {
  type ConicShape,
  combined,
  conicShape,
  ellipseOf,
  type Quadratic,
  quadraticAt,
  quadraticsOf,
} from '../../../src/model/conic.ts';

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
    ['x₁ = 3', { x1: 1, constant: -3 }, 'line'],
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

describe('a feature read as a quadratic', () => {
  it('has the coefficients that one sees in it', () => {
    const [first, second, third] = quadraticsOf(
      parseFeatures('(x1 - 0.3)^2 - 2*x2, x1*x2 + 4, 3'),
    ) as [Quadratic, Quadratic, Quadratic];
    expect(first.x1x1).toBeCloseTo(1, 12);
    expect(first.x1).toBeCloseTo(-0.6, 12);
    expect(first.x2).toBeCloseTo(-2, 12);
    expect(first.constant).toBeCloseTo(0.09, 12);
    expect([first.x1x2, first.x2x2]).toEqual([0, 0]);
    expect(second).toEqual({ ...none, x1x2: 1, constant: 4 });
    expect(third).toEqual({ ...none, constant: 3 });
  });

  it.each([1e-7, 1, 1e7])(
    'is told from what rounding leaves, for coefficients of size %d',
    (size) => {
      const text = `${size.toFixed(7)} * ((x1 - 0.3)^2 - x1*x2 + 0.7*x2)`;
      const [found] = quadraticsOf(parseFeatures(text)) as [Quadratic];
      const expected = { x1x1: 1, x1x2: -1, x2x2: 0, x1: -0.6, x2: 0.7, constant: 0.09 };
      for (const [name, value] of Object.entries(expected))
        expect(found[name as keyof Quadratic] / size).toBeCloseTo(value, 12);
      expect(found.x2x2).toBe(0);
    },
  );

  it('agrees with the feature everywhere, for every named map that is made of quadratics', () => {
    for (const name of [
      'identity',
      'squares',
      'squares-and-linear',
      'product',
      'radius',
      'quadratic',
    ] as const) {
      const features = makeFeatures({ kind: 'named', name });
      const quadratics = quadraticsOf(features)!;
      const random = seeded(7);
      for (let trial = 0; trial < 50; trial++) {
        const [x1, x2] = [4 * random.normal(), 4 * random.normal()];
        features.apply(x1, x2).forEach((value, j) => {
          expect(quadraticAt(quadratics[j]!, x1, x2)).toBeCloseTo(value, 9);
        });
      }
    }
  });

  it.each([
    'x1^3',
    'abs(x1)',
    'sin(x1)',
    'max(x1, x2)',
    'max(x1, -2)',
    'x1*x2^2',
    'log(x1)',
    '1/x2',
    'x1, x1^4',
    namedFeatures.cubic,
    namedFeatures.unwound,
  ])('is refused where it is none: %s', (text) =>
    expect(quadraticsOf(parseFeatures(text))).toBeUndefined(),
  );
});

describe('the curve of chapter 4', () => {
  const squares = quadraticsOf(makeFeatures({ kind: 'named', name: 'squares' }))!;

  it('w₁x₁² + w₂x₂² + b = 0 has half-axes √(−b/w₁) and √(−b/w₂), and its centre at the origin', () => {
    const ellipse = ellipseOf(combined(squares, [-2, -0.5], 8))!;
    expect(ellipse.centre[0]).toBeCloseTo(0, 12);
    expect(ellipse.centre[1]).toBeCloseTo(0, 12);
    expect(ellipse.halfAxes[0]).toBeCloseTo(4, 12); // √(8/0.5)
    expect(ellipse.halfAxes[1]).toBeCloseTo(2, 12); // √(8/2)
  });

  it('is an ellipse, a hyperbola or nothing by the signs of the three numbers', () => {
    const random = seeded(9);
    for (let trial = 0; trial < 200; trial++) {
      const [w1, w2, b] = [random.normal(), random.normal(), random.normal()] as const;
      const expected = w1 * w2 < 0 ? 'hyperbola' : w1 * b < 0 ? 'ellipse' : 'nothing';
      expect(conicShape(combined(squares, [w1, w2], b))).toBe(expected);
    }
  });

  it('is the moved circle when the weights are those of (x₁ − c)² + (x₂ − c)² = r²', () => {
    const both = quadraticsOf(makeFeatures({ kind: 'named', name: 'squares-and-linear' }))!;
    const [c, r] = [1.7, 2.2];
    const ellipse = ellipseOf(combined(both, [-2 * c, -2 * c, 1, 1], 2 * c * c - r * r))!;
    for (const place of ellipse.centre) expect(place).toBeCloseTo(c, 12);
    for (const half of ellipse.halfAxes) expect(half).toBeCloseTo(r, 12);
  });

  it('has its half-axes where the ellipse is turned, too: every point of it is on the curve', () => {
    // 5u² + 2v² = 10 turned by 30° and moved to (1, −2).
    const [cos, sin] = [Math.sqrt(3) / 2, 1 / 2];
    const features = parseFeatures(
      `5*(${cos}*(x1-1) + ${sin}*(x2+2))^2 + 2*(${cos}*(x2+2) - ${sin}*(x1-1))^2`,
    );
    const ellipse = ellipseOf(combined(quadraticsOf(features)!, [1], -10))!;
    expect(ellipse.centre[0]).toBeCloseTo(1, 9);
    expect(ellipse.centre[1]).toBeCloseTo(-2, 9);
    expect(ellipse.halfAxes[0]).toBeCloseTo(Math.sqrt(5), 9);
    expect(ellipse.halfAxes[1]).toBeCloseTo(Math.sqrt(2), 9);
    expect(ellipseOf({ ...none, x1x2: 1, constant: -1 })).toBeUndefined();
  });
});
