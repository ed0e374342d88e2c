import { type ComponentChild, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../src/site/tokens.css';
import '../../components/prose/figure.css';
import { SumOrMean } from '../../components/figures/SumOrMean.tsx';
import { circlesRun } from '../../src/training/course-runs.ts';
import { createTrainer } from '../../src/training/trainer.ts';

let host: HTMLElement;
beforeEach(() => {
  host = document.createElement('div');
  host.style.width = '800px';
  document.body.append(host);
});
afterEach(() => {
  render(null, host);
  host.remove();
  history.replaceState(null, '', location.pathname);
});
const frames = (count = 3) =>
  new Promise<void>((done) => {
    const next = (left: number) =>
      left === 0 ? done() : requestAnimationFrame(() => next(left - 1));
    next(count);
  });
const show = async (figure: ComponentChild) => {
  render(figure, host);
  await frames();
};
const status = () => host.querySelector('[role=status]')?.textContent ?? '';
const until = async (isThere: () => boolean) => {
  for (let k = 0; k < 1500 && !isThere(); k++) await frames(1);
  if (!isThere()) throw new Error(`It stays at: ${status()}`);
};
const press = async (name: string) => {
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click();
  await frames();
};
const choose = async (value: string) => {
  host.querySelector<HTMLInputElement>(`input[type=radio][value="${value}"]`)?.click();
  await frames();
};
const slide = async (label: string, to: (input: HTMLInputElement) => number) => {
  const input = [...host.querySelectorAll('label')].find(
    ({ textContent }) => textContent === label,
  )!.control as HTMLInputElement;
  input.value = String(to(input));
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await frames();
};
/** η, loss and accuracy in the table's row of this name. */
const row = (name: string) =>
  [
    ...[...host.querySelectorAll('.run-numbers tbody tr')]
      .find((tr) => tr.querySelector('th')?.textContent === name)!
      .querySelectorAll('td'),
  ].map(({ textContent }) => textContent);
const expected = (choice: Parameters<typeof circlesRun>[0]) => {
  const { setup, pace } = circlesRun({ seed: 3, ...choice });
  return createTrainer(setup).advance(1001, pace).loss.toFixed(4);
};

describe('sum or mean', () => {
  it('shows two real runs from one start: the same rate is η = 2 for the sum, 0.01 for the mean', async () => {
    await show(<SumOrMean />);
    await until(() => status().startsWith('Step 1,001'));
    expect(row('Sum')).toEqual(['2', expected({ learningRate: 2 }), '100.0 %']);
    expect(row('Mean').slice(0, 2)).toEqual(['0.01', expected({ learningRate: 0.01 })]);
    expect(status()).toContain('Sum with rate 0.01: η = 2');
    await choose('mean');
    expect(status()).toContain('Mean with rate 0.01: η = 0.01');
    expect(status()).toContain(expected({ learningRate: 0.01 }));
  });

  it('ten times the points: the sum fails, the mean stays where it was', async () => {
    await show(<SumOrMean />);
    await until(() => status().startsWith('Step 1,001'));
    const before = row('Mean');
    await slide('Points n', ({ max }) => Number(max));
    await until(() => row('Sum')[0] === '20');
    expect(row('Sum')[2]).toBe('50.0 %');
    expect(row('Mean')[0]).toBe('0.01');
    expect(Math.abs(Number(row('Mean')[1]) - Number(before[1]))).toBeLessThan(0.01);
  });

  it('counts a sum’s rate by the points that a step looks at, and says what an epoch is', async () => {
    await show(<SumOrMean />);
    await choose('20');
    await until(() => row('Sum')[0] === '0.2');
    expect(row('Sum')[1]).toBe(expected({ learningRate: 0.2, batch: 20 }));
    expect(host.textContent).toContain('An epoch is 10 steps; so far 100.1 epochs.');
  });

  it('draws every point, as a mark in one of two paths', async () => {
    await show(<SumOrMean />);
    const paths = [...host.querySelectorAll('.point-cloud path')];
    expect(paths).toHaveLength(2);
    for (const path of paths) expect(path.getAttribute('d')!.match(/M/g)).toHaveLength(100);
  });

  it('goes back to the start, a step on, and takes another start', async () => {
    await show(<SumOrMean />);
    await press('Reset');
    await until(() => status().startsWith('Step 0 '));
    expect(row('Sum')[1]).toBe(row('Mean')[1]);
    await press('Step');
    await until(() => status().startsWith('Step 1 '));
    const first = row('Sum')[1];
    await press('New start');
    await until(() => status().startsWith('Step 0 '));
    await press('Step');
    await until(() => status().startsWith('Step 1 '));
    expect(row('Sum')[1]).not.toBe(first);
  });

  it('takes its state from a link, and says what in it cannot be used', async () => {
    history.replaceState(null, '', '?fig=sum-or-mean&n=33&rate=2&gradient=mean&batch=20&step=10');
    await show(<SumOrMean />);
    await until(() => status().startsWith('Step 10 '));
    expect(status()).toContain('Mean with rate 2: η = 2');
    expect(host.querySelector('[role=alert]')?.textContent).toContain('“n” should be one of');
  });
});
