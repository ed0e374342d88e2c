import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { address, figuresOf, pages, readToTheEnd, themes, visit } from './site.ts';

for (const path of pages)
  for (const theme of themes)
    test(`axe finds nothing serious on ${path} in the ${theme} theme, at rest and while training`, async ({
      page,
    }) => {
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme: theme });
      await visit(page, address(path));
      await readToTheEnd(page);
      expect(await serious(page)).toEqual([]);
      for (const id of figuresOf(path)) {
        const figure = page.locator(`#${id}`);
        const train = figure.getByRole('button', { name: 'Train', exact: true }).first();
        if ((await train.count()) === 0) continue;
        const atRest = await figure.locator('p[role=status]').first().innerText();
        await train.click();
        await expect(figure.locator('p[role=status]').first()).not.toHaveText(atRest);
        expect(await serious(page, `#${id}`), `${id}, while training`).toEqual([]);
        const pause = figure.getByRole('button', { name: 'Pause', exact: true }).first();
        if ((await pause.count()) > 0) await pause.click();
      }
    });

/** What axe finds in a part of the page: the serious is returned, the rest noted in the report. */
async function serious(page: Page, part?: string) {
  const axe = new AxeBuilder({ page }).withTags([
    ...['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  ]);
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  const found = violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({
      impact,
      what: `${id}: ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`,
    })),
  );
  const weighty = ({ impact }: { impact?: string | null | undefined }) =>
    impact === 'serious' || impact === 'critical';
  for (const { impact, what } of found.filter((each) => !weighty(each)))
    test.info().annotations.push({ type: `axe, ${impact}`, description: what });
  return found.filter(weighty).map(({ what }) => what);
}
