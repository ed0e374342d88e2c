import { describe, expect, it } from 'vitest';
import {
  allSayOne,
  answerOf,
  distanceOf,
  firstLayer,
  firstPoint,
  scoreOf,
  triangleAt,
} from '../../../src/model/half-planes.ts';

describe('one line', () => {
  it('answers 1 on itself and on the side its weights point to, 0 on the other', () => {
    const line = { weights: [3, -4], bias: 5 } as const;
    expect(answerOf(line, 1, 2)).toBe(1);
    expect(answerOf(line, 1 + 0.3, 2 - 0.4)).toBe(1);
    expect(answerOf(line, 1 - 0.3, 2 + 0.4)).toBe(0);
  });

  it('lies |b| / ‖w‖ from the origin: 3, 4, 5 and 10 make 2, on either side', () => {
    expect(distanceOf({ weights: [3, -4], bias: 10 })).toBe(2);
    expect(distanceOf({ weights: [3, -4], bias: -10 })).toBe(2);
    expect(distanceOf({ weights: [0, 0], bias: 1 })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('lines that must all say 1', () => {
  it('say 1 on the line itself, and 0 a step behind it', () => {
    const line = { weights: [3, -4], bias: 5 } as const;
    expect(scoreOf(line, 1, 2)).toBe(0);
    expect(allSayOne([line], 1, 2)).toBe(1);
    expect(allSayOne([line], 1, 2.5)).toBe(0);
  });

  it('call 1 what no line excludes: nobody asked, everything is 1', () => {
    expect(allSayOne([], 7, 7)).toBe(1);
  });

  it('say no to the first point of chapter 6 by one line only: 0.9, −0.35 and 3.65, by hand', () => {
    const scores = firstLayer.map((line) => scoreOf(line, ...firstPoint));
    for (const [i, score] of [1.4 - 0.5, 1.4 - 2 + 0.25, 1.4 + 2 + 0.25].entries())
      expect(scores[i]).toBeCloseTo(score, 14);
  });

  it('fence in a triangle with the distance as its inner radius and twice that to each corner', () => {
    const fence = triangleAt(1.4);
    for (const { weights, bias } of fence) {
      expect(Math.hypot(...weights)).toBeCloseTo(1, 15);
      expect(bias).toBe(1.4);
    }
    // The corner that lies straight down, where the second and the third line meet.
    expect(allSayOne(fence, 0, -2.79)).toBe(1);
    expect(allSayOne(fence, 0, -2.81)).toBe(0);
    expect(allSayOne(fence, 0, 1.39)).toBe(1);
    expect(allSayOne(fence, 0, 1.41)).toBe(0);
  });
});
