import { fromRows, toRows } from '../../data/matrix.ts';
import { type MlpParameters, view } from '../../model/mlp.ts';

/** The parameters of a network of three units, as a reader's program holds them: lists of rows. */
export interface Network {
  /** 3 × 2. */
  readonly W: number[][];
  readonly b: number[];
  readonly wFinal: number[];
  readonly bFinal: number;
}

/** The same numbers as the model holds them, and back. */
export const toNetwork = (all: Float64Array): Network => {
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = view(all, 3);
  return {
    W: toRows(hiddenWeights),
    b: [...hiddenBias],
    wFinal: [...outputWeights],
    bFinal: outputBias[0]!,
  };
};
export const fromNetwork = ({ W, b, wFinal, bFinal }: Network): MlpParameters =>
  view(Float64Array.of(...fromRows(W).values, ...b, ...wFinal, bFinal), 3);
