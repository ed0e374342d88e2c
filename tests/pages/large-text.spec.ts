import { expect, test } from '@playwright/test';
import config from '../playwright.config.ts';
import { address, pages, readToTheEnd, stickingOut, visit } from './site.ts';

// The browser's own setting, so that lengths in rem and media queries in em follow it too.
const launch = config.use?.launchOptions ?? {};
test.use({
  launchOptions: {
    ...launch,
    args: [...(launch.args ?? []), '--blink-settings=defaultFontSize=32'],
  },
});

for (const path of pages)
  test(`${path} fits when the reader's text is twice as large`, async ({ page }) => {
    await visit(page, address(path));
    await readToTheEnd(page);
    const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    expect(size, 'the reader’s size is respected').toBe('32px');
    expect(await stickingOut(page)).toEqual([]);
  });
