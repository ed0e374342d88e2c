import { isRead, keepRead } from './store.ts';

/** The share of a chapter's reckoned reading time that a page must have been in front of its reader. */
const share = 1 / 4;

/**
 * Marks a chapter as read once its end has been on the screen and the page has been in front of the reader for
 * a quarter of its reading time, hidden tabs not counted. Whoever then clears the mark keeps it cleared for this visit.
 */
export function watchReading(end: Element, chapter: string, minutes: number): void {
  if (isRead(chapter)) return;
  const wanted = share * minutes * 60_000;
  let spent = 0;
  let since: number | undefined; // when the page last came to the front
  let seen = false;
  let timer = 0;

  const look = () => {
    const now = performance.now();
    if (since !== undefined) spent += now - since;
    since = document.visibilityState === 'visible' ? now : undefined;
    clearTimeout(timer);
    if (!seen) return;
    if (spent >= wanted) {
      document.removeEventListener('visibilitychange', look);
      keepRead(chapter);
    } else if (since !== undefined) timer = window.setTimeout(look, wanted - spent);
  };
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    seen = true;
    look();
  });
  observer.observe(end);
  document.addEventListener('visibilitychange', look);
  look();
}
