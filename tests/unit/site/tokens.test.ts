import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { heatColours, heatStrength } from '../../../src/figure/theme.ts';

const css = readFileSync('src/site/tokens.css', 'utf8');

/** Every colour of the tokens, on light and on dark paper. */
const colours = new Map(
  [...css.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name, light, dark]) => [name as string, { light: light as string, dark: dark as string }],
  ),
);

/** Relative luminance of an sRGB colour, in 0…1 (WCAG 2.2). */
function luminance(hex: string) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ['--paper', '--paper-raised', '--paper-sunk'];
const text = /^--(ink|ink-soft|ink-faint|accent|accent-ink|focus|good|warn|bad|class-\d-ink)$/;
const mark = /^--(rule-strong|class-\d|unit-\d)$/;

it('contrast agrees with the values known for black and #767676 on white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

describe.each(['light', 'dark'] as const)('the colours on %s paper', (theme) => {
  const of = (name: string) => {
    const pair = colours.get(name);
    if (!pair) throw new Error(`tokens.css has no colour ${name}`);
    return pair[theme];
  };
  const tooFaint = (kind: RegExp, least: number) =>
    [...colours.keys()]
      .filter((name) => kind.test(name))
      .flatMap((name) =>
        surfaces
          .filter((surface) => contrast(of(name), of(surface)) < least)
          .map((surface) => `${name} on ${surface}`),
      );

  it('let all text be read: 4.5 to 1 on every surface', () => {
    expect(tooFaint(text, 4.5)).toEqual([]);
  });

  it('let all marks and edges of controls be seen: 3 to 1 on every surface', () => {
    expect(tooFaint(mark, 3)).toEqual([]);
  });

  it('let ink be read on a selection and on the accent’s wash, and paper on the accent', () => {
    expect(contrast(of('--ink'), of('--selection'))).toBeGreaterThan(4.5);
    expect(contrast(of('--accent-ink'), of('--accent-wash'))).toBeGreaterThan(4.5);
    expect(contrast(of('--paper'), of('--accent'))).toBeGreaterThan(4.5);
  });

  it('name six classes, each with its ink, and eight units', () => {
    const names = [...colours.keys()];
    expect(names.filter((name) => /^--class-\d$/.test(name))).toHaveLength(6);
    expect(names.filter((name) => /^--class-\d-ink$/.test(name))).toHaveLength(6);
    expect(names.filter((name) => /^--unit-\d$/.test(name))).toHaveLength(8);
  });
});

describe('the colours of lines', () => {
  it.each(['light', 'dark'] as const)(
    'stay apart on %s paper for normal vision and without each kind of cone',
    (theme) => {
      const names = [...colours.keys()].filter((name) => /^--(unit-\d|class-[01])$/.test(name));
      const close: string[] = [];
      for (const [kind, matrix] of Object.entries(vision)) {
        const seen = names.map((name) => oklab(see(colours.get(name)![theme], matrix)));
        for (let i = 0; i < names.length; i++)
          for (let j = i + 1; j < names.length; j++)
            if (Math.hypot(...seen[i]!.map((value, k) => value - seen[j]![k]!)) < 0.07)
              close.push(`${names[i]} and ${names[j]}, ${kind}`);
      }
      expect(close).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)(
    'stay apart on %s paper as the tints of six classes’ regions',
    (theme) => {
      const paper = rgb(colours.get('--paper-raised')![theme]);
      const close: string[] = [];
      for (const [kind, matrix] of Object.entries(vision)) {
        const seen = heatColours.map((colour) =>
          oklab(
            see(
              hex(colour.map((v, k) => heatStrength * v + (1 - heatStrength) * paper[k]!)),
              matrix,
            ),
          ),
        );
        for (let i = 0; i < seen.length; i++)
          for (let j = i + 1; j < seen.length; j++)
            if (Math.hypot(...seen[i]!.map((value, k) => value - seen[j]![k]!)) < 0.045)
              close.push(`${i} and ${j}, ${kind}`);
      }
      expect(close).toEqual([]);
    },
  );

  it('are registered as colours, so that a canvas reads them resolved', () => {
    const registered = [...css.matchAll(/@property (--[\w-]+) \{\s*syntax: "<color>";/g)];
    expect(registered.map(([, name]) => name)).toEqual([...colours.keys()]);
  });
});

/** What is left of linear sRGB without a kind of cone (Machado, Oliveira and Fernandes 2009). */
const vision = {
  'normal vision': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranopia: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritanopia: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
};

const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const hex = (colour: readonly number[]) =>
  `#${colour.map((v) => Math.round(v).toString(16).padStart(2, '0')).join('')}`;

function see(hex: string, m: number[]): [number, number, number] {
  const linear = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const row = (k: number) =>
    Math.min(
      1,
      Math.max(
        0,
        linear.reduce((sum, value, j) => sum + m[3 * k + j]! * value, 0),
      ),
    );
  return [row(0), row(1), row(2)];
}

/** Ottosson's OKLab, in which equal distances look about equally far apart. */
function oklab([r, g, b]: [number, number, number]) {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
