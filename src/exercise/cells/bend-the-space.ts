import { parseExpression } from '../../data/expression.ts';
import { mapPoints, parseFeatures } from '../../data/features.ts';
import { fromRows, type Matrix, toRows } from '../../data/matrix.ts';
import { type Cells, part, valuesAt } from './cell.ts';

const expressions = ['2', 'x1', '-x2', 'x1^2 + x2^2', 'sqrt(abs(x1))', 'max(x1, x2)'];

export const cells: Cells = {
  mapPoints: {
    figures: ['feature-map'],
    given: 'φ(x) = (x₁², x₂², x₁·x₂) of three points.',
    run: () =>
      mapPoints(
        fromRows([
          [2, 1],
          [-1, 3],
          [0.5, -2],
        ]),
        parseFeatures('x1^2, x2^2, x1*x2'),
      ),
    rows: [
      {
        label: 'φ of all points',
        shape: '3 × 3: a row for each point, a column for each feature',
        of: part<Matrix>(toRows),
      },
    ],
  },
  meaning: {
    figures: [],
    given: 'Six expressions at x₁ = 2.25 and x₂ = −1.5.',
    run: () => expressions.map((text) => parseExpression(text)(2.25, -1.5)),
    rows: valuesAt(
      expressions.map((_, i) => i),
      (i) => expressions[i]!,
      'a number',
    ),
  },
};
