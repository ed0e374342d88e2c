import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import { aloneSetups, largestDistance, trainAlone } from '../../../src/training/alone.ts';

describe('three lines that learn alone', () => {
  it('begin at three different places, the same for the same seed', () => {
    const starts = trainAlone(course.circles, 1, 0, { learningRate: 0.1 });
    expect(largestDistance(starts)).toBeGreaterThan(1);
    expect(starts.map(({ parameters }) => [...parameters])).toEqual(
      trainAlone(course.circles, 1, 0, { learningRate: 0.1 }).map(({ parameters }) => [
        ...parameters,
      ]),
    );
  });

  it('take the three seeds that follow, also past the last', () => {
    const seeds = aloneSetups(course.circles, 4294967295).map(({ start }) => start);
    expect(seeds).toEqual([4294967295, 0, 1].map((seed) => ({ kind: 'normal', seed })));
  });

  it('are as far apart as the two that are furthest: 5 for a triangle of sides 3, 4 and 5', () => {
    const at = (...numbers: number[]) => ({ parameters: Float64Array.from(numbers) });
    expect(largestDistance([at(0, 0, 1), at(3, 0, 1), at(3, 4, 1)])).toBe(5);
  });
});
