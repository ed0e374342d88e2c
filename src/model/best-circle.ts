import type { Dataset } from '../data/dataset.ts';
import { column } from '../data/matrix.ts';

/**
 * The share of the points that the best circle about the origin gets right, from 0 to 1: class 1 inside, class 0
 * outside, whatever its radius. Between two neighbours in the order of distance all circles say the same.
 */
export function bestCircle({ inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>): number {
  const [x1, x2] = [column(inputs, 0), column(inputs, 1)];
  // At one distance the zeros first: no circle passes between those points, and among them the count only dips.
  const outwards = Array.from(labels, (label, i) => ({
    label,
    square: x1[i]! * x1[i]! + x2[i]! * x2[i]!,
  })).sort((one, other) => one.square - other.square || one.label - other.label);
  // From the centre outwards: what was passed is called 1, the rest 0.
  let right = outwards.filter(({ label }) => label === 0).length;
  let best = right;
  for (const { label } of outwards) {
    right += label === 1 ? 1 : -1;
    best = Math.max(best, right);
  }
  return best / labels.length;
}
