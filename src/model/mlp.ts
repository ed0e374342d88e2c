import { type Matrix, zeros } from '../data/matrix.ts';
import { activationNamed, responseNamed } from './activations.ts';
import { requireCount, requireLength } from './examples.ts';
import { sigmoid, sigmoids } from './sigmoid.ts';

/**
 * The two-layer perceptron of points in the plane, ŷ = σ(w_finalᵀ g(Wx + b) + b_final): views of one
 * flat vector, in this order. A gradient has the same shape.
 */
export interface MlpParameters {
  /** All 4H + 1 numbers; 13 for three hidden units. */
  readonly all: Float64Array;
  /** W, H × 2: row k is unit k's weight vector. */
  readonly hiddenWeights: Matrix;
  /** b: H numbers. */
  readonly hiddenBias: Float64Array;
  /** w_final: H numbers. */
  readonly outputWeights: Float64Array;
  /** b_final: 1 number. */
  readonly outputBias: Float64Array;
}

/** 4H + 1: three numbers a hidden unit, one more for its way out, and the output's bias. */
export const parameterCount = (units: number): number => 4 * units + 1;

/** Names the parts of a flat vector. Throws unless its length is 4H + 1. */
export function view(all: Float64Array, units: number): MlpParameters {
  requireCount(units, 'hidden units');
  requireLength(all.length, parameterCount(units), 'parameters');
  return {
    all,
    hiddenWeights: { rows: units, columns: 2, values: all.subarray(0, 2 * units) },
    hiddenBias: all.subarray(2 * units, 3 * units),
    outputWeights: all.subarray(3 * units, 4 * units),
    outputBias: all.subarray(4 * units),
  };
}

/** What a forward and a backward pass over n points leave behind. */
export interface MlpPass {
  /** S₁ = XWᵀ + 1bᵀ, n × H. */
  readonly preactivations: Matrix;
  /** A = g(S₁), n × H: the map that the first layer is. */
  readonly hidden: Matrix;
  /** s₂ = A w_final + b_final 1, n numbers. */
  readonly logits: Float64Array;
  /** ŷ = σ(s₂), n numbers. */
  readonly probabilities: Float64Array;
  /** e = (ŷ − y)/n, n numbers. */
  readonly errors: Float64Array;
  /** g′(S₁), n × H. */
  readonly slopes: Matrix;
}

/** Room for passes over n points: made once, so that a step allocates nothing. */
export function pass(n: number, units: number): MlpPass {
  requireCount(n, 'points');
  requireCount(units, 'hidden units');
  return {
    preactivations: zeros(n, units),
    hidden: zeros(n, units),
    logits: new Float64Array(n),
    probabilities: new Float64Array(n),
    errors: new Float64Array(n),
    slopes: zeros(n, units),
  };
}

/**
 * From the points (n × 2) to ŷ, one unit at a time over all points (chapter 11).
 * Throws when the shapes do not fit or the activation is unknown.
 */
export function forward(
  { all, hiddenWeights, hiddenBias, outputWeights, outputBias }: MlpParameters,
  activation: string,
  inputs: Matrix,
  { preactivations, hidden, logits, probabilities }: MlpPass,
): void {
  requireFit(hidden, inputs, inputs.rows, all.length);
  const { rows: n, columns: units } = hidden;
  const x = inputs.values;
  const W = hiddenWeights.values;
  const S = preactivations.values;
  const A = hidden.values;

  for (let k = 0; k < units; k++) {
    // S₁ = XWᵀ + 1bᵀ
    const w1 = W[k]!;
    const w2 = W[units + k]!;
    const b = hiddenBias[k]!;
    for (let i = 0; i < n; i++) S[k * n + i] = b + w1 * x[i]! + w2 * x[n + i]!;
  }

  responseNamed(activation).values(S, A); // A = g(S₁)

  logits.fill(outputBias[0]!); // s₂ = A w_final + b_final 1
  for (let k = 0; k < units; k++) {
    const w = outputWeights[k]!;
    for (let i = 0; i < n; i++) logits[i]! += w * A[k * n + i]!;
  }

  sigmoids(logits, probabilities); // ŷ = σ(s₂)
}

/**
 * The gradient of the mean cross-entropy by all parameters, after `forward` with the same activation
 * over the same points: chapter 10's derivatives, for all points at once (chapter 11).
 * Throws when the shapes do not fit or the activation is unknown, or is the step function.
 */
export function backward(
  { all, outputWeights }: MlpParameters,
  activation: string,
  inputs: Matrix,
  labels: Uint8Array,
  { preactivations, hidden, probabilities, errors, slopes }: MlpPass,
  gradient: MlpParameters,
): void {
  requireFit(hidden, inputs, labels.length, all.length);
  requireLength(gradient.all.length, all.length, 'entries of the gradient');
  const { rows: n, columns: units } = hidden;
  const x = inputs.values;
  const A = hidden.values;
  const G = slopes.values;
  const dW = gradient.hiddenWeights.values;

  let sum = 0;
  for (let i = 0; i < n; i++) {
    // e = (ŷ − y)/n
    errors[i] = (probabilities[i]! - labels[i]!) / n;
    sum += errors[i]!;
  }
  gradient.outputBias[0] = sum; // ∂b_final = 1ᵀe

  activationNamed(activation).slopes(preactivations.values, A, G); // g′(S₁)

  for (let k = 0; k < units; k++) {
    const w = outputWeights[k]!;
    let dw = 0;
    let db = 0;
    let dw1 = 0;
    let dw2 = 0;
    for (let i = 0; i < n; i++) {
      const e = errors[i]!;
      const delta = e * w * G[k * n + i]!; // Δ = (e w_finalᵀ) ⊙ g′(S₁)
      dw += A[k * n + i]! * e; // ∂w_final = Aᵀe
      db += delta; // ∂b = Δᵀ1
      dw1 += delta * x[i]!; // ∂W = ΔᵀX
      dw2 += delta * x[n + i]!;
    }
    gradient.outputWeights[k] = dw;
    gradient.hiddenBias[k] = db;
    dW[k] = dw1;
    dW[units + k] = dw2;
  }
}

function requireFit(room: Matrix, inputs: Matrix, labels: number, parameters: number): void {
  const n = room.rows;
  const count = parameterCount(room.columns);
  if (inputs.rows !== n || inputs.columns !== 2 || labels !== n || parameters !== count)
    throw new RangeError(
      `This pass has room for ${n} × 2 inputs, ${n} labels and ${count} parameters, ` +
        `but got ${inputs.rows} × ${inputs.columns} inputs, ${labels} labels and ${parameters} parameters.`,
    );
}

/** ŷ of one point. Throws when the activation is unknown. */
export function probability(
  { hiddenWeights, hiddenBias, outputWeights, outputBias }: MlpParameters,
  activation: string,
  x1: number,
  x2: number,
): number {
  const { value } = responseNamed(activation);
  const { rows: units, values: W } = hiddenWeights;
  let logit = outputBias[0]!;
  for (let k = 0; k < units; k++)
    logit += outputWeights[k]! * value(hiddenBias[k]! + W[k]! * x1 + W[units + k]! * x2);
  return sigmoid(logit);
}

/**
 * The logits of many points at once, for a map of the plane: out ← s₂ of every row of `inputs`
 * (n × 2), one unit at a time, with room for one unit instead of a training step's.
 * Throws when the shapes do not fit or the activation is unknown.
 */
export function logitSurface(
  { hiddenWeights, hiddenBias, outputWeights, outputBias }: MlpParameters,
  activation: string,
  inputs: Matrix,
  out: Float64Array,
): void {
  requireLength(inputs.columns, 2, 'inputs a point');
  requireLength(out.length, inputs.rows, 'places for values');
  const { rows: n, values: x } = inputs;
  const { rows: units, values: W } = hiddenWeights;
  const response = responseNamed(activation);
  const hidden = new Float64Array(n);

  out.fill(outputBias[0]!);
  for (let k = 0; k < units; k++) {
    const w1 = W[k]!;
    const w2 = W[units + k]!;
    const b = hiddenBias[k]!;
    const w = outputWeights[k]!;
    for (let i = 0; i < n; i++) hidden[i] = b + w1 * x[i]! + w2 * x[n + i]!;
    response.values(hidden, hidden);
    for (let i = 0; i < n; i++) out[i]! += w * hidden[i]!;
  }
}

/** The probabilities of many points at once, for a decision region: out ← ŷ, as `logitSurface`. */
export function surface(
  parameters: MlpParameters,
  activation: string,
  inputs: Matrix,
  out: Float64Array,
): void {
  logitSurface(parameters, activation, inputs, out);
  sigmoids(out, out);
}
