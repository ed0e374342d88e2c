import type { Dataset } from '../data/dataset.ts';
import type { Matrix } from '../data/matrix.ts';
import type { Answer, Called, Trouble } from '../sandbox/messages.ts';

/** Where a reader's program stands: the sandbox of the page, or in a test the machine alone. */
export interface Bench {
  load(program: string, whose?: 'reader' | 'course'): Answer | Promise<Answer>;
  call(name: string, ...args: readonly unknown[]): Called | Promise<Called>;
}

/** A number, a list of numbers, or rows of them: all that a reader's function is asked for. */
export type Value = number | readonly number[] | readonly (readonly number[])[];

/** One thing that is asked for, checked by itself on all cases. */
export interface Part<C> {
  /** Its name in the object that is returned; the one part of an exercise without is what is returned. */
  readonly key: string;
  /** How the text writes it, at the beginning of a sentence: ∂L/∂W. */
  readonly symbol: string;
  /** What it has to be, found in a way of its own. */
  readonly wanted: (the: C) => Value;
  /** What is said between what came and what was wanted: “finite differences give”. */
  readonly source?: string;
  /** What its shape follows: “like its parameter”. */
  readonly like?: string;
  /** Said of rows and columns that have changed places. */
  readonly turned?: string;
  /** How far it may be off: relatively to the largest entry, unless `apart` measures otherwise. */
  readonly near: number;
  readonly apart?: (got: readonly number[], wanted: readonly number[]) => number;
  /** Where an entry stands, counted from 0: the beginning of a sentence, with a space behind. */
  readonly place?: (at: number, the: C) => string;
  /** The sentence on a wrong entry, where the usual one would not be understood. */
  readonly says?: (got: number, wanted: number, at: number, the: C) => string;
  /** Zeros are an answer like any other here, and do not mean that nothing was written yet. */
  readonly neverBlank?: true;
  /**
   * What was done wrong, from what came of all cases, and all that was returned in them: it goes on
   * “It looks as if”.
   */
  readonly diagnose?: (
    got: readonly Value[],
    cases: readonly C[],
    whole: readonly unknown[],
  ) => string | undefined;
}

/** What a case came to. */
export interface Ran extends Called {
  /** Why there is nothing to compare, in a sentence for the reader. */
  readonly refused?: string;
}

/** An exercise as its file gives it: C is a case, a small problem on which the program is tried. */
export interface Task<C> {
  /** Known to the course: src/exercise/exercises.ts. */
  readonly id: string;
  /** The whole program with its answer, and without: see `programsOf`. */
  readonly solution: string;
  readonly begun: string;
  /** What the editor is called for who does not see it. */
  readonly label: string;
  /** What its parts are, above their list. */
  readonly heading: string;
  /** The function asked for, and what it returns, in words: “{ dw, db }”. */
  readonly name: string;
  readonly returns: string;
  readonly cases: readonly C[];
  readonly parts: readonly Part<C>[];
  /** What Run does, before it is pressed: “Run tries it on …”. */
  readonly tried: string;
  /** The sentence when all is right. */
  readonly praise: string;
  /** Stands in the machine before the reader's program. */
  readonly before?: string;
  /** Tries the program on one case. */
  readonly run: (bench: Bench, the: C) => Promise<Ran>;
  /** What a call must leave as it was, by name; and what to say when it did not. */
  readonly keeps?: {
    readonly of: (args: readonly unknown[], the: C) => readonly (readonly [string, boolean])[];
    readonly says: (changed: readonly string[], right: boolean) => string;
  };
  /**
   * The reader's own code does something real: what is to be seen of it, again and again until it is
   * done. Throws a StoppedRun where the code stops.
   */
  readonly afterwards: (bench: Bench) => AsyncGenerator<Shown, void, void>;
}

/** What is to be seen of a reader's code at work. */
export interface Shown {
  /** Where a training is. */
  readonly run?: { readonly step: number; readonly loss: number; readonly accuracy: number };
  /** What came of it, in sentences with its numbers. */
  readonly said?: string;
  readonly plane?: Plane;
  readonly curves?: Curves;
}

/** Points in the plane, and what the reader's code makes of the plane. */
export interface Plane {
  readonly label: string;
  readonly points: Pick<Dataset, 'inputs' | 'labels'>;
  /** From here to there on both axes. */
  readonly extent: readonly [number, number];
  /**
   * At the centres of `cells` × `cells` cells, row by row from the bottom, the probability of class 1; or of
   * each of so many classes, one class after the other.
   */
  readonly surface?: {
    readonly cells: number;
    readonly values: Float64Array;
    readonly classes?: number;
  };
  /** A line wᵀx + b = 0. */
  readonly line?: readonly [number, number, number];
}

type Pair = readonly [number, number];
/** Curves over one axis: the reader's own, and one to compare it with. */
export interface Curves {
  readonly label: string;
  readonly own: readonly Pair[];
  readonly other?: readonly Pair[];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly axes: readonly [string, string];
  /** Where a coin's loss is drawn. */
  readonly isLoss: boolean;
}

/** One part of a program against what it has to be. */
export interface Checked {
  readonly key: string;
  readonly right: boolean;
  /** The largest difference over the cases; absent where there is nothing to compare. */
  readonly difference?: number;
  /** It is wrong because nothing has been added to it yet. */
  readonly untouched?: true;
}

export interface Verdict {
  readonly right: boolean;
  /** In the order of the parts; empty where the program did not come so far. */
  readonly checked: readonly Checked[];
  /** Says it to the reader: the first that is wrong, where, and what it may be. */
  readonly message: string;
  /** Where the program stopped by itself. */
  readonly trouble?: Trouble;
  readonly logs: readonly string[];
}

/** A reader's code at work came to an end of its own; the message is written for the reader. */
export class StoppedRun extends Error {
  override readonly name = 'StoppedRun';
  /** Where in the program, counted from 1. */
  readonly line: number | undefined;
  constructor(message: string, line?: number) {
    super(line ? `Line ${line}: ${message}` : message);
    this.line = line;
  }
}

/** What a call gave. Throws a StoppedRun where it was stopped. */
export async function answerOf(bench: Bench, name: string, ...args: readonly unknown[]) {
  return unlessStopped(await bench.call(name, ...args));
}

/** What a function of the reader's gives for each of many lists of arguments: a list, by one call. */
export async function callForEach(
  bench: Bench,
  name: string,
  lists: readonly (readonly unknown[])[],
): Promise<Called> {
  const [first] = lists;
  const one = await bench.call(name, ...(first ?? []));
  if (one.trouble) return one;
  const { trouble, logs } = await bench.load(
    `globalThis.${everyCall} = (lists) => lists.map((list) => ${name}(...list));`,
    'course',
  );
  return trouble ? { trouble, logs } : bench.call(everyCall, lists);
}

/** The same list. Throws a StoppedRun where it was stopped. */
export async function answersOf(...asked: Parameters<typeof callForEach>): Promise<unknown[]> {
  return unlessStopped(await callForEach(...asked)) as unknown[];
}

function unlessStopped({ value, trouble }: Called): unknown {
  if (trouble) throw new StoppedRun(trouble.message, trouble.line);
  return value;
}
/** No name that a reader would choose. */
const everyCall = '__every_call__';

/** The centres of cells × cells cells over a square, row by row from the bottom. */
export function lattice([low, high]: readonly [number, number], cells: number): [number, number][] {
  const at = (i: number) => low + ((i + 0.5) / cells) * (high - low);
  return Array.from({ length: cells * cells }, (_, k) => [
    at(k % cells),
    at(Math.floor(k / cells)),
  ]);
}

/** The rows of a matrix of two columns, as pairs. */
export const pairsOf = ({ rows, values }: Matrix): [number, number][] =>
  Array.from({ length: rows }, (_, i) => [values[i]!, values[rows + i]!]);
