import { describe, expect, it } from 'vitest';
import { cosine, exponential, logarithm, logOnePlus, sine } from '../../../src/data/elementary.ts';

/** n points spread evenly, but in no simple step, over [from, to). */
const spread = (n: number, from: number, to: number): number[] =>
  Array.from({ length: n }, (_, i) => from + (((i + 0.5) * 0.6180339887498949) % 1) * (to - from));

/** The largest relative difference of two functions over the given arguments. */
const worst = (
  got: (x: number) => number,
  expected: (x: number) => number,
  arguments_: readonly number[],
): number => {
  let largest = 0;
  for (const x of arguments_) {
    const difference = Math.abs(got(x) - expected(x)) / Math.abs(expected(x));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
};

const bitsOf = (value: number): string => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
};

describe('exponential', () => {
  it('agrees with Math.exp wherever the result is a normal number', () => {
    expect(worst(exponential, Math.exp, spread(200_000, -708.39, 709.78))).toBeLessThan(1e-15);
    expect(worst(exponential, Math.exp, spread(200_000, -40, 40))).toBeLessThan(1e-15);
    expect(worst(exponential, Math.exp, spread(100_000, -0.01, 0.01))).toBeLessThan(1e-15);
  });

  it('is right to twice the smallest number where the result is subnormal', () => {
    for (const x of spread(20_000, -746, -708.39))
      expect(Math.abs(exponential(x) - Math.exp(x))).toBeLessThanOrEqual(
        2 * Number.MIN_VALUE + 1e-15 * Math.exp(x),
      );
  });

  it('is exact at 0, and right at both ends of its range', () => {
    expect(exponential(0)).toBe(1);
    expect(exponential(-0)).toBe(1);
    expect(exponential(709.782712893384) / 1.797693134862273e308).toBeCloseTo(1, 14);
    expect(exponential(709.7827128933841)).toBe(Number.POSITIVE_INFINITY);
    expect(exponential(-744.44007192138)).toBe(Number.MIN_VALUE);
    expect(exponential(-744.45)).toBe(0);
  });

  it('goes to Infinity and to 0, and passes NaN on', () => {
    for (const x of [710, 1e4, 1e308, Number.POSITIVE_INFINITY])
      expect(exponential(x)).toBe(Number.POSITIVE_INFINITY);
    for (const x of [-746, -1e4, -1e308, Number.NEGATIVE_INFINITY]) expect(exponential(x)).toBe(0);
    expect(exponential(Number.NaN)).toBeNaN();
  });

  it('never falls as its argument grows from one table entry into the next', () => {
    for (let k = -2000; k < 2000; k++) {
      const edge = (k * Math.LN2) / 512;
      expect(exponential(edge + 1e-13)).toBeGreaterThan(exponential(edge - 1e-13));
    }
  });

  it('has the same bits in every engine', () => {
    expect([1, -1, 0.5, -10, 100, 1e-3, -36.7, 700].map((x) => bitsOf(exponential(x)))).toEqual([
      '4005bf0a8b145769',
      '3fd78b56362cef38',
      '3ffa61298e1e069e',
      '3f07cd79b5647c9c',
      '48f3494a9b171bf3',
      '3ff0041919b7ee34',
      '3ca0998b04bdd18f',
      '7f0d945df4f8ec8d',
    ]);
  });
});

describe('logarithm', () => {
  it('agrees with Math.log over the whole range and near 1', () => {
    expect(worst(logarithm, Math.log, spread(100_000, -740, 709).map(Math.exp))).toBeLessThan(
      1e-15,
    );
    expect(worst(logarithm, Math.log, spread(100_000, 0.3, 3))).toBeLessThan(1e-15);
    expect(worst(logarithm, Math.log, spread(10_000, 0.999999, 1.000001))).toBeLessThan(1e-15);
  });

  it('is exact where the result is', () => {
    expect(logarithm(1)).toBe(0);
    expect(logarithm(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(logarithm(-0)).toBe(Number.NEGATIVE_INFINITY);
    expect(logarithm(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(logarithm(-Number.MIN_VALUE)).toBeNaN();
    expect(logarithm(Number.NEGATIVE_INFINITY)).toBeNaN();
    expect(logarithm(Number.NaN)).toBeNaN();
  });

  it('knows the powers of two, subnormal ones too', () => {
    for (let e = -1074, x = Number.MIN_VALUE; e < 1024; e++, x *= 2)
      expect(Math.abs(logarithm(x) - e * Math.LN2)).toBeLessThanOrEqual(2.3e-13);
    expect(logarithm(Number.MIN_VALUE)).toBe(-744.4400719213812);
    expect(logarithm(Number.MAX_VALUE)).toBe(709.782712893384);
  });

  it('undoes the exponential', () => {
    for (const x of spread(20_000, -700, 700))
      expect(Math.abs(logarithm(exponential(x)) - x)).toBeLessThan(1e-15 * (1 + Math.abs(x)));
  });

  it('has the same bits in every engine', () => {
    expect([2, 10, 0.1, 3e-310, 1e300, 1.41, 1.42].map((x) => bitsOf(logarithm(x)))).toEqual([
      '3fe62e42fefa39ef',
      '40026bb1bbb55516',
      'c0026bb1bbb55515',
      'c086459f44103e87',
      '4085963447f87fb5',
      '3fd5fd5fabe64083',
      '3fd6712984ec8f14',
    ]);
  });
});

describe('logOnePlus', () => {
  it('agrees with Math.log1p over the whole range', () => {
    expect(worst(logOnePlus, Math.log1p, spread(100_000, -700, 709).map(Math.exp))).toBeLessThan(
      1e-15,
    );
    expect(worst(logOnePlus, Math.log1p, spread(100_000, -0.999, 2))).toBeLessThan(1e-15);
    expect(worst(logOnePlus, Math.log1p, spread(10_000, -1e-9, 1e-9))).toBeLessThan(1e-15);
  });

  it('is right at the ends of its range', () => {
    expect(logOnePlus(0)).toBe(0);
    expect(logOnePlus(-1)).toBe(Number.NEGATIVE_INFINITY);
    expect(logOnePlus(-1.5)).toBeNaN();
    expect(logOnePlus(Number.NaN)).toBeNaN();
    expect(logOnePlus(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(logOnePlus(1e-300)).toBe(1e-300);
  });

  it('has the same bits in every engine', () => {
    expect([1e-5, 0.2, 0.4, -0.2, 1, 7].map((x) => bitsOf(logOnePlus(x)))).toEqual([
      '3ee4f8aea9ae7317',
      '3fc7565011e49676',
      '3fd588c2d913348f',
      'bfcc8ff7c79a9a22',
      '3fe62e42fefa39ef',
      '4000a2b23f3bab73',
    ]);
  });
});

describe('sine and cosine', () => {
  const furthest = (
    got: (x: number) => number,
    expected: (x: number) => number,
    arguments_: readonly number[],
  ): number => Math.max(...arguments_.map((x) => Math.abs(got(x) - expected(x))));

  it('agree with Math.sin and Math.cos up to 1.6 million, both ways', () => {
    for (const size of [1, 10, 1000, 1.6e6])
      for (const [got, expected] of [
        [sine, Math.sin],
        [cosine, Math.cos],
      ] as const)
        expect(furthest(got, expected, spread(100_000, -size, size))).toBeLessThan(3e-16);
  });

  it('lose at most 2.5e-16 a turn further out', () => {
    for (const x of [...spread(1000, 1.6e6, 1e9), ...spread(1000, -1e9, -1.6e6)])
      expect(Math.abs(sine(x) - Math.sin(x))).toBeLessThan((2.5e-16 * Math.abs(x)) / 6.28);
  });

  it('are right relatively near 0, and exact at 0', () => {
    expect(worst(sine, Math.sin, spread(10_000, 1e-12, 0.1))).toBeLessThan(3e-16);
    expect([sine(0), sine(1e-310), cosine(0), cosine(1e-9)]).toEqual([0, 1e-310, 1, 1]);
  });

  it('know the quarter turns', () => {
    const quarters = [-2, -1, 0, 1, 2, 3, 4].map((k) => (k * Math.PI) / 2);
    expect(quarters.map((x) => Math.round(sine(x)) + 0)).toEqual([0, -1, 0, 1, 0, -1, 0]);
    expect(quarters.map((x) => Math.round(cosine(x)) + 0)).toEqual([-1, 0, 1, 0, -1, 0, 1]);
  });

  it('lie on the unit circle', () => {
    for (const x of spread(10_000, -100, 100))
      expect(Math.abs(sine(x) ** 2 + cosine(x) ** 2 - 1)).toBeLessThan(5e-16);
  });

  it('have no value at NaN and at infinity', () => {
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(sine(x)).toBeNaN();
      expect(cosine(x)).toBeNaN();
    }
  });

  it('have the same bits in every engine', () => {
    expect([1, 3, -2, 100, 1e6, 1e9].map((x) => bitsOf(sine(x)))).toEqual([
      '3feaed548f090cee',
      '3fc210386db6d55b',
      'bfed18f6ead1b446',
      'bfe03425b78c4db8',
      'bfd6664b2568d867',
      '3fe1778cc00cd87a',
    ]);
    expect([1, 3, -2, 100, 1e6, 1e9].map((x) => bitsOf(cosine(x)))).toEqual([
      '3fe14a280fb5068c',
      'bfefae04be85e5d2',
      'bfdaa22657537205',
      '3feb981dbf665fe0',
      '3fedf9df9906d32c',
      '3feacff8bbc9d814',
    ]);
  });
});
