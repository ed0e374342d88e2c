import { describe, expect, it } from 'vitest';
import { fromRows, toRows, zeros } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import { covarianceOf, planeInBox, principal } from '../../../src/figure/hidden-space.ts';
import { layerSpace } from '../../../src/figure/layer-space.ts';

const random = seeded(3);
/** A cloud in so many dimensions, wide along two directions that are known. */
function cloud(n: number, first: readonly number[], second: readonly number[]) {
  const activations = zeros(n, first.length);
  for (let i = 0; i < n; i++) {
    const [a, b] = [3 * random.normal(), random.normal()];
    first.forEach((f, k) => {
      activations.values[k * n + i] = a * f + b * second[k]! + 0.01 * random.normal();
    });
  }
  return activations;
}

describe('a layer’s space', () => {
  it('of one, two or three units is their activations, in a box of the activation’s bounds', () => {
    for (const units of [1, 2, 3]) {
      const row = [0.1, -0.4, 0.7].slice(0, units);
      const space = layerSpace(fromRows([row, row]), { bounds: [-1, 1] });
      expect(toRows(space.points)[0]).toEqual([...row, 0, 0].slice(0, 3));
      expect(space).toMatchObject({ by: 'units', dimensions: units, share: 1 });
      expect(space.low).toEqual([-1, -1, -1].map((low, j) => (j < units ? low : 0)));
    }
  });

  it('of more units is seen along the two principal directions', () => {
    const first = [0.5, 0.5, 0.5, 0.5];
    const second = [0.5, -0.5, 0.5, -0.5];
    const activations = cloud(400, first, second);
    const { directions, share } = principal(activations);
    const likeness = (a: ArrayLike<number>, b: readonly number[]) =>
      Math.abs(b.reduce((sum, entry, k) => sum + entry * a[k]!, 0));
    expect(likeness(directions[0], first)).toBeCloseTo(1, 2);
    expect(likeness(directions[1], second)).toBeCloseTo(1, 2);
    expect(share).toBeGreaterThan(0.999);
    const space = layerSpace(activations);
    expect(space).toMatchObject({ by: 'principal', dimensions: 2, direct: false });
    expect(planeInBox(space)).toEqual([]);
  });

  it('holds all variance in as many directions as there are units', () => {
    const activations = cloud(50, [0.6, 0.8], [0.8, -0.6]);
    expect(principal(activations).share).toBeCloseTo(1, 12);
    const covariance = covarianceOf(activations);
    expect(covariance.values[1]).toBe(covariance.values[2]);
  });

  it('keeps the output’s border straight: the first coordinate is the score over ‖w‖', () => {
    const activations = cloud(30, [0.5, 0.5, 0.5, 0.5], [0.5, -0.5, 0.5, -0.5]);
    const weights = [1, -2, 0.5, 3];
    const space = layerSpace(activations, { output: { weights, bias: 0.4 } });
    const size = Math.hypot(...weights);
    toRows(activations).forEach((h, i) => {
      const score = h.reduce((sum, entry, k) => sum + entry * weights[k]!, 0.4);
      expect(size * space.points.values[i]! + 0.4).toBeCloseTo(score, 10);
    });
    expect(space.normal[0]).toBeCloseTo(size, 10);
    expect(space.normal[1]).toBeCloseTo(0, 10);
    const [a = [], b = []] = planeInBox(space);
    expect(a[0]).toBeCloseTo(-0.4 / size, 10);
    expect(b[0]).toBeCloseTo(-0.4 / size, 10);
  });

  it('carries the lattice by the same map, and shows two chosen units when they are asked for', () => {
    const activations = cloud(20, [0.5, 0.5, 0.5, 0.5], [0.5, -0.5, 0.5, -0.5]);
    const { points, lattice } = layerSpace(activations, {
      lattice: { activations, perLine: 10 },
    });
    expect(lattice?.points.values).toEqual(points.values);
    const pair = layerSpace(activations, { pair: [3, 1] });
    expect(toRows(pair.points).map(([x, y]) => [x, y])).toEqual(
      toRows(activations).map((h) => [h[3], h[1]]),
    );
    expect(pair.share).toBeLessThan(1);
  });
});
