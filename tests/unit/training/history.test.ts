import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistory, type History, retrace } from '../../../src/training/history.ts';
import type { Setup } from '../../../src/training/setup.ts';
import { createTrainer, type Snapshot } from '../../../src/training/trainer.ts';
import { batchedSetup, classicSetup, logisticSetup } from './runs.ts';

const parameters = Float64Array.of(1, 2);
/** A snapshot whose loss tells its step. */
const at = (step: number, learningRate = 1): Snapshot => ({
  step,
  epoch: step,
  parameters,
  gradient: parameters,
  loss: 1 / (1 + step),
  accuracy: 0.5,
  ...(step > 0 && { pace: { learningRate } }),
});
const steps = ({ moments }: History) => moments.map(({ step }) => step);

describe('a history', () => {
  it('keeps step, loss and accuracy, and the parameters when it is told to', () => {
    const plain = createHistory();
    plain.record(at(0));
    expect(plain.moments).toEqual([{ step: 0, loss: 1, accuracy: 0.5 }]);
    const full = createHistory({ parameters: true });
    full.record(at(0));
    expect(full.moments).toEqual([{ step: 0, loss: 1, accuracy: 0.5, parameters }]);
  });

  it('by hand: five of the steps 0 … 8 at most, then every second one, and always the last', () => {
    const history = createHistory({ limit: 5 });
    const seen = Array.from({ length: 10 }, (_, step) => {
      history.record(at(step));
      return steps(history);
    });
    expect(seen[4]).toEqual([0, 1, 2, 3, 4]);
    expect(seen[5]).toEqual([0, 2, 4, 5]);
    expect(seen[6]).toEqual([0, 2, 4, 6]);
    expect(seen[7]).toEqual([0, 2, 4, 6, 7]);
    expect(seen[8]).toEqual([0, 2, 4, 6, 8]);
    expect(seen[9]).toEqual([0, 4, 8, 9]);
  });

  it('at any length: within its limit, first and last kept, evenly spread, true to what was recorded', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 20 }),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 9 }),
        (limit, count, perFrame) => {
          const history = createHistory({ limit });
          for (let i = 0; i < count; i++) {
            history.record(at(i * perFrame));
            expect(history.moments.length).toBeLessThanOrEqual(limit);
          }
          const kept = steps(history);
          expect([kept[0], kept.at(-1)]).toEqual([0, (count - 1) * perFrame]);
          const gaps = kept.slice(1).map((step, i) => step - kept[i]!);
          const last = gaps.pop() ?? 0;
          expect(new Set(gaps).size).toBeLessThanOrEqual(1);
          if (gaps.length > 0) expect(last).toBeLessThanOrEqual(gaps[0]!);
          if (count > limit) expect(kept.length).toBeGreaterThan(limit / 2);
          for (const { step, loss } of history.moments) expect(loss).toBe(1 / (1 + step));
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('a million snapshots are 2,000 at most, and so are as many changes of pace', () => {
    const history = createHistory();
    for (let step = 0; step < 1_000_000; step++) history.record(at(step, 1 + (step % 3)));
    expect(history.moments.length).toBeLessThanOrEqual(2000);
    expect(history.moments.length).toBeGreaterThan(1000);
    expect(history.paces.length).toBeLessThanOrEqual(2000);
    expect(steps(history).at(-1)).toBe(999_999);
  });

  it('a hundred resets: each begins anew, and nothing of the runs before is left', () => {
    const history = createHistory({ limit: 50 });
    for (let run = 0; run < 100; run++) {
      const fresh = createHistory({ limit: 50 });
      for (let step = 0; step < 2 + ((37 * run) % 230); step++) {
        history.record(at(step, 1 + run));
        fresh.record(at(step, 1 + run));
        expect(history.moments.length).toBeLessThanOrEqual(50);
      }
      expect(history.moments).toEqual(fresh.moments);
      expect(history.paces).toEqual(fresh.paces);
    }
  });

  it('a new run that was not recorded from its start has no paces yet', () => {
    const history = createHistory();
    for (const step of [0, 10, 5]) history.record(at(step));
    expect(steps(history)).toEqual([5]);
    expect(history.paces).toEqual([]);
    expect(retrace(logisticSetup, history, 3)).toBeUndefined();
  });

  it('the same step again replaces the last moment', () => {
    const history = createHistory();
    history.record(at(0));
    history.record(at(5));
    history.record({ ...at(5), loss: 7 });
    expect(history.moments.map(({ step, loss }) => [step, loss])).toEqual([
      [0, 1],
      [5, 7],
    ]);
  });

  it('finds the nearest moment kept at or before a step', () => {
    const history = createHistory();
    expect(history.at(0)).toBeUndefined();
    for (const step of [0, 10, 25]) history.record(at(step));
    const found = [-1, 0, 9, 10, 24.5, 25, 1e9].map((step) => history.at(step)?.step);
    expect(found).toEqual([undefined, 0, 0, 10, 10, 25, 25]);
  });

  it('notes from which step on training went at which pace', () => {
    const history = createHistory();
    for (const [step, rate] of [
      [0, 1],
      [5, 1],
      [10, 1],
      [12, 3],
      [20, 3],
      [21, 1],
    ] as const)
      history.record(at(step, rate));
    expect(history.paces).toEqual([
      { step: 0, pace: { learningRate: 1 } },
      { step: 10, pace: { learningRate: 3 } },
      { step: 20, pace: { learningRate: 1 } },
    ]);
  });

  it.each([2, 0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the limit %s',
    (limit) => {
      expect(() => createHistory({ limit })).toThrow(/whole limit of at least 3/);
    },
  );
});

describe('retrace', () => {
  /** Trains in uneven calls at changing rates; says what each step was, and the history. */
  function run(setup: Setup, options: Parameters<typeof createHistory>[0]) {
    const trainer = createTrainer(setup);
    const one = createTrainer(setup);
    const history = createHistory(options);
    const truth = [one.snapshot()];
    history.record(trainer.snapshot());
    for (let call = 0; call < 40; call++) {
      const pace = { learningRate: [0.5, 0.5, 1.5, 0.1][Math.floor(call / 3) % 4]! };
      const made = 1 + (call % 4);
      for (let i = 0; i < made; i++) truth.push(one.advance(1, pace));
      history.record(trainer.advance(made, pace));
    }
    return { history, truth };
  }

  describe.each([
    { name: 'the perceptron', setup: classicSetup },
    { name: 'mini-batches', setup: batchedSetup },
    { name: 'logistic regression with a penalty', setup: { ...logisticSetup, l2: 0.01 } },
  ])('$name', ({ setup }) => {
    it.each([
      { from: 'the start', options: {} },
      { from: 'kept parameters', options: { parameters: true } },
      { from: 'few moments', options: { limit: 10 } },
      { from: 'few moments with parameters', options: { limit: 15, parameters: true } },
    ])('gives every step again, bit for bit, from $from', ({ options }) => {
      const { history, truth } = run(setup, { ...options });
      for (const [step, { parameters, loss, gradient, accuracy, epoch }] of truth.entries())
        expect(retrace(setup, history, step)).toMatchObject({
          step,
          epoch,
          parameters,
          gradient,
          loss,
          accuracy,
        });
    });
  });

  it('from kept parameters makes only the steps since: a start that no longer fits is not looked at', () => {
    const { history, truth } = run(classicSetup, { parameters: true });
    const elsewhere: Setup = { ...classicSetup, start: { kind: 'zero', seed: 1 } };
    expect(retrace(elsewhere, history, 60)?.parameters).toEqual(truth[60]?.parameters);
  });

  it('also the last step before a divergence', () => {
    const setup = { ...logisticSetup, l2: 1000 };
    const trainer = createTrainer(setup);
    const history = createHistory();
    history.record(trainer.snapshot());
    const last = trainer.advance(1000, { learningRate: 1e5 });
    history.record(last);
    expect(last.diverged).toBeDefined();
    const again = retrace(setup, history, last.step);
    expect(again?.parameters).toEqual(last.parameters);
    expect(again?.diverged).toBeUndefined();
  });

  it('where the paces are forgotten, only what was kept can be shown exactly', () => {
    const trainer = createTrainer(logisticSetup);
    const history = createHistory({ limit: 10, parameters: true });
    history.record(trainer.snapshot());
    const truth = [trainer.snapshot()];
    for (let step = 0; step < 40; step++) {
      truth.push(trainer.advance(1, { learningRate: 1 + (step % 2) }));
      history.record(truth.at(-1)!);
    }
    const known = history.paces[0]!.step;
    expect(known).toBeGreaterThan(10);
    for (const [step, { parameters }] of truth.entries()) {
      const kept = history.at(step)?.step;
      const again = retrace(logisticSetup, history, step);
      if (kept === step || kept! >= known) expect(again?.parameters).toEqual(parameters);
      else expect(again).toBeUndefined();
    }
  });

  it.each([-1, 1.5, 11, Number.NaN])('refuses step %s of a run of 10', (step) => {
    const history = createHistory();
    history.record(at(0));
    history.record(at(10));
    expect(() => retrace(logisticSetup, history, step)).toThrow(/Only the steps 0 … 10/);
  });
});
