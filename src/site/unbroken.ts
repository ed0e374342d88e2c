/** The longest, in signs, that stays in one line: it has room in a question's box on the smallest phone. */
const longest = 26;

/** A relation, and any operator, between spaces. */
const relation = '[=≈<>≤≥≠→]';
const operator = '[=≈<>≤≥≠→−+±×⋅⊙∈/]';

/** A number, a letter with its indices, or an ellipsis: what a list in brackets may hold. */
const entry = '(?:[−-]?[\\d.]*\\d|…|\\p{L}[₀-₉ᵢⱼₖₙ⁰¹²³·\\p{L}]{0,4})';

const list = `[(\\[]${entry}(?:, ${entry})+[)\\]]`;
const operand = `(?:[^\\s(\\[]*${list}[^\\s]*|[^\\s]+)`;

/** The dot between the parts of a line: it ends a line, and begins none. */
const dot = '(?: ·(?= ))?';

/** What belongs together: a formula, a list in brackets, a number with its unit, a thing with its number. */
const together = new RegExp(
  [
    `${operand}(?: ${operator} ${operand})+(?: ${operator} $|${dot})`,
    `${operand} ${operator} $`, // before a number that is computed
    `${list}${dot}`,
    `[−\\d.,]*\\d %${dot}`,
    '[−\\d.,]*\\d · 10[⁻⁰-⁹¹²³]+',
    `\\b(?:[Cc]hapter|[Ff]igure|[Cc]lass) \\d${dot}`,
    '[^\\s]+ ·(?= )',
  ].join('|'),
  'gu',
);

/**
 * A text in the parts of which those that are `whole` are not to be torn apart by the end of a line: “ŷ − y”,
 * “[x₁, x₂]”, “95.5 %”, “chapter 9”. A longer formula may go on in the next line behind a relation, or where
 * it has none, anywhere.
 */
export function unbrokenParts(text: string): { text: string; whole: boolean }[] {
  const parts: { text: string; whole: boolean }[] = [];
  let at = 0;
  const add = (piece: string, whole: boolean) => piece && parts.push({ text: piece, whole });
  for (const { 0: found, index } of text.matchAll(together)) {
    add(text.slice(at, index), false);
    at = index + found.length;
    if (found.length <= longest) add(found, true);
    else
      for (const piece of found.split(new RegExp(`(?<= ${relation})( )`)))
        add(piece, piece !== ' ' && piece.length <= longest);
  }
  add(text.slice(at), false);
  return parts;
}

/** The same text, with spaces at which no line breaks where it is not to be torn. */
export const unbroken = (text: string): string =>
  unbrokenParts(text)
    .map((part) => (part.whole ? part.text.replaceAll(' ', '\u00a0') : part.text))
    .join('');
