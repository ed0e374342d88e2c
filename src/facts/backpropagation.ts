import { seeded } from '../data/random.ts';
import { whole } from '../data/whole.ts';
import { parameterCount } from '../model/mlp.ts';
import { sigmoid } from '../model/sigmoid.ts';
import { start } from '../model/starts.ts';
import {
  chosenPoint,
  descend,
  factorsAt,
  lossAt,
  networkAfter,
  steepened,
  trials,
  units,
  valuesOf,
} from '../training/one-point.ts';
import { decimals, type Fact, powersOfTen } from './fact.ts';

const network = () => networkAfter(50);
const here =
  'At the point of the figure, for the network of the circles (seed 44) after 50 steps from its uniform start (seed 44).';

const factorThere = (id: string, parameters = network()) =>
  valuesOf(factorsAt(parameters, chosenPoint), id).values[0]!;

/** How many random networks the witness is asked about. */
const tried = 1000;

/** The largest relative difference between a gradient and its finite differences, over random networks. */
function worstAgreement(): number {
  const random = seeded(10);
  let worst = 0;
  for (let i = 0; i < tried; i++) {
    const parameters = start('normal', [2, units, 1], random);
    const point = {
      x1: 3 * random.normal(),
      x2: 3 * random.normal(),
      label: random.below(2),
    };
    for (const { relativeDifference } of trials(
      parameters,
      point,
      factorsAt(parameters, point),
    ).values())
      worst = Math.max(worst, relativeDifference ?? 0);
  }
  return worst;
}

export const facts: Record<string, Fact> = {
  'backprop-forward-passes': {
    about: 'Two forward passes for each of the 13 parameters.',
    compute: () => 2 * parameterCount(units),
    format: whole,
  },
  'backprop-probability': { about: here, compute: () => factorThere('yHat'), format: decimals(3) },
  'backprop-error': { about: here, compute: () => factorThere('dL/ds2'), format: decimals(3) },
  'backprop-saturated-logit': {
    about:
      'The smallest whole number whose sigmoid is exactly 1 in 64-bit arithmetic, found by trying.',
    compute: () => {
      let logit = 0;
      while (sigmoid(logit) < 1) logit += 1;
      return logit;
    },
    format: whole,
  },
  'backprop-slope-before': {
    about: `h₁(1 − h₁). ${here}`,
    compute: () => factorThere('dh/ds1'),
    format: decimals(3),
  },
  'backprop-slope-after': {
    about: `h₁(1 − h₁) once the first unit’s weights and bias are twenty times as large. ${here}`,
    compute: () => factorThere('dh/ds1', steepened(network(), 20)),
    format: (value) => powersOfTen(value, 0),
  },
  'backprop-tried': {
    about:
      'Networks with standard normal parameters and points with normal coordinates of deviation 3, seed 10.',
    compute: () => tried,
    format: whole,
  },
  'backprop-agreement': {
    about: `The largest over ${tried} random networks and points (seed 10), each gradient against central differences; gradients below 1e-8 are left out.`,
    compute: worstAgreement,
    format: (value) => powersOfTen(value, 0),
  },
  'backprop-loss': {
    about: here,
    compute: () => lossAt(network(), chosenPoint),
    format: decimals(3),
  },
  'backprop-loss-after': {
    about: `After one step of gradient descent on this point alone, η = 1. ${here}`,
    compute: () => lossAt(descend(network(), chosenPoint, 1, 1), chosenPoint),
    format: decimals(3),
  },
};
