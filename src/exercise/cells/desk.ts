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

const trainerAt = (setup: Setup, place?: Place | null): Trainer =>
  createTrainer(
    setup,
    place
      ? {
          step: place.step,
          parameters: vector(place.parameters),
          ...(place.memory && { memory: vector(place.memory) }),
        }
      : undefined,
  );

/** Begins a run at its own start, or at a place on its way. */
export function begin(setup: Setup, place?: Place | null): Snapshot {
  trainer = trainerAt(setup, place);
  return trainer.snapshot();
}

/** So many steps more of the run that was begun, or fewer by the rule. */
export const advance = (steps: number, pace: Pace, until: StopRule | null): Snapshot =>
  trainer.advance(steps, pace, until ?? undefined);

/** The runs that are made step by step, by number; those asked for longest ago are forgotten. */
const going = new Map<number, Trainer>();
const MOST_GOING = 8;

/**
 * So many steps more of the run of this number, or what it is at its beginning for none; each step's snapshot.
 * One that was forgotten is taken up at the place given.
 */
export function goOn(
  id: number,
  setup: Setup,
  place: Place | null,
  steps: number,
  pace: Pace,
): Snapshot[] {
  const run = going.get(id) ?? trainerAt(setup, place);
  going.delete(id);
  going.set(id, run);
  for (const other of going.keys()) if (going.size > MOST_GOING) going.delete(other);
  if (steps === 0) return [run.snapshot()];
  const made: Snapshot[] = [];
  for (let k = 0; k < steps && !made.at(-1)?.diverged; k++) made.push(run.advance(1, pace));
  return made;
}
