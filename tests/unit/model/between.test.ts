import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import { makeDataset } from '../../../src/data/datasets.ts';
import { seeded } from '../../../src/data/random.ts';
import { between, lossesBetween, nearestShare } from '../../../src/model/between.ts';
import { permuteUnits } from '../../../src/model/canonical.ts';
import * as logistic from '../../../src/model/logistic.ts';
import { meanCrossEntropy } from '../../../src/model/loss.ts';
import { probability, view } from '../../../src/model/mlp.ts';
import { start } from '../../../src/model/starts.ts';

const network = (seed: number, units = 3) =>
  view(start('normal', [2, units, 1], seeded(seed)), units);
const circles = makeDataset(course.circles);

describe('between', () => {
  it('is the one network at 0, the other at 1, and the mean of each parameter halfway', () => {
    const [one, other] = [network(1), network(2)];
    expect([...between(one, other, 0).all]).toEqual([...one.all]);
    expect([...between(one, other, 1).all]).toEqual([...other.all]);
    between(one, other, 0.5).all.forEach((value, j) => {
      expect(value).toBeCloseTo((one.all[j]! + other.all[j]!) / 2, 15);
    });
  });

  it('halfway to a twin, the two units that trade places are the same, bit for bit', () => {
    const one = network(3);
    const { hiddenWeights, hiddenBias, outputWeights } = between(
      one,
      permuteUnits(one, [0, 2, 1]),
      0.5,
    );
    expect(hiddenWeights.values[1]).toBe(hiddenWeights.values[2]);
    expect(hiddenWeights.values[4]).toBe(hiddenWeights.values[5]);
    expect(hiddenBias[1]).toBe(hiddenBias[2]);
    expect(outputWeights[1]).toBe(outputWeights[2]);
  });

  it('refuses networks of different sizes', () => {
    expect(() => between(network(1), network(1, 4), 0.5)).toThrow(
      new RangeError('Expected 13 parameters, but got 17.'),
    );
  });
});

describe('nearestShare', () => {
  it('finds the share of a place on the way, also beyond its ends', () => {
    const [one, other] = [network(4), network(5)];
    for (const t of [-0.3, 0, 0.2, 0.5, 1, 1.7])
      expect(nearestShare(one, other, between(one, other, t).all)).toBeCloseTo(t, 12);
  });

  it('leaves what is at right angles to the way', () => {
    const one = view(new Float64Array(13), 3);
    const other = view(
      Float64Array.from({ length: 13 }, (_, j) => (j < 2 ? 1 : 0)),
      3,
    );
    const place = Float64Array.from({ length: 13 }, (_, j) => [0.8, 0.2][j] ?? 5);
    expect(nearestShare(one, other, place)).toBeCloseTo(0.5, 15);
  });
});

describe('lossesBetween', () => {
  it('is the mean loss of the network at each share, and even about the middle between twins', () => {
    const one = network(6);
    const other = permuteUnits(one, [1, 0, 2]);
    const shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];
    const losses = lossesBetween(one, other, circles, shares);
    const { inputs, labels } = circles;
    const there = between(one, other, 0.25);
    let sum = 0;
    labels.forEach((label, i) => {
      const p = probability(there, 'sigmoid', inputs.values[i]!, inputs.values[inputs.rows + i]!);
      sum -= Math.log(label === 1 ? p : 1 - p);
    });
    expect(losses[2]).toBeCloseTo(sum / labels.length, 12);
    losses.forEach((loss, i) => {
      expect(loss).toBeCloseTo(losses[losses.length - 1 - i]!, 12);
    });
  });

  it('is for logistic regression, which is convex, never above the chord', () => {
    const { inputs, labels } = circles;
    const room = logistic.pass(labels.length);
    const lossAt = (all: Float64Array) => {
      logistic.forward(logistic.view(all, 2), inputs, room);
      return meanCrossEntropy(room.logits, labels);
    };
    const random = seeded(9);
    for (let tried = 0; tried < 200; tried++) {
      const [a, b] = [0, 1].map(() => Float64Array.from({ length: 3 }, () => 4 * random.normal()));
      const t = random.uniform();
      const there = a!.map((value, j) => (1 - t) * value + t * b![j]!);
      expect(lossAt(there)).toBeLessThanOrEqual((1 - t) * lossAt(a!) + t * lossAt(b!) + 1e-12);
    }
  });
});
