import { describe, expect, it } from 'vitest';
import { tex } from '../../../src/site/tex.ts';

describe('tex', () => {
  it('renders the letters and signs that the chapters write', () => {
    expect(tex('\\hat{y} = \\sigma(\\vect{w}\\T\\vect{x} + b) \\in \\R')).toContain('katex-html');
  });

  it('refuses a mistake in the TeX', () => {
    expect(() => tex('\\frac{1')).toThrow(/KaTeX parse error/);
  });

  it('refuses a sign that the faces served here do not hold, and names it', () => {
    expect(() => tex('a \\looparrowleft b')).toThrow(
      'The formula a \\looparrowleft b needs “↫”; add it to formulaCharacters in src/site/faces.ts.',
    );
  });
});
