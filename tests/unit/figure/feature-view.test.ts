import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import { makeDataset } from '../../../src/data/datasets.ts';
import { makeFeatures, mapPoints, parseFeatures } from '../../../src/data/features.ts';
import { column, fromRows, toRows } from '../../../src/data/matrix.ts';
import {
  featureView,
  latticeOver,
  onTheWay,
  roundExtent,
} from '../../../src/figure/feature-view.ts';
import { frameOf } from '../../../src/figure/frame.ts';
import { piecesPath, rowsPath, traced, zeroPieces } from '../../../src/figure/zero-curve.ts';
import { view } from '../../../src/model/logistic.ts';

const { inputs } = makeDataset(course.circles);
const quadratic = makeFeatures({ kind: 'named', name: 'quadratic' });
const w = [0.3, -0.8, 1.4, 0.9, -0.2];
const b = -2.5;

describe('the view of a feature space', () => {
  it('is the plane itself for two features, and one axis of it for one', () => {
    const two = fromRows([
      [1, 2],
      [3, 4],
    ]);
    const plane = featureView([5, 6], 7, two);
    expect(plane).toMatchObject({ kind: 'two', weights: [5, 6], bias: 7 });
    expect(toRows(plane.project(two))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const axis = featureView([5], 7, fromRows([[1], [3]]));
    expect(axis).toMatchObject({ kind: 'one', weights: [5, 0], bias: 7 });
    expect(toRows(axis.project(fromRows([[8]])))).toEqual([[8, 0]]);
  });

  it('keeps every point’s score z, however many features there are', () => {
    const cloud = mapPoints(inputs, quadratic);
    const space = featureView(w, b, cloud);
    expect(space.kind).toBe('edge-on');
    const places = toRows(space.project(cloud));
    toRows(cloud).forEach((features, i) => {
      const z = features.reduce((sum, f, j) => sum + w[j]! * f, b);
      const [u, v] = places[i]! as [number, number];
      expect(space.weights[0] * u + space.weights[1] * v + space.bias).toBeCloseTo(z, 10);
      expect(u).toBeCloseTo(z / Math.hypot(...w), 10); // the distance from z = 0
    });
  });

  it('shows distances no longer than they are, and the widest one in its second coordinate', () => {
    const cloud = mapPoints(inputs, quadratic);
    const places = toRows(featureView(w, b, cloud).project(cloud));
    const rows = toRows(cloud);
    for (let i = 1; i < rows.length; i++) {
      const far = Math.hypot(...rows[i]!.map((f, j) => f - rows[0]![j]!));
      const seen = Math.hypot(places[i]![0]! - places[0]![0]!, places[i]![1]! - places[0]![1]!);
      expect(seen).toBeLessThanOrEqual(far + 1e-9);
    }
    const spread = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    };
    const second = spread(places.map(([, v]) => v!));
    // No other direction at right angles to w is wider.
    const size = Math.hypot(...w);
    for (let trial = 0; trial < 100; trial++) {
      const drawn = w.map((_, j) => Math.sin(7 * trial + 3 * j * j + j));
      const share = drawn.reduce((sum, d, j) => sum + d * w[j]!, 0) / size;
      const across = drawn.map((d, j) => d - (share * w[j]!) / size);
      const length = Math.hypot(...across);
      const values = rows.map((f) => f.reduce((sum, x, j) => sum + (across[j]! / length) * x, 0));
      expect(spread(values)).toBeLessThanOrEqual(second * (1 + 1e-6));
    }
  });

  it('stands also for a model without weights', () => {
    const cloud = mapPoints(inputs, quadratic);
    const space = featureView([0, 0, 0, 0, 0], 1, cloud);
    expect(space.weights).toEqual([0, 0]);
    expect(space.bias).toBe(1);
    expect(space.project(cloud).values.every(Number.isFinite)).toBe(true);
  });
});

describe('the way from x to φ(x)', () => {
  it('is straight: x + t(φ(x) − x), x itself at 0 and φ(x) itself at 1', () => {
    const arrived = mapPoints(inputs, makeFeatures({ kind: 'named', name: 'squares' }));
    expect(onTheWay(inputs, arrived, 0).values).toEqual(inputs.values);
    expect(onTheWay(inputs, arrived, 1).values).toEqual(arrived.values);
    const [x, phi] = [column(inputs, 0)[5]!, column(arrived, 0)[5]!];
    expect(column(onTheWay(inputs, arrived, 0.3), 0)[5]).toBeCloseTo(0.7 * x + 0.3 * phi, 12);
  });
});

describe('the curve z = 0', () => {
  const squares = makeFeatures({ kind: 'named', name: 'squares' });
  const model = view(Float64Array.of(-1.2, -0.9, 5), 2);

  it('is found in the plane, and its pieces lie on the straight line once they are mapped', () => {
    const pieces = zeroPieces(traced([-3.5, 3.5], squares), model);
    expect(pieces.rows).toBeGreaterThan(200);
    for (const [f1, f2] of toRows(mapPoints(pieces, squares)))
      expect(Math.abs(-1.2 * f1! - 0.9 * f2! + 5)).toBeLessThan(0.01);
  });

  it('reaches the edges of the window', () => {
    const line = makeFeatures({ kind: 'named', name: 'identity' });
    const pieces = zeroPieces(traced([-2, 3], line), view(Float64Array.of(1, 0, -1), 2));
    const x2 = column(pieces, 1);
    expect(Math.min(...x2)).toBeCloseTo(-2, 10);
    expect(Math.max(...x2)).toBeCloseTo(3, 10);
    for (const x1 of column(pieces, 0)) expect(x1).toBeCloseTo(1, 10);
  });

  it('has gaps where φ is no number, and its path none that a browser could not read', () => {
    const broken = parseFeatures('log(x1), 1/x2');
    const pieces = zeroPieces(traced([-2, 2], broken), view(Float64Array.of(1, 1, -0.5), 2));
    expect(column(pieces, 0).every((x1) => x1 > 0)).toBe(true);
    const frame = frameOf({ width: 300, ratio: 1, x: [-2, 2], y: [-2, 2] });
    expect(piecesPath(mapPoints(pieces, broken), frame)).not.toMatch(/NaN|Infinity/);
    const gap = fromRows([
      [0, 0],
      [Number.NaN, 1],
      [1, 1],
      [1, 1.5],
    ]);
    expect(rowsPath(gap, 4, frame).replaceAll(/[\d. ]/g, '')).toBe('ML');
  });

  it('is cut off at the chart’s frame, and not broken inside it', () => {
    const margins = { left: 0, right: 0, top: 0, bottom: 0 };
    const frame = frameOf({ width: 400, ratio: 1, x: [-2, 2], y: [-2, 2], margins });
    const places = fromRows([
      [-1, 0],
      [1, 0],
      [1, 3], // leaves at (1, 2)
      [3, 3],
      [0, -3], // along x₂ = 2x₁ − 3: from (2, 1), to (0.5, −2)
    ]);
    expect(rowsPath(places, 5, frame)).toBe(
      'M100.0 200.0L300.0 200.0L300.0 0.0M400.0 100.0L250.0 400.0',
    );
    expect(
      rowsPath(
        fromRows([
          [5, 5],
          [6, -9],
        ]),
        2,
        frame,
      ),
    ).toBe('');
    expect(
      rowsPath(
        fromRows([
          [0, 0],
          [1, 0],
          [0, 1],
          [1, 1],
        ]),
        2,
        frame,
      ).match(/M/g),
    ).toHaveLength(2);
  });
});

describe('a lattice', () => {
  it('has its lines at the whole numbers, from edge to edge', () => {
    const { points, perLine } = latticeOver([-1.5, 2.5], 9);
    expect(points.rows).toBe(2 * 4 * perLine);
    const rows = toRows(points);
    expect(rows.slice(0, perLine).map(([x1]) => x1)).toEqual(Array(perLine).fill(-1));
    expect(rows[0]![1]).toBe(-1.5);
    expect(rows[perLine - 1]![1]).toBe(2.5);
    expect(rows.at(-1)).toEqual([2.5, 2]);
  });
});

describe('a round extent', () => {
  it('holds the values, and stays when they move a little', () => {
    expect(roundExtent(-1.07, 4.9)).toEqual([-2, 6]);
    expect(roundExtent(-1.2, 5.1)).toEqual([-2, 6]);
    for (const [least, most] of [
      [0, 0],
      [3, 3],
      [-0.003, 0.0011],
      [1e6, 2e6],
    ] as const) {
      const [low, high] = roundExtent(least, most);
      expect(low).toBeLessThan(least);
      expect(high).toBeGreaterThan(most);
      expect(high - low).toBeLessThan(4 * Math.max(most - least, 1));
    }
  });
});
