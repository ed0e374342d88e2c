import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromRows } from '../../../src/data/matrix.ts';
import { extentOf, frameOf, stepsAxis, toData, toPixels } from '../../../src/figure/frame.ts';
import {
  fillGrid,
  gridOver,
  levelPath,
  levelPieces,
  paintProbabilities,
} from '../../../src/figure/heat.ts';
import { lineInFrame, nearestOnLine, positiveSide } from '../../../src/figure/line.ts';
import { nearestPoint, walkRound } from '../../../src/figure/nearest.ts';
import { spreadHandles } from '../../../src/figure/spread-handles.ts';

const frame = frameOf({ width: 500, ratio: 1, x: [-4, 4], y: [-4, 4], equal: true });
const some = fc.double({ min: -3, max: 3, noNaN: true });

describe('a frame', () => {
  it('maps a point to its pixels and back', () => {
    fc.assert(
      fc.property(some, some, (x, y) => {
        const [backX, backY] = toData(frame, ...toPixels(frame, x, y));
        expect(backX).toBeCloseTo(x, 10);
        expect(backY).toBeCloseTo(y, 10);
      }),
    );
  });

  it('makes a unit as long across as up when asked to, and shows at least what was asked for', () => {
    const [x0, y0] = toPixels(frame, 0, 0);
    const [x1] = toPixels(frame, 1, 0);
    const [, y1] = toPixels(frame, 0, 1);
    expect(x1 - x0).toBeCloseTo(y0 - y1, 10);
    expect(frame.x[0]).toBeLessThanOrEqual(-4);
    expect(frame.y[1]).toBeGreaterThanOrEqual(4);
  });

  it('refuses an empty axis', () => {
    expect(() => frameOf({ width: 10, ratio: 1, x: [1, 1], y: [0, 1] })).toThrow(
      'The x axis needs two finite ends, the first below the second, but got 1 and 1.',
    );
  });

  it('takes its extent from the finite values alone', () => {
    expect(extentOf([0, 10, Number.NaN, Number.POSITIVE_INFINITY], 0.1)).toEqual([-1, 11]);
    expect(extentOf([])).toEqual([-1, 1]);
  });
});

describe('a line in a frame', () => {
  it('has both ends on the line and on the frame’s edge', () => {
    fc.assert(
      fc.property(some, some, some, (w1, w2, b) => {
        const ends = lineInFrame([w1, w2], b, frame);
        for (const [x, y] of ends ?? []) {
          expect(Math.abs(w1 * x + w2 * y + b)).toBeLessThan(
            1e-6 * (1 + Math.abs(w1) + Math.abs(w2)) * 10,
          );
          const onEdge = [x - frame.x[0], x - frame.x[1], y - frame.y[0], y - frame.y[1]].some(
            (away) => Math.abs(away) < 1e-6,
          );
          expect(onEdge).toBe(true);
        }
      }),
    );
  });

  it('is none when w = 0, when it is not finite, or when it passes outside', () => {
    expect(lineInFrame([0, 0], 1, frame)).toBeUndefined();
    expect(lineInFrame([Number.NaN, 1], 1, frame)).toBeUndefined();
    expect(lineInFrame([1, 0], 1000, frame)).toBeUndefined();
  });

  it('has its nearest point at the foot of the perpendicular', () => {
    // 3x + 4y = 25 lies 5 from the origin, in the direction (3, 4)/5.
    expect(nearestOnLine([3, 4], -25, [0, 0])).toEqual([3, 4]);
    expect(nearestOnLine([0, 0], 1, [0, 0])).toBeUndefined();
  });

  it('cuts off the side where the score is positive', () => {
    const square = { x: [0, 2], y: [0, 2] } as const;
    expect(positiveSide([1, 0], -1, square)).toEqual([
      [1, 0],
      [2, 0],
      [2, 2],
      [1, 2],
    ]);
    expect(positiveSide([1, 0], -5, square)).toEqual([]);
    expect(positiveSide([1, 0], 5, square)).toHaveLength(4);
  });
});

describe('a heat map', () => {
  it('is clear where the model is unsure or has no number, and strong where it is sure', () => {
    const grid = {
      columns: 2,
      rows: 2,
      x: [0, 1],
      y: [0, 1],
      values: Float64Array.of(0, 1, 0.5, Number.NaN),
    } as const;
    const pixels = paintProbabilities(grid);
    // Rows go from the top: first ½ and NaN, then 0 and 1.
    expect([pixels[3], pixels[7]]).toEqual([0, 0]);
    expect([...pixels.slice(8, 11)]).toEqual([213, 94, 0]);
    expect([...pixels.slice(12, 15)]).toEqual([0, 114, 178]);
    expect(pixels[11]).toBe(pixels[15]);
    expect(pixels[15]).toBeGreaterThan(100);
  });

  it('has its level line where the function has that value', () => {
    const grid = fillGrid(gridOver({ x: [-2, 2], y: [-2, 2] }, 80, 80), (x, y) => x * x + y * y);
    const numbers = levelPath(grid, 1, (x, y) => [1000 * x, 1000 * y])
      .split(/[ML]/)
      .filter(Boolean)
      .map((pair) => pair.split(' ').map(Number));
    expect(numbers.length).toBeGreaterThan(100);
    for (const [x, y] of numbers)
      expect(Math.hypot(x as number, y as number)).toBeCloseTo(1000, -1);
  });

  it('has no level line beside a value that is not a number', () => {
    const logarithm = (x: number, y: number) => Math.log(x) + y;
    const grid = fillGrid(gridOver({ x: [-2, 2], y: [-2, 2] }, 40, 40), logarithm);
    let pieces = 0;
    levelPieces(grid, 0, (x1, y1, x2, y2) => {
      pieces++;
      for (const [x, y] of [
        [x1, y1],
        [x2, y2],
      ] as const) {
        expect(x).toBeGreaterThan(0);
        expect(y).toBeCloseTo(-Math.log(x), 1);
      }
    });
    expect(pieces).toBeGreaterThan(20);
  });
});

describe('the point that a pointer means', () => {
  // 100 pixels a unit across, 50 up.
  const frame = frameOf({
    width: 400,
    ratio: 1,
    x: [0, 4],
    y: [0, 8],
    margins: { top: 0, right: 0, bottom: 0, left: 0 },
  });
  const points = fromRows([
    [1, 1],
    [1.1, 1],
    [3, Number.NaN],
  ]);

  it('is the nearest on the screen, and none when none is near', () => {
    expect(nearestPoint(points, { x: 1.04, y: 1, frame })).toBe(0);
    expect(nearestPoint(points, { x: 1.06, y: 1, frame })).toBe(1);
    expect(nearestPoint(points, { x: 0.9, y: 1, frame })).toBe(0);
    expect(nearestPoint(points, { x: 0.87, y: 1, frame })).toBeUndefined();
    // Twelve pixels are a larger distance in the data upwards.
    expect(nearestPoint(points, { x: 1, y: 1.22, frame })).toBe(0);
    expect(nearestPoint(points, { x: 3, y: 0, frame })).toBeUndefined();
  });

  it('comes round its own class before the other when keys walk', () => {
    const inputs = fromRows([
      [5, 9],
      [4, 5],
      [6, 5],
      [5, 1],
    ]);
    expect(walkRound({ inputs, labels: Uint8Array.of(0, 1, 1, 0) }, [5, 5])).toEqual([2, 1, 3, 0]);
  });
});

describe('an axis of steps', () => {
  it('ends at 1, 2 or 5 times a power of ten, at the first that holds the steps', () => {
    const ends = [101, 200, 201, 500, 501, 1000, 1001, 2000, 99_999].map(
      (n) => stepsAxis(n, 100)[1],
    );
    expect(ends).toEqual([200, 200, 500, 500, 1000, 1000, 2000, 2000, 100_000]);
  });

  it('is never shorter than the least', () => {
    for (const steps of [0, 1, 49, 50]) expect(stepsAxis(steps, 50)).toEqual([0, 50]);
    expect(stepsAxis(51, 50)).toEqual([0, 100]);
  });
});

describe('handles of lines', () => {
  /** A line of a 300 × 300 picture through (150, 150) + lift · its normal, with an arrow of 30. */
  const handled = (angle: number, lift: number) => {
    const [along, normal] = [
      [Math.cos(angle), Math.sin(angle)],
      [-Math.sin(angle), Math.cos(angle)],
    ] as const;
    const at = (way: number) =>
      [150 + lift * normal[0] + way * along[0], 150 + lift * normal[1] + way * along[1]] as const;
    const ends = [at(-140), at(140)] as const;
    return { ring: at(0), arrow: [30 * normal[0], 30 * normal[1]] as const, ends };
  };
  const nearest = (lines: ReturnType<typeof handled>[]) => {
    const handles = spreadHandles(lines, 26).map(
      (ring, k) => [ring, [ring[0] + lines[k]!.arrow[0], ring[1] + lines[k]!.arrow[1]]] as const,
    );
    return Math.min(
      ...handles.flatMap((own, k) =>
        handles
          .slice(0, k)
          .flatMap((others) =>
            own.flatMap((a) => others.map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))),
          ),
      ),
    );
  };

  it('stay where they are when they are far enough apart', () => {
    const lines = [0, 2, 4].map((angle) => handled(angle, 60));
    expect(spreadHandles(lines, 26)).toEqual(lines.map(({ ring }) => ring));
  });

  it('of eight lines that are one keep 26 pixels, each on its line and in sight', () => {
    const lines = Array.from({ length: 8 }, () => handled(0, 10));
    expect(nearest(lines)).toBeCloseTo(26, 4);
    for (const [x, y] of spreadHandles(lines, 26)) {
      expect(y).toBe(160);
      expect(Math.abs(x - 150)).toBeLessThanOrEqual(140 - 13);
    }
  });

  it('of five lines, however they lie, keep 26 pixels, and each ring stays on its line', () => {
    const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    const lift = fc.double({ min: -70, max: 70, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(angle, lift), { minLength: 5, maxLength: 5 }), (five) => {
        const lines = five.map((one) => handled(...one));
        expect(nearest(lines)).toBeGreaterThan(26 - 1e-4);
        spreadHandles(lines, 26).forEach((ring, k) => {
          const { arrow, ring: before } = lines[k]!;
          const off = (ring[0] - before[0]) * arrow[0] + (ring[1] - before[1]) * arrow[1];
          expect(Math.abs(off)).toBeLessThan(1e-6);
        });
      }),
      { seed: 12 }, // five lines could be laid so that they leave no room
    );
  });
});
