import { answerOf, type HalfPlane, scoreOf } from '../../model/half-planes.ts';
import { type Cells, valuesAt } from './cell.ts';

const line: HalfPlane = { weights: [1, -2], bias: 0.5 };
/** One point on either side, and one on the line itself. */
const points = [
  [2, 0.5],
  [-1, 1.5],
  [1.5, 1],
] as const;

export const cells: Cells = {
  'scoreOf,answerOf': {
    figures: ['line-by-hand'],
    given: 'w = (1, −2) and b = 0.5, at three points: one on either side, and one on the line.',
    run: () => [
      ...points.map(([x1, x2]) => scoreOf(line, x1, x2)),
      ...points.map(([x1, x2]) => answerOf(line, x1, x2)),
    ],
    rows: [
      ...valuesAt([0, 1, 2], (i) => `z at (${pointText(i)})`, 'a number, w₁x₁ + w₂x₂ + b'),
      ...valuesAt([0, 1, 2], (i) => `answer at (${pointText(i)})`, '1 or 0').map((row, i) => ({
        ...row,
        of: (values: unknown) => (values as readonly unknown[])[3 + i],
      })),
    ],
  },
};

function pointText(i: number): string {
  return points[i]!.join(', ').replaceAll('-', '−');
}
