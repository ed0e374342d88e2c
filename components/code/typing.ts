/** Replace what stands from `from` to `to` by this text; then select from here to there. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly select?: readonly [number, number];
}

const step = '  ';

const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1;

/** A new line, as far in as this one, or further after a bracket that opens. */
export function newline(text: string, from: number, to: number): Edit {
  const before = text.slice(lineStart(text, from), from);
  const indent = /^ */.exec(before)![0];
  const opens = /[([{]\s*$/.test(before);
  if (!opens) return { from, to, text: `\n${indent}` };
  const deeper = `\n${indent}${step}`;
  if (!/^\s*[)\]}]/.test(text.slice(to))) return { from, to, text: deeper };
  const caret = from + deeper.length;
  return { from, to, text: `${deeper}\n${indent}`, select: [caret, caret] };
}

/** Two spaces here, or before every line of what is selected. */
export function indented(text: string, from: number, to: number): Edit {
  return from === to ? { from, to, text: step } : shifted(text, from, to, (line) => step + line);
}

/** Up to two spaces fewer before this line, or every line of what is selected. */
export const outdented = (text: string, from: number, to: number): Edit =>
  shifted(text, from, to, (line) => line.replace(/^ {1,2}/, ''));

/** Every line that the selection touches, changed; the same part of them stays selected. */
function shifted(text: string, from: number, to: number, change: (line: string) => string): Edit {
  const start = lineStart(text, from);
  const found = text.indexOf('\n', Math.max(from, to - 1));
  const end = found < 0 ? text.length : found;
  const lines = text.slice(start, end).split('\n');
  const shiftedLines = lines.map(change);
  const moved = shiftedLines[0]!.length - lines[0]!.length;
  const changed = shiftedLines.join('\n');
  return {
    from: start,
    to: end,
    text: changed,
    select: [Math.max(start, from + moved), to + changed.length - (end - start)],
  };
}
