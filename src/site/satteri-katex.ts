import { defineHastPlugin } from 'satteri';
import { slugOfFile } from './course.ts';
import { markedFormula } from './marked-formula.ts';
import { isJoined } from './satteri-joined.ts';
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
        const marked = markedFormula(
          isOnePiece.test(written) ? `{${written}}` : written,
          slugOfFile(context.fileURL?.pathname ?? ''),
        );
        const formula = display ? withHeight(tex(marked, true)) : tex(marked);
        // A Fragment with `set:html` keeps KaTeX's output a plain string: no tree of nodes to compile.
        const rendered = {
          type: display ? ('mdxJsxFlowElement' as const) : ('mdxJsxTextElement' as const),
          name: 'Fragment',
          attributes: [
            {
              type: 'mdxJsxAttribute' as const,
              name: 'set:html',
              value: isJoined(context.parent(node)) ? withLastPiece(formula) : formula,
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

/** A shape, a number with its power of ten, a letter and its number: in braces they are one piece, and no line breaks in them. */
const isOnePiece = /^-?\\?[\w.]+ (?:\\times|\\cdot|=) -?[\w.]+(?:\^\{-?\d+\})?$/;

/**
 * A formula may break between its pieces, but not behind the last: a browser takes the leave to break
 * behind a box from the element around it, so the last piece gets one of its own.
 */
function withLastPiece(html: string): string {
  const at = html.lastIndexOf('<span class="katex-base">');
  const end = html.length - '</span></span>'.length;
  return `${html.slice(0, at)}<span class="last">${html.slice(at, end)}</span>${html.slice(end)}`;
}

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
