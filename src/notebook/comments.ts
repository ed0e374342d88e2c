import type { Block, Inline } from './chapter.ts';
import { plainFormula } from './plain-formula.ts';

const WIDTH = 100;

/** Blocks as comment lines, at most 100 columns wide: formulas and tables as plain text, folds left out. */
export function comments(blocks: readonly Block[]): string {
  return linesOf(blocks, WIDTH - '// '.length)
    .map((line) => `// ${line}`.trimEnd())
    .join('\n');
}

/** A title with a rule before and behind it. */
export function ruled(children: readonly Inline[]): string {
  const title = plain(children).replaceAll(TIE, ' ');
  return `// ── ${title} ${'─'.repeat(Math.max(4, WIDTH - 7 - length(title)))}`;
}

const underlined = (title: string, mark: string) => [title, mark.repeat(length(title))];

/** The folds in these blocks, in their order. */
export function foldsOf(blocks: readonly Block[]): Extract<Block, { kind: 'fold' }>[] {
  return blocks.flatMap((one) =>
    one.kind === 'fold' ? [one] : one.kind === 'quote' ? foldsOf(one.children) : [],
  );
}

function linesOf(blocks: readonly Block[], width: number): string[] {
  return blocks
    .map((one) => block(one, width))
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i > 0 ? ['', ...lines] : lines));
}

function block(one: Block, width: number): string[] {
  switch (one.kind) {
    case 'heading':
      return underlined(plain(one.children).replaceAll(TIE, ' '), one.depth === 1 ? '═' : '─');
    case 'paragraph':
      return wrapped(plain(one.children), width);
    case 'formula':
      // One that is too wide comes apart where it has a gap.
      return plainFormula(one.tex)
        .flatMap((line) => (length(line) > width - 4 ? line.split(/ {3,}/) : [line]))
        .map((line) => `${/^[=≈]/.test(line) ? '        ' : '    '}${line}`);
    case 'list':
      return one.items.flatMap((item, i) => {
        const mark = one.start === undefined ? '- ' : `${one.start + i}. `;
        return linesOf(item, width - mark.length).map((line, at) =>
          at === 0 ? mark + line : line && ' '.repeat(mark.length) + line,
        );
      });
    case 'table':
      return table(one.rows.map((row) => row.map(plain)));
    case 'listing':
      return one.text
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`);
    case 'quote':
      return linesOf(one.children, width - 2).map((line) => `| ${line}`.trimEnd());
    case 'fold':
      return [];
    case 'source':
      throw new Error('A declaration is no comment.');
  }
}

/** Columns as wide as their widest cell, and a rule below the first row. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, j) =>
    Math.max(...rows.map((row) => length(row[j] ?? ''))),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, j) => cell + ' '.repeat((widths[j] ?? 0) - length(cell)))
      .join('   ')
      .trimEnd(),
  );
  return [
    lines[0] ?? '',
    widths.map((width) => '─'.repeat(width)).join('   '),
    ...lines.slice(1),
  ].map((line) => `    ${line.replaceAll(TIE, ' ')}`);
}

/** A space at which no line ends. */
const TIE = '\u00a0';

function plain(children: readonly Inline[]): string {
  return children
    .map((one) => {
      switch (one.kind) {
        case 'text':
          return one.text;
        case 'math': {
          const formula = plainFormula(one.tex).join(' ');
          return formula.length < 50 ? formula.replaceAll(' ', TIE) : formula;
        }
        case 'code':
          return `\`${one.text}\``;
        case 'strong':
        case 'emphasis':
          return `*${plain(one.children)}*`;
        case 'link':
          return `${plain(one.children)} (${one.address})`;
        case 'break':
          return '\n';
        default:
          return one satisfies never;
      }
    })
    .join('');
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n]+/).filter(Boolean)) {
    if (line && length(line) + 1 + length(word) > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].filter(Boolean).map((one) => one.replaceAll(TIE, ' '));
}

/** How wide a text is: a mark above a letter takes no room. */
const length = (text: string) => [...text.replaceAll(/\p{M}/gu, '')].length;
