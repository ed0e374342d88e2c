import ts from 'typescript';
import { namesOf } from '../site/declarations.ts';
import type { Shown } from './chapter.ts';
import { type Gathered, gather, literalOf, type Piece } from './gather.ts';
import type { Project } from './project.ts';

/** How a listing of a chapter is tried, as on its page (src/exercise/cells). */
export interface Trial {
  /** On what: a sentence. */
  readonly given: string;
  /** A block that runs it, and shows what it makes. */
  readonly code: string;
  /** What the block needs: the declarations made for it, and those of the course. */
  readonly own: readonly Piece[];
  readonly needs: readonly Piece[];
}

const SHOW = 'show';
const RUN = 'run';
/** Names that the trials have for their own. */
export const reserved = [SHOW, RUN];

/** The function by which the blocks show what came. */
export const showing = `/** Prints what came, a line for each part of it; of a long list its beginning. */
function ${SHOW}(came: unknown, rows: { label: string; of: (came: unknown) => unknown }[]): void {
  const written = (value: unknown): string => {
    if (typeof value === 'number') return String(Number(value.toPrecision(6))).replace('-', '−');
    if (typeof value !== 'object' || value === null || !('length' in value)) return String(value);
    const list = Array.from(value as ArrayLike<unknown>);
    const more = list.length > 6 ? \`, … (\${list.length} in all)\` : '';
    return \`[\${list.slice(0, 6).map(written).join(', ')}\${more}]\`;
  };
  for (const { label, of } of rows) console.log(\`  \${label} = \${written(of(came))}\`);
}`;

/** The trials of a chapter's listings: what to gather for them, and how to find them in what was gathered. */
export function trialsOf(project: Project, slug: string, listings: readonly Shown[]) {
  const place = { file: `src/exercise/cells/${slug}.ts`, name: 'cells' };
  const idOf = ({ names }: Shown) => names.join(',');
  const known = project.files.includes(place.file)
    ? entriesOf(project.tree(place.file), place.name)
    : new Map<string, ts.Expression>();
  const keys = [...new Set(listings.map(idOf))].filter((id) => known.has(id));
  const declared = keys.length > 0 ? [{ ...place, keys }] : [];

  const find = (gathered: Gathered) => {
    const [record] = declared.flatMap((one) => gathered.piecesOf(one));
    if (!record) return () => undefined;
    const entries = entriesOf(asTree(record.code), record.names[0] as string);
    return (shown: Shown): Trial | undefined => {
      const entry = entries.get(idOf(shown));
      if (!entry) return undefined;
      // Of what all of them need, what this one does.
      const alone = gather(project, [place], { entries: [{ ...place, keys: [idOf(shown)] }] });
      const marks = new Set(alone.pieces.map(({ mark }) => mark));
      const needs = gathered.pieces.filter((piece) => marks.has(piece.mark) && piece !== record);
      const given = fieldOf(entry, 'given');
      if (!ts.isStringLiteral(given))
        throw new Error(`${record.file}: given must be a plain text.`);
      return {
        given: given.text,
        code: `{\n  const ${RUN} = ${textOf(fieldOf(entry, 'run'))};\n  ${SHOW}(${RUN}(), ${textOf(fieldOf(entry, 'rows'))});\n}`,
        own: needs.filter(({ file }) => file === place.file),
        needs: needs.filter(({ file }) => file !== place.file),
      };
    };
  };
  return { declared, find };
}

const asTree = (code: string) =>
  ts.createSourceFile('record.ts', code, ts.ScriptTarget.Latest, true);

/** The entries of the record that a file declares under this name. */
function entriesOf(tree: ts.SourceFile, name: string): Map<string, ts.Expression> {
  const statement = tree.statements.find((one) => namesOf(one).includes(name));
  return statement ? fieldsOf(literalOf(statement)) : new Map();
}

const fieldsOf = (literal: ts.ObjectLiteralExpression) =>
  new Map(
    literal.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) &&
      (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
        ? [[property.name.text, property.initializer] as const]
        : [],
    ),
  );

function fieldOf(entry: ts.Expression, name: string): ts.Expression {
  const field = ts.isObjectLiteralExpression(entry) ? fieldsOf(entry).get(name) : undefined;
  if (!field) throw new Error(`A trial has no “${name}”: ${entry.getText()}`);
  return field;
}

/** Its text, two columns further left: it stood in a record. */
const textOf = (node: ts.Node) => node.getText().replaceAll('\n  ', '\n');
