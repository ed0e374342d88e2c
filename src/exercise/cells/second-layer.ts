import { firstLayer } from '../../model/half-planes.ts';
import { probability } from '../../model/mlp.ts';
import { andOf, startByHand } from '../../model/stacked-lines.ts';
import { type Cells, valuesAt } from './cell.ts';
import { perceptronRows } from './perceptron-rows.ts';

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
    rows: perceptronRows,
  },
};
