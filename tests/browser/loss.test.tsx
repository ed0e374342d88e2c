import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { LearningRate } from '../../components/figures/LearningRate.tsx';
import { NotConvex } from '../../components/figures/NotConvex.tsx';
import { lossText, percentText } from '../../components/figures/numbers.ts';
import { between } from '../../src/model/between.ts';
import { permuteUnits } from '../../src/model/canonical.ts';
import { view } from '../../src/model/mlp.ts';
import { circlesRun, courseSteps, fourRates, resultRun } from '../../src/training/course-runs.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { host, show, stage, status } from './stage.ts';

stage(820);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const slider = (name: RegExp) => page.getByRole('slider', { name }).element() as HTMLInputElement;
const drag = (input: HTMLInputElement, position: number) => {
  input.value = String(position);
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
/** The position of a rate on its slider: twenty for a factor of ten, from 0.01 on. */
const positionOf = (rate: number) => Math.round(20 * Math.log10(rate / 0.01));

describe('four learning rates', () => {
  const losses = (steps: number, rates: readonly number[] = fourRates, choice = {}) =>
    rates.map((learningRate) =>
      lossText(createTrainer(circlesRun(choice).setup).advance(steps, { learningRate }).loss),
    );
  const sentence = (steps: number, ...rest: [rates?: readonly number[], choice?: object]) => {
    const [a, b, c, d] = losses(steps, ...rest);
    return `Step ${steps.toLocaleString('en')} · loss A\u00a0${a} · B\u00a0${b} · C\u00a0${c} · D\u00a0${d}`;
  };

  it('opens at the ends of the four runs; Reset, Step and the timeline show what training gives', async () => {
    await show(<LearningRate />);
    expect(status()).toBe(sentence(courseSteps));
    await button('Reset').click();
    await expect.poll(status).toBe(sentence(0));
    await button('Step').click();
    await button('Step').click();
    await expect.poll(status).toBe(sentence(2));
    drag(slider(/Timeline/), 400);
    await expect.poll(status).toBe(sentence(400));
  });

  it('makes one run again when its rate is dragged, and leaves the others', async () => {
    await show(<LearningRate />);
    drag(slider(/Learning rate A/), positionOf(4));
    await expect.poll(status).toBe(sentence(courseSteps, [4, 2, 8, 50]));
    drag(slider(/Timeline/), 30);
    drag(slider(/Learning rate D/), positionOf(0.1));
    await expect.poll(status).toBe(sentence(30, [4, 2, 8, 0.1]));
  });

  it('begins all four elsewhere with New start, and where the reader says', async () => {
    await show(<LearningRate />);
    await button('New start').click();
    await expect.poll(status).toBe(sentence(courseSteps, fourRates, { seed: 3 }));
    host.querySelector<HTMLInputElement>('input[value="zero"]')?.click();
    const coin = lossText(Math.LN2);
    await expect
      .poll(status)
      .toBe(`Step 1,001 · loss A\u00a0${coin} · B\u00a0${coin} · C\u00a0${coin} · D\u00a0${coin}`);
  });

  it('plays from the start when it stands at the end, and rests when paused', async () => {
    await show(<LearningRate />);
    await button('Train').click();
    await expect.poll(status).toMatch(/^Step [1-9]\d? /);
    await button('Pause').click();
    const rested = status();
    await new Promise((resume) => setTimeout(resume, 100));
    expect(status()).toBe(rested);
    const step = Number(/^Step (\d+)/.exec(rested)?.[1]);
    expect(rested).toBe(sentence(step));
  });

  it('draws every step of a loss that jumps', async () => {
    await show(<LearningRate />);
    const path = host.querySelectorAll('.curve-run path')[3]?.getAttribute('d') ?? '';
    const places = path.match(/-?[\d.]+/g) ?? []; // across and up
    expect(places).toHaveLength(2 * (courseSteps + 1));
  });

  it('takes a link’s state, and says what it cannot use', async () => {
    history.replaceState(null, '', '?fig=learning-rate&v=1&rateC=30&step=12&rateD=1e9&start=he');
    await show(<LearningRate />);
    await expect.poll(status).toBe(sentence(12, [0.02, 2, 30, 100]));
    const said = [...host.querySelectorAll('.notices p')].map((p) => p.textContent);
    expect(said).toHaveLength(2);
  });
});

describe('the way between twins', () => {
  const trained = [
    ...createTrainer(resultRun.setup).advance(courseSteps, resultRun.pace).parameters,
  ];
  const network = view(Float64Array.from(trained), 3);
  const place = (t: number, order: number[]) => ({
    step: 0,
    parameters: between(network, permuteUnits(network, order), t).all,
  });
  const from = (t: number, steps: number, order = [0, 2, 1]) =>
    createTrainer(resultRun.setup, place(t, order)).advance(steps, { learningRate: 2 });

  it('shows loss and accuracy at any place, for any two units', async () => {
    await show(<NotConvex trained={trained} />);
    const at = (t: number, order?: number[]) => {
      const { loss, accuracy } = from(t, 0, order);
      return `t = ${t.toFixed(2)} · loss ${lossText(loss)} · accuracy ${percentText(accuracy)}`;
    };
    expect(status()).toBe(at(0.5));
    drag(slider(/The way t/), 0.25);
    await expect.poll(status).toBe(at(0.25));
    host.querySelector<HTMLInputElement>('input[value="1-2"]')?.click();
    await expect.poll(status).toBe(at(0.25, [1, 0, 2]));
  });

  it('trains from the place, comes down on its side, and goes back with Reset', async () => {
    await show(<NotConvex trained={trained} />);
    drag(slider(/The way t/), 0.49);
    await expect.poll(status).toMatch(/^t = 0\.49 /);
    const before = status();
    await button('Step').click();
    await expect.poll(status).toContain(`step 1 · loss ${lossText(from(0.49, 1).loss)}`);
    await button('Train').click();
    await expect.poll(status, { timeout: 10_000 }).toMatch(/step 1,000/);
    expect(status()).toContain(`loss ${lossText(from(0.49, 1000).loss)}`);
    const share = Number(/to (−?[\d.]+)/.exec(status())?.[1]?.replace('−', '-'));
    expect(Math.abs(share)).toBeLessThan(0.1);
    await button('Reset').click();
    await expect.poll(status).toBe(before);
  });

  it('from the middle it goes straight down: the two units stay one', async () => {
    history.replaceState(null, '', '?fig=not-convex&v=1&step=300');
    await show(<NotConvex trained={trained} />);
    await expect.poll(status).toMatch(/^From t = 0\.50 to 0\.50 · step 300 /);
    expect(status()).toContain(`loss ${lossText(from(0.5, 300).loss)}`);
  });
});
