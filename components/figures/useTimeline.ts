import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { createChangedRun } from '../../src/exercise/cells/changed-run.ts';
import { createRun, type Run, type RunSpec } from '../../src/training/run.ts';
import type { Snapshot } from '../../src/training/trainer.ts';
import { openerOf, tellMaking, useChanged } from '../code/changed.ts';
import { useFrames } from './useFrames.ts';

/** What a figure shows of its runs: all of them at the same step. */
export interface Shown {
  readonly step: number;
  readonly runs: readonly Shot[];
}

/** One run at one step. */
export interface Shot {
  readonly spec: RunSpec;
  readonly snapshot: Pick<Snapshot, 'step' | 'parameters' | 'loss' | 'accuracy' | 'diverged'>;
  /** (step, loss) of the run as far as it was made. */
  readonly losses: readonly (readonly [number, number])[];
  readonly run: Run;
}

/** What the build found out about a run, for the first picture in the browser: see `built.ts`. */
export interface Built {
  readonly step: number;
  readonly parameters: readonly number[];
  readonly loss: number;
  readonly accuracy: number;
  readonly losses: readonly (readonly [number, number])[];
}

export interface TimelineOptions {
  /** The figure, where its page shows what makes its runs: once the reader has changed that, they are made by it. */
  readonly figure?: string;
  /** The runs to show; a new list means that something changed. */
  readonly specs: readonly RunSpec[];
  /** The step to show them at; training goes as far as that. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  /** Where Train ends, and begins again at `firstStep`. */
  readonly lastStep: number;
  readonly firstStep?: number;
  /** Updates in one animation frame while playing, at this step. */
  readonly stepsPerFrame: (step: number) => number;
  /** Keep a moment of every step: for losses that jump. Read when the figure begins. */
  readonly everyStep?: boolean;
  /** The figure's element: off screen, nothing is trained. */
  readonly root: RefObject<HTMLElement>;
  /** What the build found out about the first of the runs, in their order. */
  readonly built?: readonly Built[] | undefined;
}

export interface Timeline {
  readonly shown: Shown;
  readonly playing: boolean;
  /** What is shown is not yet what was asked for: it is being trained. */
  readonly making: boolean;
  readonly train: () => void;
  readonly pause: () => void;
}

/** In milliseconds: how long training may take in one frame. The rest is for drawing. */
const SLICE = 10;

/**
 * Runs that are trained on the page, within its animation frames: whole, in the frame in which a
 * setting changed, where that is short enough, else in slices over a few frames. Meanwhile the runs
 * before stay in the picture; and what is being made is finished before newer wishes are taken up,
 * so that a slider that is dragged fast never leaves the figure standing still.
 */
export function useTimeline(options: TimelineOptions): Timeline {
  const { figure = '', specs, step, root, built, everyStep = false } = options;
  const changed = useChanged(figure);
  // Makes the runs; another one makes others, so that none stays that the one before has made.
  const maker = useMemo<Maker>(() => {
    if (changed.length === 0)
      return { make: (spec) => createRun(spec, everyStep), close: () => {} };
    const { open, close } = openerOf(changed);
    return { make: (spec) => createChangedRun(spec, open), close };
  }, [changed, everyStep]);
  useEffect(() => maker.close, [maker]);
  const latest = useRef(options);
  latest.current = options;
  // `plays`: the step is playing's own next one, and not one that was asked for.
  const job = useRef<(Job & { readonly plays: boolean }) | undefined>(undefined);
  const [playing, setPlaying] = useState(false);
  const [shown, setShown] = useState<Shown & Pick<Job, 'specs' | 'maker'>>(() => {
    const begun = begin(specs, step, [], maker);
    if (built)
      return { ...begun, runs: built.map((known, k) => shotOf(begun.runs[k] as Run, known)) };
    for (const run of begun.runs) run.trainTo(step);
    return shots(begun);
  });
  const making =
    shown.maker !== maker ||
    shown.specs !== specs ||
    shown.step !== step ||
    shown.runs.some(isUnmade);
  const isSlow = changed.length > 0; // elsewhere, and slowly: no wish but the last is worth the wait
  useEffect(() => {
    tellMaking(figure, job, isSlow && making && !playing);
    return () => tellMaking(figure, job, false);
  }, [figure, changed, isSlow && making && !playing]);

  const work = (goal: number, plays: boolean, isLate: () => boolean) => {
    const wished = latest.current.specs;
    const known = shown.maker === maker ? shown.runs.map(({ run }) => run) : [];
    const { current: before } = job;
    if (before && (before.maker !== maker || (isSlow && before.specs !== wished)))
      job.current = undefined;
    if (!job.current) job.current = { ...begin(wished, goal, known, maker), plays };
    // The same runs, only at another step: no need to go to the old one first.
    else if (job.current.specs === wished) job.current = { ...job.current, step: goal, plays };
    const now = job.current;
    if (!now.runs.every((run) => run.trainTo(now.step, isLate))) return;
    job.current = undefined;
    const made = shots(now);
    setShown(made);
    if (!now.plays || now.specs !== wished) return;
    latest.current.onStep(now.step);
    const stuck = made.runs.every(({ snapshot }) => snapshot.diverged);
    if (stuck || now.step >= latest.current.lastStep) setPlaying(false);
  };

  useFrames(
    root,
    playing || making,
    () => {
      const began = performance.now();
      const plays = playing && !making;
      const goal = plays ? nextStep(latest.current) : latest.current.step;
      work(goal, plays, () => performance.now() - began > SLICE);
    },
    // What a reader drags is to be seen in the same frame; what plays may be a frame late.
    { apart: playing },
  );

  // What asks for no more than a few steps is there at once, without waiting for a frame.
  useLayoutEffect(() => {
    let asked = 0;
    if (making) work(step, false, () => asked++ > 0);
  }, [specs, step, maker]);

  const actions = useMemo(
    () => ({
      train: () => setPlaying(true),
      pause: () => setPlaying(false),
    }),
    [],
  );
  return { shown, playing, making, ...actions };
}

/** Runs on their way to a step. */
interface Job {
  readonly specs: readonly RunSpec[];
  readonly step: number;
  readonly runs: readonly Run[];
  readonly maker: Maker;
}

interface Maker {
  readonly make: (spec: RunSpec) => Run;
  readonly close: () => void;
}

function begin(specs: readonly RunSpec[], step: number, known: readonly Run[], maker: Maker): Job {
  const runs = specs.map((spec) => known.find((run) => run.spec === spec) ?? maker.make(spec));
  return { specs, step, runs, maker };
}

/** At the end playing begins again at the first step. */
const nextStep = ({ step, firstStep = 0, lastStep, stepsPerFrame }: TimelineOptions) =>
  step >= lastStep
    ? firstStep
    : Math.min(lastStep, step + Math.max(1, Math.floor(stepsPerFrame(step))));

const shots = ({ specs, step, runs, maker }: Job): Shown & Pick<Job, 'specs' | 'maker'> => ({
  specs,
  step,
  maker,
  runs: runs.map((run) => ({
    spec: run.spec,
    snapshot: run.at(Math.max(run.first, Math.min(step, run.last))),
    losses: run.moments.map((moment) => [moment.step, moment.loss] as const),
    run,
  })),
});

const shotOf = (run: Run, { step, parameters, loss, accuracy, losses }: Built): Shot => ({
  spec: run.spec,
  snapshot: { step, parameters: Float64Array.from(parameters), loss, accuracy },
  losses,
  run,
});

/** What the build said of a run stands for it until the run itself is made. */
const isUnmade = ({ snapshot, run }: Shot) => snapshot.step > run.last;
