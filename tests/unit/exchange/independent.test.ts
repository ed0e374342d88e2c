import { describe, expect, it } from 'vitest';
import { readCsv, tableRecipe } from '../../../src/exchange/csv.ts';
import { openRun, readModelFile } from '../../../src/exchange/model-file.ts';
import type { RunSpec } from '../../../src/training/run.ts';
import { checkSetup } from '../../../src/training/setup.ts';
import { createTrainer } from '../../../src/training/trainer.ts';

// A CSV and a model file, opened and trained by this site's code, against an implementation written here
// in the plainest form: nested loops over points, layers and units, and no line in common with the site's.

interface Layer {
  weights: number[][];
  bias: number[];
  activation: string;
}
interface Training {
  optimiser: 'gradient descent' | 'momentum' | 'adam';
  momentum?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  rate: number;
  l2: number;
}

const g: Record<string, (s: number) => number> = {
  sigmoid: (s) => 1 / (1 + Math.exp(-s)),
  tanh: (s) => Math.tanh(s),
  relu: (s) => (s > 0 ? s : 0),
  'leaky-relu': (s) => (s > 0 ? s : 0.01 * s),
  softplus: (s) => (s > 30 ? s + Math.log1p(Math.exp(-s)) : Math.log1p(Math.exp(s))),
  identity: (s) => s,
};
const slope: Record<string, (s: number) => number> = {
  sigmoid: (s) => Math.exp(-s) / (1 + Math.exp(-s)) ** 2,
  tanh: (s) => 1 / Math.cosh(s) ** 2,
  relu: (s) => (s > 0 ? 1 : 0),
  'leaky-relu': (s) => (s > 0 ? 1 : 0.01),
  softplus: (s) => 1 / (1 + Math.exp(-s)),
  identity: () => 1,
};

/** The loss of one point and, if wanted, its gradient added to `sums`. */
function point(layers: Layer[], x: number[], label: number, sums?: Layer[]): number {
  const scores: number[][] = [];
  const values: number[][] = [x];
  for (let l = 0; l < layers.length; l++) {
    const s: number[] = [];
    for (let k = 0; k < layers[l]!.bias.length; k++) {
      let score = 0;
      for (let j = 0; j < values[l]!.length; j++)
        score += layers[l]!.weights[k]![j]! * values[l]![j]!;
      s.push(score + layers[l]!.bias[k]!);
    }
    scores.push(s);
    if (l < layers.length - 1) values.push(s.map(g[layers[l]!.activation]!));
  }
  const z = scores.at(-1)!;
  let loss: number;
  let error: number[];
  if (layers.at(-1)!.activation === 'sigmoid') {
    const answer = 1 / (1 + Math.exp(-z[0]!));
    loss = label === 1 ? Math.log1p(Math.exp(-z[0]!)) : Math.log1p(Math.exp(z[0]!));
    error = [answer - label];
  } else {
    const sum = z.reduce((total, score) => total + Math.exp(score), 0);
    loss = Math.log(sum) - z[label]!;
    error = z.map((score, k) => Math.exp(score) / sum - (k === label ? 1 : 0));
  }
  if (!sums) return loss;
  for (let l = layers.length - 1; l >= 0; l--) {
    for (let k = 0; k < error.length; k++) {
      sums[l]!.bias[k]! += error[k]!;
      for (let j = 0; j < values[l]!.length; j++)
        sums[l]!.weights[k]![j]! += error[k]! * values[l]![j]!;
    }
    if (l === 0) break;
    const below: number[] = [];
    for (let j = 0; j < values[l]!.length; j++) {
      let sum = 0;
      for (let k = 0; k < error.length; k++) sum += error[k]! * layers[l]!.weights[k]![j]!;
      below.push(sum * slope[layers[l - 1]!.activation]!(scores[l - 1]![j]!));
    }
    error = below;
  }
  return loss;
}

function lossOf(layers: Layer[], X: number[][], y: number[], l2: number): number {
  let loss = 0;
  for (let i = 0; i < X.length; i++) loss += point(layers, X[i]!, y[i]!);
  let squares = 0;
  for (const { weights } of layers)
    for (const row of weights) for (const w of row) squares += w * w;
  return loss / X.length + (l2 / 2) * squares;
}

const emptyLike = (layers: Layer[]): Layer[] =>
  layers.map(({ weights, bias, activation }) => ({
    weights: weights.map((row) => row.map(() => 0)),
    bias: bias.map(() => 0),
    activation,
  }));
const rows = (layers: Layer[]) =>
  layers.flatMap(({ weights, bias }) => [
    ...weights.map((row) => ({ row, isWeight: true })),
    { row: bias, isWeight: false },
  ]);

/** The losses after 0, 1, … n steps. */
function trainPlainly(start: Layer[], X: number[][], y: number[], training: Training, n: number) {
  const layers = structuredClone(start);
  const [first, second] = [rows(emptyLike(layers)), rows(emptyLike(layers))];
  const losses = [lossOf(layers, X, y, training.l2)];
  const { momentum = 0.9, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, rate } = training;
  for (let t = 1; t <= n; t++) {
    const sums = emptyLike(layers);
    for (let i = 0; i < X.length; i++) point(layers, X[i]!, y[i]!, sums);
    const slopes = rows(sums);
    rows(layers).forEach(({ row, isWeight }, r) => {
      for (let j = 0; j < row.length; j++) {
        const d = slopes[r]!.row[j]! / X.length + (isWeight ? training.l2 * row[j]! : 0);
        const [m, v] = [first[r]!.row, second[r]!.row];
        if (training.optimiser === 'gradient descent') row[j]! -= rate * d;
        else if (training.optimiser === 'momentum') {
          m[j] = momentum * m[j]! + d;
          row[j]! -= rate * m[j]!;
        } else {
          m[j] = beta1 * m[j]! + (1 - beta1) * d;
          v[j] = beta2 * v[j]! + (1 - beta2) * d * d;
          const [mean, square] = [m[j]! / (1 - beta1 ** t), v[j]! / (1 - beta2 ** t)];
          row[j]! -= (rate * mean) / (Math.sqrt(square) + epsilon);
        }
      }
    });
    losses.push(lossOf(layers, X, y, training.l2));
  }
  return losses;
}

/** Chance of this file's own: the Park–Miller generator, and sums of it for bell-shaped numbers. */
function chance(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return { uniform, bell: () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b) - 6 };
}

const usual: RunSpec = {
  setup: checkSetup({
    data: { name: 'circles' },
    model: { kind: 'network', hidden: [], output: 'sigmoid', loss: 'cross-entropy' },
  }),
  pace: { learningRate: 1 },
};

const activations = Object.keys(g);
const optimisers: Training[] = [
  // Not larger: a rate at which the loss jumps to and fro makes of the last bit whatever it likes.
  { optimiser: 'gradient descent', rate: 0.1, l2: 0 },
  { optimiser: 'momentum', momentum: 0.8, rate: 0.05, l2: 0.01 },
  { optimiser: 'adam', rate: 0.02, l2: 0 },
  { optimiser: 'adam', beta1: 0.85, beta2: 0.99, epsilon: 1e-6, rate: 0.01, l2: 0.001 },
];
const cases = [0, 1, 2, 3].flatMap((depth) =>
  (depth === 0 ? ['none'] : activations).flatMap((activation) =>
    optimisers.flatMap((training, o) =>
      // Two classes by one sigmoid, and more of them by a softmax; all numbers of inputs by turns.
      [1, 2 + ((depth + o) % 3) + 1].map((outputs) => ({ depth, activation, training, outputs })),
    ),
  ),
);

describe('a CSV and a model file, opened and trained', () => {
  it.each(cases)(
    '$depth hidden layers of $activation, $outputs outputs, by $training',
    ({ depth, activation, training, outputs }) => {
      const seed = 7 + cases.findIndex((one) => one.training === training && one.depth === depth);
      const { uniform, bell } = chance(1000 * seed + outputs);
      const d = 1 + (seed % 5);
      const classes = Math.max(2, outputs);

      const X = Array.from({ length: 40 }, () => Array.from({ length: d }, bell));
      const y = X.map((_, i) => (i < classes ? i : Math.floor(classes * uniform())));
      for (const [i, row] of X.entries()) row[0]! += 1.5 * y[i]!;
      const named = outputs > 1; // classes as words or as numbers
      const csv = [
        [...X[0]!.map((_, j) => `x${j + 1}`), 'label'].join(','),
        ...X.map((row, i) => [...row, named ? `kind ${y[i]}` : y[i]].join(',')),
      ].join('\r\n');

      const sizes = [d, ...Array.from({ length: depth }, (_, l) => 3 + l), outputs];
      const layers: Layer[] = sizes.slice(1).map((units, l) => ({
        weights: Array.from({ length: units }, () =>
          Array.from({ length: sizes[l]! }, () => bell() / 2),
        ),
        bias: Array.from({ length: units }, () => bell() / 2),
        activation: l < depth ? activation : outputs === 1 ? 'sigmoid' : 'softmax',
      }));
      const file = JSON.stringify({
        ...{ format: 'lines-that-learn/model', version: 1, layers },
        training: { batch: 'full', trainShare: 1, ...training },
      });

      const table = readCsv(csv);
      const run = openRun(readModelFile(file), usual, tableRecipe(table, table));
      const trainer = createTrainer(run.setup, run.origin);
      const expected = trainPlainly(layers, X, y, training, 60);
      expect(trainer.snapshot().loss).toBeCloseTo(expected[0]!, 12);
      for (let step = 1; step <= 60; step++) {
        const { loss } = trainer.advance(1, run.pace);
        expect(Math.abs(loss - expected[step]!), `step ${step}`).toBeLessThan(1e-9);
      }
      expect(expected.at(-1)).toBeLessThan(expected[0]!);
    },
  );
});
