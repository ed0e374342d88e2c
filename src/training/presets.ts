import { course } from '../data/course.ts';
import { type DataRecipe, defaults } from '../data/datasets.ts';
import { species } from '../data/penguins.ts';
import type { ActivationName } from '../model/activations.ts';
import type { OptimiserName } from './optimisers.ts';
import { optimisers } from './optimisers.ts';
import type { NetworkModel, NetworkRun } from './playground.ts';
import type { StartSpec } from './setup.ts';

/** A run to begin with, and what it is good for. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  /** Whether training succeeds. */
  readonly outcome: 'works' | 'fails';
  /** What is to be seen, and why; checked by a test. */
  readonly sentence: string;
  readonly run: NetworkRun;
}

interface Choice {
  readonly data: DataRecipe;
  readonly hidden: readonly (readonly [units: number, activation: ActivationName])[];
  readonly rate: number;
  readonly start?: StartSpec;
  readonly optimiser?: OptimiserName;
  readonly loss?: NetworkModel['loss'];
  readonly output?: NetworkModel['output'];
  readonly batch?: number;
  readonly l2?: number;
  readonly trainShare?: number;
}

const runOf = (choice: Choice): NetworkRun => ({
  setup: {
    data: choice.data,
    features: { kind: 'named', name: 'identity' },
    model: {
      kind: 'network',
      hidden: choice.hidden.map(([units, activation]) => ({ units, activation })),
      output: choice.output ?? 'sigmoid',
      loss: choice.loss ?? 'cross-entropy',
    },
    start: choice.start ?? { kind: 'glorot', seed: 1 },
    batch: choice.batch ?? 'full',
    l2: choice.l2 ?? 0,
    ...(choice.optimiser && { optimiser: optimisers[choice.optimiser] }),
    ...(choice.trainShare && { trainShare: choice.trainShare }),
    seed: 1,
  },
  pace: { learningRate: choice.rate },
});

/** Two moons that run into each other: no boundary is right about all of them. */
const mixedMoons: DataRecipe = { ...defaults.moons, count: 200, noise: 0.45, seed: 3 };
const many = (layers: number, units: number, activation: ActivationName) =>
  Array.from({ length: layers }, () => [units, activation] as const);

const three = runOf({
  data: course.circles,
  hidden: [[3, 'sigmoid']],
  rate: 2,
  start: { kind: 'uniform', seed: 2 },
});

export const presets: readonly Preset[] = [
  {
    name: 'three-lines',
    title: 'Circles, three units',
    outcome: 'works',
    sentence:
      'Works: three lines fence in the inner circle, as in chapter 12. All points are right before step 1,000.',
    run: three,
  },
  {
    name: 'two-lines',
    title: 'Circles, two units',
    outcome: 'fails',
    sentence:
      'Fails, however long it trains: two lines leave a way out, so the region cannot be closed. Some points stay wrong.',
    run: runOf({
      data: course.circles,
      hidden: [[2, 'sigmoid']],
      rate: 2,
      start: { kind: 'uniform', seed: 2 },
    }),
  },
  {
    name: 'one-line',
    title: 'Circles, no hidden layer',
    outcome: 'fails',
    sentence:
      'Fails: without a hidden layer it is logistic regression, one line, and its loss stays near log 2, that of a coin.',
    run: runOf({ data: course.circles, hidden: [], rate: 0.5 }),
  },
  {
    name: 'identity',
    title: 'Circles, layers without a bend',
    outcome: 'fails',
    sentence:
      'Fails: two layers of eight identity units are one line again, whatever their weights. More of them changes nothing.',
    run: runOf({ data: course.circles, hidden: many(2, 8, 'identity'), rate: 0.1 }),
  },
  {
    name: 'copies',
    title: 'Circles, an equal start',
    outcome: 'fails',
    sentence:
      'Fails: all parameters begin equal, so the eight units get equal gradients and stay copies of one. It takes chance to part them.',
    run: runOf({
      data: course.circles,
      hidden: [[8, 'sigmoid']],
      rate: 0.5,
      start: { kind: 'equal', seed: 1 },
    }),
  },
  {
    name: 'too-fast',
    title: 'Circles, a rate too large',
    outcome: 'fails',
    sentence:
      'Fails: at a rate of 300 each step jumps far across the valley it should go down. The loss leaps about, mostly above that of a coin. The three units of the first example want about 2.',
    run: runOf({
      data: course.circles,
      hidden: [[3, 'sigmoid']],
      rate: 300,
      start: { kind: 'uniform', seed: 2 },
    }),
  },
  {
    name: 'spiral',
    title: 'Spiral, two layers',
    outcome: 'works',
    sentence:
      'Works: two layers of eight tanh units with Adam wind along both arms. All points are right before step 500.',
    run: runOf({
      data: course.spiral,
      hidden: many(2, 8, 'tanh'),
      rate: 0.02,
      optimiser: 'adam',
    }),
  },
  {
    name: 'small-spiral',
    title: 'Spiral, two units',
    outcome: 'fails',
    sentence:
      'Fails: two units bend the plane too little for one and a quarter turns. After 2,000 steps a fifth of the points is wrong, or more.',
    run: runOf({
      data: course.spiral,
      hidden: [[2, 'tanh']],
      rate: 0.02,
      optimiser: 'adam',
    }),
  },
  {
    name: 'deep-sigmoids',
    title: 'Circles, six layers of sigmoids',
    outcome: 'fails',
    sentence:
      'Fails: each sigmoid’s slope is at most ¼, and six of them in a row leave the first layer next to no gradient. After 1,000 steps nothing is learnt.',
    run: runOf({ data: course.circles, hidden: many(6, 8, 'sigmoid'), rate: 0.5 }),
  },
  {
    name: 'deep-relu',
    title: 'Circles, six layers of ReLU',
    outcome: 'works',
    sentence:
      'Works: the same depth with ReLU and a start made for it (He). Its slope is 1 where it is not 0, so the gradient arrives.',
    run: runOf({
      data: course.circles,
      hidden: many(6, 8, 'relu'),
      rate: 0.05,
      start: { kind: 'he', seed: 1 },
    }),
  },
  {
    name: 'learnt-by-heart',
    title: 'Moons, learnt by heart',
    outcome: 'fails',
    sentence:
      'Fails where it counts: with 60 points to train on, two layers of 16 units bend their border round single points. The loss of the points kept aside falls at first, then climbs.',
    run: runOf({
      data: mixedMoons,
      hidden: many(2, 16, 'tanh'),
      rate: 0.02,
      optimiser: 'adam',
      trainShare: 0.3,
    }),
  },
  {
    name: 'penalty',
    title: 'Moons, with a penalty',
    outcome: 'works',
    sentence:
      'Works: the same network and points, with λ = 0.01 on the weights. It is less sure of the points it knows and better on those it does not.',
    run: runOf({
      data: mixedMoons,
      hidden: many(2, 16, 'tanh'),
      rate: 0.02,
      optimiser: 'adam',
      trainShare: 0.3,
      l2: 0.01,
    }),
  },
  {
    name: 'penguins',
    title: 'Three species of penguins',
    outcome: 'works',
    sentence:
      'Works: from the length and depth of their bills, three classes by the softmax. Fewer than one in twenty is mistaken.',
    run: runOf({
      data: {
        name: 'penguins',
        species: [...species],
        measurements: ['billLength', 'billDepth'],
      },
      hidden: [[4, 'tanh']],
      rate: 0.5,
      output: 'softmax',
    }),
  },
];

/** What the playground opens with. */
export const firstRun: NetworkRun = three;

/** Something to try: reached or not, as a run stands. */
export interface Challenge {
  readonly name: string;
  readonly sentence: string;
  readonly isReached: (at: Standing) => boolean;
}

/** What a challenge looks at. */
export interface Standing {
  readonly run: NetworkRun;
  /** How many parameters its network has. */
  readonly parameters: number;
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly test?: { readonly loss: number; readonly accuracy: number };
}

/** Points as hard as the course's own: their kind, at least as many, and with at least as much noise. */
const isLike = ({ run: { setup } }: Standing, name: 'circles' | 'spiral' | 'moons') => {
  const { data } = setup;
  const usual = course[name];
  const least = data.name === name && data.count >= 200 && data.noise >= usual.noise;
  const isTurned = data.name !== 'spiral' || (data.classes === 2 && data.turns >= 1.25);
  return least && isTurned && setup.features.kind === 'named';
};

/** In the order of what they ask. Each was reached by a run that a test holds. */
export const challenges: readonly Challenge[] = [
  {
    name: 'circles-13',
    sentence: 'All points of the circles right, with at most 13 parameters',
    isReached: (at) => isLike(at, 'circles') && at.parameters <= 13 && at.accuracy === 1,
  },
  {
    name: 'circles-fast',
    sentence: 'All points of the circles right within 50 steps of gradient descent',
    isReached: (at) =>
      isLike(at, 'circles') &&
      at.run.setup.optimiser === undefined &&
      at.step <= 50 &&
      at.accuracy === 1,
  },
  {
    name: 'moons-few',
    sentence: '95 % of the moons kept aside right, with a tenth of the points to train on',
    isReached: (at) =>
      isLike(at, 'moons') &&
      (at.run.setup.trainShare ?? 1) <= 0.1 &&
      at.test !== undefined &&
      at.test.accuracy >= 0.95,
  },
  {
    name: 'spiral-20',
    sentence: '95 % of the spiral right, with at most 20 parameters',
    isReached: (at) => isLike(at, 'spiral') && at.parameters <= 20 && at.accuracy >= 0.95,
  },
];
