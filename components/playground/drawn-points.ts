import type { DataRecipe, RecipeOf } from '../../src/data/datasets.ts';
import { datasetOf, MOST_POINTS } from '../../src/data/datasets.ts';
import { toRows } from '../../src/data/matrix.ts';
import type { Point } from '../../src/figure/line.ts';

type Drawn = RecipeOf<'points'>;

/** Coordinates as fine as a screen shows them: a link then holds more points. */
const round = (x: number) => Math.round(100 * x) / 100;

/** More points of a class; of more than 10,000 the first. */
export function withPoints(
  recipe: DataRecipe,
  points: readonly Point[],
  label: number,
): DataRecipe {
  if (recipe.name !== 'points') return recipe;
  const inputs = points.map(([x, y]) => [round(x), round(y)] as const);
  const labels = points.map(() => label);
  return {
    ...recipe,
    inputs: [...recipe.inputs, ...inputs].slice(0, MOST_POINTS),
    labels: [...recipe.labels, ...labels].slice(0, MOST_POINTS),
  };
}

/** Without the point nearest to a place. */
export function withoutNearest(recipe: DataRecipe, [x, y]: Point): DataRecipe {
  if (recipe.name !== 'points') return recipe;
  const squares = recipe.inputs.map(([a, b]) => (a - x) * (a - x) + (b - y) * (b - y));
  const nearest = squares.indexOf(Math.min(...squares));
  return {
    ...recipe,
    inputs: recipe.inputs.filter((_, i) => i !== nearest),
    labels: recipe.labels.filter((_, i) => i !== nearest),
  };
}

/** Points of any other kind as points to draw more onto; undefined where they are no plane of their own. */
export function asDrawn(recipe: DataRecipe): Drawn | undefined {
  const { inputs, labels, scale } = datasetOf(recipe);
  if (inputs.columns !== 2 || scale || recipe.name === 'table') return undefined;
  return {
    name: 'points',
    inputs: toRows(inputs).map(([x, y]) => [round(x!), round(y!)] as const),
    labels: [...labels],
  };
}

/** One point of each of two classes: no fewer can be trained on. */
export const firstPoints: Drawn = {
  name: 'points',
  inputs: [
    [-1, 0],
    [1, 0],
  ],
  labels: [0, 1],
};
