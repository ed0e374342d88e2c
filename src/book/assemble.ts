import { parseHTML } from 'linkedom';

/** A chapter as it was built. */
export interface BookChapter {
  readonly number: number;
  readonly slug: string;
  /** The part that begins with it. */
  readonly part?: { readonly numeral: string; readonly title: string };
  /** The page's whole HTML. */
  readonly html: string;
}

export interface BookSource {
  readonly title: string;
  readonly description: string;
  readonly chapters: readonly BookChapter[];
  /** The page of the question sheet, from which the answers at the end are taken. */
  readonly sheet: string;
  /** Where the site stands, with its base path: what a link out of the book leads to. */
  readonly home: string;
  /** The book's own styles. */
  readonly styles: string;
  /** On which page each chapter begins, by its slug; empty while nobody knows. */
  readonly pages: ReadonlyMap<string, number>;
}

/** The name of the answers at the end, beside the chapters' slugs. */
export const answers = 'answers';

/** The id of a chapter's first line; its page is found by it. */
export const anchorOf = (slug: string) => `chapter-${slug}`;

/**
 * The whole course as one page to be printed: a cover, the contents, every chapter as it was built, the answers. Ids
 * are made unique by their chapter; links between chapters lead within the book, all others to the site.
 * Throws when a page has no text.
 */
export function assembleBook(source: BookSource): string {
  const { title, description, chapters, pages } = source;
  const slugs = new Set(chapters.map(({ slug }) => slug));
  const styles = new Set<string>();
  const known = new Set<string>();
  const opened = chapters.map((chapter) => {
    const { document } = parseHTML(chapter.html);
    for (const style of document.querySelectorAll('link[rel="stylesheet"], style'))
      styles.add(style.outerHTML);
    const text = document.querySelector('main .sl-markdown-content');
    const name = document.querySelector('h1')?.textContent;
    if (!text || !name)
      throw new Error(`The page of chapter “${chapter.slug}” has no text to be printed.`);
    clean(text);
    for (const { id } of text.querySelectorAll('[id]')) known.add(within(chapter.slug, id));
    return { ...chapter, document, text, name };
  });
  const parts = opened.map(({ slug, number, part, document, text, name }) => {
    link(text, slug, source.home, slugs, known);
    const lead = document.querySelector('.page-title .lead')?.textContent ?? '';
    const thread = document.querySelector('.chapter-thread');
    return {
      slug,
      number,
      part,
      name,
      lead,
      thread: thread?.outerHTML ?? '',
      text: text.innerHTML,
    };
  });

  const { document: sheet } = parseHTML(source.sheet);
  for (const style of sheet.querySelectorAll('link[rel="stylesheet"], style'))
    styles.add(style.outerHTML);
  const key = sheet.querySelector('.sheet-key');
  if (!key) throw new Error('The question sheet has no key to be printed.');
  key.querySelector('.sheet-head')?.remove();
  for (const heading of key.querySelectorAll('h3')) {
    const higher = sheet.createElement('h2');
    higher.append(...heading.childNodes);
    heading.replaceWith(higher);
  }
  clean(key);

  const pageOf = (slug: string) => `<span class="book-page">${pages.get(slug) ?? ''}</span>`;
  const entry = (slug: string, number: string, name: string) =>
    `<li><a href="#${anchorOf(slug)}"><span class="book-number">${number}</span><span class="book-name">${name}</span>${pageOf(slug)}</a></li>`;
  const contents = parts.map(({ slug, number, part, name }) =>
    [
      part && `<li class="book-part-entry">Part ${part.numeral} · ${plain(part.title)}</li>`,
      entry(slug, String(number), plain(name)),
    ]
      .filter(Boolean)
      .join(''),
  );
  const running = parts.map(
    ({ slug, number, name }) =>
      `@page ${anchorOf(slug)} { @top-left { content: ${JSON.stringify(`${number} · ${name}`)} } } .${anchorOf(slug)} { page: ${anchorOf(slug)} }`,
  );
  return `<!doctype html><html lang="en" data-book><head><meta charset="utf-8"><title>${plain(title)}</title>
<meta name="color-scheme" content="light">
${[...styles].join('\n')}
<style>${source.styles}\n${running.join('\n')}</style></head><body>
<section class="book-cover"><p class="book-title">${plain(title)}</p><p class="book-about">${plain(description)}</p>
${drawing}<p class="book-home">${plain(source.home.replace(/^https?:\/\/|\/$/g, ''))}</p></section>
<section class="book-contents"><h1>Contents</h1><ol>${contents.join('')}${entry(answers, '', 'Answers')}</ol>
<p>Each figure is printed in the state in which its page shows it first. There it can be moved, trained and taken apart: its address stands below it.
The answers were computed, when this book was made, by the very runs that give them on the pages.</p></section>
${parts
  .map(
    ({
      slug,
      number,
      part,
      name,
      lead,
      thread,
      text,
    }) => `<section class="book-chapter ${anchorOf(slug)}">
<header>${part ? `<p class="book-part">Part ${part.numeral} · ${plain(part.title)}</p>` : ''}
<p class="book-kicker">Chapter ${number}</p><h1 id="${anchorOf(slug)}">${plain(name)}</h1><p class="book-lead">${plain(lead)}</p>${thread}</header>
<div class="sl-markdown-content">${text}</div></section>`,
  )
  .join('\n')}
<section class="book-chapter book-answers"><header><h1 id="${anchorOf(answers)}">Answers</h1></header>
<div class="sheet">${key.outerHTML}</div></section>
</body></html>`;
}

/** Takes away what paper cannot use, and the shells of islands. */
function clean(text: Element) {
  const gone =
    'script, template, link, style, .term-bubble, .sl-anchor-link, .panel-tools, .panel-controls, .panel-more, .exercise-solution, .exercise-hint, .question-why, .source-change, .source-cell, noscript';
  for (const element of text.querySelectorAll(gone)) element.remove();
  for (const shell of text.querySelectorAll('astro-island, astro-slot'))
    shell.replaceWith(...shell.childNodes);
}

/** Attributes that name an element of the same page by its id. */
const naming = [
  'for',
  'aria-labelledby',
  'aria-describedby',
  'aria-controls',
  'aria-details',
  'popovertarget',
  'list',
  'headers',
];
const drawn = [
  'fill',
  'stroke',
  'clip-path',
  'mask',
  'filter',
  'marker-start',
  'marker-end',
  'style',
];

/** Gives every id its chapter's name before it, and leads every link to its place in the book or on the site. */
function link(text: Element, slug: string, home: string, ...book: Book) {
  const own = (id: string) => within(slug, id);
  for (const element of text.querySelectorAll('*')) {
    if (element.id) element.id = own(element.id);
    for (const name of naming) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.split(/\s+/).map(own).join(' '));
    }
    for (const name of drawn) {
      const value = element.getAttribute(name);
      if (value?.includes('url(#'))
        element.setAttribute(name, value.replaceAll('url(#', `url(#${own('')}`));
    }
    const href = element.getAttribute('href');
    if (href !== null) element.setAttribute('href', target(href, slug, home, ...book));
  }
}

/** An id of a chapter, as it is in the book. */
const within = (slug: string, id: string) => `${slug}--${id}`;

/** The chapters of the book, and all ids in it. */
type Book = [slugs: ReadonlySet<string>, known: ReadonlySet<string>];

/** Where a link leads; to the beginning of the chapter where its place is not printed, as in the answer to a question. */
function target(href: string, slug: string, home: string, ...[slugs, known]: Book): string {
  const base = new URL(home);
  const url = new URL(href, new URL(`${slug}/`, base));
  if (url.host !== base.host || !url.pathname.startsWith(base.pathname)) return url.href;
  const to = url.pathname.slice(base.pathname.length).replace(/\/$/, '');
  if (!slugs.has(to) || url.search) return url.href;
  const id = within(to, decodeURIComponent(url.hash.slice(1)));
  return `#${known.has(id) ? id : anchorOf(to)}`;
}

const plain = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The site's sign, three lines that shut a point in, as large as a cover can take it. */
const drawing = `<svg class="book-drawing" viewBox="-1 0 35 33" aria-hidden="true"><path d="M11.4 2.9L30 23.6M30.9 20.8L3.7 26.6M5.7 28.8L14.3 2.3"/><circle cx="16" cy="17.5" r="3.1"/></svg>`;

/**
 * On which page, counted from 1, each of these places stands, read from a PDF that Chromium wrote: it names the places that
 * links lead to, `/NAME [PAGE 0 R …]`, and lists its pages in a tree. Throws when a place is not to be found.
 */
export function pagesOf(pdf: string, places: readonly string[]): Map<string, number> {
  const objects = new Map(
    [...pdf.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\sendobj/g)].map(
      ([, number, body]) => [Number(number), body ?? ''] as const,
    ),
  );
  const root = [...objects].find(
    ([, body]) => /\/Type \/Pages\b/.test(body) && !/\/Parent /.test(body),
  );
  const order: number[] = [];
  const walk = (number: number) => {
    const kids = /\/Kids \[([^\]]*)\]/.exec(objects.get(number) ?? '')?.[1];
    if (kids === undefined) order.push(number);
    else for (const [, kid] of kids.matchAll(/(\d+) 0 R/g)) walk(Number(kid));
  };
  if (root) walk(root[0]);
  return new Map(
    places.map((place) => {
      const page = new RegExp(`/${place} \\[(\\d+) 0 R`).exec(pdf)?.[1];
      const at = page === undefined ? -1 : order.indexOf(Number(page));
      if (at < 0) throw new Error(`The PDF does not say on which page “${place}” stands.`);
      return [place, at + 1] as const;
    }),
  );
}
