import type { Matrix } from '../../../src/data/matrix.ts';
import { meanCrossEntropy } from '../../../src/model/loss.ts';
import { backward, forward, pass, view } from '../../../src/model/mlp.ts';
import { bareDescent } from '../../../src/training/bare-descent.ts';
import { update } from '../../../src/training/optimisers.ts';
import { createRun } from '../../../src/training/run.ts';
import type { Setup } from '../../../src/training/setup.ts';
import { createTrainer } from '../../../src/training/trainer.ts';
import type { Contender, Problem } from '../problem.ts';

/** All parameters in the project's flat order: W by columns, b, w_final, b_final. */
const flat = ({ hiddenWeights, hiddenBias, outputWeights, outputBias }: Problem) => [
  ...hiddenWeights.map((row) => row[0]),
  ...hiddenWeights.map((row) => row[1]),
  ...hiddenBias,
  ...outputWeights,
  outputBias,
];

function pointsOf({ points, labels }: Problem): { inputs: Matrix; labels: Uint8Array } {
  const values = Float64Array.from([0, 1].flatMap((j) => points.map((point) => point[j]!)));
  return {
    inputs: { rows: points.length, columns: 2, values },
    labels: Uint8Array.from(labels),
  };
}

/** The three functions that chapters 9 and 11 show, one after the other. */
export function shown(problem: Problem): Contender {
  const units = problem.hiddenBias.length;
  const { inputs, labels } = pointsOf(problem);
  const n = labels.length;
  return {
    name: 'Lines That Learn: the TypeScript that the chapters show',
    group: 'ours',
    tolerance: 1e-9,
    run() {
      const parameters = view(Float64Array.from(flat(problem)), units);
      const gradient = view(new Float64Array(parameters.all.length), units);
      const room = pass(n, units);
      for (let step = 0; step < problem.steps; step++) {
        forward(parameters, 'sigmoid', inputs, room);
        backward(parameters, 'sigmoid', inputs, labels, room, gradient);
        update(parameters.all, gradient.all, problem.learningRate);
      }
      forward(parameters, 'sigmoid', inputs, room);
      return meanCrossEntropy(room.logits, labels);
    },
  };
}

const setupOf = (problem: Problem): Setup => ({
  data: {
    name: 'points',
    inputs: problem.points.map(([x1, x2]) => [x1, x2]),
    labels: problem.labels,
  },
  features: { kind: 'named', name: 'identity' },
  model: { kind: 'mlp', units: problem.hiddenBias.length, activation: 'sigmoid' },
  start: { kind: 'given', values: flat(problem) },
  batch: 'full',
  l2: 0,
  seed: 0,
});

/** The same within the trainer of every figure: settings checked, data made, divergence watched. */
export function trainer(problem: Problem): Contender {
  const setup = setupOf(problem);
  return {
    name: 'the same, within the figures’ trainer',
    group: 'ours',
    tolerance: 1e-9,
    run: () =>
      createTrainer(setup).advance(problem.steps, { learningRate: problem.learningRate }).loss,
  };
}

/** The same as one network of an ensemble: the loops merged, and nothing looked at but the end. */
export function member(problem: Problem): Contender {
  const units = problem.hiddenBias.length;
  const { inputs, labels } = pointsOf(problem);
  const descend = bareDescent({ inputs, labels }, units);
  const room = pass(labels.length, units);
  // An ensemble trains hundreds: by then the engine has compiled the loops for good.
  for (let warming = 0; warming < 60; warming++)
    descend(Float64Array.from(flat(problem)), problem.steps, problem.learningRate);
  return {
    name: 'the same, as one of an ensemble',
    group: 'ours',
    tolerance: 1e-9,
    run() {
      const parameters = view(Float64Array.from(flat(problem)), units);
      descend(parameters.all, problem.steps, problem.learningRate);
      forward(parameters, 'sigmoid', inputs, room);
      return meanCrossEntropy(room.logits, labels);
    },
  };
}

/** The same, keeping a past to scrub: what one frame of chapter 12's figure trains. */
export function scrubbed(problem: Problem): Contender {
  const spec = { setup: setupOf(problem), pace: { learningRate: problem.learningRate } };
  return {
    name: 'the same, with a past kept to scrub',
    group: 'ours',
    tolerance: 1e-9,
    run() {
      const run = createRun(spec);
      run.trainTo(problem.steps);
      return run.at(problem.steps).loss;
    },
  };
}
