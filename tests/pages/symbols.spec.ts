import { expect, type Page, test } from '@playwright/test';
import { address, documentOf, embeds, pages, readToTheEnd, visit } from './site.ts';

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
});

test('Enter leads to the links of what is said, Escape back; whoever does not press it does not meet them', async ({
  page,
}) => {
  await openChapter(page);
  const stop = page.locator('.symbol-stop');
  await stop.focus();
  await expect(bubble(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(bubble(page)).toBeHidden();
  await expect(stop).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(stop).toBeFocused();
  await expect(bubble(page)).toBeVisible();
  await page.keyboard.press('Enter');
  const links = bubble(page).getByRole('link');
  await expect(links.first()).toBeFocused();
  for (let i = 1; i < (await links.count()); i++) {
    await page.keyboard.press('Tab');
    await expect(links.nth(i)).toBeFocused();
  }
  await page.keyboard.press('Escape');
  await expect(stop).toBeFocused();
  await expect(bubble(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bubble(page)).toBeHidden();
  await expect(stop).toBeFocused();
});

test('whoever tabs through a chapter meets the stop once, and finds it close behind', async ({
  page,
}) => {
  await visit(page, address('/first-layer/'));
  await readToTheEnd(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.keyboard.press('Shift');
  await expect(page.locator('.symbol-stop')).toBeAttached();
  const where = () =>
    page.evaluate(() => {
      const { activeElement: at, body } = document;
      if (at?.classList.contains('symbol-stop')) return 'stop';
      return at === body ? 'outside' : at?.closest('main') ? 'text' : 'frame';
    });
  /** How often the stop is met until the focus leaves the text, going one way. */
  const walk = async (key: string) => {
    let met = 0;
    let steps = 0;
    for (let began = false; steps < 400; steps++) {
      await page.keyboard.press(key);
      const at = await where();
      if (at === 'stop') met += 1;
      if (at === 'text' || at === 'stop') began = true;
      else if (began) break;
    }
    return { met, steps };
  };
  const down = await walk('Tab');
  expect(down.met).toBe(1);
  expect(down.steps).toBeGreaterThan(40);

  // From a control in the middle it is close behind; whoever goes on up has passed it again.
  await page.locator('#fig-first-layer').getByRole('slider').first().focus();
  let back = 0;
  while ((await where()) !== 'stop' && back < 12) {
    await page.keyboard.press('Shift+Tab');
    back += 1;
  }
  expect(await where()).toBe('stop');
  expect((await walk('Shift+Tab')).met).toBe(0);
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

test('every letter of every formula inside a figure says what it means', () => {
  const silent: string[] = [];
  let letters = 0;
  for (const path of [...pages, ...embeds])
    for (const formula of documentOf(path).querySelectorAll('figure .katex-html'))
      for (const leaf of formula.querySelectorAll('*')) {
        const text = leaf.children.length === 0 ? (leaf.textContent ?? '') : '';
        if (!/\p{L}/u.test(text) || leaf.closest('.text')) continue;
        letters += 1;
        if (!leaf.closest('[data-symbol]'))
          silent.push(`${path}: ${text} in ${formula.textContent}`);
      }
  expect(silent).toEqual([]);
  expect(letters).toBeGreaterThan(300);
});

/** The page of backpropagation, its figure awake and in view. */
async function openBackprop(page: Page) {
  await visit(page, address('/backpropagation/'));
  await page.locator('#fig-backprop').scrollIntoViewIfNeeded();
  await page.locator('#fig-backprop astro-island:not([ssr])').first().waitFor();
  await page.keyboard.press('Shift');
  await expect(page.locator('.symbol-stop')).toBeAttached();
  return page.locator('#fig-backprop');
}

test('a symbol inside a figure lights what it did and says what it means', async ({ page }) => {
  const figure = await openBackprop(page);
  const formula = figure.locator('.backprop-formulas');
  await formula.locator('[data-symbol="h"], [data-symbol="s1"]').first().hover();
  await expect(bubble(page)).toContainText('preactivations');
  await expect(bubble(page)).toContainText(/Now in Figure 10\.\d: \[/);
  await expect(formula.locator('[data-term="s1"][data-lit]').first()).toBeVisible();
  await expect(figure.locator('.backprop-node.lit').first()).toBeVisible();

  // Pressing a term of a chain goes to its step, and the bubble is out of the way.
  const term = figure.getByRole('button', { name: '∂ŷ/∂s₂' }).first();
  await term.hover();
  await expect(bubble(page)).toContainText('derivative');
  await term.click();
  await expect(figure.getByRole('status')).toContainText('∂ŷ/∂s₂ = ŷ(1 − ŷ)');
  await expect(bubble(page)).toBeHidden();
});

test('the arrow keys lead into a figure, whose own order of stops stays as it is', async ({
  page,
}) => {
  const figure = await openBackprop(page);
  const stops = () => figure.locator('astro-island [tabindex="0"], astro-island button').count();
  const before = await stops();
  await page.locator('.symbol-stop').focus();
  /** Which way the figure's formula lies, 0 inside it. */
  const way = () =>
    page.evaluate(() => {
      const formula = document.querySelector('.backprop-step') as Element;
      const at = formula.compareDocumentPosition(document.querySelector('.symbol-now') as Element);
      if (at & Node.DOCUMENT_POSITION_CONTAINED_BY) return 0;
      return at & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;
    });
  for (let i = 0, to = await way(); i < 150 && to !== 0; i++, to = await way())
    await page.keyboard.press(to > 0 ? 'ArrowRight' : 'ArrowLeft');
  expect(await way()).toBe(0);
  await expect(page.locator('.symbol-stop')).toBeFocused();
  expect(await stops()).toBe(before);
  // The figure goes on to another formula: the stop finds a symbol that is still there.
  await figure.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(bubble(page)).toBeHidden();
  await page.locator('.symbol-stop').focus();
  await expect(bubble(page)).toBeVisible();
  expect(await page.locator('.symbol-now').count()).toBe(1);
});
