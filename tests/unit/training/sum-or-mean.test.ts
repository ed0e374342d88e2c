import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import { makeDataset } from '../../../src/data/datasets.ts';
import { seeded } from '../../../src/data/random.ts';
import { chainRule } from '../../../src/gradient/chain-rule.ts';
import { view } from '../../../src/model/mlp.ts';
import { start } from '../../../src/model/starts.ts';
import { meanRate, sumOrMeanRun, sumPointByPoint } from '../../../src/training/sum-or-mean.ts';
import { createTrainer } from '../../../src/training/trainer.ts';

describe('meanRate', () => {
  it('counts a rate of the sum once for each point, and leaves a rate of the mean as it is', () => {
    expect(meanRate('sum', 0.01, 200)).toBe(2);
    expect(meanRate('sum', 0.25, 1)).toBe(0.25);
    expect(meanRate('mean', 0.01, 200)).toBe(0.01);
  });
});

describe('sumOrMeanRun', () => {
  const choice = { reduction: 'sum', rate: 0.01, points: 40, batch: 'full', seed: 3 } as const;

  it('gives the sum a learning rate by the points that a step looks at, not by all points', () => {
    expect(sumOrMeanRun(choice).pace.learningRate).toBe(0.4);
    expect(sumOrMeanRun({ ...choice, batch: 20 }).pace.learningRate).toBe(0.2);
    expect(sumOrMeanRun({ ...choice, batch: 1 }).pace.learningRate).toBe(0.01);
    expect(sumOrMeanRun({ ...choice, reduction: 'mean' }).pace.learningRate).toBe(0.01);
  });

  it('trains on as many points as it is told, in such batches, on the circles of the course', () => {
    const { setup } = sumOrMeanRun({ ...choice, batch: 20 });
    expect(setup.data).toEqual({ ...course.circles, count: 40 });
    expect(setup.batch).toBe(20);
    expect(makeDataset(setup.data).labels).toHaveLength(40);
    const { epoch } = createTrainer(setup).advance(6, { learningRate: 1 });
    expect(epoch).toBe(3); // two steps an epoch
    expect(sumOrMeanRun({ ...choice, noise: 0.4 }).setup.data).toMatchObject({ noise: 0.4 });
  });

  it('refuses batches that do not divide the points: the last would weigh less in a sum', () => {
    expect(() => sumOrMeanRun({ ...choice, batch: 30 })).toThrow(
      new RangeError('40 points cannot be dealt out in batches of 30.'),
    );
  });
});

describe('sumPointByPoint', () => {
  it('adds up what the chain rule of chapter 10 gives for each point', () => {
    const { inputs, labels } = makeDataset({ ...course.circles, count: 7 });
    const parameters = view(start('normal', [2, 3, 1], seeded(4)), 3);
    const sum = new Float64Array(13).fill(99); // what was there before is gone
    sumPointByPoint(parameters, { inputs, labels }, sum);

    const expected = new Float64Array(13);
    labels.forEach((label, i) => {
      const factors = chainRule(
        parameters,
        'sigmoid',
        inputs.values[i]!,
        inputs.values[7 + i]!,
        label,
      );
      const values = (id: string) => factors.find((factor) => factor.id === id)!.values!.values;
      const gradient = ['dL/dW', 'dL/db', 'dL/dwFinal', 'dL/dbFinal'].flatMap((id) => [
        ...values(id),
      ]);
      for (let j = 0; j < 13; j++) expected[j]! += gradient[j]!;
    });
    expected.forEach((value, j) => {
      expect(sum[j]).toBeCloseTo(value, 13);
    });
  });
});
