import { exponential, logarithm } from '../data/elementary.ts';

/** The softmax of one point's scores, with all that is on the way to it. */
export interface SoftmaxNumbers {
  /** e^z of each score as it was taken. */
  readonly exponentials: readonly number[];
  /** ŷ: each over their sum. Not numbers where the sum is infinite or 0. */
  readonly probabilities: readonly number[];
  /** −log ŷ of the right class; from the scores where the largest was taken off, so that it is always finite. */
  readonly loss: number;
  /** ŷ − y: the loss by each score, y being 1 at the right class and 0 elsewhere. */
  readonly slopes: readonly number[];
}

/**
 * Softmax and loss of K scores whose point is of class `label`: as the formula is written, or with the
 * largest score taken off first, as `softmax` of the model does it. Throws when there is no such class.
 */
export function softmaxNumbers(
  scores: readonly number[],
  label: number,
  largestOff: boolean,
): SoftmaxNumbers {
  const own = scores[label];
  if (own === undefined)
    throw new RangeError(`The class must be 0 … ${scores.length - 1}, but got ${label}.`);
  const off = largestOff ? Math.max(...scores) : 0;
  const exponentials = scores.map((z) => exponential(z - off));
  const sum = exponentials.reduce((total, e) => total + e, 0);
  const probabilities = exponentials.map((e) => e / sum);
  return {
    exponentials,
    probabilities,
    loss: largestOff ? logarithm(sum) - (own - off) : -logarithm(probabilities[label] as number),
    slopes: probabilities.map((p, k) => p - (k === label ? 1 : 0)),
  };
}
