import { entry, fromRows, type Matrix } from '../data/matrix.ts';
import type { Factor, Written } from '../gradient/chain-rule.ts';
import { view } from '../model/mlp.ts';
import {
  chosenPoint,
  descend,
  factorsAt,
  type LabelledPoint,
  networkAfter,
  type Trial,
  trials,
  units,
} from '../training/one-point.ts';

/** All that the figure shows of one network at one point. */
export interface OnePoint {
  readonly parameters: Float64Array;
  readonly point: LabelledPoint;
  readonly factors: readonly Factor[];
  readonly trials: ReadonlyMap<string, Trial>;
  /**
   * Every factor's values by its name, under `try-` the finite differences, and under `apart-` how
   * far the two are apart; undefined where there are none.
   */
  readonly values: ReadonlyMap<string, Matrix | undefined>;
}

/** The networks to look into: at the start, early, trained, and one that is far too sure. */
export const networkNames = ['start', 'early', 'trained', 'sure'] as const;
export type NetworkName = (typeof networkNames)[number];

/** Steps over all points of the circles. */
export const stepsOf: Record<NetworkName, number> = {
  start: 0,
  early: 50,
  trained: 300,
  sure: 300,
};

/** How many times too large the second layer is in the network that is far too sure. */
export const overconfidence = 20;

/** η of the steps on the one point. */
export const learningRate = 1;

/** The parameters of the network of this name. */
export function networkNamed(name: NetworkName): Float64Array {
  const all = networkAfter(stepsOf[name]);
  if (name === 'sure') {
    const { outputWeights, outputBias } = view(all, units);
    for (const part of [outputWeights, outputBias])
      for (let k = 0; k < part.length; k++) part[k]! *= overconfidence;
  }
  return all;
}

/** A network, so many steps of gradient descent on this one point later, at this point. */
export function onePoint(name: NetworkName, point: LabelledPoint, steps: number): OnePoint {
  const parameters = descend(networkNamed(name), point, steps, learningRate);
  return onePointFrom(parameters, point, trials(parameters, point, factorsAt(parameters, point)));
}

/** The same of any parameters, with what trying said of their gradients. */
export function onePointFrom(
  parameters: Float64Array,
  point: LabelledPoint,
  tried: ReadonlyMap<string, Trial>,
): OnePoint {
  const factors = factorsAt(parameters, point);
  const values = new Map(factors.map(({ id, values: of }) => [id, of]));
  for (const [id, { values: of, relativeDifference }] of tried) {
    values.set(`try-${id}`, of);
    values.set(
      `apart-${id}`,
      relativeDifference === undefined ? undefined : fromRows([[relativeDifference]]),
    );
  }
  return { parameters, point, factors, trials: tried, values };
}

/** ∂s₁/∂W has three indices: the figure takes it a row of W at a time, all rows in one step. */
export const byRows = 'ds1/dW';
const isRow = (id: string) => /^ds1\/dw\d+$/.test(id);

/** What a term of the figure's formulas is called, what it is equal to, and its shape. */
export interface NamedTerm {
  readonly symbol: Written;
  readonly formula: string;
  readonly shape: string;
}

/** Every factor by its name, and the rows of ∂s₁/∂W as one. */
export function termsOf(factors: readonly Factor[]): ReadonlyMap<string, NamedTerm> {
  const terms = factors.map(({ id, symbol, formula, shape }): [string, NamedTerm] => [
    id,
    { symbol, formula: formula.text, shape: shape.join(' × ') },
  ]);
  const rows: NamedTerm = {
    symbol: { text: '∂s₁/∂W', tex: '\\pd{\\vect{s}_1}{\\vect{W}}' },
    formula: 'a row of W at a time',
    shape: `${units} × ${units} × 2`,
  };
  return new Map([...terms, [byRows, rows]]);
}

/** The steps of the figure in their order, each by the name of its term. */
export const stepsThrough = (factors: readonly Factor[]): readonly string[] => [
  ...new Set(
    factors.filter(({ stage }) => stage !== 'given').map(({ id }) => (isRow(id) ? byRows : id)),
  ),
];

/** The factors that a product comes down to, in the order of the chain; of any other, itself. */
export function chainOf(factors: readonly Factor[], id: string): readonly string[] {
  const [first] = factors.find((factor) => factor.id === id)?.product?.chains ?? [];
  if (!first) return [isRow(id) ? byRows : id];
  return first.flatMap((part) => chainOf(factors, part));
}

/** What the figure shows first, and the still. */
export const defaultOnePoint = () => onePoint('early', chosenPoint, 0);

/**
 * The number at a marked place of a formula, `W.0.1`: a value's name, its row and its column. NaN where
 * it has no values at this point. Throws when nothing has this name.
 */
export function numberAt(values: OnePoint['values'], place: string): number {
  const [, name = '', i, j] = /^(.*)\.(\d+)\.(\d+)$/.exec(place) ?? [];
  if (!values.has(name)) throw new RangeError(`No value stands at “${place}”.`);
  const matrix = values.get(name);
  return matrix ? entry(matrix, Number(i), Number(j)) : Number.NaN;
}
