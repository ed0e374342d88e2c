import { defineHastPlugin } from 'satteri';

const punctuation = /^[.,;:!?)\]’”…]+/;

/**
 * Keeps punctuation with the formula or term before it. For the browser these are boxes, and it may break
 * a line behind a box, so that the next line would begin with a comma; within `.joined` it may not.
 */
export const satteriJoined = () =>
  defineHastPlugin({
    name: 'satteri-joined',
    text(node, context) {
      const mark = punctuation.exec(node.value)?.[0];
      const at = context.indexOf(node);
      if (!mark || !at) return;
      const before = context.parent(node).children[at - 1];
      if (!before || !isBox(before)) return;
      context.wrapNode(before, {
        type: 'element',
        tagName: 'span',
        properties: { className: ['joined'] },
        children: [{ type: 'text', value: mark }],
      });
      return { type: 'text' as const, value: node.value.slice(mark.length) };
    },
  });

interface Box {
  readonly type: string;
  readonly name?: string | null;
  readonly tagName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** An inline formula that KaTeX is still to render, a piece of code, or a `<Term>`. */
function isBox(element: Box): boolean {
  if (element.type === 'mdxJsxTextElement') return element.name === 'Term';
  return element.tagName === 'code' && !hasClass(element, 'math-display');
}

function hasClass(element: Box | undefined, name: string): boolean {
  const names = element?.properties?.['className'];
  return Array.isArray(names) && names.includes(name);
}
