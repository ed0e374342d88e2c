import { zeros } from '../data/matrix.ts';
import { seeded } from '../data/random.ts';
import { type Affine, after } from './collapse.ts';

export interface LinearStack {
  /** The layers in the order in which a point goes through them; the last one is the output. */
  readonly layers: readonly Affine[];
  /** How many numbers they hold together. */
  readonly parameters: number;
  /** The one map that they come to, 1 × 2. */
  readonly line: Affine;
}

/**
 * Layers with the identity, one on another, from 2 inputs to one output, and the line that they
 * collapse to (chapter 8). Drawn by seed: biases standard normal, weights with variance 1/inputs, so
 * that on the way the scores neither fade nor explode.
 */
export function linearStack({ depth = 10, units = 50, seed = 1 } = {}): LinearStack {
  const random = seeded(seed);
  const sizes = [2, ...Array.from({ length: depth }, () => units), 1];
  const layers = sizes.slice(1).map((outputs, l): Affine => {
    const inputs = sizes[l] as number;
    const weights = zeros(outputs, inputs);
    weights.values.forEach((_, at, values) => {
      values[at] = random.normal() / Math.sqrt(inputs);
    });
    return { weights, bias: Float64Array.from({ length: outputs }, () => random.normal()) };
  });
  return {
    layers,
    parameters: layers.reduce(
      (sum, { weights, bias }) => sum + weights.values.length + bias.length,
      0,
    ),
    line: layers.reduce((first, second) => after(second, first)),
  };
}
