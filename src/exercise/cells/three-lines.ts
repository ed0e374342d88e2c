import { course } from '../../data/course.ts';
import { allSayOne, scoreOf, triangleAt } from '../../model/half-planes.ts';
import { escapeDirection } from '../../model/two-units.ts';
import { trainAlone } from '../../training/alone.ts';
import type { Pace } from '../../training/setup.ts';
import type { Place, Snapshot } from '../../training/trainer.ts';
import { type Cells, part, valuesAt } from './cell.ts';

const points = [
  [0, 0],
  [0.5, 1],
  [3, 0],
  [-2, 2],
] as const;

type Answers = readonly (readonly unknown[])[];

export const cells: Cells = {
  'scoreOf,allSayOne': {
    figures: ['three-lines-by-hand'],
    given: 'The fence of three lines at the distance 1.4 from the origin, at four points.',
    run: () => {
      const fence = triangleAt(1.4);
      return points.map(([x1, x2]) => [scoreOf(fence[0]!, x1, x2), allSayOne(fence, x1, x2)]);
    },
    rows: points.flatMap((point, i) => [
      {
        label: `z₁ at (${pointText(point)})`,
        shape: 'a number, the score of the first line',
        of: part<Answers>((all) => all[i]![0]),
      },
      {
        label: `all say 1 at (${pointText(point)})`,
        shape: '1 or 0',
        of: part<Answers>((all) => all[i]![1]),
      },
    ]),
  },
  escapeDirection: {
    figures: ['why-three'],
    given: 'Two lines with arrows (1, 0.5) and (−0.5, 2); then with opposite ones.',
    run: () =>
      [
        [-0.5, 2],
        [-1, -0.5],
      ].map((second) =>
        escapeDirection({
          units: [
            { weights: [1, 0.5], bias: 1 },
            { weights: [second[0]!, second[1]!], bias: 1 },
          ],
          outputWeights: [1, 1],
          outputBias: -1,
        }),
      ),
    rows: valuesAt(
      [0, 1],
      (i) => (i === 0 ? 'd' : 'd for opposite arrows'),
      '2 numbers, together of length 1',
    ),
  },
  trainAlone: {
    figures: ['independent-lines'],
    given: 'The circles, three starts, 50 steps with η = 1.',
    run: () => trainAlone({ ...course.circles, count: 40 }, 1, 50, { learningRate: 1 }),
    rows: [0, 1, 2].flatMap((k) => [
      {
        label: `w and b of line ${k + 1}`,
        shape: '3 numbers: two weights and a bias',
        of: part<ReturnType<typeof trainAlone>>((runs) => runs[k]!.parameters),
      },
      {
        label: `loss of line ${k + 1}`,
        shape: 'a number',
        of: part<ReturnType<typeof trainAlone>>((runs) => runs[k]!.loss),
      },
    ]),
  },
};

/** Asked by the figure: so many steps of the three on the circles, from where they are, or from their starts. */
export const stepsAlone = (
  seed: number,
  steps: number,
  pace: Pace,
  places: readonly Place[] | null,
): readonly Snapshot[] =>
  trainAlone(
    course.circles,
    seed,
    steps,
    pace,
    places?.map((place) => ({ ...place, parameters: Float64Array.from(place.parameters) })),
  );

function pointText(point: readonly number[]): string {
  return point.join(', ').replaceAll('-', '−');
}
