import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeatureError, parseExpression } from '../../../src/data/expression.ts';

const evaluate = (text: string, x1 = 0, x2 = 0) => parseExpression(text)(x1, x2);

const refusal = (text: string): { message: string; position: number } => {
  try {
    parseExpression(text);
  } catch (error) {
    expect(error).toBeInstanceOf(FeatureError);
    return error as FeatureError;
  }
  throw new Error(`${text} was accepted`);
};

describe('parseExpression', () => {
  it.each<[string, number]>([
    ['x1', 3],
    ['x2', -2],
    ['x1^2 + x2^2', 13],
    ['x1 - x2 - 1', 4],
    ['x1 / 2 / 3', 0.5],
    ['1 + 2 * x1', 7],
    ['(1 + 2) * x1', 9],
    ['2^3^2', 512],
    ['2**3**2', 512],
    ['2 ^ 3 ** 2 * 2', 1024],
    ['-x1^2', -9],
    ['(-x1)^2', 9],
    ['2 * -x1^2', -18],
    ['2^-x1', 0.125],
    ['2^-1^2', 0.5],
    ['-2^-2', -0.25],
    ['--x1', 3],
    ['1 - -x1', 4],
    ['-x1 * 2 + 1', -5],
    ['x2^3', -8],
    ['x2^-3', -0.125],
    ['x1^0', 1],
    ['0^0', 1],
    ['4^0.5', 2],
    ['0^0.5', 0],
    ['.5 + 1. + 2e-1 + 1E1', 11.7],
    ['abs(x2) + sqrt(x1 + 1)', 4],
    ['min(x1, x2) * max(x1, x2)', -6],
    ['max(x1, -(x2))', 3],
    ['cos(pi)', -1],
    ['exp(0) + log(1) + sin(0) + tanh(0)', 1],
    ['sqrt ( x1 * x1 )', 3],
    ['\tx1\n + 1', 4],
    ['x₁ − x₂·2 × 1 ÷ 1', 7],
    ['x1\u00a0+ 1', 4],
  ])('%s', (text, expected) => expect(evaluate(text, 3, -2)).toBeCloseTo(expected, 12));

  it('agrees with the language itself on anything without a minus sign before a power', () => {
    const { chain } = fc.letrec<{ operand: string; chain: string }>((tie) => ({
      operand: fc.oneof(
        { maxDepth: 2 },
        fc.constantFrom('x1', 'x2', '2', '0.5', '3', '12.5e-1'),
        tie('chain').map((inner) => `(${inner})`),
        fc
          .tuple(fc.constantFrom('sqrt', 'abs', 'tanh', 'log'), tie('chain'))
          .map(([name, inner]) => `${name}(${inner})`),
        fc
          .tuple(fc.constantFrom('min', 'max'), tie('chain'), tie('chain'))
          .map(([name, a, b]) => `${name}(${a}, ${b})`),
      ),
      chain: fc
        .tuple(
          tie('operand'),
          fc.array(fc.tuple(fc.constantFrom('+', ' - ', ' *', '/ ', ' ** '), tie('operand')), {
            maxLength: 4,
          }),
        )
        .map(([first, rest]) => first + rest.map(([sign, next]) => sign + next).join('')),
    }));
    let compared = 0;
    fc.assert(
      fc.property(chain, fc.boolean(), (text, caret) => {
        const spoken = text.replace(/(sqrt|abs|tanh|log|min|max)/g, 'Math.$1');
        const theirs = new Function('x1', 'x2', `return ${spoken}`)(1.3, 0.7) as number;
        const ours = evaluate(caret ? text.replaceAll('**', '^') : text, 1.3, 0.7);
        if (!(Math.abs(theirs) < 1e6)) return;
        compared++;
        expect(Math.abs(ours - theirs)).toBeLessThan(1e-9 * (1 + Math.abs(theirs)));
      }),
      // A named seed, because a difference of almost equal powers may rightly differ by more.
      { numRuns: 1000, seed: 1 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it.each<[string, (x: number) => number]>([
    ['exp(x1)', Math.exp],
    ['log(x1)', Math.log],
    ['sin(x1)', Math.sin],
    ['cos(x1)', Math.cos],
    ['tanh(x1)', Math.tanh],
    ['x1^1.7', (x) => x ** 1.7],
    ['x1^-7', (x) => x ** -7],
    ['x1^31', (x) => x ** 31],
  ])('%s is the function of that name', (text, expected) => {
    const ours = parseExpression(text);
    for (let x = 0.01; x < 20; x += 0.0731)
      expect(Math.abs(ours(x, 0) - expected(x))).toBeLessThan(4e-15 * (1 + Math.abs(expected(x))));
  });

  it('tanh is odd and ends at ±1', () => {
    expect([-1000, -0.5, 0.5, 1000].map((x) => evaluate('tanh(x1)', x))).toEqual([
      -1,
      -evaluate('tanh(0.5)'),
      evaluate('tanh(0.5)'),
      1,
    ]);
  });

  it('has no value where there is none', () => {
    for (const text of ['sqrt(-1)', 'log(-1)', '(-8)^0.5', '0/0']) expect(evaluate(text)).toBeNaN();
    expect(evaluate('1/0')).toBe(Number.POSITIVE_INFINITY);
    expect(evaluate('0^-2')).toBe(Number.POSITIVE_INFINITY);
    expect(evaluate('0^-0.5')).toBe(Number.POSITIVE_INFINITY);
    expect(evaluate('log(0)')).toBe(Number.NEGATIVE_INFINITY);
  });

  it.each<[string, number, string]>([
    // Unknown names
    ['x1 + x3', 5, '"x3" is not known here; use x1, x2, pi.'],
    ['x', 0, '"x" is not known here; use x1, x2, pi.'],
    ['X1', 0, '"X1" is not known here; use x1, x2, pi.'],
    ['x1²', 0, '"x1²" is not known here; use x1, x2, pi.'],
    ['this', 0, '"this" is not known here'],
    ['true', 0, '"true" is not known here'],
    ['constructor', 0, '"constructor" is not known here'],
    ['__proto__', 0, '"__proto__" is not known here'],
    ['hasOwnProperty', 0, '"hasOwnProperty" is not known here'],
    [
      '2 * cot(x1)',
      4,
      '"cot" is no function known here; use sqrt, abs, exp, log, sin, cos, tanh, min, max.',
    ],
    ['constructor(x1)', 0, '"constructor" is no function known here'],
    ['eval(x1)', 0, '"eval" is no function known here'],
    // Calls
    ['sin x1', 0, '"sin" needs brackets: sin(…).'],
    ['1 + max', 4, '"max" needs brackets: max(…).'],
    ['1 + max(x1)', 4, 'max takes 2 arguments, but got 1.'],
    ['max(x1, x2, 1)', 0, 'max takes 2 arguments, but got 3.'],
    ['sqrt()', 0, 'sqrt takes 1 argument, but got 0.'],
    ['sqrt(x1, 2)', 0, 'sqrt takes 1 argument, but got 2.'],
    ['max(x1 x2)', 7, 'A sign such as * is missing before "x".'],
    ['max(x1,)', 7, '")" is not expected here.'],
    ['max(,x1)', 4, '"," is not expected here.'],
    ['max(x1; x2)', 6, '";" is not expected here.'],
    // Syntax
    ['', 0, 'The expression ends too early'],
    ['   ', 3, 'The expression ends too early'],
    ['x1 +', 4, 'The expression ends too early: something is missing here.'],
    ['x1 ^', 4, 'The expression ends too early'],
    ['-', 1, 'The expression ends too early'],
    ['(x1 + 1', 7, 'The expression ends too early'],
    ['sqrt(x1', 7, 'The expression ends too early'],
    ['x1)', 2, '")" is not expected here.'],
    ['(x1))', 4, '")" is not expected here.'],
    ['()', 0, 'These brackets should hold one expression.'],
    ['1 + (x1, x2)', 4, 'These brackets should hold one expression.'],
    ['(x1,)', 4, '")" is not expected here.'],
    ['x1 x2', 3, 'A sign such as * is missing before "x".'],
    ['2x1', 1, 'A sign such as * is missing before "x".'],
    ['2(x1)', 1, 'A sign such as * is missing before "(".'],
    ['x1(2)', 2, 'A sign such as * is missing before "(".'],
    ['(x1)(x2)', 4, 'A sign such as * is missing before "(".'],
    ['x1 * / x2', 5, '"/" is not expected here.'],
    ['x1 ^^ 2', 4, '"^" is not expected here.'],
    ['+x1', 0, '"+" is not expected here.'],
    ['x1 == x2', 3, '"=" is not expected here.'],
    ['x1 > 0', 3, '">" is not expected here.'],
    ['x1 > 0 ? 1 : 2', 3, '">" is not expected here.'],
    ['x1 ? 1 : 2', 3, '"?" is not expected here.'],
    ['x1 % 2', 3, '"%" is not expected here.'],
    ['!x1', 0, '"!" is not expected here.'],
    ['x1.length', 2, 'is missing before "."'],
    ['x1[0]', 2, '"[" is not expected here.'],
    ['[x1]', 0, '"[" is not expected here.'],
    ['"x1"', 0, '""" is not expected here.'],
    ['`x1`', 0, '"`" is not expected here.'],
    ['x1; x2', 2, '";" is not expected here.'],
    [';x1', 0, '";" is not expected here.'],
    ['x1 => x1', 3, '"=" is not expected here.'],
    ['.', 0, '"." is not expected here.'],
    ['1..2', 2, '"." is not expected here.'],
    ['1e', 1, 'A sign such as * is missing before "e".'],
    ['1 + 1e999', 4, '1e999 is too large a number.'],
    ['$', 0, '"$" is not expected here.'],
    ['x1 − x3', 5, '"x3" is not known here'],
  ])('refuses %j and points at character %i', (text, position, message) => {
    const error = refusal(text);
    expect(error.message).toContain(message);
    expect(error.position).toBe(position);
  });

  it('refuses in words, at a place in the text, or gives a function: never anything else', () => {
    const pieces = 'x1 x2 1 . e ( ) , + - * / ^ max [ ? "'.split(' ').concat(' ');
    const text = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        let parsed: ReturnType<typeof parseExpression>;
        try {
          parsed = parseExpression(typed);
        } catch (error) {
          if (!(error instanceof FeatureError)) throw error;
          const { position, message } = error;
          return message !== '' && position >= 0 && position <= typed.length;
        }
        return typeof parsed(1, 2) === 'number';
      }),
      { numRuns: 1000 },
    );
  });

  it('bears deep nesting', () => {
    expect(evaluate(`${'('.repeat(90)}x1${')'.repeat(90)}`, 5)).toBe(5);
    expect(evaluate(`${'-'.repeat(198)}x1`, 5)).toBe(5);
  });
});
