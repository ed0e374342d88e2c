import ts from 'typescript';
import { namesOf } from '../site/declarations.ts';
import type { Shown } from './chapter.ts';
import { type Gathered, gather, literalOf, type Piece } from './gather.ts';
import type { Project } from './project.ts';

/** How a listing of a chapter is tried, as on its page (src/exercise/cells). */
export interface Trial {
  /** On what: a sentence. */
  readonly given: string;
  /** What runs it, and what is shown of what that makes: see `trying`. */
  readonly run: string;
  readonly rows: string;
  /** What the block needs: the declarations made for it, and those of the course. */
  readonly own: readonly Piece[];
  readonly needs: readonly Piece[];
}

const SHOW = 'show';
const RUN = 'run';
/** What prints lines below a cell (jupyter.ts). */
export const TELL = 'tell';
/** Names that the trials have for their own. */
export const reserved = [SHOW, RUN, TELL];

/** The function by which the blocks show what came; `end` is the statement that does it with its `lines`. */
export const showing = (
  end: string,
) => `/** Shows what came, a line for each part of it; of a long list its beginning. */
function ${SHOW}(came: unknown, rows: { label: string; of: (came: unknown) => unknown }[]) {
  const written = (value: unknown): string => {
    if (typeof value === 'number') return String(Number(value.toPrecision(6))).replace('-', '−');
    if (typeof value !== 'object' || value === null || !('length' in value)) return String(value);
    const list = Array.from(value as ArrayLike<unknown>);
    const more = list.length > 6 ? \`, … (\${list.length} in all)\` : '';
    return \`[\${list.slice(0, 6).map(written).join(', ')}\${more}]\`;
  };
  const lines = rows.map(({ label, of }) => \`  \${label} = \${written(of(came))}\`);
  ${end}
}`;

/** A block that runs a trial and shows what it makes; `before` stands before the call that shows it. */
export const trying = ({ run, rows }: Trial, before = '') =>
  `{\n  const ${RUN} = ${run};\n  ${before}${SHOW}(${RUN}(), ${rows});\n}`;

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
        run: textOf(fieldOf(entry, 'run')),
        rows: textOf(fieldOf(entry, 'rows')),
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
