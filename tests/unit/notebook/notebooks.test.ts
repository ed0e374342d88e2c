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

/** What a file of TypeScript prints when Node runs it. */
async function run(name: string, text: string) {
  const file = join(folder, name);
  writeFileSync(file, text);
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  return stdout;
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

  it('declares each name once, and every cell finds what it names in those above it', async () => {
    // The last cell compares the facts.
    const declaring = code.slice(0, -1);
    const names = notebook.gathered.pieces.flatMap((piece) => piece.names);
    const list = [...new Set(names)].filter((name) =>
      declaring.some((text) =>
        new RegExp(`\\b(const|function|class) [^=(]*\\b${name}\\b`).test(text),
      ),
    );
    const printed = await run(
      `${slug}-cells.ts`,
      `${declaring.join('\n\n')}\n\nconsole.log([${list.map((name) => `typeof ${name}`).join(', ')}].length);\n`,
    );
    const lines = printed.trimEnd().split('\n');
    expect(Number(lines.at(-1))).toBe(list.length);
    // What the listings make is printed on the way.
    const listings = notebook.blocks.filter((block) => block.kind === 'source');
    expect(lines.length).toBeGreaterThan(listings.length);
    expect(printed).not.toMatch(/undefined|NaN|\[object/);
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
