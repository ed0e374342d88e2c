import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont, { type SubsetOptions } from 'subset-font';
import type { Plugin } from 'vite';

// A face as it comes from its package holds far more letters, weights and features than this site
// sets. Half of what a chapter weighed before its first line stood was faces; what is cut here is a
// second of a slow connection.

const cut = fileURLToPath(new URL('../../node_modules/.astro/faces/', import.meta.url));

/** What nearly every line here is made of; asked for before the first one stands. */
export const daily = `${characters([0x20, 0x7e])}\u00a0·½×±²³¹°–’‘“”…←→−`;

/** What a name or a quotation may hold besides, in files of their own that are loaded where one is met. */
export const further = without(
  daily,
  characters(
    [0xa0, 0xff],
    [0x131, 0x131],
    [0x152, 0x153],
    [0x2bb, 0x2dc],
    [0x2000, 0x206f],
    [0x20ac, 0x20ac],
    [0x2122, 0x2122],
    [0x2190, 0x2193],
    [0x2212, 0x2215],
  ),
);

/** The letters that name numbers in a figure's labels. */
export const greek = characters([0x3b1, 0x3c9], [0x394, 0x394], [0x3a3, 0x3a3]);

/** What formulas may be made of: `tex` refuses others, since they would be set in another face. */
export const formulaCharacters = `${characters([0x20, 0x7e], [0x391, 0x3a9], [0x3b1, 0x3c9])}\u200bϵϑϕ∂ŷℝℓ′½¬±×÷·⋅∘⊙⊗⊕−≤≥≠≈≡∼∝∈∉∪∩⊂⊆∀∃∞∇√∑∏∫∣∥‖⟨⟩⌊⌋⌈⌉→←↦⇒…⋯⋮⋱ˉˆ˙~⏟⎧⎨⎩`;

/** What the formulas of this course are made of, by face; the rest of a face is a file of its own. */
const formulaDaily: Record<string, string> = {
  'KaTeX_Main-Regular':
    '\u200b !()+,./0123456789<=>LMPRT[]^{|}abcdefghijklmnopqrstuvwxyz±×…′←→∂∇∈∏∑−√∘∞∣∥≈≤≥⊗⊙⋅⋯',
  'KaTeX_Main-Bold': '\u200b 01AIMSWXabdehmnsvwxyzΔ',
  'KaTeX_Math-Italic': '\u200bHKLPRabcdefghijklmnopqrstuvwxyzδεηθλμπσφ',
  'KaTeX_Math-BoldItalic': '\u200bδ',
};

function characters(...ranges: readonly (readonly [number, number])[]): string {
  return ranges
    .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
    .map((code) => String.fromCodePoint(code))
    .join('');
}

function without(some: string, all: string): string {
  return [...all].filter((each) => !some.includes(each)).join('');
}

/** As CSS writes which characters a file is for: `U+20, U+21`. */
export function unicodeRange(letters: string): string[] {
  return [...letters].map((each) => `U+${each.codePointAt(0)?.toString(16)}`);
}

async function write(
  from: string,
  letters: string,
  part: string,
  options: Omit<SubsetOptions, 'targetFormat'>,
) {
  const to = `${cut}${basename(from, '.woff2')}${part}.woff2`;
  const face = await subsetFont(readFileSync(from), letters, { targetFormat: 'woff2', ...options });
  mkdirSync(cut, { recursive: true });
  writeFileSync(to, face);
  return to;
}

/** A variable face with the weights and features that are used here; its file's path. */
export const proseFace = (
  from: string,
  weights: number | { min: number; max: number },
  letters: string,
) =>
  write(resolve(from), letters, letters === further ? '-further' : '', {
    variationAxes: { wght: weights },
    keepFeatures: [
      ...['ccmp', 'locl', 'mark', 'mkmk', 'kern', 'liga', 'clig', 'rlig', 'calt'],
      ...['lnum', 'tnum'],
    ],
  });

const katexFonts = fileURLToPath(new URL('../../node_modules/katex/dist/fonts/', import.meta.url));

/**
 * KaTeX's faces with the letters that formulas here are made of, first those they are made of daily. Its
 * stylesheet names three formats of each; every browser served here reads woff2. An import of
 * `katex/dist/fonts/…` gets the file that the stylesheet names first.
 */
export function formulaFaces(): Plugin {
  const written = new Map<string, Promise<string>>();
  const face = (name: string, letters: string, part = '') => {
    const file = written.get(name + part) ?? write(`${katexFonts}${name}.woff2`, letters, part, {});
    written.set(name + part, file);
    return file;
  };
  const first = (name: string) => face(name, formulaDaily[name] ?? formulaCharacters);
  return {
    name: 'formula-faces',
    enforce: 'pre',
    async resolveId(id) {
      const [, name, query] = /^katex\/dist\/fonts\/([\w-]+)\.woff2(\?.*)?$/.exec(id) ?? [];
      return name && `${await first(name)}${query ?? ''}`;
    },
    async transform(code, id) {
      if (!/katex[^/]*\.css($|\?)/.test(id)) return undefined;
      const rule = /@font-face\s*\{[^}]*?url\(["']?fonts\/([\w-]+)\.woff2["']?\)[^}]*\}/g;
      const rules = await Promise.all(
        [...code.matchAll(rule)].map(async ([text, name = '']) => {
          const of = (file: string, letters?: string) =>
            text
              .replace(/src:[^;}]*/, `src:url(${file}) format("woff2")`)
              .replace(/\}$/, letters ? `;unicode-range:${unicodeRange(letters)}}` : '}');
          const letters = formulaDaily[name];
          if (!letters) return of(await first(name));
          const rest = without(letters, formulaCharacters);
          return of(await first(name), letters) + of(await face(name, rest, '-further'), rest);
        }),
      );
      return code.replace(rule, () => rules.shift() as string);
    },
  };
}
