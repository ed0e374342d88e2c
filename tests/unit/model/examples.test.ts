import { describe, expect, it } from 'vitest';
import { fromRows, zeros } from '../../../src/data/matrix.ts';
import { requireCount, requireExamples, requireLength } from '../../../src/model/examples.ts';

const two = fromRows([
  [1, 2],
  [3, 4],
]);

describe('requireExamples', () => {
  it('takes finite inputs with a label 0 or 1 each', () => {
    expect(() => requireExamples(two, Uint8Array.of(0, 1))).not.toThrow();
  });

  it('says how many labels it expected and how many came', () => {
    expect(() => requireExamples(two, Uint8Array.of(1))).toThrow(
      new RangeError('2 points need 2 labels, but got 1.'),
    );
  });

  it('refuses no points, and points without inputs', () => {
    expect(() => requireExamples(zeros(0, 2), new Uint8Array(0))).toThrow(
      new RangeError('Examples need at least one point and one input, but got 0 × 2.'),
    );
    expect(() => requireExamples(zeros(3, 0), new Uint8Array(3))).toThrow(
      new RangeError('Examples need at least one point and one input, but got 3 × 0.'),
    );
  });

  it('names the first input that is not finite', () => {
    const inputs = fromRows([
      [1, 2],
      [3, Number.NaN],
      [Number.POSITIVE_INFINITY, 6],
    ]);
    expect(() => requireExamples(inputs, new Uint8Array(3))).toThrow(
      new RangeError('Inputs need to be finite, but input 1 of point 3 is Infinity.'),
    );
    inputs.values[2] = 5;
    expect(() => requireExamples(inputs, new Uint8Array(3))).toThrow(
      new RangeError('Inputs need to be finite, but input 2 of point 2 is NaN.'),
    );
  });

  it('names the first label that is neither 0 nor 1', () => {
    expect(() => requireExamples(two, Uint8Array.of(1, 2))).toThrow(
      new RangeError('Labels need to be 0 or 1, but point 2 has 2.'),
    );
  });
});

describe('requireCount', () => {
  it('takes whole numbers of at least 1 and names what it counted', () => {
    expect(() => requireCount(1, 'points')).not.toThrow();
    for (const bad of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => requireCount(bad, 'points')).toThrow(
        new RangeError(`The number of points needs to be whole and at least 1, but got ${bad}.`),
      );
  });
});

describe('requireLength', () => {
  it('takes the expected length only, and names what has it', () => {
    expect(() => requireLength(3, 3, 'labels')).not.toThrow();
    expect(() => requireLength(2, 3, 'labels')).toThrow(
      new RangeError('Expected 3 labels, but got 2.'),
    );
  });
});
