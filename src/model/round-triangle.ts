import { cosine, sine } from '../data/elementary.ts';
import { type MlpParameters, view } from './mlp.ts';
import { sigmoid } from './sigmoid.ts';

/** The mean radius of the circle that is drawn: between the rings, a little nearer to the inner one. */
export const roundRadius = 1.9;

/** How steep the logit falls: about as a quadratic of this size over 20. */
const SIZE = 20;

/** Looks round the circle for the mean of Σ h on it: more than enough for a smooth function. */
const LOOKS = 96;

/**
 * Three sigmoid units that draw a circle, the better the smaller ε: weights of length ε whose normals stand 120° apart,
 * every bias 1, every output weight 20/ε². In Σ σ(ε nₖ·x + 1) the terms linear in x cancel, as the normals
 * sum to 0, and what is left is 3σ(1) + ¾ σ″(1) ε²|x|² and terms of ε³ and smaller. b_final puts the boundary
 * at a radius of 1.9 in the middle. Throws unless ε > 0.
 */
export function roundTriangle(epsilon: number): MlpParameters {
  if (!(epsilon > 0))
    throw new RangeError(`The weights' length must be above 0, but got ${epsilon}.`);
  const triangle = view(new Float64Array(13), 3);
  for (let k = 0; k < 3; k++) {
    const angle = Math.PI / 2 + (2 * Math.PI * k) / 3;
    triangle.hiddenWeights.values[k] = epsilon * cosine(angle);
    triangle.hiddenWeights.values[3 + k] = epsilon * sine(angle);
    triangle.hiddenBias[k] = 1;
    triangle.outputWeights[k] = SIZE / (epsilon * epsilon);
  }
  // Each unit meets the same values on the circle, in another order: three times one unit's mean.
  let sum = 0;
  for (let i = 0; i < LOOKS; i++)
    sum += sigmoid(1 + epsilon * roundRadius * cosine((2 * Math.PI * i) / LOOKS));
  triangle.outputBias[0] = -triangle.outputWeights[0]! * 3 * (sum / LOOKS);
  return triangle;
}
