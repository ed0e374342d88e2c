import { courseSteps } from '../../src/training/course-runs.ts';
import { createRun, type RunSpec } from '../../src/training/run.ts';
import type { Snapshot } from '../../src/training/trainer.ts';

export interface TrainedOptions {
  /** As many steps as a run of the course has, unless told otherwise. */
  readonly steps?: number;
  /** Told now and then which share is done, from 0 to 1. */
  readonly progress?: (share: number) => void;
}

/** Where a run is after so many steps; trained in slices, so that the page stays awake. */
export async function trained(
  spec: RunSpec,
  { steps = courseSteps, progress }: TrainedOptions = {},
): Promise<Snapshot> {
  const run = createRun(spec);
  for (;;) {
    const began = performance.now();
    if (run.trainTo(steps, () => performance.now() - began > 10)) return run.at(steps);
    progress?.(run.last / steps);
    await new Promise((resume) => setTimeout(resume));
  }
}
