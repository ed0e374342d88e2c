import type { Matrix } from '../data/matrix.ts';
import { responseNamed } from './activations.ts';
import { requireLength } from './examples.ts';

/** What a layer makes of one point: H numbers each. */
export interface LayerValues {
  /** s = Wx + b, the scores. */
  readonly preactivations: readonly number[];
  /** h = g(s), element by element. */
  readonly hidden: readonly number[];
}

/**
 * A layer at one point: s = Wx + b, then h = g(s), where W is H × d, b has H numbers and x has d
 * (chapter 6). `mlp.forward` does the same for all points at once.
 * Throws when the shapes do not fit, or there is no response of this name.
 */
export function layer(
  { rows: units, columns: inputs, values: W }: Matrix,
  bias: ArrayLike<number>,
  response: string,
  x: ArrayLike<number>,
): LayerValues {
  requireLength(bias.length, units, 'biases');
  requireLength(x.length, inputs, 'inputs');
  const g = responseNamed(response).value;
  const preactivations: number[] = [];
  for (let k = 0; k < units; k++) {
    let score = bias[k]!;
    for (let j = 0; j < inputs; j++) score += W[j * units + k]! * x[j]!; // row k of W
    preactivations.push(score);
  }
  return { preactivations, hidden: preactivations.map(g) };
}
