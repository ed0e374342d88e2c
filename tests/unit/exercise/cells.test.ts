import { existsSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { type Cells, cellId, outcome } from '../../../src/exercise/cells/cell.ts';
import { compare } from '../../../src/exercise/cells/compare.ts';
import type { CellPage, CellProgram } from '../../../src/exercise/cells/page.ts';
import { programOf } from '../../../src/exercise/cells/page.ts';
import { openBench, tryCell } from '../../../src/exercise/cells/run.ts';
import { openChangedSession } from '../../../src/exercise/cells/session.ts';
import { CellStop } from '../../../src/exercise/cells/stop.ts';
import { createMachine } from '../../../src/sandbox/machine.ts';
import { usualLimits } from '../../../src/sandbox/messages.ts';
import { cellPage, cellSlugs, cellsPath, shownSources } from '../../../src/site/cell-pages.ts';
import { figures } from '../../../src/site/figures.ts';
import { plainLogistic } from '../../../src/training/examples.ts';
import { createTrainer } from '../../../src/training/trainer.ts';
import { wasm } from '../sandbox/wasm.ts';

const cellsOf = async (slug: string) =>
  ((await import(`../../../src/exercise/cells/${slug}.ts`)) as { cells: Cells }).cells;

/** Numbers as they come out of the machine. */
const plain = (value: unknown): unknown =>
  ArrayBuffer.isView(value)
    ? Array.from(value as Float64Array, plain)
    : Array.isArray(value)
      ? value.map(plain)
      : Object.is(value, -0)
        ? 0
        : value;

/** A sandbox that is no frame: the machine itself. */
const open = (milliseconds = 20_000) =>
  createMachine(wasm, { ...usualLimits, milliseconds }).then(({ load, call }) => ({
    load: async (...given: Parameters<typeof load>) => load(...given),
    call: async (name: string, ...args: readonly unknown[]) => call(name, args),
    close: () => {},
  }));

/** Where the first function in a declaration begins to do something: after its brace, or after its arrow. */
function firstBody(text: string, name: string): number {
  const tree = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.Latest, true);
  let found = -1;
  const look = (node: ts.Node) => {
    if (found >= 0) return;
    if (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node))
      found = node.body!.getStart() + (ts.isBlock(node.body!) ? 1 : 0);
    else ts.forEachChild(node, look);
  };
  for (const statement of tree.statements)
    if (new RegExp(`(function|const) ${name}\\b`).test(statement.getText())) look(statement);
  return found;
}

const textOf = (page: CellPage, id: string) =>
  page.listings.find((listing) => listing.id === id)!.text;

describe('the listings of the chapters', () => {
  it('have an entry each, on what they are tried', async () => {
    const sources = shownSources();
    expect(sources.length).toBeGreaterThan(20);
    for (const { slug, file, names } of sources) {
      expect(names.length, `${slug} shows something of ${file}`).toBeGreaterThan(0);
      expect(existsSync(cellsPath(slug)), `${cellsPath(slug)} is missing`).toBe(true);
      const cells = await cellsOf(slug);
      expect(Object.keys(cells), `${slug} shows ${names} of ${file}`).toContain(cellId(names));
    }
  });

  it('have no entry that is not shown, and drive figures of their own page only', async () => {
    for (const slug of cellSlugs()) {
      const shown = shownSources().filter((source) => source.slug === slug);
      for (const [id, cell] of Object.entries(await cellsOf(slug))) {
        expect(shown.map(({ names }) => cellId(names))).toContain(id);
        for (const name of cell.figures)
          expect(figures.find((figure) => figure.name === name)?.slug).toBe(slug);
      }
    }
  });
});

describe.each(cellSlugs())('the cells of %s', (slug) => {
  it('make in the machine, from the text that is shown, what the course itself makes', async () => {
    const page = cellPage(slug);
    const cells = await cellsOf(slug);
    const program = programOf(
      page,
      new Map(page.listings.map(({ id, text }) => [id, text])),
    ) as CellProgram;
    expect(program).not.toHaveProperty('trouble');
    const machine = await open();
    expect((await machine.load(program.course, 'course')).trouble).toBeUndefined();
    expect((await machine.load(program.reader)).trouble).toBeUndefined();
    for (const { id } of page.listings) {
      const { value, trouble } = await machine.call('__attempt', page.path, id);
      const original = outcome(cells[id]!).map(plain);
      expect(trouble, id).toBeUndefined();
      expect(value, id).toEqual(original);
      for (const each of original) expect(each, id).toBeDefined();
    }
  });

  it('are called in the machine: a text that throws is noticed', async () => {
    const page = cellPage(slug);
    for (const { id, text, names } of page.listings) {
      const at = firstBody(text, names.at(-1)!);
      const fault = text[at - 1] === '{' ? 'throw Error("spoilt");' : 'spoilt() ?? ';
      const spoilt = text.slice(0, at) + fault + text.slice(at);
      const bench = openBench(page, new Map([[id, spoilt]]), open);
      await expect(
        bench.then(async (opened) => tryCell(opened, id, (await cellsOf(slug))[id]!)),
        id,
      ).rejects.toThrow('spoilt');
    }
  });
});

describe('a changed cell', () => {
  const slug = 'logistic-regression';
  const page = cellPage(slug);
  const both = 'forward,backward';
  const change = (id: string, from: string | RegExp, to: string) => {
    const text = textOf(page, id).replace(from, to);
    expect(text).not.toBe(textOf(page, id));
    return text;
  };
  const tried = async (id: string, text: string, milliseconds?: number) =>
    tryCell(
      await openBench(page, new Map([[id, text]]), () => open(milliseconds)),
      id,
      (await cellsOf(slug))[id]!,
    );
  const stop = (id: string, text: string, milliseconds?: number) =>
    tried(id, text, milliseconds).then(
      () => expect.unreachable(),
      (error: CellStop) => error,
    );

  it('is laid beside the original: what differs is named, what does not is not', async () => {
    const { rows, fits, message } = await tried(both, change(both, ' / n;', ';'));
    expect(rows.map(({ verdict }) => verdict)).toEqual(['same', 'same', 'differs', 'differs']);
    expect(fits).toBe(true);
    expect(message).toBe('2 of 4 results differ from the original’s.');
  });

  it('that is written otherwise and computes the same is the same', async () => {
    const { message } = await tried(
      'sigmoid',
      'export function sigmoid(z: number): number {\n  const e: number = exponential(-z);\n  return 1 / (1 + e);\n}',
    );
    expect(message).toBe('All 6 results are the same as the original’s.');
  });

  it('changes what else of the course calls it', async () => {
    const layers = cellPage('first-layer');
    const activations = 'src/model/activations.ts';
    expect(Object.keys(layers.modules)).toContain(activations);
    const bench = await openBench(
      page,
      new Map([['sigmoid', 'export const sigmoid = (z: number) => 7;']]),
      open,
    );
    // tanh s = 2σ(2s) − 1
    expect(await bench.ask('src/model/activations.ts', 'slopesBeside', 'tanh', 1)).toEqual({
      left: 1 - 13 * 13,
      right: 1 - 13 * 13,
    });
  });

  it('may have functions of its own, and log', async () => {
    const { message, logs } = await tried(
      'sigmoid',
      'const sigmoids = 1;\nexport const sigmoid = (z: number) => { console.log(z); return 0.5; };'.replace(
        'const sigmoids = 1;\n',
        'function half(z: number) { return z / 2; }\n',
      ),
    );
    expect(message).toBe('5 of 6 results differ from the original’s.');
    expect(logs).toHaveLength(6);
  });

  it.each([
    [
      'a number that is too many',
      'sigmoid',
      'export const sigmoid = (z: number) => [z, z];',
      'σ(−1000) has to be a number from 0 to 1; got a list of 2 numbers.',
    ],
    [
      'nothing',
      'sigmoid',
      'export const sigmoid = (z: number) => {};',
      'σ(−1000) has to be a number from 0 to 1; got nothing.',
    ],
    [
      'a text',
      'sigmoid',
      'export const sigmoid = (z: number) => "1";',
      'σ(−1000) has to be a number from 0 to 1; got a string.',
    ],
  ])('that returns %s is told what it has to be', async (_, id, text, message) => {
    const found = await tried(id, text);
    expect(found.fits).toBe(false);
    expect(found.message).toContain(message);
  });

  it.each([
    ['cannot be read', change(both, 'let sum = 0;', 'let sum = = 0;'), 'SyntaxError', 'let sum'],
    [
      'has a bracket too few',
      change(both, 'gradient.bias[0] = sum;', 'gradient.bias[0] = (sum;'),
      'SyntaxError',
      '(sum;',
    ],
    [
      'declares a name twice',
      change(both, 'let sum = 0;', 'let sum = 0; let sum = 1;'),
      'SyntaxError',
      'let sum = 1',
    ],
    [
      'asks for a name that is not there',
      change(both, 'let sum = 0;', 'let sum = zero;'),
      "'zero' is not defined",
      '= zero',
    ],
    ['throws', change(both, 'let sum = 0;', 'let sum = 0; null.x;'), 'TypeError', 'null.x'],
    [
      'loops without an end',
      change(both, 'let sum = 0;', 'let sum = 0; for (;;);'),
      'still running',
      'for (;;)',
    ],
    [
      'reaches for the page',
      change(both, 'let sum = 0;', 'let sum = 0; fetch("/");'),
      'no page, network',
      'fetch',
    ],
  ])('that %s is stopped at its line', async (_, text, message, where) => {
    const stopped = await stop(both, text, 400);
    expect(stopped).toBeInstanceOf(CellStop);
    expect(stopped.message).toContain(message);
    const line = text.split('\n').findIndex((each) => each.includes(where)) + 1;
    expect(stopped.at).toEqual({ id: both, line });
  });

  it('that calls itself without an end is stopped at its line', async () => {
    const text = 'export const sigmoid = (z: number): number =>\n  sigmoid(z) + 1;';
    expect(await stop('sigmoid', text, 20_000)).toMatchObject({
      trouble: { kind: 'recursion' },
      at: { id: 'sigmoid', line: 2 },
    });
  });

  it('that is stopped in another function of its module names the line that called it', async () => {
    const text = change(both, 'requireLength(labels.length, errors.length', 'requireLength(0, 1');
    const { at, message } = await stop(both, text);
    expect(message).toContain('Expected 1 labels, but got 0.');
    expect(at?.line).toBe(text.split('\n').findIndex((each) => each.includes('(0, 1')) + 1);
  });

  it('that floods the output or the memory is stopped', async () => {
    const flood = change(both, 'let sum = 0;', 'let sum = 0; for (;;) console.log(1);');
    // Time enough that no other limit can come first, however busy the machine is.
    expect((await stop(both, flood, 20_000)).trouble.kind).toBe('logs');
    const hog = change(both, 'let sum = 0;', 'let sum = 0; const a = new Float64Array(1e8);');
    expect((await stop(both, hog, 20_000)).trouble.kind).toBe('memory');
  });

  it('that asks for more than it is given is told so, and runs all the same', async () => {
    const { message, fits } = await tried(
      'sigmoid',
      'export const sigmoid = (z: number, steepness: number): number => 1 / (1 + exponential(-z));',
    );
    expect(fits).toBe(true);
    expect(message).toBe(
      'All 6 results are the same as the original’s. sigmoid is called with at most 1 argument, but yours asks for 2: what is too many is undefined.',
    );
  });

  it('that no longer declares what it has to is told so', async () => {
    const { message, at } = await stop(
      both,
      change(both, 'function backward', 'function backwards'),
    );
    expect(message).toContain('has to declare and export “backward”');
    expect(at).toEqual({ id: both });
  });

  it('stands beside another that is changed, each with its own lines', async () => {
    const texts = new Map([
      ['sigmoid', `${textOf(page, 'sigmoid')}\n// one\n// more`],
      [both, change(both, 'let sum = 0;', 'let sum = 0; null.x;')],
    ]);
    const bench = await openBench(page, texts, open);
    await expect(bench.attempt('sigmoid')).resolves.toBeDefined();
    const line =
      texts
        .get(both)!
        .split('\n')
        .findIndex((each) => each.includes('null.x')) + 1;
    await expect(bench.attempt(both)).rejects.toMatchObject({ at: { id: both, line } });
  });
});

describe('training by a changed cell', () => {
  const page = cellPage('logistic-regression');
  const id = 'forward,backward';
  const setup = plainLogistic({
    name: 'blobs',
    count: 20,
    classes: 2,
    distance: 3,
    noise: 1,
    seed: 5,
  });
  const pace = { learningRate: 0.5 };
  const session = (change: (text: string) => string) =>
    openChangedSession(setup, () =>
      openBench(page, new Map([[id, change(textOf(page, id))]]), open),
    );

  it('of the original text is training, bit for bit', async () => {
    const changed = session((text) => text);
    const trainer = createTrainer(setup);
    expect(await changed.advance(7, pace)).toEqual(trainer.advance(7, pace));
    expect(await changed.advance(30, pace)).toEqual(trainer.advance(30, pace));
    expect(await changed.reset()).toEqual(trainer.reset());
    expect(await changed.advance(3, pace)).toEqual(trainer.advance(3, pace));
  });

  it('goes where the changed gradient leads', async () => {
    // The sum instead of the mean: n times the learning rate.
    const changed = session((text) => text.replace(' / n;', ';'));
    const { parameters } = createTrainer(setup).advance(10, { learningRate: 10 });
    const own = (await changed.advance(10, pace)).parameters;
    for (const [j, value] of own.entries()) expect(value).toBeCloseTo(parameters[j]!, 12);
  });

  it('that stops names the cell and the line, and can be tried again', async () => {
    const changed = session((text) => text.replace('let sum = 0;', 'let sum = 0; null.x;'));
    for (const _ of [1, 2])
      await expect(changed.advance(1, pace)).rejects.toThrow(
        /^Your changed forward and backward stopped at line \d+: TypeError/,
      );
  });
});

describe('the comparison', () => {
  const row = { label: '∂L/∂W', shape: '3 × 2, row k for unit k', of: () => 0 };
  const of = (original: unknown, yours: unknown) => compare([row], [original], [yours])[0]!;
  const W = [
    [1, 2],
    [3, 4],
    [5, 6],
  ];

  it('explains a wrong shape in the chapter’s words', () => {
    const turned = [
      [1, 3, 5],
      [2, 4, 6],
    ];
    expect(of(W, turned).note).toBe('∂L/∂W has to be 3 × 2, row k for unit k; got 2 × 3.');
    expect(of(W, W.flat()).note).toContain('got a list of 6 numbers.');
    expect(of(W, undefined).note).toContain('got nothing.');
    expect(of(W, [[1, 2], [3], [5, 6]]).note).toContain(
      'got a list of rows that are not equally long.',
    );
    expect(
      of(W, [
        [1, 2],
        [3, undefined],
        [5, 6],
      ]).note,
    ).toContain('got a list that holds ');
    expect(of(1, { $: 'a promise' }).note).toContain('got a promise.');
  });

  it('says where two tables or lists differ first', () => {
    const other = W.map((line) => [...line]);
    other[1]![1] = 9;
    expect(of(W, other)).toMatchObject({ verdict: 'differs' });
    expect(of(W, other).note).toBe(
      '∂L/∂W differs first in row 2, column 2: 9, where the original has 4.',
    );
    expect(of([1, 2], [1, Number.NaN]).note).toContain('entry 2: NaN, where the original has 2');
    expect(of(1, 2)).toEqual({ label: '∂L/∂W', original: '1', yours: '2', verdict: 'differs' });
    expect(of(Number.NaN, Number.NaN).verdict).toBe('same');
  });
});
