import { whole } from '../../src/data/whole.ts';
import type { AskedQuestion, Option } from '../../src/site/questions.ts';
import type { Runs } from '../questions/question.ts';

const chapters = import.meta.glob<{ runs: Runs }>('../questions/*.ts', { eager: true });

export interface Key {
  /** What is right, as the sheet's reader finds it there: “b) ΔᵀX”, “63 %, give or take 3”. */
  readonly answer: string;
  /** What the run did, and what came out. */
  readonly said: string;
}

/**
 * The key to a question, from the very run that answers it on its page. Throws when there is no such run, or when
 * it gives an answer that the question does not offer: then the chapter asks what nobody can answer.
 */
export async function questionKey(question: AskedQuestion): Promise<Key> {
  const { id, kind, options, steps, unit = '', tolerance = 0 } = question;
  const [chapter, name] = id.split('/') as [string, string];
  const runs = chapters[`../questions/${chapter}.ts`]?.runs;
  const run = runs && Object.hasOwn(runs, name) ? runs[name] : undefined;
  if (!run) throw new Error(`The question “${id}” has no run that answers it.`);
  const { answer, said } = await run(() => {});
  const near = tolerance > 0 ? `, give or take ${tolerance}` : '';
  /** The letter and the words of an option. */
  const chosen = (offered: readonly Option[], key: unknown) => {
    const at = offered.findIndex((option) => option.key === key);
    if (at < 0)
      throw new Error(
        `The question “${id}” offers ${offered.map((option) => option.key).join(', ')}; its run answers ${key}.`,
      );
    return `${letterOf(at)}) ${offered[at]?.text}`;
  };
  if (typeof answer === 'object') {
    const [x1, x2] = answer.map((value) => shortest(value, tolerance));
    return { answer: `(${x1}, ${x2})${near}`, said };
  }
  if (kind === 'number') {
    const value = `${shortest(Number(answer), tolerance)} ${unit}`.trim();
    return { answer: value + near, said };
  }
  if (steps.length > 0) {
    const keys = String(answer).split(' ');
    return { answer: steps.map((step, i) => chosen(step.options, keys[i])).join(', then '), said };
  }
  return { answer: chosen(options, answer), said };
}

/** How the sheet names its options: a, b, c. */
export const letterOf = (at: number): string => String.fromCharCode(97 + at);

/** A number with as many digits as matter beside its tolerance, at least those of a whole number. */
function shortest(value: number, tolerance: number): string {
  if (Number.isInteger(value)) return whole(value);
  const digits = tolerance > 0 ? Math.max(0, 1 - Math.floor(Math.log10(tolerance))) : 6;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
