import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { fromRows, toRows } from '../data/matrix.ts';
import { seeded } from '../data/random.ts';
import { whole } from '../data/whole.ts';
import { logitSurface, type MlpParameters, view } from '../model/mlp.ts';
import { start } from '../model/starts.ts';
import { circlesRun, courseSteps } from '../training/course-runs.ts';
import { createTrainer } from '../training/trainer.ts';
import { answerOf, type Bench, type Part, pairsOf, type Shown } from './exercise.ts';
import { exerciseOf } from './grade.ts';
import { programsOf } from './program.ts';
import text from './programs/collapse.js?raw';
import { among, type Slip } from './slips.ts';
import { inWords, numberText, percent } from './words.ts';

/** A network, as lists. */
interface Lists {
  readonly W: readonly (readonly number[])[];
  readonly b: readonly number[];
  readonly wFinal: readonly number[];
  readonly bFinal: number;
}
interface Case extends Lists {
  /** Its line, found by asking the network itself at (0, 0), (1, 0) and (0, 1). */
  readonly line: readonly [number, number, number];
}

const listsOf = ({
  hiddenWeights,
  hiddenBias,
  outputWeights,
  outputBias,
}: MlpParameters): Lists => ({
  W: toRows(hiddenWeights),
  b: [...hiddenBias],
  wFinal: [...outputWeights],
  bFinal: outputBias[0]!,
});

function makeCase(units: number, seed: number): Case {
  const network = view(start('normal', [2, units, 1], seeded(seed)), units);
  const scores = new Float64Array(3);
  logitSurface(
    network,
    'identity',
    fromRows([
      [0, 0],
      [1, 0],
      [0, 1],
    ]),
    scores,
  );
  const [at0, at1, at2] = scores;
  return { ...listsOf(network), line: [at1! - at0!, at2! - at0!, at0!] };
}

/** Two units first: there a W that is transposed still fits. */
const cases = [makeCase(2, 41), makeCase(3, 42), makeCase(7, 43)];

const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
const over = ({ W }: Case, f: (k: number) => number) => sum(W.map((_, k) => f(k)));
const weights =
  (f: (the: Case, k: number, j: number) => number) =>
  (the: Case): number[] =>
    [0, 1].map((j) => over(the, (k) => f(the, k, j)));

const wrongWeights: readonly Slip<Case>[] = [
  {
    made: weights(({ W }, k, j) => W[k]![j]!),
    slip: 'wFinal is missing: the output weighs each unit, so row k of W counts wFinal[k] times',
  },
  {
    made: weights(({ wFinal, W }, k, j) => wFinal[0]! * W[k]![j]!),
    slip: 'every unit takes the output weight of the first: it should be wFinal[k]',
  },
  {
    made: weights(({ wFinal, W }, k, j) => (wFinal[k]! * W[k]![j]!) / W.length),
    slip: 'it is divided by the number of units: the output adds up, it takes no mean',
  },
  {
    made: weights(({ wFinal, W }, k, j) => (k === W.length - 1 ? wFinal[k]! * W[k]![j]! : 0)),
    slip: 'only the last unit counts: add up with += instead of =',
  },
  {
    made: weights(({ wFinal, W }, k, j) => (k === 0 ? wFinal[k]! * W[k]![j]! : 0)),
    slip: 'only the first unit counts: does the function return inside the loop?',
  },
  {
    made: weights(({ wFinal, W }, k) => wFinal[k]! * W[k]![0]!),
    slip: 'both weights are made from the first column of W: the second takes W[k][1]',
  },
  {
    made: weights(({ wFinal, W }, k, j) => wFinal[k]! * W[k]![1 - j]!),
    slip: 'w₁ and w₂ have changed places',
  },
  {
    made: ({ W, wFinal }) => W.map((row) => sum(row.map((w, j) => w * (wFinal[j] ?? Number.NaN)))),
    slip: 'this is W times wFinal, row by row; it should be Wᵀ times wFinal: a column of W with wFinal, entry by entry',
  },
  {
    made: weights(({ wFinal, W, b }, k, j) => wFinal[k]! * (W[k]![j]! + b[k]!)),
    slip: 'the biases have come into the weights: they belong to b',
  },
  {
    made: ({ W, wFinal }) => W.map((row, k) => sum(row) * wFinal[k]!),
    slip: 'it is summed over the inputs, where it should be summed over the units',
  },
];
const wrongBias: readonly Slip<Case>[] = [
  {
    made: (the) => over(the, (k) => the.wFinal[k]! * the.b[k]!),
    slip: 'bFinal is missing',
  },
  {
    made: ({ bFinal }) => bFinal,
    slip: 'the hidden units’ biases are missing: unit k hands on its b[k], and the output weighs it',
  },
  {
    made: (the) => sum(the.b) + the.bFinal,
    slip: 'the hidden biases are added as they are: each passes through the output, wFinal[k] · b[k]',
  },
  {
    made: (the) => over(the, (k) => the.wFinal[k]! * the.b[k]! + the.bFinal),
    slip: 'bFinal is added once for each unit: it belongs outside the loop',
  },
  {
    made: (the) => over(the, (k) => the.wFinal[k]! * (the.b[k]! + the.bFinal)),
    slip: 'bFinal is weighed as well: it comes after the output weights',
  },
  {
    made: (the) => over(the, (k) => the.wFinal[k]! * the.b[k]!) - the.bFinal,
    slip: 'bFinal is taken away, where it is added',
  },
  {
    made: ({ b, bFinal, wFinal }) => wFinal.at(-1)! * b.at(-1)! + bFinal,
    slip: 'only the last unit’s bias counts: add up with +=',
  },
  {
    made: ({ b, bFinal, wFinal }) => wFinal[0]! * b[0]! + bFinal,
    slip: 'only the first unit’s bias counts',
  },
];

/** Differences of scores lose a digit or two of sixteen; a slip shows in the first. */
const NEAR = 1e-9;
const parts: readonly Part<Case>[] = [
  {
    key: 'w',
    symbol: 'w',
    wanted: ({ line: [w1, w2] }) => [w1, w2],
    source: 'the network itself gives',
    like: 'one for each input',
    near: NEAR,
    diagnose: among(...wrongWeights),
  },
  {
    key: 'b',
    symbol: 'b',
    wanted: ({ line }) => line[2],
    source: 'the network itself gives',
    near: NEAR,
    diagnose: among(...wrongBias),
  },
];

const circles = makeDataset(course.circles);
const units = 50;
const extent = [-4.1, 4.1] as const;

/** The reader's function collapses a wide network while it is trained. */
async function* afterwards(bench: Bench): AsyncGenerator<Shown, void, void> {
  const { setup, pace } = circlesRun({ units, activation: 'identity' });
  const trainer = createTrainer(setup);
  const points = pairsOf(circles.inputs);
  const own: [number, number][] = [];
  let largest = 0;
  for (;;) {
    const { step, parameters, loss, accuracy } = trainer.snapshot();
    const network = view(parameters, units);
    const { W, b: biases, wFinal, bFinal } = listsOf(network);
    const { w, b } = (await answerOf(bench, 'collapse', W, biases, wFinal, bFinal)) as {
      w: [number, number];
      b: number;
    };
    const scores = new Float64Array(points.length);
    logitSurface(network, 'identity', circles.inputs, scores);
    points.forEach(([x1, x2], i) => {
      largest = Math.max(largest, Math.abs(w[0] * x1 + w[1] * x2 + b - scores[i]!));
    });
    own.push([step, loss]);
    yield {
      run: { step, loss, accuracy },
      ...(step >= courseSteps && {
        said: `A network of ${units} units, ${parameters.length} numbers, trained for ${whole(step)} steps, and on the way your function made three numbers of it ${own.length} times. At all ${points.length} points its scores and the network’s differed by at most ${numberText(largest)}. It ends with ${percent(accuracy)} right, where logistic regression ends too.`,
      }),
      plane: {
        label: `The circles, and the line that your function makes of a network of ${units} units`,
        points: circles,
        extent,
        line: [...w, b],
      },
      curves: {
        label: 'The loss of the network over the steps; dashed, log 2',
        own: [...own],
        x: [0, courseSteps],
        y: [0, Math.max(1, ...own.slice(1).map(([, one]) => one))],
        axes: ['step', 'loss (nats)'],
        isLoss: true,
      },
    };
    if (step >= courseSteps) return;
    trainer.advance(step < 40 ? 4 : Math.min(24, courseSteps - step), pace);
  }
}

/** Chapter 8's exercise: a network with the identity, multiplied out. */
export const exercise = exerciseOf<Case>({
  id: 'collapse',
  ...programsOf(text),
  label: 'Your program: the function collapse',
  heading: 'The line',
  name: 'collapse',
  returns: '{ w, b }',
  cases,
  parts,
  tried:
    'Run tries it on networks of two, three and seven units, and asks the networks themselves at three points.',
  praise: 'It is the network’s line.',
  run: async ({ call }, { W, b, wFinal, bFinal }) => call('collapse', W, b, wFinal, bFinal),
  keeps: {
    of: (args, { W, b, wFinal }) =>
      (
        [
          ['W', W],
          ['b', b],
          ['wFinal', wFinal],
        ] as const
      ).map(([name, was], i) => [name, JSON.stringify(args[i]) === JSON.stringify(was)] as const),
    says: (changed, right) =>
      `${right ? 'The line is right, but your' : 'Your'} function changes ${inWords(changed)}, and with it the network.`,
  },
  afterwards,
});
