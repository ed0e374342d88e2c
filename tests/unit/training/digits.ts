import type { Pace, Setup } from '../../../src/training/setup.ts';

/**
 * Two runs whose last digits are pinned. Node, the page and a worker must all come to these: a
 * difference anywhere is an operation that IEEE 754 does not fix, or a changed order of sums.
 */
export interface PinnedRun {
  readonly name: string;
  readonly setup: Setup;
  readonly pace: Pace;
  readonly steps: number;
  readonly digest: string;
}

export const pinnedRuns: readonly PinnedRun[] = [
  {
    name: 'logistic regression on overlapping blobs, squares among the features, a penalty',
    setup: {
      data: { name: 'blobs', count: 150, classes: 2, distance: 2, noise: 1, seed: 7 },
      features: { kind: 'named', name: 'squares-and-linear' },
      model: { kind: 'logistic' },
      start: { kind: 'normal', seed: 3 },
      batch: 'full',
      l2: 0.001,
      seed: 1,
    },
    pace: { learningRate: 0.3 },
    steps: 100,
    digest: '0ca41e6c90caa3b9',
  },
  {
    name: 'a perceptron of eight tanh units on the spiral, in mini-batches',
    setup: {
      data: { name: 'spiral', count: 150, classes: 2, turns: 1, noise: 0.1, seed: 7 },
      features: { kind: 'named', name: 'identity' },
      model: { kind: 'mlp', units: 8, activation: 'tanh' },
      start: { kind: 'glorot', seed: 3 },
      batch: 16,
      l2: 0,
      seed: 5,
    },
    pace: { learningRate: 0.5 },
    steps: 1000,
    digest: 'cb6d01e17ebecd63',
  },
];

/** All bits of the numbers, 64-bit FNV-1a, in hexadecimal. */
export function digest(numbers: Float64Array): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
