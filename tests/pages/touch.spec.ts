import { type CDPSession, expect, type Locator, type Page, test } from '@playwright/test';
import { address, documentOf, pages, readToTheEnd, visit } from './site.ts';

// With the touches of a finger, as the browser gets them from a screen: a pointer event that a test makes
// itself cannot tell whether the page would have scrolled instead.

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

/** Puts a finger down and moves it, in small steps; the last pointer event says whether it was let. */
async function swipe(page: Page, screen: CDPSession, from: [number, number], by: [number, number]) {
  await page.evaluate(() => {
    const ends = ['pointerup', 'pointercancel'];
    for (const end of ends)
      addEventListener(end, () => document.body.setAttribute('data-end', end), { capture: true });
  });
  const at = (share: number) => [{ x: from[0] + share * by[0], y: from[1] + share * by[1] }];
  const send = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    touchPoints: { x: number; y: number }[],
  ) => screen.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', at(0));
  for (let i = 1; i <= 8; i++) await send('touchMove', at(i / 8));
  await send('touchEnd', []);
  await expect(page.locator('body[data-end]')).toBeAttached();
  return page.locator('body').getAttribute('data-end');
}
const middleOf = async (node: Locator): Promise<[number, number]> => {
  await node.evaluate((element) =>
    element.scrollIntoView({ block: 'center', behavior: 'instant' }),
  );
  const { x, y, width, height } = (await node.boundingBox())!;
  return [x + width / 2, y + height / 2];
};

for (const [path, where, what] of [
  ['/linear-classifiers/', '#question-linear-classifiers-nearest', '.handle'],
  ['/linear-classifiers/', '#fig-line-by-hand', '.handle'],
  ['/second-layer/', '#fig-network-by-hand', '.drag-number'],
  ['/more-classes/', '#fig-softmax', '.handle'],
] as const)
  test(`${path}: a finger drags the first ${what} of ${where} up, and the page stays`, async ({
    page,
  }) => {
    await visit(page, address(path));
    const screen = await page.context().newCDPSession(page);
    const place = page.locator(where);
    await place.scrollIntoViewIfNeeded();
    await expect(
      page.locator(`astro-island:not([ssr]):has(${where}), ${where} astro-island:not([ssr])`),
    ).toBeAttached();
    const handle = place.locator(what).first();
    const before = await handle.getAttribute('aria-valuetext');
    const from = await middleOf(handle);
    const top = await page.evaluate(() => scrollY);
    expect(await swipe(page, screen, from, [0, -40])).toBe('pointerup');
    expect(await handle.getAttribute('aria-valuetext')).not.toBe(before);
    expect(await page.evaluate(() => scrollY)).toBe(top);
  });

test('a finger leads the threshold along its curve, sideways too, and the keys take it out to where it is flat', async ({
  page,
}) => {
  await visit(page, address('/logistic-regression/'));
  const screen = await page.context().newCDPSession(page);
  const figure = page.locator('#fig-sigmoid-threshold');
  await figure.scrollIntoViewIfNeeded();
  await expect(page.locator('#fig-sigmoid-threshold astro-island:not([ssr])')).toBeAttached();
  const handle = figure.locator('.handle');
  const said = async () =>
    Number(/θ = (\d\.\d\d)/.exec((await handle.getAttribute('aria-valuetext'))!)![1]);
  const from = await middleOf(handle);
  expect(await swipe(page, screen, from, [60, 0])).toBe('pointerup');
  expect(await said()).toBeGreaterThan(0.6);
  const to = (await handle.boundingBox())!;
  expect(to.x + to.width / 2 - from[0]).toBeGreaterThan(8);
  await handle.focus();
  await page.keyboard.press('End');
  expect(await said()).toBe(0.99);
  await page.keyboard.press('Shift+ArrowLeft');
  expect(await said()).toBe(0.98);
  await page.keyboard.press('Home');
  expect(await said()).toBe(0.01);
});

test('a finger between the two parts of a fraction, or beside a small letter, asks for the nearest symbol', async ({
  page,
}) => {
  await visit(page, address('/backpropagation/'));
  await page.touchscreen.tap(5, 300); // any sign of life will do
  await expect(page.locator('.symbol-stop')).toBeAttached();
  const bubble = page.locator('#symbol-bubble');
  const asked = page.locator('.symbol-now');

  const fraction = page.locator('main .katex-display .mfrac:has([data-symbol="nudge"])').first();
  const bar = await middleOf(fraction.locator('.frac-line').first());
  const isBetween = ([x, y]: [number, number]) =>
    document.elementFromPoint(x, y)?.closest('[data-symbol]') === null;
  expect(await page.evaluate(isBetween, bar)).toBe(true);
  await page.touchscreen.tap(...bar);
  await expect(bubble).toBeVisible();
  await expect(fraction.locator('.symbol-now')).toBeAttached();

  const letter = page.locator('main p .katex [data-symbol="nudge"]').first();
  const [x, y] = await middleOf(letter);
  const beside: [number, number] = [x, y + (await letter.boundingBox())!.height / 2 + 7];
  await page.touchscreen.tap(...beside);
  await expect(asked).toHaveAttribute('data-symbol', 'nudge');
  await page.touchscreen.tap(x, 3); // far from any
  await expect(bubble).toBeHidden();
});

test('beside the handles a finger scrolls the page', async ({ page }) => {
  await visit(page, address('/more-classes/'));
  const screen = await page.context().newCDPSession(page);
  const chart = page.locator('#fig-softmax .chart').first();
  await chart.scrollIntoViewIfNeeded();
  await middleOf(chart);
  const { x, y, width, height } = (await chart.boundingBox())!;
  expect(await swipe(page, screen, [x + 0.93 * width, y + 0.5 * height], [0, -80])).toBe(
    'pointercancel',
  );
});

test('a tap chooses a cell of a map, and over the cells a finger scrolls', async ({ page }) => {
  await visit(page, address('/how-many-lines/'));
  const screen = await page.context().newCDPSession(page);
  const figure = page.locator('#fig-thousand-networks');
  await figure.scrollIntoViewIfNeeded();
  await expect(page.locator('#fig-thousand-networks astro-island:not([ssr])')).toBeAttached();
  const stop = figure.locator('.cell-stop');
  await page.touchscreen.tap(...(await middleOf(figure.locator('.cell').first())));
  // The rate is said as the axis says it.
  await expect(stop).toHaveAttribute('aria-valuetext', /rate 0\.2: /);
  const chosen = (await stop.getAttribute('aria-valuetext'))!;
  const from = await middleOf(figure.locator('.cell').nth(10));
  const top = await page.evaluate(() => scrollY);
  expect(await swipe(page, screen, from, [0, -120])).toBe('pointercancel');
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(top);
  await expect(stop).toHaveAttribute('aria-valuetext', chosen);
});

for (const path of pages.filter((path) => documentOf(path).querySelector('.drive')))
  test(`${path}: a bar that stays in the window covers a sixth of it at most, and each of its controls can be met`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    await visit(page, address(path));
    for (const { width, height } of [
      { width: 320, height: 568 },
      { width: 568, height: 320 },
      { width: 390, height: 664 },
    ]) {
      await page.setViewportSize({ width, height });
      const bars = await page.evaluate(() =>
        [...document.querySelectorAll('.drive')].map((bar) => ({
          stays: getComputedStyle(bar).position === 'sticky',
          height: bar.getBoundingClientRect().height,
          tooSmall: [...bar.querySelectorAll('button, input')].filter((control) => {
            const { width, height } = control.getBoundingClientRect();
            return width < 24 || height < 24;
          }).length,
          rows: new Set(
            [...bar.querySelectorAll('.transport button')].map(
              (button) => button.getBoundingClientRect().top,
            ),
          ).size,
        })),
      );
      for (const bar of bars) {
        if (bar.stays) expect(bar.height, `${width} × ${height}`).toBeLessThan(height / 6);
        expect(bar).toMatchObject({ tooSmall: 0, rows: 1 });
      }
    }
  });

test('the button that copies a listing is not over its code', async ({ page }) => {
  await visit(page, address('/loss/'));
  for (const listing of await page.locator('.source').all()) {
    await listing.scrollIntoViewIfNeeded();
    const copy = (await listing.locator('.copy button').boundingBox())!;
    const code = (await listing.locator('pre').boundingBox())!;
    const change = (await listing.locator('.source-change').boundingBox())!;
    expect(copy.height).toBeGreaterThanOrEqual(24);
    expect(copy.y + copy.height).toBeLessThanOrEqual(code.y + 1);
    expect(copy.x + copy.width).toBeLessThanOrEqual(change.x);
  }
});

for (const path of ['/second-layer/', '/bend-the-space/', '/playground/', '/batch/'])
  test(`${path}: the letters of a field are large enough that no phone zooms in`, async ({
    page,
  }) => {
    await visit(page, address(path));
    await readToTheEnd(page);
    const open = page.getByRole('button', { name: 'Open the editor' }).first();
    if (await open.count()) {
      await open.click();
      await expect(page.locator('.code-box textarea').first()).toBeVisible();
      await expect(page.locator('.code-keys')).toBeHidden(); // there is no key to press
    }
    const small = await page
      .locator('input:not([type=range], [type=radio], [type=checkbox]), select, textarea')
      .evaluateAll(
        (fields) =>
          fields.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).length,
      );
    expect(small).toBe(0);
  });

test('under a figure no tool stands alone on a line', async ({ page }) => {
  await visit(page, address('/linear-classifiers/'));
  const share = page.locator('#fig-line-by-hand .panel-share button');
  const [link, embed] = [(await share.nth(0).boundingBox())!, (await share.nth(1).boundingBox())!];
  expect(embed.y).toBe(link.y);
});

for (const path of ['/second-layer/', '/first-layer/', '/progress/'])
  test(`${path}: words to ask, numbers of figures and titles are 24 pixels high`, async ({
    page,
  }) => {
    await visit(page, address(path));
    const heights = await page
      .locator('.term > button, .figure-number, .glance-title')
      .evaluateAll((all) => all.map((each) => each.getClientRects()[0]?.height ?? 24));
    expect(heights.length).toBeGreaterThan(0);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
  });

test('a press on Train moves nothing in figure 14.1', async ({ page }) => {
  await visit(page, address('/more-layers/'));
  const figure = page.locator('#fig-depth');
  await figure.scrollIntoViewIfNeeded();
  const words = figure.locator('.layer-space-words').first();
  await expect(words).toContainText('%'); // at rest
  const height = () => figure.locator('.panel-stage').evaluate((stage) => stage.clientHeight);
  const before = await height();
  await figure.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(words).toContainText('…');
  expect(await height()).toBe(before);
});

test('an editor of many functions is named by the first and a number', async ({ page }) => {
  await visit(page, address('/first-layer/'));
  const listing = page.locator('.source').nth(1);
  await listing.getByRole('button', { name: 'Change it' }).click();
  await expect(listing.getByRole('textbox')).toHaveAccessibleName(
    /^\w+ and 5 more, to be changed$/,
  );
});
