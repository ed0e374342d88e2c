import { toRows } from '../../data/matrix.ts';
import { flipUnit } from '../../model/canonical.ts';
import { type MlpParameters, probability } from '../../model/mlp.ts';
import { startByHand } from '../../model/stacked-lines.ts';
import { type Cells, part } from './cell.ts';

export const cells: Cells = {
  flipUnit: {
    figures: [],
    given: 'Chapter 7’s network, its first unit turned round.',
    run: () => flipUnit(startByHand(), 0, 'sigmoid'),
    rows: [
      {
        label: 'W',
        shape: '3 × 2, row k for unit k',
        of: part<MlpParameters>((p) => toRows(p.hiddenWeights)),
      },
      {
        label: 'b',
        shape: '3 numbers, one for each unit',
        of: part<MlpParameters>((p) => p.hiddenBias),
      },
      {
        label: 'w_final',
        shape: '3 numbers, one for each unit',
        of: part<MlpParameters>((p) => p.outputWeights),
      },
      { label: 'b_final', shape: '1 number', of: part<MlpParameters>((p) => p.outputBias) },
      {
        label: 'ŷ at (−2, 0.5)',
        shape: 'a number from 0 to 1, the same as before',
        of: part<MlpParameters>((p) => probability(p, 'sigmoid', -2, 0.5)),
      },
    ],
  },
};
