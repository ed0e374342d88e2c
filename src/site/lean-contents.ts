import type { Plugin } from 'vite';

/**
 * The contents beside a chapter look, when the page has come to rest, for all that follows a heading
 * at any depth: on a page full of formulas that is ten thousand elements, each asked for its siblings
 * before it, twice. All headings here stand in the text itself, whose children are looked for besides;
 * so the place of that long search is taken by the page's title with what stands around it, which
 * Starlight, whose title is the first thing on a page, need not look for.
 *
 * Throws when Starlight's script no longer reads as it did.
 */
export const leanContents = (): Plugin => ({
  name: 'lean-contents',
  enforce: 'pre',
  transform(code, id) {
    if (!/starlight-toc\.[jt]s($|\?)/.test(id)) return undefined;
    const mended = code.replace(longSearch, '`main > :has(h1)`,');
    if (mended === code)
      throw new Error(
        `${id} has changed: look whether src/site/lean-contents.ts is still needed, and mend or drop it.`,
      );
    return mended;
  },
});

const longSearch = /`main :where\(\$\{this\.tocHeadingSelector\}, \.sl-heading-wrapper\) ~ [^`]*`,/;
