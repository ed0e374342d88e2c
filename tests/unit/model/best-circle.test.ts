import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaults, makeDataset } from '../../../src/data/datasets.ts';
import { fromRows } from '../../../src/data/matrix.ts';
import { bestCircle } from '../../../src/model/best-circle.ts';

interface Labelled {
  readonly at: readonly [number, number];
  readonly label: number;
}

const points = (labelled: readonly Labelled[]) => ({
  inputs: fromRows(labelled.map(({ at }) => at)),
  labels: Uint8Array.from(labelled, ({ label }) => label),
});

/** A point at this distance from the origin. */
const at = (distance: number, label: number): Labelled => ({ at: [distance, 0], label });

describe('the best circle about the origin', () => {
  it('is right about all points where one circle parts the classes, whatever their order', () => {
    expect(bestCircle(points([at(1, 1), at(2, 1), at(3, 0)]))).toBe(1);
    expect(bestCircle(points([at(3, 0), at(1, 1), at(2, 1)]))).toBe(1);
    expect(
      bestCircle(
        points([
          { at: [0, -4], label: 0 },
          { at: [-1, 1], label: 1 },
          { at: [-0.5, -1.4], label: 1 },
          { at: [1.2, 1.1], label: 0 },
        ]),
      ),
    ).toBe(1);
  });

  it('is right about three of four where a 0 lies between the ones', () => {
    expect(bestCircle(points([at(1, 1), at(2, 0), at(3, 1), at(4, 1)]))).toBe(0.75);
  });

  it('calls all points alike where class 0 lies inside: as nothing, or so large that it holds them all', () => {
    expect(bestCircle(points([at(1, 0), at(2, 0), at(3, 1)]))).toBe(2 / 3);
    expect(bestCircle(points([at(1, 0), at(3, 1), at(4, 1)]))).toBe(2 / 3);
  });

  it('parts no points at one distance', () => {
    for (const [one, other] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const [first, second] = [
        { at: [3, 4], label: one },
        { at: [-5, 0], label: other },
      ] as const;
      expect(bestCircle(points([first, second]))).toBe(0.5);
      // With a 1 nearer and a 0 farther out, one of the two is wrong.
      expect(bestCircle(points([first, second, at(1, 1), at(6, 0)]))).toBe(0.75);
    }
  });

  it('is the best of all circles, tried one by one through every point of a grid', () => {
    const place = fc.integer({ min: -3, max: 3 });
    const point = fc.record({ at: fc.tuple(place, place), label: fc.integer({ min: 0, max: 1 }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (labelled) => {
        const square = ({ at: [x1, x2] }: Labelled) => x1 ** 2 + x2 ** 2;
        const rightWithin = (most: number) =>
          labelled.filter((each) => square(each) <= most === (each.label === 1)).length;
        const best = Math.max(rightWithin(-1), ...labelled.map(square).map(rightWithin));
        expect(bestCircle(points(labelled))).toBeCloseTo(best / labelled.length, 15);
      }),
    );
  });

  it('is the best of all circles, tried from radius to radius, on noisy circles', () => {
    const noisy = makeDataset({ ...defaults.circles, noise: 0.9, count: 60 });
    const { inputs, labels } = noisy;
    const distances = Array.from(labels, (_, i) =>
      Math.hypot(inputs.values[i]!, inputs.values[60 + i]!),
    );
    let best = 0;
    for (let radius = 0; radius < 8; radius += 0.001) {
      const right = distances.filter((r, i) => r <= radius === (labels[i] === 1)).length;
      best = Math.max(best, right / 60);
    }
    expect(bestCircle(noisy)).toBeCloseTo(best, 12);
  });
});
