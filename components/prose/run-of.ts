import type { Outcome, Runs } from '../questions/question.ts';

const chapters = import.meta.glob<{ runs: Runs }>('../questions/*.ts');

/** Asks the run of a question, in the reader's browser. Rejects where there is none, or where it fails. */
export async function runOf(id: string, progress: (share: number) => void): Promise<Outcome> {
  const [chapter, name] = id.split('/') as [string, string];
  const load = chapters[`../questions/${chapter}.ts`];
  if (!load) throw new Error(`no runs are known for the chapter “${chapter}”.`);
  const { runs } = await load();
  const run = Object.hasOwn(runs, name) ? runs[name] : undefined;
  if (!run) throw new Error(`no run is called “${name}” in ${chapter}.`);
  return run(progress);
}
