import { course } from '../../data/course.ts';
import { type DataRecipe, makeDataset } from '../../data/datasets.ts';
import { type BestLine, bestLine } from '../../model/best-line.ts';
import { type Cells, part } from './cell.ts';

export const cells: Cells = {
  bestLine: {
    figures: ['best-line'],
    given: 'Circles of 24 points, of which all 552 lines are tried.',
    run: () => bestLine(makeDataset({ ...course.circles, count: 24 })),
    rows: [
      {
        label: 'w',
        shape: '2 numbers, together of length 1',
        of: part<BestLine>((l) => l.weights),
      },
      { label: 'b', shape: 'a number', of: part<BestLine>((l) => l.bias) },
      {
        label: 'mistakes',
        shape: 'a whole number from 0 to 12',
        of: part<BestLine>((l) => l.mistakes),
      },
      {
        label: 'accuracy',
        shape: 'a number from 0 to 1',
        of: part<BestLine>((l) => l.accuracy),
      },
    ],
  },
};

/** Asked by the figure: the line that `bestLine` finds for the points of a recipe. */
export const lineFor = (data: DataRecipe): BestLine => bestLine(makeDataset(data));
