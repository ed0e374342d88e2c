import type { Block, Inline } from './chapter.ts';
import { plainLatex } from './latex.ts';

/** Blocks as Markdown that Jupyter shows: formulas as LaTeX between dollar signs, folds as HTML's details. */
export function markdown(blocks: readonly Block[]): string {
  return blocks.map(block).join('\n\n');
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `${'#'.repeat(one.depth)} ${inline(one.children)}`;
    case 'paragraph':
      return inline(one.children);
    case 'formula':
      return `$$\n${plainLatex(one.tex).trim()}\n$$`;
    case 'list':
      return one.items
        .map((item, i) => {
          const mark = one.start === undefined ? '- ' : `${one.start + i}. `;
          return mark + indented(markdown(item), ' '.repeat(mark.length));
        })
        .join('\n');
    case 'table': {
      const rows = one.rows.map((row) => `| ${row.map(cell).join(' | ')} |`);
      return [rows[0], `|${' --- |'.repeat(one.rows[0]?.length ?? 0)}`, ...rows.slice(1)].join(
        '\n',
      );
    }
    case 'listing':
      return `\`\`\`${one.language}\n${one.text.trimEnd()}\n\`\`\``;
    case 'quote':
      return `> ${indented(markdown(one.children), '> ')}`;
    case 'fold':
      return `<details>\n<summary>${one.title}</summary>\n\n${markdown(one.children)}\n\n</details>`;
    case 'source':
      throw new Error('A declaration is shown in a cell of its own.');
  }
}

/** Every line but the first behind these signs. */
const indented = (text: string, by: string) =>
  text
    .split('\n')
    .map((line, i) => (i === 0 ? line : `${by}${line}`.trimEnd()))
    .join('\n');

function inline(children: readonly Inline[]): string {
  return children
    .map((one) => {
      switch (one.kind) {
        case 'text':
          return escaped(one.text);
        case 'math':
          return `$${plainLatex(one.tex).replaceAll('\n', ' ').trim()}$`;
        case 'code':
          return `\`${one.text}\``;
        case 'strong':
          return `**${inline(one.children)}**`;
        case 'emphasis':
          return `*${inline(one.children)}*`;
        case 'link':
          return `[${inline(one.children)}](${one.address})`;
        case 'break':
          return '\\\n';
        default:
          return one satisfies never;
      }
    })
    .join('');
}

/** In a table's cell a bar would begin the next one. */
const cell = (children: readonly Inline[]) =>
  inline(
    children.map((one) =>
      one.kind === 'math'
        ? {
            ...one,
            tex: one.tex.replaceAll(/\\?\|/g, (bar) => (bar === '|' ? '\\vert ' : '\\Vert ')),
          }
        : one,
    ),
  ).replaceAll('\n', ' ');

/** Text in which nothing is taken for a mark. A line must not begin with one either. */
const escaped = (words: string) =>
  words
    .replaceAll(/[\\`*_[\]<$|]/g, '\\$&')
    .replaceAll(/^(\s*)([-+#>]|\d+[.)])(?=\s)/gm, (_, space: string, mark: string) =>
      /^\d/.test(mark) ? `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}` : `${space}\\${mark}`,
    );
