import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { createHistory, type History } from '../../src/training/history.ts';
import { createPlayer, type Player } from '../../src/training/player.ts';
import { openSession, type Session } from '../../src/training/session.ts';
import type { Pace, Setup } from '../../src/training/setup.ts';
import { createTrainer, type Snapshot } from '../../src/training/trainer.ts';
import { useOnScreen } from './useOnScreen.ts';

export interface Training {
  /** What training last said. */
  readonly snapshot: Snapshot;
  /** The run so far; the same object, growing: draw it when the snapshot changes. */
  readonly history: History;
  readonly playing: boolean;
  /** Diverged, or at its last step: only Reset or another setup goes on. */
  readonly stopped: boolean;
  /** A sentence when something went wrong: divergence, or a thread that failed. */
  readonly notices: readonly string[];
  readonly train: () => void;
  readonly pause: () => void;
  readonly step: () => void;
  readonly reset: () => void;
}

export interface TrainingOptions {
  readonly pace: Pace;
  /** Updates per animation frame. */
  readonly stepsPerFrame: number;
  /** Training pauses by itself here. */
  readonly lastStep?: number;
  /** The figure's element: off screen, training rests. */
  readonly root: RefObject<HTMLElement>;
  /** Keep parameters in the history, for scrubbing. */
  readonly keepParameters?: boolean;
}

/**
 * Trains a setup in a worker, as the reader plays: one question a frame, at rest when the figure is
 * off screen or the tab hidden. A change of the setup begins a new run; pace is read at every frame.
 */
export function useTraining(setup: Setup, options: TrainingOptions): Training {
  const { root, keepParameters = false } = options;
  const key = JSON.stringify(setup);
  const latest = useRef(options);
  latest.current = options;
  const history = useMemo(() => createHistory({ parameters: keepParameters }), [keepParameters]);
  const start = useMemo(() => createTrainer(setup).snapshot(), [key]);
  const [said, setSaid] = useState({ key, snapshot: start });
  // What the run before said may not even fit this one's model.
  const snapshot = said.key === key ? said.snapshot : start;
  const [wanted, setWanted] = useState(false);
  const [failure, setFailure] = useState('');
  const run = useRef<{ key: string; session: Session; player: Player } | undefined>(undefined);
  const seen = useOnScreen(root);

  useEffect(() => {
    const session = openSession(setup);
    const show = (now: Snapshot) => {
      history.record(now);
      setSaid({ key, snapshot: now });
    };
    const player = createPlayer({
      ask: (steps) => session.advance(steps, latest.current.pace),
      stepsPerFrame: () => {
        const { stepsPerFrame, lastStep = Number.POSITIVE_INFINITY } = latest.current;
        return Math.min(stepsPerFrame, lastStep - session.snapshot.step);
      },
      onSnapshot: (now) => {
        show(now);
        if (now.step >= (latest.current.lastStep ?? Number.POSITIVE_INFINITY)) setWanted(false);
      },
      onStop: (stop) => {
        if (stop.why === 'diverged') setWanted(false);
        if (stop.why === 'failed') {
          setWanted(false);
          setFailure(`${message(stop.error)} Press Train to try again.`);
        }
      },
    });
    run.current = { key, session, player };
    setWanted(false);
    setFailure('');
    history.record(session.snapshot);
    setSaid({ key, snapshot: session.snapshot });
    return () => {
      player.stop();
      session.close();
      run.current = undefined;
    };
  }, [key, history]);

  useEffect(() => {
    const player = run.current?.player;
    if (wanted && seen) player?.play();
    else player?.pause();
  }, [wanted, seen, key]);

  const actions = useMemo(
    () => ({
      train: () => {
        setFailure('');
        setWanted(true);
      },
      pause: () => setWanted(false),
      step: () => {
        setFailure('');
        run.current?.player.step();
      },
      reset: () => {
        setWanted(false);
        setFailure('');
        const now = run.current;
        if (!now) return;
        now.player.stop();
        now.session.reset().catch((error) => setFailure(message(error)));
        history.record(now.session.snapshot);
        setSaid({ key: now.key, snapshot: now.session.snapshot });
      },
    }),
    [history],
  );

  const { diverged } = snapshot;
  return {
    snapshot,
    history,
    playing: wanted,
    stopped:
      diverged !== undefined || snapshot.step >= (options.lastStep ?? Number.POSITIVE_INFINITY),
    notices: [...(diverged ? [diverged.message] : []), ...(failure ? [failure] : [])],
    ...actions,
  };
}

const message = (error: unknown) => (error instanceof Error ? error.message : String(error));
