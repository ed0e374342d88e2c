import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import { column, fromRows, toRows } from '../../../src/data/matrix.ts';
import { fromUnits, standardise, toUnits } from '../../../src/data/standardise.ts';

const dataset = (rows: number[][]): Dataset => ({
  inputs: fromRows(rows),
  labels: Uint8Array.from(rows, (_, i) => i % 2),
  inputNames: ['Length (mm)', 'Mass (g)'],
  classNames: ['a', 'b'],
});

const small = dataset([
  [1, 40],
  [3, 10],
  [5, 10],
  [7, 20],
]);

describe('standardise', () => {
  it('does what one works out by hand', () => {
    // Means 4 and 20; squared distances 9 + 1 + 1 + 9 = 20 and 400 + 100 + 100 + 0 = 600.
    const { inputs, scale, labels, inputNames } = standardise(small);
    expect(scale).toEqual({ means: [4, 20], deviations: [Math.sqrt(5), Math.sqrt(150)] });
    expect(toRows(inputs)[0]).toEqual([-3 / Math.sqrt(5), 20 / Math.sqrt(150)]);
    expect([labels, inputNames]).toEqual([small.labels, small.inputNames]);
  });

  it('leaves what it was given as it was', () => {
    const before = toRows(small.inputs);
    standardise(small);
    expect(toRows(small.inputs)).toEqual(before);
    expect(small.scale).toBeUndefined();
  });

  it('brings any inputs to mean 0 and deviation 1, and toUnits leads back', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 50 }), (rows) => {
        const spread = (j: 0 | 1) =>
          Math.max(...rows.map((row) => row[j])) - Math.min(...rows.map((row) => row[j]));
        // Below this the values differ in their last bits only, and so would their deviation.
        fc.pre(spread(0) > 1e-3 && spread(1) > 1e-3);
        const done = standardise(dataset(rows));
        for (const j of [0, 1] as const) {
          const z = [...column(done.inputs, j)];
          expect(z.reduce((sum, x) => sum + x, 0) / z.length).toBeCloseTo(0, 6);
          expect(z.reduce((sum, x) => sum + x * x, 0) / z.length).toBeCloseTo(1, 6);
          z.forEach((input, i) => {
            expect(Math.abs(toUnits(done, j, input) - rows[i]![j])).toBeLessThan(1e-8);
            expect(Math.abs(fromUnits(done, j, rows[i]![j]) - input)).toBeLessThan(1e-8);
          });
        }
      }),
    );
  });

  it('done twice still leads back to the first units', () => {
    const twice = standardise(standardise(small));
    toRows(small.inputs).forEach((row, i) => {
      const again = toRows(twice.inputs)[i]!;
      row.forEach((value, j) => {
        expect(toUnits(twice, j, again[j]!)).toBeCloseTo(value, 12);
      });
    });
  });

  it('without a scale, units are the inputs themselves', () => {
    expect([toUnits(small, 0, 2.5), fromUnits(small, 1, 2.5)]).toEqual([2.5, 2.5]);
  });

  it('refuses no points, an input that never differs, and one that is not finite', () => {
    expect(() => standardise(dataset([]))).toThrow('at least one point');
    expect(() =>
      standardise(
        dataset([
          [1, 2],
          [3, 2],
        ]),
      ),
    ).toThrow('"Mass (g)"');
    expect(() =>
      standardise(
        dataset([
          [Number.NaN, 2],
          [3, 1],
        ]),
      ),
    ).toThrow('"Length (mm)"');
  });
});
