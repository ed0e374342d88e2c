import type { Setup } from '../../../src/training/setup.ts';
import classic from '../../golden/classic-run.json' with { type: 'json' };
import logistic from '../../golden/logistic-regression.json' with { type: 'json' };

/** The golden run of the perceptron. Its W is printed d × H, row by row: our H × d, by columns. */
export const classicSetup: Setup = {
  data: { name: 'points', inputs: classic.X as [number, number][], labels: classic.y },
  features: { kind: 'named', name: 'identity' },
  model: { kind: 'mlp', units: 3, activation: 'sigmoid' },
  start: { kind: 'given', values: flatten(classic.init) },
  batch: 'full',
  l2: 0,
  seed: 1,
};

export function flatten({ W1, b1, W2, b2 }: typeof classic.init): number[] {
  return [...W1.flat(), ...b1, ...W2, b2];
}

/** The golden runs of logistic regression. */
export const logisticSetup: Setup = {
  data: { name: 'points', inputs: logistic.X as [number, number][], labels: logistic.y },
  features: { kind: 'named', name: 'identity' },
  model: { kind: 'logistic' },
  start: { kind: 'zero', seed: 1 },
  batch: 'full',
  l2: 0,
  seed: 1,
};

/** Circles, a perceptron from a drawn start, and an epoch of 200 points in 13 batches, the last of 8. */
export const batchedSetup: Setup = {
  data: { name: 'circles', count: 200, centre: [0, 0], radii: [1, 3], noise: 0.1, seed: 2 },
  features: { kind: 'named', name: 'identity' },
  model: { kind: 'mlp', units: 4, activation: 'tanh' },
  start: { kind: 'glorot', seed: 2 },
  batch: 16,
  l2: 0,
  seed: 3,
};
