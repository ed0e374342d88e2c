import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRecipe, makeDataset } from '../../../src/data/datasets.ts';
import { toRows } from '../../../src/data/matrix.ts';
import {
  CsvError,
  LONGEST_CSV,
  readCsv,
  tableNotices,
  tableRecipe,
} from '../../../src/exchange/csv.ts';

const guessed = (text: string) => {
  const table = readCsv(text);
  return tableRecipe(table, table);
};

describe('a table in a text', () => {
  it('gives the points in the order of the rows, with every digit', () => {
    const recipe = guessed('x1,x2,label\n0.1,-2.5e-3,1\n1234567.890123456,.5,0\n+3,7.,1\n');
    expect(recipe).toEqual({
      name: 'table',
      inputNames: ['x1', 'x2'],
      classNames: ['0', '1'],
      inputs: [
        [0.1, -0.0025],
        [1234567.890123456, 0.5],
        [3, 7],
      ],
      labels: [1, 0, 1],
    });
    expect(checkRecipe(recipe)).toEqual(recipe);
    expect(toRows(makeDataset(recipe).inputs)).toEqual(recipe.inputs);
  });

  it.each([',', ';', '\t', '|'])(
    'may have “%s” between its fields, and any end of line',
    (sign) => {
      const lines = ['a,b,c,class', '1,2,3,no', '4,5,6,yes', '7,8,9,no'];
      for (const end of ['\n', '\r\n', '\r']) {
        const text = lines.join(end).replaceAll(',', sign);
        for (const whole of [
          text,
          text + end,
          `\uFEFF${text}${end}${end}`,
          `sep=${sign}\n${text}`,
        ]) {
          const table = readCsv(whole);
          expect(table.delimiter).toBe(sign);
          expect(table.header).toBe(true);
          expect(table.inputs).toEqual([0, 1, 2]);
          expect(table.notices).toEqual([]);
          expect(tableRecipe(table, table)).toMatchObject({
            classNames: ['no', 'yes'],
            inputs: [
              [1, 2, 3],
              [4, 5, 6],
              [7, 8, 9],
            ],
            labels: [0, 1, 0],
          });
        }
      }
    },
  );

  it('may have decimal commas where the fields are divided by something else', () => {
    const table = readCsv('1,5;−2,25;0\n3;4,125;1\n');
    expect(table).toMatchObject({ delimiter: ';', decimal: ',', header: false });
    expect(tableRecipe(table, table).inputs).toEqual([
      [1.5, -2.25],
      [3, 4.125],
    ]);
    expect(readCsv('x;y;c\n1,5;a;0\n2,5;b;1').decimal).toBe(',');
    expect(readCsv('x;y;c\n1.5;a;0\n2,5;b;1').decimal).toBe('.');
  });

  it('may have quoted fields, with commas, quotation marks and ends of lines in them', () => {
    const table = readCsv('"size, in mm","a ""name""",class\n"1.5","2","x\ny"\n3,4,"z, or w"\n');
    expect(table.columns.map(({ name }) => name)).toEqual(['size, in mm', 'a "name"', 'class']);
    expect(tableRecipe(table, table)).toMatchObject({
      classNames: ['x\ny', 'z, or w'],
      inputs: [
        [1.5, 2],
        [3, 4],
      ],
    });
  });

  it.each<[string, boolean, string[]]>([
    ['1,2,0\n3,4,1', false, ['Column 1', 'Column 2', 'Column 3']],
    ['5.1,3.5,setosa\n4.9,3,versicolor', false, ['Column 1', 'Column 2', 'Column 3']],
    ['x,x,x\n1,2,0\n3,4,1', true, ['x', 'x (2)', 'x (3)']],
    [',x1,label\n0,5,a\n1,6,b', true, ['Column 1', 'x1', 'label']],
    ['0,1,label\n5,6,a\n7,8,b', true, ['0', '1', 'label']],
    ['  bill   length ,class\n5,a\n7,b', true, ['bill length', 'class']],
    ['x1,x2,label,\n5,6,a,\n7,8,b,', true, ['x1', 'x2', 'label', 'Column 4']],
    ['x1,x2,label\nr1,5,6,a\nr2,7,8,b', true, ['Column 1', 'x1', 'x2', 'label']],
  ])('%j has a line of names: %s', (text, header, names) => {
    const table = readCsv(text);
    expect(table.header).toBe(header);
    expect(table.columns.map(({ name }) => name)).toEqual(names);
  });

  it.each<[string, string | number]>([
    ['class,a,b\n0,1,2\n1,3,4', 'class'],
    ['a,Species,b\n1,x,2\n3,y,4', 'Species'],
    ['x,y,label\n1,0,0\n2,1,1\n3,0,1', 'label'],
    ['x1,y,x2\n1,0,9\n2,1,8\n3,0,7\n4,1,6\n5,0,5\n6,1,4\n7,0,3', 'y'],
    ['x,y,kind\n1,1,0\n2,2,1\n3,3,1\n4,4,1\n5,5,0\n6,6,0\n7,7,0', 'kind'],
    ['1,2,0\n3,4,1', 2],
    ['1,0,10\n2,1,11\n3,0,12\n4,1,13\n5,0,14\n6,1,15\n7,1,16', 1],
  ])('of %j the classes are guessed to be %s', (text, name) => {
    const table = readCsv(text);
    const found = typeof name === 'number' ? table.label : table.columns[table.label]?.name;
    expect(found).toBe(name);
  });

  it('numbers the classes by size when they are numbers, else by the alphabet', () => {
    expect(guessed('x,class\n1,10\n2,9\n3,-1\n4,9.0')).toMatchObject({
      classNames: ['-1', '9', '10'],
      labels: [2, 1, 0, 1],
    });
    expect(guessed('x,class\n1,b\n2,B\n3,a\n4, b ')).toMatchObject({
      classNames: ['B', 'a', 'b'],
      labels: [2, 0, 1, 2],
    });
    expect(guessed('x,class\n1,true\n2,false')).toMatchObject({ labels: [1, 0] });
  });

  it('says which lines are left out because they are uneven', () => {
    const table = readCsv('a,b,c\n1,2,0\n1,2\n3,4,1\n5,6,7,8\n5,6,0\n1,1,1\n');
    expect(table.uneven).toBe(2);
    expect(table.rows).toHaveLength(4);
    expect(table.notices).toEqual([
      '2 lines are left out: they have not 3 fields like the others.',
    ]);
  });

  it('leaves out rows that lack what was chosen, and says how many', () => {
    const table = readCsv(
      `a,b,class\n${['1,,x', '2,NA,y', '3,7,', '4,8,?', '5,oops,x', '1e16,2,x'].join('\n')}\n${'6,9,x\n7,10,y\n'.repeat(10)}`,
    );
    expect(table.columns.map(({ kind, missing }) => [kind, missing])).toEqual([
      ['number', 0],
      ['number', 2],
      ['text', 2],
    ]);
    expect(tableRecipe(table, table).inputs).toHaveLength(20);
    expect(tableNotices(table, table)).toEqual([
      '6 rows are left out: they lack a number in one of the inputs, or the class.',
    ]);
    expect(tableRecipe(table, { inputs: [0], label: 2 }).inputs).toHaveLength(23);
  });

  it('takes no column of text for an input, nor one that counts the rows', () => {
    const table = readCsv('id,name,x,label\n1,ann,0.5,a\n2,bob,0.7,b\n3,cy,0.1,b\n');
    expect(table.inputs).toEqual([2]);
    expect(table.notices).toEqual([
      '“id” counts the rows, and is no input unless you choose it.',
      '“name” holds text and cannot be an input.',
    ]);
    expect(readCsv('x,label\n1,a\n2,b\n3,b\n').inputs, 'the only numbers are inputs').toEqual([0]);
  });

  it('takes the first sixteen of twenty columns of numbers, and says so', () => {
    const row = (k: number) => Array.from({ length: 20 }, (_, j) => k * 7 + j / 8).join(',');
    const table = readCsv(`${row(1)},a\n${row(2)},b\n${row(5)},a\n`);
    expect(table.inputs).toHaveLength(16);
    expect(table.notices).toEqual(['Of 20 columns of numbers the first 16 are taken as inputs.']);
    expect(makeDataset(tableRecipe(table, table)).inputs.columns).toBe(16);
  });

  it('draws 10,000 of more rows evenly, by seed, in their order, each class with its share', () => {
    const label = (i: number) => (i === 7 ? 'rare' : i % 4 === 0 ? 'a' : 'b');
    const rows = Array.from({ length: 25_000 }, (_, i) => `${i / 2},${label(i)}`);
    const table = readCsv(rows.join('\n'));
    const recipe = tableRecipe(table, { inputs: [0], label: 1 });
    const counts = [0, 0, 0];
    for (const k of recipe.labels) counts[k]!++;
    expect(recipe.classNames).toEqual(['a', 'b', 'rare']);
    expect(counts).toEqual([2500, 7499, 1]);
    const values = recipe.inputs.map(([x]) => x as number);
    expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
    expect(
      recipe.inputs.every(([x], i) => label(2 * x!) === recipe.classNames[recipe.labels[i]!]),
    ).toBe(true);
    // Evenly: each tenth of the file gives about a tenth.
    for (let part = 0; part < 10; part++) {
      const here = values.filter((x) => Math.floor(x / 1250) === part).length;
      expect(Math.abs(here - 1000)).toBeLessThan(120);
    }
    expect(tableRecipe(table, { inputs: [0], label: 1, seed: 1 })).toEqual(recipe);
    expect(tableRecipe(table, { inputs: [0], label: 1, seed: 2 })).not.toEqual(recipe);
    expect(tableNotices(table, { inputs: [0], label: 1 })).toEqual([
      '10,000 of 25,000 rows are used, drawn by chance (seed 1); each class keeps its share.',
    ]);
  });

  it('reads the penguins as they come, six of them incomplete', () => {
    const table = readCsv(readFileSync('src/data/penguins.csv', 'utf8'));
    expect(table.columns[table.label]?.name).toBe('species');
    const recipe = tableRecipe(table, table);
    expect(recipe.classNames).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
    expect(recipe.inputNames).toHaveLength(4);
    expect(recipe.inputs.length).toBe(342);
  });
});

describe('what is no table gets one clear sentence', () => {
  it.each<[string, string]>([
    ['', 'There is nothing in this file.'],
    [' \n\r\n\t', 'There is nothing in this file.'],
    ['PK\u0003\u0004\0\0', 'This is no text'],
    ['hello', 'No table was found'],
    ['1\n2\n3\n', 'No table was found'],
    ['a,b,label\n', 'one line of names in this file, and no line of values'],
  ])('%j', (text, message) => {
    expect(() => readCsv(text)).toThrow(CsvError);
    expect(() => readCsv(text)).toThrow(message);
  });

  it('and so does a text that is far too long', () => {
    expect(() => readCsv('1,0\n'.repeat(LONGEST_CSV / 4 + 1))).toThrow('This file is too long');
  });

  it.each<[string, { inputs: number[]; label: number }, string]>([
    ['x,c\n1,a\n2,a', { inputs: [0], label: 1 }, '“c” holds only one value, “a”'],
    [
      'x,c\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n7,g',
      { inputs: [0], label: 1 },
      '“c” holds 7 different values; 2 to 6 classes can be told apart.',
    ],
    ['x,c\n1,a\n2,b', { inputs: [], label: 1 }, 'Choose at least one column of numbers'],
    ['x,c\n1,a\n2,b', { inputs: [0], label: 0 }, '“x” holds the classes, so it cannot'],
    ['x,c\n1,a\n2,b', { inputs: [1], label: 0 }, '“c” holds text, so it cannot be an input.'],
    ['x,c\n1,a\n2,b', { inputs: [0, 0], label: 1 }, 'A column can be an input only once.'],
    ['x,c\n1,a\n2,b', { inputs: [5], label: 1 }, 'This table has columns 0 … 1, but not 5.'],
    ['x,c\n1,a\n2,b', { inputs: [0], label: -1 }, 'but not -1.'],
    ['x,c\n1,a\n2,', { inputs: [0], label: 1 }, 'but there is 1 of 2.'],
    ['x,z,c\n1,,a\n,2,b', { inputs: [0, 1], label: 2 }, 'but there is none of 2.'],
  ])('%j with %j', (text, choice, message) => {
    const table = readCsv(text);
    expect(() => tableRecipe(table, choice)).toThrow(CsvError);
    expect(() => tableRecipe(table, choice)).toThrow(message);
    expect(() => tableNotices(table, choice)).toThrow(message);
  });

  it('names that every object has are names like any other', () => {
    expect(guessed('__proto__,constructor,label\n1,2,toString\n3,4,__proto__')).toMatchObject({
      inputNames: ['__proto__', 'constructor'],
      classNames: ['__proto__', 'toString'],
    });
  });

  it('whatever the text, it is a table that can be trained on, or refused in words', () => {
    const field = fc.oneof(
      fc.double({ noNaN: true }).map(String),
      fc.integer({ min: 0, max: 2 }).map(String),
      fc.string({ maxLength: 5 }),
      fc.constantFrom('"', '', 'NaN', '1,5', 'label', '\n'),
    );
    const tableText = fc
      .tuple(
        fc.array(fc.array(field, { maxLength: 5 }), { maxLength: 8 }),
        fc.constantFrom(',', ';'),
      )
      .map(([rows, sign]) => rows.map((row) => row.join(sign)).join('\n'));
    let made = 0;
    fc.assert(
      fc.property(fc.oneof(tableText, fc.string()), (text) => {
        try {
          const table = readCsv(text);
          expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
          const recipe = tableRecipe(table, table);
          expect(checkRecipe(recipe)).toEqual(recipe);
          made++;
        } catch (error) {
          expect(error).toBeInstanceOf(CsvError);
          expect((error as Error).message).toMatch(/\.$/);
        }
      }),
      { numRuns: 3000, seed: 1 },
    );
    expect(made).toBeGreaterThan(20);
  });

  it('numbers and classes written as a table come back bit for bit', () => {
    const rows = fc.array(
      fc.record({
        x: fc.array(fc.double({ min: -1e15, max: 1e15, noNaN: true }), {
          minLength: 3,
          maxLength: 3,
        }),
        label: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 6, maxLength: 30 },
    );
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t', '|'), (points, sign) => {
        fc.pre(new Set(points.map(({ label }) => label)).size === 3);
        const number = (value: number) => (Object.is(value, -0) ? '-0' : String(value));
        const text = [
          ['a', 'b', 'c', 'label'],
          ...points.map(({ x, label }) => [...x.map(number), `class ${label}`]),
        ]
          .map((row) => row.join(sign))
          .join('\n');
        const recipe = tableRecipe(readCsv(text), { inputs: [0, 1, 2], label: 3 });
        expect(recipe.inputs).toEqual(points.map(({ x }) => x));
        expect(recipe.labels).toEqual(points.map(({ label }) => label));
      }),
    );
  });
});
