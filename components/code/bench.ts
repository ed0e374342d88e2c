import type { Cells } from '../../src/exercise/cells/cell.ts';
import type { CellPage } from '../../src/exercise/cells/page.ts';
import { openBench } from '../../src/exercise/cells/run.ts';
import type { Bench } from '../../src/exercise/cells/stop.ts';
import { openSandbox } from '../../src/sandbox/sandbox.ts';
import { address } from '../../src/site/address.ts';

const described = import.meta.glob<{ readonly cells: Cells }>('../../src/exercise/cells/*.ts');
const pages = new Map<string, Promise<CellPage>>();

/** What the cells of a page need to run; fetched once. A failure is forgotten. */
export function cellPageOf(slug: string): Promise<CellPage> {
  const known = pages.get(slug);
  if (known) return known;
  const asked = fetch(`${address('cells')}${slug}.json`).then((answer) => {
    if (!answer.ok)
      throw new Error(`The code around this listing could not be loaded (${answer.status}).`);
    return answer.json() as Promise<CellPage>;
  });
  asked.catch(() => pages.delete(slug));
  pages.set(slug, asked);
  return asked;
}

/** On what the cells of a page are tried. */
export const cellsOf = async (slug: string): Promise<Cells> =>
  (await described[`../../src/exercise/cells/${slug}.ts`]!()).cells;

/** A sandbox with these changed texts of a page. Rejects as `openBench` does. */
export const benchOf = async (slug: string, texts: ReadonlyMap<string, string>): Promise<Bench> =>
  openBench(await cellPageOf(slug), texts, () =>
    openSandbox({ frame: `${address('')}sandbox/index.html` }),
  );
