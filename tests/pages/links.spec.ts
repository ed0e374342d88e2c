import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { addressed, documentOf, embedsOf, pages, pagesOf } from './site.ts';

// Every address that a page names is followed in the files, without a browser.

const builds = [
  { directory: 'dist', base: '/' },
  { directory: 'dist-base', base: '/lines-that-learn/' },
];

for (const { directory, base } of builds)
  test(`built for ${base}, every link, part of a page, file and picture that a page names exists`, () => {
    const broken = [...pagesOf(directory), ...embedsOf(directory)].flatMap((path) => {
      const from = new URL(base + path.slice(1), 'https://here');
      return named(path, directory)
        .filter((address) => !resolves(new URL(address, from), directory, base))
        .map((address) => `${path} → ${address}`);
    });
    expect(broken).toEqual([]);
  });

/** The addresses in a page, of its own site. */
function named(path: string, directory: string) {
  const attributes = ['href', 'src', 'poster', 'data', 'component-url', 'renderer-url'];
  const document = documentOf(path, directory);
  const single = attributes.flatMap((name) =>
    [...document.querySelectorAll(`[${name}]`)].map((node) => node.getAttribute(name) as string),
  );
  const sets = [...document.querySelectorAll('[srcset]')].flatMap((node) =>
    (node.getAttribute('srcset') as string)
      .split(',')
      .map((part) => part.trim().split(' ')[0] as string),
  );
  return [...new Set([...single, ...sets])].filter(
    (address) => !/^(https?:|mailto:|data:|blob:)/.test(address),
  );
}

function resolves({ pathname, hash }: URL, directory: string, base: string) {
  if (!pathname.startsWith(base)) return false;
  const path = decodeURIComponent(pathname.slice(base.length - 1));
  const file = `${directory}${path}${path.endsWith('/') ? 'index.html' : ''}`;
  if (!existsSync(file)) return false;
  const fragment = decodeURIComponent(hash.slice(1));
  // A figure's state in the address (#name=value) is read by the figure, not a place on the page.
  if (fragment === '' || fragment.includes('=') || !file.endsWith('.html')) return true;
  return partsOf(path, directory).has(fragment);
}

const parts = new Map<string, ReadonlySet<string>>();

/** The ids in a page, read once: many links lead to the parts of one. */
function partsOf(path: string, directory: string) {
  const key = directory + path;
  const known =
    parts.get(key) ??
    new Set([...documentOf(path, directory).querySelectorAll('[id]')].map(({ id }) => id));
  parts.set(key, known);
  return known;
}

test('the sitemap names every page that has an address', () => {
  const sitemap = readFileSync('dist/sitemap-0.xml', 'utf8');
  const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    ([, address]) => new URL(address as string).pathname,
  );
  expect(listed.sort()).toEqual(addressed);
});

test('every page can be reached from the home page by links', () => {
  const reached = new Set(['/']);
  for (const path of reached)
    for (const address of named(path, 'dist')) {
      const { pathname } = new URL(address, `https://here${path}`);
      if (addressed.includes(pathname)) reached.add(pathname);
    }
  expect([...reached].sort()).toEqual(addressed);
  expect(pages).toContain('/404.html');
});
