import { makeDataset } from '../data/datasets.ts';
import { exponential } from '../data/elementary.ts';
import { whole } from '../data/whole.ts';
import { between } from '../model/between.ts';
import { permuteUnits } from '../model/canonical.ts';
import { accuracy, crossEntropy, likelihood, textbookCrossEntropy } from '../model/loss.ts';
import { forward, type MlpParameters, pass, view } from '../model/mlp.ts';
import { circlesRun, courseSteps, resultRun } from '../training/course-runs.ts';
import { createTrainer, type Snapshot } from '../training/trainer.ts';
import { decimals, type Fact, percent, powersOfTen } from './fact.ts';

const units = 3;
const recipe = 'three sigmoid units on the circles, uniform(0, 1) start with seed 2';

/** The course's run at another rate: what so many steps lead to. */
const after = (steps: number, learningRate = 2, choice: Parameters<typeof circlesRun>[0] = {}) =>
  createTrainer(circlesRun(choice).setup).advance(steps, { learningRate });

function forwardFrom(parameters: Float64Array) {
  const { inputs, labels } = makeDataset(resultRun.setup.data);
  const room = pass(inputs.rows, units);
  forward(view(parameters, units), 'sigmoid', inputs, room);
  return { ...room, labels };
}

const likelihoodAfter = (steps: number): Fact => ({
  about: `The product of the probabilities that the network gives to the 200 labels after ${steps} steps: ${recipe}, η = 2.`,
  compute: () => {
    const { probabilities, labels } = forwardFrom(after(steps).parameters);
    return likelihood(probabilities, labels);
  },
  format: (value) => (value < 0.001 ? powersOfTen(value, 0) : decimals(2)(value)),
});

const meanProbability = (steps: number, digits: number): Fact => ({
  about: `e to the power of −L, the geometric mean of the probabilities of the right labels, after ${steps} steps: ${recipe}, η = 2.`,
  compute: () => exponential(-after(steps).loss),
  format: decimals(digits),
});

const unusual = (value: number) =>
  Number.isNaN(value) ? 'NaN' : value === Number.POSITIVE_INFINITY ? '∞' : decimals(4)(value);

const textbook = (logit: number, label: number): Fact => {
  const value = textbookCrossEntropy(logit, label);
  return {
    about: `−y log ŷ − (1−y) log(1−ŷ) with ŷ = σ(${logit}) and y = ${label}, in 64-bit arithmetic.`,
    compute: () => value,
    ...(!Number.isFinite(value) && { notFinite: true as const }),
    format: unusual,
  };
};
const fromLogit = (logit: number, label: number): Fact => ({
  about: `max(z, 0) − zy + log(1 + e^−|z|) with z = ${logit} and y = ${label}.`,
  compute: () => crossEntropy(logit, label),
  format: (value) => (value === 0 ? '0' : value < 1e-4 ? powersOfTen(value) : decimals(4)(value)),
});

const lossAfter = (steps: number, learningRate: number, digits = 4): Fact => ({
  about: `Loss after ${steps === 1 ? 'one step' : `${steps} steps`} with η = ${learningRate}: ${recipe}.`,
  compute: () => after(steps, learningRate).loss,
  format: decimals(digits),
});

/** Every loss of the run with this rate, from the start on. */
export function lossesOf(learningRate: number): number[] {
  const trainer = createTrainer(resultRun.setup);
  const losses = [trainer.snapshot().loss];
  for (let step = 1; step <= courseSteps; step++)
    losses.push(trainer.advance(1, { learningRate }).loss);
  return losses;
}

export const tried = 50;

/** Of the starts 1 … 50, those from which all points are right in the end. */
const successes = (learningRate: number): Fact => ({
  about: `Of ${tried} uniform(0, 1) starts, seeds 1 … ${tried}, those from which every one of the 200 points is right after ${courseSteps} steps with η = ${learningRate}.`,
  compute: () => {
    let count = 0;
    for (let seed = 1; seed <= tried; seed++)
      if (after(courseSteps, learningRate, { seed }).accuracy === 1) count += 1;
    return count;
  },
  format: whole,
});

/** The trained network of the course, and its twin with units 2 and 3 in each other's place. */
export function twins(): readonly [MlpParameters, MlpParameters] {
  const network = view(after(courseSteps).parameters, units);
  return [network, permuteUnits(network, [0, 2, 1])];
}

/** What training leads to from this share of the way between the twins. */
export function fromTheWay(t: number, steps: number): Snapshot {
  const [network, twin] = twins();
  const place = { step: 0, parameters: between(network, twin, t).all };
  return createTrainer(resultRun.setup, place).advance(steps, resultRun.pace);
}
const onTheWay = (t: number, steps: number, digits: number): Fact => ({
  about: `Loss ${steps === 0 ? 'at' : `after ${steps} steps with η = 2 from`} the share ${t} of the straight way from the trained network (${recipe}, η = 2) to its twin with units 2 and 3 swapped.`,
  compute: () => fromTheWay(t, steps).loss,
  format: decimals(digits),
});

export const facts: Record<string, Fact> = {
  'loss-likelihood-start': likelihoodAfter(0),
  'loss-likelihood-end': likelihoodAfter(courseSteps),
  'loss-mean-probability-start': meanProbability(0, 2),
  'loss-mean-probability-end': meanProbability(courseSteps, 4),
  'textbook-3-0': textbook(3, 0),
  'textbook-36-0': textbook(36, 0),
  'textbook-37-0': textbook(37, 0),
  'textbook-37-1': textbook(37, 1),
  'textbook-800-1': textbook(800, 1),
  'from-logit-3-0': fromLogit(3, 0),
  'from-logit-36-0': fromLogit(36, 0),
  'from-logit-37-0': fromLogit(37, 0),
  'from-logit-37-1': fromLogit(37, 1),
  'from-logit-800-1': fromLogit(800, 1),
  'gap-above-one': {
    about: 'The distance from 1 to the next larger number in 64-bit arithmetic: 2⁻⁵².',
    compute: () => Number.EPSILON,
    format: (value) => powersOfTen(value),
  },
  'e-to-minus-37': {
    about: 'e to the power of −37.',
    compute: () => exponential(-37),
    format: (value) => powersOfTen(value),
  },
  'one-step-2': lossAfter(1, 2),
  'one-step-4': lossAfter(1, 4),
  'one-step-8': lossAfter(1, 8),
  'rate-small-end': lossAfter(courseSteps, 0.02),
  'rate-right-at-10': lossAfter(10, 2),
  'rate-large-end': lossAfter(courseSteps, 8),
  'rate-large-peak': {
    about: `The largest loss on the way with η = 8: ${recipe}.`,
    compute: () => Math.max(...lossesOf(8)),
    format: decimals(2),
  },
  'rate-too-large-low': {
    about: `The smaller of the last two losses of ${courseSteps} steps with η = 50: ${recipe}.`,
    compute: () => Math.min(...lossesOf(50).slice(-2)),
    format: decimals(1),
  },
  'rate-too-large-high': {
    about: `The larger of the last two losses of ${courseSteps} steps with η = 50: ${recipe}.`,
    compute: () => Math.max(...lossesOf(50).slice(-2)),
    format: decimals(1),
  },
  'rate-too-large-throw': {
    about: `How far one step with η = 50 moves b_final at step 1000: ${recipe}.`,
    compute: () => 50 * Math.abs(after(1000, 50).gradient[4 * units] as number),
    format: decimals(0),
  },
  'starts-tried': {
    about: 'How many starts were tried with each learning rate.',
    compute: () => tried,
    format: whole,
  },
  'success-0.02': successes(0.02),
  'success-0.2': successes(0.2),
  'success-2': successes(2),
  'success-8': successes(8),
  'success-20': successes(20),
  'success-50': successes(50),
  'way-end': onTheWay(0, 0, 4),
  'way-middle': onTheWay(0.5, 0, 2),
  'way-middle-accuracy': {
    about: `Accuracy halfway between the trained network (${recipe}, η = 2) and its twin with units 2 and 3 swapped.`,
    compute: () => {
      const { logits, labels } = forwardFrom(fromTheWay(0.5, 0).parameters);
      return accuracy(logits, labels);
    },
    format: percent(1),
  },
  'way-trained-middle': onTheWay(0.5, 1000, 3),
  'way-trained-aside': onTheWay(0.49, 1000, 3),
  'equal-start-accuracy': {
    about: `Accuracy after ${courseSteps} steps with η = 2 from the start at which all 13 parameters are ½, on the circles.`,
    compute: () => after(courseSteps, 2, { start: 'equal' }).accuracy,
    format: percent(1),
  },
};
