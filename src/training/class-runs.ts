import { course } from '../data/course.ts';
import type { DataRecipe } from '../data/datasets.ts';
import { type Measurement, measurements } from '../data/penguins.ts';
import type { NetworkRun } from './playground.ts';

export interface ClassChoice {
  readonly data?: DataRecipe;
  /** The tanh units of the one hidden layer; 0 for none: then it is logistic regression of K classes. */
  readonly units?: number;
  /** η of the mean loss. */
  readonly learningRate?: number;
  readonly seed?: number;
  /** The share of the points that trains, drawn by the run's own seed; all when it is left out. */
  readonly trainShare?: number;
}

/** Chapter 15's runs: a score for each class, the softmax, cross-entropy; all points in every step. */
export const classRun = ({
  data = course.threeBlobs,
  units = 0,
  learningRate = 0.5,
  seed = 1,
  trainShare,
}: ClassChoice = {}): NetworkRun => ({
  setup: {
    data,
    features: { kind: 'named', name: 'identity' },
    model: {
      kind: 'network',
      hidden: units > 0 ? [{ units, activation: 'tanh' }] : [],
      output: 'softmax',
      loss: 'cross-entropy',
    },
    start: { kind: 'glorot', seed },
    batch: 'full',
    l2: 0,
    ...(trainShare !== undefined && { trainShare }),
    seed: trainShare === undefined ? 0 : seed,
  },
  pace: { learningRate },
});

/** All penguins, told by two measurements. */
export const penguinsBy = (pair: readonly [Measurement, Measurement]): DataRecipe => ({
  ...course.penguins,
  measurements: pair,
});

/** The six pairs of measurements. */
export const measurementPairs: readonly (readonly [Measurement, Measurement])[] = (
  Object.keys(measurements) as Measurement[]
).flatMap((one, i, all) => all.slice(i + 1).map((other) => [one, other] as const));
