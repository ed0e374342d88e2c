import { address } from './address.ts';
import { findChapter } from './course.ts';
import { type FormulaSymbol, symbols } from './symbols.ts';
import { entryOf, glossaryPage } from './terms.ts';

/** A symbol as the page's script and the notation page tell it: with addresses, and its line of code. */
export interface ToldSymbol extends Pick<FormulaSymbol, 'name' | 'definition' | 'shape'> {
  readonly met: { readonly number: number; readonly address: string };
  /** Its entry in the glossary. */
  readonly glossary?: string;
  readonly code?: { readonly file: string; readonly line: number; readonly text: string };
}

/** The page that lists them all; an entry's anchor is its key. */
export const notationPage = 'notation';

/**
 * Every symbol by its key. `sources` holds the text of each file that a symbol names.
 * Throws when a symbol's chapter, file or line does not exist, or a line is not the only one.
 */
export function toldSymbols(
  sources: Readonly<Record<string, string>>,
): Readonly<Record<string, ToldSymbol>> {
  return Object.fromEntries(
    Object.entries<FormulaSymbol>(symbols).map(
      ([key, { name, definition, shape, met, term, code }]) => {
        const found = findChapter(met);
        if (!found) throw new Error(`The symbol “${key}” is met in “${met}”, which is no chapter.`);
        return [
          key,
          {
            name,
            definition,
            ...(shape && { shape }),
            ...(term && { glossary: `${address(glossaryPage)}#${entryOf(term)}` }),
            met: { number: found.chapter.number, address: address(met) },
            ...(code && { code: { file: code.file, ...lineOf(sources[code.file], key, code) } }),
          },
        ];
      },
    ),
  );
}

function lineOf(source: string | undefined, key: string, code: { file: string; line: string }) {
  if (source === undefined)
    throw new Error(`The symbol “${key}” names ${code.file}, which is not there.`);
  const lines = source.split('\n');
  const found = lines.flatMap((text, i) => (text.includes(code.line) ? [i] : []));
  if (found.length !== 1)
    throw new Error(
      `The symbol “${key}” names the line “${code.line}” of ${code.file}, which holds it ${found.length} times.`,
    );
  return { line: found[0]! + 1, text: lines[found[0]!]!.trim() };
}
