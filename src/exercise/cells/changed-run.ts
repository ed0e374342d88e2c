import type { Run, RunSpec } from '../../training/run.ts';
import { createTrainer, type Snapshot } from '../../training/trainer.ts';
import { inWords, plainPlace, revived } from './session.ts';
import type { Bench } from './stop.ts';

const desk = 'src/exercise/cells/desk.ts';
/** In milliseconds: about as long as one question to the sandbox may take. */
const SLICE = 40;

let runs = 0;

/**
 * A run as `createRun` gives it, but by the course's trainer with changed cells in it. It is made elsewhere:
 * `trainTo` asks for the next steps, and says that it is not done until they are there; a run that is no
 * longer asked for stands still. It keeps every step. Where the changed code stops, the run ends as one that
 * diverged, with a message written for the reader.
 */
export function createChangedRun(spec: RunSpec, open: () => Promise<Bench>): Run {
  const { setup, pace, origin } = spec;
  const id = ++runs;
  const start = createTrainer(setup, origin).snapshot();
  const made: Snapshot[] = [];
  let waiting = false;
  let ended = false;
  let perCall = 1;

  async function ask(count: number) {
    waiting = true;
    const began = performance.now();
    const last = made.at(-1);
    try {
      const bench = await open();
      const place = last ?? origin;
      const answer = await bench.ask(
        desk,
        'goOn',
        id,
        setup,
        place ? plainPlace(place) : null,
        last ? count : 0,
        pace,
      );
      made.push(...(answer as Snapshot[]).map((each) => revived(each, start)));
      const took = performance.now() - began;
      if (last && took < SLICE / 2) perCall = Math.min(200, perCall * 2);
      else if (took > SLICE) perCall = Math.max(1, Math.floor((count * SLICE) / took));
      ended = made.at(-1)?.diverged !== undefined;
    } catch (error) {
      const { step } = last ?? start;
      const { message } = inWords(error);
      made.splice(last ? -1 : 0, 1, { ...(last ?? start), diverged: { step: step + 1, message } });
      ended = true;
    }
    waiting = false;
  }

  const last = () => made.at(-1)?.step ?? start.step - 1;
  return {
    spec,
    first: start.step,
    get last() {
      return last();
    },
    get moments() {
      return made;
    },
    trainTo(step) {
      if (ended || last() >= step) return true;
      if (!waiting) ask(Math.min(perCall, step - last()));
      return false;
    },
    at(step) {
      const found = made[step - start.step] ?? (made.length === 0 ? start : undefined);
      if (!found) throw new Error(`This run has not made step ${step}.`);
      return found;
    },
  };
}
