import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useFrames } from './useFrames.ts';

/** In milliseconds: how long all such work may take in one frame. The rest is for training and drawing. */
const BUDGET = 5;

let frame: unknown;
let spent = 0;

/** What is left of the frame's budget: work that begins late in it gets little, but never nothing. */
function remaining(): number {
  const now = document.timeline.currentTime;
  if (now !== frame) {
    frame = now;
    spent = 0;
  }
  return Math.max(0.5, BUDGET - spent);
}

/**
 * The result of work that may be too long for one frame: it is done in slices, a few milliseconds a frame,
 * and short work is done at once, but for the first, which waits for a frame: a figure that wakes has enough to do,
 * and its still stands. Until it is finished the result before stands, and it is finished before
 * newer wishes are taken up: so a fast succession of wishes never starves. Keep `make` by useMemo: another
 * one is another wish.
 */
export function useSlices<T>(
  root: RefObject<HTMLElement>,
  make: () => Generator<void, T>,
): T | undefined {
  const job = useRef<{ make: typeof make; work: Generator<void, T> } | undefined>(undefined);
  const done = useRef<{ make: typeof make; value: T } | undefined>(undefined);
  const [, redraw] = useState(0);

  /** Works for a slice; says whether something was finished. */
  const advance = () => {
    const began = import.meta.env.SSR ? 0 : performance.now();
    const slice = import.meta.env.SSR ? Number.POSITIVE_INFINITY : remaining();
    job.current ??= { make, work: make() };
    for (;;) {
      const next = job.current.work.next();
      const took = import.meta.env.SSR ? 0 : performance.now() - began;
      if (next.done) {
        spent += took;
        done.current = { make: job.current.make, value: next.value };
        job.current = undefined;
        return true;
      }
      if (took > slice) {
        spent += took;
        return false;
      }
    }
  };
  const isWaking = !import.meta.env.SSR && !done.current && !job.current;
  if (done.current?.make !== make && !isWaking) advance();
  useFrames(
    root,
    done.current?.make !== make,
    () => {
      if (advance()) redraw((count) => count + 1);
    },
    { apart: true },
  );
  return done.current?.value;
}
