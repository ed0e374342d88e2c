import { whole } from '../../src/data/whole.ts';
import {
  type Answered,
  isNewer,
  isNothing,
  LONGEST_TEXT,
  nothing,
  type Progress,
  readProgress,
  together,
  writeProgress,
} from '../../src/exchange/progress.ts';
import { say } from '../shell/notice.ts';

/**
 * The one memory of the course: chapters read, answers, solved exercises, and texts in editors. It lies in this
 * browser's localStorage and goes nowhere else. Storage may be blocked, full or corrupt, or written by a
 * later version: then the course works on, with what this page knows, and says so once.
 */
const place = 'lines-that-learn';
/** Where version 1 had the texts. */
const formerTexts = 'lines-that-learn/code';
/** What could not be read is put aside, not thrown away. */
const aside = 'lines-that-learn/damaged';

/** What this page knows; the storage lags behind it only while it is not `kept`. */
let known: Progress = nothing;
let knownAs: string | null = null; // the stored text that `known` was read from
let kept = true;
let sealed = false; // a later version of the course has written here

/** All of it, as it now is; also what another tab has done since. */
export function progress(): Progress {
  if (!kept) return known;
  let stored: string | null;
  let texts: string | null;
  try {
    stored = localStorage.getItem(place);
    texts = localStorage.getItem(formerTexts);
  } catch {
    return known; // blocked: as on a first visit
  }
  if (stored === knownAs && texts === null) return known;
  knownAs = stored;
  sealed = false;
  const main = stored === null ? undefined : parsed(stored);
  if (isNewer(main)) {
    sealed = true;
    return known;
  }
  const found = main === undefined ? undefined : readProgress(main);
  const former = texts === null ? undefined : readProgress(parsed(texts));
  known = together(found?.progress ?? nothing, former?.progress ?? nothing);
  const damaged = [
    (found?.complaints.length ?? 0) > 0 ? stored : null,
    (former?.complaints.length ?? 0) > 0 ? texts : null,
  ].filter((text) => text !== null);
  if (damaged.length > 0) {
    say(
      'Part of what this browser had kept of your progress cannot be read. What can be read is here; the rest was put aside, and the page “Your progress” offers it as a file.',
    );
    putAside(damaged.join('\n'));
  }
  if (damaged.length > 0 || former) {
    if (write()) forgetFormer();
  }
  return known;
}

/**
 * Changes what is known, and keeps it. Returns false when the browser will not: then it lasts as long as the
 * page, and the reader is told.
 */
export function keep(change: (before: Progress) => Progress): boolean {
  known = change(progress());
  if (sealed) {
    kept = false;
    say(
      'A newer version of this course has kept your progress, and this page does not know how to read it. It is left as it is; reload the page to go on with it.',
    );
  } else kept = write();
  tell('here');
  return kept;
}

/** Forgets everything that was ever kept, as if nobody had been here. */
export function forget(): void {
  known = nothing;
  knownAs = null;
  kept = true;
  sealed = false;
  try {
    for (const key of [place, formerTexts, aside]) localStorage.removeItem(key);
  } catch {
    // blocked: there is nothing to forget
  }
  tell('here');
}

/** What could not be read and was put aside. */
export function putAsideText(): string | undefined {
  try {
    return localStorage.getItem(aside) ?? undefined;
  } catch {
    return undefined;
  }
}

type Where = 'here' | 'another tab';
const listeners = new Set<(where: Where) => void>();

/** Calls back after every change, also one made in another tab. Returns what ends this. */
export function onProgress(listener: (where: Where) => void): () => void {
  if (listeners.size === 0) addEventListener('storage', fromAnotherTab);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('storage', fromAnotherTab);
  };
}

function fromAnotherTab({ key, newValue }: StorageEvent) {
  if (key !== place && key !== null) return; // null: all was cleared
  if (!kept && newValue !== null) {
    const { progress: other } = readProgress(parsed(newValue));
    known = together(known, other);
  }
  tell('another tab');
}

function tell(where: Where) {
  for (const listener of listeners) listener(where);
}

export const isRead = (chapter: string): boolean => progress().read.includes(chapter);

export const keepRead = (chapter: string, read = true): boolean =>
  keep((before) => ({ ...before, read: listed(before.read, chapter, read) }));

export const isSolved = (exercise: string): boolean => progress().solved.includes(exercise);

export const keepSolved = (exercise: string): boolean =>
  isSolved(exercise) ||
  keep((before) => ({ ...before, solved: listed(before.solved, exercise, true) }));

export function readAnswer(question: string): Answered | undefined {
  const { answers } = progress();
  return Object.hasOwn(answers, question) ? answers[question] : undefined;
}

/** Keeps a guess, and whether it was right. */
export function keepGuess(question: string, guess: string, right: boolean): boolean {
  const before = readAnswer(question);
  const guesses = (before?.guesses ?? 0) + 1;
  const rightAt = before?.rightAt ?? (right ? guesses : undefined);
  const answer = { guess, right, guesses, ...(rightAt !== undefined && { rightAt }) };
  return keep((all) => ({ ...all, answers: { ...all.answers, [question]: answer } }));
}

/** The text that the reader has in this editor; undefined for one as it came. */
export function readText(editor: string): string | undefined {
  const { texts } = progress();
  return Object.hasOwn(texts, editor) ? texts[editor] : undefined;
}

/** Keeps the text of an editor or, without one, forgets it. */
export function keepText(editor: string, text: string | undefined): boolean {
  if (text !== undefined && text.length > LONGEST_TEXT) {
    say(
      `Texts of up to ${whole(LONGEST_TEXT)} letters are kept; this one is longer, and will be gone when you leave the page.`,
    );
    return false;
  }
  if (text === readText(editor)) return kept;
  return keep((before) => {
    const { [editor]: _, ...others } = before.texts;
    return { ...before, texts: text === undefined ? others : { ...others, [editor]: text } };
  });
}

const listed = (list: readonly string[], name: string, is: boolean) => [
  ...list.filter((other) => other !== name),
  ...(is ? [name] : []),
];

function write(): boolean {
  const text = writeProgress(known);
  try {
    if (isNothing(known)) localStorage.removeItem(place);
    else localStorage.setItem(place, text);
    knownAs = isNothing(known) ? null : text;
    return true;
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    say(
      `This browser ${isFull ? 'has no room left' : 'does not allow this site'} to keep your progress. All works on, but answers and texts will be gone when you leave the page; “Your progress” can save them as a file.`,
    );
    return false;
  }
}

function putAside(text: string) {
  try {
    localStorage.setItem(aside, text);
  } catch {
    // full: the reader was told
  }
}

function forgetFormer() {
  try {
    localStorage.removeItem(formerTexts);
  } catch {
    // it was written to just now; if not, it is read once more
  }
}

/** What a stored text says; the text itself where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
