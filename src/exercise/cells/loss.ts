import { makeDataset } from '../../data/datasets.ts';
import { lossesBetween } from '../../model/between.ts';
import { crossEntropy } from '../../model/loss.ts';
import { view } from '../../model/mlp.ts';
import { resultRun } from '../../training/course-runs.ts';
import { update } from '../../training/optimisers.ts';
import { type Cells, part, valuesAt } from './cell.ts';

const asked = [
  [0, 1],
  [2, 1],
  [2, 0],
  [-3, 0],
  [1000, 1],
  [1000, 0],
] as const;

interface Updated {
  readonly parameters: Float64Array;
  readonly tame: boolean;
}

export const cells: Cells = {
  crossEntropy: {
    figures: ['learning-rate', 'not-convex'],
    given: 'A logit s₂ and a label y, also where a point is surely right, and surely wrong.',
    run: () => asked.map(([logit, label]) => crossEntropy(logit, label)),
    rows: valuesAt(
      asked.map((_, i) => i),
      (i) => `s₂ = ${String(asked[i]![0]).replace('-', '−')}, y = ${asked[i]![1]}`,
      'a number, 0 or larger',
    ),
  },
  update: {
    figures: ['learning-rate', 'not-convex'],
    given: 'Three parameters, their gradient, and η = 0.5.',
    run: (): Updated => {
      const parameters = Float64Array.of(1, -2, 0.5);
      const tame = update(parameters, Float64Array.of(0.2, -0.4, 1), 0.5);
      return { parameters, tame };
    },
    rows: [
      {
        label: 'θ after the step',
        shape: '3 numbers, as before it',
        of: part<Updated>(({ parameters }) => parameters),
      },
      { label: 'all still small', shape: 'true or false', of: part<Updated>(({ tame }) => tame) },
    ],
  },
};

/** Asked by the figure of the way between twins: the losses at these shares of it. */
export const lossesOnWay = (
  from: readonly number[],
  to: readonly number[],
  shares: readonly number[],
): readonly number[] => {
  const [network, twin] = [from, to].map((all) => view(Float64Array.from(all), 3));
  return lossesBetween(network!, twin!, makeDataset(resultRun.setup.data), shares);
};
