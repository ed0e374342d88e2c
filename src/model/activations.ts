import { exponential, logOnePlus } from '../data/elementary.ts';
import { sigmoid, sigmoids } from './sigmoid.ts';

/** What a unit makes of its preactivation s. */
export interface Response {
  /** g(s). */
  value(s: number): number;
  /** g of every entry: out ← g(s), element-wise. `out` may be s itself. */
  values(s: Float64Array, out: Float64Array): void;
}

/** A response that can be trained through: it has a slope that tells where to go. */
export interface Activation extends Response {
  /** g′(s). At the kink of ReLU and leaky ReLU, s = 0, the slope from the left. */
  slope(s: number): number;
  /** g′ of every entry, from s and h = g(s): out ← g′(s), element-wise. */
  slopes(s: Float64Array, h: Float64Array, out: Float64Array): void;
}

export type ActivationName = 'sigmoid' | 'tanh' | 'relu' | 'leaky-relu' | 'softplus' | 'identity';
export type ResponseName = ActivationName | 'step';

const LEAK = 0.01;

// Each has loops of its own: an engine compiles such a loop with the formula inside it, while one
// loop that was handed six formulas would call them point by point.
const sigmoidActivation: Activation = {
  value: sigmoid,
  values: sigmoids,
  slope: (s) => sigmoid(s) * (1 - sigmoid(s)),
  slopes(_s, h, out) {
    for (let i = 0; i < h.length; i++) out[i] = h[i]! * (1 - h[i]!);
  },
};

/** tanh s = 2σ(2s) − 1: the sigmoid, stretched and moved. */
const tanh = (s: number) => 2 * sigmoid(2 * s) - 1;
const tanhActivation: Activation = {
  value: tanh,
  values(s, out) {
    for (let i = 0; i < s.length; i++) out[i] = tanh(s[i]!);
  },
  slope: (s) => 1 - tanh(s) * tanh(s),
  slopes(_s, h, out) {
    for (let i = 0; i < h.length; i++) out[i] = 1 - h[i]! * h[i]!;
  },
};

const relu = (s: number) => Math.max(s, 0);
const reluSlope = (s: number) => (s > 0 ? 1 : 0);
const reluActivation: Activation = {
  value: relu,
  values(s, out) {
    for (let i = 0; i < s.length; i++) out[i] = relu(s[i]!);
  },
  slope: reluSlope,
  slopes(s, _h, out) {
    for (let i = 0; i < s.length; i++) out[i] = reluSlope(s[i]!);
  },
};

const leakyRelu = (s: number) => Math.max(s, LEAK * s);
const leakyReluSlope = (s: number) => (s > 0 ? 1 : LEAK);
const leakyReluActivation: Activation = {
  value: leakyRelu,
  values(s, out) {
    for (let i = 0; i < s.length; i++) out[i] = leakyRelu(s[i]!);
  },
  slope: leakyReluSlope,
  slopes(s, _h, out) {
    for (let i = 0; i < s.length; i++) out[i] = leakyReluSlope(s[i]!);
  },
};

/** log(1 + e^s), in the form that overflows for no s. Its slope is σ(s). */
const softplus = (s: number) => Math.max(s, 0) + logOnePlus(exponential(-Math.abs(s)));
const softplusActivation: Activation = {
  value: softplus,
  values(s, out) {
    for (let i = 0; i < s.length; i++) out[i] = softplus(s[i]!);
  },
  slope: sigmoid,
  slopes: (s, _h, out) => sigmoids(s, out),
};

const identityActivation: Activation = {
  value: (s) => s,
  values: (s, out) => out.set(s),
  slope: () => 1,
  slopes: (s, _h, out) => void out.fill(1, 0, s.length),
};

const step = (s: number) => (s >= 0 ? 1 : 0);
const stepResponse: Response = {
  value: step,
  values(s, out) {
    for (let i = 0; i < s.length; i++) out[i] = step(s[i]!);
  },
};

const activations: Record<ActivationName, Activation> = {
  sigmoid: sigmoidActivation,
  tanh: tanhActivation,
  relu: reluActivation,
  'leaky-relu': leakyReluActivation,
  softplus: softplusActivation,
  // Looked up when it is asked for: a notebook shows it after the code that asks.
  get identity() {
    return identityActivation;
  },
};

export const activationNames = Object.keys(activations) as ActivationName[];

/** The activation of this name, to train with. Throws when there is none, and for `step`. */
export function activationNamed(name: string): Activation {
  if (name === 'step')
    throw new RangeError(
      'The step function cannot be trained: its derivative is 0 wherever it exists.',
    );
  if (!Object.hasOwn(activations, name))
    throw new RangeError(`There is no activation “${name}”, only ${activationNames.join(', ')}.`);
  return activations[name as ActivationName];
}

/** The activation of this name or the step function, to show. Throws when there is none. */
export const responseNamed = (name: string): Response =>
  name === 'step' ? stepResponse : activationNamed(name);

/** The value of a response at each of these scores, and the slopes beside it. Throws when there is no such response. */
export const responsesAt = (name: string, scores: readonly number[]) => {
  const { value } = responseNamed(name);
  return scores.map((s) => ({ value: value(s), slopes: slopesBeside(name, s) }));
};

/**
 * The slope of a response just left and just right of a score: the same number but at a kink, as
 * ReLU has one at 0. Undefined where the response jumps, as the step function does at 0.
 * Throws when there is no response of this name.
 */
export function slopesBeside(
  name: string,
  s: number,
): { readonly left: number; readonly right: number } | undefined {
  if (name === 'step') return s === 0 ? undefined : { left: 0, right: 0 };
  const { slope } = activationNamed(name);
  // Every kink here is at 0; nearer to it than the smallest number there is nothing.
  const near = s === 0 ? Number.MIN_VALUE : 0;
  return { left: slope(s - near), right: slope(s + near) };
}
