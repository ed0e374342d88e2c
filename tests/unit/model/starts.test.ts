import { describe, expect, it } from 'vitest';
import type { Random } from '../../../src/data/random.ts';
import { start, startNames } from '../../../src/model/starts.ts';

/** Uniform draws 0, 1/16, 2/16, … and normal draws −1, −2, −3, … */
const counting = (): Random => {
  let uniforms = 0;
  let normals = 0;
  return {
    uniform: () => uniforms++ / 16,
    normal: () => --normals,
    below: () => {
      throw new Error('A start draws no whole numbers.');
    },
  };
};

describe('start', () => {
  it('knows its names', () => {
    expect(startNames).toEqual(['zero', 'equal', 'uniform', 'normal', 'glorot', 'he']);
  });

  it('zero: all parameters 0', () => {
    expect(start('zero', [2, 3, 1], counting())).toEqual(new Float64Array(13));
  });

  it('equal: all parameters ½', () => {
    expect(start('equal', [2, 3, 1], counting())).toEqual(new Float64Array(13).fill(0.5));
  });

  it('uniform: every parameter in order, biases too', () => {
    expect(start('uniform', [2, 3, 1], counting())).toEqual(
      Float64Array.from({ length: 13 }, (_, i) => i / 16),
    );
  });

  it('normal: every parameter in order, biases too', () => {
    expect(start('normal', [2, 1], counting())).toEqual(Float64Array.of(-1, -2, -3));
  });

  it('glorot: weights on [−r, r) with r² = 6/(inputs + outputs), biases 0', () => {
    const [r1, r2] = [Math.sqrt(6 / 5), Math.sqrt(6 / 4)];
    expect(start('glorot', [2, 3, 1], counting())).toEqual(
      Float64Array.from([
        ...[-1, -7 / 8, -6 / 8, -5 / 8, -4 / 8, -3 / 8].map((u) => u * r1),
        ...[0, 0, 0],
        ...[-2 / 8, -1 / 8, 0].map((u) => u * r2),
        0,
      ]),
    );
  });

  it('he: normal weights of variance 2/inputs, biases 0', () => {
    expect(start('he', [2, 2, 1], counting())).toEqual(
      Float64Array.of(-1, -2, -3, -4, 0, 0, -5, -6, 0),
    );
    expect(start('he', [8, 1], counting())[7]).toBe(-4);
  });

  it('refuses an unknown name', () => {
    for (const name of ['Glorot', 'toString'])
      expect(() => start(name, [2, 1], counting())).toThrow(
        new RangeError(
          `There is no start “${name}”, only zero, equal, uniform, normal, glorot, he.`,
        ),
      );
  });

  it('refuses sizes that make no layers', () => {
    expect(() => start('zero', [2], counting())).toThrow(
      new RangeError('A start needs at least two sizes, inputs and outputs, but got 1.'),
    );
    expect(() => start('zero', [2, 0, 1], counting())).toThrow(
      new RangeError('The number of units of a layer needs to be whole and at least 1, but got 0.'),
    );
  });
});
