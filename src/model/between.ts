import type { Dataset } from '../data/dataset.ts';
import { requireLength } from './examples.ts';
import { meanCrossEntropy } from './loss.ts';
import { forward, type MlpParameters, pass, view } from './mlp.ts';

/**
 * The network that is the share t of the straight way from one to another: (1 − t)θ₀ + tθ₁, in every
 * parameter. Below 0 and above 1 the way goes on. Throws unless both have as many hidden units.
 */
export function between(from: MlpParameters, to: MlpParameters, t: number): MlpParameters {
  requireLength(to.all.length, from.all.length, 'parameters');
  return view(
    from.all.map((value, j) => (1 - t) * value + t * to.all[j]!),
    from.hiddenBias.length,
  );
}

/** The share t of the way from one network to another that lies nearest to a third. */
export function nearestShare(from: MlpParameters, to: MlpParameters, place: Float64Array): number {
  let along = 0;
  let square = 0;
  from.all.forEach((value, j) => {
    const way = to.all[j]! - value;
    along += (place[j]! - value) * way;
    square += way * way;
  });
  return along / square;
}

/** The mean loss at each of these shares of the way from one network of sigmoid units to another. */
export function lossesBetween(
  from: MlpParameters,
  to: MlpParameters,
  { inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>,
  shares: readonly number[],
): number[] {
  const room = pass(inputs.rows, from.hiddenBias.length);
  return shares.map((t) => {
    forward(between(from, to, t), 'sigmoid', inputs, room);
    return meanCrossEntropy(room.logits, labels);
  });
}
