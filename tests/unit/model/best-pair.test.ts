import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import { defaults, makeDataset } from '../../../src/data/datasets.ts';
import { entry, fromRows } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import { bestLine } from '../../../src/model/best-line.ts';
import { bestPair, searchBestPair } from '../../../src/model/best-pair.ts';
import { allSayOne } from '../../../src/model/half-planes.ts';
import { type Point, separable } from './separable.ts';

const dataset = (points: readonly Point[], labels: readonly number[]): Dataset => ({
  inputs: fromRows(points),
  labels: Uint8Array.from(labels),
  inputNames: ['x₁', 'x₂'],
  classNames: ['Class 0', 'Class 1'],
});

const counted = ({ inputs, labels }: Dataset, lines: Parameters<typeof allSayOne>[0]) =>
  labels.filter((label, i) => allSayOne(lines, entry(inputs, i, 0), entry(inputs, i, 1)) !== label)
    .length;

/** The fewest mistakes of the AND of two lines: every two sets that a line can part from the rest. */
function fewestMistakes(points: readonly Point[], labels: readonly number[]): number {
  const halves = Array.from({ length: 2 ** points.length }, (_, set) => set).filter((set) =>
    separable(
      points.filter((_, i) => (set >> i) & 1),
      points.filter((_, i) => !((set >> i) & 1)),
    ),
  );
  const calls = (set: number, i: number) => (set >> i) & 1;
  const mistakes = halves.flatMap((one) =>
    halves.map((other) => labels.filter((label, i) => calls(one & other, i) !== label).length),
  );
  return Math.min(...mistakes);
}

describe('the best pair of lines', () => {
  it('makes the fewest mistakes of all pairs of half-planes, tried one by one for seven points', () => {
    for (let seed = 0; seed < 25; seed++) {
      const random = seeded(seed);
      const points = Array.from({ length: 7 }, (): Point => [random.normal(), random.normal()]);
      const labels = points.map(() => random.below(2));
      const { mistakes } = bestPair(dataset(points, labels));
      expect({ seed, mistakes }).toEqual({ seed, mistakes: fewestMistakes(points, labels) });
    }
  });

  it('makes as many mistakes as its lines do when they are counted point by point', () => {
    const circles = makeDataset({ ...defaults.circles, count: 60, noise: 0.3, seed: 3 });
    const { lines, mistakes, accuracy } = bestPair(circles);
    expect(counted(circles, lines)).toBe(mistakes);
    expect(accuracy).toBeCloseTo(1 - mistakes / 60, 15);
  });

  it('is no worse than the best line, and a line is enough where one is', () => {
    const moons = makeDataset({ name: 'moons', count: 60, noise: 0.2, seed: 1 });
    expect(bestPair(moons).mistakes).toBeLessThanOrEqual(bestLine(moons).mistakes);
    const blobs = makeDataset({
      name: 'blobs',
      count: 40,
      classes: 2,
      distance: 6,
      noise: 0.3,
      seed: 1,
    });
    expect(bestPair(blobs).mistakes).toBe(0);
  });

  it('finds a wedge that no single line could', () => {
    const wedge = dataset(
      [
        [0, 2],
        [1, 2.5],
        [-1, 2.6],
        [3, 1],
        [-3, 0.9],
        [0.1, -1],
      ],
      [1, 1, 1, 0, 0, 0],
    );
    expect(bestPair(wedge).mistakes).toBe(0);
  });

  it('says on the way what share is done, never less than before', () => {
    const search = searchBestPair(makeDataset({ ...defaults.circles, count: 40 }));
    const shares: number[] = [];
    for (let next = search.next(); !next.done; next = search.next()) shares.push(next.value);
    expect(shares.length).toBeGreaterThan(40);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  it('refuses what is not two classes of points in the plane, and points that all coincide', () => {
    expect(() => bestPair(dataset([[0, 0]], [1]))).toThrow('but got 1 points with 2 inputs');
    expect(() => bestPair(dataset([[0, 0] as Point, [1, 1]], [0, 2]))).toThrow('labels up to 2');
    expect(() => bestPair(dataset([[2, 2] as Point, [2, 2]], [0, 1]))).toThrow('coincide');
  });
});
