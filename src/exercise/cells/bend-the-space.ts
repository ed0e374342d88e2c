import type { Dataset } from '../../data/dataset.ts';
import { makeDataset } from '../../data/datasets.ts';
import { parseExpression } from '../../data/expression.ts';
import { makeFeatures, mapPoints, parseFeatures } from '../../data/features.ts';
import { entry, fromRows, type Matrix, toRows } from '../../data/matrix.ts';
import { type Quadratic, quadraticsOf } from '../../model/conic.ts';
import type { Setup } from '../../training/setup.ts';
import { trainingData } from '../../training/trainer.ts';
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
    figures: ['feature-map'],
    given: 'Six expressions at x₁ = 2.25 and x₂ = −1.5.',
    run: () => expressions.map((text) => parseExpression(text)(2.25, -1.5)),
    rows: valuesAt(
      expressions.map((_, i) => i),
      (i) => expressions[i]!,
      'a number',
    ),
  },
};

/** φ of the places that a figure asks about. */
export interface Mapped {
  /** φ(x) of all points, n × k. */
  readonly mapped: Matrix;
  /** By what the features were standardised, if they were. */
  readonly scale: Dataset['scale'];
  /** Each feature as a quadratic of the plane; undefined when some feature is none. */
  readonly quadratics: readonly Quadratic[] | undefined;
}

/** Asked by the figure: φ of a setup's points. */
export function mappedPoints(setup: Setup): Mapped {
  const features = makeFeatures(setup.features);
  const { inputs } = makeDataset(setup.data);
  const mapped = mapPoints(inputs, features);
  const apply = (x1: number, x2: number) => [...mapPoints(fromRows([[x1, x2]]), features).values];
  // A changed listing may map a point otherwise when it comes with others: then a feature is no function of the plane.
  const isPlain = toRows(mapped).every((row, i) => {
    const alone = apply(entry(inputs, i, 0), entry(inputs, i, 1));
    return row.every((value, j) => Object.is(value, alone[j]));
  });
  return {
    mapped,
    scale: trainingData(setup).scale,
    quadratics: isPlain ? quadraticsOf({ ...features, apply }) : undefined,
  };
}

/** And of these places: k numbers each, a feature after the other. */
export const mappedPlaces = (
  setup: Setup,
  places: readonly (readonly [number, number])[],
): readonly number[] => [...mapPoints(fromRows(places), makeFeatures(setup.features)).values];
