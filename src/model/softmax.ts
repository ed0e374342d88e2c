import { exponential, logarithm } from '../data/elementary.ts';
import type { Matrix } from '../data/matrix.ts';
import { requireLength } from './examples.ts';

/**
 * The softmax of every row: out ← e^{zₖ} / Σⱼ e^{zⱼ}, n × K. Scores become probabilities that sum to 1.
 * Each row's largest score is taken off first, which changes nothing and keeps e^z from overflowing.
 * `out` may be the scores themselves. Throws when the shapes differ.
 */
export function softmax(logits: Matrix, out: Matrix): void {
  requireLength(out.rows, logits.rows, 'rows for probabilities');
  requireLength(out.columns, logits.columns, 'columns for probabilities');
  const { rows: n, columns: classes, values: z } = logits;
  const p = out.values;
  for (let i = 0; i < n; i++) {
    const largest = largestOf(logits, i);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      p[k * n + i] = exponential(z[k * n + i]! - largest);
      sum += p[k * n + i]!;
    }
    for (let k = 0; k < classes; k++) p[k * n + i]! /= sum;
  }
}

/**
 * The mean cross-entropy of n points in K classes, in nats, from their scores:
 * L = (1/n) Σᵢ (log Σₖ e^{zᵢₖ} − zᵢᵧ), y being point i's class. It equals −log ŷ of that class, and
 * never asks for log 0. Throws when there is not one label a point, or a label is no column.
 */
export function softmaxCrossEntropy(logits: Matrix, labels: Uint8Array): number {
  const { rows: n, columns: classes, values: z } = logits;
  requireLength(labels.length, n, 'labels');
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const label = labels[i]!;
    if (label >= classes)
      throw new RangeError(
        `Labels need to be 0 … ${classes - 1}, but point ${i + 1} has ${label}.`,
      );
    const largest = largestOf(logits, i);
    let rest = 0;
    for (let k = 0; k < classes; k++) rest += exponential(z[k * n + i]! - largest);
    sum += logarithm(rest) - (z[label * n + i]! - largest);
  }
  return sum / n;
}

/** The class with the largest score, for every point; the first of equals. */
export function largestScores({ rows: n, columns: classes, values: z }: Matrix): Uint8Array {
  const found = new Uint8Array(n);
  for (let i = 0; i < n; i++)
    for (let k = 1; k < classes; k++) if (z[k * n + i]! > z[found[i]! * n + i]!) found[i] = k;
  return found;
}

function largestOf({ rows: n, columns: classes, values: z }: Matrix, i: number): number {
  let largest = z[i]!;
  for (let k = 1; k < classes; k++) largest = Math.max(largest, z[k * n + i]!);
  return largest;
}
