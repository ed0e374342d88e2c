import { describe, expect, it } from 'vitest';
import {
  accuracy,
  crossEntropy,
  likelihood,
  meanCrossEntropy,
  textbookCrossEntropy,
} from '../../../src/model/loss.ts';
import { sigmoid, sigmoids } from '../../../src/model/sigmoid.ts';

/** A pass over these logits: the probabilities as a forward pass would leave them. */
const passOf = (logits: Float64Array) => {
  const probabilities = new Float64Array(logits.length);
  sigmoids(logits, probabilities);
  return { logits, probabilities };
};

describe('crossEntropy', () => {
  it('is −y log ŷ − (1−y) log(1−ŷ), where that can be computed (chapter 9)', () => {
    for (let z = -12; z <= 12; z += 0.41)
      for (const y of [0, 1]) {
        const probability = 1 / (1 + Math.exp(-z));
        const textbook = -y * Math.log(probability) - (1 - y) * Math.log(1 - probability);
        expect(Math.abs(crossEntropy(z, y) - textbook)).toBeLessThan(1e-10 * textbook);
      }
  });

  it('is ln 2 on the line', () => {
    expect(crossEntropy(0, 0)).toBe(Math.LN2);
    expect(crossEntropy(0, 1)).toBe(Math.LN2);
  });

  it('is exact for a point that is surely right or surely wrong', () => {
    expect(crossEntropy(800, 0)).toBe(800);
    expect(crossEntropy(-800, 1)).toBe(800);
    expect(crossEntropy(800, 1)).toBe(0);
    expect(crossEntropy(-800, 0)).toBe(0);
    expect(crossEntropy(40, 1)).toBeCloseTo(Math.exp(-40), 30);
  });

  it('is never NaN, however large the logit', () => {
    expect(crossEntropy(1e308, 0)).toBe(1e308);
    expect(crossEntropy(1e308, 1)).toBe(0);
    expect(crossEntropy(-1e308, 0)).toBe(0);
    expect(crossEntropy(-1e308, 1)).toBe(1e308);
  });

  it('has the derivative ŷ − y by the logit (chapter 10)', () => {
    const h = 1e-5;
    for (let z = -8; z <= 8; z += 0.7)
      for (const y of [0, 1])
        expect((crossEntropy(z + h, y) - crossEntropy(z - h, y)) / (2 * h)).toBeCloseTo(
          sigmoid(z) - y,
          9,
        );
  });
});

describe('textbookCrossEntropy', () => {
  it('agrees with crossEntropy while a probability is not rounded to 0 or 1', () => {
    for (let z = -12; z <= 12; z += 0.37)
      for (const y of [0, 1])
        expect(textbookCrossEntropy(z, y) / crossEntropy(z, y) - 1).toBeCloseTo(0, 9);
  });

  it('is infinite or not a number where σ is exactly 1: from 37 on (chapter 9)', () => {
    expect(sigmoid(36)).toBeLessThan(1);
    expect(sigmoid(37)).toBe(1);
    expect(textbookCrossEntropy(37, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(textbookCrossEntropy(37, 1)).toBeNaN();
    expect(textbookCrossEntropy(800, 1)).toBeNaN();
    expect(textbookCrossEntropy(-800, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('likelihood', () => {
  it('is the product of what was given to the labels: ¾ · ⅞ · ½', () => {
    expect(likelihood(Float64Array.of(0.75, 0.125, 0.5), Uint8Array.of(1, 0, 1))).toBe(0.328125);
  });

  it('is what the loss is the logarithm of: L = −(1/n) log Π (chapter 9)', () => {
    const logits = Float64Array.from({ length: 40 }, (_, i) => 3 * Math.sin(i));
    const labels = Uint8Array.from(logits, (_, i) => i % 2);
    const product = likelihood(passOf(logits).probabilities, labels);
    expect(-Math.log(product) / 40).toBeCloseTo(meanCrossEntropy(logits, labels), 13);
  });

  it('refuses missing labels', () => {
    expect(() => likelihood(new Float64Array(2), new Uint8Array(1))).toThrow(
      new RangeError('Expected 2 labels, but got 1.'),
    );
  });
});

describe('meanCrossEntropy', () => {
  it('is the mean over the points (chapter 9)', () => {
    const logits = Float64Array.of(0, 800, Math.log(3));
    // ln 2, 800 and −ln ¾
    expect(meanCrossEntropy(logits, Uint8Array.of(1, 0, 1))).toBeCloseTo(
      (Math.log(2) + 800 + Math.log(4 / 3)) / 3,
      12,
    );
  });

  it('refuses no points and missing labels', () => {
    expect(() => meanCrossEntropy(new Float64Array(0), new Uint8Array(0))).toThrow(
      new RangeError('The number of points needs to be whole and at least 1, but got 0.'),
    );
    expect(() => meanCrossEntropy(new Float64Array(2), new Uint8Array(1))).toThrow(
      new RangeError('Expected 2 labels, but got 1.'),
    );
  });
});

describe('accuracy', () => {
  it('is the share that the step rule gets right, with 1 on the line itself (chapter 1)', () => {
    expect(accuracy(Float64Array.of(2, -1, 0, -3), Uint8Array.of(1, 1, 1, 0))).toBe(0.75);
    expect(accuracy(Float64Array.of(0), Uint8Array.of(0))).toBe(0);
  });

  it('refuses missing labels', () => {
    expect(() => accuracy(new Float64Array(2), new Uint8Array(3))).toThrow(
      new RangeError('Expected 2 labels, but got 3.'),
    );
  });
});
