import { describe, expect, it } from 'vitest';
import { type Edit, indented, newline, outdented } from '../../../components/code/typing.ts';

/** A text with its selection between two bars, or its caret at one, through an edit and back. */
function through(edit: (text: string, from: number, to: number) => Edit, marked: string): string {
  const from = marked.indexOf('|');
  const second = marked.indexOf('|', from + 1);
  const to = second < 0 ? from : second - 1;
  const text = marked.replaceAll('|', '');
  const { from: start, to: end, text: piece, select } = edit(text, from, to);
  const result = text.slice(0, start) + piece + text.slice(end);
  const [a, b] = select ?? [start + piece.length, start + piece.length];
  return a === b
    ? `${result.slice(0, a)}|${result.slice(a)}`
    : `${result.slice(0, a)}|${result.slice(a, b)}|${result.slice(b)}`;
}

describe('a new line', () => {
  it('is as far in as the one before', () => {
    expect(through(newline, 'a|b')).toBe('a\n|b');
    expect(through(newline, '  a|')).toBe('  a\n  |');
    expect(through(newline, '  a|b|c')).toBe('  a\n  |c');
  });
  it('is further in after a bracket that opens, and the closing one goes below', () => {
    expect(through(newline, 'f {|')).toBe('f {\n  |');
    expect(through(newline, '  f {|}')).toBe('  f {\n    |\n  }');
    expect(through(newline, '  [|1]')).toBe('  [\n    |1]');
  });
});

describe('Tab', () => {
  it('puts two spaces, or moves every line that is selected', () => {
    expect(through(indented, 'a|b')).toBe('a  |b');
    expect(through(indented, 'a|\nb|')).toBe('  a|\n  b|');
    expect(through(indented, '|a\nb\n|c')).toBe('  |a\n  b\n|c');
  });
  it('with Shift moves lines back, as far as there are spaces', () => {
    expect(through(outdented, '    a|b')).toBe('  a|b');
    expect(through(outdented, ' |a\n   b|\nc')).toBe('|a\n b|\nc');
    expect(through(outdented, 'a|')).toBe('a|');
  });
});
