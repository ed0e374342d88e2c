import { describe, expect, it } from 'vitest';
import { ActivationZoo } from '../../components/figures/ActivationZoo.tsx';
import { FirstLayer } from '../../components/figures/FirstLayer.tsx';
import { frames, handle, host, nudge, press, show, stage, status } from './stage.ts';

stage(820);
const choose = async (value: string) => {
  const list = host.querySelector('select') as HTMLSelectElement;
  list.value = value;
  list.dispatchEvent(new Event('change', { bubbles: true }));
  await frames();
};
const numbers = (text: string) =>
  [...text.replaceAll('−', '-').matchAll(/-?\d+\.\d+/g)].map(([found]) => Number(found));

describe('the first layer', () => {
  const rows = () => [...host.querySelectorAll<HTMLElement>('.layer-row')];
  const lit = () =>
    [...host.querySelectorAll('[data-lit]')].map((part) =>
      part.classList.contains('layer-row')
        ? `row ${rows().indexOf(part as HTMLElement) + 1}`
        : `map ${[...host.querySelectorAll('.first-layer-unit')].indexOf(part) + 1}`,
    );
  /** The widths of the lines as they are drawn, thickest first. */
  const thick = () =>
    [...host.querySelectorAll('.chart-layer:last-of-type path')].filter((path) => {
      const width =
        path.getAttribute('stroke-width') ?? path.parentElement?.getAttribute('stroke-width');
      return width === '5';
    }).length;

  it('shows in each row what the row multiplies and adds up to, also when x and lines have moved', async () => {
    await show(<FirstLayer />);
    await nudge('The point x', '{ArrowUp}{ArrowUp}{ArrowRight}');
    await nudge('Line 2, the tip of its arrow', '{ArrowUp}{ArrowRight}{ArrowRight}');
    const entries = (of: Element) =>
      [...of.querySelectorAll('span')].map(({ textContent }) => numbers(textContent)[0]!);
    const [x1, x2] = entries(host.querySelector('.layer-point') as Element);
    for (const row of rows()) {
      const [w1, w2, b, s, h] = entries(row) as [number, number, number, number, number];
      // Every number is shown to a hundredth.
      expect(Math.abs(w1 * x1! + w2 * x2! + b - s)).toBeLessThan(0.05);
      expect(Math.abs(1 / (1 + Math.exp(-s)) - h)).toBeLessThan(0.01);
    }
  });

  it('lights a line and a map from their row, and the row from the line', async () => {
    await show(<FirstLayer />);
    expect(lit()).toEqual([]);
    expect(thick()).toBe(0);
    rows()[1]!.focus();
    await frames();
    expect(lit()).toEqual(['row 2', 'map 2']);
    expect(thick()).toBeGreaterThan(0);
    handle('Line 3').focus();
    await frames();
    expect(lit()).toEqual(['row 3', 'map 3']);
    handle('The point x').focus();
    await frames();
    expect(lit()).toEqual([]);
    // Line 1 runs level at x₂ = 1.4; the chart reaches from −4 to 4 about its middle.
    const chart = host.querySelector('.chart') as HTMLElement;
    const { left, top, width, height } = chart.getBoundingClientRect();
    const up = (8 + ((4 - 1.4) / 8) * (height - 44)) / height;
    chart.dispatchEvent(
      new PointerEvent('pointermove', {
        clientX: left + 0.7 * width,
        clientY: top + up * height,
        bubbles: true,
      }),
    );
    await frames();
    expect(lit()).toEqual(['row 1', 'map 1']);
  });

  it('answers hard with the step function, and without bound with ReLU', async () => {
    await show(<FirstLayer />);
    await choose('step');
    expect(status()).toMatch(/Step: h = \(1\.00, 0\.00, 1\.00\)$/);
    await choose('relu');
    expect(status()).toMatch(/ReLU: h = \(0\.90, 0\.00, 3\.65\)$/);
    await press('Reset');
    expect(status()).toMatch(/Sigmoid: h = \(0\.71, 0\.41, 0\.97\)$/);
  });
});

describe('the activations beside each other', () => {
  it('share one z: a key on one curve moves all, in tenths, and by Shift in hundredths', async () => {
    await show(<ActivationZoo />);
    expect(status()).toContain('z = 1.00');
    await nudge('z on the tanh curve', '{ArrowRight}');
    expect(status()).toContain('z = 1.10');
    await nudge('z on the ReLU curve', '{Shift>}{ArrowLeft}{/Shift}');
    expect(status()).toContain('z = 1.09');
    for (const said of host.querySelectorAll('.zoo-said'))
      expect(said.textContent).toContain('1.09');
  });

  it('say at 0 what has no derivative there, and which slope is used at a kink', async () => {
    await show(<ActivationZoo />);
    await press('To z = 0');
    const said = [...host.querySelectorAll('.zoo-said')].map(({ textContent }) => textContent);
    expect(said[0]).toMatch(/No slope at 0: it jumps/);
    expect(said[1]).toMatch(/g′\(0\.00\) = 0\.250/);
    expect(said[3]).toMatch(/slope 0 on the left, 1 on the right; 0 is used/);
    expect(said[4]).toMatch(/slope 0\.01 on the left, 1 on the right; 0\.01 is used/);
    // Five tangents: none for the step function, which jumps here.
    expect(host.querySelectorAll('.zoo-tangent')).toHaveLength(5);
    await press('Reset');
    expect(host.querySelectorAll('.zoo-tangent')).toHaveLength(6);
  });
});
