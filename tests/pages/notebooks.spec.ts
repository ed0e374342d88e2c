import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { address, documentOf, pages, source } from './site.ts';

// The chapters to take along, as they are built, are run.

/** Where a page offers files to take along: their paths. */
const offered = (path: string, directory?: string) =>
  [...documentOf(path, directory).querySelectorAll('a[download][href*="/notebooks/"]')].map(
    (link) => link.getAttribute('href') as string,
  );
const chapters = pages.filter((path) => offered(path).length > 0);

test('every chapter offers both its files, and no other page does', () => {
  const numbered = pages.filter((path) => /Chapter \d+\s*<\/p>/.test(source(path)));
  expect(chapters).toEqual(numbered);
  expect(chapters.length).toBeGreaterThan(13);
  for (const path of chapters)
    expect(offered(path)).toEqual(
      ['ts', 'ipynb'].map((kind) => `/notebooks${path.slice(0, -1)}.${kind}`),
    );
});

for (const path of chapters)
  test(`what ${path} gives to take along runs on Node by itself, and finds the numbers of the text`, async ({
    request,
  }) => {
    const [program, notebook] = await Promise.all(
      offered(path).map(async (file) => {
        const response = await request.get(address(file));
        expect(response.headers()['content-disposition']).toBe('attachment');
        return response.text();
      }),
    );
    const folder = mkdtempSync(join(tmpdir(), 'lines-that-learn-'));
    try {
      const file = join(folder, 'chapter.ts');
      writeFileSync(file, program as string);
      // Leaves with 1, which is an error here, if a number differs.
      const { stdout } = await promisify(execFile)(process.execPath, [file]);
      const compared = Number(/All (\d+) agree with the text\./.exec(stdout)?.[1]);
      expect(stdout.match(/^✓ /gm)).toHaveLength(compared);
      // The numbers stand in the page as well.
      const stated = [...documentOf(path).querySelectorAll('.sl-markdown-content data.fact')].map(
        (fact) => fact.textContent,
      );
      for (const [, said] of stdout.matchAll(/^✓ (.*)$/gm)) expect(stated).toContain(said);

      // The notebook ends with the same comparison, but for what only a program has: arguments and an exit.
      const { cells } = JSON.parse(notebook as string) as {
        cells: { cell_type: string; source: string[] }[];
      };
      const last = cells.at(-1)!.source.join('');
      const common = last.slice(0, last.indexOf('const all'));
      expect(program).toContain(common);
      expect(common).toContain("['");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

test('a reader downloads them by keyboard, under their names', async ({ page }) => {
  await page.goto(address('/first-layer/'));
  const row = page.getByRole('region', { name: 'Take this chapter along' });
  for (const name of ['first-layer.ts', 'first-layer.ipynb']) {
    const link = row.getByRole('link', { name });
    await link.focus();
    const coming = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const download = await coming;
    expect(download.suggestedFilename()).toBe(name);
    expect(readFileSync(await download.path(), 'utf8')).toContain('Three lines become one object');
  }
});
