import { cosine, sine } from '../data/elementary.ts';
import { column, type Matrix, zeros } from '../data/matrix.ts';
import type { MlpParameters } from '../model/mlp.ts';

/** A place in space, or a direction. */
export type Triple = readonly [x: number, y: number, z: number];

/**
 * The hidden space as it can be drawn: every point's activations in three coordinates, and in the
 * same coordinates the place where the output unit changes its mind, normal · p + offset = 0.
 */
export interface HiddenSpace {
  /** How many of the three coordinates mean something: H for up to three units, else 3. */
  readonly dimensions: 1 | 2 | 3;
  /** The coordinates are the activations themselves, and the space is [0, 1]ᴴ. */
  readonly direct: boolean;
  /** n × 3. */
  readonly points: Matrix;
  /** For each unit, where the corner lies at which it alone says 1; no unit says anything at (0, 0, 0). */
  readonly axes: readonly Triple[];
  readonly normal: Triple;
  readonly offset: number;
  /** A box with sides along the coordinates: [0, 1]ᴴ where that is drawn, else around all there is. */
  readonly low: Triple;
  readonly high: Triple;
  /** Where the lines of a lattice over the inputs come to lie: polylines, each so many rows long. */
  readonly lattice?: { readonly points: Matrix; readonly perLine: number };
}

/**
 * The space of the activations A (n × H) with the plane w_finalᵀh + b_final = 0.
 *
 * For one, two or three units the coordinates are h₁, h₂, h₃, and what is missing is 0. More units
 * are seen from a place where the plane stays a plane: the first coordinate of the orthogonal
 * projection runs along w_final, the other two along the directions at right angles to it in which
 * the cloud is widest.
 */
export function hiddenSpace(
  { outputWeights, outputBias }: MlpParameters,
  activations: Matrix,
): HiddenSpace {
  const { columns: units } = activations;
  const offset = outputBias[0]!;
  const direct = units <= 3;
  const directions = direct ? unitDirections(units) : widest(outputWeights, activations);
  const points = projected(activations, directions);
  const axes = Array.from(
    { length: units },
    (_, k) => directions.map((direction) => direction[k]!) as unknown as Triple,
  );
  const [low, high] = direct ? [origin, axes.reduce(plus, origin)] : boxAround(points, axes);
  return {
    dimensions: Math.min(3, units) as 1 | 2 | 3,
    direct,
    points,
    axes,
    normal: directions.map((direction) => dot(direction, outputWeights)) as unknown as Triple,
    offset,
    low,
    high,
  };
}

/** The coordinates of n × H activations along up to three directions, n × 3; what is missing is 0. */
export function projected(
  activations: Matrix,
  directions: readonly (readonly number[] | Float64Array)[],
): Matrix {
  const { rows: n, columns: units } = activations;
  const points = zeros(n, 3);
  directions.forEach((direction, j) => {
    const to = column(points, j);
    for (let k = 0; k < units; k++) {
      const share = direction[k]!;
      const h = column(activations, k);
      if (share !== 0) for (let i = 0; i < n; i++) to[i]! += share * h[i]!;
    }
  });
  return points;
}

const origin: Triple = [0, 0, 0];

const plus = (a: Triple, b: Triple): Triple => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

/** Holds all points and all axes, with a little room. */
function boxAround(points: Matrix, axes: readonly Triple[]): [Triple, Triple] {
  const ends = ([0, 1, 2] as const).map((j) => {
    const values = [0, ...column(points, j), ...axes.map((axis) => axis[j])];
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const room = 0.05 * (most - least);
    return [least - room, most + room] as const;
  });
  const at = (end: 0 | 1) => ends.map((pair) => pair[end]) as unknown as Triple;
  return [at(0), at(1)];
}

/** h₁, h₂, h₃ as they are: three directions in a space of so many units. */
const unitDirections = (units: number) =>
  [0, 1, 2].map((j) => Array.from({ length: units }, (_, k) => (k === j ? 1 : 0)));

const ROUNDS = 24;

/**
 * Three directions at right angles, each of length 1: that of w, and the two among those at right
 * angles to w in which the cloud is widest. They are found by applying the cloud's covariance to the
 * same two directions again and again, so that a small change of the cloud turns them only a little.
 */
export function widest(weights: ArrayLike<number>, activations: Matrix): Float64Array[] {
  const covariance = covarianceOf(activations);
  const first = upright(Float64Array.from(weights), []);
  return [first, ...widestBeside([first], covariance)];
}

/**
 * The two principal directions of a cloud, in which it is widest, at right angles and each of length 1; and
 * the share of its variance that they hold. Found as in `widest`.
 */
export function principal(activations: Matrix): {
  readonly directions: readonly [Float64Array, Float64Array];
  readonly share: number;
} {
  const covariance = covarianceOf(activations);
  const directions = widestBeside([], covariance);
  return { directions, share: varianceShare(covariance, directions) };
}

/** The share of a cloud's variance along directions at right angles; 1 for a cloud without any. */
export function varianceShare(covariance: Matrix, directions: readonly Float64Array[]): number {
  let all = 0;
  for (let k = 0; k < covariance.rows; k++) all += covariance.values[k * covariance.rows + k]!;
  return all > 0
    ? sum(directions, (direction) => dot(direction, times(covariance, direction))) / all
    : 1;
}

/** The covariance of n × H activations, H × H. */
export function covarianceOf(activations: Matrix): Matrix {
  const { rows: n, columns: units } = activations;
  const centred = zeros(n, units);
  for (let k = 0; k < units; k++) {
    const from = column(activations, k);
    const to = column(centred, k);
    const mean = from.reduce((total, h) => total + h, 0) / n;
    for (let i = 0; i < n; i++) to[i] = from[i]! - mean;
  }
  const covariance = zeros(units, units);
  for (let a = 0; a < units; a++)
    for (let b = 0; b < units; b++)
      covariance.values[b * units + a] = dot(column(centred, a), column(centred, b)) / n;
  return covariance;
}

/** The two widest directions of a cloud among those at right angles to all of these. */
export function widestBeside(
  firsts: readonly Float64Array[],
  covariance: Matrix,
): [Float64Array, Float64Array] {
  const units = { length: covariance.rows };
  // Two patterns of signs that give every unit the same say: + − + − …, and + + − − ….
  let second = upright(
    Float64Array.from(units, (_, k) => (k % 2 === 0 ? 1 : -1)),
    firsts,
  );
  let third = upright(
    Float64Array.from(units, (_, k) => (k % 4 < 2 ? 1 : -1)),
    [...firsts, second],
  );
  for (let round = 0; round < ROUNDS; round++) {
    second = upright(times(covariance, second), firsts);
    third = upright(times(covariance, third), [...firsts, second]);
  }
  return [second, third];
}

/** A direction brought to right angles with others, and to length 1. */
function upright(direction: Float64Array, others: readonly Float64Array[]): Float64Array {
  for (const other of others) {
    const share = dot(direction, other);
    for (let k = 0; k < direction.length; k++) direction[k]! -= share * other[k]!;
  }
  const length = Math.sqrt(dot(direction, direction));
  // A cloud without width in this direction: any other at right angles will do.
  if (!(length > 1e-9)) return upright(unlike(others, direction.length), others);
  for (let k = 0; k < direction.length; k++) direction[k]! /= length;
  return direction;
}

/** The axis that is least like any of these directions. */
function unlike(directions: readonly Float64Array[], units: number): Float64Array {
  const likeness = (k: number) => sum(directions, (direction) => direction[k]! * direction[k]!);
  let least = 0;
  for (let k = 1; k < units; k++) if (likeness(k) < likeness(least)) least = k;
  return Float64Array.from({ length: units }, (_, k) => (k === least ? 1 : 0));
}

const times = ({ rows, values }: Matrix, vector: Float64Array) =>
  Float64Array.from(vector, (_, a) => {
    let product = 0;
    for (let b = 0; b < rows; b++) product += values[b * rows + a]! * vector[b]!;
    return product;
  });

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  for (let i = 0; i < a.length; i++) product += a[i]! * b[i]!;
  return product;
}

function sum<T>(items: ArrayLike<T>, value: (item: T) => number): number {
  let total = 0;
  for (let i = 0; i < items.length; i++) total += value(items[i]!);
  return total;
}

/** From where the space is looked at: turned about the upright axis, then tilted, in degrees. */
export interface View {
  readonly turn: number;
  readonly tilt: number;
}

/** The three directions of a picture: to the right, up, and towards the one who looks. */
export interface Camera {
  readonly right: Triple;
  readonly up: Triple;
  readonly toward: Triple;
}

/**
 * The camera of a view; without turn and tilt x runs right, y up and z towards the reader. The
 * projection is orthographic: what is parallel stays parallel, and nearness changes no size.
 */
export function cameraOf({ turn, tilt }: View): Camera {
  const [a, b] = [(turn * Math.PI) / 180, (tilt * Math.PI) / 180];
  const [ca, sa, cb, sb] = [cosine(a), sine(a), cosine(b), sine(b)];
  return {
    right: [ca, 0, -sa],
    up: [-sa * sb, cb, -ca * sb],
    toward: [sa * cb, sb, ca * cb],
  };
}

/** The scalar product. */
export const along = (direction: Triple, [x, y, z]: Triple) =>
  direction[0] * x + direction[1] * y + direction[2] * z;

/** The eight corners of a box; bit j of a corner's number says whether coordinate j is high. */
export const cornersOf = ({ low, high }: Pick<HiddenSpace, 'low' | 'high'>): Triple[] =>
  Array.from({ length: 8 }, (_, corner) =>
    ([0, 1, 2] as const).map((j) => ((corner >> j) & 1 ? high[j] : low[j])),
  ) as unknown as Triple[];

/** The twelve edges of a box, as pairs of corner numbers. */
export const boxEdges: readonly (readonly [number, number])[] = Array.from({ length: 8 }, (_, a) =>
  [1, 2, 4].filter((bit) => (a & bit) === 0).map((bit) => [a, a | bit] as const),
).flat();

/**
 * The part of the plane normal · p + offset = 0 that lies in the space's box: the corners of a
 * polygon in order, three to six of them; none when the plane passes outside. In a flat space it is
 * the two ends of a line, and on a segment one place.
 */
export function planeInBox(space: HiddenSpace): Triple[] {
  const { normal, offset } = space;
  const corners = cornersOf(space);
  const heights = corners.map((corner) => along(normal, corner) + offset);
  const found: Triple[] = [];
  for (const [a, b] of boxEdges) {
    const [from, to] = [corners[a]!, corners[b]!];
    if (from.every((value, j) => value === to[j])) continue; // a flat box has edges of no length
    const [ha, hb] = [heights[a]!, heights[b]!];
    if (ha >= 0 === hb >= 0) continue;
    const t = ha / (ha - hb);
    const cut = from.map((value, j) => value + t * (to[j]! - value)) as unknown as Triple;
    if (!found.some((other) => other.every((value, j) => value === cut[j]))) found.push(cut);
  }
  return space.dimensions === 3 ? inOrder(found, normal) : found;
}

/** The corners of a convex polygon, walked round its normal. */
function inOrder(corners: readonly Triple[], normal: Triple): Triple[] {
  const middle = ([0, 1, 2] as const).map(
    (j) => sum(corners, (corner) => corner[j]) / corners.length,
  ) as unknown as Triple;
  const first = corners[0];
  if (!first) return [];
  const spoke = difference(first, middle);
  const across = cross(normal, spoke);
  const angle = (corner: Triple) => {
    const arm = difference(corner, middle);
    return quarterTurns(
      along(spoke, arm) * Math.sqrt(along(across, across)),
      along(across, arm) * Math.sqrt(along(spoke, spoke)),
    );
  };
  return [...corners].sort((a, b) => angle(a) - angle(b));
}

const difference = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Grows with the angle of (x, y), from 0 to 4 in a whole turn. */
function quarterTurns(x: number, y: number): number {
  const size = Math.abs(x) + Math.abs(y);
  const share = size === 0 ? 0 : y / size;
  return x < 0 ? 2 - share : share < 0 ? 4 + share : share;
}

/** A space laid out on a picture. */
export interface Picture {
  /** Pixels of a place. */
  readonly place: (place: Triple) => readonly [number, number];
  readonly camera: Camera;
}

/**
 * Fits a space into a picture of this size, whichever way it is turned: the scale stays the same, so
 * that turning does not pump.
 */
export function pictureOf(
  space: HiddenSpace,
  view: View,
  { width, height, margin }: { width: number; height: number; margin: number },
): Picture {
  const camera = cameraOf(space.dimensions === 3 ? view : { turn: 0, tilt: 0 });
  const { low, high } = space;
  const middle = low.map((value, j) => (value + high[j]!) / 2) as unknown as Triple;
  const sizes = difference(high, low);
  const diagonal = Math.sqrt(along(sizes, sizes));
  const room = Math.min(width, height) - 2 * margin;
  // Seen from anywhere a box is at most its diagonal across; a flat space is never turned.
  const scale = room / (space.dimensions === 3 ? diagonal : 1.3 * Math.max(...sizes));
  return {
    camera,
    place: (place) => {
      const arm = difference(place, middle);
      return [
        width / 2 + scale * along(camera.right, arm),
        height / 2 - scale * along(camera.up, arm),
      ];
    },
  };
}

/**
 * The order in which the points are painted, the farthest first, in two parts: those behind the
 * plane and those before it. So the plane can be painted between the two, and hides what it should.
 */
export function paintersOrder(
  { points, normal, offset }: HiddenSpace,
  { toward }: Camera,
): { behind: number[]; before: number[] } {
  const n = points.rows;
  const depths = new Float64Array(n);
  const facing = along(normal, toward) >= 0 ? 1 : -1;
  const behind: number[] = [];
  const before: number[] = [];
  for (let i = 0; i < n; i++) {
    const at = pointAt(points, i);
    depths[i] = along(toward, at);
    (facing * (along(normal, at) + offset) < 0 ? behind : before).push(i);
  }
  const nearer = (a: number, b: number) => depths[a]! - depths[b]!;
  return { behind: behind.sort(nearer), before: before.sort(nearer) };
}

/** Points of one class that are painted as one. */
export interface Coat {
  readonly label: number;
  readonly points: number[];
}

/**
 * Points in the painter's order as few coats, each of one class, one over the other: what comes of them
 * is what painting point by point gives, but that two of a class hide nothing of each other. A point
 * goes into the lowest coat of its class that lies above all whose marks it may cover, which are
 * nearer to it than `apart`, in the picture's units; so points that are far from each other share one.
 */
export function coats(
  order: readonly number[],
  at: (point: number) => readonly [number, number],
  labels: ArrayLike<number>,
  apart: number,
): Coat[] {
  const all: Coat[] = [];
  /** In a square of this size, and in those around it, stand all that can be too near. */
  const squares = new Map<number, { x: number; y: number; coat: number }[]>();
  const square = (x: number, y: number) => 65536 * Math.floor(y / apart) + Math.floor(x / apart);
  for (const point of order) {
    const [x, y] = at(point);
    const label = labels[point]!;
    let lowest = 0;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++)
        for (const other of squares.get(square(x + dx * apart, y + dy * apart)) ?? [])
          if ((other.x - x) ** 2 + (other.y - y) ** 2 < apart * apart)
            lowest = Math.max(lowest, other.coat);
    let coat = lowest;
    while (coat < all.length && all[coat]!.label !== label) coat++;
    if (coat === all.length) all.push({ label, points: [] });
    all[coat]!.points.push(point);
    const here = square(x, y);
    const inIt = squares.get(here);
    if (inIt) inIt.push({ x, y, coat });
    else squares.set(here, [{ x, y, coat }]);
  }
  return all;
}

/** Point i of n × 3 points. */
export const pointAt = ({ rows, values }: Matrix, i: number): Triple => [
  values[i]!,
  values[rows + i]!,
  values[2 * rows + i]!,
];
