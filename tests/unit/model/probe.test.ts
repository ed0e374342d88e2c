import { describe, expect, it } from 'vitest';
import { fromRows, zeros } from '../../../src/data/matrix.ts';
import { linearProbe } from '../../../src/model/probe.ts';
import golden from '../../golden/logistic-regression.json' with { type: 'json' };

const corners = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
const and = Uint8Array.of(0, 0, 0, 1);
const xor = Uint8Array.of(0, 1, 1, 0);

describe('what one linear classifier can tell of a layer', () => {
  it('is all of an AND, at most three quarters of an XOR, and nothing of points in one place', () => {
    expect(linearProbe(fromRows(corners), and)).toBe(1);
    expect(linearProbe(fromRows(corners), xor)).toBeLessThanOrEqual(0.75);
    expect(linearProbe(zeros(4, 2), Uint8Array.of(0, 1, 0, 1))).toBe(0.5);
  });

  it('does not depend on where the points stand, however far from the origin', () => {
    for (const [right, up] of [
      [1e7, -3e7],
      [-5e8, 0],
      [0, 2e9],
    ] as const) {
      const shifted = fromRows(corners.map(([x1, x2]) => [x1 + right, x2 + up]));
      expect(linearProbe(shifted, and)).toBe(1);
    }
  });

  it('is the share that NumPy’s logistic regression has right', () => {
    const [w1, w2] = golden.newton_plain.w as [number, number];
    const right = golden.X.filter(([x1, x2], i) => {
      const score = w1 * x1! + w2 * x2! + golden.newton_plain.b;
      return score >= 0 === (golden.y[i] === 1);
    }).length;
    expect(right).toBeLessThan(golden.y.length);
    expect(linearProbe(fromRows(golden.X), Uint8Array.from(golden.y))).toBe(
      right / golden.y.length,
    );
  });

  it('takes a layer of any width', () => {
    // Five units, of which the fourth alone knows the class.
    const rows = Array.from({ length: 8 }, (_, i) => [1, i % 2, i % 3, i < 3 ? 7 : 9, -i]);
    const labels = Uint8Array.from(rows, (_, i) => (i < 3 ? 1 : 0));
    expect(linearProbe(fromRows(rows), labels)).toBe(1);
  });

  it('is undefined where there is no minimum to be found', () => {
    for (const broken of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(linearProbe(fromRows([[1], [broken]]), Uint8Array.of(0, 1))).toBeUndefined();
    expect(linearProbe(fromRows([[1], [2]]), Uint8Array.of(0, 2))).toBeUndefined();
  });
});
