import { column, type Matrix } from '../data/matrix.ts';
import type { Extent } from './frame.ts';
import {
  covarianceOf,
  type HiddenSpace,
  principal,
  projected,
  type Triple,
  varianceShare,
  widest,
} from './hidden-space.ts';

/** What is drawn of a layer's space besides the points. */
export interface LayerSpaceOptions {
  /** Between which values every unit answers, where the activation has such bounds. */
  readonly bounds?: Extent | undefined;
  /** What the layer makes of a lattice over the inputs: m × units, polylines of `perLine` rows each. */
  readonly lattice?: { readonly activations: Matrix; readonly perLine: number };
  /** The one output unit that reads this layer: w·h + b is its score. */
  readonly output?: { readonly weights: ArrayLike<number>; readonly bias: number } | undefined;
  /** More than three units are shown by these two, rather than by the directions in which the cloud is widest. */
  readonly pair?: readonly [number, number] | undefined;
}

export interface LayerSpace extends HiddenSpace {
  /**
   * What the coordinates are: the activations themselves; two of them; the two principal directions; or
   * the direction across the output's border, and the widest one along it.
   */
  readonly by: 'units' | 'pair' | 'principal' | 'border';
  /** The share of the cloud's variance that is seen. */
  readonly share: number;
}

/**
 * A layer's space as it can be drawn, from its activations (n × units): one unit is a line, two are a plane,
 * three a cube, more are seen in two directions. Where one output reads the layer these are the direction
 * across its border w·h + b = 0, so that the border stays a straight line, and the widest at right angles.
 */
export function layerSpace(activations: Matrix, options: LayerSpaceOptions = {}): LayerSpace {
  const { bounds, lattice, output, pair } = options;
  const { columns: units } = activations;
  const { directions, by, share } = directionsOf(activations, options);
  const points = projected(activations, directions);
  const lines = lattice && projected(lattice.activations, directions);
  const seen = output && by !== 'principal' && by !== 'pair';
  const normal = directions.map((direction) =>
    seen ? direction.reduce((total, d, k) => total + d * output.weights[k]!, 0) : 0,
  );
  const box = ([0, 1, 2] as const).map((j): Extent => {
    if (j >= directions.length) return [0, 0];
    if (bounds && by !== 'principal' && by !== 'border') return bounds;
    return around([points, ...(lines ? [lines] : [])], j);
  });
  return {
    dimensions: Math.min(directions.length, 3) as 1 | 2 | 3,
    direct: units <= 3 || pair !== undefined,
    points,
    axes:
      units <= 3
        ? Array.from(
            { length: units },
            (_, k) => [0, 1, 2].map((j) => (j === k ? box[k]![1] : 0)) as unknown as Triple,
          )
        : [],
    normal: [normal[0] ?? 0, normal[1] ?? 0, normal[2] ?? 0],
    // Without a border the score is 1 everywhere, and nothing is cut.
    offset: seen ? output.bias : 1,
    low: box.map(([low]) => low) as unknown as Triple,
    high: box.map(([, high]) => high) as unknown as Triple,
    ...(lines && lattice && { lattice: { points: lines, perLine: lattice.perLine } }),
    by,
    share,
  };
}

function directionsOf(
  activations: Matrix,
  { output, pair }: LayerSpaceOptions,
): Pick<LayerSpace, 'by' | 'share'> & { readonly directions: readonly Float64Array[] } {
  const { columns: units } = activations;
  const unit = (k: number) => Float64Array.from({ length: units }, (_, j) => (j === k ? 1 : 0));
  if (units <= 3)
    return { directions: Array.from({ length: units }, (_, k) => unit(k)), by: 'units', share: 1 };
  const covariance = covarianceOf(activations);
  if (pair) {
    const directions = pair.map(unit);
    return { directions, by: 'pair', share: varianceShare(covariance, directions) };
  }
  if (output) {
    const directions = widest(output.weights, activations).slice(0, 2);
    return { directions, by: 'border', share: varianceShare(covariance, directions) };
  }
  return { ...principal(activations), by: 'principal' };
}

/** Holds all these places along one coordinate, with a little room. */
function around(places: readonly Matrix[], j: number): Extent {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const matrix of places)
    for (const value of column(matrix, j)) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  const room = 0.05 * (most - least) || 0.5;
  return [least - room, most + room];
}
