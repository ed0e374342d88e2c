import { readdirSync, readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { address, source, themes, visit } from './site.ts';

// A listing is changed, run and restored, on the built site under its policy.

const slug = 'logistic-regression';
const open = async (page: Page, nth: number) => {
  const listing = page.locator('.source').nth(nth);
  await listing.getByRole('button', { name: 'Change it' }).click();
  await expect(listing.locator('textarea')).toBeFocused();
  return {
    listing,
    field: listing.locator('textarea'),
    state: listing.getByRole('status'),
    button: (name: string) => listing.getByRole('button', { name, exact: true }),
    verdicts: () => listing.locator('.cell-results tbody td:last-child').allTextContents(),
  };
};

test('every listing of the chapters can be changed once there is JavaScript', async ({ page }) => {
  await visit(page, address(`/${slug}/`));
  const listings = page.locator('.source');
  expect(await listings.count()).toBeGreaterThan(1);
  for (const listing of await listings.all())
    await expect(listing.getByRole('button', { name: 'Change it' })).toBeVisible();
  // Without it, a listing is a listing.
  expect(source(`/${slug}/`)).toMatch(/<button[^>]*class="source-change"[^>]* hidden/);
});

test('a listing is changed, run, kept over a reload and restored, by keyboard alone', async ({
  page,
}) => {
  const troubles = await visit(page, address(`/${slug}/`));
  await page.locator('.source').nth(0).getByRole('button', { name: 'Change it' }).focus();
  await page.keyboard.press('Enter');
  const listing = page.locator('.source').nth(0);
  const field = listing.locator('textarea');
  const state = listing.getByRole('status');
  await expect(field).toBeFocused();
  const original = await field.inputValue();
  expect(original).toContain('export const sigmoid');
  await expect(state).toHaveText('Change something, then press Run.');

  await page.keyboard.press('Control+A');
  await page.keyboard.type('export const sigmoid = (z: number): number => 0.5;');
  await expect(listing.locator('.cell-badge')).toHaveText('changed');
  await page.keyboard.press('Control+Enter');
  await expect(state).toContainText('5 of 6 results differ from the original’s.', {
    timeout: 20_000,
  });
  await expect(listing.locator('.cell-results')).toContainText('σ(−1000)');
  await expect(page.locator('iframe')).toHaveCount(0); // the sandbox is gone again

  await page.reload();
  await listing.scrollIntoViewIfNeeded();
  await expect(field).toHaveValue('export const sigmoid = (z: number): number => 0.5;');
  await expect(field).not.toBeFocused();
  await expect(state).toHaveText(
    'Changed, and kept in this browser. Nothing runs on it until you press Run.',
  );
  await expect(page.locator('iframe')).toHaveCount(0);

  await listing.getByRole('button', { name: 'Restore' }).focus();
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue(original);
  await listing.getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Enter');
  await expect(listing.getByRole('button', { name: 'Change it' })).toBeFocused();
  await page.reload();
  await listing.scrollIntoViewIfNeeded();
  await expect(listing.locator('textarea')).toHaveCount(0);
  expect(troubles).toEqual([]);
});

test('an error stands at its line, and an endless loop is stopped there; the text is kept', async ({
  page,
}) => {
  const troubles = await visit(page, address(`/${slug}/`));
  const { listing, field, state, button } = await open(page, 1);
  const original = await field.inputValue();
  for (const [slip, message] of [
    ['null.x;', 'TypeError'],
    ['const = 3;', 'SyntaxError'],
    ['for (;;);', 'still running'],
  ] as const) {
    const text = original.replace('  let sum = 0;', `  let sum = 0; ${slip}`);
    const line = text.split('\n').findIndex((each) => each.includes(slip)) + 1;
    await field.fill(text);
    await button('Run').click();
    await expect(state).toContainText(`Line ${line}: `, { timeout: 20_000 });
    await expect(state).toContainText(message);
    await expect(listing.locator('.code-line.wrong')).toHaveCount(1);
    await expect(field).toHaveValue(text);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(troubles).toEqual([]);
});

test('the figure trains by the changed gradient, says so, and goes back', async ({ page }) => {
  const troubles = await visit(page, address(`/${slug}/`));
  const { field, state, button } = await open(page, 1);
  // Uphill instead of downhill.
  await field.fill(
    (await field.inputValue()).replace(
      'probabilities[i]! - labels[i]!',
      'labels[i]! - probabilities[i]!',
    ),
  );
  await button('Run').click();
  await expect(state).toContainText('Figure 2.2 and Figure 2.3 of this page run on it', {
    timeout: 20_000,
  });
  const figure = page.locator('#fig-logistic-training');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toContainText('Its numbers are made by your changed forward, backward.');
  const lossOf = async () =>
    Number(
      /loss ([\d.]+)/.exec((await figure.getByRole('status').first().textContent()) ?? '')?.[1],
    );
  const start = await lossOf();
  for (let k = 0; k < 3; k++) await figure.getByRole('button', { name: 'Step' }).click();
  await expect(figure.getByRole('status').first()).toContainText('Step 3');
  expect(await lossOf()).toBeGreaterThan(start);

  await figure.getByRole('button', { name: 'Back to the original' }).click();
  await expect(figure).not.toContainText('Its numbers are made by');
  for (let k = 0; k < 3; k++) await figure.getByRole('button', { name: 'Step' }).click();
  await expect(figure.getByRole('status').first()).toContainText('Step 3');
  expect(await lossOf()).toBeLessThan(start);
  await expect(state).not.toContainText('runs on it');
  expect(troubles).toEqual([]);
});

test('the table of which class is taken for which counts by the changed listing', async ({
  page,
}) => {
  const troubles = await visit(page, address('/more-classes/'));
  const { field, state, button } = await open(page, 3);
  // Every point counts twice.
  await field.fill((await field.inputValue()).replace('+= 1', '+= 2'));
  await button('Run').click();
  await expect(state).toContainText('of this page runs on it', { timeout: 20_000 });
  const figure = page.locator('#fig-softmax-regions');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toContainText('Its numbers are made by your changed confusionMatrix.');
  const counted = async () =>
    (await figure.locator('.confusion-matrix td[aria-selected]').allTextContents())
      .map(Number)
      .reduce((sum, count) => sum + count, 0);
  await expect.poll(counted).toBe(2 * 120);
  // With another number of classes it is asked again.
  await figure.getByLabel('Classes K').fill('4');
  await expect.poll(counted).toBe(2 * 160);
  await figure.getByRole('button', { name: 'Back to the original' }).click();
  await expect.poll(counted).toBe(160);
  expect(troubles).toEqual([]);
});

for (const theme of themes)
  test(`a changed listing is accessible in the ${theme} theme, and fits 320 pixels`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 320, height: 800 });
    await visit(page, address(`/${slug}/`));
    const { listing, field, state, button } = await open(page, 1);
    await field.fill((await field.inputValue()).replace(' / n;', ';'));
    await button('Run').click();
    await expect(state).toContainText('2 of 4 results differ', { timeout: 20_000 });
    await listing.getByText('The difference, line by line').click();
    const { violations } = await new AxeBuilder({ page }).include('.source:has(.cell)').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    // Said as well as shown: which lines are changed.
    const describedBy = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const descriptions = await Promise.all(
      describedBy.map((id) => page.locator(`[id="${id}"]`).textContent()),
    );
    expect(descriptions[0]).toBe('Line 33 is not as in the original.');
    await expect(listing.locator('.code-line.changed')).toHaveCount(1);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
  });

/** Of each page the cells that drive figures, as src/exercise/cells describes them. */
const driving = readdirSync('src/exercise/cells')
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [
      ...readFileSync(`src/exercise/cells/${file}`, 'utf8').matchAll(
        /^ {2}'?([\w,]+)'?: \{\n {4}figures: \[('[^\]]+)\]/gm,
      ),
    ].map(([, id = '', figures = '']) => ({
      slug: file.replace('.ts', ''),
      id,
      figures: figures.replaceAll("'", '').split(', '),
    })),
  );

test('cells drive figures on most pages', () => {
  expect(driving.length).toBeGreaterThan(10);
});

for (const { slug: at, id, figures } of driving)
  test(`${id} of /${at}/, changed in a comment only, makes the figures as they were`, async ({
    page,
  }) => {
    const troubles = await visit(page, address(`/${at}/`));
    const sentences = new Map<string, string | null>();
    const sentence = (name: string) => page.locator(`#fig-${name} [role=status]`).first();
    for (const name of figures) {
      await page.locator(`#fig-${name}`).scrollIntoViewIfNeeded();
      await expect(page.locator(`#fig-${name} astro-island:not([ssr])`).first()).toBeAttached();
      sentences.set(name, await sentence(name).textContent());
    }
    const listing = page.locator(`.source[data-cell="${id}"]`);
    await listing.getByRole('button', { name: 'Change it' }).click();
    const field = listing.locator('textarea');
    await expect(field).toBeFocused();
    await field.fill(`${await field.inputValue()}\n// mine`);
    await listing.getByRole('button', { name: 'Run' }).click();
    await expect(listing.getByRole('status')).toContainText('of this page', { timeout: 30_000 });
    await expect(listing.getByRole('status')).toContainText(/same/);
    for (const name of figures) {
      const figure = page.locator(`#fig-${name}`);
      await figure.scrollIntoViewIfNeeded();
      await expect(figure).toContainText('Its numbers are made by your changed', {
        timeout: 90_000,
      });
      // What opens at the end of a run begins it again by the changed code, and what opens with the build's
      // networks counts those that it trains here.
      // A figure may say more: what the reader's function, which another of ours took to its end, comes to.
      if (!['more-layers', 'more-classes', 'how-many-lines'].includes(at))
        await expect(sentence(name)).toContainText(sentences.get(name) ?? '');
    }
    // The way back of one figure leads all of the cell's figures back.
    const last = page.locator(`#fig-${figures.at(-1)}`);
    await last.getByRole('button', { name: 'Back to the original' }).click();
    await expect(last.locator('.panel')).toBeFocused();
    for (const name of figures) {
      const figure = page.locator(`#fig-${name}`);
      await figure.scrollIntoViewIfNeeded();
      await expect(figure).not.toContainText('your changed');
      await expect(sentence(name)).toHaveText(sentences.get(name) ?? '');
    }
    expect(troubles).toEqual([]);
  });
