import { beforeAll, describe, expect, it } from 'vitest';
import { bestLines } from '../../components/figures/built.ts';
import { runs } from '../../components/questions/why-activations.ts';
import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { entry } from '../../src/data/matrix.ts';
import { seeded } from '../../src/data/random.ts';
import { type Fact, factValue } from '../../src/facts/fact.ts';
import { facts as notEnough } from '../../src/facts/not-enough.ts';
import { facts, hasDeadUnit } from '../../src/facts/why-activations.ts';
import { collapse } from '../../src/model/collapse.ts';
import * as logistic from '../../src/model/logistic.ts';
import * as mlp from '../../src/model/mlp.ts';
import { optimum } from '../../src/model/newton.ts';
import { courseSteps, perceptronRun } from '../../src/training/course-runs.ts';
import { plainLogistic } from '../../src/training/examples.ts';
import { createTrainer } from '../../src/training/trainer.ts';

const value = (name: string) => factValue((facts[name] ?? notEnough[name]) as Fact);
const written = (name: string) => (facts[name] as Fact).format(value(name));

const circles = makeDataset(course.circles);
const places = Array.from(circles.labels, (_, i) => [
  entry(circles.inputs, i, 0),
  entry(circles.inputs, i, 1),
]) as [number, number][];
const squash = (z: number) => 1 / (1 + Math.exp(-z));

type Curve = { g: (z: number) => number; slope: (z: number) => number };
const curves: Record<string, Curve> = {
  identity: { g: (z) => z, slope: () => 1 },
  relu: { g: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
  tanh: { g: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
};

/** The whole training once more, a point at a time, by Math.exp: how many points it gets right. */
function trainedAgain(name: string, units: number, seed: number): number {
  const { g, slope } = curves[name] as Curve;
  const { setup } = perceptronRun({ units, seed, activation: name as 'relu' });
  const start = createTrainer(setup).snapshot().parameters;
  const n = places.length;
  const W = Array.from({ length: units }, (_, k) => [start[k]!, start[units + k]!]);
  const b = Array.from({ length: units }, (_, k) => start[2 * units + k]!);
  const v = Array.from({ length: units }, (_, k) => start[3 * units + k]!);
  let c = start[4 * units]!;
  const score = (k: number, [x1, x2]: [number, number]) => W[k]![0]! * x1 + W[k]![1]! * x2 + b[k]!;
  const logit = (x: [number, number]) => v.reduce((sum, w, k) => sum + w * g(score(k, x)), c);
  for (let step = 0; step < courseSteps; step++) {
    const dW = W.map(() => [0, 0]);
    const db = b.map(() => 0);
    const dv = v.map(() => 0);
    let dc = 0;
    places.forEach((x, i) => {
      const e = (squash(logit(x)) - circles.labels[i]!) / n;
      dc += e;
      for (let k = 0; k < units; k++) {
        const s = score(k, x);
        dv[k]! += e * g(s);
        const delta = e * v[k]! * slope(s);
        db[k]! += delta;
        dW[k]![0]! += delta * x[0];
        dW[k]![1]! += delta * x[1];
      }
    });
    for (let k = 0; k < units; k++) {
      W[k]![0]! -= 2 * dW[k]![0]!;
      W[k]![1]! -= 2 * dW[k]![1]!;
      b[k]! -= 2 * db[k]!;
      v[k]! -= 2 * dv[k]!;
    }
    c -= 2 * dc;
  }
  return places.filter((x, i) => logit(x) >= 0 === (circles.labels[i] === 1)).length;
}

describe('what chapter 8 says of the identity', () => {
  it('is chapter 3 again: the loss and the accuracy of logistic regression, with 3 units or with 50', () => {
    expect(value('line-loss')).toBe(value('circles-logistic-loss'));
    for (const name of ['identity', 'identity-fifty']) {
      expect(value(`${name}-loss`)).toBeCloseTo(value('circles-logistic-loss'), 9);
      expect(value(`${name}-accuracy`)).toBe(value('circles-logistic-accuracy'));
    }
    expect(value('identity-accuracy')).toBe(trainedAgain('identity', 3, 2) / 200);
    expect(value('parameters-beyond-a-line')).toBe(201 - 3);
    expect(bestLines.circles).toBe(value('circles-best-accuracy'));
  });

  it('has logistic regression’s lowest loss, neither more nor less, for any number of units', () => {
    const { inputs, labels } = makeDataset(course.overlapping);
    const { parameters: best, loss } = optimum(inputs, labels);
    // No less: one unit hands the best line’s score on, and the network has its loss.
    const [w1, w2, b] = best.all as unknown as [number, number, number];
    const { setup } = perceptronRun({ data: course.overlapping, units: 2, activation: 'identity' });
    const parameters = Float64Array.of(w1, 0, w2, 0, b, 0, 1, 0, 0);
    const there = createTrainer(setup, { step: 0, parameters }).snapshot();
    expect(there.loss).toBeCloseTo(loss, 12);
    expect(Math.max(...there.gradient.map(Math.abs))).toBeLessThan(1e-9);
    // No more: wherever training begins, it comes down to that loss and not below.
    for (const units of [1, 2, 3, 10])
      for (const seed of [1, 2, 3]) {
        const run = perceptronRun({
          data: course.overlapping,
          units,
          seed,
          activation: 'identity',
        });
        const end = createTrainer(run.setup).advance(4000, { learningRate: 0.5 });
        expect(end.loss).toBeGreaterThan(loss - 1e-12);
        expect(end.loss).toBeLessThan(loss + 1e-6);
      }
  });

  it('multiplies out at the figure’s start to the three numbers that the text gives', () => {
    const { parameters } = createTrainer(perceptronRun().setup).snapshot();
    const [a1, a2, a3, c1, c2, c3, b1, b2, b3, v1, v2, v3, c] = parameters as unknown as number[];
    expect(value('identity-start-w1')).toBeCloseTo(v1! * a1! + v2! * a2! + v3! * a3!, 12);
    expect(value('identity-start-w2')).toBeCloseTo(v1! * c1! + v2! * c2! + v3! * c3!, 12);
    expect(value('identity-start-b')).toBeCloseTo(v1! * b1! + v2! * b2! + v3! * b3! + c!, 12);
    expect(value('identity-start-accuracy')).toBeGreaterThan(value('identity-accuracy'));
  });

  it('agrees with its line to rounding in the whole run, and the luckiest of all starts ends no better', () => {
    expect(value('identity-difference')).toBeLessThan(1e-14);
    expect(value('identity-difference')).toBeGreaterThan(0);
    expect(value('identity-most-accuracy')).toBe(value('circles-logistic-accuracy'));
  });

  it('has the same line with all signs turned, and is worse halfway: its loss is no bowl', () => {
    const { setup, pace } = perceptronRun({ activation: 'identity' });
    const end = createTrainer(setup).advance(courseSteps, pace);
    const turned = end.parameters.map((number, j) => (j < 12 ? -number : number));
    const halfway = end.parameters.map((number, j) => (number + turned[j]!) / 2);
    expect([...halfway].filter((number) => number !== 0)).toHaveLength(1);
    expect(collapse(mlp.view(turned, 3)).all).toEqual(collapse(mlp.view(end.parameters, 3)).all);
    const lossAt = (parameters: Float64Array) =>
      createTrainer(setup, { step: 0, parameters }).snapshot().loss;
    expect(lossAt(turned)).toBe(end.loss);
    expect(lossAt(halfway)).toBeGreaterThan(end.loss + 1e-4);
  });

  it('diverges at η = 5, where logistic regression does not', () => {
    const { setup } = perceptronRun({ activation: 'identity' });
    expect(createTrainer(setup).advance(courseSteps, { learningRate: 5 }).diverged).toBeDefined();
    const line = createTrainer({
      ...plainLogistic(course.circles),
      start: { kind: 'uniform', seed: 2 },
    });
    const end = line.advance(10 * courseSteps, { learningRate: 5 });
    expect(end.diverged).toBeUndefined();
    expect(Math.max(...end.parameters.map(Math.abs))).toBeLessThan(100);
  });
});

describe('what chapter 8 says of other functions', () => {
  it('z² with W = I is chapter 4’s map, and one output on it solves the circles', () => {
    const right = places.filter(
      ([x1, x2], i) => 4 - x1 ** 2 - x2 ** 2 >= 0 === (circles.labels[i] === 1),
    );
    expect(right).toHaveLength(200);
  });

  it('z² gives a polynomial of degree 2 with any number of units: third differences vanish', () => {
    const random = seeded(4);
    for (let tried = 0; tried < 20; tried++) {
      const units = Array.from({ length: 9 }, () =>
        Array.from({ length: 4 }, () => random.normal()),
      );
      const score = (t: number) =>
        units.reduce(
          (sum, [w1, w2, b, w]) => sum + w! * (w1! * (0.3 + t) + w2! * (0.2 - 2 * t) + b!) ** 2,
          0,
        );
      expect(Math.abs(score(3) - 3 * score(2) + 3 * score(1) - score(0))).toBeLessThan(1e-10);
    }
  });

  it('every network with tanh is a network with σ and other numbers', () => {
    const random = seeded(6);
    const network = mlp.view(
      Float64Array.from({ length: 13 }, () => random.normal()),
      3,
    );
    // tanh z = 2σ(2z) − 1: twice the first layer, twice the output weights, less their sum.
    const sum = network.outputWeights.reduce((a, w) => a + w, 0);
    const other = mlp.view(
      network.all.map((number, j) => (j < 12 ? 2 * number : number - sum)),
      3,
    );
    for (const [x1, x2] of places)
      expect(mlp.probability(other, 'sigmoid', x1, x2)).toBeCloseTo(
        mlp.probability(network, 'tanh', x1, x2),
        12,
      );
  });

  it('the sigmoid of 6 and of 9 are as written', () => {
    expect(value('sigmoid-of-6')).toBeCloseTo(squash(6), 12);
    expect(written('sigmoid-of-9')).toBe(squash(9).toFixed(4));
  });
});

describe('the table of chapter 8', () => {
  const names = ['sigmoid', 'tanh', 'relu', 'leaky', 'softplus', 'identity'];
  // All the runs at once: they take some seconds.
  beforeAll(() => {
    for (const name of names) for (const units of [3, 4]) value(`perfect-${name}-${units}`);
  }, 120_000);

  it('has every start succeed with the sigmoid and tanh, some fail with the others, none succeed with the identity', () => {
    for (const units of [3, 4]) {
      expect(value(`perfect-sigmoid-${units}`)).toBe(value('activation-starts'));
      expect(value(`perfect-tanh-${units}`)).toBe(value('activation-starts'));
      expect(value(`perfect-identity-${units}`)).toBe(0);
      for (const name of ['relu', 'leaky', 'softplus']) {
        expect(value(`perfect-${name}-${units}`)).toBeGreaterThan(25);
        expect(value(`perfect-${name}-${units}`)).toBeLessThan(50);
      }
    }
    expect(value('perfect-relu-4')).toBeGreaterThan(value('perfect-relu-3'));
  });

  it('counts as the same training does a point at a time', () => {
    // Starts 1 … 8: with ReLU, start 6 is the first that fails.
    const again = Array.from({ length: 8 }, (_, i) => trainedAgain('relu', 3, i + 1) === 200);
    expect(again).toEqual([true, true, true, true, true, false, true, true]);
    const ours = again.map((_, i) => {
      const { setup, pace } = perceptronRun({ activation: 'relu', seed: i + 1 });
      return createTrainer(setup).advance(courseSteps, pace).accuracy === 1;
    });
    expect(ours).toEqual(again);
    expect(trainedAgain('tanh', 3, 1)).toBe(200);
  });

  it('finds a dead unit in nearly all of ReLU’s failures; leaky ReLU mends some of its own', () => {
    expect(value('relu-failed')).toBe(50 - value('perfect-relu-3'));
    expect(value('leaky-failed')).toBe(50 - value('perfect-leaky-3'));
    expect(value('relu-failed-dead')).toBeGreaterThan(0.8 * value('relu-failed'));
    expect(value('leaky-longer')).toBeGreaterThan(0);
    expect(value('leaky-longer')).toBeLessThan(value('leaky-failed'));
  });

  it('calls a unit dead whose score is negative at every point', () => {
    const lines = (b: number) => mlp.view(Float64Array.of(1, 0, 0, 1, 0, b, 1, 1, 0), 2);
    expect(hasDeadUnit(lines(-3.5))).toBe(true);
    expect(hasDeadUnit(lines(-2.5))).toBe(false);
  });
});

describe('the questions of chapter 8', () => {
  it('have the answers that the text explains', async () => {
    const answer = async (name: string) => (await runs[name]!(() => {})).answer;
    expect(await answer('fifty')).toBeCloseTo(100 * value('identity-fifty-accuracy'), 10);
    expect(await answer('layers')).toBe(3);
    expect(await answer('straight')).toBe('affine');
  });

  it('take the ten layers that the text counts', () => {
    expect(value('linear-stack-parameters')).toBe(2 * 50 + 50 + 9 * (50 * 50 + 50) + 50 + 1);
  });
});

describe('the outer sigmoid', () => {
  it('makes the collapsed network logistic regression, its gradient by w and b too', () => {
    const { setup } = perceptronRun({ activation: 'identity' });
    const { parameters, gradient } = createTrainer(setup).snapshot();
    const network = mlp.view(parameters, 3);
    const slope = mlp.view(gradient, 3);
    const line = collapse(network);
    const room = logistic.pass(200);
    const direct = logistic.view(new Float64Array(3), 2);
    logistic.forward(line, circles.inputs, room);
    logistic.backward(line, circles.inputs, circles.labels, room, direct);
    // By the chain rule through w = Wᵀw_final: ∂L/∂W = w_final (∂L/∂w)ᵀ, ∂L/∂b_final = ∂L/∂b.
    expect(slope.outputBias[0]).toBeCloseTo(direct.bias[0]!, 13);
    for (let k = 0; k < 3; k++)
      for (let j = 0; j < 2; j++)
        expect(slope.hiddenWeights.values[j * 3 + k]).toBeCloseTo(
          network.outputWeights[k]! * direct.weights[j]!,
          13,
        );
  });
});
