import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import { makeDataset } from '../../../src/data/datasets.ts';
import { entry, fromRows } from '../../../src/data/matrix.ts';
import { bestScale } from '../../../src/model/best-scale.ts';
import { optimum } from '../../../src/model/newton.ts';

type Line = Parameters<typeof bestScale>[0];
const upright: Line = { weights: [1, 0], bias: 0 };
type Examples = Pick<Dataset, 'inputs' | 'labels'>;
const onAxis = (places: number[], labels: number[]): Examples => ({
  inputs: fromRows(places.map((x) => [x, 0])),
  labels: Uint8Array.from(labels),
});

/** The mean cross-entropy as the textbooks write it. */
const textbookLoss = (line: Line, c: number, { inputs, labels }: Examples) =>
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

  it('is log 7 where seven points in eight lie right, of whichever class the eighth is', () => {
    for (const [wrong, label] of [
      [-1, 1],
      [1, 0],
    ] as const) {
      const { scale, loss } = bestScale(
        upright,
        onAxis([1, 1, 1, -1, -1, -1, -1, wrong], [1, 1, 1, 0, 0, 0, 0, label]),
      );
      expect(scale).toBeCloseTo(Math.log(7), 14);
      expect(loss).toBeCloseTo(-(7 * Math.log(7 / 8) + Math.log(1 / 8)) / 8, 14);
    }
  });

  it('is 0, and the loss log 2, for a line on which all points lie: to be surer changes nothing', () => {
    const { scale, loss } = bestScale(upright, onAxis([0, 0, 0], [0, 1, 1]));
    expect(scale).toBe(0);
    expect(loss).toBeCloseTo(Math.LN2, 15);
  });

  it('is 0, and the loss log 2, for a line that is more wrong than right', () => {
    const { scale, loss } = bestScale(upright, onAxis([1, 1, -1], [0, 1, 1]));
    expect(scale).toBe(0);
    expect(loss).toBeCloseTo(Math.LN2, 15);
  });

  it('has no end for a line with no point on the wrong side; one on the line itself costs log 2', () => {
    const labels = [0, 1, 0, 1];
    for (const [places, loss] of [
      [[-1, 2, -3, 1], 0],
      [[0, 2, -3, 1], Math.LN2 / 4],
      [[-1, 0, -3, 1], Math.LN2 / 4],
      [[0, 0, -3, 1], Math.LN2 / 2],
    ] as const) {
      const points = onAxis([...places], labels);
      const found = bestScale(upright, points);
      expect(found.scale).toBe(Number.POSITIVE_INFINITY);
      expect(found.loss).toBeCloseTo(loss, 15);
      expect(textbookLoss(upright, 30, points)).toBeCloseTo(found.loss, 12);
    }
  });

  it('says what it needs', () => {
    expect(() => bestScale(upright, onAxis([Number.NaN], [1]))).toThrow('finite');
  });
});
