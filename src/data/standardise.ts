import type { Dataset } from './dataset.ts';
import { column, zeros } from './matrix.ts';

/**
 * The same points with every input brought to mean 0 and deviation 1:
 * input = (original − mean) / deviation, where mean = (1/n) Σ xᵢ and deviation = √((1/n) Σ (xᵢ − mean)²).
 *
 * `scale` keeps both, so that axes can carry the original units; of inputs standardised before, it
 * leads back to the first units. Throws for no points, and for an input that is the same in all.
 */
export function standardise(dataset: Dataset): Dataset {
  const { inputs, inputNames, scale } = dataset;
  const n = inputs.rows;
  if (n === 0) throw new RangeError('To standardise takes at least one point, but there is none.');
  const standardised = zeros(n, inputs.columns);
  const means: number[] = [];
  const deviations: number[] = [];
  for (let j = 0; j < inputs.columns; j++) {
    const from = column(inputs, j);
    const to = column(standardised, j);
    const mean = from.reduce((sum, x) => sum + x, 0) / n;
    const deviation = Math.sqrt(from.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / n);
    if (!(deviation > 0 && deviation < Number.POSITIVE_INFINITY))
      throw new RangeError(
        `To standardise "${inputNames[j]}" its values must be finite and differ, but their deviation is ${deviation}.`,
      );
    for (let i = 0; i < n; i++) to[i] = (from[i]! - mean) / deviation;
    const earlierDeviation = scale?.deviations[j] ?? 1;
    means.push((scale?.means[j] ?? 0) + earlierDeviation * mean);
    deviations.push(earlierDeviation * deviation);
  }
  return { ...dataset, inputs: standardised, scale: { means, deviations } };
}

/** Input j of any point in its original units, as an axis shows it: mean + deviation · input. */
export const toUnits = ({ scale }: Dataset, j: number, input: number): number =>
  (scale?.means[j] ?? 0) + (scale?.deviations[j] ?? 1) * input;

/** Where a value in original units lies among the inputs j: (value − mean) / deviation. */
export const fromUnits = ({ scale }: Dataset, j: number, value: number): number =>
  (value - (scale?.means[j] ?? 0)) / (scale?.deviations[j] ?? 1);

/**
 * Other points on the same scale: as `like` was standardised, by the same means and deviations.
 * Throws when it was not.
 */
export function standardiseLike(dataset: Dataset, like: Dataset): Dataset {
  const { inputs } = dataset;
  const { scale } = like;
  if (scale?.means.length !== inputs.columns)
    throw new RangeError(
      `Points of ${inputs.columns} inputs need as many means, but got ${scale?.means.length ?? 0}.`,
    );
  const scaled = zeros(inputs.rows, inputs.columns);
  for (let j = 0; j < inputs.columns; j++) {
    const [from, to] = [column(inputs, j), column(scaled, j)];
    for (let i = 0; i < from.length; i++) to[i] = fromUnits(like, j, from[i]!);
  }
  return { ...dataset, inputs: scaled, scale };
}
