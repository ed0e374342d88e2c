import { cosine, sine } from '../data/elementary.ts';
import type { ActivationName } from '../model/activations.ts';
import type { StartName } from '../model/starts.ts';
import { circlesRun, courseSteps } from './course-runs.ts';
import type { Ensemble } from './members.ts';
import type { RunSpec } from './run.ts';

/** Chapter 13's ensembles: what they differ in, for its figures, its facts and its questions. */

/** The widths that are shown side by side. */
export const shownWidths = [3, 4, 5, 10, 20, 50] as const;

/** The rows of the map of successes: hidden units. */
export const mapUnits = [1, 2, 3, 4, 5, 6, 8, 10] as const;
/** Its columns: learning rates of the mean loss, all at the same number of steps … */
export const mapRates = [0.2, 0.6, 2, 6, 10, 20, 40] as const;
/** … or numbers of steps, all at the same learning rate. */
export const mapSteps = [30, 100, 150, 200, 300, 600, 1001] as const;

export type MapKind = 'rate' | 'steps';
export const columnsOf = (kind: MapKind): readonly number[] =>
  kind === 'rate' ? mapRates : mapSteps;

/** How a unit answers and where it starts: together, as the one suits the other. */
export const recipes = {
  'sigmoid uniform': { activation: 'sigmoid', start: 'uniform' },
  'sigmoid glorot': { activation: 'sigmoid', start: 'glorot' },
  'tanh glorot': { activation: 'tanh', start: 'glorot' },
  'relu he': { activation: 'relu', start: 'he' },
} as const satisfies Record<string, { activation: ActivationName; start: StartName }>;
export type RecipeName = keyof typeof recipes;

/** The networks of one row of the map; with rates in the columns, of one cell. */
export function mapRun(
  units: number,
  rate: number,
  recipe: RecipeName = 'sigmoid uniform',
): RunSpec {
  const { activation, start } = recipes[recipe];
  return circlesRun({ units, learningRate: rate, activation, start, seed: 1 });
}

/** The units whose regions' corners are counted. */
export const cornerUnits = [3, 4, 5, 6] as const;

/** So many networks of the course's own recipe, trained to the end: by the seeds 1, 2, … */
export const usualEnsemble = (units: number, count: number): Ensemble => ({
  run: circlesRun({ units }),
  firstSeed: 1,
  count,
  stops: [courseSteps],
});

/**
 * Four units that begin as a square round the inner ring: four lines at distance 1.5 from the centre whose normals
 * stand at right angles, and an output that asks for all four. In the flat order of the parameters.
 */
export const squareStart: readonly number[] = [
  ...[0, 1, 2, 3].map((k) => 3 * cosine(squareAngle(k))),
  ...[0, 1, 2, 3].map((k) => 3 * sine(squareAngle(k))),
  ...[4.5, 4.5, 4.5, 4.5],
  ...[3, 3, 3, 3],
  -10.5,
];
function squareAngle(k: number) {
  return 0.4 + (Math.PI / 2) * k;
}

/** The noises of fresh data, and the widths that are tried on them. */
export const testNoises = [0.2, 0.4, 0.6] as const;
export const testWidths = [2, 3, 5, 10, 20] as const;
/** After how many steps: the usual run’s end, and far beyond. */
export const testStops = [100, 300, 1001, 3000, 10_000] as const;

/** Networks that learn from 200 noisy points. */
export const noisyRun = (units: number, noise: number): RunSpec =>
  circlesRun({ units, noise, seed: 1 });

/** Fresh points of the same kind, which no network has learned from. */
export const freshPoints = (noise: number) =>
  ({
    name: 'circles',
    count: 4000,
    centre: [0, 0],
    radii: [1, 3],
    noise,
    seed: 777,
  }) as const;
