import { type Remote, wrap } from 'comlink';
import { costOf, type Ensemble, slicesOf, type Trained } from './members.ts';
import type { EnsembleThread } from './messages.ts';
import { SessionError } from './session-error.ts';
import { checkPace, checkSetup } from './setup.ts';

export interface EnsembleProgress {
  /** Of all the work, from 0 to 1. */
  readonly share: number;
  /** Undefined until there is something to tell it from. */
  readonly secondsLeft: number | undefined;
}

export interface EnsembleOptions {
  /** Some networks more, as they come: of which of the ensembles, and what became of them. */
  onResult(trained: Trained, ensemble: Ensemble): void;
  onProgress?(progress: EnsembleProgress): void;
  /** Ends all threads at once. What has come until then stays. */
  readonly signal?: AbortSignal;
  /** As many as the machine has cores, but one that is left to the page; at least 1. */
  readonly threads?: number;
  createWorker?(): Worker;
  /** How long, in milliseconds, a thread may take for one part. */
  readonly patience?: number;
}

/** How often a part is given to another thread after the one that had it failed. */
const RETRIES = 2;

const startWorker = () =>
  new Worker(new URL('./ensemble-worker.ts', import.meta.url), { type: 'module' });

const threadsOf = () => Math.max(1, (navigator.hardwareConcurrency || 2) - 1);

/**
 * Trains ensembles in threads of their own, part by part in the order given, and ends when all are trained or
 * the signal aborts. Only answers come back to the page: each part a few hundredths of a second of work.
 * Rejects with a SetupError for what cannot be trained, and with a SessionError when threads fail again and
 * again; what came before is good, and to train what is missing is to try again.
 */
export async function trainEnsemble(
  ensembles: Ensemble | readonly Ensemble[],
  {
    onResult,
    onProgress,
    signal,
    threads = threadsOf(),
    createWorker = startWorker,
    patience = 30_000,
  }: EnsembleOptions,
): Promise<void> {
  const list = 'run' in ensembles ? [ensembles] : ensembles;
  for (const run of new Set(list.map((ensemble) => ensemble.run))) {
    checkSetup(run.setup);
    checkPace(run.pace);
  }
  const parts: Part[] = list.flatMap((ensemble) =>
    slicesOf(ensemble).map((slice) => ({ slice, ensemble, failures: 0 })),
  );
  const began = performance.now();
  const all = parts.reduce((sum, { slice }) => sum + workOf(slice), 0);
  let done = 0;
  let failure: SessionError | undefined;
  const halt = new AbortController();
  const stop = () => halt.abort();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);

  async function work() {
    let thread: Thread | undefined;
    while (!halt.signal.aborted) {
      const part = parts.shift();
      if (!part) break;
      try {
        thread ??= startThread(createWorker);
        const trained = await answerOf(thread, part.slice, patience, halt.signal);
        if (!trained) break;
        done += workOf(part.slice);
        onResult(trained, part.ensemble);
        const seconds = (performance.now() - began) / 1000;
        onProgress?.({
          share: done / all,
          secondsLeft: seconds > 0.3 ? (seconds * (all - done)) / done : undefined,
        });
      } catch (cause) {
        thread?.worker.terminate();
        thread = undefined;
        part.failures += 1;
        if (part.failures > RETRIES) {
          failure ??= failed(cause);
          halt.abort();
        } else parts.push(part);
      }
    }
    thread?.worker.terminate();
  }
  await Promise.all(Array.from({ length: Math.min(threads, parts.length) }, work));
  signal?.removeEventListener('abort', stop);
  if (failure) throw failure;
}

interface Part {
  readonly slice: Ensemble;
  readonly ensemble: Ensemble;
  failures: number;
}

const workOf = (ensemble: Ensemble) => ensemble.count * costOf(ensemble);

interface Thread {
  readonly worker: Worker;
  readonly remote: Remote<EnsembleThread>;
}

function startThread(createWorker: () => Worker): Thread {
  const worker = createWorker();
  return { worker, remote: wrap<EnsembleThread>(worker) };
}

/** What the thread makes of a part; undefined when it was told to stop. Rejects when it fails or is silent. */
function answerOf(
  { worker, remote }: Thread,
  slice: Ensemble,
  patience: number,
  halt: AbortSignal,
): Promise<Trained | undefined> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const once = { once: true, signal: over.signal };
    const end = (then: () => void) => {
      over.abort();
      clearTimeout(timer);
      then();
    };
    const fail = (cause: unknown) => end(() => reject(cause));
    // In two halves: when a computer wakes from sleep, a timer is overdue at once, and the answer that
    // waits beside it must have its turn.
    const half = (then: () => void) => setTimeout(then, patience / 2);
    let timer = half(() => {
      timer = half(() => fail('it gives no sign of life'));
    });
    worker.addEventListener(
      'error',
      (event) => {
        event.preventDefault(); // somebody is told
        fail(event.error ?? event.message);
      },
      once,
    );
    worker.addEventListener('messageerror', () => fail('its answer could not be read'), once);
    halt.addEventListener('abort', () => end(() => resolve(undefined)), once);
    remote.train(slice).then((trained) => end(() => resolve(trained)), fail);
  });
}

const failed = (cause: unknown) =>
  new SessionError(
    'failed',
    `Training stopped: its threads failed (${cause instanceof Error ? cause.message : cause || 'they could not be loaded'}).`,
    cause,
  );
