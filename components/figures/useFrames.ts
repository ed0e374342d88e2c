import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useOnScreen } from './useOnScreen.ts';

/**
 * Calls back once per animation frame while `active`, and only while the figure can be seen: for a
 * figure that computes on the page. One that trains in a worker uses `useTraining`.
 */
export function useFrames(
  root: RefObject<HTMLElement>,
  active: boolean,
  onFrame: () => void,
): void {
  const seen = useOnScreen(root);
  const latest = useRef(onFrame);
  latest.current = onFrame;
  useEffect(() => {
    if (!active || !seen) return;
    let handle = requestAnimationFrame(function frame() {
      handle = requestAnimationFrame(frame);
      latest.current();
    });
    return () => cancelAnimationFrame(handle);
  }, [active, seen]);
}
