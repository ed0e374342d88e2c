import type { Dataset } from '../data/dataset.ts';
import { column, fromRows } from '../data/matrix.ts';
import { backward, forward, type MlpParameters, pass, view } from '../model/mlp.ts';
import { circlesRun } from './course-runs.ts';
import type { RunSpec } from './run.ts';

/** How a step puts the gradients of its points together. */
export type Reduction = 'sum' | 'mean';

/**
 * The learning rate η of the mean loss that a program's rate amounts to, when a step looks at so many
 * points: the sum over m points is m times their mean, so its rate counts m times.
 */
export const meanRate = (reduction: Reduction, rate: number, points: number): number =>
  reduction === 'sum' ? rate * points : rate;

export interface SumOrMean {
  readonly reduction: Reduction;
  readonly rate: number;
  /** How many points the circles have. */
  readonly points: number;
  /** How many of them a step looks at: all, or a number that divides them. */
  readonly batch: 'full' | number;
  readonly seed: number;
  /** Of the circles; the course's own unless told otherwise. */
  readonly noise?: number;
}

/**
 * A run of the course's network whose steps take the sum or the mean of their points' gradients.
 * Throws unless the batches divide the points: a sum's last, smaller batch would count for less.
 */
export function sumOrMeanRun({ reduction, rate, points, batch, ...rest }: SumOrMean): RunSpec {
  const looked = batch === 'full' ? points : batch;
  if (points % looked !== 0)
    throw new RangeError(`${points} points cannot be dealt out in batches of ${looked}.`);
  const learningRate = meanRate(reduction, rate, looked);
  return circlesRun({ points, batch, learningRate, ...rest });
}

/**
 * The sum of the points' own gradients, each made by itself as in chapter 10, one after the other:
 * what the matrix products of chapter 11 do at once, but for the 1/n. Overwrites `sum`.
 */
export function sumPointByPoint(
  parameters: MlpParameters,
  { inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>,
  sum: Float64Array,
): void {
  const units = parameters.hiddenBias.length;
  const gradient = view(new Float64Array(parameters.all.length), units);
  const room = pass(1, units);
  const point = fromRows([[0, 0]]);
  const [x1, x2] = [column(inputs, 0), column(inputs, 1)];
  sum.fill(0);
  for (let i = 0; i < labels.length; i++) {
    point.values[0] = x1[i]!;
    point.values[1] = x2[i]!;
    forward(parameters, 'sigmoid', point, room);
    backward(parameters, 'sigmoid', point, labels.subarray(i, i + 1), room, gradient);
    for (let j = 0; j < sum.length; j++) sum[j]! += gradient.all[j]!;
  }
}
