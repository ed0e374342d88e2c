import { globSync, readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { parseHTML } from 'linkedom';

/**
 * The built pages, by the path that a reader sees: '/', '/linear-classifiers/', '/404.html'. The frame in
 * which a reader's code runs is none of them: nobody sees it. Nor are the pages of single figures: they are
 * parts of these, and have tests of their own.
 */
export const pages = pagesOf('dist');

/** The pages of single figures, '/embed/NAME/'. */
export const embeds = embedsOf('dist');

/** The pages that stand in the course; the 404 page has no address of its own. */
export const addressed = pages.filter((path) => path.endsWith('/'));

export const themes = ['light', 'dark'] as const;

export function pagesOf(directory: string) {
  const paths = globSync('**/*.html', { cwd: directory })
    .filter((file) => !/^(sandbox|embed)\b/.test(file))
    .map(asPath)
    .sort();
  if (paths.length === 0) throw new Error(`No pages in ${directory}: run \`npm run build\` first.`);
  return paths;
}

export function embedsOf(directory: string) {
  return globSync('embed/**/*.html', { cwd: directory }).map(asPath).sort();
}

function asPath(file: string) {
  return `/${file.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1')}`;
}

/** The HTML of a page, as built. */
export function source(path: string, directory = 'dist') {
  return readFileSync(`${directory}${path}${path.endsWith('/') ? 'index.html' : ''}`, 'utf8');
}

/** The document of a page, as built, without a browser. */
export function documentOf(path: string, directory = 'dist') {
  return parseHTML(source(path, directory)).document;
}

/** The figures of a page, by their ids, in the order in which they are read. */
export function figuresOf(path: string) {
  return [...documentOf(path).querySelectorAll('figure[id^="fig-"]')].map(({ id }) => id);
}

/** Every figure of the site, with its page. */
export function everyFigure() {
  return pages.flatMap((path) => figuresOf(path).map((id) => ({ path, id })));
}

/** Where the site (or its build with a base path) is served. */
export function address(path: string, site = process.env['SITE_URL']) {
  if (!site) throw new Error('This build is not served: it is missing.');
  return new URL(path.slice(1), site).href;
}

/** Opens a page, and keeps everything that goes wrong on it from its first moment. */
export async function visit(page: Page, url: string) {
  const troubles = watch(page);
  await page.goto(url);
  return troubles;
}

function watch(page: Page) {
  const troubles: string[] = [];
  const own = (url: string) => /^(http:\/\/localhost|data:|blob:)/.test(url);
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!own(request.url())) troubles.push(`request to another site: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    troubles.push(`failed: ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on('response', (response) => {
    const expected =
      response.request().isNavigationRequest() && /\/404\.html$/.test(response.url());
    if (response.status() >= 400 && !expected)
      troubles.push(`${response.status()}: ${response.url()}`);
  });
  page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
    });
  });
  return troubles;
}

/** Scrolls to the end as a reader would, until every island on the way has come to life. */
export async function readToTheEnd(page: Page) {
  await page.evaluate(async () => {
    // A window that another hides may get no frames for long; reading goes on without them.
    const frame = () =>
      new Promise((done) => {
        requestAnimationFrame(done);
        setTimeout(done, 100);
      });
    const end = () => document.documentElement.scrollHeight;
    for (let top = 0; top < end(); top += innerHeight / 2) {
      scrollTo({ top, behavior: 'instant' });
      await frame();
      await frame();
    }
  });
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
}

/** What stands beyond the page's left or right edge and cannot be scrolled to inside a box of its own. */
export function stickingOut(page: Page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const boxed = (node: Element | null): boolean =>
      node !== null &&
      node !== document.body &&
      node !== root &&
      (getComputedStyle(node).overflowX !== 'visible' || boxed(node.parentElement));
    const name = (node: Element) => {
      const { left, right } = node.getBoundingClientRect();
      const label = node.id ? `#${node.id}` : `.${node.getAttribute('class') ?? ''}`;
      return `${node.localName}${label} from ${Math.round(left)} to ${Math.round(right)} of ${root.clientWidth}`;
    };
    const out = [...document.body.querySelectorAll('*')].filter((node) => {
      const { left, right, width, height } = node.getBoundingClientRect();
      if (width <= 1 || height <= 1) return false; // hidden, or for screen readers only
      if (left >= -1 && right <= root.clientWidth + 1) return false;
      const shown = node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      return shown && !boxed(node.parentElement);
    });
    const names = out.map(name);
    if (root.scrollWidth > root.clientWidth)
      names.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`);
    return names;
  });
}
