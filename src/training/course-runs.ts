import { course } from '../data/course.ts';
import type { StartName } from '../model/starts.ts';
import type { RunSpec } from './run.ts';
import type { Setup } from './setup.ts';

/** How many updates a run of this course makes. */
export const courseSteps = 1001;

export interface CirclesChoice {
  readonly units?: number;
  /** η of the mean loss. */
  readonly learningRate?: number;
  readonly start?: StartName;
  readonly seed?: number;
  readonly noise?: number;
  /** How many points the circles have. */
  readonly points?: number;
  /** How many of them one step looks at. */
  readonly batch?: Setup['batch'];
  readonly origin?: RunSpec['origin'];
}

/**
 * A perceptron on the course's circles, by the classic recipe unless told otherwise: three sigmoid
 * units, every parameter from uniform(0, 1), all points in every step, η = 2.
 */
export const circlesRun = ({
  units = 3,
  learningRate = 2,
  start = 'uniform',
  seed = 2,
  noise = course.circles.noise,
  points = course.circles.count,
  batch = 'full',
  origin,
}: CirclesChoice = {}): RunSpec => ({
  setup: {
    data: { ...course.circles, noise, count: points },
    features: { kind: 'named', name: 'identity' },
    model: { kind: 'mlp', units, activation: 'sigmoid' },
    start: { kind: start, seed },
    batch,
    l2: 0,
    seed: 0,
  },
  pace: { learningRate },
  ...(origin && { origin }),
});

/** The run that chapter 12 speaks of, and the home page's. */
export const resultRun = circlesRun();
export const heroRun = circlesRun({ start: 'normal', seed: 3 });
