import { expect, test } from '@playwright/test';
import { address } from './site.ts';

for (const [device, width] of [
  ['a desktop', 1440],
  ['a phone', 390],
] as const)
  test(`/batch/ marks in its contents what is being read, on ${device}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(address('/batch/'));
    const marked = page.locator('nav [aria-current="true"]');
    await expect(marked.first()).toHaveText('Overview');

    const heading = page.getByRole('heading', { level: 2, name: 'Sum or mean' });
    await heading.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top + 40));
    await expect(marked.first()).toHaveText('Sum or mean');

    await page.evaluate(() => scrollTo(0, 0));
    await expect(marked.first()).toHaveText('Overview');
  });
