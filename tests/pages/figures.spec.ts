import { expect, type Locator, type Page, test } from '@playwright/test';
import { decode } from 'fast-png';
import { address, documentOf, everyFigure, readToTheEnd, visit } from './site.ts';

test('every figure that trains or is dragged has a Reset', () => {
  const without = everyFigure().filter(({ path, id }) => {
    const figure = documentOf(path).getElementById(id)!;
    const names = [...figure.querySelectorAll('button')].map(({ textContent }) => textContent);
    const changes = names.includes('Train') || figure.querySelector('.handle, .drag-number');
    return changes && !names.includes('Reset');
  });
  expect(without).toEqual([]);
});

for (const { path, id } of everyFigure()) {
  test.describe(`${id} on ${path}`, () => {
    let figure: Locator;
    let status: Locator;
    let troubles: string[];

    test.beforeEach(async ({ page }) => {
      troubles = await visit(page, address(path));
      await readToTheEnd(page);
      figure = page.locator(`#${id}`);
      // Not by role alone: the value beside a slider is an output, and has that role too.
      status = figure.locator('p[role=status]').first();
      await figure.scrollIntoViewIfNeeded();
    });
    test.afterEach(() => expect(troubles).toEqual([]));

    const button = (name: string) => figure.getByRole('button', { name, exact: true }).first();

    test('has a number, a caption and a sentence on where it stands', async () => {
      await expect(figure.locator('figcaption')).toHaveText(/^\s*Figure \d+\s*\S.{20,}/s);
      await expect(status).toHaveText(/\S/);
    });

    test('lets Tab reach every control, and shows where the focus is', async ({ page }) => {
      const wanted = await controls(figure);
      await page.evaluate((name) => {
        const start = document.getElementById(name) as HTMLElement;
        start.tabIndex = -1;
        start.focus();
      }, id);
      const reached: string[] = [];
      const unseen: string[] = [];
      for (;;) {
        await page.keyboard.press('Tab');
        const name = await focused(page, id);
        if (name === undefined) break;
        if (reached.includes(name)) throw new Error(`The focus is caught: it is at ${name} again.`);
        reached.push(name);
        if (!(await showsFocus(page))) unseen.push(name);
      }
      expect(reached.sort()).toEqual(wanted.sort());
      expect(unseen, 'controls without a visible focus').toEqual([]);
    });

    test('moves every handle and slider by the arrow keys', async ({ page }) => {
      const movable = figure.getByRole('slider');
      const stuck: string[] = [];
      for (const slider of await movable.all()) {
        if (!(await slider.isVisible()) || (await slider.isDisabled())) continue;
        await slider.focus();
        const before = await place(slider);
        let after = before;
        for (const way of ['Right', 'Up', 'Left', 'Down']) {
          if (after !== before) break;
          await page.keyboard.press(`Arrow${way}`);
          after = await place(slider);
        }
        if (after === before) stuck.push(before);
      }
      expect(stuck).toEqual([]);
    });

    test('trains by keyboard, and Reset brings back the same start and the same run', async ({
      page,
    }) => {
      test.skip((await button('Train').count()) === 0, 'it does not train');
      // A figure may open with the trained model: its start is where Reset leads.
      await button('Reset').press('Enter');
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const first = await status.innerText();
      await button('Train').focus();
      await page.keyboard.press('Enter');
      await expect(status).not.toHaveText(first);
      const pause = button('Pause');
      if ((await pause.count()) > 0) await pause.press('Enter');
      await button('Reset').press('Enter');
      await expect(status).toHaveText(first);

      const run = async () => {
        for (let k = 0; k < 3; k++) {
          const before = await status.innerText();
          await button('Step').press('Enter');
          await expect(status).not.toHaveText(before);
        }
        return status.innerText();
      };
      const once = await run();
      await button('Reset').press('Enter');
      await expect(status).toHaveText(first);
      expect(await run()).toBe(once);
    });
  });
}

/**
 * The controls that Tab should reach, by name. Of a group of radio buttons, and of a group in which
 * one control has the tab stop for all, it reaches one: the arrow keys reach the others.
 */
function controls(figure: Locator) {
  return figure.evaluate((root) => {
    const selector =
      'a[href], button, input, select, textarea, summary, [role="slider"], [role="button"], [tabindex="0"]';
    const groups = new Set<string>();
    return [...root.querySelectorAll<HTMLElement>(selector)]
      .filter((node) => node.checkVisibility({ visibilityProperty: true }))
      .filter((node) => !(node as HTMLButtonElement).disabled && !node.closest('fieldset:disabled'))
      .filter(
        (node) =>
          node.tabIndex >= 0 ||
          !node.closest('[role="group"], [role="toolbar"]')?.querySelector('[tabindex="0"]'),
      )
      .filter((node) => {
        if (!(node instanceof HTMLInputElement) || node.type !== 'radio') return true;
        const fresh = !groups.has(node.name);
        groups.add(node.name);
        return fresh;
      })
      .map((node) => {
        const all = [...root.querySelectorAll('*')];
        if (node instanceof HTMLInputElement && node.type === 'radio') return `radio ${node.name}`;
        return `${node.localName} ${all.indexOf(node)} ${node.getAttribute('aria-label') ?? node.textContent?.trim().slice(0, 40)}`;
      });
  });
}

/** The control with the focus, named as by `controls`; undefined once the focus has left the figure. */
function focused(page: Page, id: string) {
  return page.evaluate((name) => {
    const root = document.getElementById(name) as HTMLElement;
    const node = document.activeElement;
    if (!node || !root.contains(node) || node === root) return undefined;
    if (node instanceof HTMLInputElement && node.type === 'radio') return `radio ${node.name}`;
    const at = [...root.querySelectorAll('*')].indexOf(node);
    return `${node.localName} ${at} ${node.getAttribute('aria-label') ?? node.textContent?.trim().slice(0, 40)}`;
  }, id);
}

/**
 * Whether the focus can be seen: around the control, with and without it, enough pixels change by a
 * contrast of 3:1 or more, at least as many as half the control's outline has.
 */
async function showsFocus(page: Page) {
  const box = await page.evaluate(() => {
    const node = document.activeElement as HTMLElement;
    // A radio button or check box may be drawn by what stands beside it.
    const drawn = node.closest('label') ?? node;
    drawn.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { x, y, width, height } = drawn.getBoundingClientRect();
    return { x, y, width, height };
  });
  const margin = 8;
  const clip = {
    x: Math.max(0, box.x - margin),
    y: Math.max(0, box.y - margin),
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  };
  const picture = () => page.screenshot({ clip, animations: 'disabled' });
  const withFocus = await picture();
  const node = await page.evaluateHandle(() => {
    const active = document.activeElement as HTMLElement;
    active.blur();
    return active;
  });
  const without = await picture();
  await node.evaluate((active) => active.focus({ preventScroll: true }));
  return changed(decode(withFocus), decode(without)) >= box.width + box.height;
}

type Picture = ReturnType<typeof decode>;

function changed(a: Picture, b: Picture) {
  if (a.width !== b.width || a.height !== b.height)
    throw new Error('The control changed its size.');
  let count = 0;
  for (let i = 0; i < a.data.length; i += a.channels) {
    const [light, dark] = [luminance(a.data, i), luminance(b.data, i)].sort((p, q) => q - p);
    if (((light as number) + 0.05) / ((dark as number) + 0.05) >= 3) count++;
  }
  return count;
}

/** Relative luminance of an sRGB pixel, 0 to 1 (WCAG 2.2). */
function luminance(data: Picture['data'], at: number) {
  const [r, g, b] = [0, 1, 2].map((k) => {
    const c = (data[at + k] as number) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r as number) + 0.7152 * (g as number) + 0.0722 * (b as number);
}

/** Where a slider or a handle stands, for a person who hears it. */
function place(slider: Locator) {
  return slider.evaluate(async (node) => {
    for (let k = 0; k < 2; k++) await new Promise(requestAnimationFrame); // until it is drawn anew
    const value = node instanceof HTMLInputElement ? node.value : '';
    const said = ['aria-label', 'aria-valuetext', 'aria-valuenow'].map((name) =>
      node.getAttribute(name),
    );
    return [value, ...said].join(' · ');
  });
}
