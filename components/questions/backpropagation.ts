import { fromRows, type Matrix } from '../../src/data/matrix.ts';
import type { Factor } from '../../src/gradient/chain-rule.ts';
import { finiteDifference, relativeDifference } from '../../src/gradient/finite-difference.ts';
import { crossEntropy } from '../../src/model/loss.ts';
import { view } from '../../src/model/mlp.ts';
import { sigmoid } from '../../src/model/sigmoid.ts';
import {
  chosenPoint,
  factorsAt,
  gradientOf,
  gradients,
  networkAfter,
  steepened,
  units,
} from '../../src/training/one-point.ts';
import { product, transpose } from './products.ts';
import type { Runs } from './question.ts';

/** All factors that a factor is made of, however far down. */
function ingredients(factors: readonly Factor[], id: string): Set<string> {
  const found = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const one of factors.find((factor) => factor.id === next)?.dependencies ?? [])
      if (!found.has(one)) {
        found.add(one);
        waiting.push(one);
      }
  return found;
}

export const runs: Runs = {
  shared: () => {
    const factors = factorsAt(networkAfter(50), chosenPoint);
    const made = gradients.map(({ factor }) => ingredients(factors, factor));
    const count = (id: string) => made.filter((parts) => parts.has(id)).length;
    const answer = ['dL/ds2', 'ds2/dh', 'dh/ds1'].find((id) => count(id) === made.length) ?? 'none';
    return {
      answer,
      said: `The four gradients were taken apart into their factors: ∂L/∂s₂ = ∂L/∂ŷ · ∂ŷ/∂s₂ is in ${count('dL/ds2')} of the 4, ∂s₂/∂h in ${count('ds2/dh')}, ∂h/∂s₁ in ${count('dh/ds1')}.`,
    };
  },

  chain: () => {
    const network = view(networkAfter(50), units);
    const { x1, x2, label } = chosenPoint;
    const { hiddenWeights: W, hiddenBias, outputWeights, outputBias } = network;
    // The loss from the preactivations on, and from the weights on: forward alone.
    const lossFrom = (s1: ArrayLike<number>) => {
      let s2 = outputBias[0]!;
      for (let k = 0; k < units; k++) s2 += outputWeights[k]! * sigmoid(s1[k]!);
      return { loss: crossEntropy(s2, label), error: sigmoid(s2) - label };
    };
    const scoresBy = (weights: Float64Array) =>
      Array.from(
        { length: units },
        (_, k) => weights[k]! * x1 + weights[units + k]! * x2 + hiddenBias[k]!,
      );
    const s1 = Float64Array.from(scoresBy(W.values));
    const h = Array.from(s1, sigmoid);
    const bySlopes = finiteDifference((at) => lossFrom(at).loss, s1);
    const byWeights = finiteDifference((at) => lossFrom(scoresBy(at)).loss, W.values);
    const column = (list: readonly number[]): Matrix => fromRows(list.map((one) => [one]));
    const diagonal = (list: readonly number[]) =>
      fromRows(list.map((one, k) => list.map((_, j) => (j === k ? one : 0))));
    const slopes = h.map((one) => one * (1 - one));
    const v = column([...outputWeights]);
    const factors: Record<string, Matrix> = {
      v,
      vt: transpose(v),
      ht: transpose(column(h)),
      W,
      slopes: column(slopes),
      diag: diagonal(slopes),
      'diag-h': diagonal(h),
      x: column([x1, x2]),
      xt: fromRows([[x1, x2]]),
    };
    const named = (key: string) => factors[key] as Matrix;
    const error = fromRows([[lossFrom(s1).error]]);
    const isNear = (found: Matrix | undefined, wanted: Float64Array) =>
      found?.values.length === wanted.length && relativeDifference(found.values, wanted) < 1e-6;
    const keys = Object.keys(factors);
    const pairs = keys.flatMap((a) => keys.map((b) => [a, b] as const));
    const rows = pairs.filter(([a, b]) => {
      const first = product(error, named(a));
      const row = first && product(first, named(b));
      return row?.rows === 1 && isNear(row, bySlopes);
    });
    const delta = column([...bySlopes]);
    const last = keys.filter((key) => {
      const found = product(delta, named(key));
      return found?.rows === units && isNear(found, byWeights);
    });
    return {
      answer: rows.length === 1 && last.length === 1 ? `${rows[0]!.join(' ')} ${last[0]}` : '',
      said: `All of these were just multiplied at the figure’s point: of ${pairs.length} pairs one gives ∂L/∂s₁, and of ${keys.length} factors one makes ∂L/∂W of δ, as finite differences have them.`,
    };
  },

  saturated: () => {
    // Row 1 of ∂L/∂W stands at 0 and at `units`, column by column.
    const sizeOfRow = (parameters: Float64Array) => {
      const gradient = gradientOf(factorsAt(parameters, chosenPoint));
      return Math.max(Math.abs(gradient[0]!), Math.abs(gradient[units]!));
    };
    const before = sizeOfRow(networkAfter(50));
    const after = sizeOfRow(steepened(networkAfter(50), 20));
    return {
      answer: after > 2 * before ? 'larger' : after < before / 2 ? 'smaller' : 'same',
      said: `Just computed at the figure’s point: the larger entry of that row was ${before.toPrecision(2)} and is now ${after.toPrecision(2)}.`,
    };
  },

  'not-zero': () => {
    // Score by score, each by all six weights, by trying.
    const { hiddenWeights, hiddenBias } = view(networkAfter(50), units);
    const { x1, x2 } = chosenPoint;
    let answer = 0;
    for (let k = 0; k < units; k++) {
      const score = (W: Float64Array) => W[k]! * x1 + W[units + k]! * x2 + hiddenBias[k]!;
      for (const slope of finiteDifference(score, hiddenWeights.values))
        if (Math.abs(slope) > 1e-6) answer += 1;
    }
    return {
      answer,
      said: `Each of the six weights was moved a little, and each of the three scores looked at: ${answer} of the 18 answered.`,
    };
  },
};
