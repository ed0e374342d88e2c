import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { inTurn } from '../../src/site/in-turn.ts';

/**
 * The width of an element in whole pixels, and whenever it changes; undefined until the page is laid
 * out and this element's turn has come, and while it has none. What is drawn at it for the first time
 * is most of the work of waking a figure: each drawing is then a task of its own, and the page is not
 * laid out once for each.
 */
export function useWidth(box: RefObject<HTMLElement>): number | undefined {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    let latest = 0;
    const observer = new ResizeObserver(([entry]) => {
      const now = Math.round(entry?.contentRect.width ?? 0);
      if (now === 0) return;
      if (latest === 0) inTurn(() => setWidth(latest));
      else setWidth(now);
      latest = now;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}
