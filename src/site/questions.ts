import { parseHTML } from 'linkedom';

export interface Option {
  readonly key: string;
  readonly text: string;
}

/** A question of a chapter, as it stands there, taken out of the page. */
export interface AskedQuestion {
  /** `chapter/name`, as its run is called. */
  readonly id: string;
  /** The id of its element in the chapter. */
  readonly anchor: string;
  /** The question, as HTML without anything to press. */
  readonly text: string;
  readonly kind: string;
  /** What can be chosen, where it is a choice. */
  readonly options: readonly Option[];
  /** What is asked at each step of a derivation, and what can be chosen there. */
  readonly steps: readonly { readonly asks: string; readonly options: readonly Option[] }[];
  /** What is asked for, where it is a number. */
  readonly unit?: string;
  readonly tolerance?: number;
  /** Why it is so, as HTML without anything to press. */
  readonly why: string;
}

/** An exercise of a chapter: a program to be finished. */
export interface AskedExercise {
  /** Its name, by which its being solved is kept. */
  readonly id: string;
  readonly anchor: string;
  readonly title: string;
  /** What is to be done, and a hint, as HTML without anything to press. */
  readonly text: string;
  readonly hint: string;
  /** The program as the reader finds it, and finished. */
  readonly begun: string;
  readonly solution: string;
}

/**
 * The questions and exercises of a chapter, in the order of the text, from the HTML that its MDX was rendered to: so
 * whatever lists them says what the chapter says, with its formulas and computed numbers. Throws where one of
 * their parts is missing.
 */
export function askedIn(html: string): {
  readonly questions: readonly AskedQuestion[];
  readonly exercises: readonly AskedExercise[];
} {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  const questions = [...document.querySelectorAll('form.question')].map((form): AskedQuestion => {
    const props = propsOf(form.closest('astro-island')?.getAttribute('props') ?? '{}');
    const { id, kind, options, steps, unit, tolerance } = props as {
      id: string;
      kind: string;
      options?: AskedQuestion['options'];
      steps?: { asks: string; factors: readonly Option[] }[];
      unit?: string;
      tolerance?: number;
    };
    return {
      id,
      anchor: form.id,
      kind,
      text: plain(form.querySelector('.question-text')),
      options: options ?? [],
      steps: (steps ?? []).map(({ asks, factors }) => ({ asks, options: factors })),
      ...(unit !== undefined && { unit }),
      ...(tolerance !== undefined && { tolerance }),
      why: plain(form.querySelector('.question-why'), 'summary'),
    };
  });
  const exercises = [...document.querySelectorAll('section.exercise')].map(
    (place): AskedExercise => ({
      id: place.id.replace(/^exercise-/, ''),
      anchor: place.id,
      title: place.querySelector('h3')?.textContent ?? '',
      text: plain(place.querySelector('.exercise-task')),
      hint: plain(place.querySelector('.exercise-hint'), 'summary'),
      begun: codeOf(place.querySelector('pre')),
      solution: codeOf(place.querySelector('.exercise-solution pre')),
    }),
  );
  return { questions, exercises };
}

/** The props of an island, as Astro writes them: each value with the number of its kind, 0 plain and 1 a list. */
function propsOf(text: string): Record<string, unknown> {
  type Written = [kind: number, value: unknown];
  const read = ([kind, value]: Written): unknown => {
    if (kind === 1) return (value as Written[]).map(read);
    const isRecord = kind === 0 && typeof value === 'object' && value !== null;
    return isRecord ? record(value as Record<string, Written>) : value;
  };
  const record = (written: Record<string, Written>) =>
    Object.fromEntries(Object.entries(written).map(([name, value]) => [name, read(value)]));
  return record(JSON.parse(text));
}

/** What stands in an element, to be read: links and terms as their words, nothing to press, no ids. */
function plain(element: Element | null, without = ''): string {
  if (!element) throw new Error('A question or exercise has lost one of its parts.');
  const copy = element.cloneNode(true) as Element;
  for (const gone of copy.querySelectorAll(['.term-bubble', without].filter(Boolean).join()))
    gone.remove();
  for (const shell of copy.querySelectorAll('a, button, .term, astro-slot'))
    shell.replaceWith(...shell.childNodes);
  for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id');
  for (const symbol of copy.querySelectorAll('[data-symbol]'))
    symbol.removeAttribute('data-symbol');
  return copy.innerHTML.trim();
}

/** The text of a listing. */
function codeOf(pre: Element | null): string {
  if (!pre?.textContent) throw new Error('An exercise has lost its program or its solution.');
  return pre.textContent.trim();
}
