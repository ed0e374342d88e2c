import * as logistic from './logistic.ts';
import type { MlpParameters } from './mlp.ts';

/**
 * The one line that a two-layer perceptron with the identity for its activation is (chapter 8):
 * w_finalᵀ(Wx + b) + b_final = (w_finalᵀW)x + (w_finalᵀb + b_final), so w = Wᵀw_final and
 * b = w_finalᵀb + b_final. With the outer σ that is logistic regression.
 */
export function collapse({
  hiddenWeights,
  hiddenBias,
  outputWeights,
  outputBias,
}: MlpParameters): logistic.LogisticParameters {
  const { rows: units, columns: inputs, values: W } = hiddenWeights;
  const line = logistic.view(new Float64Array(logistic.parameterCount(inputs)), inputs);
  line.bias[0] = outputBias[0]!;
  for (let k = 0; k < units; k++) {
    const w = outputWeights[k]!;
    for (let j = 0; j < inputs; j++) line.weights[j]! += w * W[j * units + k]!;
    line.bias[0]! += w * hiddenBias[k]!;
  }
  return line;
}
