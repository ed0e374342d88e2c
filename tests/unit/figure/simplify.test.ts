import { describe, expect, it } from 'vitest';
import { simplify } from '../../../src/figure/simplify.ts';

const curve = (f: (x: number) => number) =>
  Array.from({ length: 501 }, (_, x) => [x, f(x)] as const);

describe('simplify', () => {
  it('keeps the two ends of a straight line, and nothing between', () => {
    expect(
      simplify(
        curve((x) => 3 * x - 7),
        0.001,
      ),
    ).toEqual([0, 500]);
  });

  it('keeps every point of a zigzag that is higher than the tolerance', () => {
    expect(
      simplify(
        curve((x) => x % 2),
        0.4,
      ),
    ).toHaveLength(501);
    expect(
      simplify(
        curve((x) => 0.3 * (x % 2)),
        0.4,
      ),
    ).toEqual([0, 500]);
  });

  it('leaves out no point that lies off the drawn line by more than the tolerance', () => {
    const points = curve((x) => 40 * Math.sin(x / 30) + 5 * Math.cos(x / 3));
    const kept = simplify(points, 0.5);
    expect(kept.length).toBeLessThan(250);
    for (let k = 1; k < kept.length; k++) {
      const [[x1, y1], [x2, y2]] = [points[kept[k - 1]!]!, points[kept[k]!]!];
      for (const [x, y] of points.slice(kept[k - 1]!, kept[k]! + 1))
        expect(Math.abs(y - y1 - ((x - x1) / (x2 - x1)) * (y2 - y1))).toBeLessThanOrEqual(0.5);
    }
  });

  it('takes one point, and none', () => {
    expect(simplify([[1, 2]], 0.5)).toEqual([0]);
    expect(simplify([], 0.5)).toEqual([]);
  });
});
