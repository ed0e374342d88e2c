import { describe, expect, it } from 'vitest';
import { fromRows, zeros } from '../../../src/data/matrix.ts';
import { softmaxNumbers } from '../../../src/figure/softmax-numbers.ts';
import { softmax, softmaxCrossEntropy } from '../../../src/model/softmax.ts';

const scores = [2, 1, -1, 0.25];

describe('the softmax of one point, step by step', () => {
  it('is bit for bit what the model gives when the largest score is taken off', () => {
    for (const shift of [0, 3, -1000, 1000]) {
      const moved = scores.map((z) => z + shift);
      const room = zeros(1, moved.length);
      softmax(fromRows([moved]), room);
      const { probabilities, loss } = softmaxNumbers(moved, 2, true);
      expect(probabilities).toEqual([...room.values]);
      expect(loss).toBe(softmaxCrossEntropy(fromRows([moved]), Uint8Array.of(2)));
    }
  });

  it('as written is the same where float64 reaches, by the language’s own exponential', () => {
    const { exponentials, probabilities, loss } = softmaxNumbers(scores, 1, false);
    const sum = scores.reduce((total, z) => total + Math.exp(z), 0);
    expect(exponentials).toEqual(scores.map((z) => expect.closeTo(Math.exp(z), 12)));
    expect(probabilities).toEqual(scores.map((z) => expect.closeTo(Math.exp(z) / sum, 14)));
    expect(loss).toBeCloseTo(-Math.log(Math.exp(1) / sum), 14);
  });

  it('as written overflows at scores of 1,000, and every exponential is 0 at −1,000', () => {
    const above = softmaxNumbers(
      scores.map((z) => z + 1000),
      0,
      false,
    );
    expect(above.exponentials).toEqual([Infinity, Infinity, Infinity, Infinity]);
    expect(above.probabilities).toEqual([NaN, NaN, NaN, NaN]);
    const below = softmaxNumbers(
      scores.map((z) => z - 1000),
      0,
      false,
    );
    expect(below.exponentials).toEqual([0, 0, 0, 0]);
    expect(below.probabilities).toEqual([NaN, NaN, NaN, NaN]);
  });

  it('gives ŷ − y, which sums to 0, and refuses a class that is none', () => {
    const { slopes } = softmaxNumbers([0, 0], 1, true);
    expect(slopes).toEqual([0.5, -0.5]);
    expect(() => softmaxNumbers(scores, 4, true)).toThrow('must be 0 … 3, but got 4');
  });
});
