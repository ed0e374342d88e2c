import { describe, expect, it } from 'vitest';
import { logit, sigmoid, sigmoids } from '../../../src/model/sigmoid.ts';

describe('sigmoid', () => {
  it('is 1/(1 + e^{−z}) (chapter 2)', () => {
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(1)).toBeCloseTo(0.7310585786300049, 15);
    expect(sigmoid(-2)).toBeCloseTo(0.11920292202211755, 15);
  });

  it('satisfies σ(−z) = 1 − σ(z)', () => {
    for (let z = -40; z <= 40; z += 0.37)
      expect(Math.abs(sigmoid(-z) - (1 - sigmoid(z)))).toBeLessThan(2.3e-16);
  });

  it('has the slope e^{−z}/(1 + e^{−z})², which is σ(z)(1 − σ(z)) (chapter 10)', () => {
    for (let z = -8; z <= 8; z += 0.41) {
      const slope = (sigmoid(z + 1e-5) - sigmoid(z - 1e-5)) / 2e-5;
      const e = Math.exp(-z);
      expect(e / (1 + e) ** 2).toBeCloseTo(slope, 9);
      expect(sigmoid(z) * (1 - sigmoid(z))).toBeCloseTo(e / (1 + e) ** 2, 15);
      expect(e / (1 + e)).toBeCloseTo(1 - sigmoid(z), 15); // what σ(z) lacks to 1
    }
  });

  it('is never NaN, however large the score', () => {
    expect([-1e308, -800, 800, 1e308].map(sigmoid)).toEqual([0, 0, 1, 1]);
    expect(sigmoid(Number.POSITIVE_INFINITY)).toBe(1);
    expect(sigmoid(Number.NEGATIVE_INFINITY)).toBe(0);
  });

  it('rounds to exactly 1 from 37 on, which is why the loss is computed from the logit', () => {
    expect(sigmoid(36)).toBeLessThan(1);
    expect(sigmoid(37)).toBe(1);
  });

  it('passes NaN on, so that divergence shows', () => expect(sigmoid(Number.NaN)).toBeNaN());
});

describe('sigmoids', () => {
  it('gives every entry bit for bit what sigmoid gives', () => {
    const scores = Float64Array.from({ length: 101 }, (_, i) => (i - 50) * 0.83);
    const out = new Float64Array(101);
    sigmoids(scores, out);
    expect(out).toEqual(scores.map(sigmoid));
  });

  it('writes as many entries as there are scores', () => {
    const out = Float64Array.of(7, 7, 7);
    sigmoids(Float64Array.of(0, 0), out);
    expect(out).toEqual(Float64Array.of(0.5, 0.5, 7));
  });

  it('works in place', () => {
    const scores = Float64Array.of(-1, 0, 1);
    sigmoids(scores, scores);
    expect(scores).toEqual(Float64Array.of(sigmoid(-1), 0.5, sigmoid(1)));
  });
});

describe('logit', () => {
  it('is log(θ/(1−θ)): the score from which σ(z) ≥ θ (chapter 2)', () => {
    expect(logit(0.5)).toBe(0);
    expect(logit(0.8)).toBeCloseTo(Math.log(4), 15);
    for (const threshold of [0.01, 0.3, 0.5, 0.9]) {
      expect(sigmoid(logit(threshold) + 1e-9)).toBeGreaterThan(threshold);
      expect(sigmoid(logit(threshold) - 1e-9)).toBeLessThan(threshold);
    }
  });

  it('undoes the sigmoid', () => {
    for (let z = -12; z <= 12; z += 0.61) expect(logit(sigmoid(z))).toBeCloseTo(z, 9);
  });

  it('goes to ±Infinity at the ends', () => {
    expect(logit(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(logit(1)).toBe(Number.POSITIVE_INFINITY);
  });
});
