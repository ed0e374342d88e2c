import { describe, expect, it } from 'vitest';
import { Depth } from '../../components/figures/Depth.tsx';
import { statusText } from '../../components/figures/numbers.ts';
import { deepRun } from '../../src/training/deep-runs.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { find, frames, host, press, show, stage, status } from './stage.ts';

stage(1000);

const at = (steps: number, choice: Parameters<typeof deepRun>[0] = {}) => {
  const { setup, pace } = deepRun(choice);
  return createTrainer(setup).advance(steps, pace);
};
const end = at(300);
const built = { ...end, parameters: [...end.parameters], losses: [] };
const choose = async (value: string) => {
  find<HTMLInputElement>(`input[value="${value}"]`).click();
  await frames();
};
const drag = async (label: string, value: number) => {
  const slider = [...host.querySelectorAll('label')].find(
    ({ textContent }) => textContent === label,
  )?.control as HTMLInputElement;
  slider.value = String(value);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await frames();
};

describe('the spaces of the layers', () => {
  it('opens where training leads, Reset leads to the start, Step goes on as training gives it', async () => {
    await show(<Depth built={built} />);
    expect(status()).toBe(statusText(end));
    expect(host.querySelectorAll('.layer-space')).toHaveLength(2);
    await press('Reset');
    expect(status()).toBe(statusText(at(0)));
    await press('Step');
    await expect.poll(status).toBe(statusText(at(1)));
  });

  it('plays the way from the start when it is asked to train at the end', async () => {
    await show(<Depth built={built} />);
    await press('Train');
    await expect.poll(() => Number(/Step (\d+)/.exec(status())?.[1])).toBeLessThan(290);
    await press('Pause');
  });

  it('has a space for each layer, said as what it is, and counts the parameters', async () => {
    await show(<Depth built={built} />);
    expect(find('.depth-shape').textContent).toBe('2 → 8 → 3 → 1 · 55 parameters');
    expect(host.textContent).toContain('Its two principal directions');
    expect(host.textContent).toContain('The cube of h₁, h₂ and h₃');
    expect(host.textContent).toMatch(/The best line or plane here: 66\.5 %/);
    await drag('Hidden layers', 4);
    await choose('same');
    await choose('sigmoid');
    expect(find('.depth-shape').textContent).toBe('2 → 8 → 8 → 8 → 8 → 1 · 249 parameters');
    expect(host.querySelectorAll('.layer-space')).toHaveLength(4);
    expect(host.textContent).toContain('Across the output’s border');
    expect(status()).toBe(statusText(at(0, { hidden: [8, 8, 8, 8], activation: 'sigmoid' })));
    await choose('2');
    expect(host.textContent).toContain('The plane of h₁ and h₂');
    await drag('Units in each', 1);
    expect(host.textContent).toContain('The line of h₁');
  });

  it('shows how the slopes fade with sigmoids: each bar shorter than the one after it', async () => {
    await show(<Depth />);
    await drag('Hidden layers', 4);
    await choose('sigmoid');
    const widths = [...host.querySelectorAll<HTMLElement>('.layer-slopes-bar span')].map((bar) =>
      Number.parseFloat(bar.style.width),
    );
    expect(widths).toHaveLength(5);
    expect([...widths].sort((a, b) => a - b)).toEqual(widths);
  });
});
