import type { Called, Odd, Trouble } from '../../sandbox/messages.ts';
import { type Case, cases, type Gradients } from './cases.ts';
import { agree, type GradientName, slipsIn } from './mistakes.ts';
import type { Network } from './network.ts';

/** The four gradients in the order of chapter 10: where they are, how they are written, their shape. */
export const gradients: readonly {
  readonly name: GradientName;
  readonly symbol: string;
  readonly shape: string;
}[] = [
  { name: 'dwFinal', symbol: '∂L/∂w_final', shape: 'a list of 3 numbers' },
  { name: 'dbFinal', symbol: '∂L/∂b_final', shape: 'a number' },
  { name: 'dW', symbol: '∂L/∂W', shape: '3 × 2, a list of 3 rows of 2 numbers' },
  { name: 'db', symbol: '∂L/∂b', shape: 'a list of 3 numbers' },
];

/** One gradient against its finite differences. */
export interface Checked {
  readonly name: GradientName;
  readonly right: boolean;
  /** The largest relative difference over the cases; absent where there is nothing to compare. */
  readonly difference?: number;
  /** It is wrong because nothing has been added to it yet. */
  readonly untouched?: true;
}

export interface Verdict {
  readonly right: boolean;
  /** In the order of `gradients`; empty where the program did not come so far. */
  readonly checked: readonly Checked[];
  /** Says it to the reader: the first that is wrong, where, and what it may be. */
  readonly message: string;
  /** Where the program stopped by itself. */
  readonly trouble?: Trouble;
  readonly logs: readonly string[];
}

/** Calls a function of the reader's program. */
export type Call = (name: string, ...args: readonly unknown[]) => Called | Promise<Called>;

/** Finite differences are good to about 1e-9 here; a slip shows in the first digits. */
const NEAR = 1e-6;

/**
 * Tries a reader's `forward` and `backward` on some small problems: each of the four gradients by itself
 * against finite differences of the course's own loss.
 */
export async function grade(call: Call): Promise<Verdict> {
  const logs: string[] = [];
  const answers: Answered[] = [];
  for (const the of cases) {
    const { network, X, y } = the;
    const forward = await call('forward', network, X);
    logs.push(...forward.logs);
    if (forward.trouble) return stopped(forward.trouble, logs);
    const trouble = forwardTrouble(forward.value, the);
    if (trouble) return wrong(trouble, logs);
    const backward = await call('backward', network, X, y, forward.value);
    logs.push(...backward.logs);
    if (backward.trouble) return stopped(backward.trouble, logs);
    answers.push({ the, value: backward.value, args: backward.args ?? [] });
  }
  return judge(answers, logs);
}

/** What `backward` returned in one case, and its arguments after that. */
interface Answered {
  readonly the: Case;
  readonly value: unknown;
  readonly args: readonly unknown[];
}

/** The verdict on a program that stopped before anything could be compared. */
export const stopped = (trouble: Trouble, logs: readonly string[]): Verdict => ({
  right: false,
  checked: [],
  message: trouble.line ? `Line ${trouble.line}: ${trouble.message}` : trouble.message,
  trouble,
  logs,
});

const wrong = (
  message: string,
  logs: readonly string[],
  checked: readonly Checked[] = [],
): Verdict => ({ right: false, checked, message, logs });

function forwardTrouble(value: unknown, { A, yHat }: Case): string | undefined {
  const given = isRecord(value) ? value : {};
  const flat = (list: unknown) => (Array.isArray(list) ? list.flat() : []).map(Number);
  return agree(flat(given['A']), A.flat(), 1e-9) && agree(flat(given['yHat']), yHat, 1e-9)
    ? undefined
    : 'The forward pass no longer returns the A and yHat of this network. It was right as it was given: Restore brings it back.';
}

function judge(answers: readonly Answered[], logs: readonly string[]): Verdict {
  const returned = answers[0]!.value;
  if (!isRecord(returned))
    return wrong(
      `backward should return { dW, db, dwFinal, dbFinal }, but it returned ${kindOf(returned)}.`,
      logs,
    );
  const judged = gradients.map(({ name }) => judgeOne(name, answers));
  const checked = judged.map(({ checked: one }) => one);
  const changed = changedParameters(answers);
  const wrongOnes = judged.filter(({ checked: one }) => !one.right);
  // Who is at the second gradient need not hear that the first is not begun.
  const first = wrongOnes.find(({ checked: one }) => !one.untouched) ?? wrongOnes[0];
  if (!first)
    return changed.length === 0
      ? { right: true, checked, message: 'All four gradients are right.', logs }
      : wrong(
          `All four gradients are right, but backward also changes ${inWords(changed)}. It should only say what the gradients are: the update comes after it, when all four are known.`,
          logs,
          checked,
        );
  const hint = changed.includes('wFinal')
    ? ' Your backward changes wFinal on the way: δ must be made with the wFinal of the forward pass, so first make all four gradients, and update afterwards.'
    : changed.length > 0
      ? ` Your backward changes ${inWords(changed)} on the way: nothing may be updated before all four gradients are made.`
      : first.hint;
  return wrong(first.message + hint, logs, checked);
}

interface Judged {
  readonly checked: Checked;
  readonly message: string;
  readonly hint: string;
}

function judgeOne(name: GradientName, answers: readonly Answered[]): Judged {
  const { symbol, shape } = gradients.find((one) => one.name === name)!;
  const no = (message: string, hint = ''): Judged => ({
    checked: { name, right: false },
    message,
    hint,
  });

  const values = answers.map(({ value }) => (isRecord(value) ? value[name] : undefined));
  if (values[0] === undefined)
    return no(
      `${symbol} is missing: the object that backward returns has no ${name}. It should be ${shape}.`,
    );
  for (const value of values) {
    const got = shapeOf(value);
    if (got !== shapes[name])
      return no(
        `${name} has the wrong shape: ${symbol} should be ${shape}, like its parameter, but it is ${got}.`,
        name === 'dW' && got === shapeText(2, 3) ? transposedHint(values, answers) : '',
      );
  }
  const got = values.map((value) => [value].flat(2) as number[]);
  for (const list of got) {
    const at = list.findIndex((entry) => !Number.isFinite(entry));
    if (at >= 0)
      return no(
        `${symbol} is not right. ${placeOf(name, at)}you get ${list[at]}, which is no number.`,
        ' Perhaps an index runs out of its list, so that something undefined is multiplied.',
      );
  }

  const tried = answers.map(({ the }) => flatten(the.tried, name));
  const difference = Math.max(...got.map((list, c) => relative(list, tried[c]!)));
  if (difference <= NEAR)
    return { checked: { name, right: true, difference }, message: '', hint: '' };

  const c = got.findIndex((list, at) => relative(list, tried[at]!) > NEAR);
  const size = Math.max(...got[c]!.map(Math.abs), ...tried[c]!.map(Math.abs));
  const at = got[c]!.findIndex((value, e) => Math.abs(value - tried[c]![e]!) > NEAR * size);
  const slips = slipsIn(
    name,
    got,
    answers.map(({ the }) => the),
  );
  const untouched = got.every((list) => list.every((value) => value === 0));
  return {
    checked: { name, right: false, difference, ...(untouched && { untouched }) },
    message: `${symbol} is not right. ${placeOf(name, at)}you get ${numberText(got[c]![at]!)}, and finite differences give ${numberText(tried[c]![at]!)}.`,
    hint: untouched
      ? ' It is all zeros: nothing has been added to it yet.'
      : slips
        ? ` It looks as if ${slips.join('; and ')}.`
        : '',
  };
}

const shapeText = (rows: number, columns: number) => `${rows} × ${columns}`;

/** What `shapeOf` says of each when it is right. */
const shapes: Record<GradientName, string> = {
  dW: shapeText(3, 2),
  db: 'a list of 3 numbers',
  dwFinal: 'a list of 3 numbers',
  dbFinal: 'a number',
};

/** The shape of what was returned, in words; what holds something else than numbers says so. */
function shapeOf(value: unknown): string {
  if (!Array.isArray(value)) return kindOf(value);
  if (value.every((entry) => typeof entry === 'number'))
    return value.length === 1 ? 'a list of 1 number' : `a list of ${value.length} numbers`;
  const rows = value as unknown[];
  const widths = rows.map((row) =>
    Array.isArray(row) && row.every((entry) => typeof entry === 'number') ? row.length : -1,
  );
  const [width = -1] = widths;
  return width >= 0 && widths.every((one) => one === width)
    ? shapeText(rows.length, width)
    : `a list that holds ${kindOf(rows.find((row) => typeof row !== 'number' && !Array.isArray(row)) ?? rows[0])}`;
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return value === null ? 'null' : 'nothing';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean' || typeof value === 'string') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'a list';
  return isOdd(value) ? value.$ : 'an object';
}

const isOdd = (value: object): value is Odd => '$' in value && typeof value.$ === 'string';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isOdd(value);

function transposedHint(values: readonly unknown[], answers: readonly Answered[]): string {
  const right = values.every((value, c) => {
    const rows = value as number[][];
    const turned = [0, 1, 2].flatMap((k) => [rows[0]![k]!, rows[1]![k]!]);
    return relative(turned, flatten(answers[c]!.the.tried, 'dW')) <= NEAR;
  });
  return right
    ? ' Its numbers are right, but it is transposed: row k belongs to unit k. That is ΔᵀX, not XᵀΔ.'
    : ' It looks transposed: row k belongs to unit k, as in W.';
}

const flatten = (from: Gradients, name: GradientName): number[] => [from[name]].flat(2);

function relative(got: readonly number[], wanted: readonly number[]): number {
  const size = Math.max(...got.map(Math.abs), ...wanted.map(Math.abs));
  const most = Math.max(...got.map((value, i) => Math.abs(value - wanted[i]!)));
  return most === 0 ? 0 : most / size;
}

/** The parameters that a call changed. */
function changedParameters(answers: readonly Answered[]): string[] {
  const names = ['W', 'b', 'wFinal', 'bFinal'] as const;
  return names.filter((name) =>
    answers.some(({ the, args }) => {
      const after = isRecord(args[0]) ? (args[0] as unknown as Network)[name] : undefined;
      return JSON.stringify(after) !== JSON.stringify(the.network[name]);
    }),
  );
}

const inWords = (names: readonly string[]) =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Where an entry stands, counted from 1 as in the chapter: the beginning of a sentence. */
const placeOf = (name: GradientName, at: number) =>
  name === 'dbFinal'
    ? 'Here '
    : name === 'dW'
      ? `In row ${Math.floor(at / 2) + 1}, column ${(at % 2) + 1} `
      : `In entry ${at + 1} `;

const numberText = (value: number) =>
  (Math.abs(value) >= 0.001 || value === 0 ? value.toFixed(4) : value.toExponential(2)).replaceAll(
    '-',
    '−',
  );
