import type { RefObject } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { type EnsembleProgress, trainEnsemble } from '../../src/training/ensemble.ts';
import type { Ensemble, Trained } from '../../src/training/members.ts';
import type { RunSpec } from '../../src/training/run.ts';
import { useOnScreen } from './useOnScreen.ts';

/** Networks that differ in their start alone. */
export interface Group {
  /** Says the run and the stops: another key is another group. */
  readonly key: string;
  readonly run: RunSpec;
  readonly stops: readonly number[];
}

/** One trained network, at each stop. */
export interface Member<T> {
  readonly seed: number;
  readonly losses: Float64Array;
  readonly accuracies: Float64Array;
  /** What the figure keeps of it. */
  readonly kept: T;
}

export interface EnsemblesOptions<T> {
  readonly groups: readonly Group[];
  /** Train goes on until each group has so many networks. */
  readonly goal: number;
  /** What to keep of a network, from its parameters at each stop, one after the other. A constant of the module. */
  readonly keep: (parameters: Float64Array, seed: number, group: Group) => T;
  /** The figure's element: off screen, training rests. */
  readonly root: RefObject<HTMLElement>;
  /** Of this one group so many are wanted, whether or not the reader trains. */
  readonly wanted?: { readonly group: Group; readonly count: number } | undefined;
}

export interface Ensembles<T> {
  /** The networks of a group, in the order of their seeds 1, 2, …, as far as they have come without a gap. */
  readonly members: (group: Group) => readonly Member<T>[];
  /** What all groups have at least. */
  readonly round: number;
  readonly playing: boolean;
  readonly done: boolean;
  readonly progress: EnsembleProgress | undefined;
  readonly notices: readonly string[];
  readonly train: () => void;
  /** On until each group has so many, whatever the goal. */
  readonly until: (count: number) => void;
  readonly pause: () => void;
  /** One network more in every group. */
  readonly step: () => void;
  readonly reset: () => void;
}

/** In milliseconds: from one drawing of what came to the next, at least. */
const BETWEEN = 120;

/** So many of each group are trained before the next so many: all groups fill together. */
const rounds = [1, 2, 5, 10, 20, 50, 100, 200, 400, 600, 800, 1000];

/**
 * Trains groups of networks in threads, as the reader asks, and keeps what came; at rest when the
 * figure is off screen or the tab hidden. Networks that came stay until Reset, or until their group goes.
 */
export function useEnsembles<T>({
  groups,
  goal,
  keep,
  root,
  wanted,
}: EnsemblesOptions<T>): Ensembles<T> {
  const store = useRef(new Map<string, Member<T>[]>()).current;
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // Train and Step: until each group has so many.
  const [target, setTarget] = useState(0);
  const progress = useRef<EnsembleProgress | undefined>(undefined);
  const [failure, setFailure] = useState('');
  const seen = useOnScreen(root);

  const members = (group: Group) => complete(store.get(group.key) ?? []);
  const round = Math.min(...groups.map((group) => members(group).length));
  const playing = target > round;
  const wish = wanted && wanted.count > members(wanted.group).length ? wanted : undefined;
  const asked = playing
    ? `${target} ${groups.map(({ key }) => key).join(' ')}`
    : wish && failure === ''
      ? `${wish.count} ${wish.group.key}`
      : '';

  useEffect(() => {
    if (asked === '' || !seen) return;
    const halt = new AbortController();
    let frame = 0;
    let drawn = 0;
    // Answers come faster than anyone can read: they are shown together, some times a second.
    const draw = (now: number) => {
      frame = 0;
      if (now - drawn < BETWEEN) return show();
      drawn = now;
      redraw(0);
    };
    const show = () => {
      frame ||= requestAnimationFrame(draw);
    };
    for (const key of store.keys())
      if (!groups.some((group) => group.key === key) && key !== wanted?.group.key)
        store.delete(key);
    const first = wish ? missing(wish.group, 0, wish.count, store) : [];
    const rest = playing
      ? rounds.flatMap((end, r) =>
          groups.flatMap((group) =>
            missing(group, Math.min(target, rounds[r - 1] ?? 0), Math.min(target, end), store),
          ),
        )
      : [];
    const groupOf = new Map([...first, ...rest].map(({ group, ensemble }) => [ensemble, group]));
    trainEnsemble([...groupOf.keys()], {
      signal: halt.signal,
      ...(playing ? {} : { threads: 1 }),
      onResult(trained, ensemble) {
        const group = groupOf.get(ensemble) as Group;
        const known = store.get(group.key) ?? [];
        store.set(group.key, known);
        for (const member of membersOf(trained, group, keep)) known[member.seed - 1] ??= member;
        show();
      },
      onProgress: (now) => {
        progress.current = now;
      },
    })
      .catch((error: unknown) => {
        if (halt.signal.aborted) return;
        setTarget(0);
        setFailure(
          `${error instanceof Error ? error.message : String(error)} Press Train to try again.`,
        );
      })
      .finally(() => {
        if (!halt.signal.aborted) redraw(0);
      });
    return () => {
      halt.abort();
      cancelAnimationFrame(frame);
      progress.current = undefined;
    };
  }, [asked, seen]);

  const latest = useRef({ goal, round });
  latest.current = { goal, round };
  const actions = useMemo(() => {
    const until = (count: number) => {
      setFailure('');
      setTarget(count);
    };
    return {
      train: () => until(latest.current.goal),
      until,
      pause: () => until(0),
      step: () => until(latest.current.round + 1),
      reset: () => {
        until(0);
        store.clear();
        redraw(0);
      },
    };
  }, [store]);

  return {
    members,
    round,
    playing,
    done: round >= goal,
    progress: playing ? progress.current : undefined,
    notices: failure ? [failure] : [],
    ...actions,
  };
}

/** The networks up to the first that is missing. */
function complete<T>(known: readonly Member<T>[]): readonly Member<T>[] {
  for (let i = 0; i < known.length; i++) if (!known[i]) return known.slice(0, i);
  return known;
}

/** The networks of the seeds first + 1 … last that are still to be trained, as ensembles. */
function missing<T>(
  group: Group,
  first: number,
  last: number,
  store: ReadonlyMap<string, readonly Member<T>[]>,
): { group: Group; ensemble: Ensemble }[] {
  const known = store.get(group.key) ?? [];
  const found: { group: Group; ensemble: Ensemble }[] = [];
  for (let at = first; at < last; at++) {
    if (known[at]) continue;
    let end = at + 1;
    while (end < last && !known[end]) end += 1;
    const { run, stops } = group;
    found.push({ group, ensemble: { run, stops, firstSeed: at + 1, count: end - at } });
    at = end;
  }
  return found;
}

function membersOf<T>(
  { firstSeed, count, parameters, losses, accuracies }: Trained,
  group: Group,
  keep: EnsemblesOptions<T>['keep'],
): Member<T>[] {
  const stops = group.stops.length;
  const length = parameters.length / count;
  return Array.from({ length: count }, (_, i) => ({
    seed: firstSeed + i,
    losses: losses.slice(i * stops, (i + 1) * stops),
    accuracies: accuracies.slice(i * stops, (i + 1) * stops),
    kept: keep(parameters.subarray(i * length, (i + 1) * length), firstSeed + i, group),
  }));
}
