import { exponential, logarithm, logOnePlus } from '../data/elementary.ts';
import { requireCount, requireLength } from './examples.ts';
import { sigmoid } from './sigmoid.ts';

/**
 * Binary cross-entropy of one point, in nats, from its logit z: max(z, 0) − zy + log(1 + e^{−|z|}).
 *
 * It equals −y log ŷ − (1−y) log(1−ŷ), but that form asks for log 0 once a point is surely and
 * wrongly classified (chapter 9).
 */
export const crossEntropy = (logit: number, label: number): number =>
  Math.max(logit, 0) - logit * label + logOnePlus(exponential(-Math.abs(logit)));

/**
 * The same by the book, −y log ŷ − (1−y) log(1−ŷ) with ŷ = σ(z): only to be compared. From z = 37 on, ŷ
 * is exactly 1 in 64-bit arithmetic; then it is ∞ for label 0, and 0 · ∞, not a number, for label 1.
 */
export function textbookCrossEntropy(logit: number, label: number): number {
  const probability = sigmoid(logit);
  return -label * logarithm(probability) - (1 - label) * logarithm(1 - probability);
}

/**
 * Π ŷᵢ^yᵢ (1−ŷᵢ)^(1−yᵢ): the probability that a model gives to all labels as they are, if the points
 * are independent. The mean cross-entropy is −(1/n) log of it (chapter 9). For many points it
 * leaves the range of numbers and is 0. Throws what `meanCrossEntropy` throws.
 */
export function likelihood(probabilities: Float64Array, labels: Uint8Array): number {
  requirePairs(probabilities, labels);
  let product = 1;
  for (let i = 0; i < labels.length; i++)
    product *= labels[i] === 1 ? probabilities[i]! : 1 - probabilities[i]!;
  return product;
}

/**
 * L = (1/n) Σ crossEntropy(zᵢ, yᵢ), in nats: the loss of a run. Throws when there is no point, or
 * not one label a point.
 */
export function meanCrossEntropy(logits: Float64Array, labels: Uint8Array): number {
  requirePairs(logits, labels);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += crossEntropy(logits[i]!, labels[i]!);
  return sum / logits.length;
}

/** The share of points that the step rule (1 when z ≥ 0, else 0) classifies rightly, from 0 to 1. */
export function accuracy(logits: Float64Array, labels: Uint8Array): number {
  requirePairs(logits, labels);
  let right = 0;
  for (let i = 0; i < logits.length; i++) if (logits[i]! >= 0 === (labels[i] === 1)) right++;
  return right / logits.length;
}

function requirePairs(points: Float64Array, labels: Uint8Array): void {
  requireCount(points.length, 'points');
  requireLength(labels.length, points.length, 'labels');
}
