import { describe, expect, it } from 'vitest';
import { sampled, sampledScores, samplePlaces, sampleScores } from '../../../src/figure/sampled.ts';

const samples = { side: [-2, 4], perSide: 7 } as const;
const places = samplePlaces(samples);

describe('a function that is known at places only', () => {
  it('is known at the corners of the square and evenly between', () => {
    expect(places).toHaveLength(49);
    expect(places[0]).toEqual([-2, -2]);
    expect(places[1]).toEqual([-1, -2]);
    expect(places[7]).toEqual([-2, -1]);
    expect(places[48]).toEqual([4, 4]);
  });

  it('has at each place the very value that is known', () => {
    const values = places.map(([x, y]) => Math.sin(3 * x) / (1 + y * y));
    const f = sampled(samples, values);
    places.forEach(([x, y], i) => {
      expect(f(x, y)).toBe(values[i]);
    });
  });

  it('is, where it is x, y and their product, the same everywhere in the square', () => {
    const g = (x: number, y: number) => 2 - x + 3 * y + 0.5 * x * y;
    const f = sampled(
      samples,
      places.map(([x, y]) => g(x, y)),
    );
    for (const [x, y] of [
      [0.25, 0.75],
      [-1.9, 3.9],
      [3.5, -2],
    ] as const)
      expect(f(x, y)).toBeCloseTo(g(x, y), 12);
  });

  it('is outside the square as at its edge', () => {
    const f = sampled(
      samples,
      places.map(([x, y]) => x + y),
    );
    expect(f(9, 1)).toBe(5);
    expect(f(-9, -9)).toBe(-4);
  });

  it('is undecided only beside a value that is none', () => {
    const values = places.map(() => 1);
    values[0] = Number.NaN;
    const f = sampled(samples, values);
    expect(f(-1.5, -1.5)).toBeNaN();
    expect(f(-1, -1)).toBe(1);
    expect(f(0.5, 0.5)).toBe(1);
  });

  it('refuses another number of values', () => {
    expect(() => sampled(samples, [1, 2])).toThrow('Expected 49 values, but got 2.');
  });
});

describe('a function of one number that is known at scores only', () => {
  const line = { side: [-2, 2], perSide: 9 } as const;
  const scores = sampleScores(line);

  it('is known evenly from end to end', () => {
    expect(scores).toEqual([-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]);
  });

  it('has the very values that are known, and is straight between them', () => {
    const f = sampledScores(
      line,
      scores.map((z) => z * z),
    );
    for (const z of scores) expect(f(z)).toBe(z * z);
    expect(f(0.25)).toBeCloseTo(0.125, 12);
  });

  it('goes on straight beyond both ends', () => {
    const f = sampledScores(
      line,
      scores.map((z) => 3 * z - 1),
    );
    for (const z of [-50, -2.25, 2.25, 50]) expect(f(z)).toBeCloseTo(3 * z - 1, 9);
  });

  it('refuses another number of values', () => {
    expect(() => sampledScores(line, [1])).toThrow('Expected 9 values, but got 1.');
  });
});
