import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { within } from '../../src/figure/frame.ts';
import { useFrames } from './useFrames.ts';

/** In milliseconds: from 0 to 1. */
const DURATION = 1600;

/**
 * Moves a number between 0 and 1 to an end of that way, gently at both ends; where a reader wants less
 * motion, at once.
 */
export function useGlide(
  root: RefObject<HTMLElement>,
  value: number,
  onChange: (value: number) => void,
): { readonly to: (end: 0 | 1) => void; readonly stop: () => void } {
  const [goal, setGoal] = useState<0 | 1>();
  const from = useRef<{ time: number; place: number } | undefined>(undefined);
  useFrames(root, goal !== undefined, () => {
    if (goal === undefined) return;
    const now = performance.now();
    from.current ??= { time: now, place: unease(value) };
    const way = goal === 1 ? 1 : -1;
    const place = within([0, 1], from.current.place + (way * (now - from.current.time)) / DURATION);
    onChange(ease(place));
    if (place === goal) setGoal(undefined);
  });
  return {
    to: (end) => {
      from.current = undefined;
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) onChange(end);
      else setGoal(end);
    },
    stop: () => setGoal(undefined),
  };
}

const ease = (u: number) => u * u * (3 - 2 * u);

/** Where on the way an eased place lies. */
function unease(place: number): number {
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 30; halving++) {
    const middle = (low + high) / 2;
    if (ease(middle) < place) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
