import type { Plugin } from 'vite';
import { replaced } from './replaced.ts';

/**
 * Leaves out of Starlight what costs every page much and gives this site nothing. Each is told by the
 * file it stands in, and by how it reads there.
 *
 * - The contents beside a chapter look, when the page has come to rest, for all that holds no heading
 *   or follows one, at any depth: each of a page's ten thousand elements is asked for what is in it and
 *   before it, twice, 60 ms on a fast machine. All headings here stand in the text itself: what stands
 *   there beside them, and the page's title with what is around it, are the same elements.
 * - Room below the last block in an item of a list, for lists that have a block in any item, and for
 *   items that end with scripts: Chromium asks that of a page again whenever one of its texts changes,
 *   and lays the whole playground out again, 10 ms in every frame of training. No list here has such
 *   items; prose.css gives lists their spacing.
 *
 * Throws when Starlight no longer reads as it did.
 */
export const leanStarlight = (): Plugin => ({
  name: 'lean-starlight',
  enforce: 'pre',
  transform(code, id) {
    const edit = edits.find(({ file }) => file.test(id));
    return (
      edit && replaced(code, edit.costly, edit.instead, { file: id, plugin: 'lean-starlight.ts' })
    );
  },
});

const edits = [
  {
    file: /starlight-toc\.[jt]s($|\?)/,
    costly:
      /`main :where\(\$\{this\.tocHeadingSelector\}, \.sl-heading-wrapper\) ~ [^`]*`,\s*`main \.sl-markdown-content > [^`]*`,\s*`main > [^`]*`/,
    instead: '`main > :first-child`, `main .sl-markdown-content > :not(.sl-heading-wrapper)`',
  },
  {
    file: /starlight\/.*\/markdown\.css($|\?)/,
    costly: /\.sl-markdown-content\s+:is\(ol, ul\):has\(> li > [^{]*\{[^}]*\}/,
    instead: '',
  },
];
