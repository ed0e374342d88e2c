import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { Piece } from './gather.ts';

/**
 * One statement that declares what these imports from one npm package would: the package's code, as small as
 * it gets, and above it the package's name, version and licence.
 */
export async function bundled(root: string, pieces: readonly Piece[]): Promise<string> {
  const [first] = pieces;
  if (!first) throw new Error('There is no import to bundle.');
  const entry = join(root, 'imports-of-a-notebook.js');
  const output = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'imports-of-a-notebook',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) =>
          id === entry
            ? `${pieces.map(({ code }) => code).join('\n')}\nexport { ${pieces.flatMap(({ names }) => names).join(', ')} };`
            : undefined,
      },
    ],
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'bundle' },
      rolldownOptions: { output: { exports: 'named' } },
    },
  });
  const [{ output: chunks }] = [output].flat() as { output: { code: string }[] }[] as [
    { output: { code: string }[] },
  ];
  const names = pieces.flatMap((piece) => piece.names).join(', ');
  const code = chunks.map((chunk) => chunk.code.trim()).join('\n');
  return `${licenceOf(root, first.file)}\nconst { ${names} } = (() => {\n${code}\nreturn bundle;\n})();`;
}

/** Name, version and licence of an installed package, as a comment. */
function licenceOf(root: string, name: string): string {
  const folder = join(root, 'node_modules', name);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence = readFileSync(join(folder, 'LICENSE'), 'utf8').trim();
  return [`${name} ${version}, from npm`, '', ...licence.split(/\r?\n/)]
    .map((line) => `// ${line}`.trimEnd())
    .join('\n');
}
