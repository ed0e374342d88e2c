import { beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { NetworkByHand } from '../../components/figures/NetworkByHand.tsx';
import { frames, host, press, show, stage, status } from './stage.ts';

stage(800);
beforeEach(() => show(<NetworkByHand />));
const mistakes = () => Number(status().match(/(\d+) mistakes?/)?.[1] ?? Number.NaN);
const edge = (name: string) =>
  host.querySelector(`.drag-number[aria-label^="${name},"]`) as SVGGElement;
const shown = (name: string) => Number(edge(name).getAttribute('aria-valuenow'));
const field = (name: string) =>
  host.querySelector(`input[aria-label="${name}"]`) as HTMLInputElement;
const type = async (name: string, text: string) => {
  await userEvent.clear(field(name));
  if (text !== '') await userEvent.type(field(name), text);
  field(name).blur();
  await frames();
};
const trouble = () => host.querySelector('[role=alert]')?.textContent ?? '';

describe('a network by hand', () => {
  it('has a number to drag and a field to type for each of its 13 parameters, which agree', () => {
    const handles = [...host.querySelectorAll('.drag-number')];
    expect(handles).toHaveLength(13);
    for (const one of handles) {
      const name = one.getAttribute('aria-label')?.split(',');
      const symbol = name?.[0] === 'w_final' ? name.slice(0, 2).join(',') : name?.[0];
      expect(field(symbol as string).value.replace('−', '-'), symbol).toBe(
        one.getAttribute('aria-valuenow'),
      );
    }
  });

  it('is solved by two typed numbers, says so, and Reset brings back the start', async () => {
    const start = status();
    expect(start).not.toMatch(/Solved/);
    await type('w_final,3', '2');
    await type('b_final', '-4,4');
    expect(status()).toMatch(/^✓ Solved: 0 mistakes in 200 points/);
    expect(host.querySelector('[data-solved]')).not.toBeNull();
    await press('Reset');
    expect(status()).toBe(start);
    expect(field('b_final').value).toBe('−1');
  });

  it('takes chapter 5’s fence as a solution', async () => {
    await press('Chapter 5’s fence');
    expect(status()).toMatch(/^✓ Solved: 0 mistakes/);
    expect(shown('b_final')).toBe(-20);
  });

  it('moves a number by the arrow keys, finely with Shift, and never beyond its ends', async () => {
    edge('W₂₁').focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(shown('W₂₁')).toBe(1.1);
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(shown('W₂₁')).toBe(1.09);
    await userEvent.keyboard('{PageDown}{PageDown}');
    expect(shown('W₂₁')).toBe(-0.91);
    expect(edge('W₂₁').classList).toContain('negative');
    await userEvent.keyboard('{End}{ArrowUp}');
    expect(shown('W₂₁')).toBe(50);
    expect(field('W₂₁').value).toBe('50');
  });

  it('follows a drag up and down, and the region with it', async () => {
    const before = mistakes();
    const box = edge('b_final').getBoundingClientRect();
    const at = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    const send = (kind: string, y: number) =>
      edge('b_final').dispatchEvent(
        new PointerEvent(kind, {
          bubbles: true,
          cancelable: true,
          pointerId: 1,
          button: 0,
          clientX: at.x,
          clientY: y,
        }),
      );
    // A pointer that is made up cannot be captured.
    edge('b_final').setPointerCapture = () => {};
    send('pointerdown', at.y);
    send('pointermove', at.y + 60);
    await frames();
    const lower = shown('b_final');
    expect(lower).toBeLessThan(-1);
    expect(mistakes()).not.toBe(before);
    send('pointermove', at.y);
    await frames();
    expect(shown('b_final')).toBe(-1);
    expect(mistakes()).toBe(before);
    send('pointerup', at.y);
    send('pointermove', at.y + 60);
    await frames();
    expect(shown('b_final')).toBe(-1);
  });

  it('says what is wrong with a text that is no number, keeps the text, and counts on with the old value', async () => {
    const before = status();
    await type('W₁₂', 'up');
    expect(trouble()).toMatch(
      /W12: “up” is not a number: type one from −50 to 50\. −1 still counts/,
    );
    expect(field('W₁₂').value).toBe('up');
    expect(field('W₁₂').getAttribute('aria-invalid')).toBe('true');
    expect(status()).toBe(before);
    await type('b₃', '1000');
    expect(trouble()).toMatch(/b3: 1000 is outside/);
    expect(trouble()).toMatch(/W12/);
    await type('W₁₂', '-2');
    expect(trouble()).not.toMatch(/W12/);
    expect(shown('W₁₂')).toBe(-2);
    await press('Reset');
    expect(trouble()).toBe('');
    expect(field('b₃').value).toBe('1.4');
  });

  it('lets a drag take the place of a text that was wrong', async () => {
    await type('b₁', 'x');
    edge('b₁').focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(field('b₁').value).toBe('1.5');
    expect(trouble()).toBe('');
  });

  it('draws a unit without a line too: with both weights 0 it says the same everywhere', async () => {
    await type('W₁₂', '0');
    expect(host.querySelectorAll('.line-drawing')).toHaveLength(2);
    expect(host.querySelectorAll('.response-map')).toHaveLength(3);
    expect(host.innerHTML).not.toMatch(/NaN/);
  });

  it('turns a line in the plane into its row of W and its bias', async () => {
    const ring = host.querySelector('[aria-label^="Line 1."]') as SVGGElement;
    ring.focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(shown('b₁')).toBeGreaterThan(1.4);
    expect(shown('W₁₁')).toBe(0);
    expect(shown('W₁₂')).toBe(-1);
  });

  it('shows at its nodes what becomes of the point x', async () => {
    const said = () => [...host.querySelectorAll('.network-value')].map((node) => node.textContent);
    expect(said()).toContain('σ(−0.35) = 0.41');
    const point = host.querySelector('[aria-label^="The point x."]') as SVGGElement;
    point.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(said()).not.toContain('σ(−0.35) = 0.41');
  });
});
