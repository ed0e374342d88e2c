import { expose, transfer } from 'comlink';
import type { TrainingThread } from './messages.ts';
import { createTrainer, isReached, type Trainer } from './trainer.ts';

/** In milliseconds: about as long as training goes on before the thread listens to the page again. */
const SLICE = 25;

let trainer: Trainer;
let current = 0;
let turn: Promise<unknown> = Promise.resolve(); // advances are made one after the other

const thread: TrainingThread = {
  begin(run, setup, place) {
    trainer = createTrainer(setup, place);
    current = run;
  },
  advance(run, steps, pace, until) {
    const answer = turn.then(() => advance(run, steps, pace, until));
    turn = answer.catch(() => {}); // the page is told; the next in the line is not to blame
    return answer;
  },
  ping: () => true,
};

/** Trains in slices and listens between them. Where it is cut changes no digit of the result. */
const advance: TrainingThread['advance'] = async (run, steps, pace, until) => {
  let slice = 1;
  for (let made = 0; run === current && made < steps; ) {
    const now = Math.min(slice, steps - made);
    const began = performance.now();
    const there = trainer.advance(now, pace, until);
    if (there.diverged || (until && isReached(there, until))) break;
    made += now;
    if (performance.now() - began < SLICE) slice *= 2;
    else await new Promise((resume) => setTimeout(resume));
  }
  if (run !== current) return undefined;
  const snapshot = trainer.snapshot();
  const { parameters, gradient, memory } = snapshot;
  return transfer(snapshot, [
    parameters.buffer,
    gradient.buffer,
    ...(memory ? [memory.buffer] : []),
  ]);
};

// By itself, a rejection that nobody catches raises no error in the page.
self.addEventListener('unhandledrejection', ({ reason }) => reportError(reason));

expose(thread);
