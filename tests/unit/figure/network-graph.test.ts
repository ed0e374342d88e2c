import { describe, expect, it } from 'vitest';
import {
  edgeOf,
  inputPlace,
  networkParameters,
  networkSize,
  nodeSize,
  outputPlace,
  thickness,
  unitPlace,
} from '../../../src/figure/network-graph.ts';
import { parameterCount, view } from '../../../src/model/mlp.ts';

const units = 3;
const all = networkParameters(units);
const distance = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]) =>
  Math.hypot(ax - bx, ay - by);

describe('the drawing of a network', () => {
  it('names each number of the flat vector as the model reads it', () => {
    expect(all).toHaveLength(parameterCount(units));
    const numbers = view(
      Float64Array.from(all, ({ index }) => index),
      units,
    );
    const named = (letter: string, below: string) =>
      all.find((parameter) => parameter.letter === letter && parameter.below === below)?.index;
    expect(named('W', '21')).toBe(numbers.hiddenWeights.values[1]);
    expect(named('W', '32')).toBe(numbers.hiddenWeights.values[units + 2]);
    expect(named('b', '3')).toBe(numbers.hiddenBias[2]);
    expect(named('w', 'final,2')).toBe(numbers.outputWeights[1]);
    expect(named('b', 'final')).toBe(numbers.outputBias[0]);
  });

  it('leads each edge from the rim of one node to the rim of the next', () => {
    for (const parameter of all) {
      const { from, to } = edgeOf(parameter, units);
      const { kind, index, unit } = parameter;
      if (kind === 'W') {
        expect(distance(from, inputPlace(index < units ? 0 : 1))).toBeCloseTo(nodeSize.input, 9);
        const [x, y] = unitPlace(unit as number, units);
        expect(to).toEqual([x - nodeSize.unit, y]);
      } else if (kind === 'b') {
        const [x, y] = unitPlace(unit as number, units);
        expect(to).toEqual([x, y - nodeSize.unit]);
      } else expect(distance(to, outputPlace(units))).toBeCloseTo(nodeSize.output, 9);
    }
  });

  it('keeps its numbers within the drawing and apart, so that a finger meets one of them', () => {
    const handles = all.map((parameter) => edgeOf(parameter, units).handle);
    handles.forEach(([x, y], i) => {
      expect(x).toBeGreaterThan(22);
      expect(x).toBeLessThan(networkSize.width - 22);
      expect(y).toBeGreaterThan(15);
      expect(y).toBeLessThan(networkSize.height - 15);
      // A number is 44 wide and 30 high: two of them share no place.
      for (const [ox, oy] of handles.slice(i + 1))
        expect(Math.abs(ox - x) >= 44 || Math.abs(oy - y) >= 32).toBe(true);
    });
  });

  it('draws a larger weight thicker, and its sign makes no difference to that', () => {
    expect(thickness(2)).toBeGreaterThan(thickness(1));
    expect(thickness(-2)).toBe(thickness(2));
    expect(thickness(50)).toBeLessThan(12);
  });
});
