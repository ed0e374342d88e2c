import { requireCount, requireLength } from './examples.ts';

/** How the points of two classes are called at a threshold: four counts, and three shares of them. */
export interface Confusion {
  /** Class 1, called 1. */
  readonly truePositives: number;
  /** Class 0, called 1. */
  readonly falsePositives: number;
  /** Class 0, called 0. */
  readonly trueNegatives: number;
  /** Class 1, called 0. */
  readonly falseNegatives: number;
  /** Of the points called 1, the share that are 1; undefined when none is called 1. */
  readonly precision: number | undefined;
  /** Of the points that are 1, the share called 1; undefined when none is 1. */
  readonly recall: number | undefined;
  /** Of all points, the share called what they are. */
  readonly accuracy: number;
}

/**
 * Calls a point 1 when ŷ ≥ θ, and counts (chapter 2). Throws for no points, or not one label a point.
 */
export function confusion(
  probabilities: Float64Array,
  labels: Uint8Array,
  threshold: number,
): Confusion {
  requireCount(labels.length, 'points');
  requireLength(probabilities.length, labels.length, 'probabilities');
  let truePositives = 0;
  let falsePositives = 0;
  let positives = 0;
  for (let i = 0; i < labels.length; i++) {
    const is1 = labels[i] === 1;
    if (is1) positives++;
    if (probabilities[i]! < threshold) continue;
    if (is1) truePositives++;
    else falsePositives++;
  }
  const called1 = truePositives + falsePositives;
  const trueNegatives = labels.length - positives - falsePositives;
  return {
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives: positives - truePositives,
    precision: called1 === 0 ? undefined : truePositives / called1,
    recall: positives === 0 ? undefined : truePositives / positives,
    accuracy: (truePositives + trueNegatives) / labels.length,
  };
}
