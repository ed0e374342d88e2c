import { existsSync, globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { cellId } from '../exercise/cells/cell.ts';
import type { CellPage, Listing } from '../exercise/cells/page.ts';
import { declarationSpan, declarationText, parameterCount } from './declarations.ts';

/** A listing as a chapter asks for it. */
export interface Shown {
  readonly slug: string;
  readonly file: string;
  readonly names: readonly string[];
  readonly comment: boolean;
}

/** Every `<Source>` of the chapters, in the order of the text. */
export const shownSources = (): Shown[] =>
  globSync('content/*-*.mdx')
    .sort()
    .flatMap((path) => {
      const slug = /\/\d+-(.*)\.mdx$/.exec(path)?.[1];
      if (!slug) return [];
      return [...read(path).matchAll(/<Source\s([^>]*?)\/>/g)].map(([, attributes = '']) => ({
        slug,
        file: /file="([^"]+)"/.exec(attributes)?.[1] ?? '',
        names: namesIn(attributes),
        comment: !/comment=\{false\}/.test(attributes),
      }));
    });

const namesIn = (attributes: string): string[] => {
  const list = /name=(?:"([^"]+)"|\{\[([^\]]*)\]\})/.exec(attributes);
  if (list?.[1]) return [list[1]];
  return [...(list?.[2] ?? '').matchAll(/['"](\w+)['"]/g)].map(([, name]) => name as string);
};

/** Where a page's cells are described. */
export const cellsPath = (slug: string): string => `src/exercise/cells/${slug}.ts`;

/** The pages whose listings can be changed. */
export const cellSlugs = (): string[] =>
  [...new Set(shownSources().map(({ slug }) => slug))].filter((slug) =>
    existsSync(cellsPath(slug)),
  );

/** What the cells of a page need to run, gathered from the very files. */
export function cellPage(slug: string): CellPage {
  const listings = shownSources()
    .filter((shown) => shown.slug === slug)
    .map(({ file, names, comment }) => ({
      id: cellId(names),
      file,
      names,
      comment,
      parameters: Object.fromEntries(
        names.flatMap((name) => {
          const count = parameterCount(read(file), file, name);
          return count === undefined ? [] : [[name, count]];
        }),
      ),
      text: names.map((name) => declarationText(read(file), file, name, { comment })).join('\n\n'),
    }));
  const files = [...new Set(listings.map(({ file }) => file))];
  return {
    path: cellsPath(slug),
    modules: modulesFrom([cellsPath(slug), 'src/exercise/cells/desk.ts', ...files]),
    cut: Object.fromEntries(files.map((file) => [file, cut(file, listings)])),
    listings: listings.map(({ comment: _, ...listing }) => listing),
  };
}

/**
 * A file's text with a gap for each of its listings, in the place of the first declaration that it shows;
 * its other declarations are taken out.
 */
function cut(
  file: string,
  listings: readonly (Listing & { readonly comment: boolean })[],
): CellPage['cut'][string] {
  const source = read(file);
  const spans = listings
    .filter((listing) => listing.file === file)
    .flatMap(({ id, names, comment }) =>
      names.map((name, i) => ({
        id: i === 0 ? id : undefined,
        span: declarationSpan(source, file, name, { comment }),
      })),
    )
    .sort((a, b) => a.span[0] - b.span[0]);
  const pieces: (string | { readonly cell: string })[] = [];
  let from = 0;
  for (const { id, span } of spans) {
    pieces.push(source.slice(from, span[0]));
    if (id !== undefined) pieces.push({ cell: id });
    from = span[1];
  }
  return [...pieces, source.slice(from)];
}

/** These modules and all that they import, each as the body of a function in plain JavaScript. */
function modulesFrom(entries: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  const queue = [...entries];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (Object.hasOwn(found, path)) continue;
    const code = bodyOf(path);
    found[path] = code;
    if (!/\.[tj]s$/.test(path)) continue;
    for (const [, wanted = ''] of code.matchAll(/\brequire\("([^"]+)"\)/g))
      queue.push(wanted.startsWith('.') ? posix.join(posix.dirname(path), wanted) : wanted);
  }
  return found;
}

/** What an npm package of ours brings as a script for `require`. */
const packages: Record<string, string> = {
  'd3-dsv': 'node_modules/d3-dsv/dist/d3-dsv.min.js',
  jsep: 'node_modules/jsep/dist/cjs/jsep.cjs.min.js',
};

/** Most pages need the same modules. */
const bodies = new Map<string, string>();

function bodyOf(path: string): string {
  const known = import.meta.env.PROD ? bodies.get(path) : undefined;
  const body = known ?? makeBody(path);
  bodies.set(path, body);
  return body;
}

function makeBody(path: string): string {
  const known = packages[path];
  if (known) return read(known).replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
  if (path.endsWith('?raw')) return `module.exports=${JSON.stringify(read(path.slice(0, -4)))};`;
  if (path.endsWith('.json')) return `module.exports=${JSON.stringify(JSON.parse(read(path)))};`;
  if (!/\.[tj]s$/.test(path))
    throw new Error(`A cell needs ${path}, of which src/site/cell-pages.ts knows no script.`);
  return ts.transpileModule(read(path), {
    fileName: path,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      removeComments: true,
    },
  }).outputText;
}

const read = (path: string) => readFileSync(path, 'utf8');
