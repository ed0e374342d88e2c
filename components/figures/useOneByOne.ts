import { useEffect, useState } from 'preact/hooks';

/**
 * How many of so many pictures to show: when more are due than before, one more after each painting. Several
 * new pictures in one frame would hold a slow device up; what is there at first is there at once.
 */
export function useOneByOne(due: number): number {
  const [shown, show] = useState(due);
  useEffect(() => {
    if (due !== shown) show(Math.min(due, shown + 1));
  }, [due, shown]);
  return Math.min(due, shown);
}
