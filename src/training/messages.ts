import type { Ensemble, Trained } from './members.ts';
import type { Pace, Setup } from './setup.ts';
import type { Place, Snapshot, StopRule } from './trainer.ts';

/**
 * Everything that crosses between the page and the thread that trains. The page calls these through
 * comlink, and what they return or throw comes back as the answer. All of it is plain data; the
 * arrays of a snapshot change hands instead of being copied.
 *
 * The page numbers its runs: a reset is a new run, and so is another setup.
 */
export interface TrainingThread {
  /** Ends the run before and begins this one, at a place that the page knows: mostly the start. */
  begin(run: number, setup: Setup, place: Place): void;
  /** So many steps more, or fewer by the rule. Undefined when the run ended before they were made. */
  advance(run: number, steps: number, pace: Pace, until?: StopRule): Promise<Snapshot | undefined>;
  /** A sign of life: answered at once, also in the middle of a long `advance`. */
  ping(): true;
}

/** What crosses between the page and one of the threads that train an ensemble: a part of it, and what became of it. */
export interface EnsembleThread {
  train(part: Ensemble): Trained;
}

/** The most steps that one message may ask for. */
export const MOST_STEPS = 1_000_000;
