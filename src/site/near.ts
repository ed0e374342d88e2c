import type { ClientDirective } from 'astro';
import { inTurn } from './in-turn.ts';

/**
 * A page that has just come is still being laid out and painted, by all that a small device has: figures
 * that wake meanwhile take twice as long, and hold the page up. In milliseconds.
 */
const rest = 300;
const rested = new Promise((done) => setTimeout(done, rest));

/**
 * `client:near`: an island's code is fetched when the island comes into view. To run that code and to
 * wake the island are then two tasks, and no two islands wake in one, so that the page is never held
 * longer than by the slowest part of one.
 */
const near: ClientDirective = (load, _options, island) => {
  // Who is already here need not wait, and what was pressed too early is pressed again.
  let pressed: Element | null | undefined;
  const listening = new AbortController();
  const asked = new Promise((done) => {
    for (const sign of ['focusin', 'pointerdown'])
      island.addEventListener(sign, done, { once: true, signal: listening.signal });
  });
  island.addEventListener(
    'click',
    ({ target }) => {
      pressed = (target as Element).closest('button');
    },
    { signal: listening.signal },
  );
  const view = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    view.disconnect();
    Promise.all([load(), Promise.race([rested, asked])]).then(([wake]) =>
      inTurn(async () => {
        listening.abort();
        await wake();
        const again = () =>
          pressed instanceof HTMLElement && pressed.isConnected && pressed.click();
        requestAnimationFrame(() => setTimeout(again)); // its effects have run then
      }),
    );
  });
  // The island itself has no box.
  for (const child of island.children) view.observe(child);
};
export default near;
