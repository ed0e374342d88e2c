import { requireLength } from '../model/examples.ts';

/**
 * How a gradient g becomes a step. `gradient-descent`: θ ← θ − η g. `momentum`: v ← μ v + g, then
 * θ ← θ − η v (Polyak 1964). `adam`: running means m of g and v of g², each divided by what its start at
 * 0 holds back, then θ ← θ − η m̂/(√v̂ + ε) (Kingma and Ba 2015).
 */
export type OptimiserSpec =
  | { readonly kind: 'gradient-descent' }
  | { readonly kind: 'momentum'; readonly momentum: number }
  | {
      readonly kind: 'adam';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

export type OptimiserName = OptimiserSpec['kind'];

/** Each optimiser as its authors set it. */
export const optimisers = {
  'gradient-descent': { kind: 'gradient-descent' },
  momentum: { kind: 'momentum', momentum: 0.9 },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
} as const satisfies Record<OptimiserName, OptimiserSpec>;

/** An optimiser at work on one vector of parameters. */
export interface Optimiser {
  /**
   * All that it remembers of the steps so far; empty for gradient descent. Whoever keeps a copy beside
   * the parameters can go on from there, bit for bit.
   */
  readonly memory: Float64Array;
  /**
   * One step against the gradient, for all parameters at once. Says whether all of them are still so
   * small that the loss and its derivatives are finite without a look at them.
   */
  step(parameters: Float64Array, gradient: Float64Array, learningRate: number): boolean;
}

/**
 * With inputs and parameters within ± this, no product on the way through a model of up to seven layers
 * comes near the largest number, 1.8e308: then the loss and all its derivatives are finite without a
 * look at them.
 */
export const SURELY_FINITE = 1e15;

/** An optimiser of so many parameters, at its beginning. */
export function createOptimiser(spec: OptimiserSpec, count: number): Optimiser {
  switch (spec.kind) {
    case 'gradient-descent':
      return { memory: new Float64Array(0), step: update };
    case 'momentum': {
      const velocity = new Float64Array(count);
      return {
        memory: velocity,
        step(parameters, gradient, learningRate) {
          requireLength(gradient.length, count, 'entries of the gradient');
          for (let j = 0; j < count; j++) velocity[j] = spec.momentum * velocity[j]! + gradient[j]!;
          return update(parameters, velocity, learningRate);
        },
      };
    }
    case 'adam':
      return adam(spec, count);
  }
}

/**
 * One step of gradient descent, θ ← θ − η ∂L/∂θ, for all parameters at once. Says whether all of them are
 * still so small that the loss and its derivatives are finite without a look at them.
 */
export function update(
  parameters: Float64Array,
  gradient: Float64Array,
  learningRate: number,
): boolean {
  let tame = true;
  for (let j = 0; j < parameters.length; j++) {
    parameters[j]! -= learningRate * gradient[j]!;
    if (!(Math.abs(parameters[j]!) <= SURELY_FINITE)) tame = false;
  }
  return tame;
}

function adam(
  { beta1, beta2, epsilon }: OptimiserSpec & { kind: 'adam' },
  count: number,
): Optimiser {
  const memory = new Float64Array(2 * count + 2);
  const means = memory.subarray(0, count);
  const squares = memory.subarray(count, 2 * count);
  // β₁ᵗ and β₂ᵗ, by multiplying: the last bits of a power are left to each engine.
  const powers = memory.subarray(2 * count);
  powers.fill(1);
  return {
    memory,
    step(parameters, gradient, learningRate) {
      requireLength(gradient.length, count, 'entries of the gradient');
      powers[0]! *= beta1;
      powers[1]! *= beta2;
      let tame = true;
      for (let j = 0; j < count; j++) {
        const g = gradient[j]!;
        means[j] = beta1 * means[j]! + (1 - beta1) * g;
        squares[j] = beta2 * squares[j]! + (1 - beta2) * g * g;
        const mean = means[j]! / (1 - powers[0]!);
        const square = squares[j]! / (1 - powers[1]!);
        parameters[j]! -= (learningRate * mean) / (Math.sqrt(square) + epsilon);
        if (!(Math.abs(parameters[j]!) <= SURELY_FINITE)) tame = false;
      }
      return tame;
    },
  };
}
