import jsep from 'jsep';
import { cosine, exponential, logarithm, sine } from './elementary.ts';

/** What is wrong with an expression that a reader typed, and the index of the character where. */
export class FeatureError extends Error {
  override readonly name = 'FeatureError';
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** A number from the two inputs of a point. */
export type PlaneFunction = (x1: number, x2: number) => number;

const variables = new Map<string, PlaneFunction>([
  ['x1', (x1) => x1],
  ['x2', (_x1, x2) => x2],
  ['pi', () => Math.PI],
]);

interface Callable {
  readonly takes: 1 | 2;
  readonly of: (a: number, b: number) => number;
}

const callables = new Map<string, Callable>([
  ['sqrt', { takes: 1, of: Math.sqrt }],
  ['abs', { takes: 1, of: Math.abs }],
  ['exp', { takes: 1, of: exponential }],
  ['log', { takes: 1, of: logarithm }],
  ['sin', { takes: 1, of: sine }],
  ['cos', { takes: 1, of: cosine }],
  ['tanh', { takes: 1, of: tanh }],
  ['min', { takes: 2, of: Math.min }],
  ['max', { takes: 2, of: Math.max }],
]);

const operators = new Map<string, (a: number, b: number) => number>([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['^', power],
  ['**', power],
]);

/** tanh x = (1 − e^{−2x}) / (1 + e^{−2x}), within 3e-16. */
function tanh(x: number): number {
  const e = exponential(-2 * Math.abs(x));
  const size = (1 - e) / (1 + e);
  return x < 0 ? -size : size;
}

/**
 * aᵇ: for a whole b by multiplying, the binary digits of b saying which squares to take; for any
 * other b as e^{b ln a}, which a negative a does not have (NaN).
 */
function power(a: number, b: number): number {
  if (!Number.isInteger(b)) return exponential(b * logarithm(a));
  let product = 1;
  let square = a;
  for (let digits = Math.abs(b); digits > 0; digits = Math.floor(digits / 2)) {
    if (digits % 2 === 1) product *= square;
    square *= square;
  }
  return b < 0 ? 1 / product : product;
}

// The parser is jsep, cut down to arithmetic. What it calls a token, a hook of ours reads, for three
// reasons: only numbers, names, calls, brackets and the minus sign are let in; a minus sign binds
// less than a power, as in mathematics (−x² is −(x²)); and a complaint can name its place, which
// jsep's nodes do not know.
jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
jsep.addBinaryOp('+', 1);
jsep.addBinaryOp('-', 1);
jsep.addBinaryOp('*', 2);
jsep.addBinaryOp('/', 2);
jsep.addBinaryOp('^', 3, true);
jsep.addBinaryOp('**', 3, true);
jsep.hooks.add('gobble-token', function (env) {
  env.node = readToken(this);
});
jsep.hooks.add(
  'after-expression',
  function () {
    if (!/^[,)]?$/.test(this.char)) throw unexpected(this.expr, this.index);
  },
  true,
);

function readToken(scope: jsep.HookScope): jsep.Expression {
  if (/[\d.]/.test(scope.char)) return readNumber(scope);
  if (/[A-Za-z_\u0080-\uffff]/.test(scope.char)) return readName(scope);
  if (scope.char === '-') {
    scope.index++;
    return { type: 'UnaryExpression', operator: '-', prefix: true, argument: readPower(scope) };
  }
  if (scope.char === '(') {
    const start = scope.index;
    const [inside, ...rest] = readBrackets(scope);
    if (inside === undefined || rest.length > 0)
      throw new FeatureError('These brackets should hold one expression.', start);
    return inside;
  }
  throw unexpected(scope.expr, scope.index);
}

function readNumber(scope: jsep.HookScope): jsep.Expression {
  const start = scope.index;
  const [digits] = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i.exec(scope.expr.slice(start)) ?? [];
  if (digits === undefined) throw unexpected(scope.expr, start);
  scope.index += digits.length;
  const value = Number(digits);
  if (value === Number.POSITIVE_INFINITY)
    throw new FeatureError(`${digits} is too large a number.`, start);
  return { type: 'Literal', value, raw: digits };
}

function readName(scope: jsep.HookScope): jsep.Expression {
  const start = scope.index;
  const [name = ''] = /^[\w\u0080-\uffff]+/.exec(scope.expr.slice(start)) ?? [];
  scope.index += name.length;
  scope.gobbleSpaces();
  const callee: jsep.Expression = { type: 'Identifier', name };
  if (variables.has(name)) return callee;
  const callable = callables.get(name);
  const known =
    scope.char === '('
      ? `is no function known here; use ${[...callables.keys()].join(', ')}`
      : `is not known here; use ${[...variables.keys()].join(', ')}`;
  if (callable === undefined) throw new FeatureError(`"${name}" ${known}.`, start);
  if (scope.char !== '(') throw new FeatureError(`"${name}" needs brackets: ${name}(…).`, start);
  const given = readBrackets(scope);
  if (given.length !== callable.takes)
    throw new FeatureError(
      `${name} takes ${callable.takes} argument${callable.takes === 1 ? '' : 's'}, but got ${given.length}.`,
      start,
    );
  return { type: 'CallExpression', callee, arguments: given };
}

/** The expressions in a pair of brackets, from the opening one to past the closing one. */
function readBrackets(scope: jsep.HookScope): jsep.Expression[] {
  const inside: jsep.Expression[] = [];
  scope.index++;
  scope.gobbleSpaces();
  if (scope.char !== ')') {
    inside.push(scope.gobbleExpression());
    while (scope.char === ',') {
      scope.index++;
      inside.push(scope.gobbleExpression());
    }
  }
  if (scope.char !== ')') throw unexpected(scope.expr, scope.index);
  scope.index++;
  return inside;
}

/** A token and the power it is raised to, if any: what a minus sign stands before. */
function readPower(scope: jsep.HookScope): jsep.Expression {
  scope.gobbleSpaces();
  const left = readToken(scope);
  scope.gobbleSpaces();
  const [operator] = /^(\^|\*\*)/.exec(scope.expr.slice(scope.index)) ?? [];
  if (operator === undefined) return left;
  scope.index += operator.length;
  return { type: 'BinaryExpression', operator, left, right: readPower(scope) };
}

function unexpected(text: string, position: number): FeatureError {
  const found = text.charAt(position);
  if (found === '')
    return new FeatureError('The expression ends too early: something is missing here.', position);
  const operandBefore = /[\w)\u0080-\uffff]\s*$/.test(text.slice(0, position));
  return new FeatureError(
    operandBefore && /[\w(.\u0080-\uffff]/.test(found)
      ? `A sign such as * is missing before "${found}".`
      : `"${found}" is not expected here.`,
    position,
  );
}

/** The function that a parsed expression stands for: five kinds of node have a meaning, no other. */
function meaning(node: jsep.CoreExpression): PlaneFunction {
  const of = (part: jsep.Expression) => meaning(part as jsep.CoreExpression);
  switch (node.type) {
    case 'Literal': {
      const value = Number(node.value);
      return () => value;
    }
    case 'Identifier':
      return variables.get(node.name)!;
    case 'UnaryExpression': {
      const argument = of(node.argument);
      return (x1, x2) => -argument(x1, x2);
    }
    case 'BinaryExpression': {
      const [left, right] = [of(node.left), of(node.right)];
      const operate = operators.get(node.operator)!;
      return (x1, x2) => operate(left(x1, x2), right(x1, x2));
    }
    case 'CallExpression': {
      const called = callables.get((node.callee as jsep.Identifier).name)!;
      const [a, b] = node.arguments.map(of);
      return (x1, x2) => called.of(a!(x1, x2), b === undefined ? 0 : b(x1, x2));
    }
    default:
      throw new FeatureError(`A ${node.type} has no meaning here.`, 0);
  }
}

// Signs that print sets and keyboards lack, each one character long, so that places stay the same.
const plain: Readonly<Record<string, string>> = {
  '−': '-',
  '·': '*',
  '×': '*',
  '÷': '/',
  '₁': '1',
  '₂': '2',
  '\u00a0': ' ',
};

/**
 * The function of (x₁, x₂) that an expression stands for, never by `eval`.
 *
 * Known are numbers, x1, x2, pi; + − * / ^ and ** (a power binds tighter than a minus sign before it,
 * and 2^3^2 is 2^(3^2)); brackets; sqrt, abs, exp, log, sin, cos, tanh of one argument, min and max
 * of two. Its values have the same digits in every engine.
 *
 * Throws a `FeatureError`, whose position counts the characters of `text`.
 */
export function parseExpression(text: string): PlaneFunction {
  const typed = text.replace(/[−·×÷₁₂\u00a0]/g, (sign) => plain[sign]!);
  // jsep would pass over a semicolon as over a line's end.
  const semicolon = typed.indexOf(';');
  if (semicolon >= 0) throw unexpected(typed, semicolon);
  if (typed.trim() === '') throw unexpected(typed, typed.length);
  return meaning(jsep(typed) as jsep.CoreExpression);
}
