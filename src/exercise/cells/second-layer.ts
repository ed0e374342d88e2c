import { toRows } from '../../data/matrix.ts';
import { firstLayer } from '../../model/half-planes.ts';
import { type MlpParameters, probability } from '../../model/mlp.ts';
import { andOf, startByHand } from '../../model/stacked-lines.ts';
import { type Cells, part, valuesAt } from './cell.ts';

const points = [
  [-2, 0.5],
  [0, 0],
  [3, -1],
] as const;

export const cells: Cells = {
  probability: {
    figures: [],
    given: 'The network that the figure begins with, at three points.',
    run: () => points.map(([x1, x2]) => probability(startByHand(), 'sigmoid', x1, x2)),
    rows: valuesAt(
      [0, 1, 2],
      (i) => `ŷ at (${points[i]!.join(', ').replaceAll('-', '−')})`,
      'a number from 0 to 1',
    ),
  },
  andOf: {
    figures: [],
    given: 'The chapter’s three lines, k = 8.',
    run: () => andOf(firstLayer, 8),
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
    ],
  },
};
