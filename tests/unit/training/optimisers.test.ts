import { describe, expect, it } from 'vitest';
import { createOptimiser, optimisers } from '../../../src/training/optimisers.ts';

describe('gradient descent', () => {
  it('goes against the gradient, by the learning rate, and remembers nothing', () => {
    const theta = Float64Array.of(1, -2);
    const optimiser = createOptimiser(optimisers['gradient-descent'], 2);
    expect(optimiser.step(theta, Float64Array.of(0.5, -4), 0.1)).toBe(true);
    expect([...theta]).toEqual([1 - 0.05, -2 + 0.4]);
    expect(optimiser.memory).toHaveLength(0);
  });
});

describe('momentum', () => {
  // By hand, μ = 0.9, η = 0.1 and always the gradient 1: v = 1, 1.9, 2.71.
  it('gathers speed where the gradient stays the same: steps of 0.1, 0.19, 0.271', () => {
    const theta = Float64Array.of(0);
    const optimiser = createOptimiser(optimisers.momentum, 1);
    const places = [1, 2, 3].map(() => {
      optimiser.step(theta, Float64Array.of(1), 0.1);
      return theta[0]!;
    });
    expect(places[0]).toBeCloseTo(-0.1, 15);
    expect(places[1]).toBeCloseTo(-0.29, 15);
    expect(places[2]).toBeCloseTo(-0.561, 15);
  });

  it('comes nearer to 10 times the step, the limit 1/(1 − μ)', () => {
    const theta = Float64Array.of(0);
    const optimiser = createOptimiser(optimisers.momentum, 1);
    for (let i = 0; i < 400; i++) optimiser.step(theta, Float64Array.of(1), 0.1);
    const before = theta[0]!;
    optimiser.step(theta, Float64Array.of(1), 0.1);
    expect(before - theta[0]!).toBeCloseTo(1, 12);
  });
});

describe('Adam', () => {
  it('takes a first step of the learning rate, whatever the size of the gradient', () => {
    for (const slope of [1e-3, 1, -250]) {
      const theta = Float64Array.of(5);
      createOptimiser(optimisers.adam, 1).step(theta, Float64Array.of(slope), 0.01);
      // m̂ = g and √v̂ = |g|, so that only ε stands between the step and η.
      const expected = (0.01 * slope) / (Math.abs(slope) + 1e-8);
      expect(5 - theta[0]!).toBeCloseTo(expected, 15);
    }
  });

  it('agrees with the second step worked by hand: g = 1, then g = −3', () => {
    const theta = Float64Array.of(0);
    const optimiser = createOptimiser(optimisers.adam, 1);
    optimiser.step(theta, Float64Array.of(1), 0.1);
    optimiser.step(theta, Float64Array.of(-3), 0.1);
    const first = -0.1 / (1 + 1e-8);
    const mean = (0.9 * 0.1 * 1 + 0.1 * -3) / (1 - 0.81); // (0.09 − 0.3) / 0.19
    const square = (0.999 * 0.001 * 1 + 0.001 * 9) / (1 - 0.998001); // 0.009999 / 0.001999
    expect(theta[0]).toBeCloseTo(first - (0.1 * mean) / (Math.sqrt(square) + 1e-8), 13);
  });

  it('finds the lowest point of a narrow valley from far away', () => {
    const theta = Float64Array.of(3, -2);
    const optimiser = createOptimiser(optimisers.adam, 2);
    for (let i = 0; i < 4000; i++)
      optimiser.step(theta, Float64Array.of(2 * (theta[0]! - 1), 200 * theta[1]!), 0.01);
    expect(theta[0]).toBeCloseTo(1, 6);
    expect(theta[1]).toBeCloseTo(0, 6);
  });
});

describe.each(Object.values(optimisers))('$kind', (spec) => {
  it('goes on from a copy of its memory, bit for bit', () => {
    const gradientAt = (at: Float64Array) => at.map((value, j) => Math.sin(value * (j + 1)) + 0.1);
    const run = (steps: number, theta: Float64Array, optimiser = createOptimiser(spec, 3)) => {
      for (let i = 0; i < steps; i++) optimiser.step(theta, gradientAt(theta), 0.05);
      return { theta, optimiser };
    };
    const whole = run(20, Float64Array.of(1, 2, 3));
    const half = run(12, Float64Array.of(1, 2, 3));
    const other = createOptimiser(spec, 3);
    other.memory.set(half.optimiser.memory);
    expect(run(8, half.theta.slice(), other).theta).toEqual(whole.theta);
  });

  it('says when a parameter has left the numbers that are surely safe', () => {
    const optimiser = createOptimiser(spec, 2);
    expect(optimiser.step(Float64Array.of(0, 0), Float64Array.of(1, 1), 1e14)).toBe(true);
    expect(optimiser.step(Float64Array.of(0, 2e15), Float64Array.of(1, 1), 1)).toBe(false);
    expect(optimiser.step(Float64Array.of(0, 0), Float64Array.of(1, Number.NaN), 1)).toBe(false);
  });
});

it('a gradient of another length is refused', () => {
  for (const spec of [optimisers.momentum, optimisers.adam])
    expect(() =>
      createOptimiser(spec, 2).step(Float64Array.of(1, 2), Float64Array.of(1), 1),
    ).toThrow('Expected 2 entries of the gradient, but got 1');
});
