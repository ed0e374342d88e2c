import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findChapter, slugOfFile } from '../../../src/site/course.ts';
import { markedFormula } from '../../../src/site/marked-formula.ts';
import { type FormulaSymbol, symbolKey, symbols } from '../../../src/site/symbols.ts';
import { findTerm } from '../../../src/site/terms.ts';
import { tex } from '../../../src/site/tex.ts';
import { toldSymbols } from '../../../src/site/told-symbols.ts';

const all = Object.entries<FormulaSymbol>(symbols);

/** The formulas of every chapter, as its text holds them; listings of code are none. */
const formulas = globSync('content/*.mdx').flatMap((file) => {
  const text = readFileSync(file, 'utf8').replace(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\$\$([\s\S]*?)\$\$|\$([^$\n]+?)\$/g)].map(([, display, inline]) => ({
    slug: slugOfFile(file),
    number: findChapter(slugOfFile(file))?.chapter.number ?? Number.POSITIVE_INFINITY,
    formula: display ?? inline ?? '',
    display: display !== undefined,
  }));
});

describe('symbols', () => {
  it('every letter of every formula in the chapters has a meaning there', () => {
    expect(formulas.length).toBeGreaterThan(500);
    const unknown: string[] = [];
    for (const { slug, formula } of formulas)
      markedFormula(formula, slug, (symbol) => unknown.push(`${slug}: ${symbol} in ${formula}`));
    expect(unknown).toEqual([]);
  });

  it('each is met in the first chapter that has it in a formula', () => {
    const first = new Map<string, string>();
    for (const { slug, formula } of formulas.toSorted((a, b) => a.number - b.number))
      for (const [, key = ''] of markedFormula(formula, slug).matchAll(/symbol=([\w-]+)/g))
        if (!first.has(key)) first.set(key, slug);
    expect(all.map(([key, { met }]) => [key, met])).toEqual(
      all.map(([key]) => [key, first.get(key)]),
    );
  });

  it('each names a term that there is, and a line of code that there is once', () => {
    for (const [, { term }] of all) if (term) expect(() => findTerm(term)).not.toThrow();
    const sources = Object.fromEntries(
      globSync('src/**/*.ts').map((file) => [
        file.replaceAll('\\', '/'),
        readFileSync(file, 'utf8'),
      ]),
    );
    const told = toldSymbols(sources);
    expect(told['s1']?.code?.text).toBe(
      'for (let i = 0; i < n; i++) S[k * n + i] = b + w1 * x[i]! + w2 * x[n + i]!;',
    );
    expect(() => toldSymbols({ ...sources, 'src/model/mlp.ts': '' })).toThrow(/holds it 0 times/);
  });

  it('one letter means what it means in its chapter, and a letter with an index goes before the letter', () => {
    expect(symbolKey('\\theta', 'logistic-regression')).toBe('threshold');
    expect(symbolKey('\\theta', 'loss')).toBe('theta');
    expect(symbolKey('\\vect{s}_{1}', 'batch')).toBe('s1');
    expect(symbolKey('Q', 'batch')).toBeUndefined();
  });
});

describe('markedFormula', () => {
  it('puts index, prime, exponent and transpose inside the mark of their symbol', () => {
    expect(markedFormula('\\vect{w}\\T\\vect{x}_i', 'batch')).toBe(
      '\\htmlData{symbol=w}{\\vect{w}^{\\htmlData{symbol=T}{\\mathrm{T}}}}\\htmlData{symbol=x}{\\vect{x}_{i}}',
    );
    expect(markedFormula("\\sigma'(s_2)^2", 'batch')).toBe(
      "\\htmlData{symbol=sigma-slope}{\\sigma'}(\\htmlData{symbol=s2}{s_{2}})^{2}",
    );
  });

  it('keeps what a figure has marked, and marks the symbols in it', () => {
    expect(markedFormula('{\\htmlData{term=W}{\\vect{W}}}x', 'backpropagation')).toBe(
      '{\\htmlData{term=W}{\\htmlData{symbol=W}{\\vect{W}}}}\\htmlData{symbol=x}{x}',
    );
  });

  it('leaves words, lengths, brackets and numbers alone', () => {
    for (const formula of [
      '\\text{a row of 2}',
      '\\left(1 + 2\\right)',
      '\\\\[3pt]',
      '0.7',
      '\\quad',
    ])
      expect(markedFormula(formula, 'batch')).toBe(formula);
  });

  it('changes nothing of what a formula says and shows', () => {
    const plainText = (html: string) => html.replace(/<[^>]*>/g, '');
    for (const { slug, formula, display } of formulas)
      expect(plainText(tex(markedFormula(formula, slug), display))).toBe(
        plainText(tex(formula, display)),
      );
  });
});
