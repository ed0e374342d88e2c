export type TokenKind =
  | 'space'
  | 'comment'
  | 'string'
  | 'regex'
  | 'number'
  | 'keyword'
  | 'literal'
  | 'name'
  | 'punctuation';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

const keywords = new Set(
  'async await break case catch class const continue debugger default delete do else export extends finally for function if import in instanceof let new of return static switch throw try typeof var void while with yield'.split(
    ' ',
  ),
);
const literals = new Set('Infinity NaN false null super this true undefined'.split(' '));

const space = /\s+/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const string = /'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?/y;
const number = /(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?)n?/iy;
const name = /#?[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const regex = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/**
 * The tokens of a JavaScript text, so far as colouring it and finding its loops needs: each character
 * belongs to one of them, and no text, however broken, makes it fail. What is left open (a comment, a
 * string) ends where the text or its line does.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let last: Token | undefined; // that is no space and no comment
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at, last);
    tokens.push(token);
    if (token.kind !== 'space' && token.kind !== 'comment') last = token;
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, at: number, last: Token | undefined): Token {
  const matched = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const whole: [TokenKind, RegExp][] = [
    ['space', space],
    ['comment', comment],
    ['string', string],
    ['number', number],
  ];
  for (const [kind, pattern] of whole) {
    const found = matched(pattern);
    if (found) return { kind, text: found, at };
  }
  if (text[at] === '`') return { kind: 'string', text: template(text, at), at };
  const word = matched(name);
  if (word) {
    const kind = last?.text === '.' ? 'name' : kindOfWord(word);
    return { kind, text: word, at };
  }
  const pattern = beginsExpression(last) ? matched(regex) : undefined;
  return pattern
    ? { kind: 'regex', text: pattern, at }
    : { kind: 'punctuation', text: String.fromCodePoint(text.codePointAt(at) as number), at };
}

const kindOfWord = (word: string): TokenKind =>
  keywords.has(word) ? 'keyword' : literals.has(word) ? 'literal' : 'name';

/** Whether a slash after this token opens a regular expression, rather than dividing. */
const beginsExpression = (last: Token | undefined) =>
  !last ||
  last.kind === 'keyword' ||
  (last.kind === 'punctuation' && ![')', ']', '}'].includes(last.text));

/** A template string from its first back quote, with whatever it holds between `${` and `}`. */
function template(text: string, from: number): string {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') return text.slice(from, at + 1);
    else if (text.startsWith('${', at)) {
      let depth = 0;
      for (at += 1; at < text.length; at++) {
        if (text[at] === '{') depth += 1;
        else if (text[at] === '}' && --depth === 0) break;
        else if (text[at] === '`') at += template(text, at).length - 1;
      }
    }
  }
  return text.slice(from);
}
