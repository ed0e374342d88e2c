import { describe, expect, it } from 'vitest';
import { inPieces } from '../../../src/site/satteri-katex.ts';
import { tex } from '../../../src/site/tex.ts';
import { unbroken, unbrokenParts } from '../../../src/site/unbroken.ts';

/** The parts that stay whole, as a line of text would show them. */
const whole = (text: string) =>
  unbrokenParts(text).flatMap((part) => (part.whole ? [part.text] : []));

describe('unbroken', () => {
  it('keeps formulas, lists, units and numbers together, and leaves other words alone', () => {
    expect(whole('the same ŷ − y as before')).toEqual(['ŷ − y']);
    expect(whole('the features [x₁, x₂, x₁²] of x')).toEqual(['[x₁, x₂, x₁²]']);
    expect(whole('from w = (1.20, −0.55) on')).toEqual(['w = (1.20, −0.55)']);
    expect(whole('beyond 1.8 · 10³⁰⁸ it is 95.5 % of class 1')).toEqual([
      '1.8 · 10³⁰⁸',
      '95.5 %',
      'class 1',
    ]);
    expect(whole('one line, then another (or none) at 3 of 5')).toEqual([]);
  });

  it('lets the dot between two parts end a line, and begin none', () => {
    expect(whole('0.86 away · 20 of 20')).toEqual(['away ·']);
  });

  it('lets a long formula go on behind a relation, and changes nothing but spaces', () => {
    const long = 'h = w₁₁x₁ + w₁₂x₂ + b₁ = 0.123456 + 0.654321';
    expect(whole(long).length).toBeGreaterThan(1);
    expect(unbroken(long).replaceAll('\u00a0', ' ')).toBe(long);
    expect(unbroken(long)).toContain('= ');
  });
});

describe('a formula in a line of text', () => {
  /** What stands between two places where the line may break. */
  const pieces = (formula: string) =>
    inPieces(tex(formula))
      .split('class="katex-html"')[1]!
      .split('<wbr>')
      .map((html) => html.replaceAll(/^[^<]*>|<[^>]*>/g, ''));

  it('stays whole when it is short', () => {
    for (const short of ['1 - \\sigma(z)', 'b = 0', '3 \\cdot 8 + 9 \\cdot 3', '2 \\times 3'])
      expect(pieces(short)).toHaveLength(1);
  });

  it('is cut at relations first, not within brackets, and leaves no single number behind', () => {
    expect(pieces('(x_1 - c_1)^2 + (x_2 - c_2)^2 = r^2')).toEqual([
      '(x1\u200b−c1\u200b)2+',
      '(x2\u200b−c2\u200b)2=r2',
    ]);
    for (const piece of pieces('1 \\cdot (-2) + 0.5 \\cdot 1.2 + 1.4 + 2.8 + 3.6 = 0'))
      expect(piece.length).toBeGreaterThan(2);
  });
});
