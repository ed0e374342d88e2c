import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Collapse } from '../../components/figures/Collapse.tsx';
import { statusText } from '../../components/figures/numbers.ts';
import { course } from '../../src/data/course.ts';
import { collapse } from '../../src/model/collapse.ts';
import { view } from '../../src/model/mlp.ts';
import { courseSteps, perceptronRun, type RunChoice } from '../../src/training/course-runs.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { frames, host, stage, status } from './stage.ts';

stage(820);

const button = (name: string) => page.getByRole('button', { name, exact: true });
const slider = (name: RegExp) => page.getByRole('slider', { name }).element() as HTMLInputElement;
const drag = (input: HTMLInputElement, position: number) => {
  input.value = String(position);
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
const choose = (value: string) =>
  host.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click();
const key = (row: number) => host.querySelectorAll('.collapse-key dd')[row]?.textContent ?? '';
const trainedTo = (steps: number, choice: RunChoice = { activation: 'identity' }) => {
  const { setup, pace } = perceptronRun(choice);
  return createTrainer(setup).advance(steps, pace);
};

/** The pairs of numbers in a path. */
const pairs = (path: Element | null) =>
  [...(path?.getAttribute('d') ?? '').matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );

/**
 * How far, in pixels, the network's own boundary in the picture strays from the dashed line: every corner
 * of the one, as it stands on the screen, from the other.
 */
function farthest(): number {
  const dashed = host.querySelector<SVGPathElement>('.curve-collapsed path');
  const own = host.querySelector<SVGPathElement>('.chart-heat .boundary');
  const [from, to] = [0, dashed?.getTotalLength() ?? 0].map((way) =>
    dashed?.getPointAtLength(way).matrixTransform(dashed.getScreenCTM() as DOMMatrix),
  ) as [DOMPoint, DOMPoint];
  const matrix = own?.getScreenCTM() as DOMMatrix;
  const corners = pairs(own).map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
  expect(corners.length).toBeGreaterThan(20);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return Math.max(
    ...corners.map(
      ({ x, y }) =>
        Math.abs((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) / length,
    ),
  );
}

describe('the figure of chapter 8, with the identity', () => {
  it('draws the collapsed line on the network’s own boundary, at the start and in every frame of training', async () => {
    render(<Collapse />, host);
    const corners = () => pairs(host.querySelector('.chart-heat .boundary')).length;
    await expect.poll(corners).toBeGreaterThan(20);
    expect(status()).toBe(statusText(trainedTo(0)));
    expect(farthest()).toBeLessThan(0.7);
    await button('Train').click();
    const seen = new Set<string>();
    while (!status().startsWith('Step 1,001')) {
      await frames(1);
      if (seen.has(status())) continue;
      seen.add(status());
      // Where the line passes outside the picture there is nothing to compare.
      if (corners() > 20) expect(farthest()).toBeLessThan(0.7);
    }
    expect(seen.size).toBeGreaterThan(20);
    expect(status()).toBe(statusText(trainedTo(courseSteps)));
  });

  it('writes the line in numbers: those of Wᵀw_final and w_finalᵀb + b_final', async () => {
    render(<Collapse />, host);
    const text = (steps: number) => {
      const [w1, w2, b] = collapse(view(trainedTo(steps).parameters, 3)).all as unknown as number[];
      const next = (value: number) => `${value < 0 ? '−' : '+'} ${Math.abs(value).toFixed(3)}`;
      return `s2 = ${w1!.toFixed(3).replace('-', '−')} x1 ${next(w2!)} x2 ${next(b!)}`;
    };
    expect(key(1)).toBe(text(0));
    drag(slider(/Timeline/), 4);
    await expect.poll(() => key(1)).toBe(text(4));
    expect(key(2)).toMatch(/^\d\.\d · 10⁻¹[⁵⁶⁷], among scores up to /);
  });

  it('goes the same way from the same start, and another from another', async () => {
    render(<Collapse />, host);
    await button('Step').click();
    await expect.poll(status).toBe(statusText(trainedTo(1)));
    await button('Reset').click();
    await expect.poll(status).toBe(statusText(trainedTo(0)));
    await button('New start').click();
    await expect.poll(status).toBe(statusText(trainedTo(0, { activation: 'identity', seed: 3 })));
  });

  it('ends where logistic regression does with any number of units, and shows the first eight', async () => {
    render(<Collapse />, host);
    drag(slider(/Timeline/), courseSteps);
    await expect.poll(status).toMatch(/^Step 1,001 · loss 0\.6926 · accuracy 53\.0 %/);
    drag(slider(/Hidden units/), 50);
    await expect.poll(() => host.querySelectorAll('.response-map').length).toBe(8);
    expect(status()).toBe(
      statusText(trainedTo(courseSteps, { activation: 'identity', units: 50 })),
    );
    expect(status()).toMatch(/loss 0\.6926 · accuracy 53\.0 %/);
    expect(farthest()).toBeLessThan(0.7);
    expect(host.querySelectorAll('.line-drawing')).toHaveLength(0);
    expect(key(0)).toContain('all its 201 numbers');
  });

  it('stops where training diverges, says so, shows finite numbers only, and Reset begins again', async () => {
    history.replaceState(null, '', '?fig=collapse&v=1&rate=5');
    render(<Collapse />, host);
    drag(slider(/Timeline/), courseSteps);
    await expect.poll(() => host.querySelector('.notices')?.textContent).toMatch(/diverged/);
    expect(host.textContent).not.toMatch(/NaN|Infinity/);
    expect(host.innerHTML).not.toMatch(/NaN|Infinity/);
    await expect.element(button('Train')).toBeDisabled();
    await button('Reset').click();
    await expect.poll(() => host.querySelector('.notices')).toBeNull();
    expect(status()).toMatch(/^Step 0 /);
    await expect.element(button('Train')).toBeEnabled();
  });
});

describe('the figure of chapter 8, with a bend in the middle', () => {
  it('shows the same step of the run from the same start, and says that there is no line', async () => {
    render(<Collapse />, host);
    drag(slider(/Timeline/), courseSteps);
    await expect.poll(status).toMatch(/53\.0 %/);
    choose('sigmoid');
    await expect.poll(status).toBe(statusText(trainedTo(courseSteps, {})));
    expect(status()).toMatch(/accuracy 100\.0 %/);
    expect(host.querySelector('.curve-collapsed path')).toBeNull();
    expect(key(1)).toMatch(/not possible: the sigmoid stands between/);
    choose('identity');
    await expect.poll(() => host.querySelector('.curve-collapsed path')).not.toBeNull();
    expect(status()).toMatch(/53\.0 %/);
  });

  it('offers every activation and four kinds of points', async () => {
    render(<Collapse />, host);
    drag(slider(/Timeline/), 300);
    host.querySelector('details')?.setAttribute('open', '');
    await userEvent.selectOptions(page.getByLabelText('Any activation in the middle'), 'relu');
    await expect.poll(status).toBe(statusText(trainedTo(300, { activation: 'relu' })));
    expect(host.querySelector<HTMLInputElement>('input[value="relu"]')?.checked).toBe(true);
    for (const data of ['overlapping', 'moons', 'xor'] as const) {
      choose(data);
      await expect
        .poll(status)
        .toBe(statusText(trainedTo(300, { activation: 'relu', data: course[data] })));
    }
  });

  it('takes a whole state from a link', async () => {
    history.replaceState(null, '', '?fig=collapse&v=1&activation=tanh&units=4&seed=9&step=250');
    render(<Collapse />, host);
    await expect
      .poll(status)
      .toBe(statusText(trainedTo(250, { activation: 'tanh', units: 4, seed: 9 })));
  });
});
