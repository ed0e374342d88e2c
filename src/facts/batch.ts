import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { seeded } from '../data/random.ts';
import { whole } from '../data/whole.ts';
import { advanceBy, start as begin } from '../exercise/own-backward/train.ts';
import * as solution from '../exercise/programs/own-backward.js';
import { finiteDifference, relativeDifference } from '../gradient/finite-difference.ts';
import { meanCrossEntropy } from '../model/loss.ts';
import { backward, forward, parameterCount, pass, view } from '../model/mlp.ts';
import { start } from '../model/starts.ts';
import { courseSteps } from '../training/course-runs.ts';
import { type SumOrMean, sumOrMeanRun, sumPointByPoint } from '../training/sum-or-mean.ts';
import { createTrainer, type Snapshot } from '../training/trainer.ts';
import { decimals, type Fact, percent, powersOfTen } from './fact.ts';

const units = 3;
const circles = makeDataset(course.circles);
const n = circles.labels.length;

/** The rate with which this subject is usually told, of the sum over its 200 points. */
export const rate = 0.01;
/** The start of the chapter's figure. */
export const seed = 3;
/** Ten times the course's points. */
const many = 10 * n;
/** How many starts the chapter speaks of. */
const tries = 20;
/** The mini-batches of the chapter, and for how many epochs they are compared. */
export const batchSize = 20;
export const epochs = 20;

const known = new Map<string, Snapshot>();

/** The end of a run, trained once. */
export function ended(choice: Partial<SumOrMean>, steps = courseSteps): Snapshot {
  const whole = { reduction: 'mean', rate: 2, points: n, batch: 'full', seed, ...choice } as const;
  const key = JSON.stringify([whole, steps]);
  const { setup, pace } = sumOrMeanRun(whole);
  const snapshot = known.get(key) ?? createTrainer(setup).advance(steps, pace);
  known.set(key, snapshot);
  return snapshot;
}

/** The mean gradient over the circles at these parameters, by the matrix products. */
function atOnce(parameters: Float64Array): Float64Array {
  const gradient = new Float64Array(parameters.length);
  const room = pass(n, units);
  forward(view(parameters, units), 'sigmoid', circles.inputs, room);
  backward(
    view(parameters, units),
    'sigmoid',
    circles.inputs,
    circles.labels,
    room,
    view(gradient, units),
  );
  return gradient;
}

const tried = 100;

/** The largest of a number over the circles' gradients at random networks, standard normal, seed 11. */
function worst(difference: (parameters: Float64Array) => number): number {
  const random = seeded(11);
  let most = 0;
  for (let i = 0; i < tried; i++)
    most = Math.max(most, difference(start('normal', [2, units, 1], random)));
  return most;
}

function fromPointByPoint(parameters: Float64Array): number {
  const sum = new Float64Array(parameterCount(units));
  sumPointByPoint(view(parameters, units), circles, sum);
  return relativeDifference(
    atOnce(parameters),
    sum.map((value) => value / n),
  );
}

function fromTrying(parameters: Float64Array): number {
  const room = pass(n, units);
  const loss = (at: Float64Array) => {
    forward(view(at, units), 'sigmoid', circles.inputs, room);
    return meanCrossEntropy(room.logits, circles.labels);
  };
  return relativeDifference(atOnce(parameters), finiteDifference(loss, parameters));
}

/** The largest difference of any parameter between a run that sums point by point and the mean's. */
function apartAfter(steps: number): number {
  const parameters = start('uniform', [2, units, 1], seeded(seed));
  const sum = new Float64Array(parameters.length);
  for (let step = 0; step < steps; step++) {
    sumPointByPoint(view(parameters, units), circles, sum);
    for (let j = 0; j < parameters.length; j++) parameters[j]! -= rate * sum[j]!;
  }
  return relativeDifference(parameters, ended({ rate: n * rate }, steps).parameters);
}

const manyEnds = () =>
  Array.from({ length: tries }, (_, i) =>
    ended({ reduction: 'sum', rate, points: many, seed: i + 1 }),
  );

const here = `three sigmoid units on the circles, uniform(0, 1) start with seed ${seed}`;
const lossOf = (choice: Partial<SumOrMean>, what: string, digits = 4): Fact => ({
  about: `Loss after ${courseSteps} steps: ${here}, ${what}.`,
  compute: () => ended(choice).loss,
  format: decimals(digits),
});
const epochLoss = (batch: SumOrMean['batch'], what: string): Fact => ({
  about: `Loss over all ${n} points after ${epochs} epochs with η = 2 on the mean, ${what} a step: ${here}.`,
  compute: () => ended({ batch }, epochs * (batch === 'full' ? 1 : n / batch)).loss,
  format: decimals(4),
});

const noise = 0.4;
const noisyLoss = (batch: SumOrMean['batch'], what: string): Fact =>
  lossOf({ batch, noise }, `noise ${noise}, η = 2 on the mean, ${what} a step`, 2);

/** How often the loss over all points rose, in the first steps that look at one point each. */
const watched = 60;
export function rises(): number {
  const { setup, pace } = sumOrMeanRun({
    reduction: 'mean',
    rate: 2,
    points: n,
    batch: 1,
    seed,
  });
  const trainer = createTrainer(setup);
  let before = trainer.snapshot().loss;
  let count = 0;
  for (let step = 0; step < watched; step++) {
    const { loss } = trainer.advance(1, pace);
    if (loss > before) count += 1;
    before = loss;
  }
  return count;
}

/** The worked solution of the exercise, but for w_final, which its δ leaves out, trained like the figure's run. */
export const slipped = () => {
  const backward: typeof solution.backward = (network, X, y, passed) =>
    solution.backward({ ...network, wFinal: [1, 1, 1] }, X, y, passed!);
  return advanceBy({ ...solution, backward }, begin(), courseSteps);
};

export const facts: Record<string, Fact> = {
  'batch-slip-loss': {
    about: `Loss after ${courseSteps} steps, η = 2 on the mean, with w_final left out of δ: ${here}.`,
    compute: () => slipped().loss,
    format: decimals(4),
  },
  'batch-slip-accuracy': {
    about: `Accuracy after ${courseSteps} steps, η = 2 on the mean, with w_final left out of δ: ${here}.`,
    compute: () => slipped().accuracy,
    format: percent(),
  },
  'batch-points': { about: 'The points of the circles.', compute: () => n, format: whole },
  'batch-tried': {
    about: 'Networks with standard normal parameters, seed 11.',
    compute: () => tried,
    format: whole,
  },
  'batch-agreement': {
    about: `The largest relative difference, over ${tried} random networks (seed 11), between the gradient over the ${n} points of the circles by matrix products and the mean of the ${n} gradients made point by point.`,
    compute: () => worst(fromPointByPoint),
    format: (value) => powersOfTen(value, 0),
  },
  'batch-trying': {
    about: `The largest relative difference, over ${tried} random networks (seed 11), between the gradient over the ${n} points of the circles and central differences of their mean loss.`,
    compute: () => worst(fromTrying),
    format: (value) => powersOfTen(value, 0),
  },
  'batch-rate': {
    about: 'The rate of the sum in the classic run.',
    compute: () => rate,
    format: decimals(2),
  },
  'batch-eta': {
    about: `η of the mean loss: ${n} points times the rate ${rate} of their sum.`,
    compute: () => n * rate,
    format: whole,
  },
  'batch-same': {
    about: `The largest difference between any two parameters, relative to the largest of them, after ${courseSteps} steps of the sum (made point by point) with rate ${rate} and of the mean with η = ${n * rate}: ${here}.`,
    compute: () => apartAfter(courseSteps),
    format: (value) => powersOfTen(value, 0),
  },
  'batch-sum-loss': lossOf({ reduction: 'sum', rate }, `the sum with rate ${rate}`),
  'batch-mean-loss': lossOf({ reduction: 'mean', rate }, `the mean with rate ${rate}`),
  'batch-many': { about: 'Ten times as many points.', compute: () => many, format: whole },
  'batch-many-eta': {
    about: `η of the mean loss: ${many} points times the rate ${rate} of their sum.`,
    compute: () => many * rate,
    format: whole,
  },
  'batch-tries': { about: 'How many starts were tried.', compute: () => tries, format: whole },
  'batch-many-failed': {
    about: `Of ${tries} runs on ${many} points of the circles, from the uniform(0, 1) starts 1 … ${tries}, those that do not get all of them right after ${courseSteps} steps of the sum with rate ${rate}.`,
    compute: () => manyEnds().filter(({ accuracy }) => accuracy < 1).length,
    format: whole,
  },
  'batch-many-half': {
    about: `Of the same ${tries} runs, those that call all ${many} points one class.`,
    compute: () => manyEnds().filter(({ accuracy }) => accuracy === 0.5).length,
    format: whole,
  },
  'batch-mean-few': lossOf({ rate: 2 }, `the mean with η = 2 over ${n} points`),
  'batch-mean-many': lossOf(
    { rate: 2, points: many },
    `the mean with η = 2 over ${many} points of the same circles`,
  ),
  'batch-size': {
    about: 'The size of a mini-batch in the text.',
    compute: () => batchSize,
    format: whole,
  },
  'batch-steps': {
    about: `${n} points in batches of ${batchSize}.`,
    compute: () => n / batchSize,
    format: whole,
  },
  'batch-epochs': { about: 'Epochs compared.', compute: () => epochs, format: whole },
  'batch-loss-full': epochLoss('full', 'all points'),
  'batch-loss-some': epochLoss(batchSize, `${batchSize} points`),
  'batch-loss-one': epochLoss(1, 'one point'),
  'batch-accuracy-full': {
    about: `Accuracy after ${epochs} epochs with η = 2, all points a step: ${here}.`,
    compute: () => ended({}, epochs).accuracy,
    format: percent(1),
  },
  'batch-mini-loss': lossOf(
    { batch: batchSize },
    `mini-batches of ${batchSize} points, mean, η = 2`,
  ),
  'batch-noise': {
    about: 'The noise of circles less clear than ours.',
    compute: () => noise,
    format: decimals(1),
  },
  'batch-noisy-full': noisyLoss('full', 'all points'),
  'batch-noisy-some': noisyLoss(batchSize, `${batchSize} points`),
  'batch-noisy-one': noisyLoss(1, 'one point'),
  'batch-watched': { about: 'Steps watched.', compute: () => watched, format: whole },
  'batch-rises': {
    about: `How often the loss over all ${n} points rose in the first ${watched} steps that look at one point each, η = 2: ${here}.`,
    compute: rises,
    format: whole,
  },
};
