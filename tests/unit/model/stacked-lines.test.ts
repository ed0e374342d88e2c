import { describe, expect, it } from 'vitest';
import { allSayOne, firstLayer, triangleAt } from '../../../src/model/half-planes.ts';
import { probability } from '../../../src/model/mlp.ts';
import {
  andOf,
  sharpened,
  solvedByHand,
  stackOn,
  startByHand,
} from '../../../src/model/stacked-lines.ts';

describe('lines with an output on top', () => {
  it('stand in the flat vector as W column after column, b, w_final, b_final', () => {
    const lines = [
      { weights: [1, 2], bias: 3 },
      { weights: [4, 5], bias: 6 },
    ] as const;
    expect(Array.from(stackOn(lines, [7, 8], 9).all)).toEqual([1, 4, 2, 5, 3, 6, 7, 8, 9]);
  });

  it('begin as chapter 7 writes them, and are solved by two other numbers', () => {
    const start = [0, 1, -1, -1, 0.5, 0.5, 1.4, 1.4, 1.4, 2, 2, -2, -1];
    expect(Array.from(startByHand().all)).toEqual(start);
    expect(Array.from(solvedByHand().all)).toEqual([...start.slice(0, 11), 2, -4.4]);
  });

  it('refuse another number of output weights than of lines, and no line at all', () => {
    expect(() => stackOn(firstLayer, [1, 1], 0)).toThrow('Expected 3 output weights, but got 2.');
    expect(() => stackOn([], [], 0)).toThrow(/hidden units/);
  });

  it('are the AND of the lines once they are sharp, for two, three or five of them', () => {
    const five = [...triangleAt(1.4), ...triangleAt(1).slice(1)];
    for (const lines of [triangleAt(1.4).slice(1), triangleAt(1.4), five]) {
      const network = andOf(sharpened(lines, 1000), 3);
      for (let at = 0; at < 400; at++) {
        const [x1, x2] = [-3.9 + 0.4 * (at % 20), -3.9 + 0.4 * Math.floor(at / 20)];
        const said = probability(network, 'sigmoid', x1, x2) >= 0.5 ? 1 : 0;
        expect(said, `at ${x1}, ${x2}`).toBe(allSayOne(lines, x1, x2));
      }
    }
  });

  it('are as sure as k says: ½k where all say 1, −½k where one does not', () => {
    const network = andOf(sharpened(triangleAt(1.4), 1000), 6);
    expect(probability(network, 'sigmoid', 0, 0)).toBeCloseTo(1 / (1 + Math.exp(-3)), 12);
    expect(probability(network, 'sigmoid', 0, 2)).toBeCloseTo(1 / (1 + Math.exp(3)), 12);
  });

  it('do not move when they are sharpened', () => {
    const [line] = sharpened([{ weights: [3, -4], bias: 5 }], 2);
    expect(line).toEqual({ weights: [6, -8], bias: 10 });
  });
});
