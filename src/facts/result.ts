import { classicRun } from '../data/classic-run.ts';
import { makeDataset } from '../data/datasets.ts';
import { whole } from '../data/whole.ts';
import { canonical } from '../model/canonical.ts';
import { accuracy } from '../model/loss.ts';
import { forward, type MlpParameters, pass, probability, view } from '../model/mlp.ts';
import { boundaryRadii } from '../model/region.ts';
import { classicReplay } from '../training/classic-replay.ts';
import { circlesRun, courseSteps, resultRun } from '../training/course-runs.ts';
import { createRun, type Run, type RunSpec } from '../training/run.ts';
import { createTrainer } from '../training/trainer.ts';
import { decimals, type Fact, percent } from './fact.ts';

const recipe = 'three sigmoid units on the circles, uniform(0, 1) start with seed 2, η = 2';

function trained(spec: RunSpec): Run {
  const run = createRun(spec);
  run.trainTo(courseSteps);
  return run;
}

let result: Run | undefined;
/** The run of this chapter, trained once. */
const theRun = () => {
  result ??= trained(resultRun);
  return result;
};
/** The network at the end of the run. */
export const end = () => view(theRun().at(courseSteps).parameters, 3);

/** How far each hidden unit's line lies from the origin: |b|/‖w‖. */
export const lineDistances = ({ hiddenWeights, hiddenBias }: MlpParameters): number[] =>
  Array.from(hiddenBias, (bias, k) => {
    const w1 = hiddenWeights.values[k]!;
    const w2 = hiddenWeights.values[hiddenBias.length + k]!;
    return Math.abs(bias) / Math.sqrt(w1 * w1 + w2 * w2);
  });

/**
 * Whether a network of three units is a soft AND: with its units turned so that all three output
 * weights are positive, the origin lies on the positive side of all three lines, all three saying
 * 1 make the logit positive, and no two of them do.
 */
export function isSoftAnd(parameters: MlpParameters): boolean {
  const { hiddenBias, outputWeights, outputBias } = canonical(parameters, 'sigmoid');
  const all = outputWeights.reduce((sum, w) => sum + w, outputBias[0]!);
  return hiddenBias.every((b) => b > 0) && all > 0 && outputWeights.every((w) => all - w < 0);
}

export const starts = 60;

/** What the runs from the starts 1 … 60 end with. */
const manyEnds = () =>
  Array.from({ length: starts }, (_, i) => {
    const { setup, pace } = circlesRun({ seed: i + 1 });
    return view(createTrainer(setup).advance(courseSteps, pace).parameters, 3);
  });
let ends: MlpParameters[] | undefined;
const knownEnds = () => {
  ends ??= manyEnds();
  return ends;
};
const negatives = ({ outputWeights }: MlpParameters) => outputWeights.filter((w) => w < 0).length;
const startsWith = (count: number): Fact => ({
  about: `Of ${starts} runs from the uniform(0, 1) starts 1 … ${starts} on the circles, those with ${count} negative output weights after ${courseSteps} steps.`,
  compute: () => knownEnds().filter((parameters) => negatives(parameters) === count).length,
  format: whole,
});

/** The share of 10,000 fresh points, at another noise, that this chapter's network gets right. */
export function freshAccuracy(noise: number): number {
  const { inputs, labels } = makeDataset({
    name: 'circles',
    count: 10_000,
    centre: [0, 0],
    radii: [1, 3],
    noise,
    seed: 777,
  });
  const room = pass(inputs.rows, 3);
  forward(end(), 'sigmoid', inputs, room);
  return accuracy(room.logits, labels);
}
const fresh = (noise: number): Fact => ({
  about: `Accuracy of the network after ${courseSteps} steps (${recipe}, noise 0.05) on 10,000 fresh points of noise ${noise}, seed 777.`,
  compute: () => freshAccuracy(noise),
  format: percent(1),
});

const reached = (step: number): Fact => ({
  about: `Accuracy after ${step} steps: ${recipe}.`,
  compute: () => {
    const run = createRun(resultRun);
    run.trainTo(step);
    return run.at(step).accuracy;
  },
  format: percent(1),
});

/** Relative differences between our losses of the classic run and the published ones. */
export function replayDifferences(): number[] {
  const run = trained(classicReplay);
  return classicRun.losses.map(([step, loss]) => Math.abs(run.at(step).loss - loss) / loss);
}

const radii = () => boundaryRadii(end(), 'sigmoid', 720);

export const facts: Record<string, Fact> = {
  'result-steps': {
    about: 'The updates that a run of this course makes.',
    compute: () => courseSteps,
    format: whole,
  },
  'result-start-loss': {
    about: `Loss before the first step: ${recipe}.`,
    compute: () => theRun().at(0).loss,
    format: decimals(4),
  },
  'result-loss': {
    about: `Loss after ${courseSteps} steps: ${recipe}.`,
    compute: () => theRun().at(courseSteps).loss,
    format: decimals(4),
  },
  'result-small-rate-loss': {
    about: `Loss after ${courseSteps} steps with η = 0.01 on the mean loss, otherwise the same run.`,
    compute: () => trained(circlesRun({ learningRate: 0.01 })).at(courseSteps).loss,
    format: decimals(2),
  },
  'result-accuracy-100': reached(100),
  'result-accuracy-200': reached(200),
  'result-accuracy': reached(courseSteps),
  'result-nearest-line': {
    about: `Distance from the origin of the nearest of the three lines: ${recipe}.`,
    compute: () => Math.min(...lineDistances(end())),
    format: decimals(2),
  },
  'result-farthest-line': {
    about: `Distance from the origin of the farthest of the three lines: ${recipe}.`,
    compute: () => Math.max(...lineDistances(end())),
    format: decimals(2),
  },
  'result-nearest-boundary': {
    about: `Smallest distance of the boundary ŷ = ½ from the origin, over 720 directions: ${recipe}.`,
    compute: () => Math.min(...radii()),
    format: decimals(2),
  },
  'result-farthest-boundary': {
    about: `Largest distance of the boundary ŷ = ½ from the origin, over 720 directions: ${recipe}.`,
    compute: () => Math.max(...radii()),
    format: decimals(2),
  },
  'result-starts': {
    about: 'How many starts were tried.',
    compute: () => starts,
    format: whole,
  },
  'result-one-negative': startsWith(1),
  'result-two-negative': startsWith(2),
  'result-soft-ands': {
    about: `Of ${starts} runs from the uniform(0, 1) starts 1 … ${starts}, those that are an AND of three half-planes once their units are turned so that all output weights are positive.`,
    compute: () => knownEnds().filter(isSoftAnd).length,
    format: whole,
  },
  'result-centre': {
    about: `ŷ at the origin after ${courseSteps} steps: ${recipe}.`,
    compute: () => probability(end(), 'sigmoid', 0, 0),
    format: decimals(3),
  },
  'result-between': {
    about: `ŷ at (2, 0), between the rings: ${recipe}.`,
    compute: () => probability(end(), 'sigmoid', 2, 0),
    format: decimals(3),
  },
  'result-fresh-2': fresh(0.2),
  'result-fresh-4': fresh(0.4),
  'result-fresh-6': fresh(0.6),
  'replay-last-loss': {
    about: 'Loss of the classic run, trained by our code, after its last update.',
    compute: () => trained(classicReplay).at(courseSteps).loss,
    format: decimals(7),
  },
};
