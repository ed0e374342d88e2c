import { toRows } from '../../data/matrix.ts';
import type { MlpParameters } from '../../model/mlp.ts';
import { part, type Row } from './cell.ts';

/** The parameters of a two-layer perceptron with three hidden units that was returned. */
export const perceptronRows: readonly Row[] = [
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
];
