import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Hero } from '../../components/figures/Hero.tsx';
import { lossText, statusText } from '../../components/figures/numbers.ts';
import { Replay } from '../../components/figures/Replay.tsx';
import { Result } from '../../components/figures/Result.tsx';
import { circlesRun, courseSteps } from '../../src/training/course-runs.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { host, stage, status } from './stage.ts';

stage(820);

const button = (name: string) => page.getByRole('button', { name, exact: true });
const slider = (name: RegExp) => page.getByRole('slider', { name }).element() as HTMLInputElement;
const drag = (input: HTMLInputElement, position: number) => {
  input.value = String(position);
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
const trainedTo = (steps: number, choice: Parameters<typeof circlesRun>[0] = {}) => {
  const { setup, pace } = circlesRun(choice);
  return createTrainer(setup).advance(steps, pace);
};

describe('the result', () => {
  it('opens at the end of the run that training gives, and Reset leads to its start', async () => {
    render(<Result />, host);
    expect(status()).toBe(statusText(trainedTo(courseSteps)));
    await button('Reset').click();
    await expect.poll(status).toBe(statusText(trainedTo(0)));
    await button('Step').click();
    await expect.poll(status).toBe(statusText(trainedTo(1)));
  });

  it('shows at any place of the timeline what so many steps give', async () => {
    render(<Result />, host);
    for (const step of [137, 500, 12]) {
      drag(slider(/Timeline/), step);
      await expect.poll(status).toBe(statusText(trainedTo(step)));
    }
  });

  it('makes the whole run again when a setting is dragged, and shows its end', async () => {
    render(<Result />, host);
    drag(slider(/Hidden units/), 5);
    await expect.poll(status).toBe(statusText(trainedTo(courseSteps, { units: 5 })));
    drag(slider(/Start/), 7);
    await expect.poll(status).toBe(statusText(trainedTo(courseSteps, { units: 5, seed: 7 })));
    drag(slider(/Noise/), 0.4);
    await expect
      .poll(status)
      .toBe(statusText(trainedTo(courseSteps, { units: 5, seed: 7, noise: 0.4 })));
  });

  it('takes up a line that was moved: the loss follows, training goes on, Reset forgets it', async () => {
    render(<Result />, host);
    const before = status();
    slider(/^Line 1\. /).focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}');
    await expect.poll(status).not.toBe(before);
    expect(status()).toMatch(/^Step 1,001 /);
    const moved = status();
    await button('Step').click();
    await expect.poll(status).toMatch(/^Step 1,002 /);
    await button('Reset').click();
    await expect.poll(status).toBe(statusText(trainedTo(0)));
    expect(moved).not.toBe(before);
  });

  it('lays the handles of eight lines apart, and drags each that is pointed at, which the others wait for', async () => {
    host.style.width = '330px'; // a phone's
    render(<Result />, host);
    drag(slider(/Hidden units/), 8);
    await expect.poll(status).toBe(statusText(trainedTo(courseSteps, { units: 8 })));
    // Charts are drawn at the width they have once they have measured it.
    await expect
      .poll(() => host.querySelector('.chart-layer > svg')?.getAttribute('width'))
      .toBe(String(host.querySelector('.chart')?.clientWidth));
    expect(host.querySelectorAll('.unit-lines .handle')).toHaveLength(16);
    // A line out of sight has its ring at the edge, and no arrow.
    const handles = [...host.querySelectorAll<SVGGElement>('.unit-lines .handle')].filter(
      (handle) => getComputedStyle(handle).pointerEvents !== 'none',
    );
    expect(handles.length).toBeGreaterThan(12);
    const unitOf = (handle: Element) => handle.getAttribute('aria-label')?.slice(0, 6);
    const middles = () =>
      handles.map((handle) => {
        const box = handle.querySelector('.handle-dot')!.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2] as const;
      });
    const places = middles();
    const gaps = places.flatMap(([x, y], i) =>
      places.slice(0, i).map(([u, v]) => Math.hypot(x - u, y - v)),
    );
    expect(Math.min(...gaps)).toBeGreaterThan(24);

    for (const [k, [x, y]] of places.entries()) {
      const inwards = x < 165 ? 1 : -1;
      const at = (way: number) => ({
        ...{ bubbles: true, pointerId: 1, button: 0 },
        ...{ clientX: x + inwards * way, clientY: y },
      });
      const handle = handles[k]!;
      handle.setPointerCapture = () => {}; // the pointer of a made-up event cannot be captured
      const before = middles();
      // What the browser finds there may be the reach of another: the one that is meant is moved all the same.
      document.elementFromPoint(x, y)!.dispatchEvent(new PointerEvent('pointerdown', at(0)));
      handle.dispatchEvent(new PointerEvent('pointermove', at(6)));
      await new Promise(requestAnimationFrame);
      const during = middles();
      const moved = during.map(([u, v], i) => Math.hypot(u - before[i]![0], v - before[i]![1]));
      expect(moved[k], `handle ${k} follows`).toBeGreaterThan(0.5);
      for (const [i, way] of moved.entries())
        if (unitOf(handles[i]!) !== unitOf(handle))
          expect(way, `handle ${i} waits for ${k}`).toBeLessThan(0.01);
      handle.dispatchEvent(new PointerEvent('pointermove', at(0)));
      handle.dispatchEvent(new PointerEvent('pointerup', at(0)));
      await new Promise(requestAnimationFrame);
    }
  });

  it('changes nothing but colours and arrows when it takes a twin', async () => {
    render(<Result />, host);
    // Charts are drawn at the width they have once they have measured it.
    await expect
      .poll(() => host.querySelector('.chart-layer > svg')?.getAttribute('width'))
      .toBe(String(host.querySelector('.chart')?.clientWidth));
    const before = status();
    const region = () => host.querySelector('.boundary')?.getAttribute('d');
    const lines = () =>
      [...host.querySelectorAll('.line-drawing')].map((line) =>
        line.firstElementChild?.getAttribute('d'),
      );
    const [regionBefore, linesBefore] = [region(), lines()];
    (host.querySelector('.panel-more summary') as HTMLElement).click();
    await button('Swap units').click();
    await expect.poll(lines).toEqual([linesBefore[1], linesBefore[2], linesBefore[0]]);
    await button('Flip a unit').click();
    await expect
      .poll(() => host.querySelector('.result-said')?.textContent)
      .toMatch(/turned round/);
    expect(status()).toBe(before);
    expect(region()).toBe(regionBefore);
  });

  it('lights a point in every view: the ring in plane and cube, its own loss, its numbers', async () => {
    render(<Result />, host);
    slider(/^Points\./).focus();
    await userEvent.keyboard('{ArrowRight}');
    const rings = () =>
      [...host.querySelectorAll('.point-ring')].filter(
        (ring) => ring.getAttribute('visibility') !== 'hidden',
      ).length;
    await expect.poll(rings).toBe(2);
    expect(host.querySelector('.curve-class-1 path')).not.toBeNull();
    expect(host.querySelector('.result-said')?.textContent).toMatch(/^Point \d+, class 1: h = \(/);
  });

  it('turns the cube by the arrow keys', async () => {
    render(<Result />, host);
    const cube = slider(/hidden space/);
    cube.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowUp}');
    await expect
      .poll(() => cube.getAttribute('aria-valuetext'))
      .toBe('turned by 29 degrees, tilted by 14');
  });

  it('compares with a second run from the same start, one setting different', async () => {
    render(<Result />, host);
    (host.querySelector('.panel-more summary') as HTMLElement).click();
    (page.getByRole('radio', { name: 'Units' }).element() as HTMLElement).click();
    const { loss } = trainedTo(courseSteps, { units: 2 });
    await expect.poll(status).toContain(`B: loss ${lossText(loss)}`);
    expect(host.querySelectorAll('.boundary')).toHaveLength(2);
  });

  it('takes parameters from a link, and says what is wrong with them when they are not usable', async () => {
    const { step, parameters } = trainedTo(200);
    const query = new URLSearchParams({ fig: 'result', v: '1', step: '200' });
    query.set('hand', [step, ...parameters].join(' '));
    history.replaceState(null, '', `?${query}`);
    render(<Result />, host);
    await expect.poll(status).toBe(statusText(trainedTo(200)));
    await button('Step').click();
    await expect.poll(status).toBe(statusText(trainedTo(201)));

    render(null, host);
    query.set('hand', '200 1 2 x');
    history.replaceState(null, '', `?${query}`);
    render(<Result />, host);
    await expect.poll(() => host.querySelector('.notices')?.textContent).toMatch(/13 parameters/);
    await expect.poll(status).toBe(statusText(trainedTo(200)));
  });
});

describe('the replay', () => {
  it('meets all published losses at its end, and none but the first at its start', async () => {
    render(<Replay />, host);
    expect(status()).toMatch(/^Step 1,001 · loss 0\.0086 · accuracy 100\.0 % · 11 of 11 /);
    await button('Reset').click();
    await expect.poll(status).toMatch(/^Step 0 · loss 0\.9178 · accuracy 50\.0 % · 1 of 11 /);
    expect(host.querySelectorAll('.replay-table tbody tr')).toHaveLength(11);
  });
});

describe('the home page’s figure', () => {
  it('starts over when it is asked to train at its end, and pauses', async () => {
    render(<Hero />, host);
    await button('Reset').click();
    await expect.poll(status).toMatch(/^Step 0 /);
    await button('Train').click();
    await expect.poll(status).not.toMatch(/^Step 0 /);
    await button('Pause').click();
    const paused = status();
    await new Promise((done) => setTimeout(done, 200));
    expect(status()).toBe(paused);
  });
});
