import { expect, type Page, test } from '@playwright/test';
import { address, visit } from './site.ts';

test.use({ viewport: { width: 390, height: 844 } });

const topOfFocus = (page: Page) =>
  page.evaluate(() => document.activeElement!.getBoundingClientRect().top);

test('a slider stays under the reader’s eye when its figure grows above it', async ({ page }) => {
  await visit(page, address('/more-layers/'));
  const figure = page.locator('#fig-depth');
  await figure.scrollIntoViewIfNeeded();
  await expect(page.locator('astro-island:not([ssr]):has(.depth)')).toBeAttached();
  const layers = figure.getByRole('slider', { name: /Hidden layers/ });
  await layers.focus();
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  const top = await topOfFocus(page);
  const spaces = figure.locator('.depth-spaces > *');
  const before = await spaces.count();
  await page.keyboard.press('ArrowRight');
  await expect(spaces).toHaveCount(before + 1);
  await expect.poll(async () => Math.abs((await topOfFocus(page)) - top)).toBeLessThan(3);
});

test('a button that is pressed before its figure wakes is pressed again when it has woken', async ({
  page,
}) => {
  await visit(page, address('/batch/'));
  const sleeps = await page.evaluate(() => {
    const train = [...document.querySelectorAll<HTMLElement>('#fig-sum-or-mean button')].find(
      ({ textContent }) => textContent === 'Train',
    )!;
    train.scrollIntoView();
    train.focus();
    train.click();
    return document.querySelector('#fig-sum-or-mean astro-island')!.hasAttribute('ssr');
  });
  expect(sleeps).toBe(true);
  const figure = page.locator('#fig-sum-or-mean');
  await expect(figure.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
});

test('what the keyboard comes to in the pictures does not lie behind the bar of buttons', async ({
  page,
}) => {
  await visit(page, address('/how-many-lines/'));
  const figure = page.locator('#fig-corners');
  await figure.scrollIntoViewIfNeeded();
  await expect(page.locator('#fig-corners astro-island:not([ssr])')).toBeAttached();
  const places = () =>
    figure.evaluate((root) => {
      const focus = document.activeElement!.closest('label')!.getBoundingClientRect();
      const bar = root.querySelector('.drive')!.getBoundingClientRect();
      return { focus: focus.bottom, bar: bar.top };
    });
  // The first stands at the window's lower end; those behind it come from below.
  await figure
    .locator('.panel-stage input:checked')
    .first()
    .evaluate((row) => {
      const { bottom } = row.getBoundingClientRect();
      scrollBy({ top: bottom - innerHeight, behavior: 'instant' });
      row.focus({ preventScroll: true });
    });
  for (let stop = 0; stop < 3; stop++) {
    await page.keyboard.press('Tab');
    await expect(figure.locator('.panel-stage :focus')).toBeAttached();
    await expect.poll(async () => (await places()).focus - (await places()).bar).toBeLessThan(1);
  }
});

test('on a page without figures a symbol’s bubble lies within the window too', async ({ page }) => {
  await visit(page, address('/notation/'));
  await page.keyboard.press('Shift'); // any sign of life will do
  const stop = page.locator('.symbol-stop');
  await expect(stop).toBeAttached();
  await stop.focus();
  const bubble = page.locator('#symbol-bubble');
  await expect(bubble).toBeVisible();
  await expect(bubble).toHaveCSS('display', 'flex');
  await expect
    .poll(() =>
      bubble.evaluate((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left >= 0 && right <= innerWidth;
      }),
    )
    .toBe(true);
});

test('who drops the kept run has the focus at the button that keeps one', async ({ page }) => {
  await visit(page, address('/playground/'));
  await expect(page.locator('astro-island:not([ssr]):has(.playground)')).toBeAttached();
  await page.getByText('Compare two').click();
  const keep = page.getByRole('button', { name: 'Keep as A' });
  await keep.press('Enter');
  await page.getByRole('button', { name: 'Drop A' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Drop A' })).toHaveCount(0);
  await expect(keep).toBeFocused();
});

test('who begins to draw has the focus at the tools', async ({ page }) => {
  await visit(page, address('/playground/'));
  await expect(page.locator('astro-island:not([ssr]):has(.playground)')).toBeAttached();
  await page.getByRole('button', { name: 'Draw on these' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.playground-draw :focus')).toBeAttached();
});
