import { describe, expect, it } from 'vitest';
import { circlesRun, courseSteps, resultRun } from '../../../src/training/course-runs.ts';
import { createRun } from '../../../src/training/run.ts';
import { createTrainer } from '../../../src/training/trainer.ts';

describe('a run on the page', () => {
  it('shows at step k what k steps of training give, bit for bit, however it was made', () => {
    const run = createRun(resultRun);
    // In slices that are always late after a few steps, and in uneven pieces.
    for (const goal of [1, 4, 137, 500, courseSteps]) {
      let asked = 0;
      while (!run.trainTo(goal, () => ++asked % 3 === 0));
    }
    for (const step of [0, 1, 2, 99, 137, 138, 500, 733, courseSteps]) {
      const alone = createTrainer(resultRun.setup).advance(step, resultRun.pace);
      const seen = run.at(step);
      expect([...seen.parameters]).toEqual([...alone.parameters]);
      expect([seen.loss, seen.accuracy, seen.step]).toEqual([alone.loss, alone.accuracy, step]);
    }
  });

  it('stops when it is late, and says so', () => {
    const run = createRun(resultRun);
    expect(run.trainTo(100, () => true)).toBe(false);
    expect(run.last).toBe(0);
    expect(run.trainTo(100)).toBe(true);
    expect(run.last).toBe(100);
    expect(run.trainTo(40)).toBe(true);
    expect(run.last).toBe(100);
  });

  it('keeps moments with their parameters: the first fifty steps, then every fifth, then every tenth, so that any step is near one', () => {
    const run = createRun(circlesRun({ units: 8 }));
    run.trainTo(courseSteps);
    const steps = run.moments.map(({ step }) => step);
    expect(steps).toEqual([
      ...Array.from({ length: 50 }, (_, i) => i),
      ...Array.from({ length: 30 }, (_, i) => 50 + 5 * i),
      ...Array.from({ length: 81 }, (_, i) => 200 + 10 * i),
      courseSteps,
    ]);
    expect(run.moments.every(({ parameters }) => parameters?.length === 33)).toBe(true);
  });

  it('keeps every step when that is wanted, and is the same run', () => {
    const [all, usual] = [createRun(resultRun, true), createRun(resultRun)];
    for (const run of [all, usual]) run.trainTo(200);
    expect(all.moments.map(({ step }) => step)).toEqual(Array.from({ length: 201 }, (_, i) => i));
    expect([...all.at(200).parameters]).toEqual([...usual.at(200).parameters]);
    expect(all.moments[135]!.loss).toBe(usual.moments.find(({ step }) => step === 135)!.loss);
  });

  it('goes on from a place as the run that led there would have done', () => {
    const whole = createRun(resultRun);
    whole.trainTo(300);
    const { step, parameters } = whole.at(120);
    const rest = createRun(circlesRun({ origin: { step, parameters } }));
    expect(rest.first).toBe(120);
    rest.trainTo(300);
    expect([...rest.at(300).parameters]).toEqual([...whole.at(300).parameters]);
    expect([...rest.at(200).parameters]).toEqual([...whole.at(200).parameters]);
    expect(() => rest.at(119)).toThrow();
  });

  it('refuses a step that was not made', () => {
    const run = createRun(resultRun);
    run.trainTo(10);
    expect(() => run.at(11)).toThrow(/0 … 10/);
  });
});
