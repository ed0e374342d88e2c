import { type Matrix, zeros } from '../data/matrix.ts';
import { requireExamples } from './examples.ts';
import * as logistic from './logistic.ts';
import { meanCrossEntropy } from './loss.ts';

/** Where logistic regression's loss has its minimum. */
export interface Optimum {
  readonly parameters: logistic.LogisticParameters;
  /** The mean cross-entropy, and the penalty, at the minimum. */
  readonly loss: number;
  /** The second derivatives there, (d + 1) × (d + 1), in the order of the parameters. */
  readonly hessian: Matrix;
  /** Updates that were made. */
  readonly iterations: number;
}

/**
 * The minimum of L + ½λ‖w‖² for logistic regression, by Newton's method from w = 0, b = 0:
 * θ ← θ − H⁻¹∇, up to the update that promises a fall of the loss, ½∇ᵀH⁻¹∇, too small for any digit
 * of it. Near the minimum each update doubles the right digits, so that they all are right then.
 *
 * The loss is convex, so this minimum is the only one (chapter 2). Without a penalty there is none
 * when a line separates the classes, and there are many when one input follows from the others: then
 * it throws, as far as rounding lets this be seen, and for examples that cannot be learnt from.
 */
export function optimum(inputs: Matrix, labels: Uint8Array, l2 = 0): Optimum {
  requireExamples(inputs, labels);
  const d = inputs.columns;
  const pass = logistic.pass(inputs.rows);
  const parameters = logistic.view(new Float64Array(d + 1), d);
  const gradient = logistic.view(new Float64Array(d + 1), d);
  let settled = false;
  for (let iterations = 0; iterations < 100; iterations++) {
    logistic.forward(parameters, inputs, pass);
    logistic.backward(parameters, inputs, labels, pass, gradient, l2);
    const loss = meanCrossEntropy(pass.logits, labels) + logistic.penalty(parameters, l2);
    const hessian = hessianOf(inputs, pass.probabilities, l2);
    if (settled) return { parameters, loss, hessian, iterations };
    const step = solve(hessian, gradient.all);
    if (step === undefined) break;
    const promised = step.reduce((sum, value, j) => sum + value * gradient.all[j]!, 0) / 2;
    settled = promised <= 1e-20 * loss;
    step.forEach((value, j) => {
      parameters.all[j]! -= value;
    });
  }
  throw new Error(
    'The loss has no single minimum: without a penalty there is none when a line separates the classes, and there are many when one input follows from the others.',
  );
}

/** H = (1/n) Σ ŷ(1−ŷ) x̃x̃ᵀ, where x̃ is x with a 1 for the bias below; and λ on the weights' diagonal. */
function hessianOf(inputs: Matrix, probabilities: Float64Array, l2: number): Matrix {
  const { rows: n, columns: d, values: x } = inputs;
  const hessian = zeros(d + 1, d + 1);
  const extended = (i: number, j: number) => (j < d ? x[j * n + i]! : 1);
  for (let a = 0; a <= d; a++)
    for (let b = 0; b <= d; b++) {
      let sum = 0;
      for (let i = 0; i < n; i++)
        sum += probabilities[i]! * (1 - probabilities[i]!) * extended(i, a) * extended(i, b);
      hessian.values[b * (d + 1) + a] = sum / n + (a === b && a < d ? l2 : 0);
    }
  return hessian;
}

/**
 * The solution s of Hs = g for a symmetric positive definite H, by Gaussian elimination; undefined
 * when H is not that, or so nearly that rounding decides: when a pivot is less than 1e-12 of what
 * stood there at first.
 */
function solve(hessian: Matrix, gradient: Float64Array): Float64Array | undefined {
  const size = hessian.rows;
  const H = Float64Array.from(hessian.values);
  const s = Float64Array.from(gradient);
  for (let p = 0; p < size; p++) {
    const pivot = H[p * size + p]!;
    if (!(pivot > 1e-12 * hessian.values[p * size + p]!)) return undefined;
    for (let i = p + 1; i < size; i++) {
      const factor = H[p * size + i]! / pivot;
      for (let j = p + 1; j < size; j++) H[j * size + i]! -= factor * H[j * size + p]!;
      s[i]! -= factor * s[p]!;
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let j = i + 1; j < size; j++) s[i]! -= H[j * size + i]! * s[j]!;
    s[i]! /= H[i * size + i]!;
  }
  return s;
}
