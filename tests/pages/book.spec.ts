import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { parseHTML } from 'linkedom';
import {
  anchorOf,
  answers,
  assembleBook,
  type BookSource,
  pagesOf,
} from '../../src/book/assemble.ts';
import { listen, site } from '../../src/setup/serve.mjs';
import { parts } from '../../src/site/course.ts';
import { figuresOf, source } from './site.ts';

// `npm run pdf`, but for the minutes that printing all chapters takes.

const book: BookSource = {
  title: 'Lines That Learn',
  description: 'The course on paper',
  chapters: parts.flatMap(({ numeral, title, chapters }) =>
    chapters.map(({ number, slug }, i) => ({
      number,
      slug,
      ...(i === 0 && { part: { numeral, title } }),
      html: source(`/${slug}/`),
    })),
  ),
  sheet: source('/question-sheet/'),
  home: 'https://lines-that-learn.example/',
  styles: readFileSync('src/book/book.css', 'utf8'),
  pages: new Map(),
};

test('the book has every chapter with its figures, no id twice, and no link within it that leads nowhere', () => {
  const { document } = parseHTML(assembleBook(book));
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Set(ids);
  const lost = [...document.querySelectorAll('a[href^="#"]')]
    .map((link) => link.getAttribute('href')?.slice(1) ?? '')
    .filter((id) => !known.has(id));
  expect(lost).toEqual([]);
  for (const { slug } of book.chapters)
    for (const id of figuresOf(`/${slug}/`)) expect(known).toContain(`${slug}--${id}`);
  expect(document.querySelectorAll('script, astro-island, .panel-tools')).toHaveLength(0);
});

test('its chapters’ pages are found in what this Chromium prints, and one has its number', async ({
  browser,
}) => {
  const [first, second] = book.chapters;
  const short = assembleBook({ ...book, chapters: [first!, second!] });
  const files = site('dist', '/');
  const server = await listen(
    (request, response) =>
      request.url === '/book.html'
        ? response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' }).end(short)
        : files(request, response),
    { port: 0 },
  );
  const context = await browser.newContext({ javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(`http://localhost:${server.port}/book.html`);
    const pdf = await page.pdf({ preferCSSPageSize: true, outline: true, tagged: true });
    const places = [first!.slug, second!.slug, answers].map(anchorOf);
    const found = [...pagesOf(pdf.toString('latin1'), places).values()];
    // Cover and contents come first; a chapter takes more than one page.
    expect(found[0]).toBe(3);
    expect(found[1]).toBeGreaterThan(4);
    expect(found[2]).toBeGreaterThan(found[1]! + 1);
    expect(pdf.toString('latin1')).toContain('/Outlines');
  } finally {
    await context.close();
    server.close();
  }
});
