import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findChapter } from '../../../src/site/course.ts';
import { entryOf, findTerm, placeOf, terms } from '../../../src/site/terms.ts';
import { tex } from '../../../src/site/tex.ts';

const names = Object.keys(terms);

/** The address of the chapter in which each term is used first, in the order of reading. */
const firstUses = new Map<string, string>();
for (const file of globSync('content/[0-9]*.mdx').sort()) {
  const slug = file.replace(/^content.\d+-|\.mdx$/g, '');
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/<Term name="([^"]+)"/g))
    if (!firstUses.has(name)) firstUses.set(name, slug);
}

describe('the terms of the course', () => {
  it('are each met in a chapter that stands, and there first', () => {
    for (const name of names) {
      expect(firstUses.get(name), `the first <Term name="${name}">`).toBe(terms[name]!.met);
      expect(findChapter(terms[name]!.met), name).toBeDefined();
    }
  });

  it('stand in the order in which the chapters meet them', () => {
    const numbers = names.map((name) => findChapter(terms[name]!.met)!.chapter.number);
    const wrong = names.filter((_, i) => i > 0 && numbers[i]! < numbers[i - 1]!);
    expect(wrong).toEqual([]);
  });

  it('are all that a chapter asks for; another name fails the build', () => {
    for (const name of firstUses.keys()) expect(findTerm(name)).toBe(terms[name]);
    expect(() => findTerm('no such word')).toThrow('No term is called “no such word”');
    expect(() => findTerm('constructor')).toThrow('No term');
  });

  it('have places and entries of their own, which can stand in an address', () => {
    for (const of of [placeOf, entryOf]) {
      const all = names.map(of);
      expect(new Set(all).size).toBe(names.length);
      for (const id of all) expect(id).toMatch(/^[a-z][a-z0-9-]*[a-z0-9]$/);
    }
  });

  it('have sentences that end, symbols that can be set, and names that differ', () => {
    for (const { definition, symbol, also } of Object.values(terms)) {
      expect(definition).toMatch(/^[^a-z].*\.$/s);
      if (also) expect(also).not.toMatch(/\.$/);
      if (symbol) expect(tex(symbol)).toContain('katex');
    }
    const all = Object.values(terms).map(({ name }) => name);
    expect(all.filter((name, i) => all.indexOf(name) < i)).toEqual([]);
  });
});
