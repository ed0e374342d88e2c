import { shown } from '../data/shown.ts';

/**
 * How far a reader has come, as it is kept on the device and in the file that leaves it:
 *
 *     {
 *       "format": "lines-that-learn/progress",
 *       "version": 2,
 *       "read": ["linear-classifiers", …],
 *       "answers": {
 *         "batch/shapes": { "guess": "delta-t-x", "right": true, "guesses": 2, "rightAt": 2 },
 *         …
 *       },
 *       "solved": ["own-backward", …],
 *       "texts": { "own-backward": "function backward(…", … }
 *     }
 *
 * `read` holds the addresses of chapters; `solved` the names of exercises; `texts` what the reader has written
 * into each editor. An answer, by its question's `chapter/name`: the last guess as it was given, whether that
 * was right, how many guesses there were, and, once one was right, which (1 is the first).
 *
 * Version 1 kept answers and texts apart, and of each answer only the last guess; it is taken for the first.
 */
export interface Progress {
  readonly read: readonly string[];
  readonly answers: Readonly<Record<string, Answered>>;
  readonly solved: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
}

export interface Answered {
  /** The reader's last guess, as they gave it. */
  readonly guess: string;
  readonly right: boolean;
  /** How many guesses there were. */
  readonly guesses: number;
  /** Which guess was the first right one, counted from 1. */
  readonly rightAt?: number;
}

export const FORMAT = 'lines-that-learn/progress';
export const VERSION = 2;

/** A first visit. */
export const nothing: Progress = { read: [], answers: {}, solved: [], texts: {} };

/** A program here has some dozens of lines; longer texts are refused. */
export const LONGEST_TEXT = 50_000;
/** Some hundred chapters, questions and exercises at most: more is no progress in this course. */
const MOST_ENTRIES = 1000;
const LONGEST_NAME = 200;

/** Something in it that cannot be used. */
export interface Complaint {
  /** Where, as `answers["batch/shapes"].right`; `file` for the whole. */
  readonly field: string;
  /** What was expected, and what came. */
  readonly message: string;
}

/** What was written by a later version of this course, whose fields are unknown here. */
export const isNewer = (value: unknown): boolean =>
  isRecord(value) && typeof value['version'] === 'number' && value['version'] > VERSION;

/**
 * Reads what was kept or sent: all that is good, and a complaint for all that is not. Nothing of it is
 * trusted: names are plain keys, and each value has the type, and the size, that is said above.
 */
export function readProgress(value: unknown): {
  progress: Progress;
  complaints: readonly Complaint[];
} {
  const complaints: Complaint[] = [];
  const expect = (field: string, expected: string, came: unknown): undefined => {
    complaints.push({ field, message: `expected ${expected}; got ${shown(came)}` });
  };
  if (!isRecord(value)) {
    expect('file', 'an object with format, version, read, answers, solved and texts', value);
    return { progress: nothing, complaints };
  }
  const { format, version } = value;
  if (format !== FORMAT && (format !== undefined || version !== 1)) {
    expect('format', `"${FORMAT}"`, format);
    return { progress: nothing, complaints };
  }
  if (version !== 1 && version !== VERSION) {
    expect('version', `1 or ${VERSION}`, version);
    return { progress: nothing, complaints };
  }
  /** The entries of a list of names, each once. */
  const names = (field: string) => {
    const list = value[field] ?? [];
    if (!Array.isArray(list) || list.length > MOST_ENTRIES) {
      expect(field, `a list of at most ${MOST_ENTRIES} names`, list);
      return [];
    }
    const good = list.filter((name, i) => {
      if (isName(name)) return true;
      expect(`${field}[${i}]`, 'a name', name);
      return false;
    });
    return [...new Set(good as string[])];
  };
  /** The entries of a record, each as `read` makes it of what stands there. */
  const entries = <T>(field: string, read: (value: unknown, field: string) => T | undefined) => {
    const record = value[field] ?? {};
    if (!isRecord(record) || Object.keys(record).length > MOST_ENTRIES) {
      expect(field, `an object with at most ${MOST_ENTRIES} entries`, record);
      return {};
    }
    return Object.fromEntries(
      Object.entries(record).flatMap(([name, one]) => {
        if (!isName(name)) expect(field, 'a name', name);
        const found = isName(name) ? read(one, `${field}["${name}"]`) : undefined;
        return found === undefined ? [] : [[name, found] as const];
      }),
    );
  };
  const answer = (one: unknown, field: string): Answered | undefined => {
    if (!isRecord(one)) return expect(field, 'an object with guess and right', one);
    const { guess, right } = one;
    if (typeof guess !== 'string' || guess.length > LONGEST_NAME)
      return expect(`${field}.guess`, `a text of at most ${LONGEST_NAME} letters`, guess);
    if (typeof right !== 'boolean') return expect(`${field}.right`, 'true or false', right);
    if (version === 1) return { guess, right, guesses: 1, ...(right && { rightAt: 1 }) };
    const { guesses, rightAt } = one;
    if (!isCount(guesses)) return expect(`${field}.guesses`, 'a whole number from 1', guesses);
    if (rightAt === undefined && !right) return { guess, right, guesses };
    if (!isCount(rightAt) || rightAt > guesses)
      return expect(`${field}.rightAt`, `a whole number from 1 to ${guesses}`, rightAt);
    return { guess, right, guesses, rightAt };
  };
  const text = (one: unknown, field: string): string | undefined => {
    if (typeof one === 'string' && one.length <= LONGEST_TEXT) return one;
    return expect(field, `a text of at most ${LONGEST_TEXT} letters`, one);
  };
  return {
    progress: {
      read: names('read'),
      answers: entries('answers', answer),
      solved: names('solved'),
      texts: entries('texts', text),
    },
    complaints,
  };
}

/** This file holds no progress: the message names the field, what was expected and what came. */
export class ProgressFileError extends Error {
  override readonly name = 'ProgressFileError';
  readonly field: string;
  constructor({ field, message }: Complaint) {
    super(field === 'file' ? message : `${field}: ${message}`);
    this.field = field;
  }
}

/** Opens a file of progress whole, or throws a ProgressFileError: half of it is of no use to its owner. */
export function openProgressFile(text: string): Progress {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProgressFileError({
      field: 'file',
      message: `expected JSON, as this course exports it; got ${text.trim() === '' ? 'an empty file' : `a text that begins with ${shown(text.trim().slice(0, 20))}`}`,
    });
  }
  if (isNewer(value))
    throw new ProgressFileError({
      field: 'version',
      message: `expected 1 or ${VERSION}; got ${shown((value as { version: unknown }).version)}, which a newer version of this course has written`,
    });
  const { progress, complaints } = readProgress(value);
  if (complaints[0]) throw new ProgressFileError(complaints[0]);
  return progress;
}

/** The same as JSON, on the device or, with `spaced`, in a file for people to look into. */
export const writeProgress = (progress: Progress, spaced = false): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, ...progress }, null, spaced ? 2 : undefined);

/** All that either of the two holds; where both hold something, what `here` has. */
export const together = (here: Progress, other: Progress): Progress => ({
  read: [...new Set([...here.read, ...other.read])],
  answers: { ...other.answers, ...here.answers },
  solved: [...new Set([...here.solved, ...other.solved])],
  texts: { ...other.texts, ...here.texts },
});

/** Whether there is nothing to keep. */
export const isNothing = ({ read, answers, solved, texts }: Progress): boolean =>
  read.length + solved.length + Object.keys(answers).length + Object.keys(texts).length === 0;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isName = (name: unknown): name is string =>
  typeof name === 'string' && name !== '' && name.length <= LONGEST_NAME;

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 1;
