import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../src/site/tokens.css';
import '../../components/prose/figure.css';
import { FeatureMap } from '../../components/figures/FeatureMap.tsx';

let host: HTMLElement;
const show = async (query = '') => {
  history.replaceState(null, '', query === '' ? location.pathname : `?fig=feature-map&${query}`);
  render(<FeatureMap />, host);
  await frames();
};
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
const until = async (isThere: () => boolean) => {
  while (!isThere()) await frames(1);
};
const text = (selector: string) => host.querySelector(selector)?.textContent ?? '';
const status = () => text('[role=status]');
const step = () => Number(status().match(/Step (\d+)/)?.[1]);
const titles = () => [...host.querySelectorAll('.panel-title')].map((title) => title.textContent);
const button = (name: string) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent === name);
const press = async (name: string) => {
  button(name)?.click();
  await frames();
};
const slider = (label: string) => {
  const named = [...host.querySelectorAll('label')].find((one) =>
    one.textContent?.startsWith(label),
  ) as HTMLLabelElement;
  return named.control as HTMLInputElement;
};
const slide = async (label: string, to: number) => {
  const input = slider(label);
  input.value = String(to);
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await frames();
};
const field = () => host.querySelector('input[type=text]') as HTMLInputElement;
const type = async (phi: string, enter = true) => {
  field().value = phi;
  field().dispatchEvent(new InputEvent('input', { bubbles: true }));
  await frames(1);
  if (enter) field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await frames();
};
const list = () => host.querySelector('select') as HTMLSelectElement;
const pick = async (phi: string) => {
  list().value = phi;
  list().dispatchEvent(new Event('change', { bubbles: true }));
  await frames();
};
const choose = async (value: string) => {
  host.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click();
  await frames();
};
const trouble = () => text('.field-trouble');
const chart = (k: number) => host.querySelectorAll('.chart')[k] as HTMLElement;
/** The places of a path's M commands, in pixels of its chart. */
const starts = (path: Element | null | undefined) =>
  [...(path?.getAttribute('d') ?? '').matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
const flying = () => [...chart(1).querySelectorAll('.class-points')].flatMap(starts);
const curve = (k: number) => chart(k).querySelector('.zero-curve');
const point = async (k: number, x: number, y: number) => {
  const box = chart(k).getBoundingClientRect();
  chart(k).dispatchEvent(
    new PointerEvent('pointermove', {
      clientX: box.left + x,
      clientY: box.top + y,
      bubbles: true,
    }),
  );
  await frames();
};
const trainTo = async (least: number) => {
  await press('Train');
  await until(() => step() >= least);
  await press('Pause');
};

describe('the circles with their squares', () => {
  it('are learnt: the hyperbola of the start becomes an ellipse, and every point is right', async () => {
    await show();
    expect(titles()[0]).toContain('a hyperbola');
    expect(status()).toBe('Step 0 · loss 1.3467 · accuracy 24.5 %');
    await trainTo(60);
    expect(titles()[0]).toContain('an ellipse');
    expect(status()).toContain('accuracy 100.0 %');
    expect(text('.feature-said')).toMatch(/half-axes of 2\.\d\d and 2\.\d\d/);
  });

  it('are trained one step at a time, the same way after Reset, and another after New start', async () => {
    await show();
    const first = status();
    await press('Step');
    await until(() => step() === 1);
    const second = status();
    await press('Reset');
    expect(status()).toBe(first);
    await press('Step');
    await until(() => step() === 1);
    expect(status()).toBe(second);
    await press('New start');
    expect(step()).toBe(0);
    expect(status()).not.toBe(first);
  });

  it('fly from x to φ(x) straight: halfway at t = ½', async () => {
    await show();
    const arrived = flying();
    expect(arrived.length).toBe(200);
    await slide('From x', 0);
    const left = flying();
    await slide('From x', 0.5);
    flying().forEach(([x, y], i) => {
      expect(x).toBeCloseTo((left[i]![0] + arrived[i]![0]) / 2, 0);
      expect(y).toBeCloseTo((left[i]![1] + arrived[i]![1]) / 2, 0);
    });
    expect(chart(1).querySelector('.chart-picture')?.ariaLabel).toContain('on the way');
  });

  it('go all the way with Bend and Unbend', async () => {
    await show();
    await press('Unbend');
    await until(() => slider('From x').value === '0');
    await until(() => button('Bend') !== undefined);
    await press('Bend');
    await until(() => button('Unbend') !== undefined);
    expect(slider('From x').value).toBe('1');
  });

  it('have the curve z = 0 on the straight line, once it has arrived', async () => {
    await show();
    const line = (chart(1).querySelector('.zero-line')?.getAttribute('d') ?? '')
      .match(/-?[\d.]+/g)
      ?.map(Number) as [number, number, number, number];
    const [x1, y1, x2, y2] = line;
    const length = Math.hypot(x2 - x1, y2 - y1);
    const pieces = starts(curve(1));
    expect(pieces.length).toBeGreaterThan(50);
    for (const [x, y] of pieces)
      expect(Math.abs((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length).toBeLessThan(1.5);
  });

  it('light in both planes when one of them is pointed at in either', async () => {
    await show();
    const [x, y] = flying()[150]!;
    await point(1, x, y);
    const rings = () =>
      [...host.querySelectorAll('.point-ring')].filter(
        (ring) => ring.getAttribute('visibility') !== 'hidden',
      ).length;
    expect(rings()).toBe(2);
    expect(text('.feature-said')).toMatch(
      /^Point \d+, class [01]: x = \(.*\), φ\(x\) = \(.*\), z = /,
    );
    await point(1, 200, 395);
    expect(rings()).toBe(0);
    host.querySelector<SVGElement>('.point-stop')?.focus();
    await frames();
    expect(rings()).toBe(2);
  });

  it('fail when their centre moves to (2, 2), and are right again with x₁ and x₂ added', async () => {
    await show();
    await slide('Centre', 2);
    await trainTo(150);
    expect(Number(status().match(/accuracy ([\d.]+)/)?.[1])).toBeLessThan(80);
    await pick('x1, x2, x1^2, x2^2');
    expect(step()).toBe(0);
    expect(titles()[1]).toContain('4 features');
    await trainTo(400);
    expect(status()).toContain('accuracy 100.0 %');
    expect(text('.feature-said')).toMatch(/centre at \((1\.[89]|2\.[01])\d, (1\.[89]|2\.[01])\d\)/);
  });
});

describe('a φ of the reader’s own', () => {
  it('counts as soon as it can be used, and solves XOR', async () => {
    await show();
    await choose('xor');
    await type('x1*x2', false);
    expect(titles()[1]).toContain('one feature');
    expect(list().value).toBe('own');
    await trainTo(100);
    expect(status()).toContain('accuracy 100.0 %');
  });

  it('that cannot be read is named with its place, stays in the field, and the last good one is drawn', async () => {
    await show();
    const before = text('.feature-said');
    await type('x1^2, x3*2', false);
    expect(trouble()).toBe(''); // nobody wants to hear of it while typing
    await type('x1^2, x3*2');
    expect(trouble()).toContain('"x3" is not known here');
    expect(trouble()).toContain('At character 7');
    expect(trouble()).toContain('Drawn is [x₁², x₂²]');
    expect(text('.field-marked mark')).toBe('x3');
    expect(field().value).toBe('x1^2, x3*2');
    expect(field().ariaInvalid ?? field().getAttribute('aria-invalid')).toBe('true');
    expect(text('.feature-said')).toBe(before);
    await type('x1^2, x2*2');
    expect(trouble()).toBe('');
    expect(text('.feature-said')).not.toBe(before);
  });

  it.each([
    ['log(x1), x2', 'log(x₁) must be finite at every point'],
    ['1/(x1 - x1), x2', 'must be finite at every point'],
    ['x1, exp(exp(9*x2))', 'must be finite at every point'],
    ['x1, 3', 'its values must be finite and differ'],
    ['exp(200*x1^2)', 'must be finite'],
    ['x1, x2, x1, x2, x1, x2, x1, x2, x1', 'At most 8 features'],
    ['fetch(1)', 'is no function known here'],
  ])(
    '%s gets one clear message, and training goes on with the last good one',
    async (phi, message) => {
      await show();
      await type(phi);
      expect(trouble()).toContain(message);
      expect(host.textContent).not.toContain('NaN ·');
      await press('Step');
      await until(() => step() === 1);
      expect(host.querySelectorAll('.notices').length).toBe(0);
    },
  );

  it('comes back with Escape to the one that counts', async () => {
    await show();
    await type('x1 +');
    expect(trouble()).not.toBe('');
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await frames();
    expect(field().value).toBe('x1^2, x2^2');
    expect(trouble()).toBe('');
  });

  it('that fits some points and not others is kept while it does not', async () => {
    await show();
    await slide('Centre', 2);
    await type('log(x1 + 2), x2');
    expect(trouble()).toBe('');
    await slide('Centre', 0);
    expect(trouble()).toContain('log(x₁ + 2) must be finite at every point');
    expect(field().value).toBe('log(x1 + 2), x2');
    await slide('Centre', 2);
    expect(trouble()).toBe('');
    expect(titles()[0]).toContain('a curve');
  });

  it('that a link brings is checked like one that is typed', async () => {
    await show('v=1&phi=x1%2C+alert(1)');
    expect(trouble()).toContain('"alert" is no function known here');
    expect(field().value).toBe('x1, alert(1)');
    expect(titles()[0]).toContain('a hyperbola');
  });

  it('whose numbers grow too large for training stops it with one message, and Reset begins anew', async () => {
    await show('v=1&phi=-exp(120*x1)&standardise=no&rate=100');
    expect(trouble()).toBe('');
    const first = status();
    await press('Train');
    await until(() => host.querySelector('.notices') !== null);
    expect(text('.notices')).toContain('Training diverged');
    expect(status()).not.toContain('NaN');
    expect(host.innerHTML).not.toContain('NaN');
    await press('Reset');
    expect(status()).toBe(first);
    expect(host.querySelector('.notices')).toBeNull();
  });
});
