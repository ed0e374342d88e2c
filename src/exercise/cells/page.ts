import { eraseTypes } from '../../sandbox/erase-types.ts';
import type { Trouble } from '../../sandbox/messages.ts';
import modules from './modules.js?raw';

/** All that the cells of a page need to run elsewhere, as the build makes it: plain data. */
export interface CellPage {
  /** The page's module of cells, in `src/exercise/cells`. */
  readonly path: string;
  /** The modules of the course that are needed, by path, as bodies of functions in plain JavaScript. */
  readonly modules: Readonly<Record<string, string>>;
  /** Of a module with cells its TypeScript, cut: between two texts stands a cell, by its id. */
  readonly cut: Readonly<Record<string, readonly (string | { readonly cell: string })[]>>;
  readonly listings: readonly Listing[];
}

/** One listing of a page. */
export interface Listing {
  readonly id: string;
  /** From the project's root: `src/model/mlp.ts`. */
  readonly file: string;
  readonly names: readonly string[];
  /** How many arguments each of its functions is given at most. */
  readonly parameters: Readonly<Record<string, number>>;
  /** As the chapter shows it. */
  readonly text: string;
}

/** The two programs to be loaded, one after the other, and how to find a line of the second in a cell. */
export interface CellProgram {
  readonly course: string;
  readonly reader: string;
  /** The cell in which a line of the reader's program stands, and its line there, counted from 1. */
  readonly place: (line: number) => { readonly id: string; readonly line: number } | undefined;
}

/** A cell cannot be read: nothing of it was run. */
export interface Unreadable {
  readonly id: string;
  readonly trouble: Trouble;
}

/**
 * The course's modules with these cells changed: each changed text stands in its module where the original
 * stood, among its other declarations and imports.
 */
export function programOf(
  page: CellPage,
  texts: ReadonlyMap<string, string>,
): CellProgram | Unreadable {
  for (const [id, text] of texts) {
    const erased = eraseTypes(text);
    if ('trouble' in erased) return { id, trouble: erased.trouble };
  }

  const course = [
    modules,
    ...Object.entries(page.modules).map(([path, code]) => defined(path, code)),
  ].join('\n');

  const changed = page.listings.filter(({ id }) => texts.has(id));
  const spans: { id: string; first: number; last: number }[] = [];
  let reader = '';
  for (const path of new Set(changed.map(({ file }) => file))) {
    let text = '';
    const before = linesIn(reader);
    const lines: typeof spans = [];
    for (const piece of page.cut[path] ?? []) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      const original = page.listings.find(({ id }) => id === piece.cell)!;
      const own = texts.get(piece.cell);
      const first = before + linesIn(text) + 1;
      text += own ?? original.text;
      if (own !== undefined)
        lines.push({ id: piece.cell, first, last: before + linesIn(text) + 1 });
    }
    const erased = eraseTypes(text, { modules: true });
    if ('trouble' in erased) {
      const { line, ...trouble } = erased.trouble;
      const at = line === undefined ? undefined : inSpan(lines, before + line);
      return {
        id: at?.id ?? changed.find(({ file }) => file === path)!.id,
        trouble: { ...trouble, ...(at && { line: at.line }) },
      };
    }
    reader += `${defined(path, erased.code)}\n`;
    spans.push(...lines);
  }
  return { course, reader, place: (line) => inSpan(spans, line) };
}

const linesIn = (text: string) => text.split('\n').length - 1;

const inSpan = (
  spans: readonly { readonly id: string; readonly first: number; readonly last: number }[],
  line: number,
) => {
  const found = spans.find(({ first, last }) => line >= first && line <= last);
  return found && { id: found.id, line: line - found.first + 1 };
};

/** The body begins on the first line: so its lines are counted as they are written. */
const defined = (path: string, code: string) =>
  `__course.define(${JSON.stringify(path)}, function (exports, require, module) {${code}\n});`;
