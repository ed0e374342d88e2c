import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/names-and-next-steps.ts';
import { classicRun } from '../../src/data/classic-run.ts';
import { programFormats } from '../../src/exchange/programs/formats.ts';
import { factValue } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/names-and-next-steps.ts';
import { classicReplay } from '../../src/training/classic-replay.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { pythonWith } from '../unit/exchange/trained-runs.ts';

const value = (name: string) => factValue(facts[name]!);
const folder = mkdtempSync(join(tmpdir(), 'lines-that-learn-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the numbers of chapter 16', () => {
  it('64 → 10 → 10 has 760 parameters and 784 → 30 → 10 has 23,860, counted one by one', () => {
    const counted = (side: number, units: number) => {
      let count = 0;
      for (let unit = 0; unit < units; unit++) count += side * side + 1;
      for (let digit = 0; digit < 10; digit++) count += units + 1;
      return count;
    };
    expect(value('names-digits-small')).toBe(counted(8, 10));
    expect(value('names-digits')).toBe(counted(28, 30));
    expect([counted(8, 10), counted(28, 30)]).toEqual([760, 23_860]);
  });

  it('32 bits move the loss after its sixth digit', () => {
    expect(value('names-halved')).toBeGreaterThan(0);
    expect(value('names-halved')).toBeLessThan(1e-6);
  });

  it('are the answers of its questions', () => {
    expect(runs['digits']!(() => {})).toMatchObject({ answer: 760 });
    expect(runs['halved']!(() => {})).toMatchObject({ answer: 'digits' });
  });
});

describe('the programs that chapter 16 gives away', () => {
  const { setup, pace } = classicReplay;
  const [step, published] = classicRun.losses.at(-1)!;
  const snapshot = createTrainer(setup).advance(step, pace);
  const printed = (output: string) =>
    [...output.matchAll(/: ([-\d.e]+), on the page ([-\d.e]+)/g)].map(([, here, there]) => ({
      here: Number(here),
      there: Number(there),
    }));
  const commands: Record<string, string | undefined> = {
    NumPy: pythonWith('numpy'),
    PyTorch: pythonWith('torch'),
    TypeScript: process.execPath,
  };

  for (const format of programFormats.filter(({ name }) => name !== 'ONNX'))
    it.skipIf(commands[format.name] === undefined)(
      `${format.name}: prints the published loss, computed and trained again, as near as the figure says`,
      async () => {
        const file = join(folder, format.file);
        writeFileSync(file, (await format.write(classicReplay, snapshot)) as string);
        const output = execFileSync(commands[format.name]!, [file], { encoding: 'utf8' });
        const losses = printed(output);
        expect(losses).toHaveLength(2);
        for (const { here, there } of losses) {
          expect(there).toBe(snapshot.loss);
          expect(Math.abs(here - there)).toBeLessThan(format.agreement);
          expect(Math.abs(here - published) / published).toBeLessThan(1e-9);
        }
      },
      120_000,
    );

  it('each format has a file of its own, and writes it', async () => {
    expect(new Set(programFormats.map(({ file }) => file)).size).toBe(programFormats.length);
    for (const { write } of programFormats)
      expect((await write(classicReplay, snapshot)).length).toBeGreaterThan(300);
  });
});
