import { course } from '../data/course.ts';
import type { NetworkRun } from './playground.ts';

/** What the playground opens with: the circles and three units, as in chapter 12. */
export const firstRun: NetworkRun = {
  setup: {
    data: course.circles,
    features: { kind: 'named', name: 'identity' },
    model: {
      kind: 'network',
      hidden: [{ units: 3, activation: 'sigmoid' }],
      output: 'sigmoid',
      loss: 'cross-entropy',
    },
    start: { kind: 'uniform', seed: 2 },
    batch: 'full',
    l2: 0,
    seed: 1,
  },
  pace: { learningRate: 2 },
};
