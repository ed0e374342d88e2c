import { describe, expect, it, vi } from 'vitest';
import { circlesRun } from '../../src/training/course-runs.ts';
import {
  type EnsembleOptions,
  type EnsembleProgress,
  trainEnsemble,
} from '../../src/training/ensemble.ts';
import { type Ensemble, type Trained, trainMembers } from '../../src/training/members.ts';
import { SessionError } from '../../src/training/session-error.ts';
import { SetupError } from '../../src/training/setup.ts';

const ensemble: Ensemble = { run: circlesRun(), firstSeed: 1, count: 60, stops: [100, 1001] };

const goodWorker = () =>
  new Worker(new URL('../../src/training/ensemble-worker.ts', import.meta.url), { type: 'module' });
const troubledWorker = () =>
  new Worker(new URL('./troubled-worker.ts', import.meta.url), {
    type: 'module',
    name: 'throws when it starts',
  });
const stuckWorker = () =>
  new Worker(new URL('./stuck-worker.ts', import.meta.url), { type: 'module' });

/** Trains it, and gives the parts that came, in the order of their seeds. */
async function train(options: Partial<EnsembleOptions> = {}, what: Ensemble = ensemble) {
  const parts: Trained[] = [];
  await trainEnsemble(what, { onResult: (part) => parts.push(part), ...options });
  return parts.sort((one, other) => one.firstSeed - other.firstSeed);
}
const lossesOf = (parts: readonly Trained[]) => parts.flatMap(({ losses }) => [...losses]);

describe('an ensemble in threads', () => {
  it.each([1, 3])('comes to the digits of the page, with %i', async (threads) => {
    const parts = await train({ threads });
    expect(parts.length).toBeGreaterThan(3);
    const whole = trainMembers(ensemble);
    expect(lossesOf(parts)).toEqual([...whole.losses]);
    expect(parts.flatMap(({ parameters }) => [...parameters])).toEqual([...whole.parameters]);
  });

  it('says how far it is, and how long it will take', async () => {
    const told: EnsembleProgress[] = [];
    await train(
      { onProgress: (progress) => told.push(progress), threads: 1 },
      { ...ensemble, count: 200 },
    );
    const shares = told.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1, 12);
    expect(told.at(-1)?.secondsLeft).toBeCloseTo(0, 6);
    expect(told.some(({ secondsLeft }) => (secondsLeft ?? 0) > 0)).toBe(true);
  });

  it('stops at once, and ends its threads', async () => {
    const halt = new AbortController();
    const workers: Worker[] = [];
    const parts = await train(
      {
        threads: 2,
        signal: halt.signal,
        onResult: () => halt.abort(),
        createWorker() {
          const worker = goodWorker();
          vi.spyOn(worker, 'terminate');
          workers.push(worker);
          return worker;
        },
      },
      { ...ensemble, count: 100_000 },
    );
    expect(parts).toEqual([]);
    expect(workers.length).toBe(2);
    for (const worker of workers) expect(worker.terminate).toHaveBeenCalled();
  });

  it('starts nothing when it was stopped before', async () => {
    const createWorker = vi.fn(goodWorker);
    expect(await train({ signal: AbortSignal.abort(), createWorker })).toEqual([]);
    expect(createWorker).not.toHaveBeenCalled();
  });

  it.each([
    { trouble: 'fails', bad: troubledWorker, patience: 30_000 },
    { trouble: 'is silent', bad: stuckWorker, patience: 3000 },
  ])('gives the part of a thread that $trouble to another', async ({ bad, patience }) => {
    let made = 0;
    const createWorker = () => (made++ === 0 ? bad() : goodWorker());
    const parts = await train({ createWorker, patience, threads: 2 });
    expect(lossesOf(parts)).toEqual([...trainMembers(ensemble).losses]);
  });

  it('gives up when threads fail again and again, in a sentence', async () => {
    const error = await train({ createWorker: troubledWorker }).catch((cause) => cause);
    expect(error).toBeInstanceOf(SessionError);
    expect(error.message).toMatch(/^Training stopped: its threads failed \(.*no start on purpose/);
  });

  it('refuses what cannot be trained before it starts a thread', async () => {
    const createWorker = vi.fn(goodWorker);
    const run = { ...ensemble.run, pace: { learningRate: 0 } };
    await expect(train({ createWorker }, { ...ensemble, run })).rejects.toBeInstanceOf(SetupError);
    expect(createWorker).not.toHaveBeenCalled();
  });
});
