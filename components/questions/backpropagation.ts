import type { Factor } from '../../src/gradient/chain-rule.ts';
import { finiteDifference } from '../../src/gradient/finite-difference.ts';
import { view } from '../../src/model/mlp.ts';
import {
  chosenPoint,
  factorsAt,
  gradientOf,
  gradients,
  networkAfter,
  steepened,
  units,
} from '../../src/training/one-point.ts';
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
