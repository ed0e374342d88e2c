// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts of templates.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokensOf } from '../../../src/sandbox/tokens.ts';

const read = (text: string) =>
  tokensOf(text)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, text: part }) => `${kind} ${part}`);

describe('tokensOf', () => {
  it('tells keywords, names, numbers, strings and signs apart', () => {
    expect(read("let x_1 = 0x1F + .5e-3 * 2.5; // so\nreturn 'a\\'b';")).toEqual([
      'keyword let',
      'name x_1',
      'punctuation =',
      'number 0x1F',
      'punctuation +',
      'number .5e-3',
      'punctuation *',
      'number 2.5',
      'punctuation ;',
      'comment // so',
      'keyword return',
      "string 'a\\'b'",
      'punctuation ;',
    ]);
  });

  it('takes a slash for a division after a value, and for a pattern elsewhere', () => {
    expect(read('(a + b) / n / 2')).toContain('punctuation /');
    expect(read('(a + b) / n / 2').filter((token) => token.startsWith('regex'))).toEqual([]);
    expect(read('x = /[/)]+/g.test(s)')).toContain('regex /[/)]+/g');
    expect(read('return /a/')).toContain('regex /a/');
  });

  it('takes a template with what it holds for one string', () => {
    expect(read('`a ${ f({ b: `c` }) } d` + e')).toEqual([
      'string `a ${ f({ b: `c` }) } d`',
      'punctuation +',
      'name e',
    ]);
  });

  it('knows a property by its dot, whatever its name', () => {
    expect(read('a.for')).toEqual(['name a', 'punctuation .', 'name for']);
    expect(read('this.σ')).toEqual(['literal this', 'punctuation .', 'name σ']);
  });

  it('ends what is left open with its line, or with the text', () => {
    expect(read("'open\nx")).toEqual(["string 'open", 'name x']);
    expect(read('/* open')).toEqual(['comment /* open']);
    expect(read('`open ${ a')).toEqual(['string `open ${ a']);
  });

  it('loses and adds no character, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...[
        "'",
        '"',
        '`',
        '${',
        '}',
        '/',
        '*',
        '\\',
        '\n',
        'for',
        '(',
        ')',
        '[',
        ']',
        '0x',
        '1.',
        '#',
      ],
      ...['𝒙', 'é', ' ', ';', '//', '/*', '*/'],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const tokens = tokensOf(text);
        expect(tokens.map((token) => token.text).join('')).toBe(text);
        let at = 0;
        for (const token of tokens) {
          expect(token.at).toBe(at);
          at += token.text.length;
        }
      }),
    );
  });
});
