import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { classicRun } from '../../../src/data/classic-run.ts';
import { defaults, makeDataset } from '../../../src/data/datasets.ts';
import { parseExpression } from '../../../src/data/expression.ts';
import { seeded } from '../../../src/data/random.ts';
import { facts as batchFacts } from '../../../src/facts/batch.ts';
import * as logistic from '../../../src/model/logistic.ts';
import * as mlp from '../../../src/model/mlp.ts';
import { type Declared, gather, textOf, withNeeds } from '../../../src/notebook/gather.ts';
import { openProject } from '../../../src/notebook/project.ts';

const root = new URL('../../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'lines-that-learn-'));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What Node prints, as JSON, for an expression behind this text. */
let runs = 0;
function run(text: string, expression: string): unknown {
  const file = join(folder, `run-${++runs}.ts`);
  writeFileSync(file, `${text}\nconsole.log(JSON.stringify(${expression}));\n`);
  return JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }));
}

describe('a declaration of this project, gathered with all that it needs', () => {
  const project = openProject(root);
  const gathered = (...wanted: Declared[]) => gather(project, wanted);

  it('gives the numbers that its module gives, also beside another of the same name', () => {
    const two = { file: 'src/model/mlp.ts', name: 'backward' };
    const one = { file: 'src/model/logistic.ts', name: 'backward' };
    const whole = gathered(
      two,
      one,
      ...['view', 'pass', 'forward'].map((name) => ({ file: two.file, name })),
      ...['view', 'pass', 'forward'].map((name) => ({ file: one.file, name })),
      { file: 'src/data/datasets.ts', name: 'makeDataset' },
    );
    expect(whole.nameOf(two)).toBe('backward');
    expect(whole.nameOf(one)).toBe('logisticBackward');
    const random = seeded(4);
    const parameters = Array.from({ length: 13 }, () => random.uniform());
    const dataset = makeDataset({ ...defaults.circles, count: 20 });
    const here = (module: typeof mlp | typeof logistic): number[] => {
      const n = 20;
      if (module === mlp) {
        const network = mlp.view(Float64Array.from(parameters), 3);
        const passed = mlp.pass(n, 3);
        const gradient = mlp.view(new Float64Array(13), 3);
        mlp.forward(network, 'sigmoid', dataset.inputs, passed);
        mlp.backward(network, 'sigmoid', dataset.inputs, dataset.labels, passed, gradient);
        return [...gradient.all];
      }
      const line = logistic.view(Float64Array.from(parameters.slice(0, 3)), 2);
      const passed = logistic.pass(n);
      const gradient = logistic.view(new Float64Array(3), 2);
      logistic.forward(line, dataset.inputs, passed);
      logistic.backward(line, dataset.inputs, dataset.labels, passed, gradient);
      return [...gradient.all];
    };
    const there = run(
      textOf(whole.pieces),
      `(() => {
        const parameters = ${JSON.stringify(parameters)};
        const dataset = makeDataset({ name: 'circles', count: 20 });
        const network = view(Float64Array.from(parameters), 3);
        const passed = pass(20, 3);
        const gradient = view(new Float64Array(13), 3);
        forward(network, 'sigmoid', dataset.inputs, passed);
        backward(network, 'sigmoid', dataset.inputs, dataset.labels, passed, gradient);
        const line = logisticView(Float64Array.from(parameters.slice(0, 3)), 2);
        const linePassed = logisticPass(20);
        const lineGradient = logisticView(new Float64Array(3), 2);
        logisticForward(line, dataset.inputs, linePassed);
        logisticBackward(line, dataset.inputs, dataset.labels, linePassed, lineGradient);
        return [[...gradient.all], [...lineGradient.all]];
      })()`,
    );
    expect(there).toEqual([here(mlp), here(logistic)]);
  });

  it('brings along what its module does as it is loaded, and the packages that does it with', () => {
    const { pieces } = gathered({ file: 'src/data/expression.ts', name: 'parseExpression' });
    const text = '-x1^2 + max(x2, pi)';
    expect(run(textOf(pieces), `parseExpression(${JSON.stringify(text)})(3, 0.5)`)).toBe(
      parseExpression(text)(3, 0.5),
    );
    expect(pieces.filter(({ kind }) => kind === 'package').map(({ code }) => code)).toEqual([
      "import jsep from 'jsep';",
    ]);
  });

  it('holds the data that its modules read from files', () => {
    const { pieces } = gathered(
      { file: 'src/data/classic-run.ts', name: 'classicRun' },
      { file: 'src/data/datasets.ts', name: 'makeDataset' },
    );
    const { inputs, labels } = makeDataset(defaults.penguins);
    expect(
      run(
        textOf(pieces),
        "[classicRun, (({ inputs, labels }) => [[...inputs.values], [...labels]])(makeDataset({ name: 'penguins' }))]",
      ),
    ).toEqual([classicRun, [[...inputs.values], [...labels]]]);
    expect(pieces.filter(({ kind }) => kind === 'data').map(({ file }) => file)).toEqual([
      'src/data/classic-run.json',
      'src/data/penguins.csv?raw',
    ]);
  });

  it('may be a fact, by itself among the others of its file', () => {
    const wanted = { file: 'src/facts/batch.ts', name: 'facts' };
    const { pieces, nameOf } = gather(project, [wanted], {
      entries: [{ ...wanted, keys: ['batch-slip-loss', 'batch-points'] }],
    });
    const text = textOf(pieces);
    expect(run(text, `Object.values(${nameOf(wanted)}).map((fact) => fact.compute())`)).toEqual([
      batchFacts['batch-slip-loss']!.compute(),
      batchFacts['batch-points']!.compute(),
    ]);
    expect(text).not.toContain('fromPointByPoint');
  });

  it('keeps its text, the comment above it, and its types', () => {
    const whole = gathered({ file: 'src/model/sigmoid.ts', name: 'sigmoid' });
    const [piece] = whole.piecesOf({ file: 'src/model/sigmoid.ts', name: 'sigmoid' });
    expect(piece?.comment).toMatch(/^\/\*\*[\s\S]*\*\/$/);
    expect(piece?.code).toMatch(/^(const|function) sigmoid\b[\s\S]*: number/);
  });

  it('needs exactly the pieces without which it does not run', () => {
    const whole = gathered(
      { file: 'src/model/sigmoid.ts', name: 'sigmoid' },
      { file: 'src/model/half-planes.ts', name: 'scoreOf' },
    );
    const [score] = whole.piecesOf({ file: 'src/model/half-planes.ts', name: 'scoreOf' });
    const names = withNeeds(whole, [score!]).flatMap((piece) => piece.names);
    expect(names).toContain('scoreOf');
    expect(names).toContain('HalfPlane');
    expect(names).not.toContain('sigmoid');
  });

  it('is refused when nothing is called so, naming what there is', () => {
    expect(() => gathered({ file: 'src/model/sigmoid.ts', name: 'sigmiod' })).toThrow(
      /^src\/model\/sigmoid\.ts declares no “sigmiod”; it declares sigmoid/,
    );
    expect(() => gathered({ file: 'src/model/nowhere.ts', name: 'a' })).toThrow(
      'There is no src/model/nowhere.ts',
    );
    expect(() =>
      gathered({ file: 'src/model/sigmoid.ts', name: 'sigmoid' }).nameOf({
        file: 'src/model/mlp.ts',
        name: 'forward',
      }),
    ).toThrow('src/model/mlp.ts#forward was not gathered.');
  });

  it('is refused when it asks where its module lies', () => {
    expect(() => gathered({ file: 'src/training/session.ts', name: 'openSession' })).toThrow(
      /src\/training\/session\.ts: “.*” cannot leave its module\./,
    );
  });
});

describe('modules of any kind', () => {
  let projects = 0;
  const of = (files: Record<string, string>, ...wanted: string[]) => {
    const place = join(folder, `project-${++projects}`);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(place, file)), { recursive: true });
      writeFileSync(join(place, file), text);
    }
    const names = wanted.map((one) => {
      const [file, name] = one.split('#') as [string, string];
      return { file, name };
    });
    return textOf(gather(openProject(place), names).pieces);
  };

  it('may import under another name, where a variable has the first', () => {
    const text = of(
      {
        'src/data/a.ts': 'export const size = 2;',
        'src/model/b.ts':
          "import { size as theirs } from '../data/a.ts';\nexport const b = (size: number) => size * theirs;",
      },
      'src/data/a.ts#size',
      'src/model/b.ts#b',
    );
    expect(run(text, 'b(5)')).toBe(10);
  });

  it('may call different things alike', () => {
    const text = of(
      {
        'src/data/a.ts':
          'const { unit, rest: [more] } = { unit: 3, rest: [4] };\nexport const a = () => ({ unit, more });',
        'src/data/b-side.ts':
          'const unit = 5;\nexport type Unit = { unit: number };\nexport const b = (): Unit => ({ unit });',
        'src/data/c.ts':
          'const { unit } = { unit: 7 };\nexport function c() {\n  return { unit };\n}',
      },
      'src/data/a.ts#a',
      'src/data/b-side.ts#b',
      'src/data/c.ts#c',
    );
    expect(run(text, '[a(), b(), c()]')).toEqual([{ unit: 3, more: 4 }, { unit: 5 }, { unit: 7 }]);
    expect(text).toContain('const bSideUnit = 5;');
    expect(text).toContain('const { unit: cUnit } =');
  });

  it('may be imported whole, looked into or handed on', () => {
    const text = of(
      {
        'src/model/m.ts':
          'export interface Shape { n: number }\nexport const one = (s: Shape) => s.n + 1;\nexport const two = (s: Shape) => s.n + 2;\nexport const never = 0;',
        'src/model/user.ts':
          "import * as m from './m.ts';\nconst one = 10;\nexport const looked = (s: m.Shape) => m.one(s) + one;",
        'src/model/whole.ts':
          "import * as m from './m.ts';\nconst call = (x: typeof m) => x.two({ n: 1 });\nexport const handed = () => [call(m), Object.keys({ ...m }).length];",
      },
      'src/model/user.ts#looked',
      'src/model/whole.ts#handed',
    );
    expect(run(text, '[looked({ n: 0 }), handed()]')).toEqual([11, [3, 3]]);
  });

  it('may pass on what others declare, and declare a name twice', () => {
    const text = of(
      {
        'src/data/a.ts':
          'export function f(x: string): string;\nexport function f(x: number): number;\nexport function f(x: unknown) {\n  return x;\n}\nexport type Kind = keyof typeof Kind;\nexport const Kind = { a: 1 };',
        'src/data/pass.ts': "export { f as g, Kind } from './a.ts';",
        'src/model/b.ts':
          "import { g, Kind } from '../data/pass.ts';\nexport const b = (k: Kind) => [g(3), g('x'), Kind[k]];",
      },
      'src/model/b.ts#b',
    );
    expect(run(text, "b('a')")).toEqual([3, 'x', 1]);
  });

  it('run in their order, and only what is asked of them', () => {
    const text = of(
      {
        'src/data/table.ts':
          'export const table = [0, 0];\nexport const untouched = 1;\nfor (let i = 0; i < 2; i++) table[i] = i + base;\nvar base = 1;\nconst other: number[] = [];\nother.push(2);',
        'src/model/use.ts':
          "import { table, untouched } from '../data/table.ts';\nexport const sum = table[0]! + untouched;\nconst late = table.length + sum;\nexport const use = () => late;",
      },
      'src/model/use.ts#use',
    );
    expect(text).not.toContain('other');
    expect(text.indexOf('table[i] =')).toBeLessThan(text.indexOf('const sum'));
  });

  it('leave the names that are reserved', () => {
    const place = join(folder, 'reserved');
    mkdirSync(join(place, 'src/data'), { recursive: true });
    writeFileSync(join(place, 'src/data/a.ts'), 'export const show = () => 3;');
    const wanted = { file: 'src/data/a.ts', name: 'show' };
    const { pieces, nameOf } = gather(openProject(place), [wanted], { reserved: ['show'] });
    expect(nameOf(wanted)).toBe('aShow');
    expect(run(`const show = 4;\n${textOf(pieces)}`, '[show, aShow()]')).toEqual([4, 3]);
  });

  it('do not hide what everybody may use', () => {
    const text = of(
      {
        'src/data/a.ts': 'export const Math2 = 1;\nexport const JSON2 = () => JSON.stringify([1]);',
        'src/data/b.ts':
          "const JSON = { stringify: () => 'mine' };\nexport const mine = () => JSON.stringify();",
      },
      'src/data/b.ts#mine',
      'src/data/a.ts#JSON2',
    );
    expect(run(text, '[mine(), JSON2()]')).toEqual(['mine', '[1]']);
  });
});
