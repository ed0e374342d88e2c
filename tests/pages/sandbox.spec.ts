import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, type Frame, test } from '@playwright/test';
import { address, readToTheEnd, source, visit } from './site.ts';

// The sandbox as built and served, with its policy: what a reader's code could reach if it ever left
// the machine in which it runs.

test('the sandbox’s frame has a policy of its own that lets nothing in and nothing out', () => {
  const html = source('/sandbox/index.html');
  const policy = /http-equiv="content-security-policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
  expect(policy.split('; ').map((each) => each.split(' ')[0])).toEqual([
    ...['default-src', 'script-src', 'worker-src', 'base-uri', 'form-action'],
  ]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('worker-src blob:');
  for (const word of ["'self'", "'unsafe-inline'", "'unsafe-eval'", 'http:', 'https:', '*'])
    expect(policy).not.toContain(word);
});

test.describe('inside the frame', () => {
  let frame: Frame;
  test.beforeEach(async ({ page }) => {
    await page.goto(address('/batch/'));
    await page.evaluate(
      (src) =>
        new Promise((loaded) => {
          const element = document.createElement('iframe');
          element.setAttribute('sandbox', 'allow-scripts');
          element.onload = loaded;
          element.src = src;
          document.body.append(element);
        }),
      address('/sandbox/index.html'),
    );
    frame = page.frames().at(-1) as Frame;
    expect(new URL(frame.url()).pathname).toBe('/sandbox/index.html');
  });

  test('there is no origin: no cookie, no storage, no page around', async () => {
    const outcome = (attempt: string) =>
      frame.evaluate((code) => {
        const attempts: Record<string, () => unknown> = {
          cookie: () => document.cookie,
          storage: () => localStorage.length,
          session: () => sessionStorage.length,
          database: () => indexedDB.open('x'),
          page: () => parent.document.title,
        };
        try {
          return `got ${attempts[code]?.()}`;
        } catch (error) {
          return (error as Error).name;
        }
      }, attempt);
    for (const attempt of ['cookie', 'storage', 'session', 'database', 'page'])
      expect(await outcome(attempt), attempt).toBe('SecurityError');
    expect(await frame.evaluate(() => self.origin)).toBe('null');
  });

  test('there is no network: no request, image, script, socket or form', async ({ page }) => {
    const answered: string[] = [];
    page.on('response', (response) => answered.push(response.url()));
    const outcomes = await frame.evaluate(async (base) => {
      const loads = (element: HTMLElement) =>
        new Promise((done) => {
          element.onload = () => done('loaded');
          element.onerror = () => done('refused');
          document.body.append(element);
        });
      const image = new Image();
      image.src = `${base}favicon.svg`;
      const script = document.createElement('script');
      script.src = `${base}x.js`;
      return [
        await fetch(base).then(
          () => 'fetched',
          () => 'refused',
        ),
        await loads(image),
        await loads(script),
        await new Promise((done) => {
          const socket = new WebSocket(base.replace('http', 'ws'));
          socket.onopen = () => done('open');
          socket.onerror = () => done('refused');
        }),
        navigator.sendBeacon(`${base}beacon`) ? 'queued' : 'refused',
      ];
    }, address('/'));
    expect(outcomes.slice(0, 4)).toEqual(Array(4).fill('refused'));
    expect(answered).toEqual([]);
  });

  test('and none in a thread that it makes', async () => {
    const outcome = await frame.evaluate((base) => {
      const text = `fetch(${JSON.stringify(base)}).then(() => postMessage('fetched'), () => postMessage('refused'))`;
      const worker = new Worker(URL.createObjectURL(new Blob([text])));
      return new Promise((hear) => {
        worker.onmessage = ({ data }) => hear(data);
      });
    }, address('/'));
    expect(outcome).toBe('refused');
  });
});

test('a reader’s backward pass is checked and trains, within the policy and the budget', async ({
  page,
}) => {
  const scripts = new Set<string>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/\.m?js$/.test(pathname)) scripts.add(pathname);
  });
  const troubles = await visit(page, address('/batch/'));
  await readToTheEnd(page);
  const exercise = page.locator('#exercise-own-backward');
  const run = exercise.locator('.exercise-run');
  await page.waitForLoadState('networkidle');
  const before = new Set(scripts);
  const kilobytes = (files: readonly string[]) =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(`dist${file}`)).length, 0) / 1000;

  // The editor comes when it is asked for, and what runs a program when it is run.
  await exercise.getByText('A worked solution').click();
  await exercise.getByRole('button', { name: 'Put it into the editor' }).click();
  await expect(exercise.locator('textarea')).toHaveValue(/const delta = /);
  await page.waitForLoadState('networkidle');
  expect([...scripts].filter((each) => /sandbox/.test(each))).toEqual([]);
  await exercise.getByRole('button', { name: 'Run' }).click();
  await expect(run).toContainText('Step 1,001', { timeout: 60_000 });
  await expect(run).toContainText('accuracy 100.0 %');
  expect(troubles).toEqual([]);
  const added = [...scripts].filter((file) => !before.has(file));
  expect(kilobytes(added), added.join('\n')).toBeLessThanOrEqual(45);

  // The text is there at the next visit, and nothing runs by itself.
  scripts.clear();
  await page.reload();
  await readToTheEnd(page);
  await page.waitForLoadState('networkidle');
  expect([...scripts].filter((file) => /ExerciseDesk|CodeEditor/.test(file))).toEqual([]);
  await exercise.getByRole('button', { name: 'Open the editor' }).click();
  await expect(exercise.locator('textarea')).toHaveValue(/const delta = /);
  await expect(exercise.getByRole('status')).toContainText('Run tries it on');
  await expect(page.locator('iframe')).toHaveCount(0);
});

test('an endless loop is stopped at its line, and the page answers meanwhile', async ({ page }) => {
  const troubles = await visit(page, address('/batch/'));
  await readToTheEnd(page);
  const exercise = page.locator('#exercise-own-backward');
  await exercise.getByRole('button', { name: 'Open the editor' }).click();
  const field = exercise.locator('textarea');
  const text = (await field.inputValue()).replace('  const n =', '  for (;;);\n  const n =');
  await field.fill(text);
  await exercise.getByRole('button', { name: 'Run' }).click();
  await expect(exercise.getByRole('button', { name: 'Stop' })).toBeVisible();
  const frame = page.locator('iframe');
  await expect(frame).toHaveAttribute('sandbox', 'allow-scripts');
  const answered = await page.evaluate(async () => {
    const began = performance.now();
    await new Promise((resume) => setTimeout(resume));
    return performance.now() - began;
  });
  expect(answered).toBeLessThan(500);
  const line = text.split('\n').indexOf('  for (;;);') + 1;
  await expect(exercise.getByRole('status')).toContainText(`Line ${line}: `);
  await expect(field).toHaveValue(text);
  await expect(frame).toHaveCount(0);
  expect(troubles).toEqual([]);
});
