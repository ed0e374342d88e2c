import { expect, type Page, test } from '@playwright/test';
import { address, addressed, visit } from './site.ts';

/** Whether each block has been laid out, and how far below the article's top each stands, in CSS pixels. */
const standing = (page: Page) =>
  page.evaluate(() => {
    const article = document.querySelector('.sl-markdown-content') as Element;
    const top = article.getBoundingClientRect().top;
    const blocks = [...article.children].flatMap((block) =>
      block.localName === 'astro-island' ? [...block.children] : [block],
    );
    return blocks
      .filter((block) => block.getClientRects().length > 0)
      .map((block) => ({
        block: `${block.localName} ${block.textContent?.trim().slice(0, 30)}`,
        top: Math.round(block.getBoundingClientRect().top - top),
      }));
  });

/** Until the page has laid itself out as a whole. */
const wholly = (page: Page) =>
  page.waitForFunction(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        '.sl-markdown-content > *, .sl-markdown-content > astro-island > *',
      ),
    ]
      .filter((block) => !block.matches('astro-island, script, .tall'))
      .every(({ style }) => style.contentVisibility === 'visible'),
  );

for (const path of addressed) {
  test(`${path}: laid out bit by bit, every block comes to stand where it does when the page is laid out at once`, async ({
    page,
  }) => {
    await visit(page, address(path));
    await wholly(page);
    await page.evaluate(() => document.fonts.ready);
    const bitByBit = await standing(page);

    await page.goto('about:blank');
    await visit(page, address(`${path}#_top`));
    await page.evaluate(() => document.fonts.ready);
    expect(await page.locator('html[data-gradual]').count()).toBe(0);
    expect(bitByBit).toEqual(await standing(page));
  });
}

for (const width of [390, 1440]) {
  test(`at ${width} pixels a link into a page leads to its place while the page is still being laid out`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    // It never hears that it has loaded, so it goes on waiting.
    await page.addInitScript(() => {
      addEventListener('load', (event) => event.stopImmediatePropagation(), { capture: true });
    });
    await visit(page, address('/how-many-lines/'));
    await expect(page.locator('html[data-gradual]')).toHaveCount(1);
    const last = page.locator('.sl-markdown-content h2').last();
    const id = await last.getAttribute('id');
    expect(
      await page
        .locator('.sl-markdown-content > p')
        .last()
        .evaluate((block: HTMLElement) => getComputedStyle(block).contentVisibility),
      'not laid out before it is asked for',
    ).toBe('auto');
    await page.evaluate((id) => {
      document.querySelector<HTMLElement>(`a[href="#${id}"]`)?.click();
    }, id);
    const off = () =>
      last.evaluate((heading) => {
        const wanted = Number.parseFloat(getComputedStyle(heading).scrollMarginTop);
        const padding = Number.parseFloat(
          getComputedStyle(document.documentElement).scrollPaddingTop,
        );
        const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
        return isAtEnd ? 0 : heading.getBoundingClientRect().top - wanted - (padding || 0);
      });
    expect(Math.abs(await off())).toBeLessThan(4);
    await page.waitForTimeout(500);
    expect(Math.abs(await off()), 'and it stays there').toBeLessThan(4);
  });
}

test('a page that is come back to is laid out at once, so that it stands where it was left', async ({
  page,
}) => {
  await visit(page, address('/how-many-lines/'));
  await wholly(page);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
  const place = () => page.evaluate(() => scrollY);
  await expect.poll(place).toBeGreaterThan(1000);
  const left = await place();
  await page.reload();
  await expect(page.locator('html[data-gradual]')).toHaveCount(0);
  await expect.poll(place).toBeCloseTo(left, -1);
});
