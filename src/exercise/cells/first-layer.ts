import { fromRows } from '../../data/matrix.ts';
import { firstLayer, firstPoint } from '../../model/half-planes.ts';
import { type LayerValues, layer } from '../../model/layer.ts';
import { type Cells, part } from './cell.ts';

export const cells: Cells = {
  layer: {
    figures: ['first-layer'],
    given: 'The chapter’s three units, at x = (−2, 0.5), with σ.',
    run: () =>
      layer(
        fromRows(firstLayer.map(({ weights }) => weights)),
        firstLayer.map(({ bias }) => bias),
        'sigmoid',
        firstPoint,
      ),
    rows: [
      {
        label: 's₁',
        shape: '3 numbers, a score for each unit',
        of: part<LayerValues>((values) => values.preactivations),
      },
      {
        label: 'h',
        shape: '3 numbers, an answer for each unit',
        of: part<LayerValues>((values) => values.hidden),
      },
    ],
  },
};
