import { makeDataset } from '../data/datasets.ts';
import { fromRows } from '../data/matrix.ts';
import { finiteDifference } from '../gradient/finite-difference.ts';
import * as model from '../model/softmax.ts';
import { classRun } from '../training/class-runs.ts';
import {
  answersOf,
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
import text from './programs/softmax.js?raw';
import { among, type Slip } from './slips.ts';
import { inWords } from './words.ts';

/** Scores, and the class of the point. */
interface Case {
  readonly z: readonly number[];
  readonly k: number;
  /** Scores that the exponential cannot take as they are. */
  readonly isLarge: boolean;
  readonly p: readonly number[];
  /** By finite differences of the loss, where that is not too flat for them: beyond, exactly 0, 1 or −1. */
  readonly dz: readonly number[];
}

function makeCase(z: readonly number[], k: number, isLarge = false): Case {
  const row = fromRows([z]);
  const room = fromRows([z]);
  model.softmax(row, room);
  const lossAt = (at: Float64Array) =>
    model.softmaxCrossEntropy(fromRows([[...at]]), Uint8Array.of(k));
  return {
    z,
    k,
    isLarge,
    p: [...room.values],
    dz: [...finiteDifference(lossAt, Float64Array.from(z))],
  };
}

const cases = [
  makeCase([2, 1, -1], 0),
  makeCase([0.3, -0.7, 1.9, 0.5], 2),
  makeCase([-2, 0.4], 1),
  makeCase([1000, 998, 1001], 2, true),
  makeCase([-1000, -1001, -1003], 0, true),
];

const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
const shared = (list: readonly number[]) => list.map((one) => one / sum(list));
const exps = ({ z }: Case) => z.map((one) => Math.exp(one));

const wrongP: readonly Slip<Case>[] = [
  {
    made: (the) => shared(exps(the)),
    slip: 'the scores go into the exponential as they are: e^1000 is Infinity, and Infinity / Infinity is no number. Take the largest score off all of them first; the probabilities stay the same',
  },
  {
    made: ({ z }) => shared(z.map((one) => Math.exp(one - sum(z) / z.length))),
    slip: 'the mean is taken off, not the largest score',
  },
  {
    made: ({ z }) => shared(z.map((one) => Math.exp(one - Math.min(...z)))),
    slip: 'the smallest score is taken off: then the largest may still overflow',
  },
  {
    made: ({ z }) => z.map((one) => 1 / (1 + Math.exp(-one))),
    slip: 'each score goes through a sigmoid of its own: the probabilities then do not add up to 1',
  },
  { made: exps, slip: 'the exponentials are not divided by their sum' },
  {
    made: ({ z }) => z.map((one) => Math.exp(one - Math.max(...z))),
    slip: 'the exponentials are not divided by their sum',
  },
  {
    made: ({ z }) => shared(z),
    slip: 'the exponential is missing: the scores themselves are divided by their sum',
  },
  {
    made: ({ z }) => shared(z.map((one) => Math.exp(-one + Math.min(...z)))),
    slip: 'the sign of the scores is turned round: the largest score must get the largest probability',
  },
  {
    made: ({ z }) => {
      const e = z.map((one) => Math.exp(one - Math.max(...z)));
      return e.map((one) => one / Math.max(...e));
    },
    slip: 'it is divided by the largest, where it should be by the sum',
  },
  {
    made: ({ z }) => z.map((one) => (one === Math.max(...z) ? 1 : 0)),
    slip: 'the largest takes it all: that is the hard maximum, and it has no slope',
  },
  {
    made: ({ p }) => p.map((one) => Math.log(one)),
    slip: 'these are the logarithms of the probabilities',
  },
  {
    made: ({ z }) => shared(z.map((one) => 2 ** (one - Math.max(...z)))),
    slip: 'powers of 2 stand where powers of e belong',
  },
  {
    made: ({ z }) => shared(z.map((one) => Math.exp(one / Math.max(...z)))),
    slip: 'the scores are divided by the largest: only taking it off leaves the probabilities as they are',
  },
];
const isClass = ({ k }: Case, j: number) => (j === k ? 1 : 0);
const byEntry =
  (f: (the: Case, p: number, j: number) => number) =>
  (the: Case): number[] =>
    the.p.map((p, j) => f(the, p, j));
const wrongDz: readonly Slip<Case>[] = [
  {
    made: byEntry((the, p, j) => isClass(the, j) - p),
    slip: 'the sign is turned round: it is ŷ − y, not y − ŷ',
  },
  { made: byEntry((_, p) => p), slip: 'the label is never subtracted: entry k gets p[k] − 1' },
  {
    made: byEntry(({ p: all, k }, p, j) => (j === k ? -1 / all[k]! : 0) + 0 * p),
    slip: 'this is the derivative by the probability, −1/p[k]: the way from the scores to p is missing',
  },
  {
    made: byEntry((the, p, j) => (p - isClass(the, j)) * p * (1 - p)),
    slip: 'p(1 − p) is multiplied in once too often: it has already cancelled',
  },
  {
    made: byEntry((_, p) => p * (1 - p)),
    slip: 'p(1 − p) is the slope of each probability by its own score, not of the loss',
  },
  {
    made: byEntry((the, p, j) => (p - isClass(the, j)) / the.p.length),
    slip: 'it is divided by the number of classes: the loss is of one point, and no mean over classes',
  },
  {
    made: byEntry((the, p, j) => p - (j === the.k - 1 ? 1 : 0)),
    slip: 'the class is counted from 1: here the first class is 0',
  },
  {
    made: byEntry((the, p, j) => (j === the.k ? p - 1 : 0)),
    slip: 'only the right class gets a gradient: every other score has its p[j], it must come down',
  },
  {
    made: byEntry((_, p) => p - 1),
    slip: '1 is taken off every entry: only the right class has the label 1',
  },
  {
    made: byEntry((the, p) => p - the.k),
    slip: 'the number of the class is subtracted: what is wanted is 1 at that class and 0 elsewhere',
  },
  {
    made: ({ z, k }) => z.map((one, j) => one - (j === k ? 1 : 0)),
    slip: 'the scores stand where the probabilities belong',
  },
  {
    made: byEntry((the, _p, j) => -isClass(the, j)),
    slip: 'only the label is there: the probabilities are missing',
  },
];

const only = (isLarge: boolean) => cases.filter((the) => the.isLarge === isLarge);
const usual = only(false).length;
/** What came of the cases of one kind. */
const chosen = <T>(list: readonly T[], isLarge: boolean) =>
  isLarge ? list.slice(usual) : list.slice(0, usual);

/** A quotient of sums of a few exponentials: some last bits. */
const NEAR = 1e-9;
/** Of finite differences of scores around 1000, of which 13 digits are left: 1e-8; a slip shows in the first. */
const NEAR_SLOPES = 1e-5;

const scoresText = (z: readonly number[]) => `[${z.join(', ')}]`.replaceAll('-', '−');
const place = (at: number, { z, k }: Case) =>
  `For z = ${scoresText(z)} and k = ${k}, in entry ${at + 1} `;

/** The probabilities of some of the cases; of the others, what is wanted. */
const probabilities = (key: string, symbol: string, isLarge: boolean): Part<Case> => ({
  key,
  symbol,
  wanted: ({ p }) => p,
  like: 'one for each class',
  near: NEAR,
  place,
  diagnose: (values, the) => among(...wrongP)(chosen(values, isLarge), chosen(the, isLarge)),
});

const parts: readonly Part<Case>[] = [
  probabilities('p', 'p', false),
  probabilities('large', 'p of large scores', true),
  {
    key: 'dz',
    symbol: '∂L/∂z',
    wanted: ({ dz }) => dz,
    source: 'finite differences give',
    like: 'like z',
    near: NEAR_SLOPES,
    place,
    diagnose: (values, the) => among(...wrongDz)(chosen(values, false), chosen(the, false)),
  },
];

/** Each part sees its own cases: elsewhere it is given what is right. */
async function run({ call }: Bench, the: Case): Promise<Ran> {
  const ran = await call('softmax', the.z, the.k);
  const { value } = ran;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || '$' in value)
    return ran;
  const { p, dz } = value as { p?: unknown; dz?: unknown };
  return {
    ...ran,
    value: {
      p: the.isLarge ? the.p : p,
      large: the.isLarge ? p : the.p,
      // Where p is no number, it is p that is wrong, and dz follows.
      dz: the.isLarge && holdsNaN(p) ? the.dz : dz,
    },
  };
}
const holdsNaN = (list: unknown) =>
  Array.isArray(list) && list.some((one) => typeof one === 'number' && Number.isNaN(one));

const { setup, pace } = classRun();
const blobs = makeDataset(setup.data);
const classes = 3;
const rows = pairsOf(blobs.inputs);
const steps = 150;
const extent = [-4.5, 4.5] as const;
const cells = 64;
const places = lattice(extent, cells);

/** The reader's softmax and its gradient train a linear classifier of three classes. */
async function* afterwards(bench: Bench): AsyncGenerator<Shown, void, void> {
  const n = rows.length;
  const W = Array.from({ length: classes }, () => [0, 0]);
  const b = Array<number>(classes).fill(0);
  const scoresAt = (x: readonly [number, number]) =>
    W.map(([w1, w2], k) => w1! * x[0] + w2! * x[1] + b[k]!);
  const own: [number, number][] = [];
  for (let step = 0; step <= steps; step++) {
    const scores = rows.map(scoresAt);
    const answers = (await answersOf(
      bench,
      'softmax',
      scores.map((z, i) => [z, blobs.labels[i]]),
    )) as { p: number[]; dz: number[] }[];
    if (step % 3 === 0) {
      const logits = fromRows(scores);
      const loss = model.softmaxCrossEntropy(logits, blobs.labels);
      const right = model
        .largestScores(logits)
        .reduce((count, k, i) => count + (k === blobs.labels[i] ? 1 : 0), 0);
      own.push([step, loss]);
      const map = fromRows(places.map(scoresAt));
      model.softmax(map, map);
      yield {
        run: { step, loss, accuracy: right / n },
        ...(step === steps && {
          said: `Your gradient trained a score for each of three classes on the ${n} points of this chapter’s blobs, from zero and with η = ${pace.learningRate}. The loss began at log 3, ${own[0]![1].toFixed(4)}, and is ${loss.toFixed(4)} after ${steps} steps; ${n - right} points lie in another class’s region.`,
        }),
        plane: {
          label: 'The three blobs, and the region of each class as your gradient trains it',
          points: blobs,
          extent,
          surface: { cells, classes, values: map.values },
        },
        curves: {
          label: 'The loss over the steps',
          own: [...own],
          x: [0, steps],
          y: [0, 1.2],
          axes: ['step', 'loss (nats)'],
          isLoss: false,
        },
      };
    }
    answers.forEach(({ dz }, i) => {
      dz.forEach((d, k) => {
        const share = (pace.learningRate * d) / n;
        b[k]! -= share;
        W[k]![0]! -= share * rows[i]![0];
        W[k]![1]! -= share * rows[i]![1];
      });
    });
    if (![...W.flat(), ...b].every(Number.isFinite))
      throw new StoppedRun(`Step ${step + 1} led out of the finite numbers.`);
  }
}

/** Chapter 15's exercise: the softmax, and the gradient of its loss. */
export const exercise = exerciseOf<Case>({
  id: 'softmax',
  ...programsOf(text),
  label: 'Your program: the function softmax',
  heading: 'Result',
  name: 'softmax',
  returns: '{ p, dz }',
  cases,
  parts,
  tried:
    'Run tries it on scores of two to four classes, small and large, and compares dz with finite differences.',
  praise: 'Probabilities and gradient are right, for large scores too.',
  run,
  keeps: {
    of: ([z], the) => [['z', JSON.stringify(z) === JSON.stringify(the.z)]],
    says: (changed, right) =>
      `${right ? 'The results are right, but your' : 'Your'} function changes ${inWords(changed)}: make a new list.`,
  },
  afterwards,
});
