import type { RefObject } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { inWords, plainPlace, revived } from '../../src/exercise/cells/session.ts';
import type { Bench } from '../../src/exercise/cells/stop.ts';
import { createHistory, type History } from '../../src/training/history.ts';
import type { Pace, Setup } from '../../src/training/setup.ts';
import { createTrainer, type Snapshot, type Trainer } from '../../src/training/trainer.ts';
import { openerOf, tellMaking, useChanged } from '../code/changed.ts';
import { useFrames } from './useFrames.ts';

export interface Runs {
  /** What each run's training last said: a new list after every advance. */
  readonly snapshots: readonly Snapshot[];
  /** Each run so far; the same objects, growing: draw them when the snapshots change. */
  readonly histories: readonly History[];
  readonly playing: boolean;
  /** All are diverged, or at their last step: only Reset or other setups go on. */
  readonly stopped: boolean;
  /** One sentence for every run that diverged. */
  readonly notices: readonly string[];
  readonly train: () => void;
  readonly pause: () => void;
  readonly step: () => void;
  readonly reset: () => void;
}

export interface RunsOptions {
  /** For every run, or for run k; read at every frame. */
  readonly pace: Pace | ((run: number) => Pace);
  /** Updates of each run per animation frame. */
  readonly stepsPerFrame: number;
  /** Training pauses by itself here. */
  readonly lastStep?: number;
  /** The figure's element: off screen, training rests. */
  readonly root: RefObject<HTMLElement>;
  /** Keep parameters in the histories. */
  readonly keepParameters?: boolean;
  /** The figure, where its page shows what makes its runs: once the reader has changed that, they are made by it. */
  readonly figure: string;
  /** So many steps of all runs by the changed functions: from these places, or from their starts. */
  readonly there: (
    bench: Bench,
    steps: number,
    places: readonly ReturnType<typeof plainPlace>[] | null,
  ) => Promise<unknown>;
}

/**
 * Trains several small setups side by side on the page itself, step for step together: once a frame, as
 * long as the reader plays and the figure can be seen. A change of the setups begins new runs.
 * One run that takes longer belongs in a worker: see `useTraining`.
 */
export function useRuns(setups: readonly Setup[], options: RunsOptions): Runs {
  const { pace, stepsPerFrame, root, keepParameters = false, figure } = options;
  const { lastStep = Number.POSITIVE_INFINITY } = options;
  const key = JSON.stringify(setups);
  const changed = useChanged(figure);
  const opener = useMemo(() => (changed.length > 0 ? openerOf(changed) : undefined), [changed]);
  useEffect(() => opener?.close, [opener]);
  const runs = useMemo(() => begin(setups, keepParameters), [key, keepParameters, opener]);
  const [trouble, setTrouble] = useState('');
  const asking = useRef<Begun | undefined>(undefined); // the runs whose next steps are on their way
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // Which runs are to play: others, begun since, wait for Train again.
  const [wanted, setWanted] = useState<typeof runs>();

  const { snapshots } = runs;
  const steps = Math.max(...snapshots.map(({ step }) => step));
  const stopped = steps >= lastStep || snapshots.every(({ diverged }) => diverged !== undefined);
  const playing = wanted === runs && !stopped;

  /** Another answer than that of runs which are still the ones to be shown counts for nothing. */
  const latest = useRef(runs);
  latest.current = runs;
  const advanceThere = async (count: number, begins: boolean) => {
    if (!opener || (asking.current === runs && !begins)) return;
    asking.current = runs;
    const places = begins ? null : runs.snapshots.map(plainPlace);
    const start = runs.snapshots;
    try {
      const answer = await options.there(await opener.open(), count, places);
      if (latest.current !== runs || runs.snapshots !== start) return;
      if (!Array.isArray(answer) || answer.length !== start.length)
        throw new Error(`There have to be ${start.length} runs.`);
      runs.snapshots = answer.map((each, k) => revived(each as Snapshot, start[k]!));
      record(runs);
      setTrouble('');
      redraw(0);
    } catch (error) {
      if (latest.current !== runs) return;
      setTrouble(inWords(error).message);
      setWanted(undefined);
    } finally {
      if (asking.current === runs) asking.current = undefined;
    }
  };
  // What changed code makes of the starts is not known beforehand.
  useEffect(() => {
    setTrouble('');
    if (!opener) return;
    tellMaking(figure, asking, true);
    advanceThere(0, true).finally(
      () => latest.current === runs && tellMaking(figure, asking, false),
    );
    return () => tellMaking(figure, asking, false);
  }, [runs]);

  const advance = (wish: number) => {
    const count = Math.min(wish, lastStep - steps);
    if (opener) {
      advanceThere(count, false);
      return;
    }
    runs.snapshots = runs.trainers.map((trainer, k) =>
      trainer.advance(count, typeof pace === 'function' ? pace(k) : pace),
    );
    record(runs);
    redraw(0);
  };
  useFrames(root, playing, () => advance(stepsPerFrame), { apart: true });

  return {
    snapshots,
    histories: runs.histories,
    playing,
    stopped,
    notices: [
      ...snapshots.flatMap(({ diverged }, k) =>
        diverged ? [`Run ${k + 1}: ${diverged.message}`] : [],
      ),
      ...(trouble ? [trouble] : []),
    ],
    train: () => setWanted(runs),
    pause: () => setWanted(undefined),
    step: () => {
      setWanted(undefined);
      if (!stopped) advance(1);
    },
    reset: () => {
      setWanted(undefined);
      runs.snapshots = runs.trainers.map((trainer) => trainer.reset());
      record(runs);
      redraw(0);
      advanceThere(0, true);
    },
  };
}

interface Begun {
  readonly trainers: readonly Trainer[];
  readonly histories: readonly History[];
  snapshots: readonly Snapshot[];
}

function begin(setups: readonly Setup[], parameters: boolean): Begun {
  const trainers = setups.map((setup) => createTrainer(setup));
  const runs = {
    trainers,
    // Several curves share a chart that is drawn anew at every frame: fewer points each than for one.
    histories: setups.map(() => createHistory({ limit: 400, parameters })),
    snapshots: trainers.map((trainer) => trainer.snapshot()),
  };
  record(runs);
  return runs;
}

function record({ histories, snapshots }: Begun): void {
  snapshots.forEach((snapshot, k) => {
    histories[k]?.record(snapshot);
  });
}
