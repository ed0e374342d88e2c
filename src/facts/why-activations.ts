import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { whole } from '../data/whole.ts';
import type { ActivationName } from '../model/activations.ts';
import { collapse, largestDifference } from '../model/collapse.ts';
import { linearStack } from '../model/linear-stack.ts';
import * as logistic from '../model/logistic.ts';
import { forward, type MlpParameters, parameterCount, pass, view } from '../model/mlp.ts';
import { settledLine } from '../model/settled-line.ts';
import { sigmoid } from '../model/sigmoid.ts';
import { courseSteps, perceptronRun, type RunChoice } from '../training/course-runs.ts';
import { createTrainer, type Snapshot } from '../training/trainer.ts';
import { decimals, type Fact, percent, powersOfTen } from './fact.ts';

const circles = makeDataset(course.circles);
const recipe = `uniform(0, 1) start with seed 2, η = 2, on the ${course.circles.count} points of the circles`;

const after = (steps: number, choice: RunChoice): Snapshot => {
  const { setup, pace } = perceptronRun(choice);
  return createTrainer(setup).advance(steps, pace);
};
const identity = (units: number, steps = courseSteps) =>
  after(steps, { units, activation: 'identity' });
const startLine = () => collapse(view(identity(3, 0).parameters, 3));

/** The largest difference of the two scores at any point, in the whole run of the figure. */
function differenceInRun(): number {
  const { setup, pace } = perceptronRun({ activation: 'identity' });
  const trainer = createTrainer(setup);
  let largest = 0;
  for (let step = 0; step <= courseSteps; step++) {
    const network = view(trainer.snapshot().parameters, 3);
    const { difference } = largestDifference(network, collapse(network), circles.inputs);
    largest = Math.max(largest, difference);
    trainer.advance(1, pace);
  }
  return largest;
}

const starts = 50;

interface End {
  readonly seed: number;
  readonly network: MlpParameters;
  readonly loss: number;
  readonly accuracy: number;
}
const known = new Map<string, readonly End[]>();

/** How the runs from the starts 1 … 50 end, with nothing but the activation and the units changed. */
function endsOf(activation: ActivationName, units: number): readonly End[] {
  const key = `${activation} ${units}`;
  const ends =
    known.get(key) ??
    Array.from({ length: starts }, (_, i) => {
      const seed = i + 1;
      const { parameters, loss, accuracy } = after(courseSteps, { activation, units, seed });
      return { seed, network: view(parameters, units), loss, accuracy };
    });
  known.set(key, ends);
  return ends;
}
const failures = (activation: ActivationName, units: number) =>
  endsOf(activation, units).filter(({ accuracy }) => accuracy < 1);

/** Whether some unit's score is negative at every point: with ReLU it says 0 to all of them. */
export function hasDeadUnit(network: MlpParameters): boolean {
  const units = network.hiddenBias.length;
  const room = pass(circles.labels.length, units);
  forward(network, 'relu', circles.inputs, room);
  return Array.from({ length: units }, (_, k) => k).some((k) =>
    circles.labels.every((_, i) => room.preactivations.values[k * circles.labels.length + i]! < 0),
  );
}

const perfect = (activation: ActivationName, units: number): Fact => ({
  about: `Of ${starts} runs from the uniform(0, 1) starts 1 … ${starts}, with ${units} hidden units and the activation ${activation}, η = 2, those that have every point of the circles right after ${courseSteps} steps`,
  compute: () => starts - failures(activation, units).length,
  format: whole,
});

const longer = 10 * courseSteps;

const accuracies = () => endsOf('identity', 3).map(({ accuracy }) => accuracy);

export const facts: Record<string, Fact> = {
  'sigmoid-of-6': {
    about: 'The sigmoid of a score of 6',
    compute: () => sigmoid(6),
    format: decimals(4),
  },
  'sigmoid-of-9': {
    about: 'The sigmoid of a score of 9',
    compute: () => sigmoid(9),
    format: decimals(4),
  },
  'identity-start-accuracy': {
    about: `Accuracy before the first step: three units with the identity, ${recipe}`,
    compute: () => identity(3, 0).accuracy,
    format: percent(1),
  },
  'identity-accuracy': {
    about: `Accuracy after ${courseSteps} steps: three units with the identity, ${recipe}`,
    compute: () => identity(3).accuracy,
    format: percent(1),
  },
  'identity-loss': {
    about: `Loss after ${courseSteps} steps: three units with the identity, ${recipe}`,
    compute: () => identity(3).loss,
    format: decimals(4),
  },
  'identity-fifty-accuracy': {
    about: `Accuracy after ${courseSteps} steps: fifty units with the identity, ${recipe}`,
    compute: () => identity(50).accuracy,
    format: percent(1),
  },
  'identity-fifty-loss': {
    about: `Loss after ${courseSteps} steps: fifty units with the identity, ${recipe}`,
    compute: () => identity(50).loss,
    format: decimals(4),
  },
  'parameters-beyond-a-line': {
    about: '4H + 1 for H = 50, less the three numbers of a line',
    compute: () => parameterCount(50) - logistic.parameterCount(2),
    format: whole,
  },
  'line-loss': {
    about: 'The least loss of logistic regression on the circles, found by Newton’s method',
    compute: () => settledLine(circles).loss,
    format: decimals(4),
  },
  'identity-start-w1': {
    about: `First entry of Wᵀw_final before the first step: three units, ${recipe}`,
    compute: () => startLine().weights[0]!,
    format: decimals(3),
  },
  'identity-start-w2': {
    about: `Second entry of Wᵀw_final before the first step: three units, ${recipe}`,
    compute: () => startLine().weights[1]!,
    format: decimals(3),
  },
  'identity-start-b': {
    about: `w_finalᵀb + b_final before the first step: three units, ${recipe}`,
    compute: () => startLine().bias[0]!,
    format: decimals(3),
  },
  'identity-difference': {
    about: `Largest difference between the network’s score and the line’s, at any point and any of the steps 0 … ${courseSteps}: three units with the identity, ${recipe}`,
    compute: differenceInRun,
    format: (value) => powersOfTen(value, 0),
  },
  'activation-starts': {
    about: 'How many starts were tried with each activation',
    compute: () => starts,
    format: whole,
  },
  'identity-most-accuracy': {
    about: `The highest accuracy at the end of ${starts} runs with three units and the identity`,
    compute: () => Math.max(...accuracies()),
    format: percent(1),
  },
  'linear-stack-parameters': {
    about:
      'Numbers in ten layers of 50 units with the identity, from 2 inputs, and an output on top',
    compute: () => linearStack().parameters,
    format: whole,
  },
  'perfect-sigmoid-3': perfect('sigmoid', 3),
  'perfect-sigmoid-4': perfect('sigmoid', 4),
  'perfect-tanh-3': perfect('tanh', 3),
  'perfect-tanh-4': perfect('tanh', 4),
  'perfect-relu-3': perfect('relu', 3),
  'perfect-relu-4': perfect('relu', 4),
  'perfect-leaky-3': perfect('leaky-relu', 3),
  'perfect-leaky-4': perfect('leaky-relu', 4),
  'perfect-softplus-3': perfect('softplus', 3),
  'perfect-softplus-4': perfect('softplus', 4),
  'perfect-identity-3': perfect('identity', 3),
  'perfect-identity-4': perfect('identity', 4),
  'relu-failed': {
    about: `Of ${starts} runs with three ReLU units, those that do not get every point right`,
    compute: () => failures('relu', 3).length,
    format: whole,
  },
  'relu-failed-dead': {
    about: 'Of these, those at whose end some unit’s score is negative at every point',
    compute: () => failures('relu', 3).filter(({ network }) => hasDeadUnit(network)).length,
    format: whole,
  },
  'leaky-failed': {
    about: `Of ${starts} runs with three leaky ReLU units, those that do not get every point right`,
    compute: () => failures('leaky-relu', 3).length,
    format: whole,
  },
  'leaky-longer': {
    about: `Of these, those that have every point right after ${longer} steps`,
    compute: () =>
      failures('leaky-relu', 3).filter(
        ({ seed }) => after(longer, { activation: 'leaky-relu', seed }).accuracy === 1,
      ).length,
    format: whole,
  },
  'longer-steps': {
    about: 'Ten times the steps of a run of this course',
    compute: () => longer,
    format: whole,
  },
};
