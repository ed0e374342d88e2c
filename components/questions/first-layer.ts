import { fromRows } from '../../src/data/matrix.ts';
import { finiteDifference } from '../../src/gradient/finite-difference.ts';
import { responseNamed } from '../../src/model/activations.ts';
import { firstLayer } from '../../src/model/half-planes.ts';
import { layer } from '../../src/model/layer.ts';
import type { Runs } from './question.ts';

/** The scores at which slopes are tried: none of them so near to 0 that a kink or jump would be met. */
const scores = Array.from({ length: 400 }, (_, i) => (i - 199.5) / 25);

/** How many of these slopes, each found by trying, are not 0. */
function slopesLeft(response: string): number {
  const { value } = responseNamed(response);
  return scores.filter((s) => {
    const [slope] = finiteDifference((at) => value(at[0]!), Float64Array.of(s));
    return Math.abs(slope!) > 1e-9;
  }).length;
}

export const runs: Runs = {
  h2: () => {
    const { preactivations, hidden } = layer(
      fromRows(firstLayer.map(({ weights }) => weights)),
      firstLayer.map(({ bias }) => bias),
      'sigmoid',
      [-2, 1.2],
    );
    const text = (values: readonly number[]) =>
      values.map((value) => value.toFixed(3).replace('-', '−')).join(', ');
    return {
      // Far enough to tell 0.5 from its rounding.
      answer: Number(hidden[1]!.toFixed(6)),
      said: `Just computed: s₁ = (${text(preactivations)}), h = (${text(hidden)}).`,
    };
  },

  flat: () => {
    const left = {
      step: slopesLeft('step'),
      sigmoid: slopesLeft('sigmoid'),
      relu: slopesLeft('relu'),
    };
    const answer = Object.entries(left).find(([, count]) => count === 0)?.[0] ?? 'none';
    return {
      answer,
      said: `Just tried at ${scores.length} scores from −8 to 8, none of them 0: the slope is not 0 at ${left.step} of them for the step function, at ${left.sigmoid} for the sigmoid, at ${left.relu} for ReLU.`,
    };
  },

  steepest: () => {
    const { value } = responseNamed('sigmoid');
    const [slope] = finiteDifference((at) => value(at[0]!), Float64Array.of(0));
    return {
      answer: Number(slope!.toFixed(6)),
      said: `Just tried, by a small step to both sides of 0: ${slope!.toFixed(6)}.`,
    };
  },
};
