import { expect, test } from '@playwright/test';
import { address, figuresOf, pages, readToTheEnd, stickingOut, visit } from './site.ts';

for (const path of pages) {
  test(`${path} prints: text and figures stay, menus and controls go`, async ({ page }) => {
    await visit(page, address(path));
    await readToTheEnd(page);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: /search/i }).first()).toBeHidden();
    for (const id of figuresOf(path)) {
      const figure = page.locator(`#${id}`);
      await expect(figure.locator('figcaption')).toBeVisible();
      await expect(figure.locator('[role="img"], img').first()).toBeVisible();
      // The nodes of a drawn graph can be pressed too, and are part of the picture.
      await expect(figure.locator('button:visible')).toHaveCount(0);
    }
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  });

  test(`${path} keeps its figures in forced colours`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    const troubles = await visit(page, address(path));
    await readToTheEnd(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const id of figuresOf(path)) {
      await expect(page.locator(`#${id} figcaption`)).toBeVisible();
      await expect(page.locator(`#${id} [role="img"], #${id} img`).first()).toBeVisible();
    }
    expect(await stickingOut(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });
}
