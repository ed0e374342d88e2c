import { expect, it } from 'vitest';
import { layerSlopes } from '../../../src/model/layer-slopes.ts';

/** One input, two units, one output: W₁ (2 × 1), b₁, W₂ (1 × 2), b₂. */
const shape = { inputs: 1, hidden: [{ units: 2, activation: 'tanh' as const }], outputs: 1 };

it('a layer’s slope is the mean of |∂L/∂w| over its weights alone, worked by hand', () => {
  expect(layerSlopes(Float64Array.of(1, -3, 100, 100, 4, 0, 100), shape)).toEqual([2, 2]);
  // Three inputs to one unit: (1 + 2 + 6) / 3.
  expect(
    layerSlopes(Float64Array.of(-1, 2, -6, 50), { inputs: 3, hidden: [], outputs: 1 }),
  ).toEqual([3]);
});

it('a gradient that does not fit the network is refused', () => {
  expect(() => layerSlopes(new Float64Array(3), shape)).toThrow(
    new RangeError('Expected 7 parameters, but got 3.'),
  );
});
