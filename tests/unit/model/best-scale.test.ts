import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import { makeDataset } from '../../../src/data/datasets.ts';
import { entry, fromRows } from '../../../src/data/matrix.ts';
import { bestScale } from '../../../src/model/best-scale.ts';
import { optimum } from '../../../src/model/newton.ts';

type Line = Parameters<typeof bestScale>[0];
const upright: Line = { weights: [1, 0], bias: 0 };
const onAxis = (places: number[], labels: number[]): Pick<Dataset, 'inputs' | 'labels'> => ({
  inputs: fromRows(places.map((x) => [x, 0])),
  labels: Uint8Array.from(labels),
});

/** The mean cross-entropy as the textbooks write it. */
const textbookLoss = (line: Line, c: number, { inputs, labels }: typeof points) =>
  labels.reduce((sum, y, i) => {
    const z = line.weights[0] * entry(inputs, i, 0) + line.weights[1] * entry(inputs, i, 1);
    const probability = 1 / (1 + Math.exp(-c * (z + line.bias)));
    return sum - Math.log(y === 1 ? probability : 1 - probability) / labels.length;
  }, 0);
const points = makeDataset(course.overlapping);

describe('bestScale', () => {
  it('is log 3 where three points in four of each class lie right, all one unit away', () => {
    // σ(c) = ¾ matches the share that is right; the loss is then the entropy of that share.
    const { scale, loss } = bestScale(
      upright,
      onAxis([1, 1, 1, -1, -1, -1, -1, 1], [1, 1, 1, 1, 0, 0, 0, 0]),
    );
    expect(scale).toBeCloseTo(Math.log(3), 14);
    expect(loss).toBeCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), 14);
  });

  it('beats every other sureness of the same line', () => {
    for (const line of [upright, { weights: [0.8, 0.6], bias: 0.3 }] as const) {
      const { scale, loss } = bestScale(line, points);
      expect(loss).toBeCloseTo(textbookLoss(line, scale, points), 12);
      for (const c of [0, 0.5 * scale, 0.99 * scale, 1.01 * scale, 2 * scale])
        expect(textbookLoss(line, c, points)).toBeGreaterThan(loss);
    }
  });

  it('leaves logistic regression’s optimum as it is, and grows when the line is given shorter', () => {
    const { parameters, loss } = optimum(points.inputs, points.labels);
    const [w1, w2] = parameters.weights as unknown as [number, number];
    const b = parameters.bias[0]!;
    for (const by of [1, 0.01, 300]) {
      const found = bestScale({ weights: [w1 / by, w2 / by], bias: b / by }, points);
      expect(found.scale / by).toBeCloseTo(1, 6);
      expect(found.loss).toBeCloseTo(loss, 12);
    }
  });

  it('is 0, and the loss log 2, for a line that is more wrong than right', () => {
    const { scale, loss } = bestScale(upright, onAxis([1, 1, -1], [0, 1, 1]));
    expect(scale).toBe(0);
    expect(loss).toBeCloseTo(Math.LN2, 15);
  });

  it('has no end for a line that makes no mistake, a point on the line or not', () => {
    for (const places of [
      [-1, 2],
      [0, 2],
    ])
      expect(bestScale(upright, onAxis(places, [0, 1]))).toEqual({
        scale: Number.POSITIVE_INFINITY,
        loss: 0,
      });
  });

  it('says what it needs', () => {
    expect(() => bestScale(upright, onAxis([Number.NaN], [1]))).toThrow('finite');
  });
});
