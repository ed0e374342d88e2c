import recorded from './classic-run.json';
import type { DataRecipe } from './datasets.ts';

/**
 * The run with which this subject is usually told, as its notebook recorded it: 200 points, class 0
 * on a circle of radius 3 and class 1 on radius 1, normal noise 0.05; 2 → 3 → 1 sigmoid units from
 * uniform(0, 1); the gradient summed over all points, at rate 0.01 (`about` in the file says more).
 */
export const classicRun = {
  data: {
    name: 'points',
    inputs: recorded.inputs as [number, number][],
    labels: recorded.labels,
  } satisfies DataRecipe,
  /** All 13 parameters: W column by column, b, w_final, b_final. */
  start: recorded.start,
  /** η of the mean loss: the sum's rate times the number of points (chapter 11). */
  learningRate: recorded.summedRate * recorded.labels.length,
  updates: recorded.updates,
  /** (step, loss) as published: the mean loss after so many updates. */
  losses: recorded.losses as [number, number][],
};
