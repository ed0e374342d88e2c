import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { plainLatex } from '../../../src/notebook/latex.ts';
import { plainFormula } from '../../../src/notebook/plain-formula.ts';
import { macros } from '../../../src/site/katex-macros.ts';
import { formulas } from './formulas.ts';

/** What KaTeX sets of a formula, apart from the TeX that it keeps beside it. */
const set = (formula: string, table: Record<string, string>) =>
  katex
    .renderToString(formula, { macros: { ...table }, strict: 'error', output: 'htmlAndMathml' })
    .replace(/<annotation.*?<\/annotation>/gs, '');

describe('a formula for those who know none of our macros', () => {
  it('is set like ours, in all chapters', () => {
    const different = formulas().filter((one) => set(plainLatex(one), {}) !== set(one, macros));
    expect(different).toEqual([]);
    expect(formulas().length).toBeGreaterThan(500);
  });

  it('holds no macro of ours, in all chapters', () => {
    const held = formulas().filter((one) =>
      (plainLatex(one).match(/\\[a-zA-Z]+/g) ?? []).some((name) => Object.hasOwn(macros, name)),
    );
    expect(held).toEqual([]);
  });

  it('takes what a macro is given with or without braces', () => {
    expect(plainLatex('\\vect w')).toBe('\\mathbf{w}');
    expect(plainLatex('\\vect{w}\\T x')).toBe('\\mathbf{w}^{\\mathrm{T}} x');
    expect(plainLatex('\\pd{L}{\\vect{w}_1}')).toBe('\\frac{\\partial L}{\\partial \\mathbf{w}_1}');
    expect(plainLatex('\\pd \\alpha {b{c}}')).toBe('\\frac{\\partial \\alpha}{\\partial b{c}}');
  });

  it('is refused when a macro is given too little', () => {
    expect(() => plainLatex('1 + \\pd{L}')).toThrow(
      '\\pd takes 2 arguments, but 1 + \\pd{L} gives it 1.',
    );
  });
});

describe('a formula in plain signs', () => {
  it.each([
    ['z = \\vect{w}\\T \\vect{x} + b', 'z = wᵀx + b'],
    ['\\hat{y} = \\sigma(z) = \\frac{1}{1 + e^{-z}}', 'ŷ = σ(z) = 1/(1 + e⁻ᶻ)'],
    ['L = -y \\log \\hat{y} - (1 - y) \\log(1 - \\hat{y})', 'L = −y log ŷ − (1 − y) log(1 − ŷ)'],
    ['\\frac{1}{n} \\sum_{i=1}^{n} -y_i', '1/n Σᵢ₌₁ⁿ −yᵢ'],
    ['\\pd{L}{\\vect{W}} = \\pd{L}{\\hat{y}} \\, \\pd{\\hat{y}}{s_2}', '∂L/∂W = ∂L/∂ŷ · ∂ŷ/∂s₂'],
    ['\\begin{bmatrix} 0 & -1 \\\\[3pt] 1 & 0.5 \\end{bmatrix}', '[0, −1; 1, 0.5]'],
    ['\\vect{x} \\in \\R^{n \\times d}', 'x ∈ ℝⁿˣᵈ'],
    ['\\frac{L(\\theta_j + \\varepsilon)}{2\\varepsilon}', '(L(θⱼ + ε))/(2ε)'],
    ['\\sqrt{x_1^2 + x_2^2} \\ge \\tfrac12', '√(x₁² + x₂²) ≥ ½'],
    [
      '\\shaped{\\vect{A}\\T}{3 \\times n}\\;\\shaped{\\vect{e}}{n \\times 1}',
      'Aᵀ [3 × n] e [n × 1]',
    ],
    ['e^{-s_2} \\quad\\text{and}\\quad \\max(0, z)', 'e^(−s₂)   and   max(0, z)'],
  ])('writes %s as %s', (formula, plain) => {
    expect(plainFormula(formula)).toEqual([plain]);
  });

  it('has a line for each of its lines', () => {
    expect(plainFormula('\\begin{aligned} a &= b \\\\ c &= d, & e &= f \\end{aligned}')).toEqual([
      'a = b',
      'c = d,     e = f',
    ]);
  });

  it('leaves no command of LaTeX, in all chapters', () => {
    const left = formulas().filter((one) => plainFormula(one).join('').includes('\\'));
    expect(left).toEqual([]);
  });
});
