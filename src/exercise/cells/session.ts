import type { Session } from '../../training/session.ts';
import type { Setup } from '../../training/setup.ts';
import { beginning, isReached, type Place, type Snapshot } from '../../training/trainer.ts';
import { type Bench, CellStop } from './stop.ts';

const desk = 'src/exercise/cells/desk.ts';
/** In milliseconds: about as long as one question to the sandbox may take. */
const SLICE = 25;

/**
 * Training as `openSession` gives it, but by the course's trainer with changed cells in it, in a sandbox that
 * is opened by the first `advance`. Rejects with an error written for the reader where the changed code stops;
 * to call again is then to try again, from the last snapshot.
 */
export function openChangedSession(
  setup: Setup,
  open: () => Promise<Bench>,
  origin?: Place,
): Session {
  let current = setup;
  let from = origin;
  let snapshot = beginning(setup, origin);
  let run = 0;
  let bench: Promise<Bench> | undefined;
  let begun = -1; // the run that the sandbox has begun
  let perCall = 1;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve(); // one question after the other

  const end = () => {
    bench?.then(({ close }) => close()).catch(() => {});
    bench = undefined;
    begun = -1;
  };

  async function advance(...[steps, pace, until]: Parameters<Session['advance']>) {
    const asked = run;
    const isOver = () => closed || asked !== run;
    try {
      bench ??= open();
      const opened = await bench;
      if (isOver()) return snapshot;
      if (begun !== run) {
        const place = snapshot.step > (from?.step ?? 0) ? placeOf(snapshot) : (from ?? null);
        const first = await opened.ask(desk, 'begin', current, place && plainPlace(place));
        if (isOver()) return snapshot;
        begun = run;
        snapshot = revived(first as Snapshot, snapshot);
      }
      for (let made = 0; made < steps && !snapshot.diverged; ) {
        const count = Math.min(perCall, steps - made);
        const began = performance.now();
        const answer = await opened.ask(desk, 'advance', count, pace, until ?? null);
        if (isOver()) return snapshot;
        const took = performance.now() - began;
        if (count === perCall && took < SLICE / 2) perCall *= 2;
        else if (took > SLICE) perCall = Math.max(1, Math.floor((count * SLICE) / took));
        snapshot = revived(answer as Snapshot, snapshot);
        made += count;
        if (until && isReached(snapshot, until)) break;
      }
      return snapshot;
    } catch (error) {
      end();
      throw isOver() ? error : inWords(error);
    }
  }

  const beginRun = () => {
    run += 1;
    snapshot = beginning(current, from);
    return snapshot;
  };

  return {
    get snapshot() {
      return snapshot;
    },
    advance(...question) {
      const answer = turn.then(() => advance(...question));
      turn = answer.catch(() => {});
      return answer;
    },
    async reset() {
      return beginRun();
    },
    async change(next) {
      beginning(next); // throws before anything has changed
      current = next;
      from = undefined;
      return beginRun();
    },
    close() {
      closed = true;
      end();
    },
  };
}

const placeOf = ({ step, parameters, memory }: Snapshot): Place => ({
  step,
  parameters,
  ...(memory && { memory }),
});

/** Vectors as lists, to be posted into the sandbox. */
export const plainPlace = ({ step, parameters, memory }: Place) => ({
  step,
  parameters: [...parameters],
  ...(memory && { memory: [...memory] }),
});
/** And back. Throws when this is no snapshot of the same model. */
export function revived(
  { parameters, gradient, memory, ...rest }: Snapshot,
  beside: Pick<Snapshot, 'parameters'>,
): Snapshot {
  const { length: count } = beside.parameters;
  if (parameters.length !== count)
    throw new Error(
      `The model has ${count} parameters here, but with what you changed it got ${parameters.length}.`,
    );
  return {
    ...rest,
    parameters: Float64Array.from(parameters),
    gradient: Float64Array.from(gradient),
    ...(memory && { memory: Float64Array.from(memory) }),
  };
}

/** An error of changed code as it is told beside a figure. */
export function inWords(error: unknown): Error {
  if (!(error instanceof CellStop))
    return error instanceof Error ? error : new Error(String(error));
  const { at, message } = error;
  return new Error(
    at
      ? `Your changed ${at.id.replaceAll(',', ' and ')} stopped${at.line ? ` at line ${at.line}` : ''}: ${message}`
      : `With what you changed, training stopped: ${message}`,
    { cause: error },
  );
}
