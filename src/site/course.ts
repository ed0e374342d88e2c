import { existsSync } from 'node:fs';

/** A chapter: its number in reading order, and the address without it. */
export interface Chapter {
  readonly number: number;
  readonly slug: string;
}

/** The path of the course, in reading order: what the sidebar, the home page and each title show. */
export const parts: readonly {
  readonly numeral: string;
  readonly title: string;
  readonly chapters: readonly Chapter[];
}[] = number([
  [
    'What a line can do',
    ['linear-classifiers', 'logistic-regression', 'not-enough', 'bend-the-space', 'three-lines'],
  ],
  ['The multilayer perceptron', ['first-layer', 'second-layer', 'why-activations']],
  ['Learning', ['loss', 'backpropagation', 'batch', 'result']],
  ['Further', ['how-many-lines', 'more-layers', 'more-classes', 'names-and-next-steps']],
]);

function number(titles: [string, string[]][]) {
  let count = 0;
  return titles
    .map(([title, slugs], i) => ({
      numeral: ['I', 'II', 'III', 'IV'][i] as string,
      title,
      chapters: slugs
        .map((slug) => ({ number: ++count, slug }))
        .filter((chapter) => existsSync(chapterFile(chapter))),
    }))
    .filter(({ chapters }) => chapters.length > 0);
}

/** Where a chapter's text stands, from the project's root. */
export function chapterFile({ number, slug }: Chapter): string {
  return `content/${String(number).padStart(2, '0')}-${slug}.mdx`;
}

/** The address of the page whose text is this file: of `content/05-three-lines.mdx`, `three-lines`. */
export const slugOfFile = (file: string): string =>
  /([^/]*)\.mdx$/.exec(file)?.[1]?.replace(/^\d+-/, '') ?? '';

/** The part and chapter with this address; undefined for a page outside the course. */
export function findChapter(slug: string) {
  for (const part of parts)
    for (const chapter of part.chapters) if (chapter.slug === slug) return { part, chapter };
  return undefined;
}
