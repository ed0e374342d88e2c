import type { Trouble } from '../sandbox/messages.ts';
import type { Bench, Checked, Part, Shown, Task, Value, Verdict } from './exercise.ts';
import { agree, flat } from './slips.ts';
import { isRecord, kindOf, numberText, shapeOf, wantedShape } from './words.ts';

/** An exercise as a page uses it: it need not know what its cases are. */
export interface Exercise
  extends Pick<Task<never>, 'id' | 'solution' | 'begun' | 'label' | 'heading' | 'tried'> {
  readonly parts: readonly { readonly key: string; readonly symbol: string }[];
  /** See `grade`. */
  readonly grade: (bench: Bench, program: string) => Promise<Verdict>;
  readonly afterwards: (bench: Bench) => AsyncGenerator<Shown, void, void>;
}

export const exerciseOf = <C>(task: Task<C>): Exercise => ({
  ...task,
  grade: (bench, program) => grade(task, bench, program),
});

/** A case, with what came of it. */
interface Answered<C> {
  readonly the: C;
  readonly value: unknown;
  readonly args: readonly unknown[];
}

/**
 * Puts a reader's program on the bench and tries it on the cases of its task: each part by itself, against
 * what it has to be. Rejects only where the bench itself fails.
 */
export async function grade<C>(task: Task<C>, bench: Bench, program: string): Promise<Verdict> {
  if (task.before) await bench.load(task.before, 'course');
  const loaded = await bench.load(program);
  if (loaded.trouble) return stopped(loaded.trouble, loaded.logs);
  const logs = [...loaded.logs];
  const answers: Answered<C>[] = [];
  for (const the of task.cases) {
    const { value, args = [], logs: more, trouble, refused } = await task.run(bench, the);
    logs.push(...more);
    if (trouble || refused !== undefined) {
      // What was wrong before it stopped says more than where it stopped.
      const before = answers.length > 0 ? judge(task, answers, logs) : undefined;
      if (before && !before.right) return before;
      return trouble ? stopped(trouble, logs) : wrong(refused!, logs);
    }
    answers.push({ the, value, args });
  }
  return judge(task, answers, logs);
}

/** The verdict on a program that stopped before anything could be compared. */
const stopped = (trouble: Trouble, logs: readonly string[]): Verdict => ({
  ...wrong(trouble.line ? `Line ${trouble.line}: ${trouble.message}` : trouble.message, logs),
  trouble,
});

const wrong = (
  message: string,
  logs: readonly string[],
  checked: readonly Checked[] = [],
): Verdict => ({ right: false, checked, message, logs });

function judge<C>(
  task: Task<C>,
  answers: readonly Answered<C>[],
  logs: readonly string[],
): Verdict {
  const { name, returns, parts, keeps, praise } = task;
  const isWhole = parts.length === 1 && parts[0]!.key === '';
  const odd = answers.find(({ value }) => !isRecord(value));
  if (!isWhole && odd)
    return wrong(`${name} should return ${returns}, but it returned ${kindOf(odd.value)}.`, logs);
  const judged = parts.map((part) => judgeOne(task, part, answers));
  const checked = judged.map(({ checked: one }) => one);
  const changed = [
    ...new Set(
      answers.flatMap(({ args, the }) =>
        (keeps?.of(args, the) ?? []).flatMap(([what, same]) => (same ? [] : what)),
      ),
    ),
  ];
  const said = changed.length > 0 ? keeps!.says(changed, judged.every(isRight)) : undefined;
  const wrongOnes = judged.filter((one) => !isRight(one));
  // Who is at the second part need not hear that the first is not begun.
  const first = wrongOnes.find(({ checked: one }) => !one.untouched) ?? wrongOnes[0];
  if (first) return wrong(first.message + (said ? ` ${said}` : first.hint), logs, checked);
  return said ? wrong(said, logs, checked) : { right: true, checked, message: praise, logs };
}

interface Judged {
  readonly checked: Checked;
  readonly message: string;
  readonly hint: string;
}
const isRight = ({ checked }: Judged) => checked.right;

function judgeOne<C>(
  { name, returns }: Task<C>,
  part: Part<C>,
  answers: readonly Answered<C>[],
): Judged {
  const { key, symbol, near, apart = relative } = part;
  const no = (message: string, hint = ''): Judged => ({
    checked: { key, right: false },
    message,
    hint,
  });
  const values = answers.map(({ value }) => (key === '' ? value : (value as never)[key]));
  const cases = answers.map(({ the }) => the);
  const whole = answers.map(({ value }) => value);
  const wanted = cases.map((the) => part.wanted(the));

  const strange = values.findIndex((value, c) => shapeOf(value) !== shapeOf(wanted[c]));
  if (strange >= 0) {
    const value = values[strange] as unknown;
    const should = `should be ${wantedShape(wanted[strange]!)}${part.like ? `, ${part.like}` : ''}`;
    if (value === undefined)
      return no(
        key === ''
          ? `${name} returned nothing: it ${should}. Is there a return?`
          : `${symbol} is missing: what ${name} returns, ${returns}, has no ${key}. It ${should}.`,
      );
    const slip = isNumbers(value) && part.diagnose?.(values as Value[], cases, whole);
    const turned = values.every(
      (one, c) => isRows(one) && isRows(wanted[c]) && sameTurned(one, wanted[c]),
    );
    return no(
      `${key || name} has the wrong shape: ${symbol} ${should}, but it is ${shapeOf(value)}.`,
      slip
        ? ` It looks as if ${slip}.`
        : turned
          ? ` Its numbers are right, but it is transposed: ${part.turned ?? 'rows and columns have changed places'}.`
          : '',
    );
  }

  const got = values.map((value) => flat(value as Value));
  const right = wanted.map(flat);
  const differences = got.map((list, c) =>
    list.every(isNumber) ? apart(list, right[c]!) : Number.NaN,
  );
  const difference = Math.max(...differences);
  if (difference <= near)
    return { checked: { key, right: true, difference }, message: '', hint: '' };

  const c = differences.findIndex((one) => !(one <= near));
  const at = got[c]!.findIndex((_, e) => isOff(part, got[c]!, right[c]!, e));
  const [mine, its] = [got[c]![at]!, right[c]![at]!];
  const place = part.place?.(at, cases[c]!) ?? placeOf(wanted[c]!, at);
  const untouched = !part.neverBlank && got.every((list) => list.every((value) => value === 0));
  const slip = untouched ? undefined : part.diagnose?.(values as Value[], cases, whole);
  const isNone = Number.isNaN(mine);
  return {
    checked: {
      key,
      right: false,
      ...(Number.isFinite(difference) && { difference }),
      ...(untouched && { untouched }),
    },
    message: `${symbol} is not right. ${
      part.says?.(mine, its, at, cases[c]!) ??
      (isNone
        ? `${place}you get NaN, which is no number${part.source ? '' : `, where it should be ${numberText(its)}`}.`
        : `${place}you get ${numberText(mine)}, and ${part.source ?? 'it should be'} ${numberText(its)}.`)
    }`,
    hint: untouched
      ? ' It is all zeros: nothing has been added to it yet.'
      : slip
        ? ` It looks as if ${slip}.`
        : isNone
          ? ' Perhaps an index runs out of its list, so that something undefined is multiplied.'
          : '',
  };
}

/** Whether this entry is one for which the part is wrong. */
function isOff<C>(part: Part<C>, got: readonly number[], wanted: readonly number[], e: number) {
  if (!isNumber(got[e]!)) return !Object.is(got[e], wanted[e]);
  if (part.apart) return !(part.apart([got[e]!], [wanted[e]!]) <= part.near);
  const size = Math.max(...[...got, ...wanted].filter(isNumber).map(Math.abs));
  return !(Math.abs(got[e]! - wanted[e]!) <= part.near * size);
}

const isNumber = (value: number) => Number.isFinite(value);
const isNumbers = (value: unknown): value is Value => !/holds|not equally/.test(shapeOf(value));
const isRows = (value: unknown): value is readonly (readonly number[])[] =>
  Array.isArray(value) && Array.isArray(value[0]);

const sameTurned = (one: readonly (readonly number[])[], other: readonly (readonly number[])[]) =>
  one.length === other[0]?.length &&
  agree(
    flat(one),
    one.flatMap((_, j) => other.map((row) => row[j]!)),
  );

/** The largest difference of two lists, relatively to the largest entry. */
export function relative(got: readonly number[], wanted: readonly number[]): number {
  const size = Math.max(...got.map(Math.abs), ...wanted.map(Math.abs));
  const most = Math.max(...got.map((value, i) => Math.abs(value - wanted[i]!)));
  return most === 0 ? 0 : most / size;
}

/** Where an entry stands, counted from 1 as in the chapters: the beginning of a sentence. */
function placeOf(value: Value, at: number): string {
  if (typeof value === 'number') return 'Here ';
  const [row] = value;
  if (typeof row !== 'object') return `In entry ${at + 1} `;
  return `In row ${Math.floor(at / row.length) + 1}, column ${(at % row.length) + 1} `;
}
