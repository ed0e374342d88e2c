import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { findChapter } from './course.ts';
import { type FigureEntry, figures } from './figures.ts';

/**
 * Gives every figure an address of its own, `/embed/NAME/`, to stand in other people's pages. What is there is
 * picked out of the figure's page as that was built: the figure, its styles, and what wakes its island. So
 * caption, first state and still are written once, in the chapter, and made once, with the chapter.
 */
export function embeds(): AstroIntegration {
  let base = '/';
  return {
    name: 'embeds',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/');
      },
      // While the site is written, the page is asked of the same server.
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(async (request, response, next) => {
          const path = request.url?.replace(/[?#].*$/, '');
          const figure = figures.find(({ name }) => path === `${base}embed/${name}/`);
          const host = request.headers.host;
          if (!figure || !host) return next();
          try {
            const page = await fetch(`http://${host}${base}${figure.slug}/`);
            response.setHeader('content-type', 'text/html;charset=utf-8');
            response.end(embedPage(await page.text(), figure, base));
          } catch (error) {
            next(error);
          }
        });
      },
      'astro:build:done': async ({ dir, logger }) => {
        for (const figure of figures) {
          const page = await readFile(
            fileURLToPath(new URL(`${figure.slug}/index.html`, dir)),
            'utf8',
          );
          const folder = fileURLToPath(new URL(`embed/${figure.name}/`, dir));
          await mkdir(folder, { recursive: true });
          await writeFile(`${folder}index.html`, embedPage(page, figure, base));
        }
        logger.info(`${figures.length} figures have addresses of their own`);
      },
    },
  };
}

/**
 * The page of one figure, out of the page that it stands on. Throws when it does not stand there: then
 * src/site/figures.ts names a figure that its chapter does not place.
 */
export function embedPage(html: string, { name, number, slug }: FigureEntry, base: string): string {
  const [head = '', ...rest] = html.split('</head>');
  const body = rest.join('</head>');
  const figure = element(body, 'figure', `id="fig-${name}"`);
  if (!figure) throw new Error(`${base}${slug}/ has no figure “${name}” to embed.`);
  const home = `${base}${slug}/#fig-${name}`;
  const page = /<title>(.*?)( \| .*?)?<\/title>/s.exec(head)?.[1] ?? slug;
  const found = findChapter(slug);
  const from = found ? `chapter ${found.chapter.number}, ${page}` : page;
  const attributes = /<html\b([^>]*)>/.exec(head)?.[1]?.replaceAll(/ data-has-[\w-]+/g, '') ?? '';
  return [
    `<!DOCTYPE html><html${attributes} data-embed><head><meta charset="utf-8">`,
    `<title>Figure ${number} · ${page} | Lines That Learn</title>`,
    `<meta name="description" content="Figure ${number} of Lines That Learn, from ${from}: by itself, to be tried here or to stand in another page.">`,
    '<meta name="robots" content="noindex">',
    ...tags(head).filter(isWanted),
    ...wakers(body),
    `<style>${styles}</style></head><body>`,
    '<main class="embed">',
    `<h1 class="embed-title">${outwards(`<a href="${home}">Lines That Learn: ${from}</a>`)}</h1>`,
    outwards(without(figure, wakers(figure)).replaceAll(`href="#fig-${name}"`, `href="${home}"`)),
    '</main></body></html>',
  ].join('');
}

const styles = `
.embed { max-width: 64rem; margin-inline: auto; padding: 0.75rem 1rem 1rem; }
.embed .figure { margin: 0; }
.embed-title { margin: 0 0 0.75rem; font: 400 0.875rem/1.4 var(--font-ui); }
.embed-title a { color: var(--ink-soft); text-underline-offset: 0.2em; }
.embed-title a:hover { color: var(--ink); }
`;

/** The elements of a head, as they stand. */
const tags = (head: string): string[] =>
  head.match(/<(script|style|title)\b[^>]*>[\s\S]*?<\/\1>|<(meta|link)\b[^>]*>/g) ?? [];

/** What a figure needs of its page's head: how it looks, in which theme, and in what measure. */
const isWanted = (tag: string): boolean =>
  /^<style|^<link rel="(stylesheet|shortcut icon|apple-touch-icon)"|^<meta name="(viewport|color-scheme)"/.test(
    tag,
  ) ||
  (/^<script>/.test(tag) && tag.includes('dataset.theme')) ||
  // What lets the keyboard into scrollable parts: components/shell/Head.astro.
  (/^<script type="module"/.test(tag) && /scrollWidth|Head\.astro/.test(tag)) ||
  // While the site is written: what puts the styles in.
  /^<script type="module" src="[^"]*\/@vite\/client"/.test(tag);

/** The style and scripts by which Astro wakes islands; they stand before the first one of a page. */
const wakers = (html: string): string[] =>
  html.match(
    /<style>astro-island[\s\S]*?<\/style>|<script>(?:(?!<\/script>)[\s\S])*?(?:self\.Astro|"astro-island")[\s\S]*?<\/script>/g,
  ) ?? [];

const without = (html: string, parts: readonly string[]) =>
  parts.reduce((rest, part) => rest.replace(part, ''), html);

/** The first element of this tag with this attribute, to its own end. */
function element(html: string, tag: string, attribute: string): string | undefined {
  const start = new RegExp(`<${tag}\\b[^>]*\\b${attribute}`).exec(html)?.index;
  if (start === undefined) return undefined;
  let depth = 0;
  for (const { 0: edge, index } of html.slice(start).matchAll(new RegExp(`<(/?)${tag}\\b`, 'g'))) {
    depth += edge.startsWith('</') ? -1 : 1;
    if (depth === 0) return html.slice(start, html.indexOf('>', start + index) + 1);
  }
  return undefined;
}

/** Links leave the frame: the pages of this site do not come up in the frames of others. */
const outwards = (html: string): string =>
  html.replaceAll(
    /<a\b(?=[^>]*\bhref="[^#])(?![^>]*\btarget=)/g,
    '<a target="_blank" rel="noopener"',
  );
