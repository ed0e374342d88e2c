import { describe, expect, it } from 'vitest';
import { fromRows, zeros } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import { standardise } from '../../../src/data/standardise.ts';
import * as logistic from '../../../src/model/logistic.ts';
import { accuracy, meanCrossEntropy } from '../../../src/model/loss.ts';
import { sigmoid } from '../../../src/model/sigmoid.ts';
import golden from '../../golden/logistic-regression.json' with { type: 'json' };

const inputs = fromRows(golden.X);
const labels = Uint8Array.from(golden.y);

/** Two points and parameters that can be followed by hand: z = 2·1 − 1·3 + 0.5, then 2·2 − 1·0 + 0.5. */
const byHand = {
  inputs: fromRows([
    [1, 3],
    [2, 0],
  ]),
  labels: Uint8Array.of(1, 0),
  parameters: logistic.view(Float64Array.of(2, -1, 0.5), 2),
};

describe('view', () => {
  it('names the parts of one flat vector: weights, then bias', () => {
    const { all, weights, bias } = logistic.view(Float64Array.of(1, 2, 3), 2);
    expect(weights).toEqual(Float64Array.of(1, 2));
    expect(bias).toEqual(Float64Array.of(3));
    weights[1] = 7;
    bias[0] = 8;
    expect(all).toEqual(Float64Array.of(1, 7, 8));
  });

  it('refuses a vector of the wrong length, and no inputs', () => {
    expect(() => logistic.view(new Float64Array(4), 2)).toThrow(
      new RangeError('Expected 3 parameters, but got 4.'),
    );
    expect(() => logistic.view(new Float64Array(1), 0)).toThrow(
      new RangeError('The number of inputs needs to be whole and at least 1, but got 0.'),
    );
  });
});

describe('pass', () => {
  it('has room for n points', () => {
    const { logits, probabilities, errors } = logistic.pass(3);
    expect([logits.length, probabilities.length, errors.length]).toEqual([3, 3, 3]);
  });

  it('refuses no points', () => {
    expect(() => logistic.pass(0)).toThrow(
      new RangeError('The number of points needs to be whole and at least 1, but got 0.'),
    );
  });
});

describe('forward', () => {
  it('is z = wᵀx + b and ŷ = σ(z), worked by hand (chapters 1 and 2)', () => {
    const room = logistic.pass(2);
    logistic.forward(byHand.parameters, byHand.inputs, room);
    expect(room.logits).toEqual(Float64Array.of(-0.5, 4.5));
    expect(room.probabilities).toEqual(Float64Array.of(sigmoid(-0.5), sigmoid(4.5)));
  });

  it('refuses inputs that do not fit the weights or the room', () => {
    const room = logistic.pass(2);
    expect(() => logistic.forward(byHand.parameters, zeros(2, 3), room)).toThrow(
      new RangeError('Expected 2 × 2 inputs, but got 2 × 3.'),
    );
    expect(() => logistic.forward(byHand.parameters, zeros(5, 2), room)).toThrow(
      new RangeError('Expected 2 × 2 inputs, but got 5 × 2.'),
    );
  });
});

describe('backward', () => {
  const gradient = () => logistic.view(new Float64Array(3), 2);

  it('averages (ŷ−y)x and ŷ−y, worked by hand (chapter 2)', () => {
    const room = logistic.pass(2);
    const result = gradient();
    logistic.forward(byHand.parameters, byHand.inputs, room);
    logistic.backward(byHand.parameters, byHand.inputs, byHand.labels, room, result);
    const e1 = (sigmoid(-0.5) - 1) / 2;
    const e2 = sigmoid(4.5) / 2;
    expect(room.errors).toEqual(Float64Array.of(e1, e2));
    expect(result.all).toEqual(Float64Array.of(e1 + 2 * e2, 3 * e1, e1 + e2));
  });

  it('adds λw for a penalty ½λ‖w‖², and nothing for the bias', () => {
    const room = logistic.pass(2);
    const plain = gradient();
    const penalised = gradient();
    logistic.forward(byHand.parameters, byHand.inputs, room);
    logistic.backward(byHand.parameters, byHand.inputs, byHand.labels, room, plain);
    logistic.backward(byHand.parameters, byHand.inputs, byHand.labels, room, penalised, 0.25);
    expect(penalised.weights[0]).toBe(plain.weights[0]! + 0.25 * 2);
    expect(penalised.weights[1]).toBe(plain.weights[1]! - 0.25);
    expect(penalised.bias).toEqual(plain.bias);
  });

  it('is the gradient of the golden data at w = 0', () => {
    const room = logistic.pass(200);
    const result = gradient();
    const start = logistic.view(new Float64Array(3), 2);
    logistic.forward(start, inputs, room);
    logistic.backward(start, inputs, labels, room, result);
    const { dw, db } = golden.gd_plain.gradient_at_iteration_0;
    [...dw, db].forEach((expected, i) => {
      expect(Math.abs(result.all[i]! - expected)).toBeLessThan(1e-15);
    });
  });

  it('refuses what does not fit', () => {
    const room = logistic.pass(2);
    const run =
      (over: Partial<typeof byHand>, into = gradient()) =>
      () => {
        const given = { ...byHand, ...over };
        logistic.backward(given.parameters, given.inputs, given.labels, room, into);
      };
    expect(run({ inputs: zeros(2, 1) })).toThrow(
      new RangeError('Expected 2 × 2 inputs, but got 2 × 1.'),
    );
    expect(run({ inputs: zeros(3, 2) })).toThrow(
      new RangeError('Expected 2 × 2 inputs, but got 3 × 2.'),
    );
    expect(run({ labels: new Uint8Array(3) })).toThrow(
      new RangeError('Expected 2 labels, but got 3.'),
    );
    expect(run({}, logistic.view(new Float64Array(4), 3))).toThrow(
      new RangeError('Expected 2 weights in the gradient, but got 3.'),
    );
  });
});

describe('gradient descent on the golden data', () => {
  for (const run of [golden.gd_plain, golden.gd_l2])
    it(`meets NumPy's losses to 1e-12 and its end to 1e-10, with λ = ${run.l2}`, () => {
      const room = logistic.pass(200);
      const parameters = logistic.view(new Float64Array(3), 2);
      const gradient = logistic.view(new Float64Array(3), 2);
      const published = new Map(run.loss_every_50.map(({ iteration, loss }) => [iteration, loss]));
      let compared = 0;
      for (let step = 0; step <= golden.iterations; step++) {
        logistic.forward(parameters, inputs, room);
        const loss = meanCrossEntropy(room.logits, labels) + logistic.penalty(parameters, run.l2);
        const expected = published.get(step);
        if (expected !== undefined) {
          expect(Math.abs(loss - expected)).toBeLessThan(1e-12);
          compared++;
        }
        if (step === golden.iterations) break;
        logistic.backward(parameters, inputs, labels, room, gradient, run.l2);
        for (let i = 0; i < 3; i++) parameters.all[i]! -= golden.lr * gradient.all[i]!;
      }
      expect(compared).toBe(11);
      [...run.final.w, run.final.b].forEach((expected, i) => {
        expect(Math.abs(parameters.all[i]! - expected)).toBeLessThan(1e-10);
      });
      expect(accuracy(room.logits, labels)).toBe(run.final_accuracy);
    });
});

it('the loss is convex: half-way between any two lines it is at most their mean (chapter 2)', () => {
  const random = seeded(2);
  const room = logistic.pass(200);
  const lossAt = (all: Float64Array) => {
    logistic.forward(logistic.view(all, 2), inputs, room);
    return meanCrossEntropy(room.logits, labels);
  };
  for (let pair = 0; pair < 50; pair++) {
    const [a, b] = [0, 1].map(() => Float64Array.from({ length: 3 }, () => 5 * random.normal()));
    const middle = a!.map((value, j) => (value + b![j]!) / 2);
    expect(lossAt(middle)).toBeLessThan((lossAt(a!) + lossAt(b!)) / 2);
  }
});

describe('penalty', () => {
  it('is ½λ‖w‖², without the bias', () => {
    expect(logistic.penalty(logistic.view(Float64Array.of(3, 4, 100), 2), 0.5)).toBe(6.25);
  });
});

describe('surface', () => {
  it('gives the probability of every point of a grid', () => {
    const out = new Float64Array(2);
    logistic.surface(byHand.parameters, byHand.inputs, out);
    expect(out).toEqual(Float64Array.of(sigmoid(-0.5), sigmoid(4.5)));
  });
});

describe('inUnits', () => {
  const points = {
    inputs: fromRows([
      [1, 40],
      [3, 10],
      [5, 10],
      [7, 20],
    ]),
    labels: Uint8Array.of(0, 1, 0, 1),
    inputNames: ['a', 'b'],
    classNames: ['no', 'yes'],
  };
  const { inputs: standardised, scale } = standardise(points);
  const fitted = logistic.view(Float64Array.of(0.7, -1.3, 0.25), 2);

  it('gives every point the score that it had when it was standardised', () => {
    const [before, after] = [logistic.pass(4), logistic.pass(4)];
    logistic.forward(fitted, standardised, before);
    logistic.forward(logistic.inUnits(fitted, scale!), points.inputs, after);
    after.logits.forEach((z, i) => {
      expect(z).toBeCloseTo(before.logits[i]!, 13);
    });
  });

  it('refuses a scale of another number of inputs', () => {
    const { means, deviations } = scale!;
    expect(() => logistic.inUnits(fitted, { means: [1], deviations })).toThrow(
      'Expected 2 means, but got 1.',
    );
    expect(() => logistic.inUnits(fitted, { means, deviations: [1, 2, 3] })).toThrow(
      'Expected 2 deviations, but got 3.',
    );
  });
});
