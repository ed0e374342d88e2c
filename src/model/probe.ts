import { type Matrix, zeros } from '../data/matrix.ts';
import * as logistic from './logistic.ts';
import { accuracy } from './loss.ts';
import { optimum } from './newton.ts';

/** λ: so small that it decides nothing, and large enough that there is a minimum also where a line is perfect. */
const penalty = 1e-4;

/**
 * How well one linear classifier can tell two classes apart from what a layer says of the points (n × d):
 * the accuracy of logistic regression at its minimum. Undefined where none is found, as for numbers that
 * are not finite.
 */
export function linearProbe(activations: Matrix, labels: Uint8Array): number | undefined {
  const centred = centredBy(activations);
  try {
    const { parameters } = optimum(centred, labels, penalty);
    const room = logistic.pass(centred.rows);
    logistic.forward(parameters, centred, room);
    return accuracy(room.logits, labels);
  } catch {
    return undefined;
  }
}

/** With mean 0: a shift that the bias takes up, and Newton's steps are surer. */
function centredBy({ rows: n, columns, values }: Matrix): Matrix {
  const centred = zeros(n, columns);
  for (let k = 0; k < columns; k++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[k * n + i]! / n;
    for (let i = 0; i < n; i++) centred.values[k * n + i] = values[k * n + i]! - mean;
  }
  return centred;
}
