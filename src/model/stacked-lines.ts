import { requireLength } from './examples.ts';
import { firstLayer, type HalfPlane } from './half-planes.ts';
import { type MlpParameters, parameterCount, view } from './mlp.ts';

/**
 * Lines as the hidden units of a network: row k of W is line k's weight vector, and an output on top
 * weighs their answers. Throws when there is no line, or not one output weight a line.
 */
export function stackOn(
  lines: readonly HalfPlane[],
  outputWeights: readonly number[],
  outputBias: number,
): MlpParameters {
  const units = lines.length;
  requireLength(outputWeights.length, units, 'output weights');
  const network = view(new Float64Array(parameterCount(units)), units);
  lines.forEach(({ weights, bias }, k) => {
    network.hiddenWeights.values[k] = weights[0];
    network.hiddenWeights.values[units + k] = weights[1];
    network.hiddenBias[k] = bias;
  });
  network.outputWeights.set(outputWeights);
  network.outputBias[0] = outputBias;
  return network;
}

/** The network that chapter 7 begins with: chapter 6's layer, and an output that does not do. */
export const startByHand = (): MlpParameters => stackOn(firstLayer, [2, 2, -2], -1);

/** One way to solve it: two of the 13 numbers changed, unit 3's vote and what the output asks for. */
export const solvedByHand = (): MlpParameters => stackOn(firstLayer, [2, 2, 2], -4.4);

/** The same lines with longer arrows: sharper units. */
export const sharpened = (lines: readonly HalfPlane[], times: number): HalfPlane[] =>
  lines.map(({ weights: [w1, w2], bias }) => ({
    weights: [times * w1, times * w2],
    bias: times * bias,
  }));

/**
 * The AND of some lines as a network: every output weight is k, and b_final = −(H − ½)k. Where all H
 * units say 1 the logit is ½k; where one of them says 0 it is −½k, and less where more do. That
 * takes sharp units, which say nothing but 0 and 1 (chapter 7).
 */
export const andOf = (lines: readonly HalfPlane[], k: number): MlpParameters =>
  stackOn(
    lines,
    lines.map(() => k),
    -(lines.length - 1 / 2) * k,
  );
