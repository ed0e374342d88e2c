import { column, type Matrix, zeros } from '../data/matrix.ts';
import { widest } from './hidden-space.ts';

/** How the space of k features is drawn in two coordinates. */
export interface FeatureView {
  /**
   * One feature lies along the first coordinate, two are both of them; more are seen with the flat set
   * z = 0 edge-on.
   */
  readonly kind: 'one' | 'two' | 'edge-on';
  /** n × k features to the n × 2 places where they are drawn. */
  project(features: Matrix): Matrix;
  /** z in the coordinates of the drawing: z = weights · place + bias. */
  readonly weights: readonly [number, number];
  readonly bias: number;
}

/**
 * A view of the feature space in which z = w·φ + b is 0 on a straight line, whatever k is. `cloud` holds
 * the features of all points, n × k.
 *
 * With more than two features the first coordinate is the distance from z = 0, z/‖w‖, so that this
 * flat set is the upright line at 0; the second runs along the direction at right angles to w in which
 * the cloud is widest, and begins in its middle.
 */
export function featureView(weights: ArrayLike<number>, bias: number, cloud: Matrix): FeatureView {
  const k = cloud.columns;
  if (k <= 2)
    return {
      kind: k === 1 ? 'one' : 'two',
      project: (features) => projected(features, [unit(k, 0), k === 2 ? unit(k, 1) : undefined]),
      weights: [weights[0]!, k === 2 ? weights[1]! : 0],
      bias,
    };
  const [across, along] = widest(weights, cloud) as [Float64Array, Float64Array, Float64Array];
  let square = 0;
  for (let j = 0; j < k; j++) square += weights[j]! * weights[j]!;
  const length = Math.sqrt(square);
  const shift = length > 0 ? bias / length : 0;
  let middle = 0;
  for (let j = 0; j < k; j++)
    middle += (along[j]! * column(cloud, j).reduce((sum, value) => sum + value, 0)) / cloud.rows;
  return {
    kind: 'edge-on',
    project: (features) => projected(features, [across, along], [shift, -middle]),
    weights: [length, 0],
    bias: length > 0 ? 0 : bias,
  };
}

const unit = (k: number, at: number) =>
  Float64Array.from({ length: k }, (_, j) => (j === at ? 1 : 0));

function projected(
  features: Matrix,
  directions: readonly (Float64Array | undefined)[],
  shifts: readonly number[] = [0, 0],
): Matrix {
  const { rows: n, columns: k } = features;
  const places = zeros(n, 2);
  for (const [at, direction] of directions.entries()) {
    if (direction === undefined) continue;
    const to = column(places, at);
    to.fill(shifts[at]!);
    for (let j = 0; j < k; j++) {
      const share = direction[j]!;
      const from = column(features, j);
      if (share !== 0) for (let i = 0; i < n; i++) to[i]! += share * from[i]!;
    }
  }
  return places;
}

/** On the way from x to where φ(x) is drawn: x + t(φ(x) − x), for n × 2 points and t from 0 to 1. */
export function onTheWay(points: Matrix, arrived: Matrix, t: number): Matrix {
  const places = zeros(points.rows, 2);
  for (let i = 0; i < places.values.length; i++)
    places.values[i] =
      t === 1
        ? arrived.values[i]!
        : points.values[i]! + t * (arrived.values[i]! - points.values[i]!);
  return places;
}

/** Lines over a square of the plane, at the whole numbers, each as a row of points. */
export interface Lattice {
  readonly points: Matrix;
  /** How many points each line has. */
  readonly perLine: number;
}

/** The lattice x₁ = m and x₂ = m, for all whole m, over the square [low, high]². */
export function latticeOver([low, high]: readonly [number, number], perLine = 49): Lattice {
  const first = Math.ceil(low);
  const count = Math.floor(high) - first + 1;
  const points = zeros(2 * count * perLine, 2);
  const [x1, x2] = [column(points, 0), column(points, 1)];
  for (let line = 0; line < 2 * count; line++) {
    const [still, moving] = line < count ? [x1, x2] : [x2, x1];
    for (let i = 0; i < perLine; i++) {
      still[line * perLine + i] = first + (line % count);
      moving[line * perLine + i] = low + ((high - low) * i) / (perLine - 1);
    }
  }
  return { points, perLine };
}

/**
 * An extent that holds these values and ends at round numbers: when they change little it mostly stays,
 * so that an axis need not be drawn anew at every step of training.
 */
export function roundExtent(least: number, most: number): readonly [number, number] {
  const span = most - least > 0 ? most - least : 1;
  const power = 10 ** Math.floor(Math.log10(span));
  const stride = (span / power < 2 ? 0.2 : span / power < 5 ? 0.5 : 1) * power;
  const room = 0.02 * span;
  return [stride * Math.floor((least - room) / stride), stride * Math.ceil((most + room) / stride)];
}
