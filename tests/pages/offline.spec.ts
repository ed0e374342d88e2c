import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { listen, site } from '../../src/setup/serve.mjs';
import { addressed, readToTheEnd, visit } from './site.ts';

// The only tests with a service worker: all others see the site as on a first visit.
test.use({ serviceWorkers: 'allow' });

/** A server of this test's own, which can be shut, or given another build to serve. */
async function ownServer() {
  let answer: RequestListener = site('dist', '/');
  const { port, close } = await listen((request, response) => answer(request, response), {
    port: 0,
  });
  return {
    home: `http://localhost:${port}/`,
    serve: (directory: string) => {
      answer = site(directory, '/');
    },
    close,
  };
}

/** Comes for the first time, and stays until the whole site is kept. */
async function keepSite(page: Page, home: string) {
  const troubles = await visit(page, home);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
  });
  return troubles;
}

async function cutOff(context: BrowserContext, server: { close(): void }) {
  server.close();
  await context.setOffline(true);
}

test('after one visit the course works without a network: pages, figures, search, a reader’s code', async ({
  page,
  context,
}) => {
  const server = await ownServer();
  const troubles = await keepSite(page, server.home);
  await cutOff(context, server);

  for (const path of addressed) {
    await page.goto(new URL(path, server.home).href);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }

  await page.goto(`${server.home}logistic-regression/`);
  await readToTheEnd(page);
  const figure = page.locator('#fig-logistic-training');
  await figure.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(figure.locator('p[role=status]')).toContainText('Step 1 ');

  await page
    .getByRole('button', { name: /search/i })
    .first()
    .click();
  await page.getByRole('textbox', { name: /search/i }).fill('gradient');
  await expect(page.locator('.pagefind-ui__result-link').first()).toBeVisible();

  await page.goto(`${server.home}batch/`);
  const exercise = page.locator('#exercise-own-backward');
  await exercise.scrollIntoViewIfNeeded();
  await exercise.getByText('A worked solution').click();
  await exercise.getByRole('button', { name: 'Put it into the editor' }).click();
  await exercise.getByRole('button', { name: 'Run', exact: true }).click();
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('lines-that-learn')))
    .toContain('"solved":["own-backward"]');
  // Whoever leaves a page cuts off what it was still loading.
  expect(troubles.filter((trouble) => !trouble.includes('ERR_ABORTED'))).toEqual([]);
});

test('a state in the address, and an address that is not kept, are answered without a network', async ({
  page,
  context,
}) => {
  const server = await ownServer();
  await keepSite(page, server.home);
  await cutOff(context, server);
  await page.goto(
    `${server.home}logistic-regression/?fig=logistic-training&v=1&rate=2#fig-logistic-training`,
  );
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${server.home}no-such-page/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'This page is not kept on this device',
  );
  await page.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lines That Learn');
});

test('a new build is offered, and taken only when the reader says so; no page is made of two builds', async ({
  page,
  context,
}) => {
  const server = await ownServer();
  await keepSite(page, server.home);
  const next = mkdtempSync(join(tmpdir(), 'next-build-'));
  try {
    cpSync('dist', next, { recursive: true });
    const changed = join(next, 'loss/index.html');
    writeFileSync(
      changed,
      readFileSync(changed, 'utf8').replace(/(<h1[^>]*>)[^<]*/, '$1The next build'),
    );
    const worker = join(next, 'service-worker.js');
    const before = readFileSync(worker, 'utf8');
    const after = before.replace(
      /(\/loss\/[`'"],\s*[`'"]?revision[`'"]?:\s*[`'"])\w+/,
      '$10123456789abcdef',
    );
    expect(after).not.toBe(before);
    writeFileSync(worker, after);
    server.serve(next);

    await page.goto(`${server.home}loss/`);
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).not.toHaveText('The next build');
    const notice = page.locator('.notice', { hasText: 'A new version' });
    await expect(notice).toBeVisible();
    await page.reload();
    await expect(heading).not.toHaveText('The next build');
    const other = await context.newPage();
    await other.goto(`${server.home}loss/`);
    await expect(other.getByRole('heading', { level: 1 })).not.toHaveText('The next build');
    await notice.getByRole('button', { name: 'Reload' }).click();
    await expect(heading).toHaveText('The next build');
    await expect(other.locator('.notice', { hasText: 'Another tab' })).toBeVisible();
    await expect(other.getByRole('heading', { level: 1 })).not.toHaveText('The next build');
  } finally {
    rmSync(next, { recursive: true });
    server.close();
  }
});

test('can be installed: a manifest with a name, a start and icons that are there', async ({
  page,
  request,
}) => {
  const server = await ownServer();
  await page.goto(server.home);
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = await (await request.get(new URL(href ?? '', server.home).href)).json();
  expect(manifest).toMatchObject({
    name: 'Lines That Learn',
    display: 'standalone',
    start_url: '/',
  });
  const purposes = manifest.icons.map(({ purpose }: { purpose: string }) => purpose);
  expect(purposes).toContain('maskable');
  for (const { src, sizes } of manifest.icons as { src: string; sizes: string }[]) {
    const icon = await request.get(new URL(src, server.home).href);
    expect(icon.headers()['content-type']).toBe('image/png');
    const body = await icon.body();
    expect(`${body.readUInt32BE(16)}x${body.readUInt32BE(20)}`).toBe(sizes);
  }
  server.close();
});
