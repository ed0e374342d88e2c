import { expect, type Page, test } from '@playwright/test';
import { address, readToTheEnd, visit } from './site.ts';

/** The page of the first layer, its figures awake. */
async function openChapter(page: Page) {
  await visit(page, address('/first-layer/'));
  await readToTheEnd(page);
  await page.keyboard.press('Shift'); // any sign of life will do
  await expect(page.locator('.symbol-stop')).toBeAttached();
}
const bubble = (page: Page) => page.locator('#symbol-bubble');
const symbol = (page: Page, key: string) => page.locator(`[data-symbol="${key}"]`).first();

test('a symbol that is pointed at says its name, shape, meaning, value in the figure and line of code', async ({
  page,
}) => {
  await openChapter(page);
  await symbol(page, 's1').scrollIntoViewIfNeeded();
  await symbol(page, 's1').hover();
  await expect(bubble(page)).toBeVisible();
  await expect(bubble(page)).toContainText('preactivations');
  await expect(bubble(page)).toContainText('Shape: H × 1, here 3 × 1.');
  await expect(bubble(page)).toContainText(
    /Now in Figure 6\.\d: \(−?\d\.\d{3}, −?\d\.\d{3}, −?\d\.\d{3}\)/,
  );
  await expect(bubble(page)).toContainText(/S\[k \* n \+ i\] = b \+ w1/);
  await page.mouse.move(2, 2);
  await expect(bubble(page)).toBeHidden();
});

test('its value follows the figure', async ({ page }) => {
  await openChapter(page);
  const said = async () => {
    await symbol(page, 'x').scrollIntoViewIfNeeded();
    await symbol(page, 'x').click();
    await expect(bubble(page)).toBeVisible();
    const text = await bubble(page).innerText();
    await page.keyboard.press('Escape');
    await expect(bubble(page)).toBeHidden();
    return text;
  };
  const before = await said();
  const point = page.locator('#fig-first-layer').getByRole('slider', { name: /point/i }).first();
  await point.focus();
  await page.keyboard.press('ArrowRight');
  expect(await said()).not.toBe(before);
});

test('by keyboard there is one stop among all formulas, and the arrow keys go from symbol to symbol', async ({
  page,
}) => {
  await openChapter(page);
  expect(await page.locator('.katex [tabindex]').count()).toBe(0);
  await expect(page.locator('.symbol-stop')).toHaveCount(1);
  await page.locator('.symbol-stop').focus();
  await expect(bubble(page)).toBeVisible();
  const now = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[data-symbol]')].findIndex((one) =>
        one.classList.contains('symbol-now'),
      ),
    );
  const first = await now();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(now).toBeLessThan(first);
  await expect(page.locator('.symbol-stop')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect.poll(now).toBe(first);
  await page.keyboard.press('Tab');
  await expect(bubble(page).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(bubble(page)).toBeHidden();
});

test('without a network it says so, and the next wish tries again', async ({ page, context }) => {
  await openChapter(page);
  await symbol(page, 'W').scrollIntoViewIfNeeded();
  await context.setOffline(true);
  await symbol(page, 'W').click();
  await expect(bubble(page)).toContainText('could not be loaded');
  await context.setOffline(false);
  await page.mouse.click(2, 2);
  await symbol(page, 'W').click();
  await expect(bubble(page)).toContainText('Row k is the weight vector');
});

test('every symbol leads to its place on the notation page', async ({ page }) => {
  await openChapter(page);
  await symbol(page, 'h').scrollIntoViewIfNeeded();
  await symbol(page, 'h').click();
  await bubble(page).getByRole('link', { name: 'All symbols' }).click();
  await expect(page).toHaveURL(/\/notation\/#h$/);
  await expect(page.locator('#h')).toContainText('hidden activations');
});
