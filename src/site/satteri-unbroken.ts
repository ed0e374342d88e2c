import { defineHastPlugin } from 'satteri';
import { unbroken } from './unbroken.ts';

/** The longest code, in signs, that stays in one line: its letters are wider than those of a text. */
const longestCode = 22;

/**
 * Keeps together what the end of a line would tear in a chapter's text: the formulas in it that are plain
 * text, and short pieces of code. A longer piece of code may break, but not within its innermost brackets.
 */
export const satteriUnbroken = () =>
  defineHastPlugin({
    name: 'satteri-unbroken',
    text(node, context) {
      if (isCode(context.parent(node))) return;
      const value = unbroken(node.value);
      return value === node.value ? undefined : { type: 'text' as const, value };
    },
    element: {
      filter: ['code'],
      visit(node, context) {
        const names = node.properties['className'];
        const text = context.textContent(node);
        const parent = context.parent(node);
        const isBlock = parent?.type === 'element' && parent.tagName === 'pre';
        if (names || isBlock || !text.includes(' ')) return;
        if (text.length <= longestCode) return unbrokenElement('code', text);
        const pieces = text.split(/(\([^()]* [^()]*\)+)/);
        return {
          type: 'element' as const,
          tagName: 'code',
          properties: {},
          children: pieces.map((value, i) =>
            i % 2 === 1 ? unbrokenElement('span', value) : { type: 'text' as const, value },
          ),
        };
      },
    },
  });

const unbrokenElement = (tagName: string, value: string) => ({
  type: 'element' as const,
  tagName,
  properties: { className: ['unbroken'] },
  children: [{ type: 'text' as const, value }],
});

const isCode = (parent: { type: string; tagName?: string } | undefined) =>
  parent?.tagName === 'code';
