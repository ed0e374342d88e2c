import ts from 'typescript';
import { namesOf } from '../site/declarations.ts';
import { importedFile, type Project } from './project.ts';

/** What a name at top level stands for: `file#name`, `package#export`, and `file#*` for all that a module exports. */
export type Key = string;

/** A place in a statement where something at top level is named. */
export interface Mention {
  readonly key: Key;
  /** The name; with the module's before it, where it stands as `module.name`. */
  readonly node: ts.Node;
  /** What is written there: `name` or `module.name`. */
  readonly said: string;
  /** It stands as `{ name }`, and names a field as well. */
  readonly short: boolean;
  /** Only a type is named, so that nothing has to be there when it runs. */
  readonly ofType: boolean;
  /** It stands within a function, so that nothing has to be there before that is called. */
  readonly later: boolean;
}

export interface Names {
  readonly mentions: readonly Mention[];
  /** Names of the statement's own: parameters, variables in functions. */
  readonly locals: ReadonlySet<string>;
  /** Names that no module declares: `Math`. */
  readonly globals: ReadonlySet<string>;
}

/** The names in a statement, without what stands in the nodes left out. Throws where it needs its own module. */
export function namesIn(
  { checker }: Project,
  statement: ts.Statement,
  left: ReadonlySet<ts.Node>,
): Names {
  const mentions: Mention[] = [];
  const locals = new Set<string>();
  const globals = new Set<string>();
  const file = statement.getSourceFile().fileName;

  const visit = (node: ts.Node, later: boolean): void => {
    if (left.has(node)) return;
    if (ts.isMetaProperty(node) || node.kind === ts.SyntaxKind.ImportKeyword)
      throw new Error(`${file}: “${statement.getText().slice(0, 60)}…” cannot leave its module.`);
    if (ts.isIdentifier(node) && !isField(node)) meet(node, later);
    const within = later || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, within));
  };

  const meet = (node: ts.Identifier, later: boolean) => {
    const short = ts.isShorthandPropertyAssignment(node.parent) || isShortBinding(node);
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    const declaration = symbol?.declarations?.[0];
    if (!symbol || !declaration) globals.add(node.text);
    else {
      const key = importKey(checker, symbol, declaration) ?? topLevelKey(declaration);
      if (!key) locals.add(node.text);
      else {
        const ofType = ts.isPartOfTypeNode(node) || ts.isTypeQueryNode(node.parent);
        mentions.push(memberOf({ key, node, said: node.text, short, ofType, later }));
      }
    }
  };
  visit(statement, false);
  return { mentions, locals, globals };
}

/** `module.name` names one export, not the module. */
function memberOf(mention: Mention): Mention {
  const { node, key } = mention;
  const { parent } = node;
  if (!key.endsWith('#*') || !key.startsWith('src/')) return mention;
  const member =
    ts.isPropertyAccessExpression(parent) && parent.expression === node
      ? parent.name.text
      : ts.isQualifiedName(parent) && parent.left === node
        ? parent.right.text
        : undefined;
  return member === undefined
    ? mention
    : { ...mention, key: `${key.slice(0, -1)}${member}`, node: parent, said: parent.getText() };
}

/** Whether an identifier names a member of something, which no declaration at top level is. */
function isField(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isAccessor(parent) ||
      ts.isNamedTupleMember(parent)) &&
    parent.name === node
  );
}

const isShortBinding = (node: ts.Identifier) =>
  ts.isBindingElement(node.parent) &&
  ts.isObjectBindingPattern(node.parent.parent) &&
  node.parent.name === node &&
  !node.parent.propertyName &&
  !node.parent.dotDotDotToken;

/** The key of an imported name; undefined where the name is not imported. */
function importKey(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  declaration: ts.Declaration,
): Key | undefined {
  const statement = ts.findAncestor(declaration, ts.isImportDeclaration);
  if (!statement) return undefined;
  const file = importedFile(statement, statement.getSourceFile().fileName);
  if (ts.isNamespaceImport(declaration)) return `${file}#*`;
  // One of our modules may pass on what another declares.
  const origin = checker.getAliasedSymbol(symbol).declarations?.[0];
  if (origin) return topLevelKey(origin);
  return ts.isImportSpecifier(declaration)
    ? `${file}#${(declaration.propertyName ?? declaration.name).text}`
    : `${file}#default`;
}

/** The key of a declaration at the top level of its file; undefined for any other. */
function topLevelKey(declaration: ts.Declaration): Key | undefined {
  const { name } = declaration as ts.NamedDeclaration;
  if (!name || !ts.isIdentifier(name)) return undefined;
  let node: ts.Node = declaration;
  while (
    ts.isBindingElement(node) ||
    ts.isBindingName(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isVariableDeclarationList(node)
  )
    node = node.parent;
  const isAtTop = ts.isSourceFile(node.parent) && namesOf(node as ts.Statement).includes(name.text);
  return isAtTop ? `${node.getSourceFile().fileName}#${name.text}` : undefined;
}
