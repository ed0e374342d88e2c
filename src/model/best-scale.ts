import type { Dataset } from '../data/dataset.ts';
import { column } from '../data/matrix.ts';
import { requireExamples } from './examples.ts';
import { type HalfPlane, scoreOf } from './half-planes.ts';
import { meanCrossEntropy } from './loss.ts';
import { sigmoid } from './sigmoid.ts';

/**
 * How sure a line should be. Its w and b multiplied by c ≥ 0 are the same line, only surer; this is the
 * c with the lowest mean cross-entropy L(c), and that loss, in nats.
 *
 * With z the scores at c = 1, dL/dc = (1/n) Σ (σ(cz) − y) z never falls as c grows, so the place where
 * it is 0 is found by halving. It is c = 0 when any sureness does harm. A line with no point on the
 * wrong side can always be surer: then c is Infinity, and the loss what it comes as near to as you like:
 * 0, but for the log 2 that each point on the line itself costs, however sure.
 * Throws unless the data are finite points in the plane with labels 0 and 1.
 */
export function bestScale(
  line: HalfPlane,
  { inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>,
): { readonly scale: number; readonly loss: number } {
  requireExamples(inputs, labels);
  const [x1, x2] = [column(inputs, 0), column(inputs, 1)];
  const scores = Float64Array.from(labels, (_, i) => scoreOf(line, x1[i]!, x2[i]!));
  const slope = (c: number) =>
    scores.reduce((sum, z, i) => sum + (sigmoid(c * z) - labels[i]!) * z, 0);
  const lossAt = (c: number) =>
    meanCrossEntropy(
      scores.map((z) => c * z),
      labels,
    );

  if (slope(0) >= 0) return { scale: 0, loss: lossAt(0) };
  if (scores.every((z, i) => (labels[i] === 1 ? z >= 0 : z <= 0)))
    return {
      scale: Number.POSITIVE_INFINITY,
      loss: (Math.LN2 * scores.filter((z) => z === 0).length) / scores.length,
    };
  let low = 0;
  let high = 1;
  while (slope(high) < 0) {
    low = high;
    high *= 2;
  }
  // 60 halvings leave no digit to find.
  for (let halvings = 0; halvings < 60; halvings++) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return { scale: low, loss: lossAt(low) };
}
