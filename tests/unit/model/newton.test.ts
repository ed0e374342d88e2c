import { describe, expect, it } from 'vitest';
import { fromRows, toRows } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import * as logistic from '../../../src/model/logistic.ts';
import { accuracy, meanCrossEntropy } from '../../../src/model/loss.ts';
import { optimum } from '../../../src/model/newton.ts';
import classic from '../../golden/classic-run.json' with { type: 'json' };
import golden from '../../golden/logistic-regression.json' with { type: 'json' };

const inputs = fromRows(golden.X);
const labels = Uint8Array.from(golden.y);
const noSingleMinimum = new Error(
  'The loss has no single minimum: without a penalty there is none when a line separates the classes, and there are many when one input follows from the others.',
);

describe('optimum', () => {
  for (const [l2, expected] of [
    [0, golden.newton_plain],
    [0.001, golden.newton_l2],
  ] as const)
    it(`is NumPy’s, with its second derivatives, for λ = ${l2}`, () => {
      const { parameters, loss, hessian, iterations } = optimum(inputs, labels, l2);
      [...expected.w, expected.b].forEach((value, j) => {
        expect(Math.abs(parameters.all[j]! - value)).toBeLessThan(1e-13);
      });
      expect(Math.abs(loss - expected.objective)).toBeLessThan(1e-15);
      toRows(hessian).forEach((row, i) => {
        row.forEach((value, j) => {
          expect(Math.abs(value - expected.hessian[i]![j]!)).toBeLessThan(1e-15);
        });
      });
      expect(iterations).toBeLessThanOrEqual(expected.iterations);
    });

  it('takes no penalty for granted', () => {
    expect(optimum(inputs, labels).parameters.all).toEqual(
      optimum(inputs, labels, 0).parameters.all,
    );
  });

  it('is a place without slope, for random points in three dimensions', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seeded(seed);
      const points = Array.from({ length: 60 }, () => [
        random.normal(),
        100 * random.normal(),
        5 + random.normal(),
      ]);
      const x = fromRows(points);
      const y = Uint8Array.from(points, ([first]) => (first! + random.normal() > 0 ? 1 : 0));
      const { parameters } = optimum(x, y);
      const room = logistic.pass(60);
      const gradient = logistic.view(new Float64Array(4), 3);
      logistic.forward(parameters, x, room);
      logistic.backward(parameters, x, y, room, gradient);
      for (const slope of gradient.all) expect(Math.abs(slope)).toBeLessThan(1e-12);
    }
  });

  it('on the classic circles is near nothing: w ≈ 0, ŷ ≈ ½ (chapter 3)', () => {
    const rings = fromRows(classic.X);
    const y = Uint8Array.from(classic.y);
    const { parameters, loss } = optimum(rings, y);
    expect([...parameters.all].map((value) => Math.round(1000 * value) / 1000)).toEqual([
      -0.061, -0.021, 0.003,
    ]);
    expect(loss).toBeCloseTo(0.6918, 4);
    const room = logistic.pass(200);
    logistic.forward(parameters, rings, room);
    expect(accuracy(room.logits, y)).toBe(0.525);
  });

  it('is reached at once where the start is the minimum', () => {
    const mirrored = fromRows([[1], [1], [-1], [-1]]);
    const { parameters, loss, iterations } = optimum(mirrored, Uint8Array.of(0, 1, 0, 1));
    expect(parameters.all).toEqual(Float64Array.of(0, 0));
    expect(loss).toBe(Math.LN2);
    expect(iterations).toBe(1);
  });

  it('says that there is none when a line separates the classes, unless there is a penalty', () => {
    const apart = fromRows([[-2], [-1], [1], [2]]);
    const classes = Uint8Array.of(0, 0, 1, 1);
    expect(() => optimum(apart, classes)).toThrow(noSingleMinimum);
    const { parameters, loss } = optimum(apart, classes, 0.01);
    const room = logistic.pass(4);
    logistic.forward(parameters, apart, room);
    expect(loss).toBe(meanCrossEntropy(room.logits, classes) + logistic.penalty(parameters, 0.01));
  });

  it('says that there is none when only touching classes keep the line from separating them', () => {
    const touching = fromRows([[3], [3], [113], [3]]);
    expect(() => optimum(touching, Uint8Array.of(0, 1, 0, 0))).toThrow(noSingleMinimum);
  });

  it('says that there are many when one input follows from the others', () => {
    const random = seeded(5);
    for (let trial = 0; trial < 30; trial++) {
      const slope = random.normal();
      const firsts = Array.from({ length: 40 }, () => random.normal());
      const classes = Uint8Array.from(firsts, () => random.below(2));
      for (const follow of [() => slope, (first: number) => slope * first]) {
        const dependent = fromRows(firsts.map((first) => [first, follow(first)]));
        const inThousandths = { ...dependent, values: dependent.values.map((x) => 1000 * x) };
        expect(() => optimum(dependent, classes)).toThrow(noSingleMinimum);
        expect(() => optimum(inThousandths, classes)).toThrow(noSingleMinimum);
        expect(() => optimum(dependent, classes, 0.01)).not.toThrow();
      }
    }
  });

  it('is the same line in any units: w shrinks as the inputs grow', () => {
    const { parameters, loss, iterations } = optimum(inputs, labels);
    for (const by of [2 ** -30, 2 ** 30]) {
      const found = optimum({ ...inputs, values: inputs.values.map((x) => x * by) }, labels);
      found.parameters.weights.forEach((w, j) => {
        expect(w * by).toBeCloseTo(parameters.weights[j]!, 12);
      });
      expect(found.parameters.bias[0]).toBeCloseTo(parameters.bias[0]!, 12);
      expect(found.loss).toBeCloseTo(loss, 14);
      expect(found.iterations).toBe(iterations);
    }
  });

  it('ends with the update that promises less than 1e-20 of the loss: ½ slope · step', () => {
    // One input and no bias to find: each point comes with its mirror image of the other class.
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed);
      const half = Array.from({ length: 6 }, () => [random.normal(), random.below(2)] as const);
      const all = half.flatMap(([x, y]) => [[x, y] as const, [-x, 1 - y] as const]);
      if (all.every(([x, y]) => x > 0 === (y === 1)) || all.every(([x, y]) => x < 0 === (y === 1)))
        continue;
      let w = 0;
      let updates = 0;
      for (let promised = 1, loss = 1; promised > 1e-20 * loss; updates++) {
        let slope = 0;
        let curvature = 0;
        loss = 0;
        for (const [x, y] of all) {
          const p = 1 / (1 + Math.exp(-w * x));
          slope += ((p - y) * x) / 12;
          curvature += (p * (1 - p) * x * x) / 12;
          loss -= Math.log(y === 1 ? p : 1 - p) / 12;
        }
        promised = (slope * slope) / curvature / 2;
        w -= slope / curvature;
      }
      const found = optimum(
        fromRows(all.map(([x]) => [x])),
        Uint8Array.from(all, ([, y]) => y),
      );
      expect({ seed, updates: found.iterations }).toEqual({ seed, updates });
    }
  });

  it('refuses examples that cannot be learnt from', () => {
    expect(() => optimum(inputs, labels.slice(1))).toThrow(
      new RangeError('200 points need 200 labels, but got 199.'),
    );
  });
});
