import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded, shuffle, xoshiro128 } from '../../../src/data/random.ts';

const take = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, () => draw());

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const central = (power: number) =>
    values.reduce((sum, x) => sum + (x - mean) ** power, 0) / values.length;
  const variance = central(2);
  return {
    mean,
    variance,
    skew: central(3) / variance ** 1.5,
    kurtosis: central(4) / variance ** 2,
  };
};

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [ma, mb] = [moments(a), moments(b)];
  const covariance = a.reduce((sum, x, i) => sum + (x - ma.mean) * (b[i]! - mb.mean), 0) / a.length;
  return covariance / Math.sqrt(ma.variance * mb.variance);
};

describe('xoshiro128', () => {
  it('gives what the reference implementation in C gives from the state 1, 2, 3, 4', () => {
    // The values that the Rust crate rand_xoshiro holds its own code against.
    expect(take(8, xoshiro128(1, 2, 3, 4))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ]);
  });

  it('gives what the reference implementation in C gives from a state with all bits in use', () => {
    expect(take(4, xoshiro128(0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0))).toEqual([
      0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70,
    ]);
  });
});

describe('seeded', () => {
  // Worked out with whole numbers of any length in Python: splitmix32, xoshiro128**, 53 bits.
  it.each([
    [0, [0.41675133265905573, 0.5870561741002205, 0.2650367332581032, 0.44226437408135244]],
    [1, [0.09156953175513294, 0.8881928137485323, 0.43427017709149285, 0.746779782068075]],
    [44, [0.9261230891563625, 0.6054777868995628, 0.885730470464151, 0.2555361202140042]],
    [4294967295, [0.9555830018603452, 0.2682696548492096, 0.8580147783595625, 0.968965302034608]],
  ])('draws from seed %i the very numbers worked out independently', (seed, expected) => {
    expect(take(4, seeded(seed).uniform)).toEqual(expected);
  });

  it('draws the normal numbers of the polar method, the spare one second', () => {
    const expected = [
      0.7003789303807532, 0.17336403834371236, 0.5085894431613985, -0.3223280451342768,
      0.018350815865276756, -0.32417843601932694,
    ];
    const drawn = take(6, seeded(44).normal);
    // Python's own logarithm may differ in the last bits.
    expected.forEach((value, i) => {
      expect(Math.abs(drawn[i]! - value)).toBeLessThan(1e-15);
    });
  });

  it('has the same digits for the same seed in every engine', () => {
    const random = seeded(7);
    expect([random.uniform(), random.normal(), random.normal(), random.below(1000)]).toEqual([
      0.049009592574554284, 0.6832414777613819, -0.16334003467931038, 690,
    ]);
  });

  it('says which seeds it takes', () => {
    for (const seed of [-1, 0.5, 4294967296, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => seeded(seed)).toThrow(
        `A seed is a whole number from 0 to 4294967295, but got ${seed}.`,
      );
    expect(() => seeded('44' as unknown as number)).toThrow('but got 44');
  });

  it('uniform fills [0, 1) evenly, to the 53rd bit', () => {
    const drawn = take(200_000, seeded(1).uniform);
    expect(drawn.every((u) => u >= 0 && u < 1)).toBe(true);
    const { mean, variance, kurtosis } = moments(drawn);
    // Five standard errors: √(1/12n), √(1/180n), and about √(0.5/n).
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.0033);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.0009);
    expect(Math.abs(kurtosis - 9 / 5)).toBeLessThan(0.01);
    const lastBits = drawn.map((u) => (u * 2 ** 53) % 2);
    expect(Math.abs(moments(lastBits).mean - 1 / 2)).toBeLessThan(0.0056);
    // χ² of 100 cells, 99 degrees of freedom: below 170 but for one seed in 100 000.
    const cells = new Array<number>(100).fill(0);
    for (const u of drawn) cells[Math.floor(u * 100)]!++;
    expect(cells.reduce((sum, c) => sum + (c - 2000) ** 2 / 2000, 0)).toBeLessThan(170);
  });

  it('normal has the moments and the tails of the standard normal distribution', () => {
    const drawn = take(200_000, seeded(2).normal);
    const { mean, variance, skew, kurtosis } = moments(drawn);
    // Five standard errors: √(1/n), √(2/n), √(6/n), √(24/n).
    expect(Math.abs(mean)).toBeLessThan(0.0112);
    expect(Math.abs(variance - 1)).toBeLessThan(0.0158);
    expect(Math.abs(skew)).toBeLessThan(0.0274);
    expect(Math.abs(kurtosis - 3)).toBeLessThan(0.0548);
    const share = (limit: number) => drawn.filter((z) => Math.abs(z) > limit).length / drawn.length;
    expect(Math.abs(share(1) - 0.3173105)).toBeLessThan(0.0052);
    expect(Math.abs(share(3) - 0.0026998)).toBeLessThan(0.0006);
  });

  it('a normal number and its spare are not related', () => {
    const random = seeded(3);
    const pairs = take(50_000, () => [random.normal(), random.normal()] as const);
    const first = pairs.map(([a]) => a);
    const second = pairs.map(([, b]) => b);
    expect(Math.abs(correlation(first, second))).toBeLessThan(0.0224);
    const squares = (values: number[]) => values.map((z) => z * z);
    expect(Math.abs(correlation(squares(first), squares(second)))).toBeLessThan(0.0224);
  });

  it('streams of neighbouring seeds are not related', () => {
    const n = 20_000;
    const streams = [0, 1, 2, 3, 1 << 16, (1 << 16) + 1].map((s) => take(n, seeded(s).uniform));
    for (let a = 0; a < streams.length; a++)
      for (let b = 0; b < a; b++)
        expect(Math.abs(correlation(streams[a]!, streams[b]!))).toBeLessThan(5 / Math.sqrt(n));
    // Nor are the first draws of successive seeds, which a weak filling of the state would show.
    const firsts = Array.from({ length: n }, (_, seed) => seeded(seed).uniform());
    expect(Math.abs(moments(firsts).mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(correlation(firsts.slice(1), firsts.slice(0, -1)))).toBeLessThan(
      5 / Math.sqrt(n),
    );
  });

  it('two streams of one seed do not disturb each other', () => {
    const alone = take(20, seeded(5).normal);
    const one = seeded(5);
    const other = seeded(5);
    const interleaved = take(20, () => {
      other.normal();
      other.uniform();
      return one.normal();
    });
    expect(interleaved).toEqual(alone);
  });

  it('below(n) gives every whole number under n, equally often', () => {
    const random = seeded(6);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[random.below(7)]!++;
    // χ² with 6 degrees of freedom: below 35 but for one seed in 200 000.
    expect(counts.reduce((sum, c) => sum + (c - 10_000) ** 2 / 10_000, 0)).toBeLessThan(35);
  });

  it('below(n) does not favour small numbers, as plain remainders would', () => {
    // 2³² mod (3 · 2³⁰) = 2³⁰: with remainders the lowest third would come up half the time.
    const random = seeded(8);
    const low = take(30_000, () => random.below(3 * 2 ** 30)).filter((k) => k < 2 ** 30);
    expect(Math.abs(low.length / 30_000 - 1 / 3)).toBeLessThan(0.0137);
  });

  it('below(n) takes whole n from 1 to 2³² and refuses all others', () => {
    const random = seeded(9);
    expect(take(5, () => random.below(1))).toEqual([0, 0, 0, 0, 0]);
    expect(random.below(2 ** 32)).toBeLessThan(2 ** 32);
    for (const n of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN])
      expect(() => random.below(n)).toThrow(
        `below(n) needs a whole n from 1 to 4294967296, but got ${n}.`,
      );
  });
});

describe('shuffle', () => {
  it('keeps every index, for any number of them and any seed', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(4294967295), (n, seed) => {
        const indices = Uint32Array.from({ length: n }, (_, i) => i);
        shuffle(indices, seeded(seed));
        expect([...indices].sort((a, b) => a - b)).toEqual([...Array(n).keys()]);
      }),
    );
  });

  it('makes each of the 24 orders of four equally likely', () => {
    const random = seeded(10);
    const counts = new Map<string, number>();
    for (let i = 0; i < 48_000; i++) {
      const indices = [0, 1, 2, 3];
      shuffle(indices, random);
      counts.set(indices.join(''), (counts.get(indices.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // χ² with 23 degrees of freedom: below 65 but for one seed in 100 000.
    const chiSquare = [...counts.values()].reduce((sum, c) => sum + (c - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(65);
  });

  it('gives the same order for the same seed', () => {
    const indices = [...Array(10).keys()];
    shuffle(indices, seeded(11));
    // Worked out in Python.
    expect(indices).toEqual([4, 5, 7, 3, 9, 8, 6, 0, 2, 1]);
  });
});
