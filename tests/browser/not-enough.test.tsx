import { describe, expect, it } from 'vitest';
import { BestLine } from '../../components/figures/BestLine.tsx';
import { NotEnough } from '../../components/figures/NotEnough.tsx';
import { frames, host, press, show, stage, status } from './stage.ts';

stage(700);
const choose = async (value: string) => {
  host.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click();
  await frames();
};
const until = async (isThere: () => boolean) => {
  while (!isThere()) await frames(1);
};
/** The cells of the figure's table whose row has this name. */
const row = (name: string) =>
  [...host.querySelectorAll('tbody tr')]
    .find((tr) => tr.querySelector('th')?.textContent?.includes(name))
    ?.querySelectorAll('td')
    .values()
    .map((cell) => cell.textContent)
    .toArray();

describe('logistic regression on the circles', () => {
  it('loses its sureness while it trains: w shrinks and every ŷ comes near ½', async () => {
    await show(<NotEnough />);
    const readout = (k: number) => host.querySelectorAll('.readout dd')[k]?.textContent ?? '';
    const length = () => Number(readout(0));
    expect(length()).toBeGreaterThan(1);
    await press('Train');
    await until(() => Number(status().match(/Step (\d+)/)?.[1]) > 60);
    await press('Pause');
    expect(length()).toBeLessThan(0.1);
    const [least, most] = readout(1).split(' … ').map(Number) as [number, number];
    expect(least).toBeGreaterThan(0.45);
    expect(most).toBeLessThan(0.55);
  });

  it('takes each shape with the noise that the text has, and other points when asked', async () => {
    await show(<NotEnough />);
    const noise = () => host.querySelectorAll<HTMLInputElement>('input[type=range]')[1]?.value;
    expect(noise()).toBe('0.05');
    await choose('moons');
    expect(noise()).toBe('0.15');
    const before = status();
    expect(before).toMatch(/^Step 0 /);
    await press('New points');
    expect(status()).not.toBe(before);
    expect(noise()).toBe('0.15');
  });
});

describe('the best line', () => {
  it('is found by trying every line once, and beats logistic regression in mistakes, not in loss', async () => {
    await show(<BestLine />);
    expect(status()).toBe('No line tried yet of 39,800');
    expect(row('Best line')).toEqual(['–', '–']);
    const speed = host.querySelector('input[type=range]') as HTMLInputElement;
    speed.value = speed.max;
    speed.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await press('Train');
    await until(() => status().startsWith('All'));
    expect(status()).toBe('All 39,800 lines tried · the best makes 55 mistakes · accuracy 72.5 %');
    const [best, logistic] = [row('best line'), row('Logistic')] as [string[], string[]];
    expect(best[0]).toBe('55');
    expect(Number(logistic[0])).toBeGreaterThan(90);
    expect(Number(logistic[1])).toBeLessThan(Number(best[1]));
    expect(host.querySelector<HTMLButtonElement>('.transport .primary')?.ariaDisabled).toBe('true');
    await press('Reset');
    expect(status()).toBe('No line tried yet of 39,800');
  });

  it('goes one line further with Step, the same way after Reset, and begins anew with other data', async () => {
    await show(<BestLine />);
    await press('Step');
    await press('Step');
    const second = status();
    expect(second).toMatch(/^Line 2 of 39,800 · best so far \d+ mistakes/);
    await press('Reset');
    await press('Step');
    await press('Step');
    expect(status()).toBe(second);
    await press('Train');
    await choose('xor');
    expect(status()).toBe('No line tried yet of 39,800');
    await frames(5);
    expect(status()).toBe('No line tried yet of 39,800');
  });

  it('rests when it is paused', async () => {
    await show(<BestLine />);
    await press('Train');
    await until(() => status().startsWith('Line'));
    await press('Pause');
    const rested = status();
    await frames(5);
    expect(status()).toBe(rested);
  });
});
