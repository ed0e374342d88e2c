import { basename } from 'node:path';
import ts from 'typescript';
import { commentAbove, namesOf } from '../site/declarations.ts';
import { type Key, type Mention, type Names, namesIn } from './mentions.ts';
import type { Project } from './project.ts';

/** A top-level declaration: its file from the project's root, and its name there. */
export interface Declared {
  readonly file: string;
  readonly name: string;
}

/** One statement of the gathered text. */
export interface Piece {
  /** Where it stands in the project; for an import from a package, the package. */
  readonly file: string;
  /** The statement's own mark, the same in whatever it is gathered into. */
  readonly mark: string;
  /** A statement of ours, a file that is imported as data, or an import from an npm package. */
  readonly kind: 'code' | 'data' | 'package';
  /** What it declares, as it is called in the gathered text; none for a statement that only does something. */
  readonly names: readonly string[];
  /** The comment above it, or ''. */
  readonly comment: string;
  /** The statement, without `export`. */
  readonly code: string;
  /** The pieces without which it cannot be used, in the order of the whole. */
  readonly needs: readonly Piece[];
  /** Of these, what it names itself as soon as it is read, and not only once it is called. */
  readonly atOnce: readonly Piece[];
}

/** A self-contained program. */
export interface Gathered {
  /** In the order in which the modules would evaluate them. */
  readonly pieces: readonly Piece[];
  /** The pieces of a declaration: one, or all overloads. Throws when it was not gathered. */
  readonly piecesOf: (declared: Declared) => readonly Piece[];
  /** What a declaration is called in it. Throws when it was not gathered. */
  readonly nameOf: (declared: Declared) => string;
}

/** Of a record that is declared as an object literal, the entries to keep; what is spread into it stays. */
export interface Entries extends Declared {
  readonly keys: readonly string[];
}

export interface GatherOptions {
  readonly entries?: readonly Entries[];
  /** Names that nothing in the program may have. */
  readonly reserved?: readonly string[];
}

/**
 * The declarations wanted, and over our modules all that they need, as one self-contained program: each
 * once, without imports between our files. Where two modules use one name, the declarations wanted come
 * first and keep their text as it is; others are called by their file as well.
 *
 * Throws when a declaration is not there, and when one cannot leave its module (`import.meta`).
 */
export function gather(
  project: Project,
  wanted: readonly Declared[],
  { entries = [], reserved = [] }: GatherOptions = {},
): Gathered {
  const keys = wanted.map(keyOf);
  const parts = collect(project, keys, entries);
  const names = nameAll(keys, parts, reserved);
  const written = write(project, parts, names);
  const known = <T>(declared: Declared, value: T | undefined): T => {
    if (value === undefined) throw new Error(`${keyOf(declared)} was not gathered.`);
    return value;
  };
  return {
    pieces: [...written.values()],
    piecesOf: (declared) => {
      const found = parts.filter((part) => part.keys.includes(keyOf(declared)));
      return known(declared, found[0] && found.map((part) => written.get(part) as Piece));
    },
    nameOf: (declared) => known(declared, names.get(keyOf(declared))),
  };
}

/** These pieces and all that they need, in the order of the whole. */
export function withNeeds(gathered: Gathered, pieces: readonly Piece[]): Piece[] {
  const all = new Set<Piece>();
  const visit = (piece: Piece) => {
    if (all.has(piece)) return;
    all.add(piece);
    piece.needs.forEach(visit);
  };
  pieces.forEach(visit);
  return gathered.pieces.filter((piece) => all.has(piece));
}

/** The text of some pieces, one below the other. */
export const textOf = (pieces: readonly Pick<Piece, 'comment' | 'code'>[]): string =>
  pieces
    .map(({ comment, code }) => [comment, code].filter(Boolean).join('\n'))
    .filter(Boolean)
    .join('\n\n');

const keyOf = ({ file, name }: Declared): Key => `${file}#${name}`;
const split = (key: Key) => key.split('#') as [file: string, name: string];

/** One statement, with the names in it still to be settled. */
interface Part extends Names {
  readonly file: string;
  readonly kind: Piece['kind'];
  /** What it declares. */
  readonly keys: readonly Key[];
  /** What it does something to, where it declares nothing: it must have run before that is used. */
  readonly subjects: ReadonlySet<Key>;
  readonly statement?: ts.Statement;
  /** Entries of a record that are left out. */
  readonly left: ReadonlySet<ts.Node>;
  /** Its place: the number of the file in the order of evaluation, and where in that. */
  readonly at: readonly [number, number];
}

const nothing: ReadonlySet<never> = new Set<never>();
const END = Number.POSITIVE_INFINITY;

/** Follows names from the declarations wanted until none is missing. */
function collect(project: Project, wanted: readonly Key[], entries: readonly Entries[]): Part[] {
  const parts = new Set<Part>();
  const known = new Set<Key>();
  const files = new Set<string>();
  const waiting: Part[] = [];
  const take = (part: Part) => {
    parts.add(part);
    waiting.push(part);
    for (const key of part.keys) known.add(key);
  };
  const need = (key: Key, by?: Part) => {
    if (known.has(key)) return;
    const [file] = split(key);
    if (project.files.includes(file)) files.add(file);
    for (const part of partsOf(project, key, entries, by)) take(part);
  };

  wanted.forEach((key) => {
    need(key);
  });
  for (;;) {
    for (let part = waiting.pop(); part; part = waiting.pop())
      for (const { key, ofType } of part.mentions)
        if (!ofType || key.startsWith('src/')) need(key, part);
    // What a module does to something of its own as it is loaded has to be done here too.
    for (const file of files)
      for (const deed of deedsOf(project, file))
        if (
          ![...parts].some((part) => part.statement === deed.statement) &&
          [...parts].some((part) => isSubject(part, deed))
        )
          take(deed);
    if (waiting.length === 0) break;
  }
  return [...parts].sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
}

/** Whether a part declares or uses what a deed of the same file is done to. */
const isSubject = (part: Part, { file, subjects }: Part) =>
  part.file === file &&
  (part.keys.some((key) => subjects.has(key)) ||
    part.mentions.some(({ key, ofType }) => !ofType && subjects.has(key)));

/** What declares a key: a statement of ours, its overloads, or what stands for an import of something else. */
function partsOf(
  project: Project,
  key: Key,
  entries: readonly Entries[],
  by: Part | undefined,
): Part[] {
  const [file, name] = split(key);
  const bare = { file, keys: [key], subjects: nothing, left: nothing, ...noNames };
  const before = [by?.at[0] ?? 0, -1] as const;
  if (!file.startsWith('src/')) return [{ ...bare, kind: 'package', at: before }];
  if (/\.json$|\?raw$/.test(file)) return [{ ...bare, kind: 'data', at: before }];
  const { statements } = project.tree(file);
  if (name === '*') {
    const mentions = statements
      .filter((statement) => isExported(statement) && !isErased(statement))
      .flatMap((statement) => namesOf(statement).map((said) => whole(file, said, statement)));
    return [{ ...bare, kind: 'code', mentions, at: [project.files.indexOf(file), END] }];
  }
  const found = statements.filter((statement) => namesOf(statement).includes(name));
  if (found.length === 0) {
    const names = statements.flatMap(namesOf).join(', ');
    throw new Error(`${file} declares no “${name}”; it declares ${names || 'nothing'}.`);
  }
  return found.map((statement) => {
    const keep = entries.find((one) => keyOf(one) === key)?.keys;
    return partOf(project, file, statement, keep && leftOut(statement, keep));
  });
}

const noNames: Names = { mentions: [], locals: nothing, globals: nothing };

const whole = (file: string, said: string, node: ts.Node): Mention => ({
  key: `${file}#${said}`,
  node,
  said,
  short: false,
  ofType: false,
  later: false,
});

function partOf(
  project: Project,
  file: string,
  statement: ts.Statement,
  left: ReadonlySet<ts.Node> = nothing,
): Part {
  return {
    file,
    kind: 'code',
    keys: namesOf(statement).map((name) => `${file}#${name}`),
    subjects: nothing,
    statement,
    left,
    at: [project.files.indexOf(file), statement.pos],
    ...namesIn(project, statement, left),
  };
}

/** The statements of a module that declare nothing, and what they are about. */
function deedsOf(project: Project, file: string): Part[] {
  return project
    .tree(file)
    .statements.filter(
      (statement) =>
        namesOf(statement).length === 0 &&
        !ts.isImportDeclaration(statement) &&
        !ts.isExportDeclaration(statement),
    )
    .map((statement) => {
      const part = partOf(project, file, statement);
      const subjects = part.mentions.filter(
        ({ key, later }) => !later && (key.startsWith(`${file}#`) || !key.startsWith('src/')),
      );
      return { ...part, subjects: new Set(subjects.map(({ key }) => key)) };
    });
}

const isExported = (statement: ts.Statement) =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
const isErased = (statement: ts.Statement) =>
  ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);

/** The entries of an object literal whose names are not among these. */
function leftOut(statement: ts.Statement, keep: readonly string[]): Set<ts.Node> {
  return new Set(
    literalOf(statement).properties.filter(
      ({ name }) =>
        name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) && !keep.includes(name.text),
    ),
  );
}

/** The object literal that a statement declares. Throws when it declares something else. */
export function literalOf(statement: ts.Statement): ts.ObjectLiteralExpression {
  const value =
    ts.isVariableStatement(statement) && statement.declarationList.declarations[0]?.initializer;
  if (!value || !ts.isObjectLiteralExpression(value))
    throw new Error(`Only an object literal has entries, but not ${statement.getText()}`);
  return value;
}

/** A name for each key: its own, unless something else is called so. */
function nameAll(
  wanted: readonly Key[],
  parts: readonly Part[],
  reserved: readonly string[],
): Map<Key, string> {
  const names = new Map<Key, string>();
  const taken = new Set([...reserved, ...parts.flatMap(({ globals }) => [...globals])]);
  const mentions = new Map<Key, { part: Part; said: string }[]>();
  for (const part of parts)
    for (const { key, said } of part.mentions)
      mentions.set(key, [...(mentions.get(key) ?? []), { part, said }]);
  const isFree = (key: Key, name: string) =>
    !taken.has(name) &&
    !(mentions.get(key) ?? []).some(({ part, said }) => said !== name && part.locals.has(name));
  const settle = (key: Key, first?: string) => {
    if (names.has(key)) return;
    for (const name of namesFor(key, first, mentions.get(key)?.[0]?.said))
      if (isFree(key, name)) {
        names.set(key, name);
        taken.add(name);
        return;
      }
  };

  for (const key of wanted) settle(key);
  for (const key of wanted)
    for (const part of parts)
      if (part.keys.includes(key))
        for (const { key: other, node, said } of part.mentions)
          settle(other, ts.isIdentifier(node) ? said : undefined);
  for (const part of parts) for (const key of part.keys) settle(key);
  for (const part of parts) for (const mention of part.mentions) settle(mention.key);
  return names;
}

/** What it would best be called, then its own name, that with its file's before it, and with a number. */
function* namesFor(key: Key, best: string | undefined, said: string | undefined) {
  if (best) yield best;
  const [file, declared] = split(key);
  const own = declared === '*' || declared === 'default' ? (said as string) : declared;
  yield own;
  const place = basename(file)
    .replace(/\..*$/, '')
    .replaceAll(/[^a-z0-9]+(.)/gi, (_, letter: string) => letter.toUpperCase());
  const isCapital = /^[A-Z]/.test(own);
  const full = (isCapital ? capital(place) : place) + capital(own);
  yield full;
  for (let i = 2; ; i++) yield `${full}${i}`;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The pieces, with every name as it was settled. */
function write(
  project: Project,
  parts: readonly Part[],
  names: ReadonlyMap<Key, string>,
): Map<Part, Piece> {
  const written = new Map<Part, Piece & { needs: Piece[]; atOnce: Piece[] }>(
    parts.map((part) => [
      part,
      {
        file: part.file,
        mark: part.statement ? `${part.file}:${part.statement.pos}` : (part.keys[0] as Key),
        kind: part.kind,
        names: part.keys.map((key) => names.get(key) as string),
        comment: part.statement ? commentAbove(part.statement) : '',
        code: codeOf(project, part, names),
        needs: [],
        atOnce: [],
      },
    ]),
  );
  for (const [part, piece] of written)
    for (const [other, need] of written) {
      if (other === part) continue;
      const mentions = part.mentions.filter(({ key }) => other.keys.includes(key));
      if (mentions.length > 0 || isSubject(part, other)) piece.needs.push(need);
      if (mentions.some(({ later, ofType }) => !later && !ofType)) piece.atOnce.push(need);
    }
  return written;
}

function codeOf(project: Project, part: Part, names: ReadonlyMap<Key, string>): string {
  const { statement, mentions, kind, file } = part;
  if (statement) return rewritten(statement, part, names);
  const [key] = part.keys as [Key];
  const name = names.get(key) as string;
  if (kind === 'data') {
    const text = project.text(file.replace(/\?raw$/, ''));
    return `const ${name} = ${file.endsWith('.json') ? text.trim() : quoted(text)};`;
  }
  if (kind === 'package') {
    const [, exported] = split(key);
    const clause =
      exported === 'default'
        ? name
        : exported === '*'
          ? `* as ${name}`
          : `{ ${exported === name ? name : `${exported} as ${name}`} }`;
    return `import ${clause} from '${file}';`;
  }
  const fields = mentions.map(({ key, said }) => {
    const called = names.get(key);
    return called === said ? said : `${said}: ${called}`;
  });
  return `const ${name} = { ${fields.join(', ')} };`;
}

/** A text as a template literal, which keeps its lines. */
const quoted = (text: string) => `\`${text.replaceAll(/[\\`]|\$\{/g, '\\$&')}\``;

function rewritten(
  statement: ts.Statement,
  { mentions, left }: Part,
  names: ReadonlyMap<Key, string>,
): string {
  const text = statement.getSourceFile().text;
  const start = statement.getStart();
  const edits: { from: number; to: number; by: string }[] = mentions.map(
    ({ key, node, said, short }) => {
      const name = names.get(key) as string;
      return {
        from: node.getStart(),
        to: node.end,
        by: short && name !== said ? `${said}: ${name}` : name,
      };
    },
  );
  if (left.size > 0) {
    const { properties } = literalOf(statement);
    properties.forEach((property, i) => {
      if (left.has(property))
        edits.push({ from: property.pos, to: properties[i + 1]?.pos ?? properties.end, by: '' });
    });
  }
  if (isExported(statement)) edits.push({ from: start, to: start + 'export '.length, by: '' });
  edits.sort((a, b) => a.from - b.from);
  let code = '';
  let at = start;
  for (const { from, to, by } of edits) {
    code += text.slice(at, from) + by;
    at = to;
  }
  return code + text.slice(at, statement.end);
}
