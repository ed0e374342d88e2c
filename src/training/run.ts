import { createHistory, type Moment, retrace } from './history.ts';
import type { Pace, Setup } from './setup.ts';
import { createTrainer, type Place, type Snapshot } from './trainer.ts';

/** What makes a run: where it begins, what it trains, and how fast. Plain data. */
export interface RunSpec {
  readonly setup: Setup;
  readonly pace: Pace;
  /** Where the run is taken up, when that is not the setup's own start at step 0. */
  readonly origin?: Place;
}

/**
 * A run made in the page at one pace, as far as it was asked for, and then seen again at any of its
 * steps. For runs so small that the whole of one costs less than a frame.
 */
export interface Run {
  readonly spec: RunSpec;
  /** The step it began at, and the last one made. */
  readonly first: number;
  readonly last: number;
  /**
   * The past, thinned unless every step was wanted: the first steps all, then every fifth, then every
   * tenth, each with its parameters.
   */
  readonly moments: readonly Moment[];
  /**
   * Trains on to this step, or to where training diverges, and says whether that is done. Between a
   * few steps and the next it asks whether it is late; if so it stops, to be called again.
   */
  trainTo(step: number, isLate?: () => boolean): boolean;
  /** The snapshot of a step made, bit for bit as training gave it. Throws for a step not made. */
  at(step: number): Snapshot;
}

/**
 * From a moment kept to the next: one step where most happens, later five and ten. A moment costs as
 * much as a third of a step, and a whole run has to fit into a frame.
 */
const usualStride = (step: number) => (step < 50 ? 1 : step < 200 ? 5 : 10);

/**
 * A run at its beginning. With `everyStep` it keeps a moment of each step: for a loss that jumps to and
 * fro, of which every tenth step would tell another story. Throws what `createTrainer` throws.
 */
export function createRun(spec: RunSpec, everyStep = false): Run {
  const stride = everyStep ? () => 1 : usualStride;
  const { setup, pace, origin } = spec;
  const trainer = createTrainer(setup, origin);
  const history = createHistory({ parameters: true });
  let newest = trainer.snapshot();
  history.record(newest);
  return {
    spec,
    first: newest.step,
    get last() {
      return newest.step;
    },
    get moments() {
      return history.moments;
    },
    trainTo(step, isLate = () => false) {
      while (newest.step < step && !newest.diverged) {
        if (isLate()) return false;
        const { step: at } = newest;
        const steps = Math.min(stride(at) - (at % stride(at)), step - at);
        newest = trainer.advance(steps, pace);
        history.record(newest);
      }
      return true;
    },
    at(step) {
      if (step === newest.step) return newest;
      const snapshot = retrace(setup, history, step);
      if (!snapshot) throw new Error(`This run no longer knows how it came to step ${step}.`);
      return snapshot;
    },
  };
}
