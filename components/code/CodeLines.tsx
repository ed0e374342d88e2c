import './code.css';
import type { Marks } from '../../src/exercise/cells/line-diff.ts';
import { type Token, tokensOf } from '../../src/sandbox/tokens.ts';

export interface CodeLinesProps {
  readonly text: string;
  /** The line at which the program stopped, counted from 1. */
  readonly wrong?: number | undefined;
  /** Lines to mark in the margin, counted from 1: those that are not as they were, and where some are gone. */
  readonly marks?: Marks | undefined;
}

/** A program in its colours, with numbered lines. */
export function CodeLines({ text, wrong, marks }: CodeLinesProps) {
  const look = (line: number) =>
    [
      'code-line',
      line === wrong && 'wrong',
      marks?.changed.has(line) && 'changed',
      marks?.missingBefore.has(line) && 'missing-before',
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <code class="code-lines">
      {linesOf(text).map((tokens, i) => (
        <span key={i} class={look(i + 1)}>
          {tokens.map(({ kind, text: part }, k) =>
            kind === 'space' || kind === 'name' || kind === 'punctuation' ? (
              part
            ) : (
              <span key={k} class={`code-${kind}`}>
                {part}
              </span>
            ),
          )}
          {'\n'}
        </span>
      ))}
    </code>
  );
}

/** The tokens of each line; one that goes on over lines has a part in each. */
function linesOf(text: string): Pick<Token, 'kind' | 'text'>[][] {
  const lines: Pick<Token, 'kind' | 'text'>[][] = [[]];
  for (const { kind, text: whole } of tokensOf(text))
    whole.split('\n').forEach((part, i) => {
      if (i > 0) lines.push([]);
      if (part !== '') lines.at(-1)!.push({ kind, text: part });
    });
  return lines;
}
