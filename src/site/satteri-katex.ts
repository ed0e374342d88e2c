import { defineHastPlugin } from 'satteri';
import { slugOfFile } from './course.ts';
import { markedFormula } from './marked-formula.ts';
import { tex } from './tex.ts';

/**
 * Renders the chapters' `$…$` and `$$…$$` at build time, each symbol marked with its key. It works on the HTML tree, after Markdown
 * is done, because a formula handed back as Markdown would lose its `\{` and `\\`.
 */
export const satteriKatex = () =>
  defineHastPlugin({
    name: 'satteri-katex',
    element: {
      filter: ['code'],
      visit(node, context) {
        const names = node.properties['className'];
        if (!Array.isArray(names) || !names.includes('language-math')) return;
        const display = names.includes('math-display');
        const written = context.textContent(node);
        const marked = markedFormula(written, slugOfFile(context.fileURL?.pathname ?? ''));
        const formula = display ? withHeight(tex(marked, true)) : inPieces(tex(marked));
        // A Fragment with `set:html` keeps KaTeX's output a plain string: no tree of nodes to compile.
        const rendered = {
          type: display ? ('mdxJsxFlowElement' as const) : ('mdxJsxTextElement' as const),
          name: 'Fragment',
          attributes: [
            {
              type: 'mdxJsxAttribute' as const,
              name: 'set:html',
              value: formula,
            },
          ],
          children: [],
        };
        if (!display) return rendered;
        const block = context.parent(node);
        if (block) context.replaceNode(block, rendered);
        return;
      },
    },
  });

/**
 * Where an inline formula may go on in the next line. KaTeX lets it break behind every operator, which
 * tears “1 −” from “σ(z)”; here a short one stays whole, and a longer one is cut where it is loosest: at
 * its relations, then at its sums, then at its products. Each piece is a `.piece`, in which no line
 * breaks (prose.css), and between two stands a `<wbr>`.
 */
export function inPieces(html: string): string {
  const [before = '', ...bases] = html.split(/(?=<span class="katex-base">)/);
  if (bases.length === 0) return html;
  const end = '</span></span>'; // of .katex-html and .katex
  const last = bases.length - 1;
  bases[last] = bases[last]!.slice(0, -end.length);
  const pieces = cut(bases).map((piece) => `<span class="piece">${piece.join('')}</span>`);
  return `${before}${pieces.join('<wbr>')}${end}`;
}

/** In em: what stays whole is two thirds of a phone's line, what brackets hold nearly one. */
const widest = { whole: 10, bracketed: 12.5 };

/** A last piece narrower than this, in em, such as “0”, stays with what is before it. */
const narrow = 2;

/** What a base ends with where a formula is cut, from the loosest: a relation, a sum, any operator. */
const operators = ['mrel">', 'mbin">[+−±]', 'mbin">'].map(
  (operator) => new RegExp(`class="(?:mrel">|${operator})[^<]*</span>(?:<[^>]*>)*$`),
);

/** The bases of a formula, in groups that stay in one line each. */
function cut(bases: readonly string[], level = 0): (readonly string[])[] {
  const operator = operators[level];
  const isShort = widthOf(bases.join('')) <= (operator ? widest.whole : widest.bracketed);
  if (isShort || bases.length === 1) return [bases];
  if (!operator) return bases.map((base) => [base]);
  const groups: string[][] = [];
  let depth = 0; // of brackets: within them it is cut last
  let isOpen = false;
  for (const base of bases) {
    if (isOpen) groups.at(-1)!.push(base);
    else groups.push([base]);
    depth += count(base, /class="mopen">[([]/g) - count(base, /class="mclose">[)\]]/g);
    isOpen = depth > 0 || !operator.test(base);
  }
  const tail = groups.at(-1)!;
  if (groups.length > 1 && widthOf(tail.join('')) < narrow)
    groups.splice(-2, 2, [...groups.at(-2)!, ...tail]);
  return groups.flatMap((group) => cut(group, level + 1));
}

/** About how wide it is, in em: half an em a sign, less for an index, more for an operator, and the spaces. */
function widthOf(html: string): number {
  const spaces = [...html.matchAll(/class="mspace" style="margin-right:(-?[\d.]+)em/g)];
  const small = [...html.matchAll(/mtight">([^<]+)/g)].map(([, text]) => text).join('');
  return (
    0.53 * signsIn(html) -
    0.13 * signsIn(small) +
    0.25 * count(html, /class="m(?:bin|rel)"/g) +
    spaces.reduce((sum, [, width]) => sum + Number(width), 0)
  );
}

const signsIn = (html: string) =>
  html.replaceAll(/<[^>]*>|\u200b/g, '').replaceAll(/&\w+;/g, '_').length;

const count = (html: string, pattern: RegExp) => html.match(pattern)?.length ?? 0;

/**
 * A tall formula on a line of its own says how high it is, in its own em, so that a browser can leave its
 * hundreds of boxes until the reader comes near (prose.css) and nothing moves then. KaTeX gives each piece
 * a strut, which reaches as far above and below the line as the piece does; a formula that is hardly
 * higher than a line of text is as high as that line, and cheap.
 */
export function withHeight(html: string): string {
  let above = 0;
  let below = 0;
  for (const [, height, shift = '0'] of html.matchAll(strut)) {
    above = Math.max(above, Number(height) + Number(shift));
    below = Math.max(below, -Number(shift));
  }
  if (above < line.above || below < line.below) return html;
  const size = `--height: ${(above + below).toFixed(4)}em`;
  return html.replace('class="katex-display"', `class="katex-display tall" style="${size}"`);
}

const strut = /class="katex-strut" style="height:([\d.]+)em;(?:vertical-align:(-?[\d.]+)em;)?"/g;

/** More than a line of text reaches above and below its baseline, in em, at KaTeX's line height of 1.2. */
const line = { above: 1.1, below: 0.6 };
