import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { type DataRecipe, defaults } from '../../../src/data/datasets.ts';
import { optimisers } from '../../../src/training/optimisers.ts';
import type { RunSpec } from '../../../src/training/run.ts';
import { checkSetup, type ModelSpec } from '../../../src/training/setup.ts';
import { createTrainer } from '../../../src/training/trainer.ts';

/** A Python that knows a library; undefined where none is installed, and its tests are then skipped. */
export const pythonWith = (library: string) =>
  [process.env['PYTHON'], 'python3', '/usr/bin/python3', 'python']
    .filter((name) => name !== undefined)
    .find((name) => spawnSync(name, ['-c', `import ${library}`]).status === 0);
const network = (
  hidden: (ModelSpec & { kind: 'network' })['hidden'],
  output: 'sigmoid' | 'softmax' = 'sigmoid',
  loss: 'cross-entropy' | 'squared' = 'cross-entropy',
) => ({ kind: 'network', hidden, output, loss }) as const;

const own: DataRecipe = {
  name: 'table',
  inputNames: ['a "quoted" name', "it's\n\\n", 'ü’'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a program must not take for its own
  classNames: ['"""', '`${x}`'],
  inputs: Array.from({ length: 30 }, (_, i) => [i / 7, Math.sin(i), (i % 5) - 2]),
  labels: Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 1 : 0)),
};

/** Runs that together have everything that a program must know. */
export const cases: Record<string, { run: RunSpec; steps: number }> = {
  'the classic run': {
    steps: 300,
    run: {
      setup: checkSetup({
        data: defaults.circles,
        model: { kind: 'mlp', units: 3, activation: 'sigmoid' },
      }),
      pace: { learningRate: 2 },
    },
  },
  'a line alone': {
    steps: 50,
    run: {
      setup: checkSetup({ data: own, model: { kind: 'logistic' }, l2: 0.01 }),
      pace: { learningRate: 0.3 },
    },
  },
  'three classes by the softmax, momentum, batches, points kept aside, a penalty': {
    steps: 90,
    run: {
      setup: checkSetup({
        data: { ...defaults.spiral, classes: 3, count: 90 },
        model: network(
          [
            { units: 6, activation: 'tanh' },
            { units: 5, activation: 'softplus' },
          ],
          'softmax',
        ),
        start: { kind: 'glorot', seed: 3 },
        batch: 16,
        l2: 0.003,
        optimiser: optimisers.momentum,
        trainShare: 0.7,
        seed: 4_000_000_000,
      }),
      pace: { learningRate: 0.1 },
    },
  },
  'standardised penguins by Adam, mean squares, every other activation': {
    steps: 60,
    run: {
      setup: checkSetup({
        data: defaults.penguins,
        model: network(
          [
            { units: 5, activation: 'leaky-relu' },
            { units: 4, activation: 'identity' },
            { units: 4, activation: 'relu' },
          ],
          'softmax',
          'squared',
        ),
        start: { kind: 'he', seed: 2 },
        optimiser: { kind: 'adam', beta1: 0.8, beta2: 0.99, epsilon: 1e-7 },
        standardise: true,
      }),
      pace: { learningRate: 0.02 },
    },
  },
  'one output and mean squares, on features': {
    steps: 60,
    run: {
      setup: checkSetup({
        data: { ...defaults.moons, count: 60 },
        features: { kind: 'named', name: 'quadratic' },
        model: network([{ units: 4, activation: 'tanh' }], 'sigmoid', 'squared'),
        start: { kind: 'normal', seed: 5 },
        optimiser: optimisers.adam,
        batch: 25,
      }),
      pace: { learningRate: 0.01 },
    },
  },
};
/** A run of these, and where it came to. */
export const trained = (name: string) => {
  const { run, steps } = cases[name]!;
  return { run, snapshot: createTrainer(run.setup).advance(steps, run.pace) };
};
