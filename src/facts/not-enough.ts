import { type ShapeName, shapeNames, shapeRecipe } from '../data/course.ts';
import type { Dataset } from '../data/dataset.ts';
import { makeDataset } from '../data/datasets.ts';
import { entry } from '../data/matrix.ts';
import { whole } from '../data/whole.ts';
import { type BestLine, bestLine, bestLineSearch } from '../model/best-line.ts';
import { bestScale } from '../model/best-scale.ts';
import { scoreOf } from '../model/half-planes.ts';
import { meanCrossEntropy } from '../model/loss.ts';
import { stripArc } from '../model/rings.ts';
import { type SettledLine, settledLine } from '../model/settled-line.ts';
import { plainLogistic } from '../training/examples.ts';
import { createTrainer } from '../training/trainer.ts';
import { decimals, type Fact, percent } from './fact.ts';

interface Found {
  readonly points: Dataset;
  readonly best: BestLine;
  readonly logistic: SettledLine;
}

const found = new Map<string, Found>();

/** The best line and logistic regression on a shape: the text's points, or those of other draws. */
function both(shape: ShapeName, draws = 0): Found {
  const key = `${shape} ${draws}`;
  const points = makeDataset(shapeRecipe(shape, draws));
  const result = found.get(key) ?? {
    points,
    best: bestLine(points),
    logistic: settledLine(points),
  };
  found.set(key, result);
  return result;
}

/** ‖∂L/∂w‖ of logistic regression at w = 0, b = 0. */
function slopeAtZero(shape: ShapeName): number {
  const { gradient } = createTrainer(plainLogistic(shapeRecipe(shape))).snapshot();
  return Math.sqrt(gradient[0]! * gradient[0]! + gradient[1]! * gradient[1]!);
}

/** The scores of the best line on the circles, whose w is 1 long: distances from the line. */
function distances(): { readonly scores: Float64Array; readonly labels: Uint8Array } {
  const { best, points } = both('circles');
  const scores = Float64Array.from(points.labels, (_, i) =>
    scoreOf(best, entry(points.inputs, i, 0), entry(points.inputs, i, 1)),
  );
  return { scores, labels: points.labels };
}

/** How far the points lie from the best line, on average: those on the right side, or on the wrong. */
function meanDistance(side: 'right' | 'wrong'): number {
  const { scores, labels } = distances();
  const there = scores.filter((z, i) => (z >= 0 === (labels[i] === 1)) === (side === 'right'));
  return there.reduce((sum, z) => sum + Math.abs(z), 0) / there.length;
}

const samples = 50;
const sampled = (what: (found: Found) => number): number[] =>
  Array.from({ length: samples }, (_, i) => what(both('circles', i + 1)));

const circles = shapeRecipe('circles') as Extract<
  ReturnType<typeof shapeRecipe>,
  { name: 'circles' }
>;
const theCircles = `the ${circles.count} points of the circles (seed ${circles.seed})`;
const others = `on ${samples} further samples of the circles, drawn by the seeds that follow`;

const nameOf: Record<ShapeName, string> = {
  circles: theCircles,
  moons: 'the moons',
  xor: 'the XOR points',
  spiral: 'the spiral',
};

/** The same numbers for each of the four shapes: the table of the chapter. */
const ofShape = (shape: ShapeName): Record<string, Fact> => ({
  [`${shape}-logistic-accuracy`]: {
    about: `Accuracy of logistic regression at the optimum of its loss, on ${nameOf[shape]}`,
    compute: () => both(shape).logistic.accuracy,
    format: percent(1),
  },
  [`${shape}-best-accuracy`]: {
    about: `Accuracy of the best line, of all lines there are, on ${nameOf[shape]}`,
    compute: () => both(shape).best.accuracy,
    format: percent(1),
  },
  [`${shape}-least-probability`]: {
    about: `The smallest ŷ that logistic regression, at its optimum, gives to a point of ${nameOf[shape]}`,
    compute: () => Math.min(...both(shape).logistic.probabilities),
    format: decimals(2),
  },
  [`${shape}-largest-probability`]: {
    about: `The largest ŷ that logistic regression, at its optimum, gives to a point of ${nameOf[shape]}`,
    compute: () => Math.max(...both(shape).logistic.probabilities),
    format: decimals(2),
  },
  [`${shape}-slope`]: {
    about: `The length of the gradient by w, at w = 0 and b = 0, on ${nameOf[shape]}`,
    compute: () => slopeAtZero(shape),
    format: decimals(3),
  },
});

export const facts: Record<string, Fact> = {
  ...Object.assign({}, ...shapeNames.map(ofShape)),
  'circles-logistic-loss': {
    about: `The lowest loss that logistic regression can have on ${theCircles}`,
    compute: () => both('circles').logistic.loss,
    format: decimals(4),
  },
  'circles-logistic-mistakes': {
    about: `Mistakes of logistic regression at the optimum of its loss, on ${theCircles}`,
    compute: () => both('circles').logistic.mistakes,
    format: whole,
  },
  'circles-points': {
    about: 'The number of points in the circles.',
    compute: () => both('circles').points.labels.length,
    format: whole,
  },
  'lines-to-try': {
    about: `A line turned about each of ${theCircles}, past every other: n(n − 1)`,
    compute: () => bestLineSearch(both('circles').points).total,
    format: whole,
  },
  'circles-best-mistakes': {
    about: `Fewest mistakes of any line, of all there are, on ${theCircles}`,
    compute: () => both('circles').best.mistakes,
    format: whole,
  },
  'rings-cut-off': {
    about: `The share of a full ring of radius ${circles.radii[1]} that lies beyond a line at distance ${circles.radii[0]} from its centre: arccos(r/R)/π`,
    compute: () => 1 / 2 - stripArc(...circles.radii) / (2 * Math.PI),
    format: percent(1),
  },
  'rings-best-accuracy': {
    about:
      'What the best line reaches on full rings: all of the inner ring, and that share of the outer',
    compute: () => 3 / 4 - stripArc(...circles.radii) / (4 * Math.PI),
    format: percent(1),
  },
  'samples-of-circles': {
    about: 'How many further samples of the circles were drawn for the sentence beside it.',
    compute: () => samples,
    format: whole,
  },
  'samples-best-lowest': {
    about: `Lowest accuracy of the best line ${others}`,
    compute: () => Math.min(...sampled(({ best }) => best.accuracy)),
    format: percent(),
  },
  'samples-best-highest': {
    about: `Highest accuracy of the best line ${others}`,
    compute: () => Math.max(...sampled(({ best }) => best.accuracy)),
    format: percent(),
  },
  'samples-logistic-lowest': {
    about: `Lowest accuracy of logistic regression, at its optimum, ${others}`,
    compute: () => Math.min(...sampled(({ logistic }) => logistic.accuracy)),
    format: percent(),
  },
  'samples-logistic-highest': {
    about: `Highest accuracy of logistic regression, at its optimum, ${others}`,
    compute: () => Math.max(...sampled(({ logistic }) => logistic.accuracy)),
    format: percent(),
  },
  'best-line-wrong-distance': {
    about: `Mean distance from the best line of the points on its wrong side, on ${theCircles}`,
    compute: () => meanDistance('wrong'),
    format: decimals(1),
  },
  'best-line-right-distance': {
    about: `Mean distance from the best line of the points on its right side, on ${theCircles}`,
    compute: () => meanDistance('right'),
    format: decimals(1),
  },
  'best-line-loss': {
    about: `Cross-entropy of the best line with ‖w‖ = 1, on ${theCircles}`,
    compute: () => {
      const { scores, labels } = distances();
      return meanCrossEntropy(scores, labels);
    },
    format: decimals(2),
  },
  'best-line-length': {
    about: `The ‖w‖ at which the best line has its lowest cross-entropy, on ${theCircles}`,
    compute: () => bestScale(both('circles').best, both('circles').points).scale,
    format: decimals(3),
  },
  'best-line-lowest-loss': {
    about: `The lowest cross-entropy that the best line can have, whatever its ‖w‖, on ${theCircles}`,
    compute: () => bestScale(both('circles').best, both('circles').points).loss,
    format: decimals(4),
  },
};
