import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { fromRows } from '../data/matrix.ts';
import { seeded } from '../data/random.ts';
import { finiteDifference } from '../gradient/finite-difference.ts';
import { forward, pass, surface, view } from '../model/logistic.ts';
import { accuracy, meanCrossEntropy } from '../model/loss.ts';
import {
  answerOf,
  type Bench,
  lattice,
  type Part,
  pairsOf,
  type Ran,
  type Shown,
  StoppedRun,
} from './exercise.ts';
import { exerciseOf } from './grade.ts';
import { programsOf } from './program.ts';
import text from './programs/logistic-gradient.js?raw';
import { amongFactors, type Made, type Way } from './slips.ts';
import { inWords } from './words.ts';

/** A small problem: a line, and points. */
interface Case {
  readonly w: readonly number[];
  readonly b: number;
  /** n × 2. */
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly z: readonly number[];
  /** ∂L/∂w and ∂L/∂b by finite differences: forward passes alone. */
  readonly dw: readonly number[];
  readonly db: number;
}

function makeCase(n: number, seed: number): Case {
  const random = seeded(seed);
  const at = Float64Array.from({ length: 3 }, () => random.normal());
  const X = Array.from({ length: n }, () => [1.5 * random.normal(), 1.5 * random.normal()]);
  const y = X.map((_, i) => (i === 0 ? 1 : i === 1 ? 0 : random.below(2)));
  const inputs = fromRows(X);
  const room = pass(n);
  const lossAt = (parameters: Float64Array) => {
    forward(view(parameters, 2), inputs, room);
    return meanCrossEntropy(room.logits, Uint8Array.from(y));
  };
  const [d1, d2, db] = finiteDifference(lossAt, at);
  lossAt(at);
  return {
    w: [at[0]!, at[1]!],
    b: at[2]!,
    X,
    y,
    z: [...room.logits],
    dw: [d1!, d2!],
    db: db!,
  };
}

/** Different numbers of points, so that a wrong division by n cannot hide. */
const cases = [makeCase(4, 21), makeCase(7, 22), makeCase(3, 23)];

/** Point i, input j of a case. */
interface Place {
  readonly the: Case;
  readonly i: number;
  readonly j: number;
}
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const yHat = ({ the, i }: Place) => sigmoid(the.z[i]!);
const y = ({ the, i }: Place) => the.y[i]!;
const x = ({ the, i, j }: Place) => the.X[i]![j]!;
const n = ({ the }: Place) => the.X.length;

const error: readonly Way<Place>[] = [
  { value: (at) => yHat(at) - y(at) },
  {
    value: (at) => y(at) - yHat(at),
    slip: 'the sign is turned round: the error is ŷ − y, not y − ŷ',
  },
  { value: yHat, slip: 'the label is never subtracted: the error is ŷ − y' },
  {
    value: ({ the, i }) => the.z[i]! - the.y[i]!,
    slip: 'the score z stands where ŷ = σ(z) belongs',
  },
  {
    value: (at) => (at.the.z[at.i]! >= 0 ? 1 : 0) - y(at),
    slip: 'ŷ is rounded to 0 or 1: the error needs the probability σ(z) itself',
  },
  {
    value: (at) => sigmoid(at.the.z[at.i]! - at.the.b) - y(at),
    slip: 'the bias is missing from the score: z = wᵀx + b',
  },
  {
    value: (at) => (yHat(at) - y(at)) * yHat(at) * (1 - yHat(at)),
    slip: 'it is multiplied by ŷ(1 − ŷ) as well: that is the gradient of a squared error. For the cross-entropy this factor cancels, and ŷ − y is left',
  },
  {
    value: (at) => (yHat(at) - y(at)) ** 2,
    slip: 'the error is squared: the gradient takes ŷ − y as it is',
  },
  { value: (at) => Math.abs(yHat(at) - y(at)), slip: 'the error has lost its sign' },
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
    value: (at) => (at.i === n(at) - 1 ? 1 : 0),
    slip: 'only the last point counts: add up with += instead of =',
  },
  {
    value: ({ i }) => (i === 0 ? 1 : 0),
    slip: 'only the first point counts: does the function return inside the loop?',
  },
  {
    value: (at) => (at.i < n(at) - 1 ? 1 : 0),
    slip: 'the last point is left out: the loop ends too early',
  },
  { value: ({ i }) => (i > 0 ? 1 : 0), slip: 'the first point is left out: its index is 0' },
];
const input: readonly Way<Place>[] = [
  { value: x },
  { value: () => 1, slip: 'the error is not multiplied by the point: entry j takes (ŷ − y) xⱼ' },
  {
    value: ({ the, i, j }) => the.X[i]![1 - j]!,
    slip: 'x₁ and x₂ have changed places',
  },
  {
    value: ({ the, i }) => the.X[i]![0]!,
    slip: 'both entries take x₁: the second should take x₂, X[i][1]',
  },
  {
    value: ({ the, j }) => the.w[j]!,
    slip: 'the error is multiplied by the weight: it should be by the input, (ŷ − y) x',
  },
];
const nothing: readonly Way<Place>[] = [
  { value: () => 1 },
  {
    value: ({ the, i }) => the.X[i]![0]!,
    slip: 'it is multiplied by x₁: no input comes before the bias, its gradient is the mean of ŷ − y',
  },
  {
    value: ({ the, i }) => the.X[i]![0]! + the.X[i]![1]!,
    slip: 'it gathers what belongs to the weights: no input comes before the bias',
  },
  {
    value: () => 2,
    slip: 'each point is added twice: db belongs outside the loop over the inputs',
  },
  {
    value: ({ the }) => the.b,
    slip: 'it is multiplied by b: the derivative of the score by b is 1',
  },
];

const made =
  (width: number): Made<Case, Place> =>
  (ways, the) =>
    Array.from({ length: width }, (_, j) =>
      the.X.reduce(
        (sum, _point, i) =>
          sum + ways.reduce((product, { value }) => product * value({ the, i, j }), 1),
        0,
      ),
    );

/** Finite differences are good to about 1e-9 here; a slip shows in the first digits. */
const NEAR = 1e-6;

const parts: readonly Part<Case>[] = [
  {
    key: 'dw',
    symbol: '∂L/∂w',
    wanted: ({ dw }) => dw,
    source: 'finite differences give',
    like: 'like w',
    near: NEAR,
    diagnose: amongFactors([error, share, points, input], made(2)),
  },
  {
    key: 'db',
    symbol: '∂L/∂b',
    wanted: ({ db }) => db,
    source: 'finite differences give',
    like: 'like b',
    near: NEAR,
    diagnose: amongFactors([error, share, points, nothing], made(1)),
  },
];

const run = async ({ call }: Bench, { w, b, X, y: labels }: Case): Promise<Ran> =>
  call('gradient', w, b, X, labels);

const blobs = makeDataset(course.overlapping);
const rows = pairsOf(blobs.inputs);
const labels = [...blobs.labels];
const steps = 300;
const rate = 1;
const extent = [-4.5, 4.5] as const;
const cells = 64;
const places = fromRows(lattice(extent, cells));

/** Where a line stands on the blobs of the chapter. */
function placeAt(step: number, parameters: Float64Array) {
  const room = pass(labels.length);
  forward(view(parameters, 2), blobs.inputs, room);
  return {
    step,
    loss: meanCrossEntropy(room.logits, blobs.labels),
    accuracy: accuracy(room.logits, blobs.labels),
  };
}

/** The reader's gradient trains a line on the overlapping blobs, a few steps at a time. */
async function* afterwards(bench: Bench): AsyncGenerator<Shown, void, void> {
  const parameters = new Float64Array(3);
  const first = placeAt(0, parameters);
  const own: [number, number][] = [[0, first.loss]];
  for (let step = 1; step <= steps; step++) {
    const [w1, w2, b] = parameters;
    const { dw, db } = (await answerOf(bench, 'gradient', [w1, w2], b, rows, labels)) as {
      dw: number[];
      db: number;
    };
    parameters[0]! -= rate * dw[0]!;
    parameters[1]! -= rate * dw[1]!;
    parameters[2]! -= rate * db;
    if (!parameters.every(Number.isFinite))
      throw new StoppedRun(`Step ${step} led out of the finite numbers.`);
    if (step > 10 && step % 5 > 0) continue;
    const place = placeAt(step, parameters);
    own.push([step, place.loss]);
    const values = new Float64Array(cells * cells);
    surface(view(parameters, 2), places, values);
    yield {
      run: place,
      ...(step === steps && {
        said: `Your gradient trained this line on the chapter’s overlapping blobs, from zero and with η = ${rate}: from a loss of ${first.loss.toFixed(4)}, which is log 2, to ${place.loss.toFixed(4)} after ${steps} steps.`,
      }),
      plane: {
        label: 'The overlapping blobs, and the line that your gradient trains',
        points: blobs,
        extent,
        surface: { cells, values },
      },
      curves: {
        label: 'The loss over the steps; dashed, log 2',
        own,
        x: [0, steps],
        y: [0, 0.8],
        axes: ['step', 'loss (nats)'],
        isLoss: true,
      },
    };
  }
}

/** Chapter 2's second exercise: the gradient of the mean loss of logistic regression. */
export const exercise = exerciseOf<Case>({
  id: 'logistic-gradient',
  ...programsOf(text),
  label: 'Your program: the function gradient',
  heading: 'Gradient',
  name: 'gradient',
  returns: '{ dw, db }',
  cases,
  parts,
  tried: 'Run tries it on three lines and a few points each, and compares with finite differences.',
  praise: 'Both are right.',
  run,
  keeps: {
    of: (args, { w, X, y: given }) =>
      (
        [
          ['w', args[0], w],
          ['X', args[2], X],
          ['y', args[3], given],
        ] as const
      ).map(([name, after, was]) => [name, JSON.stringify(after) === JSON.stringify(was)] as const),
    says: (changed, right) =>
      `${right ? 'Both gradients are right, but your' : 'Your'} function changes ${inWords(changed)}. It should only say what the gradient is: the step comes after it.`,
  },
  afterwards,
});
