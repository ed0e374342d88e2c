import { course } from '../data/course.ts';
import type { DataRecipe } from '../data/datasets.ts';
import type { ActivationName } from '../model/activations.ts';
import type { StartName } from '../model/starts.ts';
import type { RunSpec } from './run.ts';
import type { Setup } from './setup.ts';

/** How many updates a run of this course makes. */
export const courseSteps = 1001;

export interface RunChoice {
  readonly data?: DataRecipe;
  readonly units?: number;
  readonly activation?: ActivationName;
  /** η of the mean loss. */
  readonly learningRate?: number;
  readonly start?: StartName;
  readonly seed?: number;
  /** How many points one step looks at. */
  readonly batch?: Setup['batch'];
  readonly origin?: RunSpec['origin'];
}

/**
 * A perceptron by the classic recipe unless told otherwise: three sigmoid units on the course's
 * circles, every parameter from uniform(0, 1), all points in every step, η = 2.
 */
export const perceptronRun = ({
  data = course.circles,
  units = 3,
  activation = 'sigmoid',
  learningRate = 2,
  start = 'uniform',
  seed = 2,
  batch = 'full',
  origin,
}: RunChoice = {}): RunSpec => ({
  setup: {
    data,
    features: { kind: 'named', name: 'identity' },
    model: { kind: 'mlp', units, activation },
    start: { kind: start, seed },
    batch,
    l2: 0,
    seed: 0,
  },
  pace: { learningRate },
  ...(origin && { origin }),
});

export interface CirclesChoice extends Omit<RunChoice, 'data'> {
  readonly noise?: number;
  /** How many points the circles have. */
  readonly points?: number;
}

/** The same on the course's circles, with more or less noise, with more or fewer points. */
export const circlesRun = ({
  noise = course.circles.noise,
  points = course.circles.count,
  ...choice
}: CirclesChoice = {}): RunSpec =>
  perceptronRun({ ...choice, data: { ...course.circles, noise, count: points } });

/** Chapter 9's four learning rates: too small, right, large, too large. */
export const fourRates = [0.02, 2, 8, 50] as const;

/** The run that chapter 12 speaks of, and the home page's. */
export const resultRun = circlesRun();
export const heroRun = circlesRun({ start: 'normal', seed: 3 });
