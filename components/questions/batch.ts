import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import type { Matrix } from '../../src/data/matrix.ts';
import { whole } from '../../src/data/whole.ts';
import { relativeDifference } from '../../src/gradient/finite-difference.ts';
import { backward, forward, pass, view } from '../../src/model/mlp.ts';
import { createRun, type RunSpec } from '../../src/training/run.ts';
import { sumOrMeanRun } from '../../src/training/sum-or-mean.ts';
import { product, transpose } from './products.ts';
import type { Runs } from './question.ts';
import { trained } from './trained.ts';

/** X and Δ of the circles at the start of the figure's run, and ∂L/∂W there. */
function atTheStart() {
  const { inputs, labels } = makeDataset(course.circles);
  const { parameters } = createRun(start(200)).at(0);
  const network = view(parameters, 3);
  const room = pass(labels.length, 3);
  const gradient = view(new Float64Array(parameters.length), 3);
  forward(network, 'sigmoid', inputs, room);
  backward(network, 'sigmoid', inputs, labels, room, gradient);
  const n = labels.length;
  const delta = {
    rows: n,
    columns: 3,
    values: room.slopes.values.map(
      (slope, at) => room.errors[at % n]! * network.outputWeights[Math.floor(at / n)]! * slope,
    ),
  };
  return { X: inputs, delta, wanted: gradient.hiddenWeights };
}

const start = (points: number, batch: 'full' | number = 'full'): RunSpec =>
  sumOrMeanRun({ reduction: 'mean', rate: 2, points, batch, seed: 3 });

const tries = 20;
const epochs = 20;

export const runs: Runs = {
  shapes: () => {
    const { X, delta, wanted } = atTheStart();
    const products = {
      'delta-x': { name: 'ΔX', value: product(delta, X) },
      'xt-delta': { name: 'XᵀΔ', value: product(transpose(X), delta) },
      'delta-t-x': { name: 'ΔᵀX', value: product(transpose(delta), X) },
      'x-delta-t': { name: 'XΔᵀ', value: product(X, transpose(delta)) },
    };
    const isWanted = (found: Matrix | undefined) =>
      found?.rows === wanted.rows &&
      found.columns === wanted.columns &&
      relativeDifference(found.values, wanted.values) < 1e-12;
    const said = Object.values(products).map(({ name, value }) =>
      value ? `${name} is ${value.rows} × ${value.columns}` : `${name} does not fit`,
    );
    const [answer] = Object.entries(products).find(([, { value }]) => isWanted(value)) ?? [''];
    return {
      answer,
      said: `All four were just tried with the numbers of the circles: ${said.join(', ')}. One of them is the gradient that the code computes.`,
    };
  },

  'ten-times': async (progress) => {
    let failed = 0;
    for (let seed = 1; seed <= tries; seed++) {
      const spec = sumOrMeanRun({
        reduction: 'sum',
        rate: 0.01,
        points: 2000,
        batch: 'full',
        seed,
      });
      const { accuracy } = await trained(spec);
      if (accuracy < 1) failed += 1;
      progress(seed / tries);
    }
    return {
      answer: failed <= 2 ? 'same' : failed >= tries / 2 ? 'most' : 'some',
      said: `Just trained from ${tries} starts on 2,000 points: ${tries - failed} networks get them all right, ${failed} do not.`,
    };
  },

  epochs: async (progress) => {
    const choices = [
      { key: 'all', words: 'all points a step', batch: 'full', steps: 1 },
      { key: 'some', words: '20 a step', batch: 20, steps: 10 },
      { key: 'one', words: 'one a step', batch: 1, steps: 200 },
    ] as const;
    const ends: { key: string; words: string; loss: number; steps: number }[] = [];
    for (const { key, words, batch, steps } of choices) {
      const { loss } = await trained(start(200, batch), { steps: epochs * steps });
      ends.push({ key, words, loss, steps: epochs * steps });
      progress(ends.length / choices.length);
    }
    const [best] = [...ends].sort((a, b) => a.loss - b.loss);
    return {
      answer: best!.key,
      said: `Just trained, ${epochs} epochs each: ${ends
        .map(({ words, loss, steps }) => `${words}, ${whole(steps)} steps, loss ${loss.toFixed(4)}`)
        .join('; ')}.`,
    };
  },
};
