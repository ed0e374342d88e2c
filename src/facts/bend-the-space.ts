import { course, type ShapeName, shapeNames, shapeRecipe } from '../data/course.ts';
import type { DataRecipe } from '../data/datasets.ts';
import { type FeatureName, featureSpec, makeFeatures, namedFeatures } from '../data/features.ts';
import { winding } from '../data/generators.ts';
import { whole } from '../data/whole.ts';
import { combined, type Ellipse, ellipseOf, quadraticsOf } from '../model/conic.ts';
import { inUnits, view } from '../model/logistic.ts';
import { bentLogistic } from '../training/examples.ts';
import { createTrainer, type Snapshot, trainingData } from '../training/trainer.ts';
import { decimals, type Fact, percent } from './fact.ts';

const pace = { learningRate: 0.5 };
/** When training has settled, on points that φ leaves mixed; on others every point is right by then. */
const settledSteps = 5000;
const shownSteps = 300;
const samples = 50;

const known = new Map<string, Snapshot>();

/** The figure's own training: standardised features, the start of seed 1, η = ½. */
function trained(data: DataRecipe, name: FeatureName, steps: number): Snapshot {
  const setup = bentLogistic(data, { kind: 'named', name });
  const key = `${steps} ${JSON.stringify(setup)}`;
  const snapshot = known.get(key) ?? createTrainer(setup).advance(steps, pace);
  known.set(key, snapshot);
  return snapshot;
}

/** The course's circles with their centre at (c, c). */
const circlesAt = (c: number, draws = 0): DataRecipe => ({
  ...course.circles,
  centre: [c, c],
  seed: course.circles.seed + draws,
});

/** The step after which the figure's run first has every point right. */
function firstAllRight(): number {
  const trainer = createTrainer(bentLogistic(course.circles, { kind: 'named', name: 'squares' }));
  let { step, accuracy } = trainer.snapshot();
  while (accuracy < 1) ({ step, accuracy } = trainer.advance(1, pace));
  return step;
}

/** The ellipse of the figure's run. */
function trainedEllipse(): Ellipse {
  const setup = bentLogistic(course.circles, { kind: 'named', name: 'squares' });
  const { parameters } = trained(course.circles, 'squares', shownSteps);
  const { weights, bias } = inUnits(view(parameters, 2), trainingData(setup).scale!);
  const quadratics = quadraticsOf(makeFeatures(featureSpec(namedFeatures.squares)))!;
  const ellipse = ellipseOf(combined(quadratics, weights, bias[0]!));
  if (!ellipse) throw new Error('The run of chapter 4 did not end with an ellipse.');
  return ellipse;
}

const spelt: Record<FeatureName, string> = {
  identity: 'x₁, x₂',
  squares: 'x₁², x₂²',
  'squares-and-linear': 'x₁, x₂, x₁², x₂²',
  product: 'x₁, x₂, x₁x₂',
  radius: 'x₁² + x₂²',
  quadratic: 'x₁, x₂, x₁², x₂², x₁x₂',
  cubic: 'x₁, x₂, x₁², x₂², x₁x₂, x₁³, x₂³',
  unwound: 'the features that wind the spiral back',
};
const run = (steps: number) =>
  `logistic regression, ${steps} steps with η = ½ from the start of seed 1, features standardised`;

/** Accuracy with the circles' centre at (c, c): squares alone, and with x₁, x₂ added. */
const ofCentre = (c: number): Record<string, Fact> =>
  Object.fromEntries(
    (['squares', 'squares-and-linear'] as const).map((name) => [
      `${name}-centre-${c}`,
      {
        about: `Accuracy on the circles with their centre at (${c}, ${c}), φ = [${spelt[name]}]: ${run(settledSteps)}`,
        compute: () => trained(circlesAt(c), name, settledSteps).accuracy,
        format: percent(1),
      } satisfies Fact,
    ]),
  );

/** The table: every φ on every shape. */
const ofFeatures = (name: FeatureName): Record<string, Fact> =>
  Object.fromEntries(
    shapeNames.map((shape: ShapeName) => [
      `${name}-${shape}`,
      {
        about: `Accuracy on the points of ${shape}, φ = [${spelt[name]}]: ${run(settledSteps)}`,
        compute: () => trained(shapeRecipe(shape), name, settledSteps).accuracy,
        format: percent(1),
      } satisfies Fact,
    ]),
  );

const sampled = () =>
  Array.from(
    { length: samples },
    (_, i) => trained(circlesAt(2, i + 1), 'squares', settledSteps / 5).accuracy,
  );

/** How many products of up to so many of d inputs there are, a factor counted as often as it stands there. */
function productsUpTo(degree: number, d: number): number {
  let ways = 1; // (d + degree) over degree
  for (let k = 1; k <= degree; k++) ways = (ways * (d + k)) / k;
  return ways - 1;
}

export const facts: Record<string, Fact> = {
  ...Object.assign({}, ...[0, 0.5, 1, 2].map(ofCentre)),
  ...Object.assign(
    {},
    ...(
      [
        'identity',
        'squares',
        'squares-and-linear',
        'product',
        'quadratic',
        'cubic',
        'unwound',
      ] as const
    ).map(ofFeatures),
  ),
  'bent-all-right': {
    about: `The first step after which all points of the circles are right, φ = [x₁², x₂²]: ${run(shownSteps)}`,
    compute: firstAllRight,
    format: whole,
  },
  'bent-long-run': {
    about: 'How many steps each run of the table made.',
    compute: () => settledSteps,
    format: whole,
  },
  'bent-steps': {
    about: 'How many steps the run made of which the sentence speaks.',
    compute: () => shownSteps,
    format: whole,
  },
  'bent-loss': {
    about: `Loss on the circles, φ = [x₁², x₂²]: ${run(shownSteps)}`,
    compute: () => trained(course.circles, 'squares', shownSteps).loss,
    format: decimals(4),
  },
  'bent-longer-axis': {
    about: `The longer half-axis of the ellipse z = 0, φ = [x₁², x₂²]: ${run(shownSteps)}`,
    compute: () => trainedEllipse().halfAxes[0],
    format: decimals(2),
  },
  'bent-shorter-axis': {
    about: `The shorter half-axis of the ellipse z = 0, φ = [x₁², x₂²]: ${run(shownSteps)}`,
    compute: () => trainedEllipse().halfAxes[1],
    format: decimals(2),
  },
  'root-of-five': {
    about: 'The square root of 5, halfway between 1² and 3²',
    compute: () => Math.sqrt(5),
    format: decimals(2),
  },
  'winding-outwards': {
    about: `By how much the arms of the spiral turn, in radians, for each step outwards: ${course.spiral.turns} times round from the radius 0.3 to 3`,
    compute: () => winding(course.spiral).a,
    format: decimals(2),
  },
  'winding-begin': {
    about: 'What is taken from it, since the arms begin to turn at the radius 0.3',
    compute: () => winding(course.spiral).b,
    format: decimals(2),
  },
  'centre-samples': {
    about: 'How many further samples of the circles were drawn for the sentence beside it.',
    compute: () => samples,
    format: whole,
  },
  'centre-lowest': {
    about: `Lowest accuracy with φ = [x₁², x₂²] and the centre at (2, 2), on ${samples} further samples: ${run(settledSteps / 5)}`,
    compute: () => Math.min(...sampled()),
    format: percent(),
  },
  'centre-highest': {
    about: `Highest accuracy with φ = [x₁², x₂²] and the centre at (2, 2), on ${samples} further samples: ${run(settledSteps / 5)}`,
    compute: () => Math.max(...sampled()),
    format: percent(),
  },
  'products-of-two': {
    about: '100 inputs, and all products of two of them: (102 over 2) − 1',
    compute: () => productsUpTo(2, 100),
    format: whole,
  },
  'products-of-three': {
    about: '100 inputs, and all products of two or three of them: (103 over 3) − 1',
    compute: () => productsUpTo(3, 100),
    format: whole,
  },
};
