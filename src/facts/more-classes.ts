import { course } from '../data/course.ts';
import { exponential } from '../data/elementary.ts';
import { entry, fromRows, type Matrix, zeros } from '../data/matrix.ts';
import { penguins } from '../data/penguins.ts';
import { whole } from '../data/whole.ts';
import { confusionMatrix } from '../model/confusion-matrix.ts';
import { answers, forward, parameterCount, pass, view } from '../model/network.ts';
import { sigmoid } from '../model/sigmoid.ts';
import { softmax, softmaxCrossEntropy } from '../model/softmax.ts';
import {
  type ClassChoice,
  classRun,
  measurementPairs,
  penguinsBy,
} from '../training/class-runs.ts';
import { courseSteps } from '../training/course-runs.ts';
import { shapeOf } from '../training/playground.ts';
import { createTrainer, type Snapshot, setupData } from '../training/trainer.ts';
import { decimals, type Fact, percent, powersOfTen } from './fact.ts';

/** The scores that the chapter's figure opens with. */
export const shownScores = [2, 1, -1];

/** The units of the hidden layer that the chapter compares with none. */
export const hiddenUnits = 8;

/** Over how many ways of keeping points aside an average is taken. */
export const splits = 10;
const trainShare = 0.7;

/** ŷ of one point's scores. */
export function softmaxOf(scores: readonly number[]): number[] {
  const out = zeros(1, scores.length);
  softmax(fromRows([scores]), out);
  return [...out.values];
}

const ends = new Map<string, Snapshot>();
/** Where a run of the chapter ends. */
export function endOf(choice: ClassChoice = {}): Snapshot {
  const { setup, pace } = classRun(choice);
  const key = JSON.stringify(setup);
  const known = ends.get(key) ?? createTrainer(setup).advance(courseSteps, pace);
  ends.set(key, known);
  return known;
}

/** Which class is taken for which at the end of a run, among the points that train. */
export function confusionOf(choice: ClassChoice): Matrix {
  const { setup } = classRun(choice);
  const shape = shapeOf(setup);
  const { inputs, labels, classNames } = setupData(setup).train;
  const room = pass(inputs.rows, shape);
  forward(view(endOf(choice).parameters, shape), shape, inputs, room);
  return confusionMatrix(answers(room), labels, classNames.length);
}

/** How far Σₖ wₖ and Σₖ bₖ move in a whole run without a hidden layer: the largest change of the three sums. */
export function driftOfSums(): number {
  const { setup } = classRun();
  const shape = shapeOf(setup);
  const sums = ({ parameters }: Pick<Snapshot, 'parameters'>) => {
    const { weights, bias } = view(parameters, shape).layers[0]!;
    const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0);
    return [
      total(weights.values.subarray(0, shape.outputs)),
      total(weights.values.subarray(shape.outputs)),
      total(bias),
    ];
  };
  const [before, after] = [sums(createTrainer(setup).snapshot()), sums(endOf())];
  return Math.max(...before.map((sum, i) => Math.abs(sum - after[i]!)));
}

/** Mean accuracy on the penguins kept aside, over ten ways of keeping 30 % aside. */
export function testAccuracy(units: number): number {
  let sum = 0;
  for (let seed = 1; seed <= splits; seed++)
    sum += endOf({ data: course.penguins, units, seed, trainShare }).test!.accuracy / splits;
  return sum;
}

const recipe = (units: number) =>
  `${units === 0 ? 'no hidden layer' : `a hidden layer of ${units} tanh units`}, softmax, η = 0.5, ${courseSteps} steps from the Glorot start of seed 1`;

const adelie = 0;
const chinstrap = 1;
const wrong = (counts: Matrix) => {
  let [all, right] = [0, 0];
  for (let is = 0; is < counts.rows; is++)
    for (let answer = 0; answer < counts.columns; answer++) {
      all += entry(counts, is, answer);
      if (is === answer) right += entry(counts, is, answer);
    }
  return all - right;
};
const row = (counts: Matrix, is: number) =>
  Array.from({ length: counts.columns }, (_, answer) => entry(counts, is, answer));
const rightOf = (is: number): Fact => ({
  about: `Of the ${['Adelies', 'Chinstraps', 'Gentoos'][is]}, the share answered rightly: bill length and depth, ${recipe(0)}.`,
  compute: () => {
    const counts = row(confusionOf({ data: course.penguins }), is);
    return counts[is]! / counts.reduce((sum, count) => sum + count, 0);
  },
  format: percent(1),
});

const known = () => penguins(course.penguins);
const birds = (is: number): Fact => ({
  about: 'Penguins of this species whose bill was measured both ways.',
  compute: () => known().dataset.labels.filter((label) => label === is).length,
  format: whole,
});

const shown = (k: number): Fact => ({
  about: `Entry ${k} of the softmax of (${shownScores.join(', ')}).`,
  compute: () => softmaxOf(shownScores)[k]!,
  format: decimals(3),
});

/** The scores z of the table in which the softmax of (0, z) stands beside σ(z). */
export const twoClassScores = [-2, 0, 1, 3];
const two = twoClassScores.flatMap((z): [string, Fact][] => [
  [
    `class-two-softmax${z}`,
    {
      about: `The second entry of the softmax of (0, ${z}).`,
      compute: () => softmaxOf([0, z])[1]!,
      format: decimals(6),
    },
  ],
  [`class-two-sigmoid${z}`, { about: `σ(${z}).`, compute: () => sigmoid(z), format: decimals(6) }],
]);

const pairs = measurementPairs.flatMap((pair) =>
  [0, hiddenUnits].map((units): [string, Fact] => [
    `class-${pair.join('-')}-${units}`,
    {
      about: `Accuracy on all penguins by these two measurements: ${recipe(units)}.`,
      compute: () => endOf({ data: penguinsBy(pair), units }).accuracy,
      format: percent(1),
    },
  ]),
);

const accuracy = (data: ClassChoice['data'] & object, name: string, units: number): Fact => ({
  about: `Accuracy on ${name}: ${recipe(units)}.`,
  compute: () => endOf({ data, units }).accuracy,
  format: percent(1),
});

export const facts: Record<string, Fact> = {
  'class-shown-0': shown(0),
  'class-shown-1': shown(1),
  'class-shown-2': shown(2),
  'class-sigmoid-sum': {
    about: `The sum of σ(z) over the scores ${shownScores.join(', ')}.`,
    compute: () => shownScores.reduce((sum, z) => sum + sigmoid(z), 0),
    format: decimals(2),
  },
  'class-doubled': {
    about: `Entry 0 of the softmax of (${shownScores.map((z) => 2 * z).join(', ')}).`,
    compute: () => softmaxOf(shownScores.map((z) => 2 * z))[0]!,
    format: decimals(3),
  },
  'class-last-exponential': {
    about: 'e to the 709.',
    compute: () => exponential(709),
    format: powersOfTen,
  },
  ...Object.fromEntries(two),
  'class-coin': {
    about: 'The loss of equal scores in three classes: log 3.',
    compute: () => softmaxCrossEntropy(fromRows([[0, 0, 0]]), Uint8Array.of(0)),
    format: decimals(3),
  },
  'class-shown-loss': {
    about: `The cross-entropy of the scores (${shownScores.join(', ')}) for a point of class 0.`,
    compute: () => softmaxCrossEntropy(fromRows([shownScores]), Uint8Array.of(0)),
    format: decimals(3),
  },
  'class-drift': {
    about: `The most that the sum of a column of W, or of b, has changed over the classes: three blobs, ${recipe(0)}.`,
    compute: driftOfSums,
    format: powersOfTen,
  },
  'class-blobs-loss': {
    about: `Loss on the three blobs: ${recipe(0)}.`,
    compute: () => endOf().loss,
    format: decimals(4),
  },
  'class-blobs-points': {
    about: 'The points of the three blobs.',
    compute: () => course.threeBlobs.count,
    format: whole,
  },
  'class-blobs-wrong': {
    about: `Points of the three blobs that are taken for another class: ${recipe(0)}.`,
    compute: () => wrong(confusionOf({})),
    format: whole,
  },
  'class-steps': {
    about: 'The updates that a run of this course makes.',
    compute: () => courseSteps,
    format: whole,
  },
  'class-parameters-0': {
    about: 'Parameters of 2 → 3: a row of two weights and a bias for each class.',
    compute: () => parameterCount(shapeOf(classRun().setup)),
    format: whole,
  },
  'class-parameters-8': {
    about: `Parameters of 2 → ${hiddenUnits} → 3.`,
    compute: () => parameterCount(shapeOf(classRun({ units: hiddenUnits }).setup)),
    format: whole,
  },
  'class-arms-0': accuracy(course.threeArms, 'the spiral of three arms', 0),
  'class-arms-8': accuracy(course.threeArms, 'the spiral of three arms', hiddenUnits),
  'class-birds': {
    about: 'All penguins of the data, also those left out.',
    compute: () => known().dataset.labels.length + known().missing,
    format: whole,
  },
  'class-missing': {
    about: 'Penguins left out because a measurement of their bill is missing.',
    compute: () => known().missing,
    format: whole,
  },
  'class-birds-adelie': birds(adelie),
  'class-birds-chinstrap': birds(chinstrap),
  'class-birds-gentoo': birds(2),
  'class-commonest': {
    about: 'The share of the commonest species: what is right of “always Adelie”.',
    compute: () => {
      const { labels } = known().dataset;
      return labels.filter((label) => label === adelie).length / labels.length;
    },
    format: percent(1),
  },
  ...Object.fromEntries(pairs),
  'class-bill-wrong-0': {
    about: `Penguins taken for another species by the length and depth of their bill: ${recipe(0)}.`,
    compute: () => wrong(confusionOf({ data: course.penguins })),
    format: whole,
  },
  'class-bill-wrong-8': {
    about: `The same: ${recipe(hiddenUnits)}.`,
    compute: () => wrong(confusionOf({ data: course.penguins, units: hiddenUnits })),
    format: whole,
  },
  'class-right-adelie': rightOf(adelie),
  'class-right-chinstrap': rightOf(chinstrap),
  'class-right-gentoo': rightOf(2),
  'class-chinstrap-adelie': {
    about: `Chinstraps taken for Adelies: bill length and depth, ${recipe(0)}.`,
    compute: () => entry(confusionOf({ data: course.penguins }), chinstrap, adelie),
    format: whole,
  },
  'class-splits': {
    about: 'Over how many ways of keeping 30 % of the penguins aside the average is taken.',
    compute: () => splits,
    format: whole,
  },
  'class-test-0': {
    about: `Mean accuracy on the 30 % of the penguins kept aside, over ${splits} splits and starts: bill length and depth, no hidden layer, η = 0.5, ${courseSteps} steps.`,
    compute: () => testAccuracy(0),
    format: percent(1),
  },
  'class-test-8': {
    about: `The same with a hidden layer of ${hiddenUnits} tanh units.`,
    compute: () => testAccuracy(hiddenUnits),
    format: percent(1),
  },
};
