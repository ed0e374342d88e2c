import { describe, expect, it } from 'vitest';
import { createMachine } from '../../../src/sandbox/machine.ts';
import { type Limits, usualLimits } from '../../../src/sandbox/messages.ts';
import { wasm } from './wasm.ts';

const quick: Limits = { ...usualLimits, milliseconds: 300 };
/** Where another limit than the time must be met first, on a busy machine too. */
const patient: Limits = { ...usualLimits, milliseconds: 9000 };
const machine = (limits = quick) => createMachine(wasm, limits);
const troubleOf = async (program: string, limits?: Limits) => {
  const began = performance.now();
  const { trouble } = (await machine(limits)).load(program);
  expect(performance.now() - began).toBeLessThan(10_000); // it came back
  return trouble;
};

describe('a machine', () => {
  it('runs a program, and calls its functions with plain data', async () => {
    const { load, call } = await machine();
    expect(
      load('const twice = (x) => 2 * x; function add(a, [b, c]) { return a + b + c; }'),
    ).toEqual({ logs: [] });
    expect(call('twice', [21]).value).toBe(42);
    expect(call('add', [1, [2, 3]]).value).toBe(6);
  });

  it('keeps what it was told, from one program to the next', async () => {
    const { load, call } = await machine();
    load('let n = 0; const a = 5;');
    load('function count() { n += a; return n; }');
    call('count', []);
    expect(call('count', []).value).toBe(10);
  });

  it('computes as the language does, to the last digit', async () => {
    const { load, call } = await machine();
    load('const f = (z) => [1 / (1 + Math.exp(-z)), 0.1 + 0.2, 1e300 * 10];');
    expect(call('f', [0.7]).value).toEqual([1 / (1 + Math.exp(-0.7)), 0.1 + 0.2, 1e301]);
  });

  it('gives back what JSON would forget', async () => {
    const { load, call } = await machine();
    load(`const f = () => ({ a: NaN, b: [Infinity, -Infinity], c: undefined, d: new Float64Array([1, 2]),
      e: () => 1, f: Promise.resolve(1), g: 10n });`);
    expect(call('f', []).value).toEqual({
      a: Number.NaN,
      b: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      d: [1, 2],
      e: { $: 'a function' },
      f: { $: 'a promise' },
      g: { $: 'a BigInt' },
    });
    load('function nothing() {}');
    expect(call('nothing', []).value).toBeUndefined();
  });

  it('tells what a function made of its arguments', async () => {
    const { load, call } = await machine();
    load('function spoil(x, y) { x[1] = 9; y = 3; }');
    const given = [[1, 2], 5];
    expect(call('spoil', given).args).toEqual([[1, 9], 5]);
    expect(given).toEqual([[1, 2], 5]);
  });

  it('gathers what is logged, each line in order', async () => {
    const { load } = await machine();
    expect(load('console.log("a", 1.5, [1, NaN], { b: null }); console.log();').logs).toEqual([
      'a 1.5 [1, NaN] {"b":null}',
      '',
    ]);
  });

  it('serves a program that overwrites the language itself', async () => {
    const { load, call } = await machine();
    load('JSON.stringify = () => "x"; JSON.parse = null; Array.isArray = () => true; Math = 1;');
    load('function f(a) { return a; }');
    expect(call('f', [[1, 2]]).value).toEqual([1, 2]);
  });

  it('says that a function is missing, and refuses a name that is none', async () => {
    const { call } = await machine();
    expect(call('backward', []).trouble?.message).toBe(
      'There is no function “backward” in the program.',
    );
    expect(() => call('a; b', [])).toThrow(new RangeError('“a; b” is no name of a function.'));
  });
});

describe('what goes wrong in a program is said with its line', () => {
  it('a text that is not JavaScript', async () => {
    const trouble = await troubleOf('let a = 1;\nlet b = = 2;\n');
    expect(trouble).toMatchObject({ kind: 'syntax', line: 2 });
    expect(trouble?.message).toMatch(/^SyntaxError: /);
    expect(await troubleOf('function f() {\n  for (;;) {\n')).toMatchObject({ kind: 'syntax' });
  });

  it('an error that is thrown', async () => {
    expect(await troubleOf('const q = undefined;\n\nq[0][1];')).toMatchObject({
      kind: 'error',
      line: 3,
    });
    expect(await troubleOf('\nthrow new Error("no");')).toEqual({
      kind: 'error',
      message: 'Error: no',
      line: 2,
    });
    for (const [thrown, said] of [
      ['5', '5'],
      ['10n', '10'],
      ['null', 'null'],
      ['undefined', 'undefined'],
      ['[1, 2]', '[1,2]'],
    ])
      expect((await troubleOf(`throw ${thrown}`))?.message).toBe(`It threw: ${said}`);
    expect((await troubleOf('throw new Error("x".repeat(1e6));'))?.message.length).toBeLessThan(
      3000,
    );
  });

  it('a SyntaxError that a running program throws, which is run once', async () => {
    const { load } = await machine();
    expect(load('const a = 1;\nconsole.log("once");\nJSON.parse("{");')).toMatchObject({
      logs: ['once'],
      trouble: { kind: 'error', line: 3 },
    });
    expect(await troubleOf('const b = 1;\nnew RegExp("(");')).toMatchObject({
      kind: 'error',
      line: 2,
    });
  });

  it('a module, which this is not', async () => {
    expect(await troubleOf('const a = 1;\nexport const b = 2;')).toMatchObject({
      kind: 'syntax',
      line: 2,
    });
    expect(await troubleOf('\nimport a from "b";')).toMatchObject({ kind: 'syntax', line: 2 });
  });

  it('an error that runs for ever when it is asked what it is', async () => {
    for (const endless of ['get message() { for (;;); }', 'toString() { for (;;); }'])
      expect(await troubleOf(`\nthrow { ${endless} };`)).toMatchObject({ kind: 'error' });
  });

  it('an error in a function that is called', async () => {
    const { load, call } = await machine();
    load('\nfunction f(x) {\n  return x.y.z;\n}');
    expect(call('f', [{}]).trouble).toMatchObject({ kind: 'error', line: 3 });
  });

  it('a loop without an end, of every kind', async () => {
    for (const [program, line] of [
      ['let i = 0;\nwhile (true) {\n  i++;\n}', 2],
      ['let i = 0;\n\nfor (;;)\n  i++;', 3],
      ['let i = 0;\ndo\n  i++;\nwhile (i > 0);', 4],
      ['function f() {\n  for (let k = 0; k < 3; k--) {\n  }\n}\nf();', 2],
      [
        'function* g() {\n  yield* g();\n}\nfor (const x of Array(9).keys()) {\n  for (;;) x;\n}',
        5,
      ],
      ['function f(n) {\n  return n < 2 ? n : f(n - 1) + f(n - 2);\n}\n\nf(60);', 2],
      ['for (;;) {\n  try {\n    for (;;);\n  } catch {}\n}', 1],
    ] as const) {
      const trouble = await troubleOf(program);
      expect(trouble).toMatchObject({ kind: 'endless', line });
    }
  });

  it('a function that calls itself for ever', async () => {
    expect(await troubleOf('function f(n) {\n  return f(n + 1) + 1;\n}\nf(0);')).toMatchObject({
      kind: 'recursion',
      line: 2,
    });
  });

  it('a hunger for memory', async () => {
    for (const program of [
      'const a = [];\nfor (;;) a.push(new Float64Array(1e5));',
      'let s = "x";\nfor (;;) s += s;',
      '\n"x".repeat(5e8);',
    ])
      expect(await troubleOf(program, patient)).toMatchObject({
        kind: 'memory',
        line: 2,
      });
  });

  it('a flood of lines, also where the program tries to go on', async () => {
    expect(await troubleOf('let i = 0;\nwhile (true) {\n  console.log(i++);\n}')).toMatchObject({
      kind: 'logs',
      line: 3,
    });
    expect(
      await troubleOf('for (;;) {\n  try {\n    console.log(1);\n  } catch {}\n}'),
    ).toMatchObject({ kind: 'logs' });
    const { logs } = (await machine(patient)).load('for (;;) console.log("x".repeat(1e5));');
    expect(logs).toHaveLength(usualLimits.logs);
    expect(logs[0]!.length).toBeLessThan(3000);
  });

  it('what is not there: page, network, storage, timers', async () => {
    for (const name of [
      'fetch',
      'document',
      'localStorage',
      'parent',
      'postMessage',
      'setTimeout',
    ]) {
      const trouble = await troubleOf(`let a = 1;\n${name};`);
      expect(trouble).toMatchObject({ kind: 'error', line: 2 });
      expect(trouble?.message).toContain('no page, network, storage or timer');
    }
    const { load, call } = await machine();
    load('const names = () => Object.getOwnPropertyNames(globalThis);');
    const names = call('names', []).value as string[];
    for (const name of ['fetch', 'document', 'window', 'self', 'postMessage', 'process', 'require'])
      expect(names).not.toContain(name);
  });

  it('and the machine goes on after it', async () => {
    const { load, call } = await machine();
    load('function f(x) { if (x) for (;;); return 7; }');
    expect(call('f', [true]).trouble?.kind).toBe('endless');
    expect(call('f', [false]).value).toBe(7);
  });
});
