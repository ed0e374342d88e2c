import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeDataset } from '../../../src/data/datasets.ts';
import { toRows } from '../../../src/data/matrix.ts';
import { split } from '../../../src/data/split.ts';

const blobs = (count: number, classes = 3) =>
  makeDataset({ name: 'blobs', count, classes, distance: 3, noise: 1, seed: 2 });
const rowsOf = ({ inputs, labels }: ReturnType<typeof blobs>) =>
  toRows(inputs).map((row, i) => [...row, labels[i]].join(' '));

it('both parts together are all points, each once, and each part is in their order', () => {
  const all = blobs(50);
  const { train, test } = split(all, 0.7, 1);
  expect([...rowsOf(train), ...rowsOf(test)].sort()).toEqual(rowsOf(all).sort());
  for (const part of [train, test]) {
    const order = rowsOf(part).map((row) => rowsOf(all).indexOf(row));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
});

it('takes the same share of every class, as nearly as whole points allow', () => {
  const { train } = split(blobs(60), 0.75, 9);
  for (const c of [0, 1, 2]) expect(train.labels.filter((label) => label === c)).toHaveLength(15);
});

it('another seed chooses other points, the same seed the same', () => {
  const all = blobs(40);
  expect(split(all, 0.5, 3)).toEqual(split(all, 0.5, 3));
  expect(rowsOf(split(all, 0.5, 3).train)).not.toEqual(rowsOf(split(all, 0.5, 4).train));
});

it('leaves neither part without a point of a class that has two, however small the share', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }),
      fc.integer({ min: 6, max: 40 }),
      (share, count) => {
        const { train, test } = split(blobs(count), share, 1);
        for (const part of [train, test]) expect(new Set(part.labels).size).toBe(3);
      },
    ),
  );
});

it('refuses a share that is none, and points of which none can be spared', () => {
  for (const share of [0, 1, -1, Number.NaN])
    expect(() => split(blobs(10), share, 1)).toThrow(`between 0 and 1, but got ${share}`);
  const lone = makeDataset({
    name: 'points',
    inputs: [
      [0, 0],
      [1, 1],
    ],
    labels: [0, 1],
  });
  expect(() => split(lone, 0.5, 1)).toThrow('there are 2 points in 2 classes');
});
