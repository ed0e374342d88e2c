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

const MOST_ITERATIONS = 100;
const CLOSE = 1e-26;
const ROUNDING = 1e-14;

/**
 * The minimum of L + ½λ‖w‖² for logistic regression, by Newton's method from w = 0, b = 0:
 * θ ← θ − H⁻¹∇, the update halved while it would raise the loss. It ends where the fall of the loss
 * that a further update promises, ½∇ᵀH⁻¹∇, is too small for any digit of the loss.
 *
 * The loss is convex, so this minimum is the only one (chapter 2). Without a penalty there is none
 * when a line can separate the classes: then it throws, as for examples that cannot be learnt from.
 */
export function optimum(inputs: Matrix, labels: Uint8Array, l2 = 0): Optimum {
  requireExamples(inputs, labels);
  const d = inputs.columns;
  const pass = logistic.pass(inputs.rows);
  const room = () => logistic.view(new Float64Array(d + 1), d);
  const gradient = room();
  const lossAt = (parameters: logistic.LogisticParameters) => {
    logistic.forward(parameters, inputs, pass);
    return meanCrossEntropy(pass.logits, labels) + logistic.penalty(parameters, l2);
  };

  let parameters = room();
  let loss = lossAt(parameters);
  for (let iterations = 0; iterations < MOST_ITERATIONS; iterations++) {
    logistic.backward(parameters, inputs, labels, pass, gradient, l2);
    const hessian = hessianOf(inputs, pass.probabilities, l2);
    const step = solve(hessian, gradient.all);
    if (step === undefined) break;
    if (product(gradient.all, step) <= CLOSE * loss)
      return { parameters, loss, hessian, iterations };
    // Far from the minimum a whole step can lead too far: half of it, and half of that, …
    const from: Float64Array = parameters.all;
    const before = loss;
    for (let share = 1; share === 1 || loss > before * (1 + ROUNDING); share /= 2) {
      parameters = logistic.view(
        from.map((value, j) => value - share * step[j]!),
        d,
      );
      loss = lossAt(parameters);
    }
  }
  throw new Error(
    'The loss has no minimum that could be found: without a penalty there is none when a line separates the classes.',
  );
}

const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, j) => sum + v * b[j]!, 0);

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
 * when a pivot is not positive, so that H is not (to the accuracy of numbers).
 */
function solve(matrix: Matrix, right: Float64Array): Float64Array | undefined {
  const { rows: size } = matrix;
  const H = matrix.values.slice();
  const s = right.slice();
  for (let p = 0; p < size; p++) {
    const pivot = H[p * size + p]!;
    if (!(pivot > 0)) return undefined;
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
