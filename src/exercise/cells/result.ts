import { flipUnit } from '../../model/canonical.ts';
import { type MlpParameters, probability, view } from '../../model/mlp.ts';
import { startByHand } from '../../model/stacked-lines.ts';
import { type Cells, part } from './cell.ts';
import { perceptronRows } from './perceptron-rows.ts';

export const cells: Cells = {
  flipUnit: {
    figures: ['result'],
    given: 'Chapter 7’s network, its first unit turned round.',
    run: () => flipUnit(startByHand(), 0, 'sigmoid'),
    rows: [
      ...perceptronRows,
      {
        label: 'ŷ at (−2, 0.5)',
        shape: 'a number from 0 to 1, the same as before',
        of: part<MlpParameters>((p) => probability(p, 'sigmoid', -2, 0.5)),
      },
    ],
  },
};

/** Asked by the figure: all parameters of a network with unit k turned round. */
export const turned = (all: readonly number[], k: number): readonly number[] => [
  ...flipUnit(view(Float64Array.from(all), (all.length - 1) / 4), k, 'sigmoid').all,
];
