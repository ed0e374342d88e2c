import type { Dataset } from '../data/dataset.ts';
import type { Matrix } from '../data/matrix.ts';
import { requireCount, requireLength } from './examples.ts';
import { sigmoids } from './sigmoid.ts';

/**
 * Logistic regression, ŷ = σ(wᵀx + b): views of one flat vector, so that an update, a snapshot and a
 * finite difference are each one loop. A gradient has the same shape.
 */
export interface LogisticParameters {
  /** w, then b: d + 1 numbers. */
  readonly all: Float64Array;
  /** w: d numbers. */
  readonly weights: Float64Array;
  /** b: 1 number. */
  readonly bias: Float64Array;
}

/** d + 1: one weight an input, and the bias. */
export const parameterCount = (inputs: number): number => inputs + 1;

/** Names the parts of a flat vector. Throws unless its length is d + 1. */
export function view(all: Float64Array, inputs: number): LogisticParameters {
  requireCount(inputs, 'inputs');
  requireLength(all.length, parameterCount(inputs), 'parameters');
  return { all, weights: all.subarray(0, inputs), bias: all.subarray(inputs) };
}

/** What a forward and a backward pass over n points leave behind, n numbers each. */
export interface LogisticPass {
  /** z = wᵀx + b, the scores. */
  readonly logits: Float64Array;
  /** ŷ = σ(z). */
  readonly probabilities: Float64Array;
  /** e = (ŷ − y)/n. */
  readonly errors: Float64Array;
}

/** Room for passes over n points: made once, so that a step allocates nothing. */
export function pass(n: number): LogisticPass {
  requireCount(n, 'points');
  const room = () => new Float64Array(n);
  return { logits: room(), probabilities: room(), errors: room() };
}

/** z = Xw + b1 and ŷ = σ(z). Throws when the shapes do not fit. */
export function forward(
  { weights, bias }: LogisticParameters,
  inputs: Matrix,
  { logits, probabilities }: Pick<LogisticPass, 'logits' | 'probabilities'>,
): void {
  requireFit(inputs, logits.length, weights.length);
  const { rows: n, columns, values: x } = inputs;

  logits.fill(bias[0]!);
  for (let j = 0; j < columns; j++) {
    const w = weights[j]!;
    for (let i = 0; i < n; i++) logits[i]! += w * x[j * n + i]!;
  }

  sigmoids(logits, probabilities);
}

/**
 * The gradient of the mean cross-entropy, ∂L/∂w = Xᵀe and ∂L/∂b = 1ᵀe with e = (ŷ − y)/n, after
 * `forward` over the same points. With `l2` = λ it is that of L + ½λ‖w‖², which adds λw; the bias is
 * not penalised. Throws when the shapes do not fit.
 */
export function backward(
  { weights }: LogisticParameters,
  inputs: Matrix,
  labels: Uint8Array,
  { probabilities, errors }: LogisticPass,
  gradient: LogisticParameters,
  l2 = 0,
): void {
  requireFit(inputs, errors.length, weights.length);
  requireLength(labels.length, errors.length, 'labels');
  requireLength(gradient.weights.length, weights.length, 'weights in the gradient');
  const { rows: n, columns, values: x } = inputs;

  let sum = 0;
  for (let i = 0; i < n; i++) {
    errors[i] = (probabilities[i]! - labels[i]!) / n;
    sum += errors[i]!;
  }
  gradient.bias[0] = sum;

  for (let j = 0; j < columns; j++) {
    let product = 0;
    for (let i = 0; i < n; i++) product += errors[i]! * x[j * n + i]!;
    gradient.weights[j] = product + l2 * weights[j]!;
  }
}

function requireFit({ rows, columns }: Matrix, n: number, weights: number): void {
  if (rows !== n || columns !== weights)
    throw new RangeError(`Expected ${n} × ${weights} inputs, but got ${rows} × ${columns}.`);
}

/** ½λ‖w‖², what a penalty λ adds to the loss. */
export function penalty({ weights }: LogisticParameters, l2: number): number {
  let sum = 0;
  for (const w of weights) sum += w * w;
  return (l2 / 2) * sum;
}

/**
 * The probabilities of many points at once, for a decision region: out ← σ(Xw + b1), without the room
 * that a training step needs. With a feature map φ, the rows of `inputs` are the φ(x).
 */
export function surface(parameters: LogisticParameters, inputs: Matrix, out: Float64Array): void {
  forward(parameters, inputs, { logits: out, probabilities: out });
}

/**
 * The same model for inputs as they were before `standardise`: with x̂ = (x − mean)/deviation, the
 * score ŵᵀx̂ + b̂ is wᵀx + b for wⱼ = ŵⱼ/deviationⱼ and b = b̂ − Σ wⱼ meanⱼ.
 *
 * Throws unless there is one mean and one deviation a weight.
 */
export function inUnits(
  { weights, bias }: LogisticParameters,
  { means, deviations }: NonNullable<Dataset['scale']>,
): LogisticParameters {
  const d = weights.length;
  requireLength(means.length, d, 'means');
  requireLength(deviations.length, d, 'deviations');
  const plain = view(new Float64Array(d + 1), d);
  let shift = 0;
  for (let j = 0; j < d; j++) {
    plain.weights[j] = weights[j]! / deviations[j]!;
    shift += plain.weights[j]! * means[j]!;
  }
  plain.bias[0] = bias[0]! - shift;
  return plain;
}
