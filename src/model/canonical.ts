import { type MlpParameters, view } from './mlp.ts';

// A network with H hidden units has H! · 2^H twins that compute the same function (48 for three
// sigmoid units): its units in another order, or some of them turned around.

/** The same function with its units in another order: unit k becomes what unit order[k] was. */
export function permuteUnits(parameters: MlpParameters, order: readonly number[]): MlpParameters {
  const units = parameters.hiddenBias.length;
  const sorted = [...order].sort((a, b) => a - b);
  if (order.length !== units || sorted.some((unit, k) => unit !== k))
    throw new RangeError(
      `An order of ${units} units names each of 0 … ${units - 1} once, but got [${order.join(', ')}].`,
    );
  const all = parameters.all.slice();
  // Every group of the flat vector but the last, b_final, is a column over the units.
  for (let column = 0; column < 4; column++)
    order.forEach((unit, k) => {
      all[column * units + k] = parameters.all[column * units + unit]!;
    });
  return view(all, units);
}

/** What b_final takes up when a unit with this output weight is turned around. */
const takenUp: Record<string, (outputWeight: number) => number> = {
  sigmoid: (w) => w, // w σ(s) = w − w σ(−s)
  tanh: () => 0, // w tanh(s) = −w tanh(−s)
  identity: () => 0,
};

/**
 * The same function with unit k turned around: its line's positive side becomes the negative one.
 * The unit's weights, bias and output weight change sign, and for the sigmoid, where
 * σ(−s) = 1 − σ(s), b_final takes up the output weight.
 * Throws for the activations without such a symmetry, and when there is no unit k.
 */
export function flipUnit(parameters: MlpParameters, k: number, activation: string): MlpParameters {
  const units = parameters.hiddenBias.length;
  if (!Object.hasOwn(takenUp, activation))
    throw new RangeError(
      `Units can be turned around for ${Object.keys(takenUp).join(', ')}, but not for “${activation}”.`,
    );
  if (!Number.isInteger(k) || k < 0 || k >= units)
    throw new RangeError(`The units are 0 … ${units - 1}, but got ${k}.`);
  const flipped = view(parameters.all.slice(), units);
  flipped.outputBias[0]! += takenUp[activation]!(parameters.outputWeights[k]!);
  for (let column = 0; column < 4; column++) {
    const at = column * units + k;
    flipped.all[at] = -parameters.all[at]!;
  }
  return flipped;
}

/**
 * The one of all twins by which networks can be compared: every output weight positive (units turned
 * around where it was not), the units in the order of their first weights.
 */
export function canonical(parameters: MlpParameters, activation: string): MlpParameters {
  let turned = parameters;
  parameters.outputWeights.forEach((w, k) => {
    if (w < 0) turned = flipUnit(turned, k, activation);
  });
  const first = turned.hiddenWeights.values;
  const order = Array.from(turned.hiddenBias, (_, k) => k);
  return permuteUnits(
    turned,
    order.sort((a, b) => first[a]! - first[b]!),
  );
}
