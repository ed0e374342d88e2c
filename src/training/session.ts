import { type Remote, wrap } from 'comlink';
import { MOST_STEPS, type TrainingThread } from './messages.ts';
import { SessionError } from './session-error.ts';
import { checkPace, checkSetup, checkSteps, type Pace, type Setup } from './setup.ts';
import { beginning, type Place, type Snapshot, type StopRule } from './trainer.ts';

/** Training in a thread of its own, one run at a time. */
export interface Session {
  /** What this run's training last said; before it said anything, the start. */
  readonly snapshot: Snapshot;
  /**
   * So many steps more: a whole number, 0 … 1,000,000. Never answers with a snapshot of a run that is
   * over: when a reset or another setup came meanwhile, the answer is the new run's last snapshot.
   * With a rule, no step after the first that reaches it. Rejects with a SetupError for a bad pace or number, with a SessionError when the thread fails.
   */
  advance(steps: number, pace: Pace, until?: StopRule): Promise<Snapshot>;
  /** Ends the run and begins it again from the same start. */
  reset(): Promise<Snapshot>;
  /** Ends the run and begins another, at its own start. For a bad setup, rejects with a SetupError; the old run stays. */
  change(setup: Setup): Promise<Snapshot>;
  /** Ends the thread at once. What it was asked for, and all later calls, reject as `closed`. */
  close(): void;
}

export interface SessionOptions {
  createWorker?(): Worker;
  /** Where the run is taken up, when that is not the setup's own start at step 0. */
  origin?: Place | undefined;
  /** How long, in milliseconds, a thread that owes an answer may give no sign of life. */
  patience?: number;
}

const startWorker = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

/** A worker, and those who wait for its answers. */
interface Thread {
  readonly worker: Worker;
  readonly remote: Remote<TrainingThread>;
  readonly waiting: Set<(error: SessionError) => void>;
  watched: boolean;
}

/**
 * A session with this setup. Its worker is started by the first `advance`: a figure at which nobody
 * plays costs no thread. Throws a SetupError when the setup cannot be trained.
 */
export function openSession(
  setup: Setup,
  { createWorker = startWorker, patience = 10_000, origin }: SessionOptions = {},
): Session {
  let current = checkSetup(setup);
  let start = beginning(setup, origin);
  let snapshot = start;
  let run = 0;
  let thread: Thread | undefined;
  let closed = false;

  function beginRun(): Snapshot {
    if (closed) throw closing();
    run += 1;
    snapshot = start;
    if (thread) postBegin(thread);
    return snapshot;
  }

  function postBegin(to: Thread) {
    const { step, parameters, memory } = snapshot;
    const place = { step, parameters, ...(memory && { memory }) };
    to.remote.begin(run, current, place).catch((cause) => end(to, failure(cause)));
  }

  function startThread(): Thread {
    let worker: Worker;
    try {
      worker = createWorker();
    } catch (cause) {
      throw failure(cause);
    }
    const remote = wrap<TrainingThread>(worker);
    const started: Thread = { worker, remote, waiting: new Set(), watched: false };
    worker.addEventListener('error', (event) => {
      if (started.waiting.size > 0) event.preventDefault(); // then somebody is told
      end(started, failure(event.error ?? event.message));
    });
    worker.addEventListener('messageerror', () =>
      end(started, failure('its answer could not be read')),
    );
    thread = started;
    postBegin(started);
    return started;
  }

  function end(ended: Thread, error: SessionError) {
    ended.worker.terminate();
    if (thread === ended) thread = undefined;
    for (const reject of ended.waiting) reject(error);
    ended.waiting.clear();
  }

  function ask<T>(question: (remote: Remote<TrainingThread>) => Promise<T>): Promise<T> {
    const asked = thread ?? startThread();
    return new Promise((resolve, reject) => {
      asked.waiting.add(reject);
      question(asked.remote)
        .then(resolve, (cause) => end(asked, failure(cause)))
        .finally(() => asked.waiting.delete(reject));
      if (!asked.watched) watch(asked);
    });
  }

  /** While somebody waits, sees to it that the thread still gives signs of life. */
  async function watch(watched: Thread) {
    watched.watched = true;
    while (watched.waiting.size > 0) {
      const alive = watched.remote.ping().catch(() => false);
      if (!(await Promise.race([alive, silence(patience)])))
        end(
          watched,
          new SessionError('silent', 'Training stopped: its thread gives no sign of life.'),
        );
      else await delay(patience / 10);
    }
    watched.watched = false;
  }

  return {
    get snapshot() {
      return snapshot;
    },
    async advance(steps, pace, until) {
      checkSteps(steps, MOST_STEPS);
      const checkedPace = checkPace(pace);
      if (closed) throw closing();
      if (snapshot.diverged) return snapshot;
      const asked = run;
      const answer = await ask((remote) => remote.advance(asked, steps, checkedPace, until));
      if (answer && asked === run) snapshot = answer;
      return snapshot;
    },
    async reset() {
      return beginRun();
    },
    async change(next) {
      const checked = checkSetup(next);
      start = beginning(next); // throws before anything has changed
      current = checked;
      return beginRun();
    },
    close() {
      closed = true;
      if (thread) end(thread, closing());
    },
  };
}

const failure = (cause: unknown) =>
  new SessionError(
    'failed',
    `Training stopped: its thread failed (${cause instanceof Error ? cause.message : cause || 'it could not be loaded'}).`,
    cause,
  );

const closing = () => new SessionError('closed', 'This session is closed.');

const delay = (milliseconds: number) =>
  new Promise<void>((resume) => setTimeout(resume, milliseconds));

/**
 * Resolves after so long. In two halves: when a computer wakes from sleep, a timer is overdue at once,
 * and the answer that waits beside it must have its turn.
 */
async function silence(milliseconds: number): Promise<false> {
  await delay(milliseconds / 2);
  await delay(milliseconds / 2);
  return false;
}
