import { course } from '../../src/data/course.ts';
import { type FeatureName, makeFeatures } from '../../src/data/features.ts';
import { seeded } from '../../src/data/random.ts';
import { whole } from '../../src/data/whole.ts';
import { combined, conicShape, quadraticsOf } from '../../src/model/conic.ts';
import { bentLogistic } from '../../src/training/examples.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { percentText } from '../figures/numbers.ts';
import type { Runs } from './question.ts';

const lines = 1000;
const steps = 2000;

const train = (data: Parameters<typeof bentLogistic>[0], name: FeatureName) =>
  createTrainer(bentLogistic(data, { kind: 'named', name })).advance(steps, { learningRate: 0.5 });

export const runs: Runs = {
  curve: () => {
    const random = seeded(1);
    const squares = quadraticsOf(makeFeatures({ kind: 'named', name: 'squares' }))!;
    const found = new Map<string, number>();
    for (let k = 0; k < lines; k++) {
      const [w1, w2, b] = [random.normal(), random.normal(), random.normal()];
      const shape = conicShape(combined(squares, [w1, w2], b));
      found.set(shape, (found.get(shape) ?? 0) + 1);
    }
    const count = (shape: string) => found.get(shape) ?? 0;
    const curves = lines - count('nothing');
    const answer =
      count('ellipse') === curves ? 'ellipse' : count('hyperbola') > 0 ? 'both' : 'parabola';
    return {
      answer,
      said: `${whole(lines)} lines were just drawn at random. In the plane of the inputs ${count('ellipse')} of them are ellipses, ${count('hyperbola')} hyperbolas, and ${count('nothing')} cannot be seen there at all.`,
    };
  },
  carried: () => {
    const { apply, labels } = makeFeatures({ kind: 'named', name: 'squares' });
    const [f1, f2] = apply(-1.5, 2) as [number, number];
    const twin = apply(1.5, -2);
    return {
      answer: [f1, f2],
      said: `φ was just computed: ${labels.join(' and ')} of (−1.5, 2) are ${f1} and ${f2}, and those of (1.5, −2) are ${twin[0]} and ${twin[1]}.`,
    };
  },
  moved: () => {
    const { accuracy } = train({ ...course.circles, centre: [2, 2] }, 'squares');
    return {
      answer: 100 * accuracy,
      said: `Trained just now, ${whole(steps)} steps: ${percentText(accuracy)} of the points are right.`,
    };
  },
  xor: () => {
    const tried = (['squares', 'squares-and-linear', 'product'] as const).map((name) => ({
      name,
      accuracy: train(course.xor, name).accuracy,
    }));
    const best = tried.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
    return {
      answer: best.accuracy > 0.95 ? best.name : 'none',
      said: `Trained just now, ${whole(steps)} steps each: ${tried.map(({ name, accuracy }) => `${spelt[name]} ${percentText(accuracy)}`).join(', ')}.`,
    };
  },
};

const spelt = {
  squares: '[x₁², x₂²]',
  'squares-and-linear': '[x₁, x₂, x₁², x₂²]',
  product: '[x₁, x₂, x₁x₂]',
};
