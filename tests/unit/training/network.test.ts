import { describe, expect, it } from 'vitest';
import { defaults } from '../../../src/data/datasets.ts';
import type { ActivationName } from '../../../src/model/activations.ts';
import { createHistory, retrace } from '../../../src/training/history.ts';
import { optimisers } from '../../../src/training/optimisers.ts';
import type { Setup } from '../../../src/training/setup.ts';
import { createTrainer, setupData } from '../../../src/training/trainer.ts';
import { batchedSetup, classicSetup, logisticSetup } from './runs.ts';

const layers = (activation: ActivationName, ...units: number[]) =>
  units.map((count) => ({ units: count, activation }));
const network = (hidden: ReturnType<typeof layers>, output: 'sigmoid' | 'softmax' = 'sigmoid') =>
  ({ kind: 'network', hidden, output, loss: 'cross-entropy' }) as const;
const pace = { learningRate: 0.3 };

describe('a network trains', () => {
  it('as the perceptron does, to the last bit, with one hidden layer', () => {
    const two = createTrainer(classicSetup).advance(300, { learningRate: 2 });
    const model = network(layers('sigmoid', 3));
    expect(createTrainer({ ...classicSetup, model }).advance(300, { learningRate: 2 })).toEqual(
      two,
    );
  });

  it('as logistic regression does, to the last bit, with none, penalty included', () => {
    const setup = { ...logisticSetup, l2: 0.01 };
    const one = createTrainer(setup).advance(100, pace);
    expect(createTrainer({ ...setup, model: network([]) }).advance(100, pace)).toEqual(one);
  });

  it('three classes by the softmax, which one score could not tell', () => {
    const setup: Setup = {
      ...batchedSetup,
      data: { name: 'blobs', count: 90, classes: 3, distance: 4, noise: 0.6, seed: 3 },
      model: network([], 'softmax'),
      start: { kind: 'zero', seed: 1 },
      batch: 'full',
    };
    expect(createTrainer(setup).snapshot().loss).toBeCloseTo(Math.log(3), 14);
    expect(createTrainer(setup).advance(500, pace).accuracy).toBeGreaterThan(0.95);
    expect(() => createTrainer({ ...setup, model: network([]) })).toThrow(
      'This model tells 2 classes apart, but the data have 3.',
    );
  });

  it('two hidden layers on the spiral, by Adam', () => {
    const setup: Setup = {
      ...batchedSetup,
      data: { name: 'spiral', count: 150, classes: 2, turns: 1, noise: 0.05, seed: 7 },
      model: network(layers('tanh', 8, 8)),
      start: { kind: 'glorot', seed: 1 },
      batch: 'full',
      optimiser: optimisers.adam,
    };
    const trained = createTrainer(setup).advance(1500, { learningRate: 0.02 });
    expect(trained.accuracy).toBe(1);
  });

  it('and stops with its last finite weights when a rate is far too large for its depth', () => {
    const setup = {
      ...classicSetup,
      model: network(layers('leaky-relu', 8, 8, 8, 8, 8, 8)),
      start: { kind: 'he', seed: 3 } as const,
    };
    const snapshot = createTrainer(setup).advance(50, { learningRate: 1e30 });
    expect(snapshot.diverged).toBeDefined();
    expect(snapshot.parameters.every(Number.isFinite)).toBe(true);
    expect(snapshot.loss).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});

describe.each([optimisers.momentum, optimisers.adam])('a run by $kind', (optimiser) => {
  const setup: Setup = { ...batchedSetup, optimiser };

  it('is the same however its steps are divided', () => {
    const trainer = createTrainer(setup);
    for (let i = 0; i < 20; i++) trainer.advance(5, pace);
    expect(trainer.snapshot()).toEqual(createTrainer(setup).advance(100, pace));
  });

  it('begins again, after a reset, with nothing remembered', () => {
    const trainer = createTrainer(setup);
    const first = trainer.advance(40, pace);
    trainer.reset();
    expect(trainer.advance(40, pace)).toEqual(first);
  });

  it('goes on from a place with its memory, and can be seen again at any step', () => {
    const trainer = createTrainer(setup);
    const history = createHistory({ parameters: true, limit: 5 });
    history.record(trainer.snapshot());
    const there = trainer.advance(30, pace);
    history.record(there);
    const on = trainer.advance(30, pace);
    history.record(on);
    expect(createTrainer(setup, there).advance(30, pace)).toEqual(on);
    expect(retrace(setup, history, 47)).toEqual(createTrainer(setup, there).advance(17, pace));
  });

  it('refuses a memory of another length', () => {
    const place = { ...createTrainer(setup).snapshot(), memory: new Float64Array(3) };
    expect(() => createTrainer(setup, place)).toThrow(
      /This optimiser remembers \d+ numbers, but got 3/,
    );
  });
});

describe('points kept aside', () => {
  const setup: Setup = {
    ...batchedSetup,
    data: { ...defaults.moons, noise: 0.3 },
    trainShare: 0.6,
  };

  it('change nothing about the training, and are told as loss and accuracy of their own', () => {
    const { train, test } = setupData(setup);
    const { inputs, labels } = train;
    const rows = Array.from(labels, (_, i): [number, number] => [
      inputs.values[i]!,
      inputs.values[inputs.rows + i]!,
    ]);
    const alone: Setup = {
      ...batchedSetup,
      data: { name: 'points', inputs: rows, labels: [...labels] },
    };
    const { test: seen, ...rest } = createTrainer(setup).advance(200, pace);
    expect(rest).toEqual(createTrainer(alone).advance(200, pace));
    expect(seen?.accuracy).toBeGreaterThan(0.7);
    expect(seen?.accuracy).toBeLessThanOrEqual(1);
    const right = (seen?.accuracy ?? 0) * (test?.labels.length ?? 0);
    expect(right).toBeCloseTo(Math.round(right), 10);
  });

  it('are standardised by the points that train', () => {
    const { train, test } = setupData({ ...setup, standardise: true });
    const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
    const first = ({ inputs }: { inputs: { rows: number; values: Float64Array } }) =>
      inputs.values.subarray(0, inputs.rows);
    expect(mean(first(train))).toBeCloseTo(0, 12);
    expect(Math.abs(mean(first(test!)))).toBeGreaterThan(1e-6);
    expect(test?.scale).toEqual(train.scale);
  });
});
