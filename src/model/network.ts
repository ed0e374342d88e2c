import { type Matrix, zeros } from '../data/matrix.ts';
import { type ActivationName, activationNamed } from './activations.ts';
import { requireCount, requireLength } from './examples.ts';
import { meanCrossEntropy } from './loss.ts';
import { sigmoids } from './sigmoid.ts';
import { largestScores, softmax, softmaxCrossEntropy } from './softmax.ts';

/**
 * What a network is made of, MLP = f_L ∘ … ∘ f₁ with f_l(x) = g_l(W_l x + b_l). Without hidden layers
 * and with one output it is logistic regression; with one hidden layer, the two-layer perceptron.
 */
export interface NetworkShape {
  /** d: the numbers that a point has. */
  readonly inputs: number;
  /** The hidden layers, from the inputs up. */
  readonly hidden: readonly { readonly units: number; readonly activation: ActivationName }[];
  /** K: 1 for the probability of class 1 by the sigmoid, or one for each class by the softmax. */
  readonly outputs: number;
}

/** What a network is asked to make small: the mean cross-entropy, or, for comparison, mean squares. */
export type LossName = 'cross-entropy' | 'squared';

/** The sizes of its layers, from the inputs to the outputs. */
export const sizesOf = ({ inputs, hidden, outputs }: NetworkShape): readonly number[] => [
  inputs,
  ...hidden.map(({ units }) => units),
  outputs,
];

/** Σ (size before + 1) · size: a weight for each input of a unit, and its bias. */
export function parameterCount(shape: NetworkShape): number {
  const sizes = sizesOf(shape);
  return sizes.slice(1).reduce((sum, units, l) => sum + (sizes[l]! + 1) * units, 0);
}

/** W_l and b_l, as views of the flat vector. */
export interface LayerParameters {
  /** units × inputs: row k is unit k's weight vector. */
  readonly weights: Matrix;
  readonly bias: Float64Array;
}

/** All parameters: each layer's weights, column by column, then its biases. A gradient has the same shape. */
export interface NetworkParameters {
  readonly all: Float64Array;
  readonly layers: readonly LayerParameters[];
}

/** Names the parts of a flat vector. Throws unless it has one number a parameter, and every size is ≥ 1. */
export function view(all: Float64Array, shape: NetworkShape): NetworkParameters {
  const sizes = sizesOf(shape);
  for (const size of sizes) requireCount(size, 'units of a layer');
  requireLength(all.length, parameterCount(shape), 'parameters');
  let at = 0;
  const take = (count: number) => {
    at += count;
    return all.subarray(at - count, at);
  };
  const layers = sizes.slice(1).map((units, l) => {
    const inputs = sizes[l]!;
    return {
      weights: { rows: units, columns: inputs, values: take(units * inputs) },
      bias: take(units),
    };
  });
  return { all, layers };
}

/** What passes over n points leave behind in one hidden layer; n × units each. */
export interface HiddenPass {
  /** S_l = A_{l−1} W_lᵀ + 1b_lᵀ. */
  readonly preactivations: Matrix;
  /** A_l = g(S_l): where the points stand in this layer's space. */
  readonly activations: Matrix;
  /** g′(S_l). */
  readonly slopes: Matrix;
  /** Δ_l: the loss by S_l. */
  readonly deltas: Matrix;
}

export interface NetworkPass {
  readonly hidden: readonly HiddenPass[];
  /** The scores of the last layer, n × K. */
  readonly logits: Matrix;
  /** ŷ, n × K. */
  readonly probabilities: Matrix;
  /** e, the loss by the logits, n × K: for the cross-entropy (ŷ − y)/n. */
  readonly errors: Matrix;
}

/** Room for passes over n points: made once, so that a step allocates nothing. */
export function pass(n: number, { hidden, outputs }: NetworkShape): NetworkPass {
  requireCount(n, 'points');
  requireCount(outputs, 'outputs');
  return {
    hidden: hidden.map(({ units }) => ({
      preactivations: zeros(n, units),
      activations: zeros(n, units),
      slopes: zeros(n, units),
      deltas: zeros(n, units),
    })),
    logits: zeros(n, outputs),
    probabilities: zeros(n, outputs),
    errors: zeros(n, outputs),
  };
}

/** From the points (n × d) to ŷ, layer by layer. Throws when the shapes do not fit. */
export function forward(
  { layers }: NetworkParameters,
  { hidden }: NetworkShape,
  inputs: Matrix,
  room: NetworkPass,
): void {
  let below = inputs;
  hidden.forEach(({ activation }, l) => {
    const { preactivations, activations } = room.hidden[l]!;
    scores(layers[l]!, below, preactivations);
    activationNamed(activation).values(preactivations.values, activations.values);
    below = activations;
  });
  scores(layers[hidden.length]!, below, room.logits);
  if (room.logits.columns === 1) sigmoids(room.logits.values, room.probabilities.values);
  else softmax(room.logits, room.probabilities);
}

/** S = XWᵀ + 1bᵀ, one unit at a time over all points. */
function scores({ weights, bias }: LayerParameters, inputs: Matrix, out: Matrix): void {
  const { rows: units, columns, values: W } = weights;
  const { rows: n, values: x } = inputs;
  if (inputs.columns !== columns || out.rows !== n || out.columns !== units)
    throw new RangeError(
      `This layer takes n × ${columns} inputs and gives n × ${units} scores, ` +
        `but got ${n} × ${inputs.columns} and room for ${out.rows} × ${out.columns}.`,
    );
  const S = out.values;
  for (let k = 0; k < units; k++) {
    S.fill(bias[k]!, k * n, (k + 1) * n);
    for (let j = 0; j < columns; j++) {
      const w = W[j * units + k]!;
      for (let i = 0; i < n; i++) S[k * n + i]! += w * x[j * n + i]!;
    }
  }
}

/** y of a point in column k: one output is the probability of class 1, the column k of several that of class k. */
const target = (label: number, k: number, outputs: number): number =>
  label === (outputs === 1 ? 1 : k) ? 1 : 0;

/** What else decides a gradient. */
export interface Objective {
  readonly loss?: LossName;
  /** λ of the penalty ½λ Σ w² over all weights and no bias. */
  readonly l2?: number;
}

/**
 * The gradient of the mean loss by all parameters, after `forward` over the same points. Labels are
 * 0 … K − 1, or 0 and 1 with one output. Throws when the shapes do not fit.
 */
export function backward(
  { layers }: NetworkParameters,
  { hidden }: NetworkShape,
  inputs: Matrix,
  labels: Uint8Array,
  room: NetworkPass,
  gradient: NetworkParameters,
  { loss = 'cross-entropy', l2 = 0 }: Objective = {},
): void {
  requireLength(labels.length, room.errors.rows, 'labels');
  requireLength(inputs.rows, room.errors.rows, 'points');
  errorsOf(loss, room.probabilities, labels, room.errors);

  let above = room.errors; // the loss by the scores of the layer at hand
  for (let l = layers.length - 1; l >= 0; l--) {
    const below = l === 0 ? inputs : room.hidden[l - 1]!.activations;
    slopesOfLayer(layers[l]!, below, above, gradient.layers[l]!, l2);
    if (l === 0) break;
    const layer = room.hidden[l - 1]!;
    deltas(layers[l]!, above, hidden[l - 1]!.activation, layer);
    above = layer.deltas;
  }
}

/**
 * e, the loss by the logits. Cross-entropy: (ŷ − y)/n. Mean squares, Σₖ (ŷₖ − yₖ)² a point: every ŷ answers
 * to every logit, which leaves 2 ŷ ⊙ (d − dᵀŷ)/n with d = ŷ − y; for one output that is 2 d ŷ(1 − ŷ)/n.
 */
function errorsOf(
  loss: LossName,
  { rows: n, columns: outputs, values: p }: Matrix,
  labels: Uint8Array,
  { values: e }: Matrix,
): void {
  for (let k = 0; k < outputs; k++)
    for (let i = 0; i < n; i++) e[k * n + i] = (p[k * n + i]! - target(labels[i]!, k, outputs)) / n;
  if (loss === 'cross-entropy') return;
  for (let i = 0; i < n; i++) {
    let product = 0; // dᵀŷ, over n
    for (let k = 0; k < outputs; k++) product += e[k * n + i]! * p[k * n + i]!;
    for (let k = 0; k < outputs; k++) {
      const y = p[k * n + i]!;
      const d = e[k * n + i]!;
      e[k * n + i] = 2 * y * (d - product);
    }
  }
}

/** The mean loss after `forward`, without the penalty. Throws when there is not one label a point. */
export function lossOf(
  { logits, probabilities }: NetworkPass,
  labels: Uint8Array,
  loss: LossName = 'cross-entropy',
): number {
  const { rows: n, columns: outputs, values: p } = probabilities;
  if (loss === 'cross-entropy')
    return outputs === 1
      ? meanCrossEntropy(logits.values, labels)
      : softmaxCrossEntropy(logits, labels);
  requireLength(labels.length, n, 'labels');
  let sum = 0;
  for (let k = 0; k < outputs; k++)
    for (let i = 0; i < n; i++) {
      const d = p[k * n + i]! - target(labels[i]!, k, outputs);
      sum += d * d;
    }
  return sum / n;
}

/** The class that each point is given: 1 where the logit is at least 0, or that of the largest logit. */
export const answers = ({ logits }: Pick<NetworkPass, 'logits'>): Uint8Array =>
  logits.columns === 1
    ? Uint8Array.from(logits.values, (z) => (z >= 0 ? 1 : 0))
    : largestScores(logits);

/** ∂L/∂W = ΔᵀA + λW and ∂L/∂b = Δᵀ1, A being what the layer was given. */
function slopesOfLayer(
  { weights }: LayerParameters,
  { rows: n, values: A }: Matrix,
  { values: D }: Matrix,
  gradient: LayerParameters,
  l2: number,
): void {
  const { rows: units, columns, values: W } = weights;
  const dW = gradient.weights.values;
  requireLength(dW.length, W.length, 'weights in the gradient of a layer');
  for (let k = 0; k < units; k++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += D[k * n + i]!;
    gradient.bias[k] = sum;
    for (let j = 0; j < columns; j++) {
      let product = 0;
      for (let i = 0; i < n; i++) product += D[k * n + i]! * A[j * n + i]!;
      dW[j * units + k] = product + l2 * W[j * units + k]!;
    }
  }
}

/** Δ_{l−1} = (Δ_l W_l) ⊙ g′(S_{l−1}). */
function deltas(
  { weights }: LayerParameters,
  { rows: n, columns: units, values: D }: Matrix,
  activation: ActivationName,
  { preactivations, activations, slopes, deltas: out }: HiddenPass,
): void {
  const W = weights.values;
  const G = slopes.values;
  const below = out.values;
  activationNamed(activation).slopes(preactivations.values, activations.values, G);
  for (let j = 0; j < out.columns; j++) {
    const first = W[j * units]!;
    for (let i = 0; i < n; i++) below[j * n + i] = D[i]! * first;
    for (let k = 1; k < units; k++) {
      const w = W[j * units + k]!;
      for (let i = 0; i < n; i++) below[j * n + i]! += D[k * n + i]! * w;
    }
    for (let i = 0; i < n; i++) below[j * n + i]! *= G[j * n + i]!;
  }
}

/** ½λ Σ w² over all weights, what a penalty λ adds to the loss. */
export function penalty({ layers }: NetworkParameters, l2: number): number {
  let sum = 0;
  for (const { weights } of layers) for (const w of weights.values) sum += w * w;
  return (l2 / 2) * sum;
}
