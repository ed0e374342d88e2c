// `npm run pdf`: the built course as one PDF, printed by the Chromium that the tests use.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { findBrowser } from '../setup/browser.mjs';
import { listen, site } from '../setup/serve.mjs';
import { parts } from '../site/course.ts';
import { anchorOf, answers, assembleBook, type BookSource, pagesOf } from './assemble.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = values.out ?? 'lines-that-learn.pdf';
const base = `/${process.env['BASE'] ?? ''}/`.replace(/\/+/g, '/');
const home = new URL(base, process.env['SITE'] ?? 'https://lines-that-learn.example').href;

const built = (slug: string) => readFileSync(`dist/${slug}${slug && '/'}index.html`, 'utf8');
const source: BookSource = {
  title: 'Lines That Learn',
  description:
    'From one straight line to a neural network that you understand to its last derivative.',
  chapters: parts.flatMap(({ numeral, title, chapters }) =>
    chapters.map(({ number, slug }, i) => ({
      number,
      slug,
      ...(i === 0 && { part: { numeral, title } }),
      html: built(slug),
    })),
  ),
  sheet: built('question-sheet'),
  home,
  styles: readFileSync('src/book/book.css', 'utf8'),
  pages: new Map(),
};

let page = assembleBook(source);
const files = site('dist', base);
const server = await listen(
  (request, response) =>
    request.url === `${base}book.html`
      ? response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' }).end(page)
      : files(request, response),
  { port: 0 },
);
const browser = await chromium.launch({
  executablePath: findBrowser() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  // Without scripts: each figure as it was drawn when the site was built.
  const tab = await browser.newPage({
    javaScriptEnabled: false,
    viewport: { width: 720, height: 1000 },
  });
  const print = async () => {
    await tab.goto(`http://localhost:${server.port}${base}book.html`, {
      waitUntil: 'load',
      timeout: 0,
    });
    return tab.pdf({
      preferCSSPageSize: true,
      outline: true,
      tagged: true,
      timeout: 0,
    } as Parameters<typeof tab.pdf>[0]);
  };
  // Twice: the contents name pages, which are known only when all is set. A number changes no line.
  const names = [...source.chapters.map(({ slug }) => slug), answers];
  const found = pagesOf((await print()).toString('latin1'), names.map(anchorOf));
  const pages = new Map(names.map((slug) => [slug, found.get(anchorOf(slug)) as number]));
  page = assembleBook({ ...source, pages });
  const pdf = await print();
  writeFileSync(out, pdf);
  console.log(
    `${out}: ${source.chapters.length} chapters, the answers on page ${pages.get(answers)}, ${(pdf.length / 1e6).toFixed(1)} MB`,
  );
} finally {
  await browser.close();
  server.close();
}
