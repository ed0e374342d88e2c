import { describe, expect, it } from 'vitest';
import { view } from '../../../src/model/mlp.ts';
import { boundaryRadii } from '../../../src/model/region.ts';

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

  it('need the origin inside', () => {
    const parameters = view(Float64Array.of(1, 0, -2, 1, -0.5), 1);
    expect(() => boundaryRadii(parameters, 'sigmoid', 8)).toThrow(/origin/);
  });
});
