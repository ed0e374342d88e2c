import { expect, test } from '@playwright/test';
import { address, embedsOf, pagesOf, readToTheEnd, visit } from './site.ts';

for (const path of [...pagesOf('dist-base'), ...embedsOf('dist-base')])
  test(`under a base path, ${path} comes whole, and nothing fails`, async ({ page }) => {
    const troubles = await visit(page, address(path, process.env['BASE_URL']));
    await readToTheEnd(page);
    await expect(page.locator('h1')).toBeVisible();
    expect(troubles).toEqual([]);
  });

test('under a base path, the search leads to a page', async ({ page }) => {
  const troubles = await visit(page, address('/', process.env['BASE_URL']));
  await page
    .getByRole('button', { name: /search/i })
    .first()
    .click();
  await page.getByRole('textbox', { name: /search/i }).fill('line');
  const first = page.locator('.pagefind-ui__result-link').first();
  await first.click();
  await expect(page).toHaveURL(/\/lines-that-learn\/[\w-]+\//);
  await expect(page.locator('h1')).toBeVisible();
  expect(troubles).toEqual([]);
});
