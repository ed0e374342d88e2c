import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { bestLine } from '../../src/model/best-line.ts';
import { classicReplay } from '../../src/training/classic-replay.ts';
import { courseSteps, heroRun, resultRun } from '../../src/training/course-runs.ts';
import { createRun, type RunSpec } from '../../src/training/run.ts';
import { sumOrMeanRun } from '../../src/training/sum-or-mean.ts';
import type { Built } from './useTimeline.ts';

/**
 * The ends of the course's runs, computed when the site is built and handed to their figures: so a
 * browser can show a trained network at once, and train it itself in the frames after.
 */
export const built = {
  hero: endOf(heroRun),
  result: endOf(resultRun),
  replay: endOf(classicReplay),
  sumOrMean: (['sum', 'mean'] as const).map((reduction) =>
    endOf(sumOrMeanRun({ reduction, rate: 0.01, points: 200, batch: 'full', seed: 3 })),
  ),
};

/** The share of the points that the best of all lines gets right, for the data sets of chapter 8. */
export const bestLines = {
  circles: bestAccuracy('circles'),
  overlapping: bestAccuracy('overlapping'),
  moons: bestAccuracy('moons'),
  xor: bestAccuracy('xor'),
};

function bestAccuracy(name: keyof typeof course): number {
  return bestLine(makeDataset(course[name])).accuracy;
}

function endOf(spec: RunSpec): Built {
  const run = createRun(spec);
  run.trainTo(courseSteps);
  const { parameters, loss, accuracy } = run.at(courseSteps);
  return {
    step: courseSteps,
    parameters: [...parameters],
    loss,
    accuracy,
    losses: run.moments
      .filter(({ step }) => step % 25 === 0 || step === courseSteps)
      .map((moment) => [moment.step, moment.loss] as const),
  };
}
