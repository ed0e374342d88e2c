import { flipUnit } from '../../model/canonical.ts';
import { type MlpParameters, probability } from '../../model/mlp.ts';
import { startByHand } from '../../model/stacked-lines.ts';
import { type Cells, part } from './cell.ts';
import { perceptronRows } from './perceptron-rows.ts';

export const cells: Cells = {
  flipUnit: {
    figures: [],
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
