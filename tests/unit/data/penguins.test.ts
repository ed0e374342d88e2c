import { describe, expect, it } from 'vitest';
import { column, toRows } from '../../../src/data/matrix.ts';
import { measurements, penguins, species } from '../../../src/data/penguins.ts';
import { toUnits } from '../../../src/data/standardise.ts';

describe('penguins', () => {
  it('gives the very first penguin of the file in its own units', () => {
    const { dataset } = penguins({
      species: ['Adelie', 'Chinstrap'],
      measurements: ['billLength', 'billDepth'],
    });
    const [first] = toRows(dataset.inputs);
    expect(toUnits(dataset, 0, first![0]!)).toBeCloseTo(39.1, 12);
    expect(toUnits(dataset, 1, first![1]!)).toBeCloseTo(18.7, 12);
    expect(dataset.labels[0]).toBe(0);
  });

  it('agrees with NumPy on counts, means and deviations', () => {
    const { dataset, missing } = penguins({
      species: ['Adelie', 'Chinstrap'],
      measurements: ['billLength', 'billDepth'],
    });
    expect([dataset.inputs.rows, missing]).toEqual([219, 1]);
    expect(dataset.labels.filter((y) => y === 1).length).toBe(68);
    dataset.scale!.means.forEach((mean, j) => {
      expect(mean).toBeCloseTo([41.9095890410959, 18.369406392694064][j]!, 10);
    });
    dataset.scale!.deviations.forEach((d, j) => {
      expect(d).toBeCloseTo([5.464543187788352, 1.1871938881226025][j]!, 10);
    });
  });

  it('takes three species in the order asked for', () => {
    const { dataset, missing } = penguins({
      species: ['Gentoo', 'Adelie', 'Chinstrap'],
      measurements: ['bodyMass', 'flipperLength'],
    });
    expect(missing).toBe(2);
    expect([0, 1, 2].map((k) => dataset.labels.filter((y) => y === k).length)).toEqual([
      123, 151, 68,
    ]);
    expect(dataset.classNames).toEqual(['Gentoo', 'Adelie', 'Chinstrap']);
    expect(dataset.inputNames).toEqual(['Body mass (g)', 'Flipper length (mm)']);
    dataset.scale!.means.forEach((mean, j) => {
      expect(mean).toBeCloseTo([4201.754385964912, 200.91520467836258][j]!, 9);
    });
  });

  it('is finite for every choice of species and measurements', () => {
    const names = Object.keys(measurements) as (keyof typeof measurements)[];
    for (const a of species)
      for (const b of species)
        for (const m of names)
          for (const k of names) {
            if (a === b || m === k) continue;
            const { dataset, missing } = penguins({ species: [a, b], measurements: [m, k] });
            expect(dataset.inputs.values.every(Number.isFinite)).toBe(true);
            expect(dataset.inputs.rows + missing).toBe(
              { Adelie: 152, Chinstrap: 68, Gentoo: 124 }[a] +
                { Adelie: 152, Chinstrap: 68, Gentoo: 124 }[b],
            );
            // A bill is deeper than 13 mm and shorter than 60: no column is taken for another.
            const inUnits = [...column(dataset.inputs, 0)].map((x) => toUnits(dataset, 0, x));
            const [low, high] = {
              billLength: [32, 60],
              billDepth: [13, 22],
              flipperLength: [170, 232],
              bodyMass: [2700, 6300],
            }[m] as [number, number];
            expect(Math.min(...inUnits)).toBeGreaterThanOrEqual(low);
            expect(Math.max(...inUnits)).toBeLessThanOrEqual(high + 1e-9);
          }
  });
});
