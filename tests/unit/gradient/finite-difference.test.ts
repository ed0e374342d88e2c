import { describe, expect, it } from 'vitest';
import { finiteDifference, relativeDifference } from '../../../src/gradient/finite-difference.ts';

describe('finiteDifference', () => {
  it('finds the slopes of a function whose derivatives are known', () => {
    const f = ([a, b, c]: Float64Array) => a! * a! * b! + Math.sin(c!);
    const gradient = finiteDifference(f, Float64Array.of(3, -2, 0.5));
    const exact = [2 * 3 * -2, 9, Math.cos(0.5)];
    exact.forEach((slope, j) => {
      expect(Math.abs(gradient[j]! - slope)).toBeLessThan(1e-9);
    });
  });

  it('is exact to rounding for a quadratic: central differences leave nothing of the second order', () => {
    const gradient = finiteDifference(([a]) => 5 * a! * a!, Float64Array.of(1));
    expect(Math.abs(gradient[0]! - 10)).toBeLessThan(1e-9);
  });

  it('steps by 6.1e-6 of an entry’s size, and of 1 for small ones, one entry at a time', () => {
    const tried: number[][] = [];
    const record = (at: Float64Array) => {
      tried.push([...at]);
      return 0;
    };
    finiteDifference(record, Float64Array.of(0.5, -1000));
    const h = Math.cbrt(Number.EPSILON);
    expect(h).toBeCloseTo(6.055454452393343e-6, 18);
    expect(tried).toEqual([
      [0.5 + 6.055454452393343e-6, -1000],
      [0.5 - 6.055454452393343e-6, -1000],
      [0.5, -1000 + 6.055454452393343e-3],
      [0.5, -1000 - 6.055454452393343e-3],
    ]);
  });

  it('divides by the step that was really taken', () => {
    const [slope] = finiteDifference(([a]) => 3 * a!, Float64Array.of(1e6));
    expect(Math.abs(slope! - 3)).toBeLessThan(1e-9);
  });

  it('leaves the vector as it is, also while the function looks', () => {
    const at = Float64Array.of(1, 2);
    finiteDifference(([a, b]) => {
      expect(at).toEqual(Float64Array.of(1, 2));
      return a! * b!;
    }, at);
    expect(at).toEqual(Float64Array.of(1, 2));
  });

  it('says where the function is not finite', () => {
    const f = ([a, b]: Float64Array) => a! + (b! > 2 ? Number.POSITIVE_INFINITY : b!);
    expect(() => finiteDifference(f, Float64Array.of(1, 2))).toThrow(
      /^The function needs to be finite around entry 2, but is 2\.9999\d* and Infinity\.$/,
    );
  });
});

describe('relativeDifference', () => {
  it('is the largest difference over the largest entry of either', () => {
    expect(relativeDifference(Float64Array.of(1, -4, 2), Float64Array.of(1.5, -4, 2))).toBe(0.125);
    expect(relativeDifference(Float64Array.of(1, 2), Float64Array.of(1, -8))).toBe(1.25);
    expect(relativeDifference(Float64Array.of(-8), Float64Array.of(-6))).toBe(0.25);
    expect(relativeDifference(Float64Array.of(0.125), Float64Array.of(0.0625))).toBe(0.5);
  });

  it('is 0 for equal vectors, zeros too', () => {
    expect(relativeDifference(Float64Array.of(3, 0), Float64Array.of(3, 0))).toBe(0);
    expect(relativeDifference(new Float64Array(2), new Float64Array(2))).toBe(0);
  });

  it('is Infinity when an entry of either is not finite', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(relativeDifference(Float64Array.of(1, bad), Float64Array.of(1, 2))).toBe(
        Number.POSITIVE_INFINITY,
      );
      expect(relativeDifference(Float64Array.of(1, 2), Float64Array.of(1, bad))).toBe(
        Number.POSITIVE_INFINITY,
      );
    }
  });

  it('refuses vectors that cannot be compared', () => {
    expect(() => relativeDifference(new Float64Array(2), new Float64Array(3))).toThrow(
      new RangeError('Two vectors of the same length can be compared, but got 2 and 3 numbers.'),
    );
    expect(() => relativeDifference(new Float64Array(0), new Float64Array(0))).toThrow(
      new RangeError('Two vectors of the same length can be compared, but got 0 and 0 numbers.'),
    );
  });
});
