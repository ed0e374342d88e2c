import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The story's order, and beside it what works at build time: what each folder may import. */
const mayImport: Record<string, string[]> = {
  data: [],
  model: ['data'],
  gradient: ['data', 'model'],
  training: ['data', 'model', 'gradient'],
  sandbox: [],
  exercise: ['data', 'model', 'gradient', 'training', 'sandbox'],
  exchange: ['data', 'model', 'gradient', 'training'],
  figure: ['data', 'model', 'gradient', 'training'],
  facts: ['data', 'model', 'gradient', 'training', 'exercise'],
  components: [
    ...['data', 'model', 'gradient', 'training', 'sandbox', 'exercise', 'exchange'],
    ...['figure', 'facts', 'site', 'notebook'],
  ],
  // Reads them all as text, and runs the facts only.
  notebook: ['exercise', 'facts', 'site'],
  offline: [],
  book: ['setup', 'site'],
  content: ['components'],
};

const files = globSync('{src,components,content}/**/*.{ts,tsx,astro,mdx}');
const folderOf = (path: string) => path.replace(/^src\//, '').split('/')[0] as string;

const importsOf = (file: string) =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /\b(?:from|import|new URL)[\s(]*['"]([^'"?]+)[^'"]*['"]/g,
    ),
  ].map((found) => {
    const name = (found[1] as string)
      .replace(/^@components\//, 'components/')
      .replace(/^@\//, 'src/');
    return name.startsWith('.') ? join(dirname(file), name) : name;
  });

const imports = files.flatMap((file) => importsOf(file).map((name) => ({ file, name })));

describe('the structure of the source', () => {
  it('imports point back along the story, never forward', () => {
    const forward = imports.filter(({ file, name }) => {
      const [from, to] = [folderOf(file), folderOf(name)];
      const inside = /^(src|components|content)\//.test(name) && from !== to;
      return inside && mayImport[from]?.includes(to) === false;
    });
    expect(forward).toEqual([]);
    expect(imports.length).toBeGreaterThan(0);
  });

  it('only components know Preact', () => {
    const outside = imports.filter(
      ({ file, name }) => /^(preact|@preact\/)/.test(name) && folderOf(file) !== 'components',
    );
    expect(outside).toEqual([]);
  });

  it('only src/figure, one component and the policy, which hashes its styles, know Plot', () => {
    const knowing = imports.filter(
      ({ file, name }) => name === '@observablehq/plot' && !file.startsWith('src/figure/'),
    );
    const components = knowing.filter(({ file }) => file.startsWith('components/'));
    const others = knowing.filter(({ file }) => !file.startsWith('components/'));
    expect(components.length).toBeLessThanOrEqual(1);
    expect(others.map(({ file }) => file)).toEqual(['src/site/policy.ts']);
  });

  it('no file is called utils, helpers or common', () => {
    const vague = globSync('{src,components,content,tests}/**/*').filter((path) =>
      /(^|\/)(utils?|helpers?|common)(\.|$)/.test(path),
    );
    expect(vague).toEqual([]);
  });
});
