import { fenceDistance, firstLayer, triangleAt } from '../../model/half-planes.ts';
import { probability, view } from '../../model/mlp.ts';
import { andOf, sharpened, startByHand } from '../../model/stacked-lines.ts';
import { type Cells, valuesAt } from './cell.ts';
import { perceptronRows } from './perceptron-rows.ts';

const points = [
  [-2, 0.5],
  [0, 0],
  [3, -1],
] as const;

export const cells: Cells = {
  probability: {
    figures: ['network-by-hand'],
    given: 'The network that the figure begins with, at three points.',
    run: () => points.map(([x1, x2]) => probability(startByHand(), 'sigmoid', x1, x2)),
    rows: valuesAt(
      [0, 1, 2],
      (i) => `ŷ at (${points[i]!.join(', ').replaceAll('-', '−')})`,
      'a number from 0 to 1',
    ),
  },
  andOf: {
    figures: ['network-by-hand'],
    given: 'The chapter’s three lines, k = 8.',
    run: () => andOf(firstLayer, 8),
    rows: perceptronRows,
  },
};

/** Asked by the figure: what a network of three units, all 13 parameters in a row, says at each place. */
export function probabilitiesAt(
  all: readonly number[],
  places: readonly (readonly [number, number])[],
): readonly number[] {
  const network = view(Float64Array.from(all), 3);
  return places.map(([x1, x2]) => probability(network, 'sigmoid', x1, x2));
}

/** And chapter 5's fence as a network: sharp units, and an output that wants all three. */
export const fence = (): readonly number[] => [
  ...andOf(sharpened(triangleAt(fenceDistance), 8), 8).all,
];
