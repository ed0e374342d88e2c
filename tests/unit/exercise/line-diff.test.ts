import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffText, lineDiff, marksOf, nearChanges } from '../../../src/exercise/cells/line-diff.ts';

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 9 });

/** How many lines two lists have in common at most, by trying every choice of the first. */
const mostInCommon = (a: readonly string[], b: readonly string[]) => {
  let most = 0;
  for (let choice = 0; choice < 2 ** a.length; choice++) {
    const chosen = a.filter((_, i) => choice & (1 << i));
    let at = 0;
    for (const line of b) if (at < chosen.length && line === chosen[at]) at += 1;
    if (at === chosen.length) most = Math.max(most, at);
  }
  return most;
};

describe('the difference of two texts', () => {
  it('holds both of them, and matches as many lines as can be matched', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const diff = lineDiff(a.join('\n'), b.join('\n'));
        const of = (...kinds: string[]) =>
          diff.filter(({ kind }) => kinds.includes(kind)).map((line) => line.text);
        expect(of('same', 'removed')).toEqual(a);
        expect(of('same', 'added')).toEqual(b);
        expect(of('same')).toHaveLength(mostInCommon(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it('marks the lines that are not as before, and where lines are gone', () => {
    const diff = lineDiff('a\nb\nc\nd\ne', 'a\nB\nc\ne\nf');
    expect(diff.map(({ kind, text: line }) => `${kind} ${line}`)).toEqual([
      ...['same a', 'removed b', 'added B', 'same c', 'removed d', 'same e', 'added f'],
    ]);
    const { changed, missingBefore } = marksOf(diff);
    expect([...changed]).toEqual([2, 5]);
    expect([...missingBefore]).toEqual([4]);
    expect([...marksOf(lineDiff('a\nb', 'a')).missingBefore]).toEqual([2]);
  });

  it('is said in a sentence', () => {
    const said = (a: string, b: string) => diffText(lineDiff(a, b));
    expect(said('a', 'a')).toBe('No line is changed.');
    expect(said('a\nb', 'a\nc')).toBe('Line 2 is not as in the original.');
    expect(said('a\nb\nc', 'a')).toBe('2 lines of the original are gone.');
    expect(said('a\nb\nc\nd', 'A\nB\nc\nD')).toBe('Lines 1 to 2 and 4 are not as in the original.');
    expect(said('a\nb\nc', 'x')).toBe(
      'Line 1 is not as in the original, and 2 lines of the original are gone.',
    );
  });

  it('is shown near the changes only', () => {
    const before = Array.from({ length: 20 }, (_, i) => `line ${i}`);
    const after = before.with(10, 'other');
    const shown = nearChanges(lineDiff(before.join('\n'), after.join('\n')), 2);
    expect(shown[0]).toEqual({ kind: 'left out', count: 8 });
    expect(shown).toHaveLength(1 + 2 + 2 + 2 + 1);
    expect(shown.at(-1)).toEqual({ kind: 'left out', count: 7 });
  });
});
