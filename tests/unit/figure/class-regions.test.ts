import { describe, expect, it } from 'vitest';
import { fromRows, zeros } from '../../../src/data/matrix.ts';
import { classBorders, likeliest, paintClasses } from '../../../src/figure/class-regions.ts';
import { gridOver, gridPoints } from '../../../src/figure/heat.ts';
import { heatColours, heatStrength } from '../../../src/figure/theme.ts';
import { softmax } from '../../../src/model/softmax.ts';

describe('what is painted', () => {
  it('is the likeliest class, the fuller the surer, from the top row down', () => {
    const probabilities = fromRows([
      [1, 0, 0], // bottom left
      [0.2, 0.6, 0.2],
      [1 / 3, 1 / 3, 1 / 3], // top left
      [0, 0, 1],
    ]);
    expect([...likeliest(probabilities)]).toEqual([0, 1, 0, 2]);
    const pixels = new Uint8ClampedArray(16);
    paintClasses(probabilities, { columns: 2, rows: 2 }, pixels);
    const cell = (i: number) => [...pixels.subarray(4 * i, 4 * i + 3)];
    expect([cell(0), cell(1), cell(2), cell(3)]).toEqual(
      [0, 2, 0, 1].map((label) => [...heatColours[label]!]),
    );
    const full = 255 * heatStrength;
    expect(pixels[4 * 2 + 3]).toBe(Math.round(full)); // ŷ = 1
    expect(pixels[3]).toBe(Math.round(0.2 * full)); // ŷ = 1/K
    expect(pixels[4 * 3 + 3]).toBe(Math.round((0.2 + 0.8 * 0.4) * full)); // ŷ = 0.6 of three
  });
});

describe('the borders between three classes', () => {
  /** ŷ of softmax with the scores −5|x − centre|²/2: the borders are the perpendicular bisectors. */
  const centres = [
    [0, 1],
    [-0.9, -0.5],
    [0.8, -0.7],
  ] as const;
  const grid = gridOver({ x: [-2, 2], y: [-2, 2] }, 60, 60);
  const places = gridPoints(grid);
  const probabilities = zeros(3600, 3);
  for (let i = 0; i < 3600; i++)
    centres.forEach(([a, b], k) => {
      const [x, y] = [places.values[i]!, places.values[3600 + i]!];
      probabilities.values[k * 3600 + i] = -2.5 * ((x - a) ** 2 + (y - b) ** 2);
    });
  softmax(probabilities, probabilities);
  const ends: [number, number][] = [];
  classBorders(probabilities, grid, (x1, y1, x2, y2) => ends.push([x1, y1], [x2, y2]));

  it('lie where the two nearest centres are equally near', () => {
    expect(ends.length).toBeGreaterThan(100);
    for (const [x, y] of ends) {
      const [near, second] = centres
        .map(([a, b]) => Math.hypot(x - a, y - b))
        .sort((p, q) => p - q) as [number, number];
      expect(second - near).toBeLessThan(0.03);
    }
  });

  it('join one another: every end inside is met by another', () => {
    const key = ([x, y]: [number, number]) => `${x.toFixed(9)} ${y.toFixed(9)}`;
    const counts = new Map<string, number>();
    for (const end of ends) counts.set(key(end), (counts.get(key(end)) ?? 0) + 1);
    const loose = ends.filter(
      (end) => counts.get(key(end)) === 1 && Math.max(...end.map(Math.abs)) < 1.95,
    );
    expect(loose).toEqual([]);
    // the one place where three regions meet
    expect([...counts.values()].filter((count) => count === 3)).toHaveLength(1);
  });
});
