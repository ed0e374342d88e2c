import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationNames } from '../../../src/model/activations.ts';
import { inUnits, view } from '../../../src/model/logistic.ts';
import { optimum } from '../../../src/model/newton.ts';
import { type Setup, SetupError } from '../../../src/training/setup.ts';
import { createTrainer, type Snapshot, trainingData, warm } from '../../../src/training/trainer.ts';
import classic from '../../golden/classic-run.json' with { type: 'json' };
import logistic from '../../golden/logistic-regression.json' with { type: 'json' };
import { digest, pinnedRuns } from './digits.ts';
import { batchedSetup, classicSetup, flatten, logisticSetup } from './runs.ts';

const relative = (got: number, expected: number) => Math.abs(got - expected) / Math.abs(expected);
const farthest = (got: Float64Array, expected: readonly number[]) => {
  expect(got.length).toBe(expected.length);
  return Math.max(...expected.map((value, j) => Math.abs(got[j]! - value)));
};

describe('the golden run of the perceptron, rate 2 on the mean loss', () => {
  const pace = { learningRate: 2 };

  it('begins with the gradient that NumPy found, per point', () => {
    const { W1, b1, W2, b2 } = {
      W1: classic.gradients_at_iteration_0.dW1,
      b1: classic.gradients_at_iteration_0.db1,
      W2: classic.gradients_at_iteration_0.dW2,
      b2: classic.gradients_at_iteration_0.db2,
    };
    const sums = flatten({ W1, b1, W2, b2 });
    const { gradient } = createTrainer(classicSetup).snapshot();
    expect(
      farthest(
        gradient,
        sums.map((sum) => sum / classic.y.length),
      ),
    ).toBeLessThan(1e-14);
  });

  it('passes all eleven losses, to 1e-9', () => {
    const trainer = createTrainer(classicSetup);
    let snapshot = trainer.snapshot();
    expect(classic.loss_every_100).toHaveLength(11);
    for (const { iteration, loss } of classic.loss_every_100) {
      snapshot = trainer.advance(iteration - snapshot.step, pace);
      expect(snapshot.step).toBe(iteration);
      expect(relative(snapshot.loss, loss)).toBeLessThan(1e-9);
    }
  });

  it('ends at its parameters and its loss, with every point right', () => {
    const { parameters, loss, accuracy, step, epoch } = createTrainer(classicSetup).advance(
      classic.iterations,
      pace,
    );
    expect(farthest(parameters, flatten(classic.final))).toBeLessThan(1e-9);
    expect(relative(loss, classic.final_loss_after_last_update)).toBeLessThan(1e-9);
    expect([accuracy, step, epoch]).toEqual([1, 1001, 1001]);
  });
});

describe.each([
  { name: 'plain', run: logistic.gd_plain },
  { name: 'with a penalty', run: logistic.gd_l2 },
])('the golden run of logistic regression, $name', ({ run }) => {
  const setup = { ...logisticSetup, l2: run.l2 };
  const pace = { learningRate: logistic.lr };

  it('passes all its losses, to 1e-12', () => {
    const trainer = createTrainer(setup);
    let snapshot = trainer.snapshot();
    for (const { iteration, loss } of run.loss_every_50) {
      snapshot = trainer.advance(iteration - snapshot.step, pace);
      expect(relative(snapshot.loss, loss)).toBeLessThan(1e-12);
    }
  });

  it('ends at its parameters, to 1e-10, and its accuracy', () => {
    const { parameters, accuracy } = createTrainer(setup).advance(logistic.iterations, pace);
    expect(farthest(parameters, [...run.final.w, run.final.b])).toBeLessThan(1e-10);
    expect(accuracy).toBe(run.final_accuracy);
  });
});

it('with the penalty, descent comes to the optimum that Newton’s method found', () => {
  const { parameters, loss, gradient } = createTrainer({ ...logisticSetup, l2: 0.001 }).advance(
    20_000,
    { learningRate: 5 },
  );
  const { w, b, objective } = logistic.newton_l2;
  expect(farthest(parameters, [...w, b])).toBeLessThan(1e-10);
  expect(relative(loss, objective)).toBeLessThan(1e-12);
  expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-12);
});

it('one step by hand: from zero, on the points (1, 2) of class 1 and (3, −1) of class 0', () => {
  // ŷ = ½ at both: e = (−¼, ¼); ∂w = (−¼ + ¾, −½ − ¼) = (½, −¾), ∂b = 0; the loss is ln 2.
  const trainer = createTrainer({
    ...logisticSetup,
    data: {
      name: 'points',
      inputs: [
        [1, 2],
        [3, -1],
      ],
      labels: [1, 0],
    },
  });
  const start = trainer.snapshot();
  expect(start.gradient).toEqual(Float64Array.of(0.5, -0.75, 0));
  expect(relative(start.loss, Math.LN2)).toBeLessThan(1e-15);
  expect(start.accuracy).toBe(0.5); // a score of 0 counts as class 1

  // Then w = (−1, 1½): scores 2 and −4½, both right; L = ½ (log(1 + e^−2) + log(1 + e^−4½)).
  const { parameters, loss, accuracy, step } = trainer.advance(1, { learningRate: 2 });
  expect(parameters).toEqual(Float64Array.of(-1, 1.5, 0));
  expect(relative(loss, (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-4.5))) / 2)).toBeLessThan(
    1e-14,
  );
  expect([accuracy, step]).toEqual([1, 1]);
});

describe('a snapshot', () => {
  it('is the caller’s: to write into it changes nothing', () => {
    const trainer = createTrainer(classicSetup);
    const kept = trainer.snapshot();
    for (const mine of [trainer.snapshot(), trainer.advance(0, { learningRate: 2 })]) {
      mine.parameters.fill(7);
      mine.gradient.fill(7);
    }
    expect(trainer.snapshot()).toEqual(kept);
  });

  it('has the gradient of all points also when the steps take mini-batches', () => {
    const { parameters, gradient, step } = createTrainer(batchedSetup).advance(20, {
      learningRate: 0.5,
    });
    const full = createTrainer({ ...batchedSetup, batch: 'full' }, { step, parameters });
    expect(full.snapshot().gradient).toEqual(gradient);
  });

  it('says the pace of the steps that led to it, and none at a start', () => {
    const trainer = createTrainer(logisticSetup);
    expect(trainer.snapshot()).not.toHaveProperty('pace');
    expect(trainer.advance(0, { learningRate: 1 })).not.toHaveProperty('pace');
    expect(trainer.advance(2, { learningRate: 3 }).pace).toEqual({ learningRate: 3 });
    expect(trainer.advance(0, { learningRate: 1 }).pace).toEqual({ learningRate: 3 });
    expect(trainer.reset()).not.toHaveProperty('pace');
  });

  it('counts whole passes as epochs: 13 steps each for 200 points by 16', () => {
    const trainer = createTrainer(batchedSetup);
    const epochs = [12, 1, 12, 1].map(
      (steps) => trainer.advance(steps, { learningRate: 0.1 }).epoch,
    );
    expect(epochs).toEqual([0, 1, 1, 2]);
  });
});

describe.each([
  { name: 'logistic regression', setup: { ...logisticSetup, l2: 0.01 } },
  { name: 'the perceptron', setup: classicSetup },
  { name: 'mini-batches', setup: batchedSetup },
  { name: 'mini-batches of logistic regression', setup: { ...logisticSetup, batch: 7 } },
])('$name: bit for bit', ({ setup }) => {
  const pace = { learningRate: 1 };

  it('ten times ten steps are a hundred', () => {
    const trainer = createTrainer(setup);
    let last = trainer.snapshot();
    for (let i = 0; i < 10; i++) last = trainer.advance(10, pace);
    expect(last).toEqual(createTrainer(setup).advance(100, pace));
  });

  it('reset leads to the same start, and from there to the same end', () => {
    const trainer = createTrainer(setup);
    const start = trainer.snapshot();
    const end = trainer.advance(50, pace);
    expect(end.parameters).not.toEqual(start.parameters);
    expect(trainer.reset()).toEqual(start);
    expect(trainer.snapshot()).toEqual(start);
    expect(trainer.advance(50, pace)).toEqual(end);
  });

  it('a run goes on from any place where it has been', () => {
    const trainer = createTrainer(setup);
    const { step, parameters } = trainer.advance(33, pace);
    const end = trainer.advance(17, pace);
    const resumed = createTrainer(setup, { step, parameters });
    expect(resumed.advance(17, pace)).toEqual(end);
    expect(resumed.reset()).toEqual(createTrainer(setup).snapshot());
  });
});

describe('mini-batches', () => {
  it('of all points or more are the full batch', () => {
    const full = createTrainer({ ...batchedSetup, batch: 'full' }).advance(30, { learningRate: 1 });
    for (const batch of [200, 201, 1e9])
      expect(createTrainer({ ...batchedSetup, batch }).advance(30, { learningRate: 1 })).toEqual(
        full,
      );
  });

  it('in another order give other parameters; their seed alone decides', () => {
    const end = (seed: number) =>
      createTrainer({ ...batchedSetup, seed }).advance(30, { learningRate: 1 }).parameters;
    expect(end(3)).toEqual(end(3));
    expect(end(4)).not.toEqual(end(3));
  });

  it('lead to the circles too', () => {
    const { accuracy, loss } = createTrainer(batchedSetup).advance(2000, { learningRate: 0.5 });
    expect(accuracy).toBe(1);
    expect(loss).toBeLessThan(0.02);
  });
});

it.each(pinnedRuns)('pinned to the last bit: $name', ({ setup, pace, steps, digest: pinned }) => {
  const { parameters, diverged } = createTrainer(setup).advance(steps, pace);
  expect(diverged).toBeUndefined();
  expect(digest(parameters)).toBe(pinned);
});

it('features: a line in [x₁², x₂²] separates the circles, a line in x does not', () => {
  const data = {
    name: 'circles',
    count: 200,
    centre: [0, 0],
    radii: [1, 3],
    noise: 0.05,
    seed: 1,
  } as const;
  const accuracy = (features: Setup['features']) =>
    createTrainer({ ...logisticSetup, data, features }).advance(500, { learningRate: 0.2 })
      .accuracy;
  expect(accuracy({ kind: 'named', name: 'squares' })).toBe(1);
  expect(accuracy({ kind: 'expressions', text: 'x1^2, x2^2' })).toBe(1);
  expect(accuracy({ kind: 'named', name: 'identity' })).toBeLessThan(0.7);
});

describe('standardised features', () => {
  const setup: Setup = {
    ...logisticSetup,
    features: { kind: 'named', name: 'squares-and-linear' },
    standardise: true,
  };

  it('lead to the same model, only by another way', () => {
    const { features, standardise: _, ...rest } = setup;
    const plain = trainingData({ ...rest, features });
    const { parameters } = createTrainer(setup).advance(20_000, { learningRate: 1 });
    const found = inUnits(view(parameters, 4), trainingData(setup).scale!);
    const best = optimum(plain.inputs, plain.labels).parameters;
    best.all.forEach((value, j) => {
      expect(found.all[j]).toBeCloseTo(value, 8);
    });
  });

  it('must differ from point to point', () => {
    const features = { kind: 'expressions', text: 'x1, 7' } as const;
    expect(() => createTrainer({ ...setup, features })).toThrow(
      'To standardise "7" its values must be finite and differ, but their deviation is 0.',
    );
  });
});

const allFinite = ({ loss, accuracy, parameters, gradient }: Snapshot) =>
  [loss, accuracy, ...parameters, ...gradient].every(Number.isFinite);

describe('divergence', () => {
  /** Steps one at a time, and asks of each whether the run is still among the finite numbers. */
  const slowly = (setup: Setup, learningRate: number, most: number) => {
    const trainer = createTrainer(setup);
    let last = trainer.snapshot();
    while (last.step < most && !last.diverged) last = trainer.advance(1, { learningRate });
    return last;
  };

  const cases = {
    'the loss overflows while the parameters are finite': {
      setup: {
        ...logisticSetup,
        data: {
          name: 'points',
          inputs: [
            [1e6, 1],
            [-1e6, 0],
          ],
          labels: [1, 0],
        },
      },
      learningRate: 1e300,
    },
    'the loss overflows though the parameters are moderate: the features are not': {
      setup: {
        ...logisticSetup,
        data: {
          name: 'points',
          inputs: [
            [1, 1],
            [-1, 0],
          ],
          labels: [1, 0],
        },
        features: { kind: 'expressions', text: 'x1 * 1e300, x2' },
      },
      learningRate: 1e-280,
    },
    'the parameters overflow': { setup: classicSetup, learningRate: Number.MAX_VALUE },
    'the penalty overflows': { setup: { ...logisticSetup, l2: 1000 }, learningRate: 1e5 },
    'a weight falls to −∞ but the loss stays finite: the ReLU unit is dead': {
      setup: {
        ...classicSetup,
        data: {
          name: 'points',
          inputs: [
            [1, 1],
            [2, 1],
            [1, 2],
          ],
          labels: [0, 0, 1],
        },
        model: { kind: 'mlp', units: 1, activation: 'relu' },
        start: { kind: 'given', values: [1, 1, 0, 1e200, 0] },
      },
      learningRate: 1e200,
    },
    'in mini-batches': {
      setup: { ...batchedSetup, model: { kind: 'mlp', units: 4, activation: 'relu' } },
      learningRate: 1e20,
    },
  } satisfies Record<string, { setup: Setup; learningRate: number }>;

  it.each(Object.entries(cases))(
    '%s: stops at the last finite step and says what to do',
    (_, { setup, learningRate }) => {
      const trainer = createTrainer(setup);
      const last = trainer.advance(1000, { learningRate });
      expect(last.diverged?.step).toBe(last.step + 1);
      expect(last.diverged?.message).toMatch(/diverged.*smaller.*Reset/);
      expect(last.diverged?.message).toContain(`step ${last.step + 1} led out`);
      expect(allFinite(last)).toBe(true);

      const { step, parameters } = last;
      const without = createTrainer(setup).advance(step, { learningRate });
      expect(without.diverged).toBeUndefined();
      expect(without.parameters).toEqual(parameters);
      expect(createTrainer(setup, { step, parameters }).snapshot().loss).toBe(last.loss);
    },
  );

  it.each(Object.entries(cases))(
    '%s: nothing moves any more until a reset',
    (_, { setup, learningRate }) => {
      const trainer = createTrainer(setup);
      const start = trainer.snapshot();
      const last = trainer.advance(1000, { learningRate });
      expect(trainer.advance(10, { learningRate: 1e-9 })).toEqual(last);
      expect(trainer.snapshot()).toEqual(last);
      expect(trainer.reset()).toEqual(start);
      expect(trainer.advance(1, { learningRate: 1e-300 }).step).toBe(1);
    },
  );

  it.each(Object.entries(cases))(
    '%s: seen at the same step, however the steps are asked for',
    (_, { setup, learningRate }) => {
      expect(slowly(setup, learningRate, 1000)).toEqual(
        createTrainer(setup).advance(1000, { learningRate }),
      );
    },
  );

  it('the dead unit’s weights would be infinite, its loss finite', () => {
    // By hand: h = 2 or 3, scores 2e200, 3e200, 3e200: ŷ = 1, e = (1/3, 1/3, 0), δ = e · 1e200;
    // so W falls by 1e200 · 1e200, which is no number; then h = 0 at all three points.
    const { setup, learningRate } =
      cases['a weight falls to −∞ but the loss stays finite: the ReLU unit is dead'];
    const { gradient, diverged } = createTrainer(setup).advance(1, { learningRate });
    expect(diverged?.step).toBe(1);
    expect(1 - learningRate * gradient[0]!).toBe(Number.NEGATIVE_INFINITY);
    expect(1 - learningRate * gradient[1]!).toBe(Number.NEGATIVE_INFINITY);
    expect(Number.isFinite(1e200 - learningRate * gradient[3]!)).toBe(true);
  });

  it.each(['logistic', ...activationNames] as const)(
    'with inputs and parameters up to 1e30 all is finite, as the trainer takes for granted: %s',
    (name) => {
      const model =
        name === 'logistic'
          ? ({ kind: 'logistic' } as const)
          : ({ kind: 'mlp', units: 2, activation: name } as const);
      for (const sign of [1, -1]) {
        const values = Array(name === 'logistic' ? 3 : 9).fill(sign * 1e30);
        const inputs = [
          [1, 1],
          [1, -1],
          [-1, 1],
          [-1, -1],
        ] as const;
        const setup: Setup = {
          ...logisticSetup,
          data: { name: 'points', inputs, labels: [0, 1, 1, 0] },
          features: { kind: 'expressions', text: 'x1 * 1e30, x2 * 1e30' },
          model,
          start: { kind: 'given', values },
          l2: name === 'logistic' ? 1000 : 0,
        };
        expect(allFinite(createTrainer(setup).snapshot())).toBe(true);
      }
    },
  );

  it('whatever the setup and rate: no snapshot holds a number that is none, and cuts change nothing', () => {
    fc.assert(
      fc.property(
        fc.record({
          model: fc.oneof(
            fc.constant({ kind: 'logistic' } as const),
            fc.record({
              kind: fc.constant('mlp' as const),
              units: fc.integer({ min: 1, max: 4 }),
              activation: fc.constantFrom(...activationNames),
            }),
          ),
          batch: fc.constantFrom('full' as const, 1, 3, 7),
          start: fc.record({
            kind: fc.constantFrom('zero', 'uniform', 'normal', 'glorot', 'he'),
            seed: fc.nat(1000),
          }),
          noise: fc.constantFrom(0.1, 1, 100),
          exponent: fc.integer({ min: -3, max: 308 }),
          cuts: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 }),
        }),
        ({ model, batch, start, noise, exponent, cuts }) => {
          const setup: Setup = {
            ...batchedSetup,
            data: { name: 'moons', count: 20, noise, seed: 1 },
            model,
            batch,
            start,
          };
          const pace = { learningRate: 10 ** exponent };
          const trainer = createTrainer(setup);
          let last = trainer.snapshot();
          for (const steps of cuts) {
            last = trainer.advance(steps, pace);
            expect(allFinite(last)).toBe(true);
          }
          const steps = cuts.reduce((sum, cut) => sum + cut, 0);
          expect(createTrainer(setup).advance(steps, pace)).toEqual(last);
        },
      ),
      { seed: 1, numRuns: 400 },
    );
  });
});

describe('what cannot be trained is refused', () => {
  const refusal = (make: () => unknown): SetupError => {
    try {
      make();
    } catch (error) {
      if (error instanceof SetupError) return error;
      throw error;
    }
    throw new Error('It was accepted.');
  };
  const points = (labels: number[]) =>
    ({ name: 'points', inputs: labels.map((_, i) => [i, 1] as const), labels }) as const;

  it.each<[string, Setup, string, string]>([
    [
      'one class',
      { ...logisticSetup, data: points([1, 1, 1]) },
      'data',
      'Training needs points of both classes, but all 3 are of class 1.',
    ],
    [
      'one point',
      { ...logisticSetup, data: points([0]) },
      'data',
      'Training needs points of both classes, but all 1 are of class 0.',
    ],
    [
      'three classes',
      { ...logisticSetup, data: points([0, 1, 2]) },
      'data',
      'This model tells 2 classes apart, but the data have 3.',
    ],
    [
      'a feature that is not finite',
      { ...logisticSetup, data: points([0, 1]), features: { kind: 'expressions', text: '1/x1' } },
      'features',
      '1/x₁ must be finite at every point, but at point 1, (0, 1), it is Infinity.',
    ],
    [
      'features for a perceptron of the plane',
      { ...classicSetup, features: { kind: 'named', name: 'quadratic' } },
      'features',
      'This perceptron takes 2 inputs, but the features are 5.',
    ],
    [
      'a start too short',
      { ...classicSetup, start: { kind: 'given', values: [1, 2] } },
      'start.values',
      'The start needs one value a parameter, 13 in all, but got 2.',
    ],
    [
      'a start out of which no finite gradient comes, though the loss is ln 2',
      {
        ...classicSetup,
        data: {
          name: 'points',
          inputs: [
            [1e6, 0],
            [-1e6, 0],
          ],
          labels: [1, 0],
        },
        model: { kind: 'mlp', units: 1, activation: 'identity' },
        start: { kind: 'given', values: [0, 0, 0, 1e305, 0] },
      },
      'start',
      'Loss and gradient must be finite at the start, but these values are too large.',
    ],
    [
      'a start out of which no finite loss comes',
      { ...logisticSetup, start: { kind: 'given', values: [1e308, 1e308, 1e308] } },
      'start',
      'Loss and gradient must be finite at the start, but these values are too large.',
    ],
  ])('%s', (_, setup, field, message) => {
    const error = refusal(() => createTrainer(setup));
    expect([error.field, error.message]).toEqual([field, message]);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    '%s steps, and the run is as it was',
    (steps) => {
      const trainer = createTrainer(logisticSetup);
      const before = trainer.snapshot();
      expect(refusal(() => trainer.advance(steps, { learningRate: 1 })).field).toBe('steps');
      expect(trainer.snapshot()).toEqual(before);
    },
  );

  it('a bad rate, and the run is as it was', () => {
    const trainer = createTrainer(logisticSetup);
    const before = trainer.snapshot();
    expect(refusal(() => trainer.advance(1, { learningRate: 0 })).field).toBe('pace.learningRate');
    expect(trainer.snapshot()).toEqual(before);
  });

  it('a place with another number of parameters, or at no whole step', () => {
    const parameters = new Float64Array(3);
    expect(refusal(() => createTrainer(classicSetup, { step: 0, parameters })).message).toBe(
      'This model has 13 parameters, but got 3.',
    );
    expect(refusal(() => createTrainer(logisticSetup, { step: 0.5, parameters })).field).toBe(
      'steps',
    );
  });

  it('equal points of two classes train: nothing about them is wrong', () => {
    const data = {
      name: 'points',
      inputs: [
        [1, 1],
        [1, 1],
      ],
      labels: [0, 1],
    } as const;
    const { loss, accuracy } = createTrainer({ ...logisticSetup, data }).advance(100, {
      learningRate: 1,
    });
    expect([relative(loss, Math.LN2) < 1e-15, accuracy]).toEqual([true, 0.5]);
  });
});

it('the training data are the points themselves, or their features', () => {
  expect(trainingData(batchedSetup).inputNames).toEqual(['x₁', 'x₂']);
  const { inputs, inputNames } = trainingData({
    ...batchedSetup,
    features: { kind: 'named', name: 'squares' },
  });
  expect([inputs.rows, inputs.columns, inputNames]).toEqual([200, 2, ['x₁²', 'x₂²']]);
});

it('warming up takes what can be trained, and only that', () => {
  expect(() => warm(batchedSetup)).not.toThrow();
  expect(() => warm({ ...batchedSetup, batch: 0 })).toThrow(SetupError);
});
