import type { Dataset } from './dataset.ts';
import { cosine, sine } from './elementary.ts';
import { column, zeros } from './matrix.ts';
import type { Random } from './random.ts';

// The drawn data sets. Each takes what `checkRecipe` has checked, and a stream of chance.
//
// Point i has class i mod K, so that the classes are equal in number (to one). Every point takes its
// own draws in turn, and the same ones whatever the noise: with a seed held fast, more points leave
// the earlier ones where they are, and more noise moves each point further along its own direction.

/** What every drawn data set needs. */
export interface Drawn {
  /** n, the number of points. */
  readonly count: number;
  /** The standard deviation of the normal noise added to each coordinate. */
  readonly noise: number;
}

export interface Blobs extends Drawn {
  /** K, from 2 to 6. */
  readonly classes: number;
  /** From each centre to the next. */
  readonly distance: number;
}

export interface Circles extends Drawn {
  readonly centre: readonly [number, number];
  /** The inner radius (class 1) and the outer (class 0). */
  readonly radii: readonly [number, number];
}

export interface Spiral extends Drawn {
  /** K, the number of arms, from 2 to 6. */
  readonly classes: number;
  /** How often each arm winds round the centre. */
  readonly turns: number;
}

type Point = readonly [number, number];

/** n points: `place` says where point i of class i mod K would be without noise. */
function draw(
  { count, noise }: Drawn,
  classes: number,
  random: Random,
  place: (label: number) => Point,
): Dataset {
  const inputs = zeros(count, 2);
  const x1 = column(inputs, 0);
  const x2 = column(inputs, 1);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const label = i % classes;
    const [clean1, clean2] = place(label);
    labels[i] = label;
    x1[i] = clean1 + noise * random.normal();
    x2[i] = clean2 + noise * random.normal();
  }
  return {
    inputs,
    labels,
    inputNames: ['x₁', 'x₂'],
    classNames: Array.from({ length: classes }, (_, k) => `Class ${k}`),
  };
}

/** A point of the unit circle, each equally likely: a point drawn in the unit disc, made long 1. */
function direction(random: Random): Point {
  for (;;) {
    const u = 2 * random.uniform() - 1;
    const v = 2 * random.uniform() - 1;
    const square = u * u + v * v;
    if (square === 0 || square > 1) continue;
    const length = Math.sqrt(square);
    return [u / length, v / length];
  }
}

const ROOT_3 = Math.sqrt(3);
const ROOT_5 = Math.sqrt(5);

/** (cos 2π/K, sin 2π/K): the step from one corner of a regular K-gon to the next, K = 2 … 6. */
const cornerSteps: Readonly<Record<number, Point>> = {
  2: [-1, 0],
  3: [-1 / 2, ROOT_3 / 2],
  4: [0, 1],
  5: [(ROOT_5 - 1) / 4, Math.sqrt(10 + 2 * ROOT_5) / 4],
  6: [1 / 2, ROOT_3 / 2],
};

/**
 * K normal clouds: x = centre of class k + noise · (ε₁, ε₂).
 *
 * The centres are the corners of a regular K-gon about the origin whose sides have the given
 * distance; for two classes, ∓(distance/2) (0.8, 0.6): class 1 lies to the upper right.
 */
export function blobs(shape: Blobs, random: Random): Dataset {
  const [c, s] = cornerSteps[shape.classes]!;
  const radius = shape.distance / Math.sqrt((1 - c) * (1 - c) + s * s);
  const centres: Point[] = [[-0.8 * radius, -0.6 * radius]];
  for (let k = 1; k < shape.classes; k++) {
    const [x, y] = centres[k - 1]!;
    centres.push([c * x - s * y, s * x + c * y]);
  }
  return draw(shape, shape.classes, random, (label) => centres[label]!);
}

/**
 * Two rings: x = centre + radius · u + noise · (ε₁, ε₂), u uniform on the unit circle.
 *
 * Class 1 is the inner ring, class 0 the outer.
 */
export function circles(shape: Circles, random: Random): Dataset {
  const [inner, outer] = shape.radii;
  return draw(shape, 2, random, (label) => {
    const [u, v] = direction(random);
    const radius = label === 1 ? inner : outer;
    return [shape.centre[0] + radius * u, shape.centre[1] + radius * v];
  });
}

/**
 * Two half circles, each reaching into the other: x = ±(2u − 1, 2|v| − ½) + noise · (ε₁, ε₂), (u, v)
 * uniform on the unit circle; + for class 0, which opens downwards, − for class 1.
 */
export function moons(shape: Drawn, random: Random): Dataset {
  return draw(shape, 2, random, (label) => {
    const [u, v] = direction(random);
    const sign = label === 0 ? 1 : -1;
    return [sign * (2 * u - 1), sign * (2 * Math.abs(v) - 0.5)];
  });
}

/**
 * Four squares about the origin: x = (±a, ±b) + noise · (ε₁, ε₂), a and b uniform on [0.3, 3).
 *
 * Class 1 when exactly one of the two signs is + (exclusive or), class 0 when both or neither.
 */
export function xor(shape: Drawn, random: Random): Dataset {
  return draw(shape, 2, random, (label) => {
    const sign1 = random.below(2) === 1 ? 1 : -1;
    const sign2 = label === 0 ? sign1 : -sign1;
    return [sign1 * (0.3 + 2.7 * random.uniform()), sign2 * (0.3 + 2.7 * random.uniform())];
  });
}

/**
 * K arms wound about the origin: x = (0.3 + 2.7t)(cos φ, sin φ) + noise · (ε₁, ε₂) with
 * φ = 2π (turns · t + k/K) for class k, and t uniform on [0, 1).
 */
export function spiral(shape: Spiral, random: Random): Dataset {
  const { inner, growth } = spiralRadius;
  return draw(shape, shape.classes, random, (label) => {
    const t = random.uniform();
    const radius = inner + growth * t;
    const angle = 2 * Math.PI * (shape.turns * t + label / shape.classes);
    return [radius * cosine(angle), radius * sine(angle)];
  });
}

/** Where an arm begins, and how far it has gone outwards at its end. */
const spiralRadius = { inner: 0.3, growth: 2.7 };

/** How an arm winds, told by the radius: from 0.3 outwards its angle is a · r − b (and 2πk/K for class k). */
export function winding({ turns }: Pick<Spiral, 'turns'>): {
  readonly a: number;
  readonly b: number;
} {
  const a = (2 * Math.PI * turns) / spiralRadius.growth;
  return { a, b: a * spiralRadius.inner };
}
