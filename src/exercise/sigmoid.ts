import { answersOf, type Bench, type Part, type Ran, type Shown } from './exercise.ts';
import { exerciseOf } from './grade.ts';
import { programsOf } from './program.ts';
import text from './programs/sigmoid.js?raw';
import { kindOf, numberText, plain } from './words.ts';

/** The scores that are tried, by the part of the answer that they belong to. */
const scores = {
  middle: [0, 0.5, -0.5, 1, -1, 2, -2, 3.7, -3.7, 8, -8, 20, -20, 30, -30],
  right: [37, 100, 709, 710, 800, 1000, 1e308],
  left: [-37, -40, -60, -100, -300, -500, -700],
  far: [-800, -1000, -1e308],
} as const;
type Stretch = keyof typeof scores;
const stretches = Object.keys(scores) as Stretch[];
type Case = typeof scores;

/**
 * What σ is there, to the last digits, in a way that cannot share a slip: e^z for the tail, where 1 + e^z is
 * 1 to the last bit; and in the middle the half-angle of tanh, about ½.
 */
const wanted: Record<Stretch, readonly number[]> = {
  middle: scores.middle.map((z) =>
    z < -15 ? Math.exp(z) - Math.exp(2 * z) : 0.5 + Math.tanh(z / 2) / 2,
  ),
  right: scores.right.map(() => 1),
  left: scores.left.map((z) => Math.exp(z)),
  far: scores.far.map(() => 0),
};

/**
 * Each entry by itself, relatively: a probability of 1e-300 has digits too, for the loss takes its
 * logarithm. Where it is 0, only what the smallest numbers cannot tell from it.
 */
const apart = (got: readonly number[], right: readonly number[]) =>
  Math.max(
    ...got.map((value, i) =>
      value === right[i] ? 0 : Math.abs(value - right[i]!) / Math.max(right[i]!, 1e-290),
    ),
  );
/**
 * Good to a few last bits by any way that is right; e^z itself as a power, Math.E ** z, loses three digits
 * at −700. A slip shows in the first digits.
 */
const NEAR = 1e-10;

const stretch = (key: Stretch, symbol: string): Part<Case> => ({
  key,
  symbol,
  wanted: () => wanted[key],
  near: NEAR,
  apart,
  ...(key !== 'middle' && { neverBlank: true as const }),
  says: (got, right, at) =>
    `For z = ${scoreText(scores[key][at]!)} it gives ${tailText(got)}, and it should be ${tailText(right)}.`,
  diagnose: (values) => slipIn(key, values[0] as readonly number[]),
});

const scoreText = (z: number) => (Math.abs(z) === 1e308 ? `${z < 0 ? '−' : ''}10³⁰⁸` : plain(z));
const tailText = (value: number) =>
  value === 0 || value === 1
    ? String(value)
    : numberText(value).replace('NaN', 'NaN, not a number');

interface Wrong {
  readonly f: (z: number) => number;
  readonly slip: string;
}
/** The usual slips, as functions of z. */
const slips: readonly Wrong[] = [
  {
    f: (z) => 1 / (1 + Math.exp(z)),
    slip: 'the sign of z is turned round: this is σ(−z)',
  },
  {
    f: (z) => Math.tanh(z),
    slip: 'this is tanh, which goes from −1 to 1; σ(z) is ½ + ½ tanh(z/2)',
  },
  { f: (z) => Math.exp(-z), slip: 'e^(−z) is only a part of it: σ(z) = 1 / (1 + e^(−z))' },
  {
    f: (z) => 1 + Math.exp(-z),
    slip: 'this is 1 + e^(−z): the fraction is upside down, or brackets are missing, for 1 / 1 + e is (1 / 1) + e',
  },
  {
    f: (z) => 1 / (1 - Math.exp(-z)),
    slip: 'there is a minus below the line: it should be 1 + e^(−z)',
  },
  {
    f: (z) => Math.exp(z) / (1 + Math.exp(z)),
    slip: 'e^z / (1 + e^z) is used for large scores too: there both are Infinity, and Infinity / Infinity is no number. It is the right form for negative z only',
  },
  {
    f: (z) => 1 - 1 / (1 + Math.exp(z)),
    slip: 'it is made by taking something that is nearly 1 from 1: left of −37 nothing is left of the digits. Make the small number itself, e^z / (1 + e^z)',
  },
  {
    f: (z) => 0.5 + Math.tanh(z / 2) / 2,
    slip: 'it is made from tanh: right in the middle, but on the left −1 is added to 1 (or −½ to ½), and the small number that should be left is rounded away',
  },
  {
    f: (z) => 1 / (1 + Math.exp(-Math.abs(z))),
    slip: 'the form for positive z is used on both sides: with |z| it never overflows, but σ(−z) is 1 − σ(z), that is e / (1 + e)',
  },
];

function slipIn(key: Stretch, got: readonly number[]): string | undefined {
  const zs = scores[key];
  const same = (a: number, b: number) =>
    Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  if (key === 'left' && got.every((value) => value === 0))
    return 'small answers are made 0: the loss takes the logarithm of σ(z), and log 0 is −Infinity. e^(−40) still has all its digits';
  const found = slips.find(({ f }) => got.every((value, i) => same(value, f(zs[i]!))));
  if (found) return found.slip;
  if ((key === 'left' || key === 'far') && got.at(-1)! > 0 && same(got.at(-1)!, got.at(-2)!))
    return `something is cut off, so that all small answers are the same, ${numberText(got.at(-1)!)}. A cut score, or a cut answer, is no longer σ(z)`;
  if (key === 'right' && got.every((value) => value < 1 && same(value, got[0]!)))
    return 'something is cut off on the way to 1';
  return undefined;
}

/** Stands in the machine before the program, and counts what overflows on the way. */
const before = `{
  let largest;
  for (const name of ['exp', 'expm1', 'pow', 'cosh', 'sinh']) {
    const given = Math[name];
    Math[name] = (...args) => {
      const value = given(...args);
      if (Math.abs(value) === Infinity && args.every(Number.isFinite)) largest ??= [name, ...args];
      return value;
    };
  }
  globalThis.__overflow__ = () => { const found = largest; largest = undefined; return found ?? null; };
}`;

async function run({ call }: Bench, the: Case): Promise<Ran> {
  const logs: string[] = [];
  const value: Record<string, number[]> = { way: [0] };
  let overflow: { readonly z: number; readonly by: readonly [string, number] } | undefined;
  for (const key of stretches) {
    const answers: number[] = [];
    for (const z of the[key]) {
      const one = await call('sigmoid', z);
      logs.push(...one.logs);
      if (one.trouble) return { ...one, logs };
      if (typeof one.value !== 'number')
        return {
          logs,
          refused: `sigmoid(${plain(z)}) should be a number, but it is ${kindOf(one.value)}.${one.value === undefined ? ' Is there a return on every way through it?' : ''}`,
        };
      answers.push(one.value);
      const by = (await call('__overflow__')).value as [string, number] | null;
      if (by && !overflow) overflow = { z, by };
    }
    value[key] = answers;
  }
  if (overflow) value['way'] = [overflow.z];
  return { logs, value };
}

const extent = [-8, 8] as const;

/** The reader's σ draws its curve. */
async function* afterwards(bench: Bench): AsyncGenerator<Shown, void, void> {
  const zs = Array.from({ length: 161 }, (_, i) => -8 + i / 10);
  const values = (await answersOf(
    bench,
    'sigmoid',
    zs.map((z) => [z]),
  )) as number[];
  const [small, large] = (await answersOf(bench, 'sigmoid', [[-700], [1000]])) as number[];
  yield {
    said: `Your function drew this curve, at ${zs.length} scores. At −700 it says ${numberText(small!)}, at 1000 it says ${plain(large!)}, and nothing overflowed.`,
    curves: {
      label: 'The sigmoid from −8 to 8, drawn by your function',
      own: zs.map((z, i) => [z, values[i]!] as const),
      x: extent,
      y: [0, 1],
      axes: ['z', 'σ(z)'],
      isLoss: false,
    },
  };
}

/** Chapter 2's exercise: σ for every score, also where e^(−z) has no number. */
export const exercise = exerciseOf<Case>({
  id: 'sigmoid',
  ...programsOf(text),
  label: 'Your program: the function sigmoid',
  heading: 'Scores',
  name: 'sigmoid',
  returns: 'a number',
  cases: [scores],
  parts: [
    stretch('middle', 'σ(z) from −30 to 30'),
    stretch('right', 'σ(z) far on the right'),
    stretch('left', 'σ(z) on the left'),
    stretch('far', 'σ(z) far on the left'),
    {
      key: 'way',
      symbol: 'The way there',
      wanted: () => [0],
      near: 0,
      says: (z) =>
        `For z = ${scoreText(z)} something overflows on the way: Math.exp is asked for more than the largest number, 1.8 · 10³⁰⁸. The answer comes out right, since 1 / (1 + Infinity) is 0 in JavaScript; Python’s math.exp would have stopped the program. Ask only for e to the power of something that is not positive.`,
    },
  ],
  tried: `Run tries it at ${stretches.reduce((sum, key) => sum + scores[key].length, 0)} scores, from −10³⁰⁸ to 10³⁰⁸.`,
  praise: 'Right at every score, to the last digits, and nothing overflows on the way.',
  before,
  run,
  afterwards,
});
