import type { Answer, Trouble } from '../../sandbox/messages.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Cell, outcome } from './cell.ts';
import { type Compared, compare } from './compare.ts';
import { type CellPage, type CellProgram, programOf } from './page.ts';
import { type Bench, CellStop } from './stop.ts';

/**
 * Loads these changed texts of a page into a sandbox. Rejects with a CellStop when one cannot be read, or no
 * longer declares what it has to; the sandbox is closed then.
 */
export async function openBench(
  page: CellPage,
  texts: ReadonlyMap<string, string>,
  open: () => Promise<Sandbox>,
): Promise<Bench> {
  const program = programOf(page, texts);
  if ('trouble' in program)
    throw new CellStop(program.trouble, {
      id: program.id,
      ...(program.trouble.line !== undefined && { line: program.trouble.line }),
    });
  const sandbox = await open();
  const check = <Came extends Answer>(came: Came): Came => {
    if (came.trouble) throw stopOf(came.trouble, program, came.logs);
    return came;
  };
  const notes: string[] = [];
  try {
    check(await sandbox.load(program.course, 'course'));
    check(await sandbox.load(program.reader));
    for (const listing of page.listings) {
      if (!texts.has(listing.id)) continue;
      const names = listing.names.filter((name) => isExported(listing.text, name));
      const { value } = check(await sandbox.call('__look', listing.file, names));
      names.forEach((name, i) => {
        const given = listing.parameters[name];
        const asks = (value as unknown[])[i];
        if (typeof asks === 'number' && given !== undefined && asks > given)
          notes.push(
            `${name} is called with at most ${given} argument${given === 1 ? '' : 's'}, but yours asks for ${asks}: what is too many is undefined.`,
          );
        if (typeof asks !== 'number' && given !== undefined)
          throw new CellStop(
            {
              kind: 'error',
              message: `The cell has to declare and export “${name}”: the rest of the course calls it by that name.`,
            },
            { id: listing.id },
          );
      });
    }
  } catch (error) {
    sandbox.close();
    throw error;
  }
  return {
    notes,
    ask: async (path, name, ...args) => check(await sandbox.call('__ask', path, name, args)).value,
    each: async (path, name, lists) =>
      check(await sandbox.call('__each', path, name, lists)).value as readonly unknown[],
    attempt: async (id) => check(await sandbox.call('__attempt', page.path, id)),
    close: sandbox.close,
  };
}

const isExported = (text: string, name: string) =>
  new RegExp(`^export (?:const|function) ${name}\\b`, 'm').test(text);

/** The innermost line of a changed cell on the way to where it stopped. */
function stopOf(trouble: Trouble, { place }: CellProgram, logs: readonly string[]): CellStop {
  const { line, lines = line === undefined ? [] : [line], ...rest } = trouble;
  for (const each of lines) {
    const at = place(each);
    if (at) return new CellStop({ ...rest, line: at.line }, at, logs);
  }
  return new CellStop(rest, undefined, logs);
}

/** What came of trying a changed cell. */
export interface Tried {
  readonly rows: readonly Compared[];
  /** All have the right shape: the figures can run on it. */
  readonly fits: boolean;
  readonly message: string;
  readonly logs: readonly string[];
}

/** Runs a cell on its numbers, and lays what came of it beside what the original makes of them. */
export async function tryCell(bench: Bench, id: string, cell: Cell): Promise<Tried> {
  const { value, logs } = await bench.attempt(id);
  const rows = compare(cell.rows, outcome(cell), value as readonly unknown[]);
  return {
    rows,
    fits: rows.every(({ verdict }) => verdict !== 'wrong shape'),
    logs,
    message: [verdictOf(rows), ...bench.notes].join(' '),
  };
}

function verdictOf(rows: readonly Compared[]): string {
  const [wrong, ...more] = rows.filter(({ verdict }) => verdict === 'wrong shape');
  if (wrong)
    return `${wrong.note}${more.length > 0 ? ` ${more.length} more ${more.length === 1 ? 'has' : 'have'} another shape than the original’s.` : ''}`;
  const others = rows.filter(({ verdict }) => verdict === 'differs').length;
  if (rows.length === 1)
    return others === 0
      ? 'It makes the same as the original.'
      : 'It makes something else than the original.';
  return others === 0
    ? `All ${rows.length} results are the same as the original’s.`
    : `${others} of ${rows.length} results ${others === 1 ? 'differs' : 'differ'} from the original’s.`;
}
