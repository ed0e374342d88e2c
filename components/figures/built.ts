import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import {
  cornerCounts,
  mapChosen,
  mapCounts,
  mapTried,
  networksOf,
  noisyTests,
  usual,
} from '../../src/facts/how-many-lines.ts';
import { simplify } from '../../src/figure/simplify.ts';
import { bestLine } from '../../src/model/best-line.ts';
import { classRun } from '../../src/training/class-runs.ts';
import { classicReplay } from '../../src/training/classic-replay.ts';
import {
  circlesRun,
  courseSteps,
  fourRates,
  heroRun,
  resultRun,
} from '../../src/training/course-runs.ts';
import { deepRun } from '../../src/training/deep-runs.ts';
import { shownWidths } from '../../src/training/many-networks.ts';
import { createRun, type RunSpec } from '../../src/training/run.ts';
import { sumOrMeanRun } from '../../src/training/sum-or-mean.ts';
import type { Built } from './useTimeline.ts';

/**
 * The ends of the course's runs, computed when the site is built and handed to their figures: so a
 * browser can show a trained network at once, and train it itself in the frames after.
 */
export const built = {
  hero: pictureOf(heroRun),
  result: endOf(resultRun),
  replay: endOf(classicReplay),
  sumOrMean: (['sum', 'mean'] as const).map((reduction) =>
    endOf(sumOrMeanRun({ reduction, rate: 0.01, points: 200, batch: 'full', seed: 3 })),
  ),
  rates: fourRates.map((learningRate) => sketched(circlesRun({ learningRate }))),
};

/** The runs of chapter 13's widths. */
export const widths = () => shownWidths.map((units) => pictureOf(circlesRun({ units })));

/** What the map of successes shows before it is trained. */
export const successes = () => ({
  count: mapTried,
  rate: mapCounts('rate'),
  steps: mapCounts('steps'),
  chosen: mapChosen(),
});

/** Its counted corners, its twenty networks of three units, and its training and fresh points. */
export const corners = cornerCounts;
export const twenty = () =>
  networksOf(usual(3), 3)
    .slice(0, 20)
    .map(({ all }) => [...all]);
export const tests = noisyTests;

/** The share of the points that the best of all lines gets right, for the data sets of chapter 8. */
export const bestLines = {
  circles: bestAccuracy('circles'),
  overlapping: bestAccuracy('overlapping'),
  moons: bestAccuracy('moons'),
  xor: bestAccuracy('xor'),
};

/** Chapter 14's network on the spiral. */
export const deep = () => endOf(deepRun());

/** Chapter 15's three blobs, told apart without a hidden layer. */
export const blobs = () => endOf(classRun());

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

/** The same for a figure that draws no losses. */
function pictureOf(spec: RunSpec): Built {
  return { ...endOf(spec), losses: [] };
}

/**
 * The same with a loss of every step, for losses that jump from one to the next; but what the eye cannot
 * tell from a straight line on a logarithmic axis is left out, and so are digits that it cannot see.
 */
function sketched(spec: RunSpec): Built {
  const run = createRun(spec, true);
  run.trainTo(courseSteps);
  // As it lies in the chart, about: a step is a pixel wide, and a factor of ten 50 pixels high.
  const places = run.moments.map(({ step, loss }) => [step, 50 * Math.log10(loss)] as const);
  return {
    ...endOf(spec),
    losses: simplify(places, 0.4).map((i) => {
      const { step, loss } = run.moments[i]!;
      return [step, Number(loss.toPrecision(3))] as const;
    }),
  };
}
