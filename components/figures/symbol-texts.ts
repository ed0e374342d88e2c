import { toRows } from '../../src/data/matrix.ts';
import type { MlpParameters } from '../../src/model/mlp.ts';
import type { SymbolValues } from '../prose/symbol-values.ts';
import { shortNumber } from './numbers.ts';

/** A column of numbers as text: (1.200, −0.350). */
export const columnText = (values: ArrayLike<number>): string =>
  `(${Array.from(values, shortNumber).join(', ')})`;

/** What a line is made of. */
export const lineValues = (weights: ArrayLike<number>, bias: number): SymbolValues => ({
  w: columnText(weights),
  w1: shortNumber(weights[0] as number),
  w2: shortNumber(weights[1] as number),
  b: shortNumber(bias),
});

/** What a two-layer perceptron is made of; W row by row. */
export const mlpValues = ({
  all,
  hiddenWeights,
  hiddenBias,
  outputWeights,
  outputBias,
}: MlpParameters): SymbolValues => ({
  W: toRows(hiddenWeights).map(columnText).join(', '),
  'b-layer': columnText(hiddenBias),
  'w-final': columnText(outputWeights),
  'b-final': shortNumber(outputBias[0] as number),
  theta: columnText(all),
  H: String(hiddenBias.length),
});
