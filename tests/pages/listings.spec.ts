import { expect, type Locator, type Page, test } from '@playwright/test';
import { address, documentOf, figuresOf, pages, visit } from './site.ts';

// One rule for every listing that a reader can change, found on the built pages by itself: changed and run, it
// changes numbers that the page shows, and the page says so; restored, it leaves every digit as it was.

const listings = pages.flatMap((path) =>
  [...documentOf(path).querySelectorAll<HTMLElement>('.source')].map((source) => ({
    path,
    id: source.getAttribute('data-cell') ?? '',
  })),
);

test('every listing of the chapters can be changed', () => {
  expect(listings.length).toBeGreaterThan(20);
  for (const { path, id } of listings) expect(id, path).not.toBe('');
});

/** Small changes of a program, such as a slip makes, each at one place; many cannot be run, or change nothing. */
function slips(text: string): string[] {
  const rules: readonly (readonly [RegExp, (found: string) => string])[] = [
    [/ [-+*/] /g, (sign) => ({ ' + ': ' - ', ' - ': ' + ', ' * ': ' + ', ' / ': ' * ' })[sign]!],
    [/ [-+]= /g, (sign) => (sign === ' += ' ? ' -= ' : ' += ')],
    [/ >=? | === /g, (sign) => (sign === ' === ' ? ' !== ' : ' < ')],
    [/Math\.(?:max|min)/g, (name) => (name === 'Math.max' ? 'Math.min' : 'Math.max')],
    [/(?<=[(,] ?)[\w.!]+(?=\))/g, (argument) => `${argument} + 1`],
    [/=> -/g, () => '=> '],
    [/(?<==> )\w+(?=[,;])/g, (value) => `2 * ${value}`],
    [/\.\.\.[\w.]+(?=[,)])/g, (list) => `${list}.map((each) => -each)`],
    [/(?<![\w.])\d+(?![\w.])/g, (number) => String(Number(number) + 1)],
  ];
  return rules.flatMap(([pattern, instead]) =>
    [...text.matchAll(pattern)]
      .reverse()
      .map(
        ({ 0: found, index }) =>
          text.slice(0, index) + instead(found) + text.slice(index + found.length),
      ),
  );
}

/** All that a figure says and draws, once it rests. */
async function said(figure: Locator): Promise<string> {
  const read = () =>
    figure.evaluate((element) => {
      const texts = element.querySelectorAll('.panel-stage, .status, .notices');
      const shapes = element.querySelectorAll('.panel-stage path, .panel-stage circle');
      return [
        ...[...texts].map(({ textContent }) => textContent),
        ...[...shapes].map((shape) => ['d', 'cx', 'cy'].map((name) => shape.getAttribute(name))),
      ].join('\n');
    });
  let now = await read();
  let alike = 0; // reads one after the other; a run that is made slice by slice is still for moments
  await expect
    .poll(
      async () => {
        const before = now;
        now = await read();
        alike = now === before ? alike + 1 : 0;
        return alike;
      },
      { intervals: [100], timeout: 30_000 },
    )
    .toBeGreaterThanOrEqual(3);
  return now;
}

const stepOf = (figure: Locator) =>
  figure.getByRole('button', { name: 'Step', exact: true }).first();

async function wake(page: Page, name: string): Promise<Locator> {
  const figure = page.locator(`#${name}`);
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('astro-island:not([ssr])').first()).toBeAttached();
  return figure;
}

for (const { path, id } of listings)
  test(`${id} of ${path}, changed, changes what the page shows; restored, not a digit`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    // The originals, on a page of their own.
    const other = await page.context().newPage();
    await visit(other, address(path));
    const before = new Map<string, string>();
    const stepped = new Map<string, string>();
    const pressed = new Set<string>();
    for (const name of figuresOf(path)) {
      const figure = await wake(other, name);
      before.set(name, await said(figure));
      if (!(await stepOf(figure).isVisible())) continue;
      await stepOf(figure).click();
      stepped.set(name, await said(figure));
    }
    await other.close();
    const troubles = await visit(page, address(path));

    const listing = page.locator(`.source[data-cell="${id}"]`);
    await listing.getByRole('button', { name: 'Change it' }).click();
    const field = listing.locator('textarea');
    await expect(field).toBeFocused();
    const state = listing.getByRole('status');
    const driven: string[] = [];
    for (const text of slips(await field.inputValue())) {
      await field.fill(text);
      await listing.getByRole('button', { name: 'Run' }).click();
      await expect(state).not.toContainText('Running', { timeout: 20_000 });
      await expect(state).not.toContainText('until you press Run');
      if (!/differ|something else/.test((await state.textContent()) ?? '')) continue;
      await expect(state).toContainText(/of this page runs? on it/);
      const names = await state
        .locator('a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')!.slice(1)));
      for (const name of names) {
        const figure = await wake(page, name);
        await expect(figure).toContainText('Its numbers are made by your changed', {
          timeout: 60_000,
        });
        if ((await said(figure)) !== before.get(name)) driven.push(name);
      }
      // What makes the steps is not seen before there is one.
      for (const name of driven.length > 0 ? [] : names.filter((each) => stepped.has(each))) {
        const figure = await wake(page, name);
        await stepOf(figure).click();
        pressed.add(name);
        if ((await said(figure)) !== stepped.get(name)) driven.push(name);
      }
      if (driven.length > 0) break;
    }
    expect(driven, 'a figure of the page shows other numbers').not.toEqual([]);
    await expect(listing.locator('.cell-badge')).toHaveText('changed');
    await expect(listing.locator('.cell-results')).toContainText('≠ differs');

    await listing.getByRole('button', { name: 'Restore' }).click();
    await expect(page.locator('.panel-changed')).toHaveCount(0);
    for (const [name, digits] of before) {
      const figure = await wake(page, name);
      // Where a step was made, by the original it is that step, or the run is at its start again.
      const originals = pressed.has(name) ? [digits, stepped.get(name)] : [digits];
      await expect
        .poll(async () => originals.includes(await said(figure)), {
          message: name,
          timeout: 30_000,
        })
        .toBe(true);
    }
    expect(troubles).toEqual([]);
  });
