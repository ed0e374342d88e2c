import { describe, expect, it } from 'vitest';
import { arcsCalledOne, fullRings, shareOfTurn, stripArc } from '../../../src/model/rings.ts';

describe('full rings', () => {
  it('give each class its own radius, spread evenly', () => {
    const { inputs, labels } = fullRings([1, 3], [4, 8]);
    expect([...labels]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    const radius = (i: number) => Math.hypot(inputs.values[i]!, inputs.values[12 + i]!);
    for (let i = 0; i < 12; i++) expect(radius(i)).toBeCloseTo(i < 4 ? 1 : 3, 14);
    expect(inputs.values[1]).toBeCloseTo(0, 15);
    expect(inputs.values[12 + 1]).toBe(1);
  });

  it('are cut by a line where trigonometry says: x ≥ 1 holds on ±arccos(1/3) of radius 3', () => {
    const arcs = arcsCalledOne((x) => x - 1, 3);
    const edge = Math.acos(1 / 3);
    expect(arcs).toHaveLength(2); // it is cut where the angles begin anew
    expect(arcs[0]![0]).toBe(0);
    expect(arcs[0]![1]).toBeCloseTo(edge, 8);
    expect(arcs[1]![0]).toBeCloseTo(2 * Math.PI - edge, 8);
    expect(arcs[1]![1]).toBe(2 * Math.PI);
    expect(shareOfTurn(arcs)).toBeCloseTo(edge / Math.PI, 8);
  });

  it('are cut rightly also beside the place where the angles begin anew', () => {
    // x₂ ≤ 1 on radius 3, and x₂ ≥ −0.002, which is cut less than half a degree before a full turn.
    const edge = Math.asin(1 / 3);
    const below = arcsCalledOne((_x, y) => 1 - y, 3);
    expect(below.map(([from]) => from)).toEqual([0, expect.closeTo(Math.PI - edge, 8)]);
    expect(below.map(([, to]) => to)).toEqual([expect.closeTo(edge, 8), 2 * Math.PI]);
    const upper = arcsCalledOne((_x, y) => y + 0.002, 1);
    expect(upper.map(([from]) => from)).toEqual([0, expect.closeTo(2 * Math.PI - 0.002, 8)]);
    expect(upper.map(([, to]) => to)).toEqual([expect.closeTo(Math.PI + 0.002, 8), 2 * Math.PI]);
  });

  it('are called 1 wholly or not at all when the score has one sign', () => {
    expect(arcsCalledOne(() => 0, 1)).toEqual([[0, 2 * Math.PI]]);
    expect(arcsCalledOne(() => -1, 1)).toEqual([]);
    expect(shareOfTurn([])).toBe(0);
  });

  it('lose 2 arcsin(r/R) to a strip as wide as the inner ring', () => {
    expect(stripArc(1, 3)).toBeCloseTo(2 * Math.asin(1 / 3), 14);
    expect(stripArc(1, 2)).toBeCloseTo(Math.PI / 3, 14);
    expect(stripArc(1, Number.POSITIVE_INFINITY)).toBe(0);
    for (const [inner, outer] of [
      [3, 3],
      [0, 3],
      [-1, 3],
      [Number.NaN, 3],
    ] as const)
      expect(() => stripArc(inner, outer)).toThrow(
        new RangeError(
          `The inner radius must be above 0 and below the outer, but got ${inner} and ${outer}.`,
        ),
      );
  });
});
