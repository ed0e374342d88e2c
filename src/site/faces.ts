import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont, { type SubsetOptions } from 'subset-font';
import type { Plugin } from 'vite';

// A face as it comes from its package holds far more letters, weights and features than this site
// sets. Half of what a chapter weighed before its first line stood was faces; what is cut here is a
// second of a slow connection.

const cut = fileURLToPath(new URL('../../node_modules/.astro/faces/', import.meta.url));

/** Letters of Western languages, their accents, and the marks of typography. */
const prose = characters(
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x131, 0x131],
  [0x152, 0x153],
  [0x2bb, 0x2dc],
  [0x2000, 0x206f],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2193],
  [0x2212, 0x2215],
);

/** What formulas may be made of: `tex` refuses others, since they would be set in another face. */
export const formulaCharacters = `${characters([0x20, 0x7e], [0x391, 0x3a9], [0x3b1, 0x3c9])}\u200bϵϑϕ∂ŷℝℓ′½¬±×÷·⋅∘⊙⊗⊕−≤≥≠≈≡∼∝∈∉∪∩⊂⊆∀∃∞∇√∑∏∫∣∥‖⟨⟩⌊⌋⌈⌉→←↦⇒…⋯⋮⋱ˉˆ˙~⏟⎧⎨⎩`;

function characters(...ranges: readonly (readonly [number, number])[]): string {
  return ranges
    .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
    .map((code) => String.fromCodePoint(code))
    .join('');
}

async function write(from: string, text: string, options: Omit<SubsetOptions, 'targetFormat'>) {
  const to = `${cut}${basename(from)}`;
  const face = await subsetFont(readFileSync(from), text, { targetFormat: 'woff2', ...options });
  mkdirSync(cut, { recursive: true });
  writeFileSync(to, face);
  return to;
}

/** The letters that name numbers in a figure's labels. */
export const greek = characters([0x3b1, 0x3c9], [0x394, 0x394], [0x3a3, 0x3a3]);

/** A variable face with the weights and features that are used here; its file's path. */
export const proseFace = (
  from: string,
  weights: number | { min: number; max: number },
  letters = prose,
) =>
  write(resolve(from), letters, {
    variationAxes: { wght: weights },
    keepFeatures: [
      ...['ccmp', 'locl', 'mark', 'mkmk', 'kern', 'liga', 'clig', 'rlig', 'calt'],
      ...['lnum', 'tnum'],
    ],
  });

const katexFonts = fileURLToPath(new URL('../../node_modules/katex/dist/fonts/', import.meta.url));

/**
 * KaTeX's faces with the letters that formulas here are made of. Its stylesheet names three formats of
 * each; every browser served here reads woff2. An import of `katex/dist/fonts/…` gets the file that the
 * stylesheet names.
 */
export function formulaFaces(): Plugin {
  const written = new Map<string, Promise<string>>();
  const face = (name: string) => {
    const file = written.get(name) ?? write(`${katexFonts}${name}`, formulaCharacters, {});
    written.set(name, file);
    return file;
  };
  return {
    name: 'formula-faces',
    enforce: 'pre',
    async resolveId(id) {
      const [, name, query] = /^katex\/dist\/fonts\/([\w-]+\.woff2)(\?.*)?$/.exec(id) ?? [];
      return name && `${await face(name)}${query ?? ''}`;
    },
    async transform(code, id) {
      if (!/katex[^/]*\.css($|\?)/.test(id)) return undefined;
      const woff2Only = code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("[^"]*"\)/g, '');
      const names = [...new Set(woff2Only.match(/[\w-]+\.woff2/g))];
      const files = await Promise.all(names.map(face));
      return names.reduce(
        (css, name, i) => css.replaceAll(`fonts/${name}`, files[i] as string),
        woff2Only,
      );
    },
  };
}
