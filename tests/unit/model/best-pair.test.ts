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

/**
 * The same for more points, by looking at them from every direction between two in which a pair of
 * points lies level: each line parts the points as one of the cuts across these directions does.
 */
function fewestByTurning(points: readonly Point[], labels: readonly number[]): number {
  const level = points
    .flatMap(([p1, p2], p) =>
      points.slice(p + 1).map(([q1, q2]) => Math.atan2(q1 - p1, p2 - q2) % Math.PI),
    )
    .map((angle) => (angle < 0 ? angle + Math.PI : angle))
    .sort((a, b) => a - b);
  const all = 2 ** points.length - 1;
  const sets = new Set<number>();
  level.forEach((from, k) => {
    const angle = (from + (level[k + 1] ?? level[0]! + Math.PI)) / 2;
    const height = ([x1, x2]: Point) => Math.cos(angle) * x1 + Math.sin(angle) * x2;
    const upwards = [...points.keys()].sort((i, j) => height(points[i]!) - height(points[j]!));
    let set = 0;
    for (const i of upwards) {
      sets.add(set).add(all - set);
      set += 2 ** i;
    }
  });
  const ones = labels.reduce((sum, label, i) => sum + label * 2 ** i, 0);
  const halves = [...sets];
  let fewest = points.length;
  for (const one of halves)
    for (const other of halves) {
      let mistakes = 0;
      for (let wrong = (one & other) ^ ones; wrong !== 0; wrong &= wrong - 1) mistakes++;
      fewest = Math.min(fewest, mistakes);
    }
  return fewest;
}

describe('the best pair of lines', () => {
  it('makes the fewest mistakes of all pairs of half-planes, for a few points with any labels', () => {
    for (const n of [1, 2, 3, 4])
      for (let seed = 0; seed < 12; seed++) {
        const random = seeded(seed);
        const points = Array.from({ length: n }, (): Point => [random.normal(), random.normal()]);
        for (let code = 0; code < 2 ** n; code++) {
          const labels = points.map((_, i) => (code >> i) & 1);
          const data = dataset(points, labels);
          const { lines, mistakes } = bestPair(data);
          expect({ labels, mistakes }).toEqual({
            labels,
            mistakes: fewestMistakes(points, labels),
          });
          expect(counted(data, lines)).toBe(mistakes);
        }
      }
  });

  it('makes the fewest mistakes of all pairs of half-planes, for fourteen points and their neighbours', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = seeded(seed);
      const points = Array.from({ length: 14 }, (): Point => [random.normal(), random.normal()]);
      const share = 0.2 + 0.03 * seed;
      const labels = points.map(([x1, x2]) =>
        random.uniform() < 0.2 ? Number(random.uniform() < share) : Number(Math.abs(x1 + x2) < 0.8),
      );
      const data = dataset(points, labels);
      const { lines, mistakes } = bestPair(data);
      expect({ seed, mistakes }).toEqual({ seed, mistakes: fewestByTurning(points, labels) });
      expect(counted(data, lines)).toBe(mistakes);
    }
  });

  it('tells apart two points wherever they stand, one above or beside the other too', () => {
    for (const at of [
      [3, 0],
      [0, 3],
      [-3, 0],
      [0, -3],
      [0.5, 2],
      [2, 0.5],
      [-2, 0.5],
      [0.5, -2],
    ] as const)
      for (const labels of [
        [0, 1],
        [1, 0],
      ]) {
        const data = dataset([[1, 1], [1 + at[0], 1 + at[1]] as Point], labels);
        const { lines, mistakes } = bestPair(data);
        expect(mistakes).toBe(0);
        expect(counted(data, lines)).toBe(0);
      }
  });

  it('has lines of length 1', () => {
    const { lines } = bestPair(makeDataset({ ...defaults.circles, count: 40, noise: 0.3 }));
    for (const { weights } of lines) expect(Math.hypot(...weights)).toBeCloseTo(1, 14);
  });

  it('calls all points alike where nothing is better: of one class, or in one place', () => {
    const row: Point[] = [
      [-5, 0],
      [5, 1],
      [7, -1],
    ];
    const heap: Point[] = [
      [2, 2],
      [2, 2],
      [2, 2],
    ];
    for (const [points, labels, fewest] of [
      [row, [1, 1, 1], 0],
      [row, [0, 0, 0], 0],
      [heap, [0, 1, 1], 1],
      [heap, [0, 1, 0], 1],
    ] as const) {
      const data = dataset(points, labels);
      const { lines, mistakes, accuracy } = bestPair(data);
      expect(mistakes).toBe(fewest);
      expect(accuracy).toBeCloseTo(1 - fewest / 3, 15);
      expect(counted(data, lines)).toBe(mistakes);
    }
  });

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
    const shares = [...searchBestPair(makeDataset({ ...defaults.xor, count: 40 }))];
    expect(shares[0]).toBe(0.5 / 40);
    expect(shares[39]).toBe(0.5); // all lines are sorted
    expect(shares.length).toBeGreaterThan(100);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  it('says so too where no line helps: a ring of ones about a few zeros, where the search ends at once', () => {
    for (const around of [6, 8, 9, 10, 12])
      for (const within of [1, 2, 3]) {
        const ring = Array.from({ length: around }, (_, i): Point => {
          const angle = (2 * Math.PI * i) / around + 0.1;
          return [3 * Math.cos(angle), 3 * Math.sin(angle)];
        });
        const centre: Point[] = [
          [0.1, 0.03],
          [-0.07, 0.05],
          [0.02, -0.06],
        ];
        const points = [...ring, ...centre.slice(0, within)];
        const data = dataset(
          points,
          points.map((_, i) => Number(i < around)),
        );
        let before = 0;
        for (const share of searchBestPair(data)) {
          expect(share).toBeGreaterThanOrEqual(before);
          expect(share).toBeLessThan(1);
          before = share;
        }
        expect(bestPair(data).mistakes).toBe(within);
      }
  });

  it('refuses what is not two classes of points in the plane', () => {
    const needs = 'A pair of lines needs points in the plane, labelled 0 or 1, but got ';
    const points = dataset([[0, 0] as Point, [1, 1]], [0, 2]);
    const inSpace = { ...points, inputs: fromRows([[0, 0, 0]]), labels: Uint8Array.of(1) };
    const none = { rows: 0, columns: 2, values: new Float64Array(0) };
    for (const [data, got] of [
      [points, '2 points with 2 inputs and labels up to 2.'],
      [inSpace, '1 points with 3 inputs and labels up to 1.'],
      [
        { ...points, inputs: none, labels: new Uint8Array(0) },
        '0 points with 2 inputs and labels up to 0.',
      ],
    ] as const)
      expect(() => bestPair(data)).toThrow(new RangeError(needs + got));
  });
});
