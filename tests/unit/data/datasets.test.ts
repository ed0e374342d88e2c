import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRecipe, type DataName, defaults, makeDataset } from '../../../src/data/datasets.ts';
import { toRows } from '../../../src/data/matrix.ts';

const names = Object.keys(defaults) as DataName[];

describe('makeDataset', () => {
  it.each(names)('makes finite points with a label and a name for each thing: %s', (name) => {
    const { inputs, labels, inputNames, classNames } = makeDataset(defaults[name]);
    expect(inputs.columns).toBe(2);
    expect(labels.length).toBe(inputs.rows);
    expect(inputs.values.every(Number.isFinite)).toBe(true);
    expect(inputNames.length).toBe(2);
    expect(new Set(labels)).toEqual(new Set(classNames.keys()));
  });

  it('makes the points drawn by hand, as drawn', () => {
    const { inputs, labels, classNames } = makeDataset({
      name: 'points',
      inputs: [
        [0.5, -2],
        [1, 3],
        [4, 4],
      ],
      labels: [0, 3, 0],
    });
    expect(toRows(inputs)).toEqual([
      [0.5, -2],
      [1, 3],
      [4, 4],
    ]);
    expect([...labels]).toEqual([0, 3, 0]);
    expect(classNames).toEqual(['Class 0', 'Class 1', 'Class 2', 'Class 3']);
  });

  it('has two class names also where only class 0 was drawn', () => {
    const { classNames } = makeDataset({ name: 'points', inputs: [[0, 0]], labels: [0] });
    expect(classNames).toEqual(['Class 0', 'Class 1']);
  });

  it('makes a table of one input or sixteen as it is, with its names', () => {
    for (const d of [1, 16]) {
      const inputs = [Array.from({ length: d }, (_, j) => j + 0.5), new Array(d).fill(-0.1)];
      const inputNames = inputs[0]!.map((_, j) => `input ${j}`);
      const dataset = makeDataset({
        ...{ name: 'table', inputNames, classNames: ['no', 'yes', 'perhaps'] },
        ...{ inputs, labels: [2, 0] },
      });
      expect(toRows(dataset.inputs)).toEqual(inputs);
      expect([...dataset.labels]).toEqual([2, 0]);
      expect(dataset.inputNames).toEqual(inputNames);
      expect(dataset.classNames).toEqual(['no', 'yes', 'perhaps']);
    }
  });

  it('checks what it is given', () => {
    expect(() => makeDataset({ ...defaults.circles, noise: Number.NaN })).toThrow(
      'circles: noise must be a number from 0 to 100, but got NaN.',
    );
  });
});

describe('checkRecipe', () => {
  it.each(names)('gives a whole recipe back as it is, also through JSON: %s', (name) => {
    expect(checkRecipe(defaults[name])).toEqual(defaults[name]);
    expect(checkRecipe(JSON.parse(JSON.stringify(defaults[name])))).toEqual(defaults[name]);
  });

  it('fills in what was left out', () => {
    expect(checkRecipe({ name: 'circles', seed: 44 })).toEqual({
      name: 'circles',
      count: 200,
      centre: [0, 0],
      radii: [1, 3],
      noise: 0.05,
      seed: 44,
    });
  });

  it('holds nothing of what it was given', () => {
    const centre = [1, 1];
    const recipe = checkRecipe({ name: 'circles', centre });
    centre[0] = Number.NaN;
    expect(recipe).toMatchObject({ centre: [1, 1] });
  });

  it.each<[unknown, string]>([
    [undefined, 'A data recipe must be an object with a name, but got nothing.'],
    [null, 'A data recipe must be an object with a name, but got null.'],
    ['blobs', 'A data recipe must be an object with a name, but got "blobs".'],
    [[], 'A data recipe must be an object with a name, but got a list of 0.'],
    [
      {},
      "A data recipe's name must be one of blobs, circles, moons, xor, spiral, penguins, points, table, but got nothing.",
    ],
    [{ name: 'blob' }, 'but got "blob".'],
    [{ name: '__proto__' }, 'but got "__proto__".'],
    [{ name: 'constructor' }, 'but got "constructor".'],
    [{ name: ['blobs'] }, 'but got a list of 1.'],
    [{ name: 'moons', turns: 1 }, 'moons takes count, noise, seed, but got "turns" besides.'],
    [JSON.parse('{"name":"moons","__proto__":{}}'), 'but got "__proto__" besides.'],
    [
      { name: 'blobs', count: 1 },
      'blobs: count must be a whole number from 2 to 10000, but got 1.',
    ],
    [{ name: 'blobs', count: 10_001 }, 'but got 10001.'],
    [{ name: 'blobs', count: 20.5 }, 'but got 20.5.'],
    [{ name: 'blobs', count: '200' }, 'but got "200".'],
    [
      { name: 'blobs', classes: 7 },
      'blobs: classes must be a whole number from 2 to 6, but got 7.',
    ],
    [
      { name: 'blobs', count: 3, classes: 4 },
      'blobs: count must be at least one point a class, but got 3 for 4 classes.',
    ],
    [
      { name: 'blobs', distance: -1 },
      'blobs: distance must be a number from 0 to 100, but got -1.',
    ],
    [{ name: 'xor', noise: -0.1 }, 'xor: noise must be a number from 0 to 100, but got -0.1.'],
    [{ name: 'xor', noise: Number.POSITIVE_INFINITY }, 'but got Infinity.'],
    [{ name: 'xor', noise: null }, 'but got null.'],
    [{ name: 'xor', noise: () => 1 }, 'but got a function.'],
    [
      { name: 'xor', seed: -1 },
      'xor: seed must be a whole number from 0 to 4294967295, but got -1.',
    ],
    [{ name: 'xor', seed: 2 ** 32 }, 'but got 4294967296.'],
    [{ name: 'circles', centre: 0 }, 'circles: centre must be a list of two numbers, but got 0.'],
    [{ name: 'circles', centre: [0] }, 'but got a list of 1.'],
    [
      { name: 'circles', centre: [0, Number.NaN] },
      'circles: centre[1] must be a number from -100 to 100, but got NaN.',
    ],
    [
      { name: 'circles', radii: [3, 1] },
      'circles: radii must be the inner radius, then a larger outer one, but got 3 and 1.',
    ],
    [{ name: 'circles', radii: [2, 2] }, 'but got 2 and 2.'],
    [{ name: 'circles', radii: [-1, 2] }, 'circles: radii[0] must be a number from 0 to 100'],
    [
      { name: 'spiral', turns: Number.NaN },
      'spiral: turns must be a number from 0 to 10, but got NaN.',
    ],
    [
      { name: 'penguins', species: ['Adelie'] },
      'penguins: species must be 2 or 3 different ones of Adelie, Chinstrap, Gentoo, but got Adelie.',
    ],
    [{ name: 'penguins', species: ['Adelie', 'Adelie'] }, 'but got Adelie, Adelie.'],
    [{ name: 'penguins', species: ['Adelie', 'Emperor'] }, 'but got "Emperor".'],
    [{ name: 'penguins', species: [] }, 'but got none.'],
    [{ name: 'penguins', species: 'Adelie' }, 'but got "Adelie".'],
    [
      { name: 'penguins', measurements: ['billLength', 'billDepth', 'bodyMass'] },
      'penguins: measurements must be 2 different ones of billLength, billDepth, flipperLength, bodyMass, but got billLength, billDepth, bodyMass.',
    ],
    [{ name: 'penguins', measurements: ['toString', 'billDepth'] }, 'but got "toString".'],
    [
      { name: 'points', inputs: [] },
      'points: inputs must be a list of 1 to 10000, but got a list of 0.',
    ],
    [{ name: 'points', inputs: new Array(10_001).fill([0, 0]) }, 'but got a list of 10001.'],
    [
      { name: 'points', inputs: [[0, '1']] },
      'points: inputs[0][1] must be a number from -1000000 to 1000000, but got "1".',
    ],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    [{ name: 'points', inputs: [[0, 1], , [2, 3]] }, 'points: inputs[1] must be a list of two'],
    [
      { name: 'points', labels: [0, 1, 2, 6] },
      'points: labels[3] must be a whole number from 0 to 5, but got 6.',
    ],
    [
      { name: 'points', inputs: [[0, 0]], labels: [0, 1] },
      'points: inputs and labels must be equal in number, but got 1 and 2.',
    ],
    [
      { name: 'table', inputs: [[0, 0], [1], [2, 2], [3, 3]] },
      'table: inputs[1] must be 2 numbers, one for each input name, but got a list of 1.',
    ],
    [
      { name: 'table', labels: [0, 0, 1, 2] },
      'table: labels[3] must be below 2, the number of class names, but got 2.',
    ],
    [{ name: 'table', labels: [0, 1] }, 'table: inputs and labels must be equal in number'],
    [
      { name: 'table', inputNames: new Array(17).fill('x') },
      'table: inputNames must be a list of 1 to 16, but got a list of 17.',
    ],
    [{ name: 'table', classNames: ['one'] }, 'table: classNames must be a list of 2 to 6'],
    [
      { name: 'table', classNames: ['a', 'b'.repeat(101)] },
      'table: classNames[1] must be a text of at most 100 characters',
    ],
    [{ name: 'table', inputs: [[1e16, 0]] }, 'table: inputs[0][0] must be a number from -1000000'],
  ])('refuses %j', (value, message) => {
    expect(() => checkRecipe(value)).toThrow(message);
    expect(() => checkRecipe(value)).toThrow(RangeError);
  });

  it('shows no more than the beginning of a long text', () => {
    expect(() => checkRecipe({ name: 'x'.repeat(10_000) })).toThrow(/^.{0,200}$/);
  });

  it('whatever it accepts makes a finite data set, and whatever not is refused in words', () => {
    const field = fc.oneof(
      fc.anything(),
      fc.integer({ min: 0, max: 8 }),
      fc.double({ min: 0, max: 10 }),
      fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 3 }),
    );
    const keys = ['count', 'classes', 'noise', 'seed', 'centre', 'radii', 'turns', 'distance'];
    const record = fc.tuple(
      fc.constantFrom(...names),
      fc.dictionary(fc.constantFrom(...keys), field),
    );
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          record.map(([name, rest]) => ({ name, ...rest })),
          fc.anything(),
        ),
        (value) => {
          let recipe: ReturnType<typeof checkRecipe>;
          try {
            recipe = checkRecipe(value);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            expect((error as RangeError).message).toMatch(/ but got .+\.$/);
            return;
          }
          accepted++;
          expect(makeDataset(recipe).inputs.values.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
