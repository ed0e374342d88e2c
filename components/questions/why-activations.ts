import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { entry, fromRows, type Matrix } from '../../src/data/matrix.ts';
import { seeded } from '../../src/data/random.ts';
import { whole } from '../../src/data/whole.ts';
import { responseNamed } from '../../src/model/activations.ts';
import { collapse, valueAt } from '../../src/model/collapse.ts';
import { linearStack } from '../../src/model/linear-stack.ts';
import { logitSurface, view } from '../../src/model/mlp.ts';
import { start } from '../../src/model/starts.ts';
import { perceptronRun } from '../../src/training/course-runs.ts';
import { lossText, percentText, powersOfTen } from '../figures/numbers.ts';
import { product, transpose } from './products.ts';
import type { Runs } from './question.ts';
import { trained } from './trained.ts';

const tried = 20;

/**
 * How far random networks of three units with this response are from giving evenly spaced scores at
 * evenly spaced points, as every affine map does: the largest |s(p) − 2s(q) + s(r)|, q halfway.
 */
function bend(g: (z: number) => number): number {
  const random = seeded(1);
  const some = (count: number) => Array.from({ length: count }, () => random.normal());
  let largest = 0;
  for (let k = 0; k < tried; k++) {
    const units = Array.from({ length: 3 }, () => some(4) as [number, number, number, number]);
    const score = ([x1, x2]: readonly [number, number]) =>
      units.reduce((sum, [w1, w2, b, w]) => sum + w * g(w1 * x1 + w2 * x2 + b), 0);
    const [x1, x2, u1, u2] = some(4) as [number, number, number, number];
    const at = (t: number) => score([x1 + t * u1, x2 + t * u2]);
    largest = Math.max(largest, Math.abs(at(0) - 2 * at(1) + at(2)));
  }
  return largest;
}

const responses: Readonly<Record<string, (z: number) => number>> = {
  tanh: responseNamed('tanh').value,
  relu: responseNamed('relu').value,
  affine: (z) => 3 * z - 2,
  size: Math.abs,
};
const written: Readonly<Record<string, string>> = {
  tanh: 'tanh',
  relu: 'ReLU',
  affine: '3z − 2',
  size: '|z|',
};

export const runs: Runs = {
  fifty: async (progress) => {
    const { step, loss, accuracy } = await trained(
      perceptronRun({ units: 50, activation: 'identity' }),
      { progress },
    );
    return {
      answer: 100 * accuracy,
      said: `Fifty units were just trained, ${whole(step)} steps: the loss is ${lossText(loss)}, the accuracy ${percentText(accuracy)}.`,
    };
  },

  multiplied: () => {
    const network = view(start('normal', [2, 3, 1], seeded(5)), 3);
    const W = network.hiddenWeights;
    const v: Matrix = { rows: 3, columns: 1, values: network.outputWeights };
    const factors: Record<string, Matrix> = { W, Wt: transpose(W), v, vt: transpose(v) };
    // The line's weights, as the network itself shows them: its score at three points.
    const scores = new Float64Array(3);
    const corners = fromRows([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    logitSurface(network, 'identity', corners, scores);
    const wanted = [scores[1]! - scores[0]!, scores[2]! - scores[0]!];
    const pairs = Object.entries(factors).flatMap(([first, a]) =>
      Object.entries(factors).map(([second, b]) => ({
        keys: `${first} ${second}`,
        value: product(a, b),
      })),
    );
    const fitting = pairs.filter(({ value }) => value !== undefined);
    const right = fitting.filter(
      ({ value }) =>
        value?.rows === 2 &&
        value.columns === 1 &&
        wanted.every((w, j) => Math.abs(value.values[j]! - w) < 1e-12),
    );
    const { weights } = collapse(network);
    return {
      answer: right.length === 1 ? right[0]!.keys : '',
      said: `All ${pairs.length} products of two were just tried with the numbers of a random network: ${fitting.length} can be multiplied, and ${right.length} of them gives the two weights that the network itself shows, ${[...weights].map((w) => w.toFixed(3).replace('-', '−')).join(' and ')}.`,
    };
  },

  layers: () => {
    const { inputs } = makeDataset(course.circles);
    const { layers, parameters, line } = linearStack();
    let apart = 0;
    for (let i = 0; i < inputs.rows; i++) {
      const point = [entry(inputs, i, 0), entry(inputs, i, 1)];
      const [through] = layers.reduce(
        (x: ArrayLike<number>, map) => valueAt(map, x),
        point,
      ) as Float64Array;
      const [direct] = valueAt(line, point);
      apart = Math.max(apart, Math.abs(through! - direct!));
    }
    return {
      answer: apart < 1e-9 ? line.weights.values.length + line.bias.length : parameters,
      said: `Such a network was just drawn at random and multiplied out: from ${whole(parameters)} numbers came a line of ${line.weights.values.length + line.bias.length}, and at the ${inputs.rows} points of the circles its score differs from the network’s by at most ${powersOfTen(apart, 0)}.`,
    };
  },

  straight: () => {
    const bends = Object.entries(responses).map(([key, g]) => ({ key, size: bend(g) }));
    const flat = bends.filter(({ size }) => size < 1e-9);
    return {
      answer: flat.length === 1 ? flat[0]!.key : 'none',
      said: `${tried} networks with random numbers were just tried with each, at three points in a row: the largest departure from even steps was ${bends
        .map(
          ({ key, size }) =>
            `${size < 1e-9 ? (size === 0 ? '0' : powersOfTen(size, 0)) : size.toFixed(1)} for ${written[key]}`,
        )
        .join(', ')}.`,
    };
  },
};
