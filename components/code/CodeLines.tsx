import './code.css';
import { type Token, tokensOf } from '../../src/sandbox/tokens.ts';

export interface CodeLinesProps {
  readonly text: string;
  /** The line at which the program stopped, counted from 1. */
  readonly wrong?: number | undefined;
}

/** A program in its colours, with numbered lines. */
export function CodeLines({ text, wrong }: CodeLinesProps) {
  return (
    <code class="code-lines">
      {linesOf(text).map((tokens, i) => (
        <span key={i} class={i + 1 === wrong ? 'code-line wrong' : 'code-line'}>
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
