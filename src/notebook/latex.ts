import { macros } from '../site/katex-macros.ts';

/**
 * A formula of the chapters in plain LaTeX: every macro of the course written out, so that what knows none
 * of them (Jupyter, GitHub) can set it. Throws when a macro lacks an argument.
 */
export function plainLatex(formula: string): string {
  let written = '';
  for (let at = 0; at < formula.length; ) {
    const token = tokenAt(formula, at);
    at += token.length;
    const body = Object.hasOwn(macros, token) ? macros[token] : undefined;
    if (body === undefined) {
      written += token;
      continue;
    }
    const takes = Math.max(0, ...[...body.matchAll(/#(\d)/g)].map(([, digit]) => Number(digit)));
    const given: string[] = [];
    for (let i = 0; i < takes; i++) {
      const argument = argumentAt(formula, at);
      if (argument === undefined)
        throw new Error(`${token} takes ${takes} arguments, but ${formula} gives it ${i}.`);
      at = argument.end;
      given.push(argument.text);
    }
    const meant = plainLatex(body.replaceAll(/#(\d)/g, (_, digit) => given[Number(digit) - 1]!));
    // A name must not run into the letter behind it.
    const apart = /\\[a-zA-Z]+$/.test(meant) && /^[a-zA-Z]/.test(formula.slice(at)) ? ' ' : '';
    written += meant + apart;
  }
  return written;
}

/** A command, or one character. */
export const tokenAt = (formula: string, at: number): string =>
  /^\\([a-zA-Z]+|[^a-zA-Z])/.exec(formula.slice(at))?.[0] ?? formula.charAt(at);

/** What a macro takes: a group without its braces, a command, or one character. */
function argumentAt(formula: string, from: number): { text: string; end: number } | undefined {
  let start = from;
  while (/\s/.test(formula.charAt(start))) start++;
  if (start >= formula.length) return undefined;
  if (formula.charAt(start) !== '{') {
    const text = tokenAt(formula, start);
    return { text, end: start + text.length };
  }
  let depth = 0;
  for (let at = start; at < formula.length; ) {
    const token = tokenAt(formula, at);
    at += token.length;
    if (token === '{') depth++;
    if (token === '}') depth--;
    if (depth === 0) return { text: formula.slice(start + 1, at - 1), end: at };
  }
  return undefined;
}
