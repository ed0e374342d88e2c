import type { Pace, Setup } from './setup.ts';
import { createTrainer, type Snapshot } from './trainer.ts';

/** What is kept of a snapshot. */
export interface Moment {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  /** The same of the points kept aside, where there are any. */
  readonly test?: { readonly loss: number; readonly accuracy: number };
  /** The parameters, when the history keeps them; the snapshot's own array, to be read only. */
  readonly parameters?: Float64Array;
  /** The same of what the optimiser remembers. */
  readonly memory?: Float64Array;
}

/** From this step on, and until the next entry's, training went at this pace. */
export interface PaceChange {
  readonly step: number;
  readonly pace: Pace;
}

/** One run's past, for loss curves and timelines: bounded, however long the run. */
export interface History {
  /** In the order of their steps; the first and the last recorded are always among them. */
  readonly moments: readonly Moment[];
  /** Every change of pace, unless there were more than the limit: then the oldest are forgotten. */
  readonly paces: readonly PaceChange[];
  /**
   * Takes the next snapshot of the run. Each one that the trainer gave must come here, or the pace of
   * its steps is unknown to `retrace`. The same step again replaces the last moment; an earlier step
   * is the beginning of a new run, and the old one is forgotten.
   */
  record(snapshot: Snapshot): void;
  /** The nearest moment kept at or before this step; undefined when there is none. */
  at(step: number): Moment | undefined;
}

/**
 * An empty history of at most `limit` moments. When it is full, every second moment goes, and from
 * then on only every second snapshot stays: what is left is spread evenly over the whole run.
 * Throws unless the limit is a whole number ≥ 3: the first, the last and one between.
 */
export function createHistory({ limit = 2000, parameters = false } = {}): History {
  if (!Number.isInteger(limit) || limit < 3)
    throw new RangeError(`A history needs a whole limit of at least 3 moments, but got ${limit}.`);
  let moments: Moment[] = [];
  let paces: PaceChange[] = [];
  let recorded = 0; // snapshots so far
  let stride = 1; // of those, every stride-th stays: numbers 0, stride, 2 · stride …
  const lastStays = () => (recorded - 1) % stride === 0;

  return {
    get moments() {
      return moments;
    },
    get paces() {
      return paces;
    },
    record(snapshot) {
      const { step, loss, accuracy, test, pace, memory } = snapshot;
      const moment = {
        step,
        loss,
        accuracy,
        ...(test && { test }),
        ...(parameters && { parameters: snapshot.parameters }),
        ...(parameters && memory && { memory }),
      };
      const last = moments.at(-1);
      if (last && step === last.step) {
        moments[moments.length - 1] = moment;
        return;
      }
      if (last && step < last.step) {
        moments = [];
        paces = [];
        recorded = 0;
        stride = 1;
      } else if (last && !lastStays()) moments.pop();

      if (last && step > last.step && pace && !samePace(pace, paces.at(-1)?.pace)) {
        paces.push({ step: last.step, pace });
        if (paces.length > limit) paces = paces.slice(limit >> 1);
      }
      moments.push(moment);
      recorded += 1;
      if (moments.length > limit) {
        stride *= 2;
        moments = moments.filter((_, i) => i % 2 === 0 || i === moments.length - 1);
      }
    },
    at: (step) => moments[lastAtOrBefore(moments, step)],
  };
}

/**
 * The snapshot of step k, bit for bit as training gave it: the steps are made again, from the nearest
 * moment whose parameters were kept or else from the start, at the paces of then. Undefined when
 * those paces are forgotten. Throws when the run did not come as far as step k.
 */
export function retrace(setup: Setup, history: History, step: number): Snapshot | undefined {
  const { paces } = history;
  const last = history.moments.at(-1)?.step ?? -1;
  if (!Number.isInteger(step) || step < 0 || step > last)
    throw new RangeError(
      `Only the steps 0 … ${last} of this run can be seen again, but not ${step}.`,
    );
  const kept = history.at(step);
  const trainer = createTrainer(
    setup,
    kept?.parameters && {
      step: kept.step,
      parameters: kept.parameters,
      ...(kept.memory && { memory: kept.memory }),
    },
  );
  let snapshot = trainer.snapshot();
  while (snapshot.step < step) {
    const i = lastAtOrBefore(paces, snapshot.step);
    const now = paces[i];
    if (!now) return undefined;
    const until = Math.min(step, paces[i + 1]?.step ?? step);
    snapshot = trainer.advance(until - snapshot.step, now.pace);
  }
  return snapshot;
}

/** The index of the last item whose step is not after the given one; −1 when all are after it. */
function lastAtOrBefore(items: readonly { readonly step: number }[], step: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.step <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const samePace = (a: Pace, b: Pace | undefined) => JSON.stringify(a) === JSON.stringify(b);
