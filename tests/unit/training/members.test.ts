import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/data/random.ts';
import { start } from '../../../src/model/starts.ts';
import { bareDescent } from '../../../src/training/bare-descent.ts';
import { circlesRun, perceptronRun } from '../../../src/training/course-runs.ts';
import { costOf, type Ensemble, slicesOf, trainMembers } from '../../../src/training/members.ts';
import type { RunSpec } from '../../../src/training/run.ts';
import { SetupError } from '../../../src/training/setup.ts';
import { createTrainer, trainingData } from '../../../src/training/trainer.ts';
import { batchedSetup, classicSetup } from './runs.ts';

/** What a trainer says of the network of one seed at one stop. */
const byTrainer = ({ setup, pace }: RunSpec, seed: number, steps: number) =>
  createTrainer({ ...setup, start: { ...setup.start, seed } as typeof setup.start }).advance(
    steps,
    pace,
  );

/** Each network at each stop, held against a trainer of its own. */
function expectTrainers({ run, firstSeed, count, stops }: Ensemble) {
  const trained = trainMembers({ run, firstSeed, count, stops });
  const length = trained.parameters.length / count / stops.length;
  for (let member = 0; member < count; member++)
    stops.forEach((steps, s) => {
      const at = member * stops.length + s;
      const { parameters, loss, accuracy, diverged } = byTrainer(run, firstSeed + member, steps);
      expect(trained.parameters.slice(at * length, (at + 1) * length)).toEqual(parameters);
      expect(trained.losses[at]).toBe(loss);
      expect(trained.accuracies[at]).toBe(accuracy);
      expect(trained.diverged[at]).toBe(Number(diverged !== undefined));
    });
  return trained;
}

describe('bare descent', () => {
  it('comes to the parameters of the trainer bit for bit, for any number of points and units', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 5, max: 40 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 4294967295 }),
        fc.constantFrom(0.05, 2, 7.3),
        (units, points, steps, seed, learningRate) => {
          const { setup } = circlesRun({ units, points, seed, noise: 0.3 });
          const parameters = start('uniform', [2, units, 1], seeded(seed));
          expect(bareDescent(trainingData(setup), units)(parameters, steps, learningRate)).toBe(
            true,
          );
          expect(parameters).toEqual(
            createTrainer(setup).advance(steps, { learningRate }).parameters,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps nothing from one network to the next', () => {
    const { setup } = circlesRun();
    const descend = bareDescent(trainingData(setup), 3);
    const train = () => {
      const parameters = start('uniform', [2, 3, 1], seeded(5));
      descend(parameters, 40, 2);
      return parameters;
    };
    const first = train();
    descend(start('normal', [2, 3, 1], seeded(6)), 30, 9);
    expect(train()).toEqual(first);
  });

  it('says when it leaves the numbers that are surely finite', () => {
    const { setup } = circlesRun();
    const parameters = start('uniform', [2, 3, 1], seeded(1));
    expect(bareDescent(trainingData(setup), 3)(parameters, 5, 1e17)).toBe(false);
  });
});

describe('an ensemble', () => {
  it('is trained as each of its networks would be alone, at each stop', () => {
    expectTrainers({ run: circlesRun(), firstSeed: 1, count: 4, stops: [0, 30, 100, 1001] });
    expectTrainers({
      run: circlesRun({ units: 5, start: 'glorot', noise: 0.4, points: 61 }),
      firstSeed: 77,
      count: 3,
      stops: [250],
    });
  });

  it('is so for other activations, for mini-batches and for other optimisers too', () => {
    const relu = perceptronRun({ activation: 'relu', start: 'he' });
    expectTrainers({ run: relu, firstSeed: 1, count: 3, stops: [10, 50] });
    const batched = { setup: batchedSetup, pace: { learningRate: 0.5 } };
    expectTrainers({ run: batched, firstSeed: 1, count: 2, stops: [7, 40] });
    const { setup } = circlesRun();
    const momentum = { ...setup, optimiser: { kind: 'momentum', momentum: 0.9 } } as const;
    expectTrainers({
      run: { setup: momentum, pace: { learningRate: 0.2 } },
      firstSeed: 3,
      count: 2,
      stops: [5, 30],
    });
  });

  it('keeps the last finite parameters of a network that diverges', () => {
    const choice = { learningRate: 1e200, units: 4 };
    const wild = { firstSeed: 1, count: 3, stops: [1, 3, 50] };
    expectTrainers({ run: circlesRun(choice), ...wild });
    const run = circlesRun({ ...choice, activation: 'relu' });
    const { diverged } = expectTrainers({ run, ...wild });
    expect(diverged).toContain(1);
  });

  it('comes out the same in parts', () => {
    const ensemble: Ensemble = { run: circlesRun(), firstSeed: 9, count: 23, stops: [20, 1001] };
    const whole = trainMembers(ensemble);
    const parts = slicesOf(ensemble);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(23);
    const trained = parts.map(trainMembers);
    for (const field of ['parameters', 'losses', 'accuracies', 'diverged'] as const)
      expect(trained.flatMap((part) => [...part[field]])).toEqual([...whole[field]]);
  });

  it('says what cannot be trained', () => {
    const run = circlesRun();
    const ask = (change: Partial<Ensemble>) => () =>
      trainMembers({ run, firstSeed: 1, count: 1, stops: [1], ...change });
    const given = { setup: classicSetup, pace: run.pace };
    expect(ask({ run: given })).toThrow(/drawn by a seed/);
    expect(ask({ run: { ...run, pace: { learningRate: -1 } } })).toThrow(SetupError);
    expect(ask({ stops: [] })).toThrow(/a number of steps/);
    expect(ask({ stops: [5, 5] })).toThrow(/must grow, but after 5 came 5/);
    expect(ask({ count: 1.5 })).toThrow(SetupError);
  });
});

describe('the cost of a network', () => {
  it('grows with steps, points and units, for any depth', () => {
    const cost = (run: RunSpec, steps = 100) => costOf({ run, stops: [steps] });
    const base = cost(circlesRun());
    expect(cost(circlesRun(), 200)).toBe(2 * base);
    expect(cost(circlesRun({ points: 400 }))).toBe(2 * base);
    expect(cost(circlesRun({ units: 7 }))).toBe(2 * base);
    const { setup, pace } = circlesRun();
    const deep = (...units: number[]) =>
      cost({
        setup: {
          ...setup,
          model: {
            kind: 'network',
            hidden: units.map((width) => ({ units: width, activation: 'tanh' })),
            output: 'sigmoid',
            loss: 'cross-entropy',
          },
        },
        pace,
      });
    expect(deep(3)).toBe(base);
    expect(deep(8, 8)).toBeGreaterThan(deep(8));
  });
});
