import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { openChangedSession } from '../../src/exercise/cells/session.ts';
import { inTurn } from '../../src/site/in-turn.ts';
import { createHistory, type History } from '../../src/training/history.ts';
import { createPlayer, type Player } from '../../src/training/player.ts';
import { openSession, type Session } from '../../src/training/session.ts';
import type { Pace, Setup } from '../../src/training/setup.ts';
import {
  beginning,
  isReached,
  type Place,
  type Snapshot,
  type StopRule,
  setupData,
} from '../../src/training/trainer.ts';
import { benchWith, tellMaking, useChanged } from '../code/changed.ts';
import { useOnScreen } from './useOnScreen.ts';

export interface Training {
  /** What training last said. */
  readonly snapshot: Snapshot;
  /** The run so far; the same object, growing: draw it when the snapshot changes. */
  readonly history: History;
  readonly playing: boolean;
  /** Where `run` will end; undefined while nothing runs to an end. */
  readonly goal: Goal | undefined;
  /** Diverged, or at its last step: only Reset or another setup goes on. */
  readonly stopped: boolean;
  /** A sentence when something went wrong: divergence, or a thread that failed. */
  readonly notices: readonly string[];
  readonly train: () => void;
  readonly pause: () => void;
  readonly step: () => void;
  readonly reset: () => void;
  /** Trains exactly so many steps more, as fast as it goes, and then rests. */
  readonly run: (steps: number) => void;
}

/** The first and the last step of what `run` was asked for. */
export interface Goal {
  readonly from: number;
  readonly to: number;
}

export interface TrainingOptions {
  /** The figure: where the reader has changed a listing that makes its numbers, it trains by that. */
  readonly figure: string;
  readonly pace: Pace;
  /** Updates per animation frame. */
  readonly stepsPerFrame: number;
  /** Training pauses by itself here. */
  readonly lastStep?: number;
  /** Training pauses by itself at the first step that reaches this; keep it by useMemo. */
  readonly until?: StopRule | undefined;
  /** The figure's element: off screen, training rests. */
  readonly root: RefObject<HTMLElement>;
  /** Keep parameters in the history, for scrubbing. */
  readonly keepParameters?: boolean;
  /** How many moments the history keeps at most. */
  readonly mostMoments?: number;
  /** Where the run is taken up, when that is not the setup's own start. Another one begins a new run. */
  readonly origin?: Place | undefined;
}

/**
 * Works out what a figure asks for as it wakes, the points and the start of its run, before that and in
 * tasks of their own. To be called where the figure's code stands: that has run before any figure wakes.
 */
export function prepare(setup: Setup): void {
  if (import.meta.env.SSR) return;
  inTurn(() => void setupData(setup));
  inTurn(() => void beginning(setup));
}

/**
 * Trains a setup in a worker, as the reader plays: one question a frame, at rest when the figure is
 * off screen or the tab hidden. A change of the setup begins a new run; pace is read at every frame.
 */
export function useTraining(setup: Setup, options: TrainingOptions): Training {
  const { figure, root, origin, keepParameters = false, mostMoments } = options;
  const key = useMemo(() => JSON.stringify(setup), [setup]);
  const changed = useChanged(figure);
  /** Is another one for another run. */
  const identity = useMemo(() => ({}), [key, origin, changed]);
  const latest = useRef(options);
  latest.current = options;
  const history = useMemo(
    () =>
      createHistory({
        parameters: keepParameters,
        ...(mostMoments === undefined ? {} : { limit: mostMoments }),
      }),
    [identity, keepParameters, mostMoments],
  );
  const start = useMemo(() => beginning(setup, origin), [identity]);
  const [said, setSaid] = useState({ identity, snapshot: start });
  // What the run before said may not even fit this one's model.
  const snapshot = said.identity === identity ? said.snapshot : start;
  const [wanted, setWanted] = useState(false);
  const [goal, setGoal] = useState<Goal>();
  const [failure, setFailure] = useState('');
  const current = useRef<{ session: Session; player: Player; hurry: Hurry } | undefined>(undefined);
  const seen = useOnScreen(root);
  const toGoal = useRef<Goal | undefined>(undefined);
  toGoal.current = goal;

  useEffect(() => {
    const session =
      changed.length > 0
        ? openChangedSession(setup, () => benchWith(changed), origin)
        : openSession(setup, { origin });
    const hurry = createHurry();
    const show = (now: Snapshot) => {
      history.record(now);
      setSaid({ identity, snapshot: now });
    };
    const rest = () => {
      setWanted(false);
      setGoal(undefined);
    };
    const lastStep = () =>
      toGoal.current?.to ?? latest.current.lastStep ?? Number.POSITIVE_INFINITY;
    const player = createPlayer({
      ask: async (steps) => {
        const began = performance.now();
        const { pace, until } = latest.current;
        const answer = await session.advance(steps, pace, until);
        hurry.took(steps, performance.now() - began);
        return answer;
      },
      stepsPerFrame: () => {
        const { current: goal } = toGoal;
        // However fast it goes, it leaves a curve.
        const wish = goal
          ? Math.min(hurry.steps, Math.ceil((goal.to - goal.from) / 60))
          : latest.current.stepsPerFrame;
        return Math.min(wish, lastStep() - session.snapshot.step);
      },
      onSnapshot: (now) => {
        show(now);
        const { until } = latest.current;
        if (now.step < lastStep() && !(until && isReached(now, until))) return;
        player.pause(); // at once: the next frame may come before the page hears of it
        rest();
      },
      onStop: (stop) => {
        if (stop.why === 'diverged') rest();
        if (stop.why === 'failed') {
          rest();
          setFailure(`${message(stop.error)} Press Train to try again.`);
        }
      },
    });
    current.current = { session, player, hurry };
    rest();
    setFailure('');
    history.record(session.snapshot);
    setSaid({ identity, snapshot: session.snapshot });
    // What changed code makes of the start is not known beforehand.
    if (changed.length > 0) {
      const isCurrent = () => current.current?.session === session;
      tellMaking(figure, current, true);
      session
        .advance(0, latest.current.pace)
        .then(() => isCurrent() && show(session.snapshot))
        .catch((error) => isCurrent() && setFailure(message(error)))
        .finally(() => isCurrent() && tellMaking(figure, current, false));
    }
    return () => {
      player.stop();
      session.close();
      current.current = undefined;
      tellMaking(figure, current, false);
    };
  }, [identity, history]);

  useEffect(() => {
    const player = current.current?.player;
    if (wanted && seen) player?.play();
    else player?.pause();
  }, [wanted, seen, identity]);

  const actions = useMemo(() => {
    const rest = () => {
      setWanted(false);
      setGoal(undefined);
      setFailure('');
    };
    return {
      train: () => {
        setFailure('');
        setWanted(true);
      },
      pause: () => {
        setWanted(false);
        setGoal(undefined);
      },
      step: () => {
        setFailure('');
        current.current?.player.step();
      },
      reset: () => {
        rest();
        const now = current.current;
        if (!now) return;
        now.player.stop();
        now.session.reset().catch((error) => setFailure(message(error)));
        history.record(now.session.snapshot);
        setSaid({ identity, snapshot: now.session.snapshot });
      },
      run: (steps: number) => {
        const now = current.current;
        if (!now || !(steps >= 1)) return;
        const from = now.session.snapshot.step;
        setFailure('');
        setGoal({ from, to: from + steps });
        setWanted(true);
      },
    };
  }, [identity, history]);

  const { diverged } = snapshot;
  return {
    snapshot,
    history,
    playing: wanted,
    goal,
    stopped:
      diverged !== undefined || snapshot.step >= (options.lastStep ?? Number.POSITIVE_INFINITY),
    notices: [...(diverged ? [diverged.message] : []), ...(failure ? [failure] : [])],
    ...actions,
  };
}

/** How many steps to ask for at once, for a run that nobody watches step by step. */
interface Hurry {
  readonly steps: number;
  took(steps: number, milliseconds: number): void;
}

/** So many that an answer takes about as long as three frames: the run is seen to go on, and can be stopped. */
function createHurry(): Hurry {
  let steps = 1;
  return {
    get steps() {
      return steps;
    },
    took(asked, milliseconds) {
      if (asked < steps) return; // the last ones of a run say nothing of what would fit
      if (milliseconds < 30) steps = Math.min(10_000, 2 * steps);
      else if (milliseconds > 80) steps = Math.max(1, steps >> 1);
    },
  };
}

const message = (error: unknown) => (error instanceof Error ? error.message : String(error));
