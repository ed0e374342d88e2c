import { describe, expect, it } from 'vitest';
import { createChangedRun } from '../../../src/exercise/cells/changed-run.ts';
import { openBench } from '../../../src/exercise/cells/run.ts';
import { createMachine } from '../../../src/sandbox/machine.ts';
import { usualLimits } from '../../../src/sandbox/messages.ts';
import { cellPage } from '../../../src/site/cell-pages.ts';
import { circlesRun } from '../../../src/training/course-runs.ts';
import { createRun, type Run } from '../../../src/training/run.ts';
import { wasm } from '../sandbox/wasm.ts';

const page = cellPage('batch');
const [listing] = page.listings;
const spec = circlesRun({ points: 20 });

/** Benches with this text in the place of the original, each counted. */
function benches(change: (text: string) => string) {
  let bench: ReturnType<typeof openBench> | undefined;
  const open = () => {
    bench ??= openBench(page, new Map([[listing!.id, change(listing!.text)]]), async () => {
      const { load, call } = await createMachine(wasm, { ...usualLimits, milliseconds: 20_000 });
      return {
        load: async (...given: Parameters<typeof load>) => load(...given),
        call: async (name: string, ...args: readonly unknown[]) => call(name, args),
        close: () => {},
      };
    });
    return bench;
  };
  return open;
}

/** As a figure does: asks frame after frame until it is there. */
async function make(run: Run, step: number) {
  for (let frames = 0; !run.trainTo(step); frames++) {
    if (frames > 5000) throw new Error(`It stays at step ${run.last}.`);
    await new Promise((resume) => setTimeout(resume));
  }
}

describe('a run by changed cells', () => {
  it('of the original text is the run, at every step and bit for bit', async () => {
    const run = createChangedRun(
      spec,
      benches((text) => text),
    );
    const own = createRun(spec, true);
    expect(run.trainTo(0)).toBe(false); // it is made elsewhere
    await make(run, 30);
    own.trainTo(30);
    expect(run.last).toBe(30);
    for (const step of [0, 1, 7, 30]) {
      const { pace: _, ...made } = run.at(step);
      const { pace: __, ...wanted } = own.at(step);
      expect(made).toEqual(wanted);
    }
    expect(run.moments.map(({ step, loss }) => [step, loss])).toEqual(
      own.moments.map(({ step, loss }) => [step, loss]),
    );
    expect(() => run.at(31)).toThrow('has not made step 31');
  });

  it('goes on from where it was, among others that are made beside it', async () => {
    const open = benches((text) => text);
    const runs = Array.from({ length: 12 }, (_, k) =>
      createChangedRun(circlesRun({ points: 20, seed: k }), open),
    );
    for (const step of [3, 6])
      for (const [k, run] of runs.entries()) {
        await make(run, step);
        const own = createRun(circlesRun({ points: 20, seed: k }));
        own.trainTo(step);
        expect(run.at(step).parameters).toEqual(own.at(step).parameters);
      }
  });

  it('begins at the place that it is given', async () => {
    const way = createRun(spec, true);
    way.trainTo(9);
    const { step, parameters } = way.at(5);
    const run = createChangedRun(
      { ...spec, origin: { step, parameters } },
      benches((text) => text),
    );
    await make(run, 9);
    expect(run.first).toBe(5);
    expect(run.at(9).parameters).toEqual(way.at(9).parameters);
  });

  it('that is stopped ends there, with the line, as one that diverged', async () => {
    const run = createChangedRun(
      spec,
      benches((text) => text.replace('let sum = 0;', 'let sum = 0; null.x;')),
    );
    await make(run, 10);
    expect(run.last).toBe(0);
    expect(run.at(0).diverged?.message).toMatch(
      /^Your changed forward and backward stopped at line \d+: TypeError/,
    );
  });

  it('that leads out of the finite numbers says so', async () => {
    const run = createChangedRun(
      spec,
      benches((text) => text.replace('let sum = 0;', 'let sum = Infinity;')),
    );
    await make(run, 10);
    expect(run.at(run.last).diverged?.message).toContain('finite');
  });
});
