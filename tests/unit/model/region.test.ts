import { describe, expect, it } from 'vitest';
import { logitSurface, probability, view } from '../../../src/model/mlp.ts';
import {
  boundaryRadii,
  cornerCount,
  radiiOnRays,
  radiusModes,
  raysFrom,
  shareCalledOne,
  unroundness,
} from '../../../src/model/region.ts';
import { circlesRun } from '../../../src/training/course-runs.ts';
import { createTrainer } from '../../../src/training/trainer.ts';

/** r(θ) = f(θ) in n directions. */
const curve = (n: number, f: (angle: number) => number) =>
  Float64Array.from({ length: n }, (_, d) => f((2 * Math.PI * d) / n));

/** A regular polygon whose sides lie at distance 1: r = 1/cos of the angle to the nearest side's middle. */
const polygon = (sides: number) => (angle: number) => {
  const turn = (2 * Math.PI) / sides;
  const off = angle - turn * Math.round(angle / turn);
  return 1 / Math.cos(off);
};

/** A band, 1 where |x₁| ≤ 2 by h = σ(10 − 5x₁) and σ(10 + 5x₁), and 1 again where x₁ ≥ 20. */
const band = view(Float64Array.of(-5, 5, 5, 0, 0, 0, 10, 10, -100, 8, 8, 8, -12), 3);

describe('the radii of a boundary', () => {
  it('are the distances to the line, for one unit: r = d / cos of the angle to its normal', () => {
    // h = σ(−x₁ + 2), logit = h − ½: class 1 where x₁ ≤ 2.
    const parameters = view(Float64Array.of(-1, 0, 2, 1, -0.5), 1);
    const radii = boundaryRadii(parameters, 'sigmoid', 8);
    expect(radii[0]).toBeCloseTo(2, 10);
    expect(radii[1]).toBeCloseTo(2 * Math.SQRT2, 10);
    expect(radii[7]).toBeCloseTo(2 * Math.SQRT2, 10);
    for (const d of [2, 3, 4, 5, 6]) expect(radii[d]).toBe(Number.POSITIVE_INFINITY);
  });

  it('are 0 on the far side where the boundary runs through the origin, which still is inside', () => {
    // h = σ(−x₁), logit = h − ½: class 1 where x₁ ≤ 0.
    const parameters = view(Float64Array.of(-1, 0, 0, 1, -0.5), 1);
    const radii = boundaryRadii(parameters, 'sigmoid', 8);
    for (const d of [0, 1, 7]) expect(radii[d]).toBeCloseTo(0, 11);
    for (const d of [3, 4, 5]) expect(radii[d]).toBe(Number.POSITIVE_INFINITY);
  });

  it('are infinite all round where ŷ is ½ everywhere: what is called 1 has no end', () => {
    const parameters = view(new Float64Array(5), 1);
    expect([...boundaryRadii(parameters, 'tanh', 3)]).toEqual(
      Array.from({ length: 3 }, () => Number.POSITIVE_INFINITY),
    );
  });

  it('need the origin inside', () => {
    const parameters = view(Float64Array.of(1, 0, -2, 1, -0.5), 1);
    expect(() => boundaryRadii(parameters, 'sigmoid', 8)).toThrow(
      new RangeError('The boundary is measured from inside, but the origin is called 0.'),
    );
  });

  it('are those of the boundary around the origin, also where the plane is called 1 again farther out', () => {
    expect(probability(band, 'sigmoid', 30, 0)).toBeGreaterThan(0.5);
    const radii = boundaryRadii(band, 'sigmoid', 4);
    // On the axis h₃ is as good as 0 here, and h₁ + h₂ = 1.5 where one of them is ½.
    expect(radii[0]).toBeCloseTo(2, 3);
    expect(radii[2]).toBeCloseTo(2, 3);
    expect(radii[1]).toBe(Number.POSITIVE_INFINITY);
  });

  it('on rays are the same, to what a straight line between two looks can be off', () => {
    const trained = createTrainer(circlesRun().setup).advance(1001, { learningRate: 2 });
    const parameters = view(trained.parameters, 3);
    const rays = raysFrom(24, 41, 4);
    const logits = new Float64Array(24 * 41);
    logitSurface(parameters, 'sigmoid', rays.points, logits);
    const exact = boundaryRadii(parameters, 'sigmoid', 24);
    radiiOnRays(rays, logits)!.forEach((radius, d) => {
      expect(Math.abs(radius - exact[d]!)).toBeLessThan(0.005);
    });
    logits[0] = -1;
    expect(radiiOnRays(rays, logits)).toBeUndefined();
    expect([...radiiOnRays(rays, logits.fill(1))!]).toEqual(
      Array(24).fill(Number.POSITIVE_INFINITY),
    );
  });

  it('on rays begin where the logit falls below 0: to be 0 is to be called 1', () => {
    // Two rays with looks at 0, 1, 2, 3 and 4: one falls at once, the other touches 0 and falls at 3.
    const rays = raysFrom(2, 5, 4);
    const logits = Float64Array.of(0, -1, -1, -1, -1, 0, 2, 0, 2, -2);
    expect([...radiiOnRays(rays, logits)!]).toEqual([0, 3.5]);
  });
});

describe('the share of a circle that is called 1', () => {
  it('is a half beyond a line, and nothing outside a closed region', () => {
    const line = view(Float64Array.of(1, 0, 0, 1, -0.5), 1);
    expect(shareCalledOne(line, 'sigmoid', 7, 359)).toBeCloseTo(0.5, 2);
    const { parameters } = createTrainer(circlesRun().setup).advance(1001, { learningRate: 2 });
    expect(shareCalledOne(view(parameters, 3), 'sigmoid', 50)).toBe(0);
    expect(shareCalledOne(view(parameters, 3), 'sigmoid', 0.5)).toBe(1);
  });

  it('is all of it where ŷ is ½ all round, which is called 1', () => {
    expect(shareCalledOne(view(new Float64Array(5), 1), 'tanh', 2)).toBe(1);
  });
});

describe('the waves of a radius', () => {
  it('are the amplitudes that the curve was made of', () => {
    const modes = radiusModes(
      curve(60, (a) => 2 + 0.3 * Math.cos(3 * a + 1) + 0.1 * Math.sin(5 * a) + 0.4 * Math.cos(a)),
    );
    const expected = [2, 0.4, 0, 0.3, 0, 0.1, 0, 0, 0];
    expected.forEach((amplitude, k) => {
      expect(modes[k]).toBeCloseTo(amplitude, 12);
    });
  });

  it('tell the corners of every regular polygon, however it is turned', () => {
    for (const sides of [3, 4, 5, 6, 7, 8])
      for (const turned of [0, 0.3, 1])
        expect(cornerCount(curve(96, (a) => polygon(sides)(a + turned)))).toBe(sides);
  });

  it('tell 2 for an ellipse, and do not mind where the curve stands', () => {
    expect(cornerCount(curve(96, (a) => 1 + 0.1 * Math.cos(2 * a)))).toBe(2);
    expect(cornerCount(curve(96, (a) => 2 + 0.9 * Math.cos(a) + 0.1 * Math.cos(4 * a)))).toBe(4);
  });

  it('leave nothing over a circle: it is round, and a wave of height a is a/√2 of the mean unround', () => {
    expect(unroundness(curve(50, () => 3))).toBe(0);
    expect(unroundness(curve(50, (a) => 2 + 0.2 * Math.cos(3 * a)))).toBeCloseTo(
      0.1 / Math.SQRT2,
      12,
    );
  });
});
