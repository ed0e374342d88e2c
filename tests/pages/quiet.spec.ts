import { expect, test } from '@playwright/test';
import { address, pages, readToTheEnd, themes, visit } from './site.ts';

for (const path of pages)
  for (const theme of themes)
    test(`${path} in the ${theme} theme: nothing fails, nothing is refused, nothing shifts`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.addInitScript(recordShifts);
      const troubles = await visit(page, address(path));
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await readToTheEnd(page);
      const shifts = await page.evaluate(() => Reflect.get(window, 'shifts') as Shift[]);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      expect(sum, JSON.stringify(shifts)).toBeLessThan(0.01);
      expect(troubles).toEqual([]);
    });

interface Shift {
  value: number;
  moved: string[];
}

/** Keeps how far the layout moved by itself, and what moved. */
function recordShifts() {
  const shifts: Shift[] = [];
  Reflect.set(window, 'shifts', shifts);
  const describe = ({ node }: { node?: Node }) =>
    node instanceof Element ? `${node.localName}.${node.className}` : (node?.nodeName ?? '');
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node?: Node }[];
      };
      if (!hadRecentInput) shifts.push({ value, moved: sources.map(describe) });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

test('the search finds a chapter, within the policy', async ({ page }) => {
  const troubles = await visit(page, address('/'));
  await page
    .getByRole('button', { name: /search/i })
    .first()
    .click();
  await page
    .getByRole('textbox', { name: /search/i })
    .or(page.getByRole('searchbox'))
    .first()
    .fill('line');
  await expect(page.locator('.pagefind-ui__result-link, pagefind-results a').first()).toBeVisible();
  expect(troubles).toEqual([]);
});

test('an unknown address gets the 404 page, as a 404', async ({ page }) => {
  const response = await page.goto(address('/no-such-chapter/'));
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
