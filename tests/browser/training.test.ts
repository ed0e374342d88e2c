import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPlayer } from '../../src/training/player.ts';
import { openSession, type Session, type SessionOptions } from '../../src/training/session.ts';
import { SessionError } from '../../src/training/session-error.ts';
import { type Setup, SetupError } from '../../src/training/setup.ts';
import { createTrainer, type Snapshot } from '../../src/training/trainer.ts';
import { digest, pinnedRuns } from '../unit/training/digits.ts';
import { batchedSetup, classicSetup, logisticSetup } from '../unit/training/runs.ts';

const pace = { learningRate: 2 };
/** Days of training: nobody waits for its end. */
const endless: Setup = {
  ...classicSetup,
  data: { name: 'circles', count: 10_000, centre: [0, 0], radii: [1, 3], noise: 0.1, seed: 1 },
  model: { kind: 'mlp', units: 64, activation: 'sigmoid' },
  start: { kind: 'uniform', seed: 1 },
};
const MOST_STEPS = 1_000_000;

const goodWorker = () =>
  new Worker(new URL('../../src/training/worker.ts', import.meta.url), { type: 'module' });
const stuckWorker = () =>
  new Worker(new URL('./stuck-worker.ts', import.meta.url), { type: 'module' });
const troubledWorker = (name: string) => () =>
  new Worker(new URL('./troubled-worker.ts', import.meta.url), { type: 'module', name });

const sessions: Session[] = [];
/** A session that the test need not close, with all the workers that were made for it. */
function open(setup: Setup, options: SessionOptions = {}) {
  const workers: Worker[] = [];
  const { createWorker = goodWorker } = options;
  const session = openSession(setup, {
    ...options,
    createWorker() {
      const worker = createWorker();
      vi.spyOn(worker, 'terminate');
      workers.push(worker);
      return worker;
    },
  });
  sessions.push(session);
  return { session, workers };
}
/** First one worker, then, when that is given up, good ones. */
const firstThenGood = (first: () => Worker) => {
  let made = 0;
  return () => (made++ === 0 ? first() : goodWorker());
};
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});

const failureOf = async (answer: Promise<unknown>): Promise<SessionError> => {
  const error = await answer.then(
    (value) => new Error(`It was answered: ${value}`),
    (error) => error,
  );
  if (error instanceof SessionError) return error;
  throw error;
};
const delay = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

describe.each(pinnedRuns)('$name', ({ setup, pace, steps, digest: pinned }) => {
  it('comes to the pinned digits in the page', () => {
    expect(digest(createTrainer(setup).advance(steps, pace).parameters)).toBe(pinned);
  });

  it('and in a worker, asked in uneven parts', async () => {
    const session = openSession(setup); // its own worker, as a figure opens it
    sessions.push(session);
    const third = Math.floor(steps / 3);
    await session.advance(1, pace);
    await session.advance(third, pace);
    const { parameters, step } = await session.advance(steps - third - 1, pace);
    expect(step).toBe(steps);
    expect(digest(parameters)).toBe(pinned);
  });
});

describe('a session', () => {
  it('begins at the start, and no worker before the first steps', async () => {
    const { session, workers } = open(classicSetup);
    expect(session.snapshot).toEqual(createTrainer(classicSetup).snapshot());
    expect(workers).toHaveLength(0);
    await session.advance(1, pace);
    expect(workers).toHaveLength(1);
  });

  it.each([
    { name: 'full batch', setup: classicSetup },
    { name: 'mini-batches', setup: batchedSetup },
  ])('gives the snapshots that a trainer in the page gives: $name', async ({ setup }) => {
    const { session } = open(setup);
    const trainer = createTrainer(setup);
    for (const [steps, learningRate] of [
      [1, 2],
      [300, 2],
      [0, 1],
      [50, 0.1],
    ] as const) {
      const snapshot = await session.advance(steps, { learningRate });
      expect(snapshot).toEqual(trainer.advance(steps, { learningRate }));
      expect(session.snapshot).toBe(snapshot);
    }
  });

  it('resets to the same start, a hundred times, in one worker', async () => {
    const { session, workers } = open(classicSetup);
    const start = session.snapshot;
    const end = await session.advance(5, pace);
    for (let i = 0; i < 100; i++) {
      expect(await session.reset()).toEqual(start);
      expect(await session.advance(5, pace)).toEqual(end);
    }
    expect(workers).toHaveLength(1);
  });

  it('makes fifty advances that were asked for at once one after the other: one run', async () => {
    const { session } = open(classicSetup);
    const answers = await Promise.all(Array.from({ length: 50 }, () => session.advance(10, pace)));
    const trainer = createTrainer(classicSetup);
    for (const answer of answers) expect(answer).toEqual(trainer.advance(10, pace));
  });

  it('also when each is long and the thread listens in between: the second waits for the first', async () => {
    const { session } = open(endless);
    const answers = await Promise.all([session.advance(20, pace), session.advance(20, pace)]);
    expect(answers.map(({ step }) => step)).toEqual([20, 40]);
  });

  it('a reset while it starts drops the older run’s answers and begins at the start', async () => {
    const { session, workers } = open(classicSetup);
    const older = Array.from({ length: 50 }, () => session.advance(10, pace));
    const start = await session.reset();
    const newer = session.advance(7, pace);
    for (const { step } of await Promise.all(older)) expect([0, 7]).toContain(step);
    expect(await newer).toEqual(createTrainer(classicSetup).advance(7, pace));
    expect([start.step, session.snapshot.step, workers.length]).toEqual([0, 7, 1]);
  });

  it('a reset ends a long advance: its answer is the new run’s', async () => {
    const { session } = open(endless);
    const answer = session.advance(MOST_STEPS, pace);
    await delay(200);
    const start = await session.reset();
    expect(await answer).toBe(start);
  });

  it('another setup is another run', async () => {
    const { session, workers } = open(classicSetup);
    const older = session.advance(20, pace);
    const start = await session.change(batchedSetup);
    expect(start).toEqual(createTrainer(batchedSetup).snapshot());
    expect(await older).toBe(start);
    expect(await session.advance(30, pace)).toEqual(createTrainer(batchedSetup).advance(30, pace));
    expect(await session.reset()).toEqual(start);
    expect(workers).toHaveLength(1);
  });

  it('a setup that cannot be trained is refused, and the run goes on', async () => {
    const { session } = open(classicSetup);
    await session.advance(10, pace);
    const oneClass: Setup['data'] = { name: 'points', inputs: [[1, 1]], labels: [1] };
    for (const bad of [
      { ...classicSetup, batch: 0 },
      { ...classicSetup, data: oneClass },
    ])
      await expect(session.change(bad)).rejects.toBeInstanceOf(SetupError);
    expect(await session.advance(10, pace)).toEqual(createTrainer(classicSetup).advance(20, pace));
    expect(() => openSession({ ...classicSetup, data: oneClass })).toThrow(SetupError);
  });

  it('bad numbers of steps and bad paces are refused before anything is posted', async () => {
    const { session, workers } = open(classicSetup);
    for (const steps of [-1, 0.5, Number.NaN, MOST_STEPS + 1])
      await expect(session.advance(steps, pace)).rejects.toBeInstanceOf(SetupError);
    for (const learningRate of [0, Number.NaN, Number.POSITIVE_INFINITY])
      await expect(session.advance(1, { learningRate })).rejects.toBeInstanceOf(SetupError);
    expect(workers).toHaveLength(0);
  });

  it('tells of a divergence, and stands still until a reset', async () => {
    const setup = { ...logisticSetup, l2: 1000 };
    const { session } = open(setup);
    const start = session.snapshot;
    const diverged = await session.advance(1000, { learningRate: 1e5 });
    expect(diverged).toEqual(createTrainer(setup).advance(1000, { learningRate: 1e5 }));
    expect(diverged.diverged).toBeDefined();
    expect(await session.advance(5, pace)).toBe(diverged);
    expect(await session.reset()).toEqual(start);
    expect((await session.advance(1, { learningRate: 1e-4 })).step).toBe(1);
  });

  it('a thread that trains for long gives signs of life all the while', async () => {
    const { session } = open(endless, { patience: 5000 }); // a deaf thread would be given up by then
    const answer = session.advance(MOST_STEPS, pace).then(
      () => 'answered',
      ({ why }) => why,
    );
    expect(await Promise.race([answer, delay(9000).then(() => 'still training')])).toBe(
      'still training',
    );
  });
});

describe('close', () => {
  it('rejects what was asked for and all that will be', async () => {
    const { session, workers } = open(endless);
    const outstanding = [session.advance(MOST_STEPS, pace), session.advance(1, pace)].map(
      failureOf,
    );
    session.close();
    session.close();
    for (const { why } of await Promise.all(outstanding)) expect(why).toBe('closed');
    for (const call of [session.advance(1, pace), session.reset(), session.change(classicSetup)])
      expect((await failureOf(call)).why).toBe('closed');
    expect(workers).toHaveLength(1);
    expect(workers[0]?.terminate).toHaveBeenCalled();
  });

  it('costs no worker when none was started', async () => {
    const { session, workers } = open(classicSetup);
    session.close();
    expect((await failureOf(session.advance(1, pace))).why).toBe('closed');
    expect(workers).toHaveLength(0);
  });
});

describe('a thread that cannot be had', () => {
  const scripts = (text: string) => () =>
    new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })), {
      type: 'module',
    });
  it.each<[string, () => Worker, RegExp]>([
    [
      'is not there',
      () => new Worker('/nowhere/worker.js', { type: 'module' }),
      /could not be loaded/,
    ],
    ['has a syntax error', scripts('const = ;'), /could not be loaded|SyntaxError/],
    ['imports what is not there', scripts("import '/nowhere/model.js';"), /could not be loaded/],
    ['throws when it starts', troubledWorker('throws when it starts'), /no start on purpose/],
    [
      'is forbidden',
      () => {
        throw new DOMException('blocked on purpose', 'SecurityError');
      },
      /blocked on purpose/,
    ],
    ['refuses the run', troubledWorker('refuses the run'), /no run on purpose/],
    ['answers with an error', troubledWorker('answers with an error'), /refused on purpose/],
    [
      'answers with what cannot be posted',
      troubledWorker('answers with what cannot be posted'),
      /Unserializable/,
    ],
    [
      'rejects with something that is no error',
      troubledWorker('rejects with something that is no error'),
      /no error/,
    ],
  ])('%s: a clear error, and to call again is to try again', async (_, broken, message) => {
    const { session } = open(classicSetup, { createWorker: firstThenGood(broken) });
    const error = await failureOf(session.advance(10, pace));
    expect(error.why).toBe('failed');
    expect(error.message).toMatch(/^Training stopped: /);
    expect(error.message).toMatch(message);
    expect(session.snapshot.step).toBe(0);
    expect(await session.advance(10, pace)).toEqual(createTrainer(classicSetup).advance(10, pace));
  });

  it('never says a word: given up after a while, and to call again is to try again', async () => {
    const { session, workers } = open(classicSetup, {
      createWorker: firstThenGood(troubledWorker('silent')),
      patience: 4000,
    });
    const errors = await Promise.all([
      failureOf(session.advance(10, pace)),
      failureOf(session.advance(10, pace)),
    ]);
    expect(errors.map(({ why }) => why)).toEqual(['silent', 'silent']);
    expect(await session.advance(10, pace)).toEqual(createTrainer(classicSetup).advance(10, pace));
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminate).toHaveBeenCalled();
  });
});

describe.each([
  { trouble: 'throw', why: 'failed', message: /thrown on purpose/ },
  { trouble: 'reject', why: 'failed', message: /rejected on purpose/ },
  { trouble: 'hang', why: 'silent', message: /no sign of life/ },
] as const)('a thread comes to grief while it trains: $trouble', ({ trouble, why, message }) => {
  it('the call is told, and the next thread goes on from the last snapshot, bit for bit', async () => {
    const { session, workers } = open(batchedSetup, {
      createWorker: firstThenGood(stuckWorker),
      patience: 6000,
    });
    await session.advance(40, { learningRate: 0.5 });
    workers[0]!.postMessage(trouble);
    const error = await failureOf(session.advance(MOST_STEPS, { learningRate: 0.5 }));
    expect(error.why).toBe(why);
    expect(error.message).toMatch(message);
    expect(session.snapshot.step).toBe(40);
    const again = await session.advance(10, { learningRate: 0.5 });
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminate).toHaveBeenCalled();
    expect(again).toEqual(createTrainer(batchedSetup).advance(50, { learningRate: 0.5 }));
  });
});

describe('a player that asks a session, frame by frame', () => {
  const playing = (setup: Setup, until: number) => {
    const { session, workers } = open(setup);
    const drawn: Snapshot[] = [];
    const stops: string[] = [];
    const player = createPlayer({
      ask: (steps) => session.advance(steps, pace),
      stepsPerFrame: () => 10,
      onSnapshot(snapshot) {
        drawn.push(snapshot);
        if (snapshot.step >= until) player.pause();
      },
      onStop: ({ why }) => stops.push(why),
    });
    return { session, workers, player, drawn, stops };
  };
  const inTime = { timeout: 20_000 };

  it('fifty presses on Train are one run, and what is drawn is what a trainer says', async () => {
    const { player, drawn, stops } = playing(classicSetup, 100);
    for (let i = 0; i < 50; i++) player.play();
    await vi.waitFor(() => expect(stops).toEqual(['paused']), inTime);
    const trainer = createTrainer(classicSetup);
    expect(drawn).toEqual(Array.from({ length: 10 }, () => trainer.advance(10, pace)));
  });

  it('Reset while it starts, and Train again: the new run alone is drawn', async () => {
    const { session, workers, player, drawn, stops } = playing(classicSetup, 50);
    player.play();
    await vi.waitFor(() => expect(workers).toHaveLength(1), inTime); // it has asked
    player.stop();
    await session.reset();
    player.play();
    await vi.waitFor(() => expect(stops).toEqual(['stopped', 'paused']), inTime);
    const trainer = createTrainer(classicSetup);
    expect(drawn).toEqual(Array.from({ length: 5 }, () => trainer.advance(10, pace)));
    expect(workers).toHaveLength(1);
  });
});
