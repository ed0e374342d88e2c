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
        const formula = tex(
          markedFormula(context.textContent(node), slugOfFile(context.fileURL?.pathname ?? '')),
          display,
        );
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

/**
 * A formula may break between its pieces, but not behind the last: a browser takes the leave to break
 * behind a box from the element around it, so the last piece gets one of its own.
 */
function withLastPiece(html: string): string {
  const at = html.lastIndexOf('<span class="katex-base">');
  const end = html.length - '</span></span>'.length;
  return `${html.slice(0, at)}<span class="last">${html.slice(at, end)}</span>${html.slice(end)}`;
}
