import type { Value } from '../exercise.ts';
import { flat, slipsIn, type Way } from '../slips.ts';
import type { Case, Gradients } from './cases.ts';

export type GradientName = keyof Gradients;

/** Where a gradient's sum over the points may go astray: point i, unit k, input j of a case. */
interface Place {
  readonly the: Case;
  readonly i: number;
  readonly k: number;
  readonly j: number;
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const h = ({ the, i, k }: Place) => the.A[i]![k]!;
const yHat = ({ the, i }: Place) => the.yHat[i]!;
const y = ({ the, i }: Place) => the.y[i]!;
const n = ({ the }: Place) => the.X.length;

const error: readonly Way<Place>[] = [
  { value: (at) => yHat(at) - y(at) },
  {
    value: (at) => y(at) - yHat(at),
    slip: 'the sign is turned round: the error is ŷ − y, not y − ŷ',
  },
  {
    value: (at) => (yHat(at) - y(at)) * yHat(at) * (1 - yHat(at)),
    slip: 'ŷ(1 − ŷ) is multiplied in once too often: in ŷ − y it has already cancelled (chapter 10)',
  },
  {
    value: (at) => (yHat(at) - y(at)) / (yHat(at) * (1 - yHat(at))),
    slip: 'this begins with ∂L/∂ŷ, and the next factor of the chain, ∂ŷ/∂s₂ = ŷ(1 − ŷ), is missing',
  },
  { value: yHat, slip: 'the label is never subtracted: the error is ŷ − y' },
];
const share: readonly Way<Place>[] = [
  { value: (at) => 1 / n(at) },
  {
    value: () => 1,
    slip: 'the division by n is missing: this is the gradient of the sum, and the loss is a mean',
  },
  { value: (at) => 1 / n(at) ** 2, slip: 'it is divided by n twice' },
  { value: () => 0.5, slip: 'it is divided by 2 instead of n' },
];
const points: readonly Way<Place>[] = [
  { value: () => 1 },
  {
    value: ({ the, i }) => (i === the.X.length - 1 ? 1 : 0),
    slip: 'only the last point counts: add up with += instead of =',
  },
  {
    value: ({ i }) => (i === 0 ? 1 : 0),
    slip: 'only the first point counts: does the function return inside the loop?',
  },
  {
    value: ({ the, i }) => (i < the.X.length - 1 ? 1 : 0),
    slip: 'the last point is left out: the loop ends too early',
  },
  { value: ({ i }) => (i > 0 ? 1 : 0), slip: 'the first point is left out: its index is 0' },
];
const out: readonly Way<Place>[] = [
  { value: ({ the, k }) => the.network.wFinal[k]! },
  { value: () => 1, slip: 'the output weight wFinal[k] is missing from δ' },
  {
    value: ({ the }) => the.network.wFinal[0]!,
    slip: 'every unit takes the output weight of the first: it should be wFinal[k]',
  },
];
const slope: readonly Way<Place>[] = [
  { value: (at) => h(at) * (1 - h(at)) },
  { value: () => 1, slip: 'the slope of the hidden unit, h(1 − h), is missing from δ' },
  { value: h, slip: 'the slope of the hidden unit is h(1 − h), not h' },
  { value: (at) => 1 - h(at), slip: 'the slope of the hidden unit is h(1 − h), not 1 − h' },
  {
    value: (at) => sigmoid(h(at)) * (1 - sigmoid(h(at))),
    slip: 'σ is applied to h once more: h is σ(s₁) already, and its slope is h(1 − h)',
  },
  {
    value: (at) => yHat(at) * (1 - yHat(at)),
    slip: 'the slope of the output, ŷ(1 − ŷ), stands where the hidden unit’s belongs, h(1 − h)',
  },
  { value: (at) => 1 - h(at) ** 2, slip: '1 − h² is the slope of tanh; the sigmoid’s is h(1 − h)' },
];
const input: readonly Way<Place>[] = [
  { value: ({ the, i, j }) => the.X[i]![j]! },
  { value: () => 1, slip: 'δ is not multiplied by the point: each entry is δₖ times xⱼ' },
  { value: ({ the, i, j }) => the.X[i]![1 - j]!, slip: 'x₁ and x₂ have changed places' },
  {
    value: ({ the, i }) => the.X[i]![0]!,
    slip: 'both columns take x₁: the second should take x₂, X[i][1]',
  },
];
const activation: readonly Way<Place>[] = [
  { value: h },
  { value: () => 1, slip: 'the hidden activation h is missing: ∂s₂/∂w_final is h' },
  {
    value: ({ the, i, k }) => the.S[i]![k]!,
    slip: 'this takes the preactivation s₁ where the activation h belongs',
  },
  { value: (at) => h(at) * (1 - h(at)), slip: 'h(1 − h) stands here where h itself belongs' },
  {
    value: (at) => h(at) * at.the.network.wFinal[at.k]!,
    slip: 'wFinal does not belong into its own gradient: ∂s₂/∂w_final is h',
  },
];
/** Which units an entry gathers. */
const units: readonly Way<Place>[] = [
  { value: () => 1 },
  { value: () => 1, slip: 'it is summed over the units too: each unit has a bias of its own' },
];
/** A bias has no factor of its own. */
const nothing: readonly Way<Place>[] = [
  { value: () => 1 },
  {
    value: ({ the, i }) => the.X[i]![0]!,
    slip: 'it is multiplied by x₁: no input comes before a bias, ∂s₁/∂b is 1',
  },
  {
    value: ({ the, i }) => the.X[i]![1]!,
    slip: 'it is multiplied by x₂: no input comes before a bias, ∂s₁/∂b is 1',
  },
];
/** How often a point adds to the one number of the output's bias. */
const times: readonly Way<Place>[] = [
  { value: () => 1 },
  {
    value: () => 3,
    slip: 'each point is added three times, once for each unit: b_final belongs to the output, outside the loop over the units',
  },
  {
    value: ({ the, i }) => the.A[i]!.reduce((sum, one) => sum + one, 0),
    slip: 'it is multiplied by the hidden activations: no h comes before a bias, ∂s₂/∂b_final is 1',
  },
];

/** The factors of each gradient, as the chapter multiplies them. */
const factors: Record<GradientName, readonly (readonly Way<Place>[])[]> = {
  dbFinal: [error, share, points, times],
  dwFinal: [error, share, points, activation],
  dW: [error, share, points, out, slope, input],
  db: [error, share, points, out, slope, units, nothing],
};

/** A gradient made in some way, as a plain list: a matrix row by row. */
function made(name: GradientName, ways: readonly Way<Place>[], the: Case): number[] {
  const sum = (ks: readonly number[], j: number) => {
    let total = 0;
    for (const k of ks)
      for (let i = 0; i < the.X.length; i++)
        total += ways.reduce((product, way) => product * way.value({ the, i, k, j }), 1);
    return total;
  };
  const all = [0, 1, 2];
  switch (name) {
    case 'dbFinal':
      return [sum([0], 0)];
    case 'dwFinal':
      return all.map((k) => sum([k], 0));
    case 'db':
      return all.map((k) => sum(ways.includes(units[1]!) ? all : [k], 0));
    case 'dW':
      return all.flatMap((k) => [sum([k], 0), sum([k], 1)]);
  }
}

/** What was done wrong to a gradient: slips in its factors, or an update that came too early. */
export const diagnosed =
  (name: GradientName) =>
  (values: readonly Value[], cases: readonly Case[]): string | undefined => {
    const got = values.map(flat);
    const slips =
      slipsIn(factors[name], (ways, the: Case) => made(name, ways, the), got, cases) ??
      updated(name, got, cases);
    return slips && slips.length > 0 ? slips.join('; and ') : undefined;
  };

/**
 * Whether δ was made with output weights that had gone a step already: w_final − r ∂L/∂w_final, in a list
 * of their own, by some rate r. Then every entry tells the same r.
 */
function updated(
  name: GradientName,
  got: readonly (readonly number[])[],
  cases: readonly Case[],
): string[] | undefined {
  if (name !== 'dW' && name !== 'db') return undefined;
  const width = name === 'dW' ? 2 : 1;
  const right = factors[name].map(([way]) => way!);
  if (got.some((list) => list.length !== 3 * width)) return undefined;
  const rates = cases.flatMap((the, c) => {
    const slopes = made(
      'dwFinal',
      factors.dwFinal.map(([way]) => way!),
      the,
    );
    return made(name, right, the).map((value, e) => {
      const k = Math.floor(e / width);
      return ((1 - got[c]![e]! / value) * the.network.wFinal[k]!) / slopes[k]!;
    });
  });
  const [rate] = rates;
  return rates.every((each) => Math.abs(each - rate!) <= 1e-5 * Math.abs(rate!))
    ? [
        'δ is made with a wFinal that is updated already: it must be the one of the forward pass. Make all four gradients first, and update afterwards',
      ]
    : undefined;
}
