import { describe, expect, it } from 'vitest';
import { IndependentLines } from '../../components/figures/IndependentLines.tsx';
import { ThreeLinesByHand } from '../../components/figures/ThreeLinesByHand.tsx';
import { WhyThree } from '../../components/figures/WhyThree.tsx';
import { frames, host, nudge, press, show, stage, status } from './stage.ts';

stage(700);
const percent = (after: string) =>
  Number(status().match(new RegExp(`${after} ([\\d.]+) %`))?.[1] ?? Number.NaN);

describe('three lines by hand', () => {
  it('count fewer mistakes when a key pulls a line to where it is needed, and Reset brings all back', async () => {
    await show(<ThreeLinesByHand />);
    const before = status();
    const mistakes = () => Number.parseInt(status(), 10);
    const first = mistakes();
    await nudge('Line 1', '{ArrowRight}{ArrowRight}{ArrowRight}');
    expect(mistakes()).toBeLessThan(first);
    await nudge('Line 2, the tip of its arrow', '{ArrowLeft}');
    await press('Reset');
    expect(status()).toBe(before);
  });

  it('have a solution without a mistake, in which each line alone makes many', async () => {
    await show(<ThreeLinesByHand />);
    await press('Show one solution');
    expect(status()).toMatch(/^0 mistakes in 200 points/);
    host.querySelector<HTMLInputElement>('input[value="2"]')?.click();
    await frames();
    expect(Number(status().match(/line 2 alone makes (\d+)/)?.[1])).toBeGreaterThan(50);
  });
});

describe('why three', () => {
  it('loses at least 10.8 % of the outer circle for as long as the inner is called 1, wherever the lines go', async () => {
    await show(<WhyThree />);
    let held = 0;
    for (const keys of ['{ArrowLeft}', '{ArrowUp}', '{ArrowUp}', '{ArrowRight}', '{ArrowDown}'])
      for (const name of ['Line 1', 'Line 2', 'Line 2, the tip of its arrow']) {
        await nudge(name, keys);
        expect(percent('accuracy on full circles')).toBeLessThanOrEqual(94.6);
        if (percent('Inner circle:') < 100) continue;
        held += 1;
        expect(percent('outer circle:')).toBeGreaterThan(10.8);
      }
    expect(held).toBeGreaterThan(3);
  });

  it('turns the direction round with a line that counts against', async () => {
    await show(<WhyThree />);
    const readout = () => host.querySelector('.readout dd')?.textContent;
    const before = readout();
    host.querySelector<HTMLInputElement>('input[value="against"]')?.click();
    await frames();
    expect(readout()).not.toBe(before);
    for (const part of [...host.querySelectorAll('.readout dd')].slice(1))
      expect(Number(part.textContent?.replace('−', '-'))).toBeGreaterThanOrEqual(0);
  });
});

describe('three lines that learn alone', () => {
  it('step and reset to the same places, and start elsewhere with New start', async () => {
    await show(<IndependentLines />);
    const start = status();
    await press('Step');
    await press('Step');
    const second = status();
    expect(second).toMatch(/^Step 2 /);
    await press('Reset');
    expect(status()).toBe(start);
    await press('Step');
    await press('Step');
    expect(status()).toBe(second);
    await press('New start');
    expect(status()).toMatch(/^Step 0 /);
    expect(status()).not.toBe(start);
  });

  it('train towards one another while they play, and rest when paused', async () => {
    await show(<IndependentLines />);
    const apart = () => Number(status().match(/at most ([\d.]+) apart/)?.[1]);
    const before = apart();
    await press('Train');
    await frames(30);
    await press('Pause');
    expect(apart()).toBeLessThan(0.8 * before);
    const rested = status();
    await frames(5);
    expect(status()).toBe(rested);
  });
});
