import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { fromRows } from '../data/matrix.ts';
import { seeded } from '../data/random.ts';
import { accuracy, meanCrossEntropy } from '../model/loss.ts';
import * as mlp from '../model/mlp.ts';
import { circlesRun } from '../training/course-runs.ts';
import { createOptimiser } from '../training/optimisers.ts';
import { createRun } from '../training/run.ts';
import {
  answerOf,
  type Bench,
  lattice,
  type Part,
  type Ran,
  type Shown,
  StoppedRun,
} from './exercise.ts';
import { exerciseOf } from './grade.ts';
import { programsOf } from './program.ts';
import text from './programs/momentum.js?raw';
import { among, type Slip } from './slips.ts';
import { inWords, isRecord, shapeOf } from './words.ts';

/**
 * Some steps in a row, each with a gradient of its own, given beforehand. What the program calls its
 * velocity is handed back to it as it was returned: only the way of the parameters is judged, so that a
 * velocity that holds the −η already is as good.
 */
interface Case {
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly rate: number;
  readonly mu: number;
  /** Where the course's own optimiser is after each step. */
  readonly way: readonly (readonly number[])[];
}

function makeCase(count: number, rate: number, mu: number, seed: number): Case {
  const { normal } = seeded(seed);
  const list = () => Array.from({ length: count }, () => normal());
  const start = list();
  const gradients = Array.from({ length: 6 }, list);
  const at = Float64Array.from(start);
  const optimiser = createOptimiser({ kind: 'momentum', momentum: mu }, count);
  const way = gradients.map((g) => {
    optimiser.step(at, Float64Array.from(g), rate);
    return [...at];
  });
  return { start, gradients, rate, mu, way };
}

const cases = [makeCase(3, 0.1, 0.9, 51), makeCase(2, 0.5, 0.5, 52), makeCase(5, 2, 0.8, 53)];

/** Which steps are judged, by the part's name. */
const judged = { first: 0, second: 1, last: 5 } as const;

interface Made {
  readonly theta: readonly number[];
  readonly v: readonly number[];
}
/** A rule for one entry: from its parameter, gradient and velocity to the next of both. */
type Rule = (
  t: number,
  g: number,
  v: number,
  rate: number,
  mu: number,
) => readonly [number, number];

/** The way by another rule. */
const along =
  (rule: Rule, key: keyof typeof judged) =>
  (the: Case): number[] => {
    const { start, gradients, rate, mu } = the;
    let now: Made = { theta: start, v: start.map(() => 0) };
    for (const g of gradients.slice(0, judged[key] + 1)) {
      const next = now.theta.map((t, j) => rule(t, g[j]!, now.v[j]!, rate, mu));
      now = { theta: next.map(([t]) => t), v: next.map(([, v]) => v) };
    }
    return [...now.theta];
  };

const rules: readonly { readonly rule: Rule; readonly slip: string }[] = [
  {
    rule: (t, g, v, rate, mu) => [t + rate * (mu * v + g), mu * v + g],
    slip: 'the step goes up: θ ← θ − η v, against the gradient',
  },
  {
    rule: (t, g, v, rate) => [t - rate * g, v],
    slip: 'this is plain gradient descent: the velocity v takes no part',
  },
  {
    rule: (t, g, v, rate, mu) => [t - rate * v, mu * v + g],
    slip: 'θ moves by the old velocity: first make the new v, then move by it',
  },
  {
    rule: (t, g, v, rate) => [t - rate * (v + g), v + g],
    slip: 'μ is missing: all old gradients keep their full weight, and it never slows down',
  },
  {
    rule: (t, g, v, rate, mu) => [t - rate * (mu * v + (1 - mu) * g), mu * v + (1 - mu) * g],
    slip: 'the gradient is multiplied by 1 − μ: that is a running mean, as Adam takes it. Here the gradient comes in whole',
  },
  {
    rule: (t, g, v, rate, mu) => [t - rate * (v + mu * g), v + mu * g],
    slip: 'μ stands before the gradient: it belongs to the old velocity',
  },
  {
    rule: (t, g, v, rate, mu) => [t - rate * (mu * (v + g)), mu * (v + g)],
    slip: 'μ multiplies the gradient too: only the old velocity is slowed down',
  },
  {
    rule: (t, g, v, rate, mu) => [t - rate * (mu * v + rate * g), mu * v + rate * g],
    slip: 'η comes in twice, once in the velocity and once in the step',
  },
  {
    rule: (t, g, v, _rate, mu) => [t - (mu * v + g), mu * v + g],
    slip: 'η is missing: the step is η times the velocity',
  },
  {
    rule: (t, g, v, rate, mu) => [t - rate * (g + mu * (mu * v + g)), mu * v + g],
    slip: 'this is Nesterov’s variant, which looks one step ahead; plain momentum moves by v itself',
  },
  {
    rule: (t, g, v, rate, mu) => [t - rate * (mu * v - g), mu * v - g],
    slip: 'the gradient is taken away from the velocity, and the velocity from θ: the two minus signs make a plus',
  },
  {
    rule: (t, g, v, rate, mu) => [t - rate * (1 - mu) * (mu * v + g), mu * v + g],
    slip: 'the step is multiplied by 1 − μ as well',
  },
];
const slipsOf = (key: keyof typeof judged): readonly Slip<Case>[] =>
  rules.map(({ rule, slip }) => ({ made: along(rule, key), slip }));

async function run({ call }: Bench, the: Case): Promise<Ran> {
  const logs: string[] = [];
  let theta: unknown = the.start;
  let v: unknown = the.start.map(() => 0);
  const way: unknown[] = [];
  let args: readonly unknown[] = [];
  for (const [k, g] of the.gradients.entries()) {
    const one = await call('step', theta, g, v, the.rate, the.mu);
    logs.push(...one.logs);
    if (one.trouble) return { ...one, logs };
    if (!isRecord(one.value)) return { logs, value: one.value };
    if (k === 0) args = one.args ?? [];
    theta = one.value['theta'];
    v = one.value['v'];
    way.push(theta);
    for (const [name, list] of [
      ['theta', theta],
      ['v', v],
    ] as const) {
      const wanted = shapeOf(the.start);
      if (shapeOf(list) !== wanted)
        return {
          logs,
          refused:
            list === undefined
              ? `What step returns, { theta, v }, has no ${name}. It should be ${wanted}, like the one that came in.`
              : `${name} has the wrong shape: it should be ${wanted}, like the one that came in, but it is ${shapeOf(list)}.`,
        };
    }
  }
  const value: Record<string, unknown> = { stays: (v as number[]).every((one) => one === 0) };
  for (const [key, k] of Object.entries(judged)) value[key] = way[k];
  return { logs, value, args };
}

/** Sums of a few numbers, in any order. */
const NEAR = 1e-9;
const part = (key: keyof typeof judged, symbol: string): Part<Case> => ({
  key,
  symbol,
  wanted: ({ way }) => way[judged[key]]!,
  near: NEAR,
  neverBlank: true,
  place: (at, { rate, mu }) => `With η = ${rate} and μ = ${mu}, in entry ${at + 1} of theta `,
  diagnose: (values, the, whole) =>
    values.every((value, c) => JSON.stringify(value) === JSON.stringify(the[c]!.start))
      ? 'theta has not moved'
      : whole.every((value) => (value as { stays: boolean }).stays)
        ? 'the new velocity is used but not returned, so every step begins again without one'
        : among(...slipsOf(key))(values, the),
});

const steps = 400;
const rate = 0.2;
const mu = 0.9;
const circles = makeDataset(course.circles);
const spec = circlesRun({ learningRate: rate });
const extent = [-4.1, 4.1] as const;
const cells = 64;
const places = fromRows(lattice(extent, cells));

/** The reader's steps train the circles; dashed, plain gradient descent with the same η. */
async function* afterwards(bench: Bench): AsyncGenerator<Shown, void, void> {
  const descent = createRun(spec);
  const room = mlp.pass(circles.labels.length, 3);
  let theta = [...descent.at(0).parameters];
  let v = theta.map(() => 0);
  const gradient = mlp.view(new Float64Array(theta.length), 3);
  const own: [number, number][] = [];
  const other: [number, number][] = [];
  for (let step = 0; step <= steps; step++) {
    const network = mlp.view(Float64Array.from(theta), 3);
    mlp.forward(network, 'sigmoid', circles.inputs, room);
    if (step % 4 === 0) {
      const loss = meanCrossEntropy(room.logits, circles.labels);
      descent.trainTo(step);
      const plain = descent.at(step);
      own.push([step, loss]);
      other.push([step, plain.loss]);
      const values = new Float64Array(cells * cells);
      mlp.surface(network, 'sigmoid', places, values);
      yield {
        run: { step, loss, accuracy: accuracy(room.logits, circles.labels) },
        ...(step === steps && {
          said: `Your steps trained the circles with η = ${rate} and μ = ${mu}: after ${steps} of them the loss is ${loss.toFixed(4)}. Plain descent with the same η is at ${plain.loss.toFixed(4)} (dashed).`,
        }),
        plane: {
          label: 'The circles, and the region called class 1 by the network that your steps train',
          points: circles,
          extent,
          surface: { cells, values },
        },
        curves: {
          label: 'The loss over the steps with momentum; dashed, with plain descent, and log 2',
          own: [...own],
          other: [...other],
          x: [0, steps],
          y: [0, 1],
          axes: ['step', 'loss (nats)'],
          isLoss: true,
        },
      };
    }
    mlp.backward(network, 'sigmoid', circles.inputs, circles.labels, room, gradient);
    const next = (await answerOf(bench, 'step', theta, [...gradient.all], v, rate, mu)) as {
      theta: number[];
      v: number[];
    };
    ({ theta, v } = next);
    if (!theta.every(Number.isFinite))
      throw new StoppedRun(`Step ${step + 1} led out of the finite numbers.`);
  }
}

/** The exercise on momentum. */
export const exercise = exerciseOf<Case>({
  id: 'momentum',
  ...programsOf(text),
  label: 'Your program: the function step',
  heading: 'theta after',
  name: 'step',
  returns: '{ theta, v }',
  cases,
  parts: [part('first', 'one step'), part('second', 'two steps'), part('last', 'six steps')],
  tried:
    'Run makes six steps in a row, in three places, and gives each the velocity that the one before returned.',
  praise: 'The parameters go the right way, at every step.',
  run,
  keeps: {
    of: (args, { start, gradients }) =>
      (
        [
          ['theta', args[0], start],
          ['g', args[1], gradients[0]],
          ['v', args[2], start.map(() => 0)],
        ] as const
      ).map(([name, after, was]) => [name, JSON.stringify(after) === JSON.stringify(was)] as const),
    says: (changed, right) =>
      `${right ? 'The steps are right, but your' : 'Your'} function changes the ${inWords(changed)} that it was given. Make new lists: whoever called it may still need the old ones.`,
  },
  afterwards,
});
