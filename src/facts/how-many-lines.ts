import { makeDataset } from '../data/datasets.ts';
import { whole } from '../data/whole.ts';
import { bestCircle } from '../model/best-circle.ts';
import { canonical } from '../model/canonical.ts';
import { accuracy } from '../model/loss.ts';
import { logitSurface, type MlpParameters, probability, view } from '../model/mlp.ts';
import {
  boundaryRadii,
  cornerCount,
  radiiOnRays,
  raysFrom,
  shareCalledOne,
  unroundness,
} from '../model/region.ts';
import { roundTriangle } from '../model/round-triangle.ts';
import { circlesRun, courseSteps } from '../training/course-runs.ts';
import {
  cornerUnits,
  freshPoints,
  mapRates,
  mapRun,
  mapSteps,
  mapUnits,
  noisyRun,
  shownWidths,
  squareStart,
  testStops,
  testWidths,
  usualEnsemble,
} from '../training/many-networks.ts';
import { type Trained, trainMembers } from '../training/members.ts';
import { createTrainer } from '../training/trainer.ts';
import { decimals, type Fact, percent } from './fact.ts';

function once<K, T>(compute: (key: K) => T): (key: K) => T {
  const known = new Map<K, { value: T }>();
  return (key) => {
    const found = known.get(key) ?? { value: compute(key) };
    known.set(key, found);
    return found.value;
  };
}

/** How many networks of three to six units are looked at, and how many of the wide ones. */
export const tried = 100;
const wideTried: Record<number, number> = { 10: 20, 20: 10, 50: 5 };
const triedOf = (units: number) => wideTried[units] ?? tried;

/** The usual recipe with so many units, from the starts 1, 2, … */
export const usual = once((units: number) => trainMembers(usualEnsemble(units, triedOf(units))));

/** The networks of an ensemble at one of its stops. */
export function networksOf(trained: Trained, units: number, stop = 0): MlpParameters[] {
  const length = 4 * units + 1;
  const stops = trained.losses.length / trained.count;
  return Array.from({ length: trained.count }, (_, i) => {
    const from = (i * stops + stop) * length;
    return view(trained.parameters.slice(from, from + length), units);
  });
}

/** The boundary of a network around the centre, in 72 directions. */
const rays = raysFrom(72, 41, 4);
export function radiiOf(network: MlpParameters): Float64Array {
  const logits = new Float64Array(rays.points.rows);
  logitSurface(network, 'sigmoid', rays.points, logits);
  const radii = radiiOnRays(rays, logits);
  if (!radii) throw new Error('The centre of a trained network was called 0.');
  return radii;
}

const cornersBy = once((units: number) =>
  networksOf(usual(units), units).map((network) => cornerCount(radiiOf(network))),
);
/** How many of the networks with so many units found a region with so many corners. */
export const withCorners = (units: number, corners: number): number =>
  cornersBy(units).filter((count) => count === corners).length;

/** For each number of units: the networks by their corners, and the parameters of one of each. */
export const cornerCounts = () => ({
  count: tried,
  groups: cornerUnits.map((units) => {
    const counts: Record<number, number> = {};
    const examples: Record<number, number[]> = {};
    const networks = networksOf(usual(units), units);
    cornersBy(units).forEach((corners, i) => {
      counts[corners] = (counts[corners] ?? 0) + 1;
      examples[corners] ??= [...networks[i]!.all];
    });
    return { counts, examples };
  }),
});

/** The run that begins as a square, after so many steps. */
export const fromSquare = once((steps: number) => {
  const { setup, pace } = circlesRun({ units: 4 });
  const start = { kind: 'given', values: squareStart } as const;
  return createTrainer({ ...setup, start }).advance(steps, pace);
});
const squareFact = (
  what: string,
  steps: number,
  compute: (end: ReturnType<typeof fromSquare>) => number,
  format: Fact['format'],
): Fact => ({
  about: `${what} of four units that begin as a square (four lines 1.5 from the centre, at right angles), after ${steps} steps with η = 2 on the circles.`,
  compute: () => compute(fromSquare(steps)),
  format,
});
const cornersAfter = ({ parameters }: ReturnType<typeof fromSquare>) =>
  cornerCount(radiiOf(view(parameters, 4)));

/** The same count as for the usual start, from Glorot’s. */
const glorotFour = once((_: 'four') =>
  networksOf(
    trainMembers({
      run: circlesRun({ units: 4, start: 'glorot' }),
      firstSeed: 1,
      count: tried,
      stops: [courseSteps],
    }),
    4,
  ).map((network) => cornerCount(radiiOf(network))),
);

export const unroundnessOf = once((units: number) => {
  const all = networksOf(usual(units), units).map((network) => unroundness(radiiOf(network)));
  return all.reduce((sum, one) => sum + one, 0) / all.length;
});

/**
 * What the lines of a network do, once its units are turned so that every output weight is positive: how many
 * have the centre on their positive side and lie between the rings, like sides of a fence; how many have
 * their back to the centre; and the smallest angle between the normals of two sides, in degrees.
 */
export function linesOf(network: MlpParameters) {
  const { hiddenWeights, hiddenBias } = canonical(network, 'sigmoid');
  const units = hiddenBias.length;
  const lines = Array.from(hiddenBias, (bias, k) => {
    const [w1, w2] = [hiddenWeights.values[k]!, hiddenWeights.values[units + k]!];
    const size = Math.sqrt(w1 * w1 + w2 * w2);
    return { normal: [w1 / size, w2 / size] as const, distance: bias / size };
  });
  const sides = lines.filter(({ distance }) => distance > 0.5 && distance < 3);
  const cosines = sides.flatMap(({ normal: [a1, a2] }, k) =>
    sides.slice(k + 1).map(({ normal: [b1, b2] }) => a1 * b1 + a2 * b2),
  );
  return {
    sides: sides.length,
    backs: lines.filter(({ distance }) => distance < 0).length,
    // Only for a sentence: the last digits of Math.acos may differ between engines.
    leastAngle: (Math.acos(Math.min(1, Math.max(...cosines))) * 180) / Math.PI,
  };
}
export const fourLines = once((_: 'four') => networksOf(usual(4), 4).map(linesOf));

/** How many of them call something class 1 again at this distance from the centre. */
const farAway = 100;
const calledFar = once(
  (units: number) =>
    networksOf(usual(units), units).filter(
      (network) => shareCalledOne(network, 'sigmoid', farAway) > 0,
    ).length,
);
const perfect = (trained: Trained) => trained.accuracies.filter((share) => share === 1).length;

/** Every rate of the map, with three units. */
export const byRate = once((rate: number) =>
  rate === 2
    ? usual(3)
    : trainMembers({ run: mapRun(3, rate), firstSeed: 1, count: tried, stops: [courseSteps] }),
);
/** What became of the failures at rate 10 after five times the steps: their accuracies. */
export const laterAt10 = once((_: 'later') => {
  const { accuracies, firstSeed } = byRate(10);
  const { setup, pace } = mapRun(3, 10);
  return [...accuracies].flatMap((share, i) =>
    share === 1
      ? []
      : [
          createTrainer({ ...setup, start: { kind: 'uniform', seed: firstSeed + i } }).advance(
            laterSteps,
            pace,
          ).accuracy,
        ],
  );
});
const laterSteps = 5000;

/** With fewer steps, and three units. */
const early = [30, 100, 150, 200, 300] as const;
export const bySteps = once((_: 'early') =>
  trainMembers({ run: mapRun(3, 2), firstSeed: 1, count: tried, stops: early }),
);
/** Two units, and one. */
const few = once((units: number) => trainMembers(usualEnsemble(units, tried)));
const reluTried = 100;
const relu = once((units: number) =>
  trainMembers({
    run: mapRun(units, 2, 'relu he'),
    firstSeed: 1,
    count: reluTried,
    stops: [courseSteps],
  }),
);

/** Of the networks with three ReLU units that fail, those with a unit that is 0 at every point. */
const deadFailures = () => {
  const trained = relu(3);
  const { inputs } = makeDataset(mapRun(3, 2).setup.data);
  const { rows: n, values: x } = inputs;
  return networksOf(trained, 3).filter(({ hiddenWeights: { values: w }, hiddenBias }, i) => {
    const isDead = (k: number) => {
      for (let at = 0; at < n; at++)
        if (hiddenBias[k]! + w[k]! * x[at]! + w[3 + k]! * x[n + at]! > 0) return false;
      return true;
    };
    return trained.accuracies[i]! < 1 && [0, 1, 2].some(isDead);
  }).length;
};

/** What the map shows before the reader trains it: of so many networks in each cell, how many are perfect. */
export const mapTried = 8;
export interface MapCell {
  readonly right: number;
  readonly count: number;
}
export const mapCounts = once((kind: 'rate' | 'steps'): MapCell[][] =>
  mapUnits.map((units) => {
    const train = (rate: number, count: number, stops: readonly number[]) =>
      trainMembers({ run: mapRun(units, rate), firstSeed: 1, count, stops });
    if (kind === 'rate')
      return mapRates.map((rate) => {
        // The text speaks of the row of three units: there, all that were trained for it.
        const trained = units === 3 ? byRate(rate) : train(rate, mapTried, [courseSteps]);
        return { right: perfect(trained), count: trained.count };
      });
    const { accuracies } = train(2, mapTried, mapSteps);
    return mapSteps.map((_, s) => ({
      right: accuracies.filter((share, at) => at % mapSteps.length === s && share === 1).length,
      count: mapTried,
    }));
  }),
);
/** Of the cell that is shown first: three units, at a rate that is a little too large. */
export const mapChosen = () => {
  const trained = byRate(10);
  return {
    losses: [...trained.losses].map((loss) => Number(loss.toPrecision(4))),
    accuracies: [...trained.accuracies],
    parameters: networksOf(trained, 3)
      .slice(0, mapTried)
      .map(({ all }) => [...all]),
  };
};

const theStarts = `the uniform(0, 1) starts 1 … ${tried} on the circles, ${courseSteps} steps with η = 2`;

const cornersFact = (units: number, corners: number): Fact => ({
  about: `Of ${tried} networks with ${units} sigmoid units from ${theStarts}, those whose boundary around the centre has its strongest wave ${corners} times in a turn.`,
  compute: () => withCorners(units, corners),
  format: whole,
});
const unroundFact = (units: number): Fact => ({
  about: `Deviation of the boundary’s radius over its mean, on average over ${triedOf(units)} networks with ${units} units by the usual recipe, in 72 directions.`,
  compute: () => unroundnessOf(units),
  format: percent(units < 20 ? 0 : 1),
});
const farFact = (units: number): Fact => ({
  about: `Of ${tried} networks with ${units} units from ${theStarts}, those that say class 1 somewhere on the circle of radius ${farAway}.`,
  compute: () => calledFar(units),
  format: whole,
});
const rateFact = (rate: number): Fact => ({
  about: `Of ${tried} networks with three units, η = ${rate}, otherwise by the usual recipe, those that get every point right.`,
  compute: () => perfect(byRate(rate)),
  format: whole,
});
const stepsFact = (steps: (typeof early)[number]): Fact => ({
  about: `Of ${tried} networks with three units by the usual recipe, those that get every point right after ${steps} steps.`,
  compute: () => {
    const { accuracies } = bySteps('early');
    const stop = early.indexOf(steps);
    return accuracies.filter((share, at) => at % early.length === stop && share === 1).length;
  },
  format: whole,
});
const unitsFact = (units: number): Fact => ({
  about: `Of ${triedOf(units)} networks with ${units} sigmoid units by the usual recipe, those that get every point right.`,
  compute: () => perfect(units < 3 ? few(units) : usual(units)),
  format: whole,
});
const reluFact = (units: number): Fact => ({
  about: `Of ${reluTried} networks with ${units} ReLU units from He’s start (seeds 1 … ${reluTried}), ${courseSteps} steps with η = 2, those that get every point right.`,
  compute: () => perfect(relu(units)),
  format: whole,
});

/** The boundary of the three units with weights of length ε, in 720 directions. */
const roundRadii = once((epsilon: number) =>
  boundaryRadii(roundTriangle(epsilon), 'sigmoid', 720, 20),
);
const roundFact = (epsilon: number, end: 'nearest' | 'farthest', digits: number): Fact => ({
  about: `The ${end} place of the boundary of three units with weights of length ${epsilon}, over 720 directions.`,
  compute: () => (end === 'nearest' ? Math.min : Math.max)(...roundRadii(epsilon)),
  format: decimals(digits),
});

/** Mean accuracy on the training and on fresh points. */
const testTried = 3;
export const noisy = once((key: `${number} ${number}`) => {
  const [units, noise] = key.split(' ').map(Number) as [number, number];
  const trained = trainMembers({
    run: noisyRun(units, noise),
    firstSeed: 1,
    count: testTried,
    // Only at the highest noise is the long run looked at.
    stops: testStops.filter((stop) => stop <= (noise === 0.6 ? 10_000 : 1001)),
  });
  const { inputs, labels } = makeDataset(freshPoints(noise));
  const logits = new Float64Array(labels.length);
  const stops = trained.losses.length / testTried;
  return Array.from({ length: stops }, (_, s) => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / testTried;
    return {
      train: mean(Array.from({ length: testTried }, (_, i) => trained.accuracies[i * stops + s]!)),
      test: mean(
        networksOf(trained, units, s).map((network) => {
          logitSurface(network, 'sigmoid', inputs, logits);
          return accuracy(logits, labels);
        }),
      ),
    };
  });
});
/** What the figure of training and fresh points shows first, at noise 0.6. */
export const noisyTests = () => ({
  count: testTried,
  widths: testWidths.map((units) => {
    const shares = noisy(`${units} 0.6`);
    return {
      train: shares.map(({ train }) => train),
      test: shares.map(({ test }) => test),
      first: [...firstNoisy(units)],
    };
  }),
});
const firstNoisy = (units: number) =>
  trainMembers({ run: noisyRun(units, 0.6), firstSeed: 1, count: 1, stops: [courseSteps] })
    .parameters;

const noisyFact = (
  units: number,
  noise: number,
  which: 'train' | 'test',
  steps: (typeof testStops)[number] = courseSteps as 1001,
): Fact => ({
  about: `Accuracy on ${which === 'train' ? 'the 200 training points' : '4,000 fresh points (seed 777)'} at noise ${noise}, of networks with ${units} units after ${steps} steps, on average over the starts 1 … ${testTried}.`,
  compute: () => noisy(`${units} ${noise}`)[testStops.indexOf(steps)]![which],
  format: percent(1),
});

const centreOf = (network: MlpParameters) => probability(network, 'sigmoid', 0, 0);
/** All the usual networks of three and more units that are looked at. */
const all = () => cornerUnits.flatMap((units) => networksOf(usual(units), units));

export const facts: Record<string, Fact> = {
  'many-tried': { about: 'How many networks were tried.', compute: () => tried, format: whole },
  'many-map-tried': {
    about: 'How many networks of each cell the build has trained.',
    compute: () => mapTried,
    format: whole,
  },
  ...Object.fromEntries(shownWidths.map((units) => [`many-unround-${units}`, unroundFact(units)])),
  ...Object.fromEntries(
    [1, 2, 3, 4, 5].map((units) => [`many-perfect-${units}`, unitsFact(units)]),
  ),
  'many-best-2': {
    about: `The best accuracy of ${tried} networks with two units by the usual recipe.`,
    compute: () => Math.max(...few(2).accuracies),
    format: percent(1),
  },
  ...Object.fromEntries(mapRates.map((rate) => [`many-rate-${rate}`, rateFact(rate)])),
  'many-failed-10': {
    about: `Of ${tried} networks with three units, η = 10, otherwise by the usual recipe, those that do not get every point right.`,
    compute: () => laterAt10('later').length,
    format: whole,
  },
  'many-later-10': {
    about: `Of these, those that do after ${laterSteps} steps.`,
    compute: () => laterAt10('later').filter((share) => share === 1).length,
    format: whole,
  },
  'many-later-steps': {
    about: 'So many steps, to see whether more of them help.',
    compute: () => laterSteps,
    format: whole,
  },
  ...Object.fromEntries(early.map((steps) => [`many-steps-${steps}`, stepsFact(steps)])),
  ...Object.fromEntries([3, 5].map((units) => [`many-relu-${units}`, reluFact(units)])),
  'many-relu-failed': {
    about: `Of these ${reluTried} networks with three ReLU units, those that do not get every point right.`,
    compute: () => reluTried - perfect(relu(3)),
    format: whole,
  },
  'many-relu-dead': {
    about: 'Of these failures, those in which a unit is 0 at every point.',
    compute: deadFailures,
    format: whole,
  },
  ...Object.fromEntries(
    cornerUnits.flatMap((units) =>
      [3, 4, 5].map((corners) => [`many-corners-${units}-${corners}`, cornersFact(units, corners)]),
    ),
  ),
  'many-glorot-4-3': {
    about: `Of ${tried} networks with four units from Glorot’s starts 1 … ${tried}, otherwise by the usual recipe, those with three corners.`,
    compute: () => glorotFour('four').filter((corners) => corners === 3).length,
    format: whole,
  },
  'many-square-corners': squareFact('Corners', 0, cornersAfter, whole),
  'many-square-right': squareFact('Accuracy', 0, ({ accuracy: share }) => share, percent(0)),
  'many-square-loss': squareFact('Loss', 0, ({ loss }) => loss, decimals(3)),
  'many-square-end-corners': squareFact('Corners', courseSteps, cornersAfter, whole),
  'many-square-end-loss': squareFact('Loss', courseSteps, ({ loss }) => loss, decimals(3)),
  'many-four-sides': {
    about: `Of ${tried} networks with four units from ${theStarts}, their units turned so that every output weight is positive, those in which all four lines lie between the rings and face the centre.`,
    compute: () => fourLines('four').filter(({ sides }) => sides === 4).length,
    format: whole,
  },
  'many-four-doubled': {
    about: 'Of these, those in which the normals of two lines differ by less than 30°.',
    compute: () =>
      fourLines('four').filter(({ sides, leastAngle }) => sides === 4 && leastAngle < 30).length,
    format: whole,
  },
  'many-four-backs': {
    about: `Of the same ${tried} networks with four units, those in which one line has its back to the centre.`,
    compute: () => fourLines('four').filter(({ backs }) => backs === 1).length,
    format: whole,
  },
  'many-round-1-near': roundFact(1, 'nearest', 2),
  'many-round-1-far': roundFact(1, 'farthest', 2),
  'many-round-01-near': roundFact(0.1, 'nearest', 3),
  'many-round-01-far': roundFact(0.1, 'farthest', 3),
  'many-round-output': {
    about: 'The output weights of three units with weights of length 0.1 that draw a circle.',
    compute: () => roundTriangle(0.1).outputWeights[0]!,
    format: whole,
  },
  'many-largest-output': {
    about: `The largest output weight, without its sign, of ${tried} networks with three units from ${theStarts}.`,
    compute: () =>
      Math.max(
        ...networksOf(usual(3), 3).flatMap(({ outputWeights }) => [...outputWeights].map(Math.abs)),
      ),
    format: whole,
  },
  'many-round-loss': {
    about: 'The loss of three units with weights of length 0.1 on the circles.',
    compute: () =>
      createTrainer(mapRun(3, 2).setup, { step: 0, parameters: roundTriangle(0.1).all }).snapshot()
        .loss,
    format: decimals(4),
  },
  'many-centre-lowest': {
    about: `The lowest ŷ at the centre of the ${4 * tried} networks with 3 to 6 units from ${theStarts}.`,
    compute: () => Math.min(...all().map(centreOf)),
    format: decimals(3),
  },
  'many-networks': {
    about: 'How many networks with 3 to 6 units were looked at.',
    compute: () => all().length,
    format: whole,
  },
  ...Object.fromEntries(cornerUnits.map((units) => [`many-far-${units}`, farFact(units)])),
  'noisy-train-3': noisyFact(3, 0.6, 'train'),
  'noisy-test-3': noisyFact(3, 0.6, 'test'),
  'noisy-train-10': noisyFact(10, 0.6, 'train'),
  'noisy-test-10': noisyFact(10, 0.6, 'test'),
  'noisy-train-10-long': noisyFact(10, 0.6, 'train', 10_000),
  'noisy-test-10-long': noisyFact(10, 0.6, 'test', 10_000),
  'noisy-test-3-middle': noisyFact(3, 0.4, 'test'),
  'noisy-test-10-middle': noisyFact(10, 0.4, 'test'),
  'noisy-test-3-low': noisyFact(3, 0.2, 'test'),
  'noisy-best-circle': {
    about:
      'Accuracy of the best circle about the centre on the same 4,000 fresh points, noise 0.6.',
    compute: () => bestCircle(makeDataset(freshPoints(0.6))),
    format: percent(1),
  },
  'noisy-best-circle-middle': {
    about:
      'Accuracy of the best circle about the centre on the same 4,000 fresh points, noise 0.4.',
    compute: () => bestCircle(makeDataset(freshPoints(0.4))),
    format: percent(1),
  },
};
