import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { numpyScript } from '../../../src/exchange/programs/numpy.ts';
import { pytorchScript } from '../../../src/exchange/programs/pytorch.ts';
import { typescriptFile } from '../../../src/exchange/programs/typescript.ts';
import { createHistory } from '../../../src/training/history.ts';
import { createTrainer } from '../../../src/training/trainer.ts';
import { cases, pythonWith, trained } from './trained-runs.ts';

// Other languages take their time to start on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'lines-that-learn-'));
afterAll(() => rmSync(folder, { recursive: true }));

const numpy = pythonWith('numpy');
const torch = pythonWith('torch');

const names = Object.keys(cases);

/** What a program prints: its name for a loss, the loss, and the one on the page. */
function printed(output: string) {
  return [...output.matchAll(/^(.+): ([-\d.e]+), on the page ([-\d.e]+), difference/gm)].map(
    ([, what, here, there]) => ({ what, here: Number(here), there: Number(there) }),
  );
}

function expectLosses(output: string, name: string) {
  const { snapshot } = trained(name);
  const losses = printed(output);
  expect(losses).toHaveLength(snapshot.test ? 3 : 2);
  for (const { what, here, there } of losses) {
    expect(there).toBe(what!.includes('aside') ? snapshot.test?.loss : snapshot.loss);
    expect(Math.abs(here - there), what).toBeLessThan(1e-9);
  }
}

const runPython = (python: string, script: string) => {
  const file = join(folder, `${script.length}.py`);
  writeFileSync(file, script);
  return execFileSync(python, ['-W', 'error', file], { encoding: 'utf8' });
};
const runTypescript = (text: string) => {
  const file = join(folder, `${text.length}.ts`);
  writeFileSync(file, text);
  return execFileSync(process.execPath, [file], { encoding: 'utf8' });
};

describe('the file in TypeScript', () => {
  it.each(names)('runs by itself and finds the same loss, also trained again: %s', (name) => {
    const { run, snapshot } = trained(name);
    expectLosses(runTypescript(typescriptFile(run, snapshot)), name);
  });

  it('trains on from the page, with what the optimiser remembers', () => {
    for (const name of names) {
      const { run, snapshot } = trained(name);
      const on = createTrainer(run.setup, snapshot).advance(25, run.pace);
      const text = typescriptFile(run, snapshot).replace(/(MORE_STEPS: number =) 0/, '$1 25');
      const [, step, loss] = /loss at step (\d+): ([\d.e-]+)\n$/.exec(runTypescript(text)) ?? [];
      expect(Number(step)).toBe(on.step);
      expect(Number(loss)).toBeCloseTo(on.loss, 9);
    }
  });

  it('is sound by the strictest rules of the language', () => {
    const rules = { strict: true, noUncheckedIndexedAccess: true, noEmit: true };
    const options = { ...rules, target: 'es2023', module: 'esnext', types: [] };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['checked.ts'] }),
    );
    for (const name of names.slice(1, 3)) {
      const { run, snapshot } = trained(name);
      const file = join(folder, 'checked.ts');
      writeFileSync(file, typescriptFile(run, snapshot));
      const tsc = ['node_modules/typescript/bin/tsc', '-p', folder];
      const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8' });
      expect(stdout).toBe('');
      expect(status).toBe(0);
    }
  });

  it('follows a rate that was changed on the way, and a run taken up in its middle', () => {
    const { run } =
      cases['three classes by the softmax, momentum, batches, points kept aside, a penalty']!;
    const trainer = createTrainer(run.setup);
    const history = createHistory();
    history.record(trainer.snapshot());
    const origin = trainer.advance(20, { learningRate: 0.05 });
    history.record(origin);
    const there = trainer.advance(30, { learningRate: 0.2 });
    history.record(there);
    for (const text of [
      typescriptFile({ ...run, pace: { learningRate: 0.2 } }, there, history.paces),
      typescriptFile({ ...run, pace: { learningRate: 0.2 }, origin }, there),
    ]) {
      const losses = printed(runTypescript(text));
      expect(losses).toHaveLength(3);
      for (const { here, there } of losses) expect(here).toBeCloseTo(there, 10);
    }
  });
});

describe.skipIf(numpy === undefined)('the script with NumPy', () => {
  it.each(names)('finds the same loss, also trained again: %s', (name) => {
    const { run, snapshot } = trained(name);
    expectLosses(runPython(numpy!, numpyScript(run, snapshot)), name);
  });

  it('trains on from the page', () => {
    for (const name of names) {
      const { run, snapshot } = trained(name);
      const on = createTrainer(run.setup, snapshot).advance(25, run.pace);
      const text = numpyScript(run, snapshot).replace('MORE_STEPS = 0', 'MORE_STEPS = 25');
      const [, loss] = /loss at step \d+: ([\d.e-]+)\n$/.exec(runPython(numpy!, text)) ?? [];
      expect(Number(loss)).toBeCloseTo(on.loss, 9);
    }
  });
});

describe.skipIf(torch === undefined)('the script with PyTorch', () => {
  it.each(names)('finds the same loss, also trained again and on: %s', (name) => {
    const { run, snapshot } = trained(name);
    const on = createTrainer(run.setup, snapshot).advance(25, run.pace);
    const text = pytorchScript(run, snapshot).replace('MORE_STEPS = 0', 'MORE_STEPS = 25');
    const output = runPython(torch!, text);
    expectLosses(output, name);
    const [, loss] = /loss at step \d+: ([\d.e-]+)\n$/.exec(output) ?? [];
    expect(Number(loss)).toBeCloseTo(on.loss, 9);
  });
});
