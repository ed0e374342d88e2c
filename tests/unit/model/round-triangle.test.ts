import { describe, expect, it } from 'vitest';
import { boundaryRadii } from '../../../src/model/region.ts';
import { roundRadius, roundTriangle } from '../../../src/model/round-triangle.ts';

/** σ by the language's own functions. */
const sigmoid = (s: number) => 1 / (1 + Math.exp(-s));

/** Σ h, and the logit, at a point. */
function sums(epsilon: number, x1: number, x2: number) {
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = roundTriangle(epsilon);
  const hidden = [0, 1, 2].map((k) =>
    sigmoid(hiddenBias[k]! + hiddenWeights.values[k]! * x1 + hiddenWeights.values[3 + k]! * x2),
  );
  return {
    hidden: hidden.reduce((sum, h) => sum + h, 0),
    logit: hidden.reduce((sum, h, k) => sum + outputWeights[k]! * h, outputBias[0]!),
  };
}

describe('three units that draw a circle', () => {
  it('look upwards, and down to the left and to the right: an equilateral triangle', () => {
    const half = Math.sqrt(3) / 2;
    for (const epsilon of [0.1, 2]) {
      const { hiddenWeights, hiddenBias, outputWeights } = roundTriangle(epsilon);
      const normals = [0, epsilon, -half * epsilon, -epsilon / 2, half * epsilon, -epsilon / 2];
      [0, 1, 2].forEach((k) => {
        expect(hiddenWeights.values[k]).toBeCloseTo(normals[2 * k]!, 14);
        expect(hiddenWeights.values[3 + k]).toBeCloseTo(normals[2 * k + 1]!, 14);
      });
      expect([...hiddenBias]).toEqual([1, 1, 1]);
      const expected = epsilon === 2 ? 5 : 2000; // 20/ε²
      for (const weight of outputWeights) expect(weight).toBeCloseTo(expected, 9);
    }
  });

  it('sum to 3σ(1) + ¾ σ″(1) ε²|x|² and less: what is left over falls with ε³ or faster', () => {
    const s = sigmoid(1);
    const second = s * (1 - s) * (1 - 2 * s); // σ″(1), by the book
    const left = (epsilon: number) =>
      Math.max(
        ...(
          [
            [1, 0],
            [0, 2],
            [-1.5, 1],
            [2, -2],
          ] as const
        ).map(([x1, x2]) => {
          const series = 3 * s + 0.75 * second * epsilon ** 2 * (x1 * x1 + x2 * x2);
          return Math.abs(sums(epsilon, x1, x2).hidden - series);
        }),
      );
    expect(left(0.1)).toBeLessThan(1e-3);
    expect(left(0.01) / left(0.02)).toBeLessThan(1 / 7);
    expect(left(0.005) / left(0.01)).toBeLessThan(1 / 7);
  });

  it('have logits that are 0 in the middle of all places at a distance of 1.9', () => {
    for (const epsilon of [0.3, 1, 2]) {
      const looks = Array.from({ length: 1000 }, (_, i) => (2 * Math.PI * i) / 1000).map(
        (angle) => sums(epsilon, 1.9 * Math.cos(angle), 1.9 * Math.sin(angle)).logit,
      );
      expect(looks.reduce((sum, logit) => sum + logit, 0) / 1000).toBeCloseTo(0, 10);
      expect(Math.max(...looks)).toBeGreaterThan(0.1);
    }
  });

  it('put the boundary at 1.9 all round, the closer the smaller ε', () => {
    const off = (epsilon: number) =>
      Math.max(
        ...[...boundaryRadii(roundTriangle(epsilon), 'sigmoid', 36, 20)].map((radius) =>
          Math.abs(radius - 1.9),
        ),
      );
    expect(roundRadius).toBe(1.9);
    expect(off(0.02)).toBeLessThan(0.01);
    expect(off(0.02)).toBeLessThan(off(0.1));
    expect(off(0.1)).toBeLessThan(off(0.5));
  });

  it('need weights of some length', () => {
    for (const epsilon of [0, -0.1, Number.NaN])
      expect(() => roundTriangle(epsilon)).toThrow(
        new RangeError(`The weights' length must be above 0, but got ${epsilon}.`),
      );
  });
});
