import { plainLatex, tokenAt } from './latex.ts';

/**
 * A formula as plain text for a comment: ŷ = σ(w·x), Σᵢ₌₁ⁿ, ∂L/∂W. A matrix is [row; row]. What has no plain
 * form stays as LaTeX. Gives one line, or several where the formula has several.
 */
export function plainFormula(formula: string): string[] {
  const reader = { text: plainLatex(formula), at: 0 };
  return joined(atoms(reader, ''))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

interface Reader {
  readonly text: string;
  at: number;
}

/** A piece of a formula, and what it is to its neighbours. */
interface Atom {
  readonly text: string;
  readonly is:
    | 'thing'
    | 'sign'
    | 'opening'
    | 'closing'
    | 'comma'
    | 'function'
    | 'sum'
    | 'fraction'
    | 'gap';
}

const letters: Record<string, string> = {
  ...{ alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', Delta: 'Δ', varepsilon: 'ε', eta: 'η' },
  ...{ theta: 'θ', lambda: 'λ', mu: 'μ', pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ', varphi: 'φ' },
  ...{ phi: 'φ', omega: 'ω', partial: '∂', nabla: '∇', infty: '∞', dots: '…', ldots: '…' },
  ...{ cdots: '⋯', ell: 'ℓ', lbrace: '{', rbrace: '}', '%': '%' },
};
const signs: Record<string, string> = {
  ...{ cdot: '·', times: '×', pm: '±', odot: '⊙', otimes: '⊗', in: '∈', ge: '≥', geq: '≥' },
  ...{ le: '≤', leq: '≤', ne: '≠', neq: '≠', approx: '≈', to: '→', mapsto: '↦', mid: '|' },
  ...{ circ: '∘', leftarrow: '←', gets: '←', propto: '∝', ll: '≪', gg: '≫', Rightarrow: '⇒' },
};
const functions = new Set([
  ...['log', 'ln', 'exp', 'max', 'min', 'sin', 'cos', 'tan', 'tanh', 'arccos', 'arcsin', 'arctan'],
  ...['argmax', 'argmin', 'det'],
]);
const gaps: Record<string, string> = {
  ...{ ',': ' ', ':': ' ', ';': ' ', ' ': ' ', '!': '', quad: '   ', qquad: '     ' },
};
const brackets: Record<string, Atom> = {
  '{': { text: '{', is: 'opening' },
  '}': { text: '}', is: 'closing' },
  lVert: { text: '‖', is: 'opening' },
  rVert: { text: '‖', is: 'closing' },
  lvert: { text: '|', is: 'opening' },
  rvert: { text: '|', is: 'closing' },
  '|': { text: '‖', is: 'thing' },
};
const sizes = /^(left|right|big|Big|bigg|Bigg)[lrm]?$/;
const accents: Record<string, string> = { hat: '\u0302', bar: '\u0304', tilde: '\u0303' };
const faces = new Set(['mathbf', 'mathrm', 'boldsymbol', 'mathit', 'operatorname', 'mathsf']);
const halves: Record<string, string> = { '1/2': '½', '1/4': '¼', '3/4': '¾', '1/3': '⅓' };

/** The pieces up to the closing brace, or up to the end of an environment. */
function atoms(reader: Reader, until: string): Atom[] {
  const found: Atom[] = [];
  while (reader.at < reader.text.length) {
    const token = tokenAt(reader.text, reader.at);
    if (token === until) return found;
    if (until === '\\end' && (token === '&' || token === '\\\\')) {
      reader.at += token.length;
      if (token === '\\\\') reader.at += /^\s*\[[^\]]*\]/.exec(rest(reader))?.[0].length ?? 0;
      found.push({ text: token === '&' ? '\t' : '\n', is: 'gap' });
      continue;
    }
    if (token === '_' || token === '^') {
      reader.at += 1;
      const script = argument(reader).trim();
      const last = found.pop();
      found.push(
        last?.text.endsWith('⏟') && token === '_'
          ? { ...last, text: `${last.text.slice(0, -1)} (${script})` }
          : { text: `${last?.text ?? ''}${raised(script, token)}`, is: last?.is ?? 'thing' },
      );
      continue;
    }
    found.push(...atom(reader));
  }
  return found;
}

const rest = ({ text, at }: Reader) => text.slice(at);

function atom(reader: Reader): Atom[] {
  const token = tokenAt(reader.text, reader.at);
  reader.at += token.length;
  if (token === '{') {
    const inside = atoms(reader, '}');
    reader.at += 1;
    return inside.length === 1 ? inside : [{ text: joined(inside), is: 'thing' }];
  }
  if (!token.startsWith('\\')) {
    if (/\s/.test(token)) return [];
    if (token === "'") return [{ text: '′', is: 'closing' }];
    if (token === '-') return [{ text: '−', is: 'sign' }];
    if (/[+=<>/]/.test(token)) return [{ text: token, is: 'sign' }];
    if (/[([]/.test(token)) return [{ text: token, is: 'opening' }];
    if (/[)\]]/.test(token)) return [{ text: token, is: 'closing' }];
    return [{ text: token, is: /[,;]/.test(token) ? 'comma' : 'thing' }];
  }
  const name = token.slice(1);
  const of = (table: Record<string, string>) =>
    Object.hasOwn(table, name) ? table[name] : undefined;
  if (of(letters)) return [{ text: of(letters)!, is: 'thing' }];
  if (name === 'sum' || name === 'prod') return [{ text: name === 'sum' ? 'Σ' : 'Π', is: 'sum' }];
  if (of(signs)) return [{ text: of(signs)!, is: 'sign' }];
  if (of(gaps) !== undefined) return [{ text: of(gaps)!, is: 'gap' }];
  if (Object.hasOwn(brackets, name)) return [brackets[name]!];
  if (functions.has(name)) return [{ text: name, is: 'function' }];
  if (sizes.test(name)) return [];
  if (faces.has(name)) {
    const text = argument(reader);
    return [{ text, is: text.length > 1 && name === 'operatorname' ? 'function' : 'thing' }];
  }
  switch (name) {
    case 'mathbb':
      return [{ text: argument(reader).replace('R', 'ℝ').replace('N', 'ℕ'), is: 'thing' }];
    case 'text': {
      const words = /^\s*\{([^}]*)\}/.exec(rest(reader)) ?? ['', ''];
      reader.at += words[0].length;
      return [{ text: words[1]!, is: 'thing' }];
    }
    case 'hat':
    case 'bar':
    case 'tilde':
      return [{ text: `${argument(reader)}${accents[name]}`.normalize('NFC'), is: 'thing' }];
    case 'frac':
    case 'tfrac':
    case 'dfrac': {
      const whole = `${inBrackets(argument(reader))}/${inBrackets(argument(reader))}`;
      return [{ text: halves[whole] ?? whole, is: 'fraction' }];
    }
    case 'sqrt':
      return [{ text: `√${inBrackets(argument(reader))}`, is: 'thing' }];
    case 'rule':
      argument(reader);
      argument(reader);
      return [];
    case 'underset': {
      const under = argument(reader);
      return [{ text: `${argument(reader)} [${under}]`, is: 'fraction' }];
    }
    case 'underbrace':
      return [{ text: `${argument(reader)}⏟`, is: 'fraction' }];
    case 'begin':
      return [environment(reader)];
    default:
      return [{ text: token, is: 'thing' }];
  }
}

function environment(reader: Reader): Atom {
  const kind = argument(reader);
  const text = joined(atoms(reader, '\\end'));
  reader.at += '\\end'.length;
  argument(reader);
  const rows = text.split('\n').map((row) => row.split('\t').map((cell) => cell.trim()));
  if (kind !== 'aligned')
    return { text: `[${rows.map((row) => row.join(', ')).join('; ')}]`, is: 'thing' };
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (i > 0 && i % 2 === 0 ? `     ${cell}` : i > 0 ? ` ${cell}` : cell))
      .join('')
      .trim(),
  );
  return { text: lines.join('\n'), is: 'thing' };
}

/** What a command takes: a group or a single token, as plain text. */
function argument(reader: Reader): string {
  while (/\s/.test(reader.text.charAt(reader.at))) reader.at += 1;
  return joined(atom(reader));
}

const inBrackets = (text: string) =>
  /[\s/]|^\d+\p{L}/u.test(text) && !/^\([^()]*\)[²³]?$/.test(text) ? `(${text})` : text;

const above = pairs(
  '0123456789+−=()abcdefghijklmnoprstuvwxyzT×′',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀˣ′',
);
const below = pairs('0123456789+−=()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ');

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  const marks = [...to];
  return new Map([...from].map((letter, i) => [letter, marks[i] as string]));
}

/** Above or below the line where every letter has such a form; else behind ^ or _. */
function raised(script: string, mark: '_' | '^'): string {
  const table = mark === '^' ? above : below;
  const tight = [...script.replaceAll(' ', '')];
  // A whole word below the line reads better as it is: w_final.
  if (!/^[a-z]{3,}$/.test(script) && tight.every((letter) => table.has(letter)))
    return tight.map((letter) => table.get(letter)).join('');
  return `${mark}${/^[\p{L}\p{N}]+$/u.test(script) ? script : `(${script})`}`;
}

/** The pieces as one reads them: signs have room, but for one before a number. */
function joined(found: readonly Atom[]): string {
  let text = '';
  let last: Atom | undefined;
  for (const atom of found) {
    const isPrefix =
      /^[−+]$/.test(atom.text) && (!last || !['thing', 'closing', 'fraction'].includes(last.is));
    const one: Atom = isPrefix && last?.is !== 'function' ? { ...atom, is: 'opening' } : atom;
    if (one.is !== 'gap') {
      const room = last ? between(last, one) : '';
      text = room.trim() ? text.trimEnd() + room : /\s$/.test(text) ? text : text + room;
    }
    text += one.text;
    last = one.is === 'gap' && !/[\n\t]/.test(one.text) ? last : one;
  }
  return text.replaceAll(/ +(?=[,.])/g, '').replaceAll('( ', '(');
}

function between(last: Atom, one: Atom): string {
  const are = (...kinds: Atom['is'][]) => kinds.includes(last.is) || kinds.includes(one.is);
  if (last.is === 'gap' || last.is === 'opening' || one.is === 'closing' || one.is === 'comma')
    return '';
  if (last.text === '/' || one.text === '/') return '';
  if (last.is === 'function') return one.is === 'opening' && one.text !== '−' ? '' : ' ';
  if (last.is === 'fraction' && one.is === 'fraction')
    return /\]$/.test(last.text + one.text) ? ' ' : ' · ';
  const isWord = one.is === 'thing' && last.is === 'thing' && /^[A-Za-z]{2,}/.test(one.text);
  return are('comma', 'sign', 'sum', 'fraction') || one.is === 'function' || isWord ? ' ' : '';
}
