import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromRows, toRows } from '../../../src/data/matrix.ts';
import { batchesReach, createBatches } from '../../../src/training/batches.ts';
import type { Examples } from '../../../src/training/models.ts';

/** Point i is (i, −i), of class i mod 2: each can be told from its row and checked by its label. */
const numbered = (n: number): Examples => ({
  inputs: fromRows(Array.from({ length: n }, (_, i) => [i, -i])),
  labels: Uint8Array.from({ length: n }, (_, i) => i % 2),
});

/** The points of a batch by their numbers, each checked to have come whole. */
const pointsOf = ({ inputs, labels }: Examples): number[] => {
  expect(labels.length).toBe(inputs.rows);
  return toRows(inputs).map(([x1, x2], i) => {
    expect([x2, labels[i]]).toEqual([-x1!, x1! % 2]);
    return x1!;
  });
};
const ascending = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

describe('mini-batches', () => {
  it('an epoch shows every point exactly once, in batches of the size and a last one of the rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(1000), (n, drawn, seed) => {
        const size = 1 + (drawn % (n - 1));
        const batches = createBatches(numbered(n), size, seed);
        expect(batches.stepsPerEpoch).toBe(Math.ceil(n / size));
        for (let epoch = 0; epoch < 3; epoch++) {
          const seen: number[] = [];
          for (let k = 0; k < batches.stepsPerEpoch; k++) {
            const points = pointsOf(batches.of(epoch * batches.stepsPerEpoch + k));
            expect(points.length).toBe(Math.min(size, n - seen.length));
            seen.push(...points);
          }
          expect(ascending(seen)).toEqual(Array.from({ length: n }, (_, i) => i));
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('each epoch has an order of its own, and so has each seed', () => {
    const orders = [1, 2].flatMap((seed) => {
      const batches = createBatches(numbered(12), 4, seed);
      return [0, 3, 6].map((first) =>
        [0, 1, 2].flatMap((k) => pointsOf(batches.of(first + k))).join(' '),
      );
    });
    expect(new Set(orders).size).toBe(6);
  });

  it('every point is as likely as any other to come first', () => {
    // 3000 epochs of 6 points: each comes first 500 times, give or take 5 deviations of 20.4.
    const batches = createBatches(numbered(6), 1, 1);
    const first = new Array<number>(6).fill(0);
    for (let epoch = 0; epoch < 3000; epoch++) first[pointsOf(batches.of(6 * epoch))[0]!]!++;
    for (const count of first) expect(Math.abs(count - 500)).toBeLessThan(102);
  });

  it('the batch of a step is the same whatever was asked before, forwards or backwards', () => {
    const inOrder = createBatches(numbered(10), 3, 5);
    const expected = Array.from({ length: 20 }, (_, step) => pointsOf(inOrder.of(step)));
    const jumping = createBatches(numbered(10), 3, 5);
    for (const step of [17, 17, 3, 0, 19, 8, 4, 11])
      expect(pointsOf(jumping.of(step))).toEqual(expected[step]);
  });

  it('stand in rooms that are made once', () => {
    const batches = createBatches(numbered(10), 4, 1);
    expect(batches.rooms.map(({ labels }) => labels.length)).toEqual([4, 2]);
    const [whole, last] = batches.rooms;
    for (const [step, room] of [whole, whole, last, whole, whole, last].entries())
      expect(batches.of(step)).toBe(room);
    expect(createBatches(numbered(10), 5, 1).rooms).toHaveLength(1);
  });
});

it('the order of batches is soon found again at any step that a reader may come to, not at any at all', () => {
  expect(batchesReach(200, 16, 1_000_000)).toBe(true);
  expect(batchesReach(10_000, 1, 1_000_000)).toBe(true);
  expect(batchesReach(200, 16, 1e12)).toBe(false);
  expect(batchesReach(200, 'full', 1e12)).toBe(true);
  expect(batchesReach(200, 200, 1e12)).toBe(true);
});
