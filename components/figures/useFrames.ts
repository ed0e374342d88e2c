import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useOnScreen } from './useOnScreen.ts';

/**
 * Calls back once per animation frame while `active`, and only while the figure can be seen: for a
 * figure that computes on the page. One that trains in a worker uses `useTraining`.
 *
 * `apart` calls as soon as the frame has been painted, in a task of its own: what the call changes is
 * painted by the next frame. On a slow device neither task then takes long, where the two together would
 * keep a click waiting.
 */
export function useFrames(
  root: RefObject<HTMLElement>,
  active: boolean,
  onFrame: () => void,
  { apart = false }: { readonly apart?: boolean } = {},
): void {
  const seen = useOnScreen(root);
  const latest = useRef(onFrame);
  latest.current = onFrame;
  // At once and not after the next painting: what a reader drags would begin a frame late.
  useLayoutEffect(() => {
    if (!active || !seen) return;
    const { port1, port2 } = new MessageChannel();
    let handle = 0;
    const ask = () => {
      handle = requestAnimationFrame(apart ? () => port2.postMessage(undefined) : frame);
    };
    const frame = () => {
      ask();
      latest.current();
    };
    port1.onmessage = frame;
    ask();
    return () => {
      cancelAnimationFrame(handle);
      port1.close();
    };
  }, [active, seen, apart]);
}
