import ts from 'typescript';

/**
 * The text of one top-level declaration of a source file, with the comment above it: what a chapter
 * shows is what runs. Throws, naming what there is, when the file declares no such name.
 */
export function declarationText(
  source: string,
  file: string,
  name: string,
  options: DeclarationOptions = {},
): string {
  const [start, end] = declarationSpan(source, file, name, options);
  return source.slice(start, end);
}

export interface DeclarationOptions {
  /** With the comment above it, unless this says otherwise. */
  readonly comment?: boolean;
}

/** Where that text begins and ends in the file. Throws as `declarationText` does. */
export function declarationSpan(
  source: string,
  file: string,
  name: string,
  { comment = true }: DeclarationOptions = {},
): readonly [start: number, end: number] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found = tree.statements.find((statement) => namesOf(statement).includes(name));
  if (!found) {
    const names = tree.statements.flatMap(namesOf);
    throw new Error(`${file} declares no “${name}”; it declares ${names.join(', ') || 'nothing'}.`);
  }
  const start = found.getStart(tree);
  const above = comment ? commentAbove(found) : '';
  return [above ? source.lastIndexOf(above, start) : start, found.end];
}

/** What a top-level statement declares. */
export function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => namesBoundBy(name));
  const { name } = statement as Partial<ts.NamedDeclaration>;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

const namesBoundBy = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) =>
        ts.isBindingElement(element) ? namesBoundBy(element.name) : [],
      );

/** The comment that belongs to a statement: what stands above it, up to the first empty line; or ''. */
export function commentAbove(statement: ts.Statement): string {
  const { text } = statement.getSourceFile();
  let start = statement.getStart();
  const end = start;
  for (const comment of (
    ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? []
  ).toReversed()) {
    if (/\n\s*\n/.test(text.slice(comment.end, start))) break;
    start = comment.pos;
  }
  return text.slice(start, end).trim();
}

/** How many arguments a function of a source file takes; undefined for what is no function. */
export function parameterCount(source: string, file: string, name: string): number | undefined {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  for (const statement of tree.statements) {
    if (!namesOf(statement).includes(name)) continue;
    if (ts.isFunctionDeclaration(statement)) return statement.parameters.length;
    if (!ts.isVariableStatement(statement)) return undefined;
    const value = statement.declarationList.declarations[0]?.initializer;
    return value && ts.isArrowFunction(value) ? value.parameters.length : undefined;
  }
  return undefined;
}
