import { expect, test } from '@playwright/test';
import { address, pages, readToTheEnd, stickingOut, visit } from './site.ts';

for (const path of pages)
  test(`${path} fits a phone of 390 pixels, and of 320`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await visit(page, address(path));
    await readToTheEnd(page);
    expect(await stickingOut(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await readToTheEnd(page);
    expect(await stickingOut(page)).toEqual([]);
  });
