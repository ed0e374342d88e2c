import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** Our modules, read and bound, so that a name in one can be followed to where it is declared. */
export interface Project {
  readonly root: string;
  readonly checker: ts.TypeChecker;
  /** The source files in the order in which they are loaded: each after the modules it imports. */
  readonly files: readonly string[];
  /** Throws when there is no such file, with its path from the project's root. */
  readonly tree: (file: string) => ts.SourceFile;
  /** The text of a file that a module imports as data. */
  readonly text: (file: string) => string;
}

/** The folders that run without a page, in the order of the story. */
const folders = ['data', 'model', 'gradient', 'training', 'exercise', 'facts'];

/**
 * The modules of the folders from data to facts, under this root. Only names are followed, no types are
 * worked out: neither the language's own library nor any package is read, which keeps it under a second.
 */
export function openProject(root: string): Project {
  const files = folders.flatMap((folder) =>
    globSync(`src/${folder}/**/*.{ts,js}`, { cwd: root }).map(slashed).sort(),
  );
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.Latest,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    allowJs: true,
    noLib: true,
    noEmit: true,
    types: [],
  };
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const known = new Set(files);
  const host: ts.CompilerHost = {
    fileExists: (file) => known.has(file),
    readFile: (file) => (known.has(file) ? read(file) : undefined),
    getSourceFile: (file, languageVersion) =>
      known.has(file) ? ts.createSourceFile(file, read(file), languageVersion, true) : undefined,
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => {},
    getCurrentDirectory: () => '',
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const file = posix.join(posix.dirname(from), text);
        return {
          resolvedModule:
            text.startsWith('.') && known.has(file)
              ? { resolvedFileName: file, extension: posix.extname(file) }
              : undefined,
        };
      }),
  };
  const program = ts.createProgram(files, options, host);
  const tree = (file: string) => {
    const found = program.getSourceFile(file);
    if (!found) throw new Error(`There is no ${file} among the modules of ${folders.join(', ')}.`);
    return found;
  };
  return { root, checker: program.getTypeChecker(), files: loaded(files, tree), tree, text: read };
}

const slashed = (path: string) => path.replaceAll('\\', '/');

/** These files as the modules would be evaluated: what is imported comes first. */
function loaded(files: readonly string[], tree: Project['tree']): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const statement of tree(file).statements)
      if (ts.isImportDeclaration(statement) && !isOfTypes(statement)) {
        const target = importedFile(statement, file);
        if (files.includes(target)) visit(target);
      }
    order.push(file);
  };
  files.forEach(visit);
  return order;
}

/** The file that a relative import names, or the package. */
export function importedFile(declaration: ts.ImportDeclaration, from: string): string {
  const { text } = declaration.moduleSpecifier as ts.StringLiteral;
  return text.startsWith('.') ? posix.join(posix.dirname(from), text) : text;
}

/** Whether an import leaves nothing behind when the types are gone. */
function isOfTypes({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = importClause?.namedBindings;
  return (
    !importClause?.name &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}
