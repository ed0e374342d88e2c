import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { fromRows } from '../data/matrix.ts';
import { seeded } from '../data/random.ts';
import { whole } from '../data/whole.ts';
import { layer } from '../model/layer.ts';
import { accuracy, meanCrossEntropy } from '../model/loss.ts';
import { sigmoid } from '../model/sigmoid.ts';
import { courseSteps, resultRun } from '../training/course-runs.ts';
import { createRun } from '../training/run.ts';
import {
  answersOf,
  type Bench,
  lattice,
  type Part,
  pairsOf,
  type Shown,
  type Value,
} from './exercise.ts';
import { exerciseOf } from './grade.ts';
import { toNetwork } from './own-backward/network.ts';
import { programsOf } from './program.ts';
import text from './programs/layer.js?raw';
import { among, type Slip } from './slips.ts';
import { inWords, percent } from './words.ts';

/** A layer, and a point. */
interface Case {
  readonly W: readonly (readonly number[])[];
  readonly b: readonly number[];
  readonly x: readonly number[];
  readonly s: readonly number[];
  readonly h: readonly number[];
}

function makeCase(units: number, inputs: number, seed: number): Case {
  const { normal } = seeded(seed);
  const list = (length: number) => Array.from({ length }, () => normal());
  const W = Array.from({ length: units }, () => list(inputs));
  const [b, x] = [list(units), list(inputs)];
  const { preactivations, hidden } = layer(fromRows(W), b, 'sigmoid', x);
  return { W, b, x, s: preactivations, h: hidden };
}

/**
 * As many units as inputs first, so that a transposed W can be told by its numbers; then more units, and
 * more inputs, so that no number of them can stand in the program.
 */
const cases = [makeCase(2, 2, 31), makeCase(3, 2, 32), makeCase(4, 2, 33), makeCase(2, 3, 34)];

const products = ({ W, x }: Case) => W.map((row) => row.reduce((sum, w, j) => sum + w * x[j]!, 0));
/** The scores, made in another way. */
const scores =
  (score: (the: Case, product: number, k: number) => number) =>
  (the: Case): number[] =>
    products(the).map((product, k) => score(the, product, k));

const wrongScores: readonly Slip<Case>[] = [
  {
    made: products,
    slip: 'the bias is missing: unit k adds its own b[k]',
  },
  {
    made: scores(({ b }, product, k) => product - b[k]!),
    slip: 'the bias is taken away: the score is wᵀx + b',
  },
  {
    made: scores(({ b }, product) => product + b[0]!),
    slip: 'every unit takes the bias of the first: it should be b[k]',
  },
  {
    made: scores(({ b, x }, product, k) => product + x.length * b[k]!),
    slip: 'the bias is added once for each input: it belongs outside the loop over j',
  },
  {
    made: ({ W, b, x }) =>
      b.map((bias, k) => bias + x.reduce((sum, xj, j) => sum + (W[j]?.[k] ?? Number.NaN) * xj, 0)),
    slip: 'W is used transposed: unit k’s weights are the row W[k], so the entry is W[k][j]',
  },
  {
    made: ({ W, b }) => b.map((bias, k) => bias + W[k]!.reduce((sum, w) => sum + w, 0)),
    slip: 'the weights are added up without the inputs: each is multiplied by its x[j]',
  },
  {
    made: ({ W, b, x }) => b.map((bias, k) => bias + W[k]!.at(-1)! * x.at(-1)!),
    slip: 'only the last input counts: add up with += instead of =',
  },
  {
    made: ({ W, b, x }) => b.map((bias, k) => bias + W[k]![0]! * x[0]!),
    slip: 'only the first input counts',
  },
  {
    made: ({ W, b, x }) => b.map((bias, k) => bias + W[k]![0]! * x[0]! + W[k]![1]! * x[1]!),
    slip: 'it always takes two inputs: the layer may have another number, x.length',
  },
  {
    made: ({ b, x }) => b.map((bias, k) => bias + (x[k] ?? Number.NaN)),
    slip: 'the weights are missing: only inputs and biases are added up',
  },
  { made: ({ h }) => h, slip: 's is h already: the scores are what comes before σ' },
  {
    made: ({ s }) => s.map((_, k) => s.slice(0, k + 1).reduce((sum, one) => sum + one, 0)),
    slip: 'the score goes on from unit to unit: begin each unit anew',
  },
];
const wrongAnswers: readonly Slip<Case>[] = [
  { made: ({ s }) => s, slip: 'σ is missing: h holds the scores themselves' },
  {
    made: ({ s }) => s.map((z) => 1 - sigmoid(z)),
    slip: 'this is σ(−s): the sign of the score is turned round',
  },
  { made: ({ h }) => h.map(sigmoid), slip: 'σ is applied twice' },
  {
    made: (the) => products(the).map((product, k) => sigmoid(product) + the.b[k]!),
    slip: 'the bias is added after σ: it belongs to the score, inside',
  },
  { made: (the) => products(the).map(sigmoid), slip: 'the bias is missing from what goes into σ' },
  {
    made: ({ s }) => s.map((z) => (z >= 0 ? 1 : 0)),
    slip: 'the step function decides, where σ should say how sure it is',
  },
  { made: ({ s }) => s.map(Math.tanh), slip: 'tanh stands where σ is wanted' },
  {
    made: ({ h }) => h.map((one) => one / h.reduce((sum, other) => sum + other, 0)),
    slip: 'the answers are divided by their sum: each unit answers for itself',
  },
];

/** The same sums in another order differ by some 1e-16. */
const NEAR = 1e-9;
/** More or fewer units than there are, whatever they say. */
const counted = (values: readonly Value[], the: readonly Case[]): string | undefined => {
  const lengths = values.map((value) => (value as readonly number[]).length);
  if (lengths.every((length, c) => length === the[c]!.x.length))
    return 'there is an entry for each input, where there should be one for each unit, W.length';
  if (lengths.every((length) => length === lengths[0]))
    return `there are always ${lengths[0]} entries: the layer may have another number of units, W.length`;
  return undefined;
};
const part = (key: 's' | 'h', symbol: string, slips: readonly Slip<Case>[]): Part<Case> => ({
  key,
  symbol,
  wanted: (the) => the[key],
  like: 'a number for each unit',
  near: NEAR,
  neverBlank: true,
  place: (at, { W, x }) => `With ${W.length} units and ${x.length} inputs, at unit ${at + 1} `,
  diagnose: (values, the) => among(...slips)(values, the) ?? counted(values, the),
});

const circles = makeDataset(course.circles);
const extent = [-4.1, 4.1] as const;
const cells = 48;

/** The reader's layer stands in the network of chapter 12, in the place of its first. */
async function* afterwards(bench: Bench): AsyncGenerator<Shown, void, void> {
  const run = createRun(resultRun);
  run.trainTo(courseSteps);
  const { W, b, wFinal, bFinal } = toNetwork(run.at(courseSteps).parameters);
  const logitsAt = async (points: readonly (readonly [number, number])[]) => {
    const layers = await answersOf(
      bench,
      'layer',
      points.map((x) => [W, b, x]),
    );
    return Float64Array.from(layers as { h: number[] }[], ({ h }) =>
      h.reduce((sum, one, k) => sum + one * wFinal[k]!, bFinal),
    );
  };
  const logits = await logitsAt(pairsOf(circles.inputs));
  const values = (await logitsAt(lattice(extent, cells))).map(sigmoid);
  yield {
    said: `Your layer was put into the trained network of chapter 12, in the place of the first. Of the ${circles.labels.length} points ${percent(accuracy(logits, circles.labels))} are right, and the loss is ${meanCrossEntropy(logits, circles.labels).toFixed(4)}. It was asked ${whole(cells * cells)} times to draw the region.`,
    plane: {
      label: 'The circles, and the region called class 1 by the trained network with your layer',
      points: circles,
      extent,
      surface: { cells, values },
    },
  };
}

/** Chapter 6's exercise: the forward pass of a layer. */
export const exercise = exerciseOf<Case>({
  id: 'layer',
  ...programsOf(text),
  label: 'Your program: the function layer',
  heading: 'Result',
  name: 'layer',
  returns: '{ s, h }',
  cases,
  parts: [part('s', 's = Wx + b', wrongScores), part('h', 'h = σ(s)', wrongAnswers)],
  tried: 'Run tries it on four layers, with two to four units and two or three inputs.',
  praise: 'Scores and answers are right, for every number of units and inputs that was tried.',
  run: async ({ call }, { W, b, x }) => call('layer', W, b, x),
  keeps: {
    of: (args, { W, b, x }) =>
      (
        [
          ['W', W],
          ['b', b],
          ['x', x],
        ] as const
      ).map(([name, was], i) => [name, JSON.stringify(args[i]) === JSON.stringify(was)] as const),
    says: (changed, right) =>
      `${right ? 'The results are right, but your' : 'Your'} layer changes ${inWords(changed)}: the next point will meet another layer.`,
  },
  afterwards,
});
