import { type Matrix, zeros } from '../data/matrix.ts';
import { requireCount, requireLength } from './examples.ts';

/**
 * How the points of K classes are answered: entry (k, j) counts the points of class k that were given
 * class j. The diagonal holds the right answers. Throws for no points, not one answer a point, or a class
 * number that is not below K.
 */
export function confusionMatrix(answers: Uint8Array, labels: Uint8Array, classes: number): Matrix {
  requireCount(labels.length, 'points');
  requireLength(answers.length, labels.length, 'answers');
  const counts = zeros(classes, classes);
  for (let i = 0; i < labels.length; i++) {
    const [k, j] = [labels[i]!, answers[i]!];
    if (k >= classes || j >= classes)
      throw new RangeError(
        `Classes need to be 0 … ${classes - 1}, but point ${i + 1} is ${k} and was given ${j}.`,
      );
    counts.values[j * classes + k]! += 1;
  }
  return counts;
}
