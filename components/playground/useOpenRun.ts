import { useMemo, useRef, useState } from 'preact/hooks';
import type { DataRecipe } from '../../src/data/datasets.ts';
import type { TableChoice } from '../../src/exchange/csv.ts';
import type { OpenedModel } from '../../src/exchange/model-file.ts';
import {
  isNetworkRun,
  type NetworkRun,
  type SetupChange,
  withSetup,
} from '../../src/training/playground.ts';
import type { RunSpec } from '../../src/training/run.ts';
import { SetupError } from '../../src/training/setup.ts';
import { beginning, type Place } from '../../src/training/trainer.ts';
import { chooseColumns, type OpenedTable, openTable } from './table.ts';

/** The run that the playground shows, and all the ways to another one. */
export interface OpenRun {
  readonly run: NetworkRun;
  /** The reader's own table, while it is what the run trains on. */
  readonly table: OpenedTable | undefined;
  /** What could not be used, and why; or what else there is to know of what was opened. */
  readonly notices: readonly string[];
  /** Goes back to the run before the last one that was opened; undefined when there is none. */
  readonly undo: (() => void) | undefined;
  /** Takes up this run, or says why it cannot be trained; then everything stays as it is. */
  readonly takeUp: (next: RunSpec, notices?: readonly string[]) => boolean;
  readonly change: (part: SetupChange | ((setup: NetworkRun['setup']) => SetupChange)) => void;
  readonly setRate: (learningRate: number) => void;
  readonly openTableText: (text: string, from: string) => Promise<void>;
  readonly choose: (choice: TableChoice) => Promise<void>;
  readonly openModelText: (text: string) => Promise<void>;
  /** Says what went wrong elsewhere. */
  readonly tell: (...messages: readonly string[]) => void;
}

/** What is shown now, and what may be said of it. */
interface Shown {
  readonly run: NetworkRun;
  readonly table?: OpenedTable | undefined;
  /** A model that was opened and fits no data yet. */
  readonly waiting?: OpenedModel | undefined;
}

/**
 * Keeps the run of the playground. Whatever is opened is tried first: a file that cannot be used says why,
 * and nothing is lost. `where` tells where training stands, so that one can come back to it.
 */
export function useOpenRun(
  first: NetworkRun,
  where: { readonly current: Place | undefined },
): OpenRun {
  const [shown, setShown] = useState<Shown>({ run: first });
  const [before, setBefore] = useState<Shown>();
  const [notices, setNotices] = useState<readonly string[]>([]);
  const latest = useRef(shown);
  latest.current = shown;

  const actions = useMemo(() => {
    /** Shows this, if it can be trained. */
    const show = (next: Shown, said: readonly string[] = [], isOpened = false): boolean => {
      try {
        beginning(next.run.setup, next.run.origin);
      } catch (error) {
        setNotices([messageOf(error)]);
        return false;
      }
      setBefore(isOpened ? withPlace(latest.current, where.current) : undefined);
      latest.current = next;
      setShown(next);
      setNotices(said);
      return true;
    };
    const attempt = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        setNotices([messageOf(error)]);
      }
    };
    /** The run on these data, with the model that waits for such, if one does. */
    const onData = async (recipe: DataRecipe): Promise<Shown & { said: string[] }> => {
      const { run, waiting } = latest.current;
      if (waiting) {
        const { openRun } = await import('../../src/exchange/model-file.ts');
        try {
          const next = openRun(waiting, run, recipe);
          if (isNetworkRun(next))
            return { run: next, said: ['The model that waited fits these data, and is taken up.'] };
        } catch (error) {
          if (!(error instanceof SetupError)) throw error;
        }
      }
      return { run: withSetup(run, { data: recipe }), waiting, said: [] };
    };
    const useTable = async (table: OpenedTable, isOpened: boolean) => {
      const { said, ...next } = await onData(table.recipe);
      show({ ...next, table }, said, isOpened);
    };
    return {
      takeUp: (next: RunSpec, said: readonly string[] = []) => {
        if (isNetworkRun(next)) return show({ run: next }, said, true);
        setNotices(['Only networks can be shown here.']);
        return false;
      },
      change: (part: SetupChange | ((setup: NetworkRun['setup']) => SetupChange)) => {
        const { run, table, waiting } = latest.current;
        const next = withSetup(run, typeof part === 'function' ? part(run.setup) : part);
        const isSame = table?.recipe === next.setup.data;
        show({ run: next, waiting, ...(isSame && { table }) });
      },
      setRate: (learningRate: number) => {
        const next = { ...latest.current.run, pace: { learningRate } };
        setShown({ ...latest.current, run: next });
      },
      openTableText: (text: string, from: string) =>
        attempt(async () => useTable(await openTable(text, from), true)),
      choose: (choice: TableChoice) =>
        attempt(async () => {
          const { table } = latest.current;
          if (table) await useTable(await chooseColumns(table.table, table.from, choice), false);
        }),
      openModelText: (text: string) =>
        attempt(async () => {
          const { readModelFile, openRun } = await import('../../src/exchange/model-file.ts');
          const opened = readModelFile(text);
          const { run, table } = latest.current;
          const data = opened.data ?? run.setup.data;
          try {
            const next = openRun(opened, run, data);
            const isSame = table?.recipe === data;
            if (isNetworkRun(next))
              show({ run: next, ...(isSame && { table }) }, opened.notices, true);
          } catch (error) {
            if (!(error instanceof SetupError) || error.field !== 'data' || opened.data)
              throw error;
            setShown({ ...latest.current, waiting: opened });
            setNotices([`${error.message} It waits: open data that fit, and it is taken up.`]);
          }
        }),
      tell: (...messages: readonly string[]) => setNotices(messages),
    };
  }, []);

  return {
    run: shown.run,
    table: shown.table,
    notices,
    undo:
      before &&
      (() => {
        setShown(before);
        setBefore(undefined);
        setNotices([]);
      }),
    ...actions,
  };
}

/** The same, taken up where training stands. */
const withPlace = (shown: Shown, origin: Place | undefined): Shown => ({
  ...shown,
  run: { ...shown.run, ...(origin && { origin }) },
});

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
