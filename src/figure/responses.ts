import { type ResponseName, responseNamed } from '../model/activations.ts';
import type { Extent } from './frame.ts';

/** How the responses are called, and their formulas in plain text. */
export const responseWords: Record<
  ResponseName,
  { readonly name: string; readonly formula: string }
> = {
  step: { name: 'Step', formula: '1 if z ≥ 0, else 0' },
  sigmoid: { name: 'Sigmoid', formula: '1/(1 + e⁻ᶻ)' },
  tanh: { name: 'tanh', formula: '2σ(2z) − 1' },
  relu: { name: 'ReLU', formula: 'max(0, z)' },
  'leaky-relu': { name: 'Leaky ReLU', formula: 'max(0.01z, z)' },
  softplus: { name: 'Softplus', formula: 'log(1 + eᶻ)' },
  identity: { name: 'Identity', formula: 'z' },
};

const ranges: Record<ResponseName, Extent> = {
  step: [0, 1],
  sigmoid: [0, 1],
  tanh: [-1, 1],
  relu: [0, 5],
  'leaky-relu': [0, 5],
  softplus: [0, 5],
  identity: [-5, 5],
};

/** Between which values a response is pictured: all it can give, or what has nothing to full strength. */
export const responseRange = (name: ResponseName): Extent => ranges[name];

/** How colour tells a response’s values: “from 0, nothing, to 5 or more, full”. */
export function rangeText(name: ResponseName): string {
  const [low, high] = responseRange(name);
  const less = name === 'identity' ? ' or less' : '';
  const more = name === 'step' || name === 'sigmoid' || name === 'tanh' ? '' : ' or more';
  return `from ${String(low).replace('-', '−')}${less}, nothing, to ${high}${more}, full`;
}

/** How strong a value is drawn, from 0 to 1; what lies outside the range as its end. */
export function strengthOf(name: ResponseName, value: number): number {
  const [low, high] = responseRange(name);
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** A response along a way on which the score grows evenly. */
export interface Stop {
  /** Which share of the way, from 0 to 1. */
  readonly at: number;
  readonly strength: number;
}

/** Every half between −8 and 8: beyond, all responses are flat or straight. */
const scores = Array.from({ length: 33 }, (_, i) => (i - 16) / 2);

/**
 * A response from one score to a larger one as the stops of a gradient, which is straight between
 * them. A jump or kink at 0 has two stops, one on each side. `value` is what stands in the place of the
 * course's own response. Throws unless `from` is below `to`.
 */
export function responseStops(
  name: ResponseName,
  from: number,
  to: number,
  value: (score: number) => number = responseNamed(name).value,
): Stop[] {
  if (!(from < to))
    throw new RangeError(
      `A gradient needs a score to begin and a larger one to end, but got ${from} and ${to}.`,
    );
  const between = scores.filter((s) => s > from && s < to);
  return [from, ...between.flatMap((s) => (s === 0 ? [-Number.MIN_VALUE, 0] : [s])), to].map(
    (s) => ({
      at: (s - from) / (to - from),
      strength: strengthOf(name, value(s)),
    }),
  );
}
