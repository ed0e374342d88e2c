import type { Dataset } from '../data/dataset.ts';
import type { HalfPlane } from './half-planes.ts';
import * as logistic from './logistic.ts';
import { accuracy } from './loss.ts';
import { optimum } from './newton.ts';

/** Where logistic regression settles on points of the plane, and what it then says of them. */
export interface SettledLine extends HalfPlane {
  /** The mean cross-entropy there, in nats: no line, however sure, has a lower one. */
  readonly loss: number;
  /** ŷ of each point. */
  readonly probabilities: Float64Array;
  /** The points on the wrong side. */
  readonly mistakes: number;
  /** The share of the points on the right side, 0 … 1. */
  readonly accuracy: number;
}

/** Logistic regression at the optimum of its loss. Throws what `optimum` throws. */
export function settledLine({ inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>): SettledLine {
  const { parameters, loss } = optimum(inputs, labels);
  const { logits, probabilities } = logistic.pass(labels.length);
  logistic.forward(parameters, inputs, { logits, probabilities });
  const right = accuracy(logits, labels);
  return {
    weights: [parameters.weights[0]!, parameters.weights[1]!],
    bias: parameters.bias[0]!,
    loss,
    probabilities,
    mistakes: Math.round((1 - right) * labels.length),
    accuracy: right,
  };
}
