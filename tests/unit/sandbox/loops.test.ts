// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts of templates.
import { describe, expect, it } from 'vitest';
import { markLoops } from '../../../src/sandbox/loops.ts';

const mark = (text: string) => markLoops(text, 'm');

describe('markLoops', () => {
  it('calls it before the condition of every loop that has one', () => {
    expect(mark('while (i < 3) i++;')).toBe('while (m()&&(i < 3)) i++;');
    expect(mark('do { i++ } while (i, f(i));')).toBe('do { i++ } while (m()&&(i, f(i)));');
    expect(mark('for (let i = 0; i < 3; i++) f(i);')).toBe(
      'for (let i = 0;m()&&( i < 3); i++) f(i);',
    );
  });

  it('is the condition of a loop that has none', () => {
    expect(mark('for (;;) f();')).toBe('for (;m();) f();');
    expect(mark('for (;/* for ever */;) f();')).toBe('for (;m()/* for ever */;) f();');
  });

  it('begins the body of a loop over the entries of something', () => {
    expect(mark('for (const x of f({ a: 1 })) { g(x) }')).toBe(
      'for (const x of f({ a: 1 })) {m(); g(x) }',
    );
    expect(mark('for (const x of X) g(x);')).toBe('for (const x of X) g(x);');
  });

  it('marks loops in loops and in functions', () => {
    expect(mark('while (a) while (b) f(() => { while (c) d(); });')).toBe(
      'while (m()&&(a)) while (m()&&(b)) f(() => { while (m()&&(c)) d(); });',
    );
    expect(mark('for (let i = (() => { for (;;) break; })(); i; i--) {}')).toBe(
      'for (let i = (() => { for (;m();) break; })();m()&&( i); i--) {}',
    );
  });

  it('leaves alone what only looks like a loop, and what is no whole one', () => {
    for (const text of [
      '"while (x)"',
      '// for (;;)',
      '/for (a;b;c)/.test(s)',
      '`while (${x})`',
      'a.while(x)',
      'for (let i = 0; i < 3',
      'while x',
      'while () f()',
    ])
      expect(mark(text)).toBe(text);
  });

  it('moves no line', () => {
    const text = 'for (\n let i = 0;\n i < 3; // so\n i++\n) {\n while (\n i // or\n ) f();\n}';
    expect(mark(text).split('\n')).toHaveLength(text.split('\n').length);
    expect(mark(text).split('\n')[2]).toBe(' i < 3); // so');
  });
});
