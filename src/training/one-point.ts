import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { fromRows, type Matrix } from '../data/matrix.ts';
import { seeded } from '../data/random.ts';
import { chainRule, type Factor } from '../gradient/chain-rule.ts';
import { finiteDifference, relativeDifference } from '../gradient/finite-difference.ts';
import { crossEntropy } from '../model/loss.ts';
import { backward, forward, type MlpParameters, parameterCount, pass, view } from '../model/mlp.ts';
import { start } from '../model/starts.ts';

/** One labelled point of the plane: all that chapter 10 looks at. */
export interface LabelledPoint {
  readonly x1: number;
  readonly x2: number;
  readonly label: number;
}

/** The point that chapter 10 starts from, inside the inner ring of the circles. */
export const chosenPoint: LabelledPoint = { x1: 0.5, x2: -0.8, label: 1 };

/** The network of chapter 10 has three sigmoid units, and starts as the classic run does. */
export const units = 3;
const seed = 44;

const trained = new Map<number, Float64Array>();

/**
 * Its 13 parameters after so many steps over all points of the circles, with η = 2 on the mean loss.
 * The trainer would give the same numbers; this page needs no more of it than these few lines.
 */
export function networkAfter(steps: number): Float64Array {
  const known = trained.get(steps);
  if (known) return known.slice();
  const { inputs, labels } = makeDataset(course.circles);
  const parameters = start('uniform', [2, units, 1], seeded(seed));
  const gradient = new Float64Array(parameters.length);
  const room = pass(labels.length, units);
  for (let step = 0; step < steps; step++) {
    forward(view(parameters, units), 'sigmoid', inputs, room);
    backward(view(parameters, units), 'sigmoid', inputs, labels, room, view(gradient, units));
    for (let j = 0; j < parameters.length; j++) parameters[j]! -= 2 * gradient[j]!;
  }
  trained.set(steps, parameters);
  return parameters.slice();
}

/** The four gradients, by the factor that each is and the parameter that it belongs to. */
export const gradients = [
  { factor: 'dL/dwFinal', part: 'outputWeights' },
  { factor: 'dL/dbFinal', part: 'outputBias' },
  { factor: 'dL/dW', part: 'hiddenWeights' },
  { factor: 'dL/db', part: 'hiddenBias' },
] as const;

/** One of the four parameters or gradients as plain numbers, a matrix column by column. */
function numbersOf(parameters: MlpParameters, part: (typeof gradients)[number]['part']) {
  const found = parameters[part];
  return found instanceof Float64Array ? found : found.values;
}

/** Every factor of the chain rule at one point, forward, then backward. */
export const factorsAt = (parameters: Float64Array, { x1, x2, label }: LabelledPoint) =>
  chainRule(view(parameters, units), 'sigmoid', x1, x2, label);

/** The values of the factor of this name. Throws when there is none, or it has none at this point. */
export function valuesOf(factors: readonly Factor[], id: string): Matrix {
  const found = factors.find((factor) => factor.id === id);
  if (!found?.values)
    throw new RangeError(
      found
        ? `${found.symbol.text} has no values at this point: ${found.note}`
        : `There is no factor “${id}”, only ${factors.map((factor) => factor.id).join(', ')}.`,
    );
  return found.values;
}

/** The four gradients of these factors, side by side in the parameters' flat order. */
export function gradientOf(factors: readonly Factor[]): Float64Array {
  const all = new Float64Array(parameterCount(units));
  for (const { factor, part } of gradients)
    numbersOf(view(all, units), part).set(valuesOf(factors, factor).values);
  return all;
}

/** L of one point, by the network's forward pass alone. */
export function lossAt(parameters: Float64Array, { x1, x2, label }: LabelledPoint): number {
  const room = pass(1, units);
  forward(view(parameters, units), 'sigmoid', fromRows([[x1, x2]]), room);
  return crossEntropy(room.logits[0]!, label);
}

/** So many steps of gradient descent on this one point: θ ← θ − η ∂L/∂θ, with the four gradients. */
export function descend(
  from: Float64Array,
  point: LabelledPoint,
  steps: number,
  learningRate: number,
): Float64Array {
  const parameters = from.slice();
  for (let step = 0; step < steps; step++) {
    const gradient = gradientOf(factorsAt(parameters, point));
    for (let j = 0; j < parameters.length; j++) parameters[j]! -= learningRate * gradient[j]!;
  }
  return parameters;
}

/** The same network with the first unit's weights and bias so many times as large: a steeper sigmoid on the same line. */
export function steepened(parameters: Float64Array, times: number): Float64Array {
  const steep = parameters.slice();
  const { hiddenWeights, hiddenBias } = view(steep, units);
  hiddenWeights.values[0]! *= times;
  hiddenWeights.values[units]! *= times;
  hiddenBias[0]! *= times;
  return steep;
}

/** What trying says about one of the four gradients. */
export interface Trial {
  /** The gradient by finite differences: only forward passes, in the parameter's shape. */
  readonly values: Matrix;
  /** Between the two; undefined where they are too small for a difference of losses to show them. */
  readonly relativeDifference: number | undefined;
}

/** Finite differences are good to about 1e-10 of the loss: of a smaller gradient they say nothing. */
const smallestTried = 1e-8;

/** The four gradients once more, by trying: to hold against those of the chain rule. */
export function trials(
  parameters: Float64Array,
  point: LabelledPoint,
  factors: readonly Factor[],
): Map<string, Trial> {
  const tried = view(
    finiteDifference((at) => lossAt(at, point), parameters),
    units,
  );
  return new Map(
    gradients.map(({ factor, part }) => {
      const exact = valuesOf(factors, factor);
      const { rows, columns } = exact;
      const values = numbersOf(tried, part);
      const isTooSmall = exact.values.every((value) => Math.abs(value) < smallestTried);
      return [
        factor,
        {
          values: { rows, columns, values },
          relativeDifference: isTooSmall ? undefined : relativeDifference(exact.values, values),
        },
      ];
    }),
  );
}
