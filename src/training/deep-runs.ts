import { course } from '../data/course.ts';
import type { ActivationName } from '../model/activations.ts';
import type { NetworkRun } from './playground.ts';

export interface DeepChoice {
  /** The units of each hidden layer, from the inputs up. */
  readonly hidden?: readonly number[];
  readonly activation?: ActivationName;
  /** η of the mean loss. */
  readonly learningRate?: number;
  readonly seed?: number;
  /** How often each arm of the spiral winds round the centre. */
  readonly turns?: number;
}

/** Where weights begin so that many layers can be trained: by He for ReLU, by Glorot for the others. */
export const deepStart = (activation: ActivationName) =>
  activation === 'relu' || activation === 'leaky-relu' ? 'he' : 'glorot';

/** Chapter 14's runs: a network of any depth on the course's spiral, all points in every step. */
export const deepRun = ({
  hidden = [8, 3],
  activation = 'tanh',
  learningRate = 0.5,
  seed = 1,
  turns = course.spiral.turns,
}: DeepChoice = {}): NetworkRun => ({
  setup: {
    data: { ...course.spiral, turns },
    features: { kind: 'named', name: 'identity' },
    model: {
      kind: 'network',
      hidden: hidden.map((units) => ({ units, activation })),
      output: 'sigmoid',
      loss: 'cross-entropy',
    },
    start: { kind: deepStart(activation), seed },
    batch: 'full',
    l2: 0,
    seed: 0,
  },
  pace: { learningRate },
});

/**
 * Networks of one to four hidden layers with about as many parameters, 105 to 111, so that depth alone
 * is compared.
 */
export const equalSizes = [[26], [8, 8], [6, 6, 6], [5, 5, 5, 5]] as const;

/** The two activations that chapter 14 compares at these sizes, each at a rate that suits it. */
export const equalRates = { tanh: 0.5, sigmoid: 4 } as const;
