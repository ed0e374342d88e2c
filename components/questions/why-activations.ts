import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { entry } from '../../src/data/matrix.ts';
import { seeded } from '../../src/data/random.ts';
import { responseNamed } from '../../src/model/activations.ts';
import { valueAt } from '../../src/model/collapse.ts';
import { linearStack } from '../../src/model/linear-stack.ts';
import { perceptronRun } from '../../src/training/course-runs.ts';
import { lossText, percentText, powersOfTen } from '../figures/numbers.ts';
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
      said: `Fifty units were just trained, ${step.toLocaleString('en')} steps: the loss is ${lossText(loss)}, the accuracy ${percentText(accuracy)}.`,
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
      said: `Such a network was just drawn at random and multiplied out: from ${parameters.toLocaleString('en')} numbers came a line of ${line.weights.values.length + line.bias.length}, and at the ${inputs.rows} points of the circles its score differs from the network’s by at most ${powersOfTen(apart, 0)}.`,
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
