import { classicRun } from '../data/classic-run.ts';
import { resultRun } from './course-runs.ts';
import type { RunSpec } from './run.ts';

/** The classic run from its recorded points and start; its sum's rate 0.01 is 2 on the mean. */
export const classicReplay: RunSpec = {
  ...resultRun,
  setup: {
    ...resultRun.setup,
    data: classicRun.data,
    start: { kind: 'given', values: classicRun.start },
  },
  pace: { learningRate: classicRun.learningRate },
};
