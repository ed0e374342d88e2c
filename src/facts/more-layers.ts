import { makeDataset } from '../data/datasets.ts';
import { whole } from '../data/whole.ts';
import type { ActivationName } from '../model/activations.ts';
import { layerSlopes } from '../model/layer-slopes.ts';
import { forward, parameterCount, pass, view } from '../model/network.ts';
import { linearProbe } from '../model/probe.ts';
import { courseSteps } from '../training/course-runs.ts';
import { deepRun, equalRates, equalSizes } from '../training/deep-runs.ts';
import { shapeOf } from '../training/playground.ts';
import { createTrainer, type Snapshot } from '../training/trainer.ts';
import { decimals, type Fact, percent, powersOfTen } from './fact.ts';

/** From how many starts each size was trained. */
export const tried = 10;

const once = <T>(make: () => T) => {
  let known: { value: T } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
};

const recipe = '2 → 8 → 3 → 1, tanh, η = 0.5, Glorot start of seed 1, the course’s spiral';

/** The run that the figure opens with. */
export const theEnd = once(() => {
  const { setup, pace } = deepRun();
  return createTrainer(setup).advance(courseSteps, pace);
});

/** How well one line does in the plane, in the first layer's space, and in the second's. */
export const probes = once(() => {
  const { setup } = deepRun();
  const shape = shapeOf(setup);
  const { inputs, labels } = makeDataset(setup.data);
  const room = pass(inputs.rows, shape);
  forward(view(theEnd().parameters, shape), shape, inputs, room);
  return [inputs, ...room.hidden.map(({ activations }) => activations)].map(
    (activations) => linearProbe(activations, labels) ?? Number.NaN,
  );
});

/** Where ten networks end that have so many hidden layers and about 105 parameters. */
const ends = new Map<string, readonly Snapshot[]>();
export function endsOf(activation: keyof typeof equalRates, depth: number): readonly Snapshot[] {
  const key = `${activation} ${depth}`;
  const known =
    ends.get(key) ??
    Array.from({ length: tried }, (_, i) => {
      const { setup, pace } = deepRun({
        hidden: equalSizes[depth - 1]!,
        activation,
        learningRate: equalRates[activation],
        seed: i + 1,
      });
      return createTrainer(setup).advance(courseSteps, pace);
    });
  ends.set(key, known);
  return known;
}

const slopeStarts = 100;

/** The mean |∂L/∂w| by layer at the start, over 100 starts of four hidden layers of five units. */
export function startSlopes(activation: ActivationName): number[] {
  const sums: number[] = [];
  for (let seed = 1; seed <= slopeStarts; seed++) {
    const { setup } = deepRun({ hidden: [5, 5, 5, 5], activation, seed });
    layerSlopes(createTrainer(setup).snapshot().gradient, shapeOf(setup)).forEach((slope, l) => {
      sums[l] = (sums[l] ?? 0) + slope / slopeStarts;
    });
  }
  return sums;
}

const ratio = (activation: ActivationName) => {
  const slopes = startSlopes(activation);
  return slopes.at(-1)! / slopes[0]!;
};

const sizeWords = (depth: number) => `2 → ${equalSizes[depth - 1]!.join(' → ')} → 1`;

const counts = (['tanh', 'sigmoid'] as const).flatMap((activation) =>
  [1, 2, 3, 4].flatMap((depth): [string, Fact][] => {
    const about = `${sizeWords(depth)}, ${activation}, η = ${equalRates[activation]}, ${courseSteps} steps from the Glorot starts 1 … ${tried} on the course’s spiral`;
    return [
      [
        `deep-perfect-${activation}-${depth}`,
        {
          about: `Of ${tried} networks, those that get every point right: ${about}.`,
          compute: () => endsOf(activation, depth).filter(({ accuracy }) => accuracy === 1).length,
          format: whole,
        },
      ],
      [
        `deep-mean-${activation}-${depth}`,
        {
          about: `The mean accuracy of ${tried} networks: ${about}.`,
          compute: () =>
            endsOf(activation, depth).reduce((sum, { accuracy }) => sum + accuracy, 0) / tried,
          format: percent(1),
        },
      ],
    ];
  }),
);

const sizes = [1, 2, 3, 4].map((depth): [string, Fact] => [
  `deep-size-${depth}`,
  {
    about: `The parameters of ${sizeWords(depth)}.`,
    compute: () =>
      parameterCount({
        inputs: 2,
        hidden: equalSizes[depth - 1]!.map((units) => ({ units, activation: 'tanh' })),
        outputs: 1,
      }),
    format: whole,
  },
]);

const line = (layer: number): Fact => ({
  about: `Accuracy of the best logistic regression ${layer === 0 ? 'on the points' : `on what hidden layer ${layer} says of them`} (a penalty of 10⁻⁴ makes it one): ${recipe}, after ${courseSteps} steps.`,
  compute: () => probes()[layer]!,
  format: percent(1),
});

export const facts: Record<string, Fact> = {
  'deep-parameters': {
    about: 'The parameters of 2 → 8 → 3 → 1: (2 + 1) · 8 + (8 + 1) · 3 + (3 + 1) · 1.',
    compute: () => parameterCount(shapeOf(deepRun().setup)),
    format: whole,
  },
  'deep-steps': {
    about: 'The updates that a run of this course makes.',
    compute: () => courseSteps,
    format: whole,
  },
  'deep-loss': {
    about: `Loss after ${courseSteps} steps: ${recipe}.`,
    compute: () => theEnd().loss,
    format: decimals(4),
  },
  'deep-accuracy': {
    about: `Accuracy after ${courseSteps} steps: ${recipe}.`,
    compute: () => theEnd().accuracy,
    format: percent(),
  },
  'deep-line-0': line(0),
  'deep-line-1': line(1),
  'deep-line-2': line(2),
  'deep-tried': {
    about: 'From how many starts each size was trained.',
    compute: () => tried,
    format: whole,
  },
  ...Object.fromEntries(sizes),
  ...Object.fromEntries(counts),
  'deep-slope-first': {
    about: `The mean |∂L/∂w| over the first layer’s weights at the start, 2 → 5 → 5 → 5 → 5 → 1 of sigmoids, over ${slopeStarts} Glorot starts.`,
    compute: () => startSlopes('sigmoid')[0]!,
    format: powersOfTen,
  },
  'deep-slope-last': {
    about: `The same over the output’s weights.`,
    compute: () => startSlopes('sigmoid').at(-1)!,
    format: decimals(3),
  },
  'deep-slope-ratio': {
    about: `How many times larger the output’s mean |∂L/∂w| is than the first layer’s at the start: 2 → 5 → 5 → 5 → 5 → 1 of sigmoids, means over ${slopeStarts} Glorot starts.`,
    compute: () => ratio('sigmoid'),
    format: whole,
  },
  'deep-slope-ratio-tanh': {
    about: 'The same for tanh.',
    compute: () => ratio('tanh'),
    format: decimals(1),
  },
  'deep-slope-ratio-relu': {
    about: `The same for ReLU, over ${slopeStarts} starts by He.`,
    compute: () => ratio('relu'),
    format: decimals(1),
  },
};
