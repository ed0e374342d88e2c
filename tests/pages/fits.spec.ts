import { expect, test } from '@playwright/test';
import { address, pages, readToTheEnd, stickingOut, visit } from './site.ts';

for (const path of pages)
  test(`${path}: no line of the text begins with a comma or the like, and none tears a short formula`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await visit(page, address(path));
    const begun: string[] = [];
    const torn: string[] = [];
    for (let width = 320; width <= 440; width += 20) {
      await page.setViewportSize({ width, height: 800 });
      begun.push(...(await page.evaluate(linesBegunByPunctuation)));
      torn.push(...(await page.evaluate(tornFormulas)));
    }
    expect(begun).toEqual([]);
    expect(torn).toEqual([]);
  });

/** Where punctuation after a formula or a term stands on the next line, with the words that follow. */
function linesBegunByPunctuation() {
  const found: string[] = [];
  const texts = document.createTreeWalker(
    document.querySelector('main') ?? document,
    NodeFilter.SHOW_TEXT,
  );
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const before = text.previousSibling;
    const mark = /^[.,;:!?)\]’”…]/.exec(text.textContent ?? '');
    if (!mark || !(before instanceof Element)) continue;
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(text, 1);
    const sign = range.getBoundingClientRect();
    const last = [...before.getClientRects()].at(-1);
    if (last && sign.width > 0 && sign.top > last.bottom - 2)
      found.push(`${innerWidth} px: ${text.textContent?.slice(0, 40)}`);
  }
  return found;
}

/** Inline formulas of a third of a line, and operators of plain text with what stands beside them, in two lines. */
function tornFormulas() {
  const found: string[] = [];
  const inTwoLines = (boxes: readonly DOMRect[]) =>
    boxes.some(({ left }, i) => i > 0 && left < (boxes[i - 1] as DOMRect).left);
  const main = document.querySelector('main') ?? document;
  for (const formula of main.querySelectorAll('.katex:not(.katex-display .katex)')) {
    const boxes = [...formula.querySelectorAll('.katex-base')].map((base) =>
      base.getBoundingClientRect(),
    );
    const width = boxes.reduce((sum, box) => sum + box.width, 0);
    if (width < 110 && inTwoLines(boxes))
      found.push(`${innerWidth} px: ${formula.querySelector('.katex-html')?.textContent}`);
  }
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement?.closest('.katex, pre, code, script, style, svg, [aria-hidden]'))
      continue;
    for (const { 0: pair, index } of (text.textContent ?? '').matchAll(
      /(?<=^|\s)[^\s]{1,5}\s[−+=≥≤]\s[^\s]{1,5}(?=\s|$)/g,
    )) {
      const boxes = [...pair].flatMap((_, i) => {
        range.setStart(text as Text, index + i);
        range.setEnd(text as Text, index + i + 1);
        return [...range.getClientRects()].slice(0, 1);
      });
      if (inTwoLines(boxes)) found.push(`${innerWidth} px: ${pair}`);
    }
  }
  return found;
}

for (const path of pages)
  test(`${path}: a tall formula is as high as it says before it is laid out`, async ({ page }) => {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await visit(page, address(path));
      await page.evaluate(() => document.fonts.ready);
      const heights = () =>
        page
          .locator('.katex-display.tall')
          .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
      const said = await heights();
      await readToTheEnd(page);
      const laidOut = await heights();
      const apart = laidOut.map((height, i) => Math.abs(height - (said[i] as number)));
      expect(Math.max(0, ...apart)).toBeLessThan(0.5);
    }
  });

for (const path of pages)
  test(`${path} fits a phone of 390 pixels, and of 320`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await visit(page, address(path));
    await readToTheEnd(page);
    expect(await stickingOut(page)).toEqual([]);
    expect(await page.evaluate(cutFormulas)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await readToTheEnd(page);
    expect(await stickingOut(page)).toEqual([]);
  });

/** Formulas on lines of their own that a reader would have to scroll sideways. */
function cutFormulas() {
  return [...document.querySelectorAll('.katex-display')]
    .filter((formula) => formula.scrollWidth > formula.clientWidth + 1)
    .map((formula) => formula.querySelector('.katex-html')?.textContent);
}
