import { defineHastPlugin } from 'satteri';
import { tex } from './tex.ts';

/**
 * Renders the chapters' `$…$` and `$$…$$` at build time. It works on the HTML tree, after Markdown
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
        // A Fragment with `set:html` keeps KaTeX's output a plain string: no tree of nodes to compile.
        const rendered = {
          type: display ? ('mdxJsxFlowElement' as const) : ('mdxJsxTextElement' as const),
          name: 'Fragment',
          attributes: [
            {
              type: 'mdxJsxAttribute' as const,
              name: 'set:html',
              value: tex(context.textContent(node), display),
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
