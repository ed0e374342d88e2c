import { describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/bend-the-space.ts';
import { course, shapeNames, shapeRecipe } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { type FeatureName, makeFeatures, mapDataset } from '../../src/data/features.ts';
import { standardise } from '../../src/data/standardise.ts';
import { facts } from '../../src/facts/bend-the-space.ts';
import { type Fact, factValue } from '../../src/facts/fact.ts';
import { forward, pass } from '../../src/model/logistic.ts';
import { accuracy } from '../../src/model/loss.ts';
import { optimum } from '../../src/model/newton.ts';
import { bentLogistic } from '../../src/training/examples.ts';
import { createTrainer } from '../../src/training/trainer.ts';

const value = (name: string) => factValue(facts[name] as Fact);
const said = (name: string) => (facts[name] as Fact).format(value(name));

/** What Newton's method settles at; undefined where the features part the classes. */
function settled(data: Parameters<typeof makeDataset>[0], name: FeatureName) {
  const mapped = standardise(mapDataset(makeDataset(data), makeFeatures({ kind: 'named', name })));
  try {
    const { parameters } = optimum(mapped.inputs, mapped.labels);
    const room = pass(mapped.labels.length);
    forward(parameters, mapped.inputs, room);
    return accuracy(room.logits, mapped.labels);
  } catch {
    return undefined;
  }
}
/** The training's accuracy is Newton's, to one point of 200; or all points are right. */
const agrees = (fact: string, newton: number | undefined) =>
  newton === undefined
    ? expect(value(fact), fact).toBe(1)
    : expect(Math.abs(value(fact) - newton), fact).toBeLessThanOrEqual(0.0051);

describe('what chapter 4 says of the moved circles', () => {
  it('squares alone get less right the further the centre moves: all, all, about 81 % and 68 %', () => {
    for (const c of [0, 0.5, 1, 2])
      agrees(`squares-centre-${c}`, settled({ ...course.circles, centre: [c, c] }, 'squares'));
    expect(value('squares-centre-0.5')).toBe(1);
    // Counted elsewhere, on other points of the same circles.
    expect(Math.abs(value('squares-centre-1') - 0.805)).toBeLessThan(0.04);
    expect(Math.abs(value('squares-centre-2') - 0.68)).toBeLessThan(0.04);
    expect(value('centre-lowest')).toBeLessThanOrEqual(value('squares-centre-2'));
    expect(value('centre-highest')).toBeGreaterThanOrEqual(value('squares-centre-2'));
    expect(value('centre-highest')).toBeLessThan(0.8);
  });

  it('with x₁ and x₂ added every point is right again', () => {
    for (const c of [0, 0.5, 1, 2]) expect(value(`squares-and-linear-centre-${c}`)).toBe(1);
  });

  it('without standardised features the loss jumps about and never settles, at the figure’s rate', () => {
    const lossesOf = (c: number, standardise: boolean) => {
      const trainer = createTrainer(
        bentLogistic(
          { ...course.circles, centre: [c, c] },
          { kind: 'named', name: 'squares' },
          { standardise },
        ),
      );
      trainer.advance(1000, { learningRate: 0.5 });
      return Array.from({ length: 100 }, () => trainer.advance(1, { learningRate: 0.5 }).loss);
    };
    const spread = (losses: number[]) => Math.max(...losses) - Math.min(...losses);
    expect(spread(lossesOf(2, false))).toBeGreaterThan(1);
    expect(spread(lossesOf(2, true))).toBeLessThan(1e-6);
    expect(Math.max(...lossesOf(0, false))).toBeLessThan(0.01);
  });

  it('folds points of the outer circle onto the inner one, as the text says', () => {
    // Of the circles about (2, 2): (x₁, x₂) and (−x₁, x₂) have the same squares.
    const on = (r: number, x1: number, x2: number) => Math.hypot(x1 - 2, x2 - 2) - r;
    const outer = [2 + 3 * Math.cos(3), 2 + 3 * Math.sin(3)] as const;
    expect(on(3, ...outer)).toBeCloseTo(0, 12);
    expect(outer[0]).toBeLessThan(0);
    // Along the outer circle's part with x₁ < 0, the mirrored point crosses the inner circle.
    const gaps = Array.from({ length: 100 }, (_, k) => {
      const angle = 2.4 + (1.5 * k) / 100;
      const [x1, x2] = [2 + 3 * Math.cos(angle), 2 + 3 * Math.sin(angle)];
      return x1 < 0 ? on(1, -x1, x2) : Number.NaN;
    }).filter(Number.isFinite);
    expect(Math.min(...gaps)).toBeLessThan(0.02);
  });
});

describe('what chapter 4 says of the circles about the origin', () => {
  it('they become parallel lines: f₁ + f₂ is the square of the radius', () => {
    const { apply } = makeFeatures({ kind: 'named', name: 'squares' });
    for (let k = 0; k < 24; k++)
      for (const r of [1, 3]) {
        const [f1, f2] = apply(r * Math.cos(k), r * Math.sin(k)) as [number, number];
        expect(f1 + f2).toBeCloseTo(r * r, 12);
      }
  });

  it('the ellipse comes near a circle of radius √5, nearer than one of radius 2', () => {
    expect(value('root-of-five') ** 2).toBeCloseTo((1 + 9) / 2, 12);
    for (const axis of ['bent-longer-axis', 'bent-shorter-axis'])
      expect(Math.abs(value(axis) - Math.sqrt(5))).toBeLessThan(0.03);
    expect(value('bent-longer-axis')).toBeGreaterThanOrEqual(value('bent-shorter-axis'));
    expect(value('bent-all-right')).toBeLessThan(value('bent-steps'));
    expect(value('bent-loss')).toBeLessThan(0.02);
  });
});

describe('the table of chapter 4', () => {
  const names = [
    'identity',
    'squares',
    'squares-and-linear',
    'product',
    'quadratic',
    'cubic',
    'unwound',
  ] as const;

  it('holds what Newton’s method finds, where there is a lowest loss, and else 100 %', () => {
    for (const name of names)
      for (const shape of shapeNames) agrees(`${name}-${shape}`, settled(shapeRecipe(shape), name));
  });

  it('shows what the text says of it', () => {
    const right = (shape: string) => names.filter((name) => value(`${name}-${shape}`) === 1);
    expect(right('circles')).toEqual(['squares', 'squares-and-linear', 'quadratic', 'cubic']);
    expect(right('moons')).toEqual(['cubic']);
    expect(right('xor')).toEqual(['product', 'quadratic', 'cubic']);
    expect(right('spiral')).toEqual(['unwound']);
    // More features can get fewer points right.
    expect(value('quadratic-spiral')).toBeLessThan(value('product-spiral'));
  });

  it('asks for something that can be done: two features that part the moons', () => {
    const two = { kind: 'expressions', text: 'x2, sin(1.5*x1)' } as const;
    const trainer = createTrainer(bentLogistic(course.moons, two));
    expect(trainer.advance(1000, { learningRate: 0.5 }).accuracy).toBe(1);
    expect(makeFeatures({ kind: 'named', name: 'cubic' }).labels).toHaveLength(7);
  });

  it('counts the products of 100 inputs', () => {
    let [two, three] = [100, 0];
    for (let i = 0; i < 100; i++)
      for (let j = i; j < 100; j++) {
        two++;
        three += 100 - j;
      }
    expect(value('products-of-two')).toBe(two);
    expect(value('products-of-three')).toBe(two + three);
    expect(said('products-of-two')).toBe('5,150');
  });
});

describe('the questions of chapter 4', () => {
  it('have the answers that the text explains', async () => {
    const ask = async (name: string) => (await runs[name]!(() => {})).answer;
    expect(await ask('curve')).toBe('both');
    expect(await ask('xor')).toBe('product');
    expect(Math.abs(Number(await ask('moved')) - 100 * value('squares-centre-2'))).toBeLessThan(
      1.1,
    );
  });
});

describe('the angle by which the spiral has wound', () => {
  it('is that of the points of class 0, where there is no noise', () => {
    const { inputs, labels } = makeDataset({ ...course.spiral, noise: 0 });
    const [a, b] = [Number(said('winding-outwards')), Number(said('winding-begin'))];
    for (const [i, label] of labels.entries()) {
      if (label !== 0) continue;
      const [x1, x2] = [inputs.values[i]!, inputs.values[inputs.rows + i]!];
      const off = Math.atan2(x2, x1) - (a * Math.hypot(x1, x2) - b);
      expect(Math.cos(off)).toBeGreaterThan(Math.cos(0.01));
    }
  });
});
