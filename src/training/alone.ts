import type { DataRecipe } from '../data/datasets.ts';
import type { Pace, Setup } from './setup.ts';
import { createTrainer, type Place, type Snapshot } from './trainer.ts';

/**
 * Three logistic regressions on the same points (chapter 5), each from a start of its own: standard
 * normal parameters, by the three seeds that follow one another from the one given.
 */
export const aloneSetups = (data: DataRecipe, seed: number): Setup[] =>
  [0, 1, 2].map((k) => ({
    data,
    features: { kind: 'named', name: 'identity' },
    model: { kind: 'logistic' },
    start: { kind: 'normal', seed: (seed + k) % 4294967296 },
    batch: 'full',
    l2: 0,
    seed: 0,
  }));

/**
 * Trains the three for so many steps, each as if the others were not there: from their starts, or from the
 * places that they have come to.
 */
export const trainAlone = (
  data: DataRecipe,
  seed: number,
  steps: number,
  pace: Pace,
  places?: readonly Place[],
): Snapshot[] =>
  aloneSetups(data, seed).map((setup, k) => createTrainer(setup, places?.[k]).advance(steps, pace));

/** The largest distance between the parameters of any two runs: max ‖θₖ − θₗ‖. */
export const largestDistance = (runs: readonly Pick<Snapshot, 'parameters'>[]): number =>
  Math.max(
    ...runs.flatMap((one, k) =>
      runs.slice(k + 1).map((other) => {
        let square = 0;
        one.parameters.forEach((value, j) => {
          const difference = value - other.parameters[j]!;
          square += difference * difference;
        });
        return Math.sqrt(square);
      }),
    ),
  );
