import { describe, expect, it } from 'vitest';
import type { Bench, Shown, Verdict } from '../../../src/exercise/exercise.ts';
import type { Exercise } from '../../../src/exercise/grade.ts';
import { createMachine } from '../../../src/sandbox/machine.ts';
import { type Limits, usualLimits } from '../../../src/sandbox/messages.ts';
import { wasm } from '../sandbox/wasm.ts';

/** The very machine that the page uses, without the frame around it; with this program in it. */
export async function benchOf(program?: string, limits: Limits = usualLimits): Promise<Bench> {
  const { load, call } = await createMachine(wasm, limits);
  if (program !== undefined) load(program);
  return { load, call: (name, ...args) => call(name, args) };
}

/** A worked solution with some of its text replaced; each piece must be there. */
export const changedIn =
  (solution: string) =>
  (...changes: readonly (readonly [string, string])[]): string =>
    changes.reduce((text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    }, solution);

/** What is seen last of a reader's code at work, and how often something was seen. */
export async function workedOut(exercise: Exercise, program: string) {
  const bench = await benchOf();
  expect((await exercise.grade(bench, program)).message).toBe(
    (await exercise.grade(await benchOf(), exercise.solution)).message,
  );
  let last: Shown = {};
  let times = 0;
  for await (const shown of exercise.afterwards(bench)) {
    last = shown;
    times += 1;
  }
  return { last, times };
}

export interface Bank {
  /** Answers written differently, all right: what they are, and the program. */
  readonly right: readonly (readonly [string, string])[];
  /** Wrong answers: what they are, the program, the part that is named, and how the slip is called. */
  readonly wrong: readonly (readonly [string, string, string, RegExp])[];
}

/** Holds an exercise against a bank of right and wrong answers. */
export function holdAgainst(exercise: Exercise, { right, wrong }: Bank) {
  const judged = async (program: string): Promise<Verdict> =>
    exercise.grade(await benchOf(), program);

  describe('right answers written differently are never failed', () => {
    it.each(right)('%s', async (_, program) => {
      const verdict = await judged(program);
      expect(verdict.message).toBe((await judged(exercise.solution)).message);
      expect(verdict.right).toBe(true);
    });
  });

  describe('each of the usual slips is named', () => {
    it.each(wrong)('%s', async (_, program, part, diagnosis) => {
      const verdict = await judged(program);
      expect(verdict.message).toMatch(diagnosis);
      expect(verdict.right).toBe(false);
      expect(
        verdict.checked.find(({ right: is, untouched }) => !is && !untouched)?.key ?? 'none',
      ).toBe(part);
    });

    it('each by a diagnosis of its own', () => {
      expect(right.length).toBeGreaterThanOrEqual(3);
      expect(wrong.length).toBeGreaterThanOrEqual(6);
      const diagnoses = wrong.map(([, , , diagnosis]) => diagnosis.source);
      expect(new Set(diagnoses).size).toBe(diagnoses.length);
    });
  });
}
