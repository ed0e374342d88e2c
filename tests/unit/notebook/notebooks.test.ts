import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Ajv from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { notebookOf } from '../../../src/notebook/chapters.ts';
import { jupyterNotebook } from '../../../src/notebook/jupyter.ts';
import { programFile } from '../../../src/notebook/program.ts';
import { parts } from '../../../src/site/course.ts';
import { pythonWith } from '../exchange/trained-runs.ts';

// What a reader downloads is run, with its numbers, in tests/pages/notebooks.spec.ts. Here no fact is computed.

const root = new URL('../../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'lines-that-learn-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { $schema: _, ...schema } = JSON.parse(
  readFileSync(join(root, 'tests/golden/nbformat/nbformat.v4.5.schema.json'), 'utf8'),
);
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

const home = new URL('https://somewhere.example/base/');
const slugs = parts.flatMap(({ chapters }) => chapters.map(({ slug }) => slug));
const made = new Map(
  await Promise.all(
    slugs.map(async (slug) => [slug, await notebookOf(slug, { home, said: () => '¤' })] as const),
  ),
);

/**
 * What each cell tells, null where it tells nothing, when they run one after the other in a process that they have
 * for themselves. As in Deno's kernel, what is printed is sent in the background, and only what is sent before the
 * cell ends is shown with it.
 */
async function runCells(name: string, cells: readonly string[]): Promise<(string | null)[]> {
  const file = join(folder, name);
  const begin = `globalThis.heard = { log: console.log, all: [], told: [] };
console.log = (text) => setTimeout(() => globalThis.heard.told.push(text), 20);`;
  const next = `;globalThis.heard.all.push(globalThis.heard.told.join('\\n') || null);
globalThis.heard.told = [];`;
  const end = 'globalThis.heard.log(JSON.stringify(globalThis.heard.all));\nprocess.exit();';
  writeFileSync(file, [begin, ...cells.flatMap((cell) => [cell, next]), end].join('\n'));
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', file]);
  return JSON.parse(stdout);
}

describe.each(slugs)('the notebook of %s', (slug) => {
  const notebook = made.get(slug)!;
  const jupyter = jupyterNotebook(notebook);
  const program = programFile(notebook);
  const cells = jupyter.cells.map((cell) => ({ ...cell, text: cell.source.join('') }));
  const markdown = cells
    .flatMap((cell) => (cell.cell_type === 'markdown' ? [cell.text] : []))
    .join('\n');
  const code = cells.filter(({ cell_type }) => cell_type === 'code').map(({ text }) => text);

  it('is valid by the published schema of Jupyter’s format 4.5', () => {
    validate(jupyter);
    expect(validate.errors ?? []).toEqual([]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  });

  it('has cells that run one after the other, and wait until what they tell is sent', async () => {
    // A name that is declared twice is an error.
    // The last cell compares the facts.
    const cellsToRun = code.slice(0, -1);
    const told = await runCells(`${slug}-cells.ts`, cellsToRun);
    expect(told).toHaveLength(cellsToRun.length);
    const trials = cells.filter(({ id }) => id.startsWith('trial'));
    expect(told.filter((text) => text !== null)).toHaveLength(trials.length);
    expect(told.join('\n')).not.toMatch(/undefined|NaN|\[object/);
  });

  it('holds the same statements in its program and in its cells', () => {
    const statements = notebook.gathered.pieces
      .filter(({ kind }) => kind !== 'package')
      .map((piece) => piece.code);
    const times = (text: string, one: string) => `\n${text}`.split(`\n${one}`).length - 1;
    const all = code.join('\n');
    for (const one of statements) {
      expect(times(program, one), one).toBeGreaterThan(0);
      expect(times(all, one), one).toBe(times(program, one));
    }
  });

  it('shows what the chapter shows, in its order, and states what it states', () => {
    const shown = notebook.blocks.flatMap((block) =>
      block.kind === 'source' ? notebook.piecesOf(block).map((piece) => piece.code) : [],
    );
    for (const text of [program, cells.map((cell) => cell.text).join('\n')]) {
      // What an earlier cell needs has been declared before, and is shown once more.
      const places = shown.map((one) => text.lastIndexOf(one));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (const { fact } of notebook.stated) expect(text).toContain(`['${fact}', '¤'`);
    }
  });

  it('is text without tags: what an author writes in MDX is gone', () => {
    const prose = markdown.replaceAll(/^(> )?```.*?^(> )?```$/gms, '');
    expect(prose).not.toMatch(/<(?!\/?(details|summary)>)[A-Za-z]|client:|^import /m);
    expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
    // Even dollar signs: none of them stands alone.
    expect((markdown.replaceAll('\\$', '').match(/\$/g)?.length ?? 0) % 2).toBe(0);
  });

  it('leads to its page, from wherever it is opened', () => {
    const links = [...markdown.matchAll(/\]\(([^)]*)\)/g)].map(([, to]) => to);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((to) => !/^https?:\/\//.test(to as string))).toEqual([]);
    expect(program).toContain(`https://somewhere.example/base/${slug}/`);
  });

  it('keeps its comments within a hundred columns', () => {
    // What comes from our source has the width of our source; licences and addresses are as they are.
    const text = program.slice(0, program.indexOf('// ── What the code'));
    const wide = text
      .split('\n')
      .filter((line) => line.startsWith('//') && !line.includes('https:'))
      .filter((line) => [...line.replaceAll(/\p{M}/gu, '')].length > 100);
    expect(wide).toEqual([]);
  });
});

it('a program says which number differs, and leaves with 1', async () => {
  const file = join(folder, 'differs.ts');
  writeFileSync(
    file,
    programFile(made.get('first-layer')!).replaceAll("'layer-h1', '¤'", "'layer-h1', '0.71'"),
  );
  const left = await promisify(execFile)(process.execPath, [file]).catch((error) => error);
  expect(left.code).toBe(1);
  expect(left.stdout).toContain('✓ 0.71');
  expect(left.stdout).toContain('✗ 0.41, where the text says ¤');
  expect(left.stdout).toMatch(/\n9 of 10 differ from the text\.\n$/);
});

it('a notebook’s last cell says it, too', async () => {
  const { cells } = jupyterNotebook(made.get('first-layer')!);
  const code = cells.filter(({ cell_type }) => cell_type === 'code');
  const told = await runCells(
    'compared.ts',
    code.map(({ source }) => source.join('')),
  );
  expect(told.at(-1)).toMatch(/^The numbers in the text, computed again\.\n/);
  expect(told.at(-1)).toContain('✗ 0.41, where the text says ¤');
  expect(told.at(-1)).toMatch(/\n10 of 10 differ from the text\.$/);
});

const python = pythonWith('nbformat');

it.skipIf(!python)('Jupyter’s own nbformat finds nothing wrong with them', async () => {
  for (const [slug, notebook] of made)
    writeFileSync(join(folder, `${slug}.ipynb`), JSON.stringify(jupyterNotebook(notebook)));
  const check =
    'import nbformat, sys\nfor file in sys.argv[1:]: nbformat.validate(nbformat.read(file, as_version=4))';
  await promisify(execFile)(python!, [
    '-c',
    check,
    ...slugs.map((slug) => join(folder, `${slug}.ipynb`)),
  ]);
});

it('a notebook of a site without a known address links nowhere', async () => {
  const notebook = await notebookOf('first-layer', { said: () => '¤' });
  const text = programFile(notebook).split('// ── What the code')[0];
  expect(text).not.toMatch(/https?:|undefined/);
  const markdown = jupyterNotebook(notebook).cells.filter((cell) => cell.cell_type === 'markdown');
  expect(markdown.flatMap((cell) => cell.source).join('')).not.toMatch(/\]\(|undefined/);
});
