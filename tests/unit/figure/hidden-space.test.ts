import { describe, expect, it } from 'vitest';
import { fromRows, toRows, zeros } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import {
  along,
  boxEdges,
  cameraOf,
  coats,
  cornersOf,
  hiddenSpace,
  paintersOrder,
  pictureOf,
  planeInBox,
  pointAt,
  type Triple,
} from '../../../src/figure/hidden-space.ts';
import { view } from '../../../src/model/mlp.ts';

/** A network whose output unit has these weights and this bias; its first layer does not matter here. */
function network(outputWeights: readonly number[], outputBias: number) {
  const units = outputWeights.length;
  const parameters = view(new Float64Array(4 * units + 1), units);
  parameters.outputWeights.set(outputWeights);
  parameters.outputBias[0] = outputBias;
  return parameters;
}

function cloud(n: number, units: number, seed: number) {
  const random = seeded(seed);
  const activations = zeros(n, units);
  for (let i = 0; i < activations.values.length; i++) activations.values[i] = random.uniform();
  return activations;
}

const length = (direction: Triple) => Math.sqrt(along(direction, direction));

describe('the camera', () => {
  it('has three directions of length 1 at right angles, from wherever it looks', () => {
    for (const turn of [-180, -77, 0, 13, 90])
      for (const tilt of [-90, -20, 0, 45, 90]) {
        const { right, up, toward } = cameraOf({ turn, tilt });
        for (const direction of [right, up, toward]) expect(length(direction)).toBeCloseTo(1, 14);
        for (const product of [along(right, up), along(right, toward), along(up, toward)])
          expect(product).toBeCloseTo(0, 14);
      }
  });

  it('shows x to the right, y up and z to the reader when it is not turned', () => {
    const { right, up, toward } = cameraOf({ turn: 0, tilt: 0 });
    expect([right, up, toward].flat().map((entry) => entry + 0)).toEqual([
      1, 0, 0, 0, 1, 0, 0, 0, 1,
    ]);
  });

  it('sees the top of the cube when it is tilted by 90 degrees', () => {
    expect(cameraOf({ turn: 0, tilt: 90 }).toward[1]).toBeCloseTo(1, 14);
  });
});

describe('the space of up to three units', () => {
  it('is the activations themselves, in the unit cube', () => {
    const activations = fromRows([
      [0.1, 0.2, 0.3],
      [0.9, 0.8, 0.7],
    ]);
    const space = hiddenSpace(network([1, -2, 3], 0.5), activations);
    expect(toRows(space.points)).toEqual(toRows(activations));
    expect([space.normal, space.offset, space.low, space.high]).toEqual([
      [1, -2, 3],
      0.5,
      [0, 0, 0],
      [1, 1, 1],
    ]);
    expect([space.direct, space.dimensions]).toEqual([true, 3]);
  });

  it('is a square for two units and a segment for one, flat in what is missing', () => {
    const square = hiddenSpace(network([1, -2], 0.5), fromRows([[0.1, 0.2]]));
    expect([pointAt(square.points, 0), square.high]).toEqual([
      [0.1, 0.2, 0],
      [1, 1, 0],
    ]);
    const segment = hiddenSpace(network([2], -1), fromRows([[0.1]]));
    expect([pointAt(segment.points, 0), segment.high]).toEqual([
      [0.1, 0, 0],
      [1, 0, 0],
    ]);
    expect(planeInBox(segment)).toEqual([[0.5, 0, 0]]);
  });
});

describe('the space of more units', () => {
  const activations = cloud(100, 6, 4);
  const weights = [3, -1, 0.5, 2, -2, 1];
  const bias = -1.3;
  const space = hiddenSpace(network(weights, bias), activations);

  it('keeps every point on its side of the plane, and the same logit', () => {
    toRows(activations).forEach((h, i) => {
      const logit = h.reduce((sum, value, k) => sum + value * weights[k]!, bias);
      expect(along(space.normal, pointAt(space.points, i)) + space.offset).toBeCloseTo(logit, 12);
    });
  });

  it('never makes a distance longer, as no orthogonal projection does', () => {
    const rows = toRows(activations);
    for (let i = 1; i < rows.length; i++) {
      const there = Math.sqrt(rows[i]!.reduce((sum, h, k) => sum + (h - rows[0]![k]!) ** 2, 0));
      const [a, b] = [pointAt(space.points, 0), pointAt(space.points, i)];
      expect(length([a[0] - b[0], a[1] - b[1], a[2] - b[2]])).toBeLessThanOrEqual(there + 1e-12);
    }
  });

  it('shows the directions in which the cloud is widest', () => {
    // Units 5 and 6 vary ten times as much as the rest, and have no say in the output.
    const stretched = cloud(200, 6, 9);
    for (let k = 0; k < 4; k++) for (let i = 0; i < 200; i++) stretched.values[k * 200 + i]! *= 0.1;
    const seen = hiddenSpace(network([1, 1, 1, 1, 0, 0], 0), stretched);
    for (const k of [4, 5]) expect(length(seen.axes[k]!)).toBeGreaterThan(0.98);
    for (const k of [0, 1, 2, 3]) expect(length(seen.axes[k]!)).toBeLessThan(0.75);
  });

  it('can be drawn when the cloud has no width, and when the output has no weights', () => {
    for (const flat of [
      hiddenSpace(network([1, 1, 1, 1], 0), fromRows(Array(5).fill([0.5, 0.5, 0.5, 0.5]))),
      hiddenSpace(network([0, 0, 0, 0], 1), cloud(20, 4, 2)),
    ]) {
      expect([...flat.points.values, ...flat.low, ...flat.high].every(Number.isFinite)).toBe(true);
      for (const axis of flat.axes) expect(length(axis)).toBeLessThanOrEqual(1 + 1e-12);
    }
  });
});

describe('the plane in the box', () => {
  const planeOf = (weights: readonly number[], bias: number) =>
    hiddenSpace(network(weights, bias), zeros(1, weights.length));

  it('x + y + z = 1.5 cuts the cube in a regular hexagon', () => {
    const corners = planeInBox(planeOf([1, 1, 1], -1.5));
    expect(corners).toHaveLength(6);
    corners.forEach((corner, i) => {
      const next = corners[(i + 1) % 6]!;
      const side: Triple = [next[0] - corner[0], next[1] - corner[1], next[2] - corner[2]];
      expect(length(side)).toBeCloseTo(Math.SQRT1_2, 14);
    });
  });

  it('x = 0.3 cuts it in a square, x + y + z = 0.5 in a triangle, and x = 2 misses it', () => {
    expect(planeInBox(planeOf([1, 0, 0], -0.3))).toHaveLength(4);
    expect(planeInBox(planeOf([1, 1, 1], -0.5))).toHaveLength(3);
    expect(planeInBox(planeOf([1, 0, 0], -2))).toEqual([]);
  });

  it('every corner lies on the plane and in the box, and the polygon is convex', () => {
    const random = seeded(12);
    for (let trial = 0; trial < 200; trial++) {
      const weights = [random.normal(), random.normal(), random.normal()];
      const space = planeOf(weights, random.normal());
      const corners = planeInBox(space);
      for (const corner of corners) {
        expect(along(space.normal, corner) + space.offset).toBeCloseTo(0, 12);
        for (const value of corner) expect(value >= 0 && value <= 1).toBe(true);
      }
      // Walked in order, a convex polygon always turns the same way about the normal.
      const turns = corners.map((a, i) => {
        const b = corners[(i + 1) % corners.length]!;
        const c = corners[(i + 2) % corners.length]!;
        const [u, v] = [
          [b[0] - a[0], b[1] - a[1], b[2] - a[2]],
          [c[0] - b[0], c[1] - b[1], c[2] - b[2]],
        ] as [Triple, Triple];
        return along(space.normal, [
          u[1] * v[2] - u[2] * v[1],
          u[2] * v[0] - u[0] * v[2],
          u[0] * v[1] - u[1] * v[0],
        ]);
      });
      expect(turns.every((turn) => turn >= -1e-12) || turns.every((turn) => turn <= 1e-12)).toBe(
        true,
      );
    }
  });

  it('in the square of two units it is a line with two ends', () => {
    expect(planeInBox(planeOf([1, 1], -0.5))).toEqual([
      [0.5, 0, 0],
      [0, 0.5, 0],
    ]);
  });
});

describe('the picture', () => {
  it('holds the whole cube, whichever way it is turned, at one scale', () => {
    const space = hiddenSpace(network([1, 1, 1], -1), zeros(1, 3));
    for (let turn = -180; turn < 180; turn += 15)
      for (let tilt = -90; tilt <= 90; tilt += 15) {
        const { place } = pictureOf(space, { turn, tilt }, { width: 300, height: 200, margin: 10 });
        for (const corner of cornersOf(space)) {
          const [x, y] = place(corner);
          expect(x >= 10 && x <= 290 && y >= 10 && y <= 190).toBe(true);
        }
      }
  });

  it('has the twelve edges of a box, each along one coordinate', () => {
    expect(boxEdges).toHaveLength(12);
    for (const [a, b] of boxEdges) expect([1, 2, 4]).toContain(a ^ b);
  });

  it('paints the farthest first, and nothing before the plane that is behind it', () => {
    const activations = cloud(60, 3, 7);
    const space = hiddenSpace(network([1, -1, 0.5], -0.2), activations);
    for (const turn of [0, 100, -140]) {
      const camera = cameraOf({ turn, tilt: 20 });
      const { behind, before } = paintersOrder(space, camera);
      expect([...behind, ...before].sort((a, b) => a - b)).toEqual(
        Array.from({ length: 60 }, (_, i) => i),
      );
      const depth = (i: number) => along(camera.toward, pointAt(space.points, i));
      for (const part of [behind, before])
        part.slice(1).forEach((i, k) => {
          expect(depth(i)).toBeGreaterThanOrEqual(depth(part[k]!));
        });
      // On the line of sight through a point, the plane lies nearer to the eye than a point behind it.
      const facing = along(space.normal, camera.toward);
      const distanceToPlane = (i: number) =>
        -(along(space.normal, pointAt(space.points, i)) + space.offset) / facing;
      for (const i of behind) expect(distanceToPlane(i)).toBeGreaterThan(0);
      for (const i of before) expect(distanceToPlane(i)).toBeLessThanOrEqual(0);
    }
  });
});

describe('the coats of paint', () => {
  const random = seeded(8);
  const places = Array.from({ length: 300 }, () => [
    300 * random.uniform(),
    300 * random.uniform(),
  ]);
  const labels = places.map(() => random.below(3));
  const order = places.map((_, i) => (7 * i) % 300);
  const at = (point: number) => places[point] as [number, number];
  const painted = coats(order, at, labels, 12);

  it('hold every point once, each among its own class', () => {
    expect(painted.flatMap(({ points }) => points).sort((a, b) => a - b)).toEqual([
      ...places.keys(),
    ]);
    for (const { label, points } of painted)
      for (const point of points) expect(labels[point]).toBe(label);
  });

  it('lie over each other as the points do, wherever two of different classes can meet', () => {
    const coatOf = new Map(painted.flatMap(({ points }, coat) => points.map((p) => [p, coat])));
    let met = 0;
    order.forEach((first, i) => {
      for (const later of order.slice(i + 1)) {
        const [[x1, y1], [x2, y2]] = [at(first), at(later)];
        if (Math.hypot(x1 - x2, y1 - y2) >= 12 || labels[first] === labels[later]) continue;
        met++;
        expect(coatOf.get(first)!).toBeLessThan(coatOf.get(later)!);
      }
    });
    expect(met).toBeGreaterThan(50);
  });

  it('are few where the points are far from each other', () => {
    expect(painted.length).toBeLessThan(60);
    expect(coats(order, (point) => [40 * point, 0], labels, 12)).toHaveLength(3);
    expect(coats([], at, labels, 12)).toEqual([]);
  });
});
