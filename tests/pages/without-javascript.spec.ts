import { expect, test } from '@playwright/test';
import { address, documentOf, figuresOf, pages } from './site.ts';

test.use({ javaScriptEnabled: false });

for (const path of pages)
  test(`${path} can be read without JavaScript: text, formulas, and a still for each figure`, async ({
    page,
  }) => {
    await page.goto(address(path));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const main = page.getByRole('main');
    expect((await main.innerText()).length).toBeGreaterThan(40);

    const formulas = documentOf(path).querySelectorAll('main .katex').length;
    expect(await main.locator('.katex > .katex-mathml > math').count()).toBe(formulas);

    for (const id of figuresOf(path)) {
      const figure = page.locator(`#${id}`);
      await expect(figure.locator('figcaption'), `${id} has its caption`).toBeVisible();
      const still = figure.locator('[role="img"][aria-label], img[alt]').first();
      await expect(still, `${id} has a still`).toBeVisible();
      const words =
        (await still.getAttribute('aria-label')) ?? (await still.getAttribute('alt')) ?? '';
      expect(words.length, `the still of ${id} is described: “${words}”`).toBeGreaterThan(20);
      const drawn = still.locator('path, circle, line').or(still.and(page.locator('img')));
      expect(await drawn.count(), `the still of ${id} shows something`).toBeGreaterThan(0);
    }
    const dead = await main.locator('figure').evaluateAll((figures) =>
      figures
        .flatMap((figure) => [...figure.querySelectorAll('button, input, select, [role="slider"]')])
        .filter((control) => control.checkVisibility({ visibilityProperty: true }))
        .map((control) => control.outerHTML.slice(0, 120)),
    );
    expect(dead, 'controls that nothing answers').toEqual([]);
    for (const island of await page.locator('main astro-island').all())
      expect(await island.innerHTML(), 'no island is empty').toMatch(/\S/);
  });
