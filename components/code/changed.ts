import { useEffect, useState } from 'preact/hooks';
import type { Bench } from '../../src/exercise/cells/stop.ts';

/** A listing of this page that the reader has changed and run: its figures run on it. */
export interface Changed {
  /** The page's address. */
  readonly slug: string;
  /** The cell on that page. */
  readonly id: string;
  readonly names: readonly string[];
  readonly text: string;
  /** The figures whose numbers are made by it. */
  readonly figures: readonly string[];
}

// Cells and figures are islands of their own, with no parent that could hold what both need: so this one
// piece of state belongs to the page. It begins empty at each visit: nothing runs until it is asked for.
let running: readonly Changed[] = [];
const listeners = new Set<() => void>();
/** The figures that still show what was before, since what their changed cells make is on its way; and who makes it. */
const making = new Map<string, Set<unknown>>();
/** Stands there until the figure has taken it up. */
const askedFor = 'asked for';

/** The changed cells that run now. */
export const runningCells = (): readonly Changed[] => running;

/** The figures of this cell run on its text from now on. */
export function runOn(cell: Changed): void {
  for (const figure of cell.figures) making.set(figure, new Set([askedFor]));
  setRunning([...running.filter(({ id }) => id !== cell.id), cell]);
}

/** They run on the original again. */
export function runOnOriginal(id: string): void {
  if (running.some((cell) => cell.id === id)) setRunning(running.filter((cell) => cell.id !== id));
}

function setRunning(next: readonly Changed[]): void {
  running = next;
  for (const listener of listeners) listener();
}

/** Calls back when cells begin or cease to run. Returns what ends this. */
export function onRunning(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The changed cells that a figure runs on: the same list until one of them changes. */
export function useChanged(figure: string): readonly Changed[] {
  const [cells, setCells] = useState<readonly Changed[]>(none);
  useEffect(() => {
    const look = () =>
      setCells((before) => {
        const now = running.filter(({ figures }) => figures.includes(figure));
        const isAsBefore =
          now.length === before.length && now.every((cell, i) => cell === before[i]);
        return isAsBefore ? before : now;
      });
    look();
    return onRunning(look);
  }, [figure]);
  return cells;
}

const none: readonly Changed[] = [];

/** A sandbox with these changed cells, all of one page. Rejects as `openBench` does. */
export async function benchWith(cells: readonly Changed[]): Promise<Bench> {
  const { benchOf } = await import('./bench.ts');
  return benchOf(cells[0]!.slug, new Map(cells.map(({ id, text }) => [id, text])));
}

/** A sandbox with these changed cells that is opened when it is first asked for, and again after it failed. */
export interface Opener {
  readonly open: () => Promise<Bench>;
  readonly close: () => void;
}

export function openerOf(cells: readonly Changed[]): Opener {
  let bench: Promise<Bench> | undefined;
  let closed = false;
  const close = () => {
    closed = true;
    bench?.then((opened) => opened.close()).catch(() => {});
  };
  const open = async (): Promise<Bench> => {
    bench ??= benchWith(cells);
    const mine = bench;
    const forget = (error: unknown): never => {
      if (bench === mine) bench = undefined;
      mine.then((opened) => opened.close()).catch(() => {});
      throw error;
    };
    const opened = await mine.catch(forget);
    if (closed) opened.close();
    return {
      ...opened,
      ask: (...question) => opened.ask(...question).catch(forget),
      each: (...question) => opened.each(...question).catch(forget),
    };
  };
  return { open, close };
}

/**
 * While what changed cells make of a figure is on its way, the figure says so: each of its parts that asks for
 * something tells when it begins to wait, and when that has come.
 */
export function tellMaking(figure: string, part: unknown, is: boolean): void {
  const parts = making.get(figure) ?? new Set();
  const before = parts.size > 0;
  making.set(figure, parts);
  parts.delete(askedFor);
  if (is) parts.add(part);
  else parts.delete(part);
  if (parts.size > 0 !== before) for (const listener of listeners) listener();
}

/** Whether a figure still shows what was before, since what its changed cells make is on its way. */
export function useMaking(figure: string): boolean {
  const [is, setIs] = useState(false);
  useEffect(() => {
    const look = () => setIs((making.get(figure)?.size ?? 0) > 0);
    look();
    return onRunning(look);
  }, [figure]);
  return is;
}
