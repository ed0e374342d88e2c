import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type FrameLocator, type Page, test } from '@playwright/test';
import {
  address,
  documentOf,
  embeds,
  embedsOf,
  everyFigure,
  readToTheEnd,
  stickingOut,
  themes,
  visit,
} from './site.ts';

/** The figures in their chapters. */
const homes = everyFigure();

test('every figure has a page of its own, in both builds', () => {
  const names = homes.map(({ id }) => `/embed/${id.replace('fig-', '')}/`);
  expect(embeds).toEqual([...names].sort());
  expect(embedsOf('dist-base')).toEqual(embeds);
});

test('neither the sitemap nor the search knows them', () => {
  expect(readFileSync('dist/sitemap-0.xml', 'utf8')).not.toContain('/embed/');
  const fragments = globSync('dist/pagefind/fragment/*');
  expect(fragments.length).toBeGreaterThan(0);
  for (const file of fragments)
    expect(gunzipSync(readFileSync(file)).toString('utf8')).not.toContain('"/embed/');
});

for (const path of embeds) {
  const id = `fig-${path.split('/')[2]}`;
  const home = homes.find((figure) => figure.id === id)?.path;

  test(`${path} is the figure of ${home} alone: number, caption, still, and a way there`, () => {
    const [document, chapter] = [documentOf(path), documentOf(home ?? '/')];
    const text = (root: typeof document, selector: string) =>
      root.querySelector(`#${id} ${selector}`)?.textContent?.trim();
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(document.querySelectorAll('figure[id^="fig-"]')).toHaveLength(1);
    expect(text(document, 'figcaption')).toBe(text(chapter, 'figcaption'));
    expect(text(document, '.status')).toBe(text(chapter, '.status'));
    const robots = document.querySelector('meta[name="robots"]')?.getAttribute('content');
    expect(robots).toBe('noindex');
    for (const link of document.querySelectorAll('h1 a, .figure-number')) {
      expect(link.getAttribute('href')).toBe(`${home}#${id}`);
      expect(link.getAttribute('target')).toBe('_blank');
    }
  });

  for (const theme of themes)
    test(`${path} comes to life in the ${theme} theme, fits into 320 pixels, and nothing is refused`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width: 320, height: 640 });
      const troubles = await visit(page, address(path));
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await readToTheEnd(page);
      await expect(page.locator('figcaption')).toHaveText(/^\s*Figure \d+\s*\S.{20,}/s);
      await expect(page.locator('p[role=status]').first()).toHaveText(/\S/);
      expect(await stickingOut(page)).toEqual([]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const weighty = violations.filter(({ impact }) => /serious|critical/.test(impact ?? ''));
      expect(weighty.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
      expect(troubles).toEqual([]);
    });
}

/** Opens a page of another site that holds this iframe, and looks at what is in it. */
async function onAnotherSite(
  page: Page,
  iframe: string,
  look: (frame: FrameLocator) => Promise<void>,
) {
  const html = `<!doctype html><title>Another site</title><h1>Theirs</h1>${iframe}`;
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(html),
  );
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await look(page.frameLocator('iframe'));
  } finally {
    server.close().closeAllConnections();
  }
}

test('another site may frame a figure, but no chapter', async ({ page }) => {
  const figure = `<iframe src="${address('/embed/loss-bowl/')}" height="900"></iframe>`;
  await onAnotherSite(page, figure, async (frame) => {
    const status = frame.locator('p[role=status]');
    await expect(frame.locator('astro-island:not([ssr])')).toHaveCount(1);
    const first = await status.innerText();
    await frame.getByRole('button', { name: 'Step', exact: true }).click();
    await expect(status).not.toHaveText(first);
  });
  const chapter = `<iframe src="${address('/logistic-regression/')}"></iframe>`;
  await onAnotherSite(page, chapter, async (frame) => {
    await page.waitForLoadState('networkidle');
    await expect(frame.locator('figure')).toHaveCount(0);
  });
});

test('the code that Embed copies shows the same state elsewhere', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const [path, id] of [
    ['/logistic-regression/', 'fig-loss-bowl'],
    ['/linear-classifiers/', 'fig-line-by-hand'],
    ['/first-layer/', 'fig-activation-zoo'],
  ] as const) {
    await visit(page, address(path));
    await readToTheEnd(page);
    const figure = page.locator(`#${id}`);
    const status = figure.locator('p[role=status]').first();
    const first = await status.innerText();
    const slider = figure.getByRole('slider').first();
    await slider.focus();
    for (let k = 0; k < 5; k++) await slider.press('ArrowRight');
    await expect(status).not.toHaveText(first);
    await figure.getByRole('button', { name: 'Embed' }).click();
    await expect(figure.locator('.panel-said')).toContainText('copied');
    const code = await page.evaluate(() => navigator.clipboard.readText());
    expect(code).toMatch(
      /^<iframe src="http:\/\/localhost:\d+\/embed\/[\w-]+\/\?v=1&amp;[^"]+" title="Figure [\d.]+ of Lines That Learn" width="\d+" height="\d+" style="border: 0; max-width: 100%" loading="lazy"><\/iframe>$/,
    );
    const other = await context.newPage();
    await onAnotherSite(other, code, async (frame) =>
      expect(frame.locator('p[role=status]').first()).toHaveText(await status.innerText()),
    );
    await other.close();
  }
});

test('where nothing may be copied, the code stands in a field', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  await visit(page, address('/embed/loss-bowl/'));
  await readToTheEnd(page);
  await page.getByRole('button', { name: 'Embed' }).click();
  const field = page.getByRole('textbox', { name: 'The iframe, to be copied' });
  await expect(field).toHaveValue(
    /^<iframe src="[^"?]+\/embed\/loss-bowl\/" title="Figure 2\.3 of/,
  );
});

test('a link to a state, made in a figure of its own, leads back there', async ({ page }) => {
  await visit(page, address('/embed/line-by-hand/'));
  await readToTheEnd(page);
  const status = page.locator('p[role=status]').first();
  const first = await status.innerText();
  await page.getByRole('slider').first().focus();
  for (let k = 0; k < 5; k++) await page.keyboard.press('ArrowRight');
  await expect(status).not.toHaveText(first);
  await page.getByRole('button', { name: 'Link to this state' }).click();
  await expect(page).toHaveURL(/\/embed\/line-by-hand\/\?v=1&/);
  const moved = await status.innerText();
  await page.reload();
  await expect(status).toHaveText(moved);
});
