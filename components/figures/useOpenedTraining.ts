import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Setup } from '../../src/training/setup.ts';
import { useChanged } from '../code/changed.ts';
import type { Built } from './useTimeline.ts';
import { type Training, type TrainingOptions, useTraining } from './useTraining.ts';

export interface OpenedOptions extends Omit<TrainingOptions, 'origin'> {
  /** Where this setup's training leads, as the build found it; undefined for one that is not the usual. */
  readonly end: Built | undefined;
}

/** Training that is shown at its end until it is wanted. */
export interface OpenedTraining extends Training {
  /** It still shows the end that it opened with, or has gone on from there. */
  readonly isOpening: boolean;
}

/**
 * Training that opens where it leads: the first Train or Reset goes to the setup's own start, and from
 * there everything is as ever. Step goes on from the end.
 */
export function useOpenedTraining(
  setup: Setup,
  { end, ...options }: OpenedOptions,
): OpenedTraining {
  const [opens, setOpens] = useState(true);
  const toTrain = useRef(false);
  // What a changed listing makes of the run is not known beforehand: it begins at its start.
  const isOriginal = useChanged(options.figure).length === 0;
  const origin = useMemo(
    () =>
      end && opens && isOriginal
        ? { step: end.step, parameters: Float64Array.from(end.parameters) }
        : undefined,
    [end, opens, isOriginal],
  );
  const training = useTraining(setup, { ...options, origin });
  useEffect(() => {
    if (toTrain.current) training.train();
    toTrain.current = false;
  }, [origin]);
  const leave = (trains: boolean) => () => {
    toTrain.current = trains;
    setOpens(false);
  };
  return {
    ...training,
    isOpening: origin !== undefined,
    ...(origin && { train: leave(true), reset: leave(false) }),
  };
}
