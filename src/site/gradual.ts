import { inTurn } from './in-turn.ts';

/*
 * A page that is met at its top (Head.astro) lays out at first only what is near the screen (prose.css), so that
 * its first lines stand early. Once it has loaded, the rest is laid out here, a few blocks in each task: when the
 * reader sets out, every block has its height, a link into the page leads to its place, and nothing moves. A page that is
 * opened at a place within it, or come back to, is laid out as a whole from the start.
 */

/** In milliseconds: how long one task lays out. */
const budget = 4;

if ('gradual' in document.documentElement.dataset) {
  const waiting = [
    ...document.querySelectorAll<HTMLElement>(
      '.sl-markdown-content > *, .sl-markdown-content > astro-island > *',
    ),
  ].filter((block) => !block.matches('astro-island, script, .tall'));
  const layOut = (until: number) => {
    while (waiting.length > 0) {
      const block = waiting.shift() as HTMLElement;
      block.style.contentVisibility = 'visible';
      block.getBoundingClientRect();
      if (performance.now() > until) break;
    }
    if (waiting.length > 0) inTurn(() => layOut(performance.now() + budget));
  };
  const begin = () => document.fonts.ready.then(() => inTurn(() => layOut(0)));
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
  // Whoever cannot wait: a link into the page needs all heights above its place.
  addEventListener(
    'click',
    (event) => {
      if ((event.target as Element).closest('a[href*="#"]')) layOut(Number.POSITIVE_INFINITY);
    },
    { capture: true },
  );
}
