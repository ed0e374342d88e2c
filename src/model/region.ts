import { cosine, sine } from '../data/elementary.ts';
import { type MlpParameters, probability } from './mlp.ts';

/**
 * How far the boundary ŷ = ½ lies from the origin in each of so many directions, for a region that is
 * called 1 at the origin and has no holes: found by halving, to about 1e-12. Infinity where the region
 * reaches further than `most`. Throws when the origin is called 0.
 */
export function boundaryRadii(
  parameters: MlpParameters,
  activation: string,
  directions: number,
  most = 100,
): Float64Array {
  if (probability(parameters, activation, 0, 0) < 0.5)
    throw new RangeError('The boundary is measured from inside, but the origin is called 0.');
  return Float64Array.from({ length: directions }, (_, d) => {
    const angle = (2 * Math.PI * d) / directions;
    const [c, s] = [cosine(angle), sine(angle)];
    const isInside = (radius: number) =>
      probability(parameters, activation, radius * c, radius * s) >= 0.5;
    if (isInside(most)) return Number.POSITIVE_INFINITY;
    let inside = 0;
    let outside = most;
    for (let halving = 0; halving < 47; halving++) {
      const middle = (inside + outside) / 2;
      if (isInside(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  });
}
