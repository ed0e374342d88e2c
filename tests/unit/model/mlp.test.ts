import { describe, expect, it } from 'vitest';
import { fromRows, type Matrix, toRows, zeros } from '../../../src/data/matrix.ts';
import { finiteDifference, relativeDifference } from '../../../src/gradient/finite-difference.ts';
import { activationNamed, activationNames } from '../../../src/model/activations.ts';
import { accuracy, crossEntropy, meanCrossEntropy } from '../../../src/model/loss.ts';
import * as mlp from '../../../src/model/mlp.ts';
import { sigmoid } from '../../../src/model/sigmoid.ts';
import golden from '../../golden/classic-run.json' with { type: 'json' };
import { randomNet } from './nets.ts';

const lossOf = (
  all: Float64Array,
  units: number,
  activation: string,
  inputs: Matrix,
  labels: Uint8Array,
) => {
  const room = mlp.pass(inputs.rows, units);
  mlp.forward(mlp.view(all, units), activation, inputs, room);
  return meanCrossEntropy(room.logits, labels);
};

const gradientOf = (
  parameters: mlp.MlpParameters,
  activation: string,
  inputs: Matrix,
  labels: Uint8Array,
) => {
  const units = parameters.hiddenBias.length;
  const room = mlp.pass(inputs.rows, units);
  const gradient = mlp.view(new Float64Array(parameters.all.length), units);
  mlp.forward(parameters, activation, inputs, room);
  mlp.backward(parameters, activation, inputs, labels, room, gradient);
  return { gradient, room };
};

describe('view', () => {
  const all = Float64Array.from({ length: 13 }, (_, i) => i);

  it('names the parts of one flat vector in the order W (by columns), b, w_final, b_final', () => {
    const { hiddenWeights, hiddenBias, outputWeights, outputBias } = mlp.view(all, 3);
    expect(toRows(hiddenWeights)).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    expect(hiddenWeights.values).toEqual(Float64Array.of(0, 1, 2, 3, 4, 5));
    expect(hiddenBias).toEqual(Float64Array.of(6, 7, 8));
    expect(outputWeights).toEqual(Float64Array.of(9, 10, 11));
    expect(outputBias).toEqual(Float64Array.of(12));
  });

  it('is a view: what is written to a part is written to the vector', () => {
    const parameters = mlp.view(all.slice(), 3);
    parameters.hiddenWeights.values[4] = 40;
    parameters.outputBias[0] = 120;
    expect(parameters.all[4]).toBe(40);
    expect(parameters.all[12]).toBe(120);
  });

  it('counts 13 parameters for three hidden units (chapter 7)', () => {
    expect(mlp.parameterCount(3)).toBe(13);
    expect(mlp.parameterCount(1)).toBe(5);
  });

  it('refuses a vector of the wrong length, and no units', () => {
    expect(() => mlp.view(all, 2)).toThrow(new RangeError('Expected 9 parameters, but got 13.'));
    expect(() => mlp.view(new Float64Array(1), 0)).toThrow(
      new RangeError('The number of hidden units needs to be whole and at least 1, but got 0.'),
    );
  });
});

describe('pass', () => {
  it('has room for n points and H units', () => {
    const room = mlp.pass(5, 3);
    const matrices = [room.preactivations, room.hidden, room.slopes];
    for (const { rows, columns } of matrices) expect([rows, columns]).toEqual([5, 3]);
    for (const vector of [room.logits, room.probabilities, room.errors])
      expect(vector.length).toBe(5);
  });

  it('refuses no points and no units', () => {
    expect(() => mlp.pass(0, 3)).toThrow(
      new RangeError('The number of points needs to be whole and at least 1, but got 0.'),
    );
    expect(() => mlp.pass(3, 1.5)).toThrow(
      new RangeError('The number of hidden units needs to be whole and at least 1, but got 1.5.'),
    );
  });
});

describe('forward', () => {
  it('is S₁ = XWᵀ + 1bᵀ, A = g(S₁), s₂ = A w_final + b_final, ŷ = σ(s₂), worked by hand (chapters 6, 7, 11)', () => {
    // Two units, w₁ = (1, −2), w₂ = (0.5, 3), b = (1, −1), w_final = (2, −1), b_final = 0.25.
    const parameters = mlp.view(Float64Array.of(1, 0.5, -2, 3, 1, -1, 2, -1, 0.25), 2);
    const inputs = fromRows([
      [1, 1],
      [2, -1],
      [0, 0.5],
    ]);
    const room = mlp.pass(3, 2);
    mlp.forward(parameters, 'identity', inputs, room);
    const preactivations = [
      [0, 2.5],
      [5, -3],
      [0, 0.5],
    ];
    expect(toRows(room.preactivations)).toEqual(preactivations);
    expect(toRows(room.hidden)).toEqual(preactivations);
    expect(room.logits).toEqual(Float64Array.of(-2.25, 13.25, -0.25));
    expect(room.probabilities).toEqual(room.logits.map(sigmoid));

    mlp.forward(parameters, 'relu', inputs, room);
    expect(toRows(room.hidden)).toEqual([
      [0, 2.5],
      [5, 0],
      [0, 0.5],
    ]);
    expect(room.logits).toEqual(Float64Array.of(-2.25, 10.25, -0.25));
  });

  it('is, point by point, MLP(x) = σ(w_finalᵀ g(Wx + b) + b_final) for every activation (chapter 7)', () => {
    for (const activation of activationNames) {
      const { parameters, points, inputs } = randomNet(7, 4, 25);
      const { hiddenWeights, hiddenBias, outputWeights, outputBias } = parameters;
      const room = mlp.pass(25, 4);
      mlp.forward(parameters, activation, inputs, room);
      const { value } = activationNamed(activation);
      points.forEach(([x1, x2], i) => {
        const hidden = toRows(hiddenWeights).map(([w1, w2], k) =>
          value(hiddenBias[k]! + w1! * x1! + w2! * x2!),
        );
        const logit = hidden.reduce((sum, h, k) => sum + outputWeights[k]! * h, outputBias[0]!);
        expect(toRows(room.hidden)[i]).toEqual(hidden);
        expect(room.logits[i]).toBe(logit);
        expect(room.probabilities[i]).toBe(sigmoid(logit));
        expect(mlp.probability(parameters, activation, x1!, x2!)).toBe(sigmoid(logit));
      });
    }
  });

  it('shows the step function too', () => {
    const { parameters, inputs } = randomNet(8, 3, 10);
    const room = mlp.pass(10, 3);
    mlp.forward(parameters, 'step', inputs, room);
    expect(room.hidden.values).toEqual(room.preactivations.values.map((s) => (s >= 0 ? 1 : 0)));
  });

  it('says what fits and what came', () => {
    const { parameters } = randomNet(1, 3, 4);
    const room = mlp.pass(4, 3);
    const expected = 'This pass has room for 4 × 2 inputs, 4 labels and 13 parameters, but got ';
    expect(() => mlp.forward(parameters, 'tanh', zeros(5, 2), room)).toThrow(
      new RangeError(`${expected}5 × 2 inputs, 5 labels and 13 parameters.`),
    );
    expect(() => mlp.forward(parameters, 'tanh', zeros(4, 3), room)).toThrow(
      new RangeError(`${expected}4 × 3 inputs, 4 labels and 13 parameters.`),
    );
    expect(() => mlp.forward(randomNet(1, 2, 4).parameters, 'tanh', zeros(4, 2), room)).toThrow(
      new RangeError(`${expected}4 × 2 inputs, 4 labels and 9 parameters.`),
    );
    expect(() => mlp.forward(parameters, 'tan', zeros(4, 2), room)).toThrow(
      'There is no activation “tan”',
    );
  });
});

describe('backward', () => {
  it('is chapter 11 line by line, worked by hand', () => {
    // The identity has slope 1, so Δ = e w_finalᵀ. One unit: w = (1, 0), b = 0, w_final = 2, b_final = 0.
    const parameters = mlp.view(Float64Array.of(1, 0, 0, 2, 0), 1);
    const inputs = fromRows([
      [0, 3],
      [0, 5],
    ]);
    // Both logits are 0, so ŷ = ½ and e = (−¼, ¼).
    const { gradient, room } = gradientOf(parameters, 'identity', inputs, Uint8Array.of(1, 0));
    expect(room.errors).toEqual(Float64Array.of(-0.25, 0.25));
    expect(room.slopes.values).toEqual(Float64Array.of(1, 1));
    // ∂W = ΔᵀX = −½·(0, 3) + ½·(0, 5); ∂b = −½ + ½; ∂w_final = Aᵀe with A = 0; ∂b_final = −¼ + ¼.
    expect(gradient.all).toEqual(Float64Array.of(0, 1, 0, 0, 0));

    const uneven = gradientOf(parameters, 'identity', inputs, Uint8Array.of(1, 1)).gradient;
    expect(uneven.all).toEqual(Float64Array.of(0, -4, -1, 0, -0.5));
  });

  it.each(activationNames)('agrees with finite differences for %s', (activation) => {
    let compared = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const units = 1 + (seed % 5);
      const { parameters, inputs, labels } = randomNet(seed, units, 1 + (seed % 12), 0.8);
      const { gradient, room } = gradientOf(parameters, activation, inputs, labels);
      // At a kink no derivative is right: leave out nets with a preactivation that comes near one.
      const nearest = Math.min(...room.preactivations.values.map(Math.abs));
      if (nearest < 1e-3 && activation.endsWith('relu')) continue;
      const tried = finiteDifference(
        (all) => lossOf(all, units, activation, inputs, labels),
        parameters.all,
      );
      expect(relativeDifference(gradient.all, tried)).toBeLessThan(1e-7);
      compared++;
    }
    expect(compared).toBeGreaterThan(40);
  });

  it('of all points is the mean of each one’s (chapter 11)', () => {
    for (const activation of activationNames) {
      const { parameters, points, inputs, labels } = randomNet(21, 3, 40);
      const { gradient } = gradientOf(parameters, activation, inputs, labels);
      const mean = new Float64Array(13);
      points.forEach((point, i) => {
        const one = gradientOf(parameters, activation, fromRows([point]), labels.slice(i, i + 1));
        one.gradient.all.forEach((value, j) => {
          mean[j]! += value / 40;
        });
      });
      expect(relativeDifference(gradient.all, mean)).toBeLessThan(1e-14);
    }
  });

  it('leaves nothing of an earlier pass in the gradient', () => {
    const { parameters, inputs, labels } = randomNet(5, 3, 6);
    const { gradient, room } = gradientOf(parameters, 'tanh', inputs, labels);
    const again = mlp.view(new Float64Array(13).fill(9), 3);
    mlp.forward(parameters, 'tanh', inputs, room);
    mlp.backward(parameters, 'tanh', inputs, labels, room, again);
    expect(again.all).toEqual(gradient.all);
  });

  it('says what fits and what came', () => {
    const { parameters, inputs, labels } = randomNet(1, 3, 4);
    const room = mlp.pass(4, 3);
    const gradient = mlp.view(new Float64Array(13), 3);
    const expected = 'This pass has room for 4 × 2 inputs, 4 labels and 13 parameters, but got ';
    expect(() => mlp.backward(parameters, 'tanh', inputs, labels.slice(1), room, gradient)).toThrow(
      new RangeError(`${expected}4 × 2 inputs, 3 labels and 13 parameters.`),
    );
    expect(() =>
      mlp.backward(randomNet(1, 2, 4).parameters, 'tanh', inputs, labels, room, gradient),
    ).toThrow(new RangeError(`${expected}4 × 2 inputs, 4 labels and 9 parameters.`));
    expect(() => mlp.backward(parameters, 'tanh', zeros(5, 2), labels, room, gradient)).toThrow(
      new RangeError(`${expected}5 × 2 inputs, 4 labels and 13 parameters.`),
    );
    expect(() =>
      mlp.backward(parameters, 'tanh', inputs, labels, room, mlp.view(new Float64Array(9), 2)),
    ).toThrow(new RangeError('Expected 13 entries of the gradient, but got 9.'));
    expect(() => mlp.backward(parameters, 'step', inputs, labels, room, gradient)).toThrow(
      'The step function cannot be trained',
    );
  });
});

describe('the classic run', () => {
  const inputs = fromRows(golden.X);
  const labels = Uint8Array.from(golden.y);
  /** The JSON's W1 is inputs × units by rows, which is our W, units × inputs, by columns. */
  const flat = (net: typeof golden.init) =>
    Float64Array.of(...net.W1.flat(), ...net.b1, ...net.W2, net.b2);

  it('begins with NumPy’s gradients, summed over the 200 points, to 1e-12', () => {
    const { gradient } = gradientOf(mlp.view(flat(golden.init), 3), 'sigmoid', inputs, labels);
    const { dW1, db1, dW2, db2 } = golden.gradients_at_iteration_0;
    const expected = Float64Array.of(...dW1.flat(), ...db1, ...dW2, db2);
    const summed = gradient.all.map((value) => 200 * value);
    expect(relativeDifference(summed, expected)).toBeLessThan(1e-12);
    summed.forEach((value, j) => {
      expect(Math.abs(value / expected[j]! - 1)).toBeLessThan(1e-12);
    });
  });

  it('meets NumPy’s eleven losses to 1e-9, its end to 1e-9, and 100 %', () => {
    const parameters = mlp.view(flat(golden.init), 3);
    const gradient = mlp.view(new Float64Array(13), 3);
    const room = mlp.pass(200, 3);
    const published = new Map(golden.loss_every_100.map((at) => [at.iteration, at.loss]));
    const worst = { loss: 0 };
    let compared = 0;
    for (let step = 0; step < golden.iterations; step++) {
      mlp.forward(parameters, 'sigmoid', inputs, room);
      const expected = published.get(step);
      if (expected !== undefined) {
        const relative = Math.abs(meanCrossEntropy(room.logits, labels) / expected - 1);
        worst.loss = Math.max(worst.loss, relative);
        compared++;
      }
      mlp.backward(parameters, 'sigmoid', inputs, labels, room, gradient);
      // Summed with rate 0.01 is the mean with rate 200 · 0.01.
      for (let j = 0; j < 13; j++) parameters.all[j]! -= 200 * golden.lr * gradient.all[j]!;
    }
    expect(compared).toBe(11);
    expect(worst.loss).toBeLessThan(1e-9);
    const end = flat(golden.final);
    parameters.all.forEach((value, j) => {
      expect(Math.abs(value / end[j]! - 1)).toBeLessThan(1e-9);
    });
    mlp.forward(parameters, 'sigmoid', inputs, room);
    expect(meanCrossEntropy(room.logits, labels)).toBeCloseTo(
      golden.final_loss_after_last_update,
      12,
    );
    expect(accuracy(room.logits, labels)).toBe(golden.final_accuracy);
    expect(Math.min(...room.probabilities)).toBeCloseTo(golden.min_y_pred, 10);
    expect(Math.max(...room.probabilities)).toBeCloseTo(golden.max_y_pred, 10);
  });

  it('descends: one step against the gradient lowers the loss by η‖∇‖², to first order (chapter 9)', () => {
    const parameters = mlp.view(flat(golden.init), 3);
    const { gradient, room } = gradientOf(parameters, 'sigmoid', inputs, labels);
    const before = meanCrossEntropy(room.logits, labels);
    const rate = 1e-4;
    const after = lossOf(
      parameters.all.map((value, j) => value - rate * gradient.all[j]!),
      3,
      'sigmoid',
      inputs,
      labels,
    );
    const squared = gradient.all.reduce((sum, value) => sum + value * value, 0);
    expect((before - after) / (rate * squared)).toBeCloseTo(1, 3);
  });
});

describe('probability', () => {
  it('can show the step function: three lines and their vote', () => {
    // x₁ ≥ 1, x₁ ≥ 2, x₁ ≥ 3, each one vote, two needed.
    const votes = mlp.view(Float64Array.of(1, 1, 1, 0, 0, 0, -1, -2, -3, 1, 1, 1, -2), 3);
    expect([0, 1, 2, 3].map((x1) => mlp.probability(votes, 'step', x1, 0))).toEqual(
      [-2, -1, 0, 1].map(sigmoid),
    );
  });

  it('refuses an unknown activation', () => {
    expect(() => mlp.probability(randomNet(1, 1, 2).parameters, 'cube', 0, 0)).toThrow(
      'There is no activation “cube”',
    );
  });
});

describe('surface', () => {
  it('gives every point the probability that forward gives, bit for bit', () => {
    for (const activation of [...activationNames, 'step']) {
      const { parameters, inputs } = randomNet(31, 5, 50);
      const room = mlp.pass(50, 5);
      const out = new Float64Array(50).fill(7);
      mlp.forward(parameters, activation, inputs, room);
      mlp.surface(parameters, activation, inputs, out);
      expect(out).toEqual(room.probabilities);
    }
  });

  it('has its logits for itself: those of forward, bit for bit', () => {
    const { parameters, inputs } = randomNet(32, 4, 50);
    const room = mlp.pass(50, 4);
    const out = new Float64Array(50).fill(7);
    mlp.forward(parameters, 'relu', inputs, room);
    mlp.logitSurface(parameters, 'relu', inputs, out);
    expect(out).toEqual(room.logits);
  });

  it('refuses what does not fit', () => {
    const { parameters } = randomNet(1, 2, 2);
    expect(() => mlp.surface(parameters, 'tanh', zeros(4, 3), new Float64Array(4))).toThrow(
      new RangeError('Expected 2 inputs a point, but got 3.'),
    );
    expect(() => mlp.surface(parameters, 'tanh', zeros(4, 2), new Float64Array(3))).toThrow(
      new RangeError('Expected 4 places for values, but got 3.'),
    );
  });
});

describe('one hidden unit', () => {
  it('with the loss of one point has the gradient that crossEntropy tells', () => {
    const { parameters } = randomNet(3, 1, 2);
    const gradient = gradientOf(parameters, 'sigmoid', fromRows([[0.3, -1]]), Uint8Array.of(1));
    const tried = finiteDifference((all) => {
      const [w1, w2, b, w, bFinal] = all as unknown as [number, number, number, number, number];
      return crossEntropy(w * sigmoid(0.3 * w1 - w2 + b) + bFinal, 1);
    }, parameters.all);
    expect(relativeDifference(gradient.gradient.all, tried)).toBeLessThan(1e-8);
  });
});
