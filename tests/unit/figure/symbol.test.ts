import { expect, it } from 'vitest';
import { classPath } from '../../../src/figure/symbol.ts';

/** The area of a closed path of straight pieces, each told by how far it goes. */
function area(path: string) {
  let [x, y] = [0, 0];
  const corners = [...path.matchAll(/([mlh])(-?[\d.]+)(?: ?(-?[\d.]+))?/g)].map(
    ([, kind, a, b]) => {
      x += Number(a);
      y += kind === 'h' ? 0 : Number(b);
      return [x, y] as const;
    },
  );
  return Math.abs(
    corners.reduce((sum, [x1, y1], i) => {
      const [x2, y2] = corners[(i + 1) % corners.length]!;
      return sum + (x1 * y2 - x2 * y1) / 2;
    }, 0),
  );
}

it('the six classes have six shapes, of about the same weight', () => {
  expect(new Set([0, 1, 2, 3, 4, 5].map((label) => classPath(label, 10))).size).toBe(6);
  // The triangle, drawn with few corners, looks smaller than it is: it is a little smaller.
  expect(area(classPath(0, 10)) / (100 * Math.PI)).toBeCloseTo(0.85, 1);
  for (const label of [2, 3, 4, 5])
    expect(area(classPath(label, 10)) / (100 * Math.PI)).toBeCloseTo(1, 1);
});
