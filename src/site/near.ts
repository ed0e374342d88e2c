import type { ClientDirective } from 'astro';
import { inTurn } from './in-turn.ts';

/**
 * `client:near`: an island's code is fetched when the island comes into view. To run that code and to
 * wake the island are then two tasks, and no two islands wake in one, so that the page is never held
 * longer than by the slowest part of one.
 */
const near: ClientDirective = (load, _options, island) => {
  const view = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    view.disconnect();
    load().then(inTurn);
  });
  // The island itself has no box.
  for (const child of island.children) view.observe(child);
};
export default near;
