import type { RefObject } from 'preact';
import { useMemo, useReducer, useState } from 'preact/hooks';
import { createHistory, type History } from '../../src/training/history.ts';
import type { Pace, Setup } from '../../src/training/setup.ts';
import { createTrainer, type Snapshot, type Trainer } from '../../src/training/trainer.ts';
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
}

/**
 * Trains several small setups side by side on the page itself, step for step together: once a frame, as
 * long as the reader plays and the figure can be seen. A change of the setups begins new runs.
 * One run that takes longer belongs in a worker: see `useTraining`.
 */
export function useRuns(setups: readonly Setup[], options: RunsOptions): Runs {
  const { pace, stepsPerFrame, root, keepParameters = false } = options;
  const { lastStep = Number.POSITIVE_INFINITY } = options;
  const key = JSON.stringify(setups);
  const runs = useMemo(() => begin(setups, keepParameters), [key, keepParameters]);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // Which runs are to play: others, begun since, wait for Train again.
  const [wanted, setWanted] = useState<typeof runs>();

  const { snapshots } = runs;
  const steps = Math.max(...snapshots.map(({ step }) => step));
  const stopped = steps >= lastStep || snapshots.every(({ diverged }) => diverged !== undefined);
  const playing = wanted === runs && !stopped;

  const advance = (wish: number) => {
    const count = Math.min(wish, lastStep - steps);
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
    notices: snapshots.flatMap(({ diverged }, k) =>
      diverged ? [`Run ${k + 1}: ${diverged.message}`] : [],
    ),
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
