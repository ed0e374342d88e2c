import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { logarithm } from '../data/elementary.ts';
import { column } from '../data/matrix.ts';
import { whole } from '../data/whole.ts';
import { bestPair } from '../model/best-pair.ts';
import { allSayOne, fenceDistance, type HalfPlane, triangleAt } from '../model/half-planes.ts';
import { stripArc } from '../model/rings.ts';
import { largestDistance, trainAlone } from '../training/alone.ts';
import { createTrainer } from '../training/trainer.ts';
import { decimals, type Fact, percent } from './fact.ts';

const { circles } = course;
const [inner, outer] = circles.radii;

function once<T>(compute: () => T): () => T {
  let found: { value: T } | undefined;
  return () => {
    found ??= { value: compute() };
    return found.value;
  };
}

const mistakesOf = (lines: readonly HalfPlane[]) => {
  const { inputs, labels } = makeDataset(circles);
  const x1 = column(inputs, 0);
  const x2 = column(inputs, 1);
  return labels.reduce(
    (count, label, i) => count + Number(allSayOne(lines, x1[i]!, x2[i]!) !== label),
    0,
  );
};
const fence = triangleAt(fenceDistance);
const fenceAlone = once(() => fence.map((line) => mistakesOf([line])));

const pair = once(() => bestPair(makeDataset(circles)));

/** The figure's own run, at its own rate, to its last step. */
const alone = once(() => ({
  starts: trainAlone(circles, 1, 0, { learningRate: 0.1 }),
  ends: trainAlone(circles, 1, 1000, { learningRate: 0.1 }),
}));

const runsTogether = 50;
const together = once(() =>
  Array.from(
    { length: runsTogether },
    (_, seed) =>
      createTrainer({
        data: circles,
        features: { kind: 'named', name: 'identity' },
        model: { kind: 'mlp', units: 2, activation: 'sigmoid' },
        start: { kind: 'uniform', seed },
        batch: 'full',
        l2: 0,
        seed: 0,
      }).advance(1001, { learningRate: 2 }).accuracy,
  ),
);

const theCircles = `the ${circles.count} points of the circles (seed ${circles.seed})`;
const theRun = `at the end of the figure’s own run, 1000 steps at rate 0.1 from the starts by seed 1, on ${theCircles}`;

export const facts: Record<string, Fact> = {
  'fence-mistakes': {
    about: `Mistakes of the AND of three lines ${fenceDistance} from the centre, 120° apart, on ${theCircles}`,
    compute: () => mistakesOf(fence),
    format: whole,
  },
  'fence-alone-fewest': {
    about: `Fewest mistakes of one of these three lines alone, on ${theCircles}`,
    compute: () => Math.min(...fenceAlone()),
    format: whole,
  },
  'fence-alone-most': {
    about: `Most mistakes of one of these three lines alone, on ${theCircles}`,
    compute: () => Math.max(...fenceAlone()),
    format: whole,
  },
  'strip-arc': {
    about: `2 arcsin(r/R) for rings of radius ${inner} and ${outer}, in radians`,
    compute: () => stripArc(inner, outer),
    format: decimals(3),
  },
  'strip-share': {
    about: `2 arcsin(r/R) as a share of the whole turn, for rings of radius ${inner} and ${outer}`,
    compute: () => stripArc(inner, outer) / (2 * Math.PI),
    format: percent(1),
  },
  'two-lines-ceiling': {
    about: `What two lines can reach on full rings at best: all but half of that share`,
    compute: () => 1 - stripArc(inner, outer) / (2 * Math.PI) / 2,
    format: percent(1),
  },
  'best-pair-mistakes': {
    about: `Fewest mistakes of the AND of two lines, of all pairs there are, on ${theCircles}`,
    compute: () => pair().mistakes,
    format: whole,
  },
  'best-pair-accuracy': {
    about: `Accuracy of the best AND of two lines, of all pairs there are, on ${theCircles}`,
    compute: () => pair().accuracy,
    format: percent(1),
  },
  'two-together-runs': {
    about:
      'How often two hidden units were trained for the sentence beside it, by the seeds 0 to 49',
    compute: () => together().length,
    format: whole,
  },
  'two-together-best': {
    about: `Best accuracy of two sigmoid units trained together, 1001 steps at rate 2, from ${runsTogether} starts, on ${theCircles}`,
    compute: () => Math.max(...together()),
    format: percent(1),
  },
  'alone-start-distance': {
    about: `Largest distance between the three starts by seed 1, standard normal`,
    compute: () => largestDistance(alone().starts),
    format: decimals(2),
  },
  'alone-w1': {
    about: `First weight of the three logistic regressions ${theRun}`,
    compute: () => alone().ends[0]!.parameters[0]!,
    format: decimals(3),
  },
  'alone-w2': {
    about: `Second weight of the three logistic regressions ${theRun}`,
    compute: () => alone().ends[0]!.parameters[1]!,
    format: decimals(3),
  },
  'alone-b': {
    about: `Bias of the three logistic regressions ${theRun}`,
    compute: () => alone().ends[0]!.parameters[2]!,
    format: decimals(4),
  },
  'alone-loss': {
    about: `Loss of each of the three logistic regressions ${theRun}`,
    compute: () => alone().ends[0]!.loss,
    format: decimals(4),
  },
  'alone-accuracy': {
    about: `Accuracy of each of the three logistic regressions ${theRun}`,
    compute: () => alone().ends[0]!.accuracy,
    format: percent(1),
  },
  'coin-loss': {
    about: 'The loss of a model that says one half to every point: log 2',
    compute: () => logarithm(2),
    format: decimals(4),
  },
};
