import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { address, pages, readToTheEnd } from './site.ts';

/** The budget in kB of gzipped JavaScript: before a figure is near, and in all. */
const [before, inAll] = [45, 160];

for (const path of pages)
  test(`${path} loads at most ${before} kB of JavaScript before a figure is near, ${inAll} kB in all, and not what the browser knows of languages`, async ({
    page,
  }) => {
    // Where a number is formatted by the browser for the first time, it takes 15 to 40 ms (src/data/whole.ts).
    await page.addInitScript(() => {
      const count = () => {
        document.documentElement.dataset['formatted'] = 'yes';
      };
      Intl.NumberFormat = new Proxy(Intl.NumberFormat, {
        construct: (made, given: []) => {
          count();
          return new made(...given);
        },
      });
      const { toLocaleString: formatted } = Number.prototype;
      Number.prototype.toLocaleString = function (this: number, ...given: []) {
        count();
        return formatted.apply(this, given);
      };
    });
    const scripts = new Set<string>();
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (/\.m?js$/.test(pathname)) scripts.add(pathname);
    });
    const kilobytes = () =>
      [...scripts].reduce((sum, file) => sum + gzipSync(readFileSync(`dist${file}`)).length, 0) /
      1000;
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(address(path), { waitUntil: 'networkidle' });
    const islandInView = await page.evaluate(() =>
      [...document.querySelectorAll('main astro-island > *')].some(
        (node) => node.getBoundingClientRect().top < innerHeight,
      ),
    );
    if (!islandInView) expect(kilobytes(), [...scripts].join('\n')).toBeLessThanOrEqual(before);
    await readToTheEnd(page);
    await page.waitForLoadState('networkidle');
    expect(kilobytes(), [...scripts].join('\n')).toBeLessThanOrEqual(inAll);
    await expect(page.locator('html')).not.toHaveAttribute('data-formatted');
  });
