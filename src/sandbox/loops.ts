import { type Token, tokensOf } from './tokens.ts';

/**
 * The same program with a call, `mark()`, in every turn of each of its loops; `mark` must return true.
 * The machine knows its place by the calls that it makes: so it can say in which line a loop was that
 * did not end. No line moves. What is no whole loop stays as it is.
 */
export function markLoops(text: string, mark: string): string {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const insertions: { readonly at: number; readonly text: string }[] = [];

  /** Calls it before the condition between these two tokens, where one may stand or none. */
  const markCondition = (before: number, after: number) => {
    const from = end(tokens[before] as Token);
    const to = (tokens[after] as Token).at;
    if (after === before + 1) insertions.push({ at: from, text: `${mark}()` });
    else insertions.push({ at: from, text: `${mark}()&&(` }, { at: to, text: ')' });
  };

  tokens.forEach(({ kind, text: word }, i) => {
    if (kind !== 'keyword' || (word !== 'while' && word !== 'for')) return;
    const open = tokens[i + 1]?.text === 'await' ? i + 2 : i + 1;
    const { close, semicolons } = parentheses(tokens, open);
    if (close === undefined) return;
    if (word === 'while') {
      if (close > open + 1) markCondition(open, close);
    } else if (semicolons.length === 2) markCondition(semicolons[0]!, semicolons[1]!);
    else if (tokens[close + 1]?.text === '{')
      insertions.push({ at: end(tokens[close + 1] as Token), text: `${mark}();` });
  });

  let result = '';
  let from = 0;
  for (const insertion of insertions.sort((a, b) => a.at - b.at)) {
    result += text.slice(from, insertion.at) + insertion.text;
    from = insertion.at;
  }
  return result + text.slice(from);
}

const end = ({ at, text }: Token) => at + text.length;

/** Where the parenthesis that opens there is closed, and the semicolons directly inside it. */
function parentheses(tokens: readonly Token[], open: number) {
  const semicolons: number[] = [];
  if (tokens[open]?.text !== '(') return { close: undefined, semicolons };
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const { kind, text } = tokens[i] as Token;
    if (kind !== 'punctuation') continue;
    if ('([{'.includes(text)) depth += 1;
    else if (')]}'.includes(text)) depth -= 1;
    else if (text === ';' && depth === 1) semicolons.push(i);
    if (depth === 0) return { close: i, semicolons };
  }
  return { close: undefined, semicolons };
}
