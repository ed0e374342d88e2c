import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillGrid, gridOver, levelPath, levelPieces } from '../../../src/figure/heat.ts';
import { joinedAsPath } from '../../../src/figure/joined-path.ts';

type Place = readonly [number, number];

/** The lines of a path of `M` and `l`, by their corners. */
const linesOf = (d: string): Place[][] =>
  d
    .split('M')
    .slice(1)
    .map((line) => {
      const [start = [], ...steps] = [...line.matchAll(/-?[\d.]+/g)]
        .map(Number)
        .reduce<number[][]>((pairs, value, i) => {
          if (i % 2 === 0) pairs.push([value]);
          else pairs.at(-1)?.push(value);
          return pairs;
        }, []);
      let [x, y] = start as [number, number];
      return [
        [x, y] as Place,
        ...steps.map(([dx, dy]) => {
          [x, y] = [x + dx!, y + dy!];
          return [x, y] as Place;
        }),
      ];
    });

const distanceTo = ([x, y]: Place, [[x1, y1], [x2, y2]]: readonly [Place, Place]) => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
};

/** Level lines as their pieces. */
const toPixel = (x: number, y: number) => [250 * (x + 2), 250 * (2 - y)] as const;
const levelsOf = (a: number, b: number, c: number, level: number) => {
  const grid = fillGrid(
    gridOver({ x: [-2, 2], y: [-2, 2] }, 40, 40),
    (x, y) => Math.sin(a * x) + Math.cos(b * y) + c * x * y,
  );
  const ends: [Place, Place][] = [];
  levelPieces(grid, level, (x1, y1, x2, y2) => ends.push([toPixel(x1, y1), toPixel(x2, y2)]));
  return { grid, ends };
};
const some = fc.double({ min: 0.3, max: 3, noNaN: true });

describe('the lines of a still', () => {
  it('go where their pieces go, within the tolerance and the rounding, and nowhere else', () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        const { grid, ends } = levelsOf(a, b, c, 0.5);
        const d = joinedAsPath((piece) => levelPieces(grid, 0.5, piece), toPixel, 0.7);
        const segments = linesOf(d).flatMap((line) =>
          line.slice(1).map((corner, i) => [line[i]!, corner] as const),
        );
        const nearest = (place: Place, ways: readonly (readonly [Place, Place])[]) =>
          Math.min(...ways.map((way) => distanceTo(place, way)));
        // A piece that is too short to be told is a point; 0.1 px of rounding in both directions.
        for (const [from, to] of ends)
          if (Math.hypot(from[0] - to[0], from[1] - to[1]) > 0.2) {
            expect(nearest(from, segments)).toBeLessThan(0.7 + 0.15);
            expect(nearest(to, segments)).toBeLessThan(0.7 + 0.15);
          }
        for (const [from, to] of segments) {
          const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
          expect(nearest(middle, ends)).toBeLessThan(0.7 + 0.15);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('join a ring into one line that closes, in few letters', () => {
    const grid = fillGrid(gridOver({ x: [-2, 2], y: [-2, 2] }, 80, 80), (x, y) => x * x + y * y);
    const d = joinedAsPath((piece) => levelPieces(grid, 1, piece), toPixel, 0.7);
    const lines = linesOf(d);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.at(-1)?.map((pixel) => pixel.toFixed(1))).toEqual(
      lines[0]?.[0]?.map((pixel) => pixel.toFixed(1)),
    );
    expect(d.length).toBeLessThan(0.15 * levelPath(grid, 1, toPixel).length);
  });

  it('are none where there are no pieces', () => {
    expect(joinedAsPath(() => {}, toPixel, 0.7)).toBe('');
  });
});
