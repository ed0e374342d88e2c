import type { Random } from '../data/random.ts';
import { requireCount } from './examples.ts';

/**
 * Where training may begin. `uniform`: every parameter from [0, 1), the classic run's start.
 * `normal`: every parameter standard normal. `glorot`: weights from [−r, r) with r = √(6/(inputs +
 * outputs)) of the layer, for sigmoid and tanh (Glorot and Bengio 2010). `he`: normal weights of
 * deviation √(2/inputs), for ReLU (He and others 2015). The biases of the last two are 0. From `zero`
 * and from `equal`, every parameter ½, hidden units stay copies of each other (chapter 9).
 */
export type StartName = 'zero' | 'equal' | 'uniform' | 'normal' | 'glorot' | 'he';

interface Start {
  weight(random: Random, inputs: number, outputs: number): number;
  bias(random: Random): number;
}

const nothing = () => 0;
const half = () => 0.5;
const uniform = (random: Random) => random.uniform();
const normal = (random: Random) => random.normal();

const starts: Record<StartName, Start> = {
  zero: { weight: nothing, bias: nothing },
  equal: { weight: half, bias: half },
  uniform: { weight: uniform, bias: uniform },
  normal: { weight: normal, bias: normal },
  glorot: {
    weight: (random, inputs, outputs) =>
      (2 * random.uniform() - 1) * Math.sqrt(6 / (inputs + outputs)),
    bias: nothing,
  },
  he: { weight: (random, inputs) => random.normal() * Math.sqrt(2 / inputs), bias: nothing },
};

export const startNames = Object.keys(starts) as StartName[];

/**
 * A start by its name, for layers of these sizes, as a flat vector: each layer's weights, column by
 * column, then its biases, drawn in that order. [d, 1] is logistic regression, [2, H, 1] the
 * two-layer perceptron, and for [2, 3, 1] the order is that of the classic run.
 * Throws when there is no such start, or a size is not a whole number of at least 1.
 */
export function start(name: string, sizes: readonly number[], random: Random): Float64Array {
  if (!Object.hasOwn(starts, name))
    throw new RangeError(`There is no start “${name}”, only ${startNames.join(', ')}.`);
  const { weight, bias } = starts[name as StartName];
  if (sizes.length < 2)
    throw new RangeError(
      `A start needs at least two sizes, inputs and outputs, but got ${sizes.length}.`,
    );
  for (const size of sizes) requireCount(size, 'units of a layer');
  const parameters: number[] = [];
  for (let l = 1; l < sizes.length; l++) {
    const inputs = sizes[l - 1]!;
    const outputs = sizes[l]!;
    for (let w = 0; w < inputs * outputs; w++) parameters.push(weight(random, inputs, outputs));
    for (let b = 0; b < outputs; b++) parameters.push(bias(random));
  }
  return Float64Array.from(parameters);
}
