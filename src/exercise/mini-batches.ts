import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { fromRows, toRows } from '../data/matrix.ts';
import { whole } from '../data/whole.ts';
import { accuracy, meanCrossEntropy } from '../model/loss.ts';
import * as mlp from '../model/mlp.ts';
import { circlesRun } from '../training/course-runs.ts';
import { update } from '../training/optimisers.ts';
import { createRun } from '../training/run.ts';
import { type Bench, lattice, type Part, type Ran, type Shown, StoppedRun } from './exercise.ts';
import { exerciseOf } from './grade.ts';
import { programsOf } from './program.ts';
import text from './programs/mini-batches.js?raw';
import { kindOf, plain } from './words.ts';

/** n points in batches of m: fitting, not fitting, one point a batch, and fewer points than a batch. */
interface Case {
  readonly n: number;
  readonly m: number;
}
const cases: readonly Case[] = [
  { n: 6, m: 2 },
  { n: 7, m: 3 },
  { n: 10, m: 4 },
  { n: 5, m: 1 },
  { n: 4, m: 10 },
];

/** The order is watched over so many epochs of the case of 7 points, dealt in several calls. */
const epochs = 3000;
const calls = 6;
const watched = { n: 7, m: 3 };

/**
 * Stands beside the program. A function cannot be handed over to the machine, so `random` is made there:
 * Mulberry32 (Tommy Ettinger), by a seed. Epochs are dealt there as well.
 */
const driver = `{
  const seeded = (a) => () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  globalThis.__deal__ = (n, m, epochs, seed) => {
    const random = seeded(seed);
    return Array.from({ length: epochs }, () => batches(n, m, random));
  };
}`;

async function deal({ load, call }: Bench, n: number, m: number, count: number, seed: number) {
  const { trouble, logs } = await load(driver, 'course');
  return trouble ? { trouble, logs } : call('__deal__', n, m, count, seed);
}

/** What is seen of one epoch, and for the watched case of many. */
interface Seen extends Record<string, unknown> {
  /** How often each point came. */
  readonly once: readonly number[];
  readonly sizes: readonly number[];
  /** How uneven the places are at which the points come, over many epochs: χ². */
  readonly order: number;
}

async function run(bench: Bench, { n, m }: Case): Promise<Ran> {
  const isWatched = n === watched.n;
  const { call } = bench;
  // An error of the program's own must come at its own line, also when its function is gone.
  const there = await call('batches', n, m);
  if (there.trouble?.message.startsWith('There is no function')) return there;
  const logs: string[] = [];
  const all: unknown[] = [];
  for (let k = 0; k < (isWatched ? calls : 1); k++) {
    const dealt = await deal(bench, n, m, isWatched ? epochs / calls : 1, k + 1);
    if (k === 0) logs.push(...dealt.logs);
    if (dealt.trouble) return { logs: dealt.logs, trouble: dealt.trouble };
    all.push(...(dealt.value as unknown[]));
  }
  const refused = refusal(all[0], { n, m });
  if (refused) return { logs, refused };
  const epoch = all[0] as number[][];
  const once = Array.from(
    { length: n },
    (_, i) => epoch.flat().filter((each) => each === i).length,
  );
  const value: Seen = {
    once,
    sizes: epoch.map(({ length }) => length),
    order: isWatched ? unevenness(all) : 0,
    orders: isWatched ? all.map((one) => (one as number[][]).flat()) : [],
    first: epoch.flat(),
  };
  return { logs, value };
}

/** Why this is no epoch, if it is none. */
function refusal(epoch: unknown, { n, m }: Case): string | undefined {
  const place = `batches(${n}, ${m}, random)`;
  const should = `${place} should be a list of batches, each a list of points`;
  if (!Array.isArray(epoch))
    return `${should}, but it is ${kindOf(epoch)}.${epoch === undefined ? ' Is there a return?' : ''}`;
  const flatly = epoch.findIndex((batch) => !Array.isArray(batch));
  if (flatly >= 0) return `${should}, but batch ${flatly + 1} is ${kindOf(epoch[flatly])}.`;
  for (const [k, batch] of (epoch as unknown[][]).entries())
    for (const point of batch)
      if (!Number.isInteger(point) || (point as number) < 0 || (point as number) >= n)
        return `In ${place}, batch ${k + 1} holds ${point === undefined ? 'nothing (undefined)' : typeof point === 'number' ? plain(point) : kindOf(point)}, where only the points 0 … ${n - 1} can be.${point === n ? ' Points are counted from 0.' : point === undefined ? ' Perhaps the loop runs beyond the last point: the last batch may be smaller.' : ''}`;
  return undefined;
}

/** How often each point stood at each place. */
function places(orders: readonly (readonly number[])[]): number[][] {
  const { n } = watched;
  const counts = Array.from({ length: n }, () => Array<number>(n).fill(0));
  for (const order of orders)
    order.forEach((point, place) => {
      counts[point]![place]! += 1;
    });
  return counts;
}

function unevenness(all: readonly unknown[]): number {
  const orders = all.map((one) => (one as number[][]).flat());
  if (orders.some(({ length }) => length !== watched.n)) return 0; // said by the other parts
  const expected = epochs / watched.n;
  return places(orders)
    .flat()
    .reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/**
 * With every order equally likely χ² has 36 degrees of freedom, mean 36, and is above 120 once in 10¹⁰;
 * the usual wrong shuffles make it some hundreds.
 */
const MOST_UNEVEN = 120;

const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
  JSON.stringify(a) === JSON.stringify(b);

/** What is wrong with the order of the watched epochs. */
function orderSlip(whole: readonly unknown[]): string | undefined {
  const { orders } = whole[1] as { orders: number[][] };
  const [first] = orders as [number[]];
  if (orders.every((order) => isSame(order, first)))
    return isSame(
      first,
      first.toSorted((a, b) => a - b),
    )
      ? 'nothing is shuffled: the points come in their own order in every epoch'
      : 'it is shuffled once, and every epoch has the same order: shuffle anew in each call';
  const counts = places(orders);
  if (counts.every((row, i) => row[i] === 0))
    return 'no point ever keeps its place: j may be i itself, so it is drawn from 0 … i, that is random() * (i + 1)';
  const within = orders.every((order) =>
    [0, 1, 2].every((k) => {
      const batch = order.slice(3 * k, 3 * k + 3);
      return batch.every((point) => Math.floor(point / 3) === Math.floor(batch[0]! / 3));
    }),
  );
  if (within)
    return 'the same points always share a batch: shuffle the points before they are dealt, not the batches';
  if (counts.some((row) => row.some((count) => count === 0)))
    return 'some points never come to some places: the shuffle does not reach them, or leaves them out';
  return 'some orders come more often than others, by the way it is shuffled. Comparing at random in sort is not fair, and neither is a swap with any of all n places; in Fisher and Yates’ way place i swaps with one of 0 … i';
}

const sizesOf = ({ n, m }: Case) =>
  Array.from({ length: Math.ceil(n / m) }, (_, k) => Math.min(m, n - k * m));

function onceSlip(whole: readonly unknown[]): string | undefined {
  const seen = whole as readonly Seen[];
  const isShort = seen.every(({ once }, c) => {
    const { n, m } = cases[c]!;
    return once.reduce((sum, one) => sum + one, 0) === Math.floor(n / m) * m;
  });
  if (isShort && seen.every(({ once }) => once.every((one) => one <= 1)))
    return 'the last, smaller batch is dropped: its points are left out of the epoch';
  const isWhole = seen.every(({ once }) => once.reduce((sum, one) => sum + one, 0) === once.length);
  if (isWhole)
    return 'each is drawn from all the points anew, so some come twice and others never: shuffle once, and deal out';
  const isEqual = seen.every(({ sizes }, c) => sizes.every((size) => size === cases[c]!.m));
  if (isEqual)
    return 'the last batch is filled up with points that had their turn: it may be smaller';
  return undefined;
}

function sizeSlip(whole: readonly unknown[]): string | undefined {
  const seen = whole as readonly Seen[];
  if (
    seen.every(
      ({ sizes }, c) =>
        sizes.length === cases[c]!.m || sizes.length === Math.min(cases[c]!.m, cases[c]!.n),
    )
  )
    return 'm is taken for the number of batches: it is how many points each of them has';
  if (
    seen.every(
      ({ sizes }, c) =>
        sizes[0] === sizesOf(cases[c]!).at(-1) && sizes.length === sizesOf(cases[c]!).length,
    )
  )
    return 'the smaller batch comes first: it should be the last';
  if (seen.some(({ sizes }) => sizes.at(-1) === 0))
    return 'there is an empty batch at the end: where m divides n, there is none left over';
  if (seen.every(({ sizes }) => sizes.length === 1)) return 'all points are in one batch';
  if (seen.every(({ sizes }) => sizes.every((size) => size === 1)))
    return 'each point is a batch of its own';
  return undefined;
}

const parts: readonly Part<Case>[] = [
  {
    key: 'once',
    symbol: 'Every point once',
    wanted: ({ n }) => Array<number>(n).fill(1),
    near: 0,
    neverBlank: true,
    says: (got, _wanted, at, { n, m }) =>
      `With n = ${n} and m = ${m}, point ${at} comes ${got === 0 ? 'not at all' : `${got} times`}.`,
    diagnose: (_values, _cases, whole) => onceSlip(whole),
  },
  {
    key: 'sizes',
    symbol: 'Batches of m',
    wanted: sizesOf,
    like: 'one for each batch',
    near: 0,
    neverBlank: true,
    says: (got, wanted, at, { n, m }) =>
      `With n = ${n} and m = ${m}, batch ${at + 1} has ${got} points, and it should be ${wanted}.`,
    diagnose: (_values, _cases, whole) => sizeSlip(whole),
  },
  {
    key: 'order',
    symbol: 'A random order',
    wanted: () => 0,
    near: MOST_UNEVEN,
    apart: ([got]) => got!,
    neverBlank: true,
    says: () =>
      `In ${whole(epochs)} epochs of ${watched.n} points, not every point came to every place about equally often.`,
    diagnose: (_values, _cases, whole) => orderSlip(whole),
  },
];

const spec = circlesRun({ seed: 3 });
const circles = makeDataset(course.circles);
const rows = toRows(circles.inputs);
const m = 20;
const shown = 20;
const extent = [-4.1, 4.1] as const;
const cells = 64;
const grid = fromRows(lattice(extent, cells));

/** The reader's batches train the circles, an epoch a frame; dashed, all points in every step. */
async function* afterwards(bench: Bench): AsyncGenerator<Shown, void, void> {
  const n = rows.length;
  const dealt = await deal(bench, n, m, shown, 7);
  if (dealt.trouble) throw new StoppedRun(dealt.trouble.message, dealt.trouble.line);
  const run = createRun(spec);
  const { learningRate } = spec.pace;
  const { all } = mlp.view(run.at(0).parameters.slice(), 3);
  const gradient = mlp.view(new Float64Array(all.length), 3);
  const room = mlp.pass(n, 3);
  const lossNow = () => {
    mlp.forward(mlp.view(all, 3), 'sigmoid', circles.inputs, room);
    return meanCrossEntropy(room.logits, circles.labels);
  };
  const own: [number, number][] = [[0, lossNow()]];
  const other: [number, number][] = [[0, own[0]![1]]];
  let step = 0;
  for (const [k, epoch] of (dealt.value as number[][][]).entries()) {
    for (const batch of epoch) {
      const few = mlp.pass(batch.length, 3);
      const inputs = fromRows(batch.map((i) => rows[i]!));
      const labels = Uint8Array.from(batch, (i) => circles.labels[i]!);
      mlp.forward(mlp.view(all, 3), 'sigmoid', inputs, few);
      mlp.backward(mlp.view(all, 3), 'sigmoid', inputs, labels, few, gradient);
      update(all, gradient.all, learningRate);
      step += 1;
    }
    own.push([k + 1, lossNow()]);
    run.trainTo(k + 1);
    const full = run.at(k + 1);
    other.push([k + 1, full.loss]);
    const [, loss] = own.at(-1)!;
    const values = new Float64Array(cells * cells);
    mlp.surface(mlp.view(all, 3), 'sigmoid', grid, values);
    yield {
      run: { step, loss, accuracy: accuracy(room.logits, circles.labels) },
      ...(k + 1 === shown && {
        said: `Your batches trained the circles for ${shown} epochs, ${m} points a step, η = ${learningRate}: ${step} steps, to a loss of ${loss.toFixed(4)}. With all ${n} points in every step the same epochs are ${shown} steps, and the loss is ${full.loss.toFixed(4)} (dashed).`,
      }),
      plane: {
        label: 'The circles, and the region called class 1 by the network that your batches train',
        points: circles,
        extent,
        surface: { cells, values },
      },
      curves: {
        label:
          'The loss over the epochs with your batches; dashed, with all points in every step, and log 2',
        own: [...own],
        other: [...other],
        x: [0, shown],
        y: [0, 1],
        axes: ['epoch', 'loss (nats)'],
        isLoss: true,
      },
    };
  }
}

/** Chapter 11's second exercise: an epoch in mini-batches. */
export const exercise = exerciseOf<Case>({
  id: 'mini-batches',
  ...programsOf(text),
  label: 'Your program: the function batches',
  heading: 'An epoch',
  name: 'batches',
  returns: 'a list of batches',
  cases,
  parts,
  tried: `Run deals five small epochs, and ${whole(epochs)} more to see whether the order is fair.`,
  praise: 'Every point has its turn once, and every order is as likely as any other.',
  run,
  afterwards,
});
