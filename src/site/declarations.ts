import ts from 'typescript';

/**
 * The text of one top-level declaration of a source file, with the comment above it: what a chapter
 * shows is what runs. Throws, naming what there is, when the file declares no such name.
 */
export function declarationText(
  source: string,
  file: string,
  name: string,
  { comment = true }: { comment?: boolean } = {},
): string {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found = tree.statements.find((statement) => namesOf(statement).includes(name));
  if (!found) {
    const names = tree.statements.flatMap(namesOf);
    throw new Error(`${file} declares no “${name}”; it declares ${names.join(', ') || 'nothing'}.`);
  }
  const start = comment ? commentStart(found, tree) : found.getStart(tree);
  return source.slice(start, found.end).trim();
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const named = statement as Partial<ts.NamedDeclaration>;
  return named.name && ts.isIdentifier(named.name as ts.Node)
    ? [(named.name as ts.Identifier).text]
    : [];
}

/** Where the comment that belongs to a declaration begins: the last one before it. */
function commentStart(statement: ts.Statement, tree: ts.SourceFile): number {
  const comments = ts.getLeadingCommentRanges(tree.text, statement.getFullStart()) ?? [];
  return comments.at(-1)?.pos ?? statement.getStart(tree);
}
