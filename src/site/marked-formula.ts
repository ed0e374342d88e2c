import { symbolKey } from './symbols.ts';

/** Commands whose next arguments are names or lengths, and hold no symbols. */
const verbatim: Record<string, number> = {
  '\\text': 1,
  '\\mathrm': 1,
  '\\begin': 1,
  '\\end': 1,
  '\\rule': 2,
};

/** Commands that make one symbol with their argument. */
const letters = ['\\vect', '\\hat', '\\boldsymbol', '\\mathbf', '\\mathbb', '\\operatorname'];

/** Commands that set their arguments beside, over or under one another. */
const layouts: Record<string, number> = {
  '\\frac': 2,
  '\\tfrac': 2,
  '\\pd': 2,
  '\\shaped': 2,
  '\\underset': 2,
  '\\sqrt': 1,
  '\\underbrace': 1,
};

/** Their next token is a bracket, and belongs to them. */
const brackets = ['\\left', '\\right', '\\bigl', '\\bigr', '\\Bigl', '\\Bigr', '\\big', '\\Big'];

/**
 * A formula in which every symbol of the course carries its key, as `\htmlData{symbol=…}{…}`, with its
 * indices, primes and exponents inside: the page's script tells what it means. A symbol within another,
 * such as an index, is marked as well. `onUnknown` hears of every letter that means nothing in this chapter.
 */
export function markedFormula(
  tex: string,
  chapter: string,
  onUnknown: (symbol: string) => void = () => {},
): string {
  let at = 0;

  /** The next token: a command, or one character. */
  function token(): string {
    const found = /^(?:\\[a-zA-Z]+|\\.|[\s\S])/u.exec(tex.slice(at))?.[0] ?? '';
    at += found.length;
    return found;
  }
  const space = () => {
    const found = /^\s*/.exec(tex.slice(at))![0];
    at += found.length;
    return found;
  };

  /** The next argument as it stands, without its braces. */
  function raw(): string {
    space();
    if (tex[at] !== '{') return token();
    const from = ++at;
    for (let depth = 1; depth > 0 && at < tex.length; ) {
      const next = token();
      if (next === '{') depth++;
      if (next === '}') depth--;
    }
    return tex.slice(from, at - 1);
  }

  /** The next argument, its symbols marked. */
  const argument = () => `{${markedFormula(raw(), chapter, onUnknown)}}`;

  /** The nucleus as it stands and as it is set, its symbols marked. */
  function nucleus(): { plain: string; set: string; letter: boolean } {
    const first = token();
    if (first === '{') {
      at--;
      const group = argument();
      return { plain: '', set: group, letter: false };
    }
    if (Object.hasOwn(verbatim, first)) {
      const names = Array.from({ length: verbatim[first]! }, () => `{${raw()}}`).join('');
      return { plain: '', set: first + names, letter: false };
    }
    if (first === '\\htmlData') {
      // A mark of a figure: its name, and what is marked.
      const name = raw();
      return { plain: '', set: `${first}{${name}}${argument()}`, letter: false };
    }
    if (first === '\\\\') {
      // A new line, which may say how far below it is.
      const distance = /^\[[^\]]*\]/.exec(tex.slice(at))?.[0] ?? '';
      at += distance.length;
      return { plain: '', set: first + distance, letter: false };
    }
    if (first === '\\lVert') {
      const from = at;
      at = Math.max(from, tex.indexOf('\\rVert', from));
      const inner = markedFormula(tex.slice(from, at), chapter, onUnknown);
      const last = token();
      return { plain: first + last, set: first + inner + last, letter: false };
    }
    if (brackets.includes(first)) {
      const bracket = token();
      return { plain: bracket, set: first + bracket, letter: false };
    }
    if (letters.includes(first)) {
      const plain = `${first}{${raw()}}`;
      return { plain, set: plain, letter: true };
    }
    if (Object.hasOwn(layouts, first)) {
      const parts = Array.from({ length: layouts[first]! }, argument).join('');
      return { plain: first, set: first + parts, letter: false };
    }
    return { plain: first, set: first, letter: /^\\?[a-zA-Z]/.test(first) };
  }

  /** Primes, an index, an exponent and the transpose, as they stand and as they are set. */
  function scripts(): { primes: string; index: string; set: string; indexSet: string } {
    let primes = '';
    let index = '';
    let indexSet = '';
    let set = '';
    for (;;) {
      const back = at;
      space();
      const next = token();
      if (next === "'") primes += next;
      else if (next === '_') {
        const from = at;
        index = raw();
        at = from;
        indexSet = `_${argument()}`;
      } else if (next === '^') set += `^${argument()}`;
      else if (next === '\\T') set += `^{${mark('T', '\\mathrm{T}')}}`;
      else {
        at = back;
        return { primes, index, set, indexSet };
      }
    }
  }

  let marked = '';
  while (at < tex.length) {
    marked += space();
    if (at >= tex.length) break;
    const { plain, set, letter } = nucleus();
    const { primes, index, indexSet, set: exponents } = scripts();
    // What the whole means goes before what it is made of: s₂ is no s with an index 2.
    const named = index && symbolKey(`${plain}${primes}_{${index}}`, chapter);
    const key =
      named || symbolKey(plain + primes, chapter) || (primes && symbolKey(plain, chapter));
    const whole = named
      ? `${set}${primes}_{${index}}${exponents}`
      : `${set}${primes}${indexSet}${exponents}`;
    if (key) marked += mark(key, whole);
    else {
      if (letter && !key && !silent.has(plain)) onUnknown(plain + (index && `_{${index}}`));
      marked += whole;
    }
  }
  return marked;
}

const mark = (key: string, tex: string): string => `\\htmlData{symbol=${key}}{${tex}}`;

/** Spaces, relations and brackets, which read themselves. */
const silent = new Set(
  [
    'quad qquad cdot cdots times dots in to le ge approx pm mid infty',
    'begin end left right lvert rvert displaystyle text allowbreak',
  ].flatMap((names) => names.split(' ').map((name) => `\\${name}`)),
);
