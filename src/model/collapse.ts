import { type Matrix, zeros } from '../data/matrix.ts';
import { requireLength } from './examples.ts';
import * as logistic from './logistic.ts';
import { logitSurface, type MlpParameters } from './mlp.ts';

/** An affine map, y = Mx + a: from k numbers to m. */
export interface Affine {
  /** M, m × k. */
  readonly weights: Matrix;
  /** a: m numbers. */
  readonly bias: Float64Array;
}

/** Mx + a at one point. Throws unless the point has as many numbers as the map takes. */
export function valueAt({ weights, bias }: Affine, x: ArrayLike<number>): Float64Array {
  const { rows: m, columns: k, values: M } = weights;
  requireLength(x.length, k, 'numbers in the point');
  const y = Float64Array.from(bias);
  for (let j = 0; j < k; j++) for (let i = 0; i < m; i++) y[i]! += M[j * m + i]! * x[j]!;
  return y;
}

/**
 * One affine map after another is an affine map (chapter 8):
 * M₂(M₁x + a₁) + a₂ = (M₂M₁)x + (M₂a₁ + a₂). Throws when the second does not take what the first gives.
 */
export function after(second: Affine, first: Affine): Affine {
  const { rows: m, columns: H, values: M2 } = second.weights;
  const { rows, columns: k, values: M1 } = first.weights;
  requireLength(rows, H, 'outputs of the first map');
  const weights = zeros(m, k);
  const bias = Float64Array.from(second.bias);
  for (let h = 0; h < H; h++)
    for (let i = 0; i < m; i++) {
      const factor = M2[h * m + i]!;
      for (let j = 0; j < k; j++) weights.values[j * m + i]! += factor * M1[j * H + h]!;
      bias[i]! += factor * first.bias[h]!;
    }
  return { weights, bias };
}

/**
 * The one line that a two-layer perceptron with the identity for its activation is (chapter 8):
 * w_finalᵀ(Wx + b) + b_final = (w_finalᵀW)x + (w_finalᵀb + b_final), so w = Wᵀw_final and
 * b = w_finalᵀb + b_final. With the outer σ that is logistic regression.
 */
export function collapse(network: MlpParameters): logistic.LogisticParameters {
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = network;
  const row = { rows: 1, columns: outputWeights.length, values: outputWeights };
  const { weights, bias } = after(
    { weights: row, bias: outputBias },
    { weights: hiddenWeights, bias: hiddenBias },
  );
  return logistic.view(Float64Array.of(...weights.values, ...bias), weights.columns);
}

/**
 * How far the line's scores lie from the network's at any of these points (n × 2), and how large the
 * network's scores get. The network's are computed unit by unit, with the identity, unless `surface` puts
 * something else there: they know nothing of the line. Throws when the shapes do not fit.
 */
export function largestDifference(
  network: MlpParameters,
  line: logistic.LogisticParameters,
  inputs: Matrix,
  surface = logitSurface,
): { readonly difference: number; readonly largest: number } {
  const own = new Float64Array(inputs.rows);
  const { logits, probabilities } = logistic.pass(inputs.rows);
  surface(network, 'identity', inputs, own);
  logistic.forward(line, inputs, { logits, probabilities });
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < own.length; i++) {
    difference = Math.max(difference, Math.abs(own[i]! - logits[i]!));
    largest = Math.max(largest, Math.abs(own[i]!));
  }
  return { difference, largest };
}
