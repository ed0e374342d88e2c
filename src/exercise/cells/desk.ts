import type { Pace, Setup } from '../../training/setup.ts';
import {
  createTrainer,
  type Place,
  type Snapshot,
  type StopRule,
  type Trainer,
} from '../../training/trainer.ts';
import { type Cells, outcome } from './cell.ts';

// What is asked of the course's modules where a changed one stands among them: this module, like those, is
// loaded into the sandbox, and the page calls it from outside with plain data.

/** The outcome of one cell of a page's module. */
export const attempt = ({ cells }: { readonly cells: Cells }, id: string): readonly unknown[] =>
  outcome(cells[id]!);

let trainer: Trainer;

/** A number list as it comes in, and a vector as the trainer wants it. */
const vector = (values: ArrayLike<number>) => Float64Array.from(values);

/** Begins a run at its own start, or at a place on its way. */
export function begin(setup: Setup, place?: Place | null): Snapshot {
  trainer = createTrainer(
    setup,
    place
      ? {
          step: place.step,
          parameters: vector(place.parameters),
          ...(place.memory && { memory: vector(place.memory) }),
        }
      : undefined,
  );
  return trainer.snapshot();
}

/** So many steps more of the run that was begun, or fewer by the rule. */
export const advance = (steps: number, pace: Pace, until: StopRule | null): Snapshot =>
  trainer.advance(steps, pace, until ?? undefined);
