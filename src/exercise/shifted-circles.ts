import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { fromRows } from '../data/matrix.ts';
import { seeded } from '../data/random.ts';
import { whole } from '../data/whole.ts';
import { inUnits, surface, view } from '../model/logistic.ts';
import { plainLogistic } from '../training/examples.ts';
import { createTrainer, type Trainer } from '../training/trainer.ts';
import {
  answersOf,
  type Bench,
  callForEach,
  lattice,
  type Part,
  pairsOf,
  type Ran,
  type Shown,
} from './exercise.ts';
import { exerciseOf } from './grade.ts';
import { programsOf } from './program.ts';
import text from './programs/shifted-circles.js?raw';
import { kindOf, percent, plain } from './words.ts';

type Centre = readonly [number, number];
type Points = readonly (readonly [number, number])[];

/** All that is tried: the course's circles around these centres. */
type Case = readonly Centre[];
const centres: Case = [
  [0, 0],
  [2, 2],
  [-3, 1],
  [1, -4],
];
const circlesAt = (centre: Centre) => makeDataset({ ...course.circles, centre });
const centreText = ([x1, x2]: Centre) => `(${plain(x1)}, ${plain(x2)})`;

/** Points all over the plane, to see which functions of x₁ and x₂ the features can be added up to. */
const scattered: Points = (() => {
  const random = seeded(8);
  return Array.from({ length: 80 }, () => [12 * random.uniform() - 6, 12 * random.uniform() - 6]);
})();

const MOST_FEATURES = 16;

/**
 * How much of a target is left when all is taken away that a constant and these columns can be added up
 * to, relatively to its size: 0 up to rounding where it is one of their sums (Gram and Schmidt, twice).
 */
function leftOf(columns: readonly (readonly number[])[], target: readonly number[]): number {
  const basis: number[][] = [];
  const reduce = (column: readonly number[]) => {
    let left = [...column];
    for (let round = 0; round < 2; round++)
      for (const unit of basis) {
        const share = unit.reduce((sum, u, i) => sum + u * left[i]!, 0);
        left = left.map((value, i) => value - share * unit[i]!);
      }
    return left;
  };
  const size = (column: readonly number[]) => Math.hypot(...column);
  for (const column of [target.map(() => 1), ...columns]) {
    const left = reduce(column);
    const length = size(left);
    if (length > 1e-9 * size(column)) basis.push(left.map((value) => value / length));
  }
  return size(reduce(target)) / size(target);
}
/** Rounding leaves 1e-15; what is not a sum of the features leaves percents. */
const isSum = (columns: readonly (readonly number[])[], f: (x1: number, x2: number) => number) =>
  leftOf(
    columns,
    scattered.map(([x1, x2]) => f(x1, x2)),
  ) < 1e-8;

const distance =
  ([c1, c2]: Centre) =>
  (x1: number, x2: number) =>
    (x1 - c1) ** 2 + (x2 - c2) ** 2;

/** Logistic regression on features, each brought to mean 0 and deviation 1: the training of chapter 4. */
function trainerOn(features: readonly (readonly number[])[], labels: Uint8Array): Trainer {
  const inputs = varying(features).map((j) => features.map((row) => row[j]!));
  return createTrainer({
    ...plainLogistic({
      name: 'table',
      inputNames: inputs.map((_, j) => `f${j + 1}`),
      classNames: ['0', '1'],
      inputs: features.map((_, i) => inputs.map((column) => column[i]!)),
      labels: [...labels],
    }),
    standardise: true,
  });
}
/** The features that differ from point to point: a constant one is only another bias. */
const varying = (features: readonly (readonly number[])[]) =>
  features[0]!.flatMap((first, j) => (features.some((row) => row[j] !== first) ? [j] : []));

const pace = { learningRate: 0.5 };
const steps = 2000;

/** How many points training gets wrong; none, where a circle is one of the features' sums. */
async function mistakesAt(
  centre: Centre,
  features: readonly (readonly number[])[],
  columns: readonly (readonly number[])[],
): Promise<number> {
  if (isSum(columns, distance(centre))) return 0;
  const { labels } = circlesAt(centre);
  if (varying(features).length === 0) return labels.length / 2;
  const trainer = trainerOn(features, labels);
  // In slices, so that the page stays awake.
  while (trainer.snapshot().step < steps && !trainer.snapshot().diverged) {
    trainer.advance(steps / 10, pace);
    await new Promise((resume) => setTimeout(resume));
  }
  return Math.round((1 - trainer.snapshot().accuracy) * labels.length);
}

/** What came of all centres: the mistakes at each, and the features all over the plane. */
interface Found extends Record<string, unknown> {
  readonly columns: readonly (readonly number[])[];
}

async function run(bench: Bench): Promise<Ran> {
  const lists = [...scattered, ...centres.flatMap((centre) => pairsOf(circlesAt(centre).inputs))];
  const first = await callForEach(bench, 'phi', lists);
  if (first.trouble) return first;
  const again = await callForEach(bench, 'phi', lists.slice(0, 9));
  const { logs } = first;
  const rows = first.value as unknown[];
  const refused = refusal(rows, lists);
  if (refused) return { logs, refused };
  const features = rows as number[][];
  if (JSON.stringify(again.value) !== JSON.stringify(features.slice(0, 9)))
    return {
      logs,
      refused:
        'phi gives other features when the same point is asked for again. It must depend on x1 and x2 alone.',
    };
  const columns = features[0]!.map((_, j) => scattered.map((_point, i) => features[i]![j]!));
  let from = scattered.length;
  const value: Record<string, unknown> = { columns };
  for (const centre of centres) {
    const { length } = circlesAt(centre).labels;
    value[centreText(centre)] = await mistakesAt(
      centre,
      features.slice(from, from + length),
      columns,
    );
    from += length;
  }
  return { logs, value };
}

/** Why these are no features, if they are none. */
function refusal(rows: readonly unknown[], points: Points): string | undefined {
  for (const [i, row] of rows.entries()) {
    const place = `phi(${points[i]!.map((x) => plain(Number(x.toFixed(2)))).join(', ')})`;
    if (!Array.isArray(row))
      return `${place} should be a list of features, as [x1, x2], but it is ${kindOf(row)}.${row === undefined ? ' Is there a return?' : ''}`;
    if (row.length === 0) return `${place} is an empty list: at least one feature is needed.`;
    if (row.length > MOST_FEATURES)
      return `${place} is a list of ${row.length} features; at most ${MOST_FEATURES}, please.`;
    const odd = row.findIndex((value) => typeof value !== 'number');
    if (odd >= 0)
      return `${place} should hold numbers only, but feature ${odd + 1} is ${kindOf(row[odd])}.${Array.isArray(row[odd]) ? ' One flat list is wanted, not lists in a list.' : ''}`;
    const wild = row.findIndex((value) => !Number.isFinite(value));
    if (wild >= 0)
      return `Every feature must be finite at every point, but feature ${wild + 1} of ${place} is ${plain(row[wild])}.`;
    if (row.length !== (rows[0] as unknown[]).length)
      return `Every point needs as many features as the others, but the first has ${(rows[0] as unknown[]).length} and ${place} has ${row.length}.`;
  }
  return undefined;
}

/** What these features lack. */
function lacking(columns: readonly (readonly number[])[]): string | undefined {
  const has = (f: (x1: number, x2: number) => number) => isSum(columns, f);
  const isAll = (...kinds: ((x1: number, x2: number) => number)[]) => {
    const given = kinds.map((f) => scattered.map(([x1, x2]) => f(x1, x2)));
    return columns.every((column) => column.every((v) => v === 0) || leftOf(given, column) < 1e-8);
  };
  const x1 = (a: number) => a;
  const x2 = (_: number, b: number) => b;
  const first = (a: number) => a * a;
  const second = (_: number, b: number) => b * b;
  const both = (a: number, b: number) => a * a + b * b;
  if (has((a) => a ^ 2) || has((_, b) => b ^ 2) || has((a, b) => (a ^ 2) + (b ^ 2)))
    return '^ was meant as a power: in JavaScript x ^ 2 combines the bits of whole numbers. Write x * x or x ** 2';
  if (isAll(x1, x2))
    return 'every feature is a sum of x₁ and x₂ themselves (twice x is still a straight measure): a line in them is a line in the plane, and no line parts circles';
  const known = centres.slice(1).find((centre) => has(distance(centre)));
  if (known && !has(both))
    return `this φ knows one centre, ${centreText(known)}, and is right for circles around it only. Leave the centre to the weights: they find it when x₁ and x₂ are features of their own`;
  if (has((a, b) => Math.hypot(a, b)))
    return 'the distance from the origin, √(x₁² + x₂²), is used: it parts circles around the origin and no others';
  if (has((a) => Math.abs(a)) || has((_, b) => Math.abs(b)))
    return '|x| is used for the square: it folds the plane as well, but its lines are corners, not circles';
  if (has(both) || (has(first) && has(second))) {
    if (has(x1)) return 'x₂ itself is missing: the centre can move along x₁ only';
    if (has(x2)) return 'x₁ itself is missing: the centre can move along x₂ only';
    if (has((a, b) => a + b))
      return 'x₁ and x₂ are there only as their sum: the centre can move along the diagonal only. Each needs a weight of its own';
    if (has((a, b) => a * b))
      return 'the product x₁x₂ is there, but x₁ and x₂ themselves are missing: a product turns the curve, it does not move it';
    return 'the squares are there, but x₁ and x₂ themselves are missing: whatever the weights, the curve then has its centre at the origin';
  }
  if (has(first)) return 'x₂² is missing: with one square the curve is a parabola, and it is open';
  if (has(second)) return 'x₁² is missing: with one square the curve is a parabola, and it is open';
  if (has((a, b) => (a + b) ** 2))
    return '(x₁ + x₂)² is one square, of the sum: its curve is two parallel lines. The two squares are needed by themselves';
  if (has((a, b) => a * b))
    return 'the product x₁x₂ stands where the squares are needed: it changes sign from quarter to quarter, and the circles do not';
  if (has((a) => a ** 3) || has((_, b) => b ** 3))
    return 'cubes stand where squares are needed: x³ tells left from right, as x does, and both sides of a circle must get the same';
  return undefined;
}

const parts: readonly Part<Case>[] = centres.map((centre) => ({
  key: centreText(centre),
  symbol: `Circles around ${centreText(centre)}`,
  wanted: () => 0,
  near: 0,
  neverBlank: true,
  diagnose: (_mistakes, _cases, [found]) => lacking((found as Found).columns),
  says: (mistakes) =>
    `The best line in your features that training finds gets ${plain(mistakes)} of ${course.circles.count} points wrong.`,
}));

const cells = 64;

/** The course's training, on the reader's features of the circles around (2, 2). */
async function* afterwards(bench: Bench): AsyncGenerator<Shown, void, void> {
  const centre: Centre = [2, 2];
  const points = circlesAt(centre);
  const extent = [-2.1, 6.1] as const;
  const features = (await answersOf(bench, 'phi', pairsOf(points.inputs))) as number[][];
  const everywhere = (await answersOf(bench, 'phi', lattice(extent, cells))) as number[][];
  const used = varying(features);
  const map = fromRows(everywhere.map((row) => used.map((j) => row[j]!)));
  const trainer = trainerOn(features, points.labels);
  const scale = scaleOf(features, used);
  const own: [number, number][] = [[0, trainer.snapshot().loss]];
  for (let step = 0; step < steps; ) {
    const place = trainer.advance(step < 100 ? 5 : 50, pace);
    step = place.step;
    own.push([step, place.loss]);
    const values = new Float64Array(cells * cells);
    surface(inUnits(view(place.parameters, used.length), scale), map, values);
    yield {
      run: place,
      ...(step >= steps && {
        said: `Trained on ${features[0]!.length === 1 ? 'your one feature' : `your ${features[0]!.length} features`} of the circles around ${centreText(centre)}, ${whole(steps)} steps: ${percent(place.accuracy)} of the points are right. Nobody told it where the centre is.`,
      }),
      plane: {
        label: `The circles around ${centreText(centre)}, and the region that a line in your features calls class 1`,
        points,
        extent,
        surface: { cells, values },
      },
      curves: {
        label: 'The loss over the steps; dashed, log 2',
        own,
        x: [0, steps],
        y: [0, 0.8],
        axes: ['step', 'loss (nats)'],
        isLoss: true,
      },
    };
  }
}

/** Mean and deviation of each feature that is used, as `standardise` takes them. */
function scaleOf(features: readonly (readonly number[])[], used: readonly number[]) {
  const columns = used.map((j) => features.map((row) => row[j]!));
  const mean = (list: readonly number[]) => list.reduce((sum, v) => sum + v, 0) / list.length;
  const means = columns.map(mean);
  const deviations = columns.map((column, j) =>
    Math.sqrt(mean(column.map((value) => (value - means[j]!) ** 2))),
  );
  return { means, deviations };
}

/** Chapter 4's exercise: features in which a line parts circles around any centre. */
export const exercise = exerciseOf<Case>({
  id: 'shifted-circles',
  ...programsOf(text),
  label: 'Your program: the feature map phi',
  heading: 'Circles',
  name: 'phi',
  returns: 'a list of features',
  cases: [centres],
  parts,
  tried: `Run tries it on circles around ${centres.length} centres, with one and the same φ.`,
  praise: 'With one φ, a line parts the circles around every centre.',
  run,
  afterwards,
});
