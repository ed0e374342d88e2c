import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import { type DataRecipe, defaults, makeDataset } from '../../../src/data/datasets.ts';
import { column, toRows } from '../../../src/data/matrix.ts';

type DrawnRecipe = Extract<DataRecipe, { seed: number }>;
const drawn: DrawnRecipe[] = [
  defaults.blobs,
  defaults.circles,
  defaults.moons,
  defaults.xor,
  defaults.spiral,
];

const points = (dataset: Dataset) =>
  toRows(dataset.inputs).map((row, i) => ({ x: row[0]!, y: row[1]!, label: dataset.labels[i]! }));

describe.each(drawn.map((recipe) => [recipe.name, recipe] as const))('%s', (_, recipe) => {
  it('has the same points for the same seed, and others for another', () => {
    expect(makeDataset(recipe)).toEqual(makeDataset(recipe));
    const other = makeDataset({ ...recipe, seed: recipe.seed + 1 });
    const same = points(other).filter(({ x }, i) => x === column(makeDataset(recipe).inputs, 0)[i]);
    expect(same.length).toBe(0);
  });

  it('has its classes in equal numbers, to one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 60 }), (count) => {
        const { labels, classNames } = makeDataset({ ...recipe, count });
        expect(labels.length).toBe(count);
        const counts = classNames.map((_name, k) => labels.filter((y) => y === k).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        expect(counts.reduce((sum, c) => sum + c)).toBe(count);
      }),
    );
  });

  it('keeps its earlier points when more are asked for', () => {
    const few = makeDataset({ ...recipe, count: 20 });
    expect(points(makeDataset({ ...recipe, count: 50 })).slice(0, 20)).toEqual(points(few));
  });

  it('moves each point along its own direction as the noise grows', () => {
    const at = (noise: number) => points(makeDataset({ ...recipe, noise }));
    const [clean, one, two] = [at(0), at(1), at(2)];
    clean.forEach((p, i) => {
      expect(two[i]!.x - p.x).toBeCloseTo(2 * (one[i]!.x - p.x), 12);
      expect(two[i]!.y - p.y).toBeCloseTo(2 * (one[i]!.y - p.y), 12);
    });
  });

  it('has normal noise of the deviation asked for on each coordinate', () => {
    const clean = points(makeDataset({ ...recipe, count: 10_000, noise: 0 }));
    const noisy = points(makeDataset({ ...recipe, count: 10_000, noise: 0.5 }));
    const moved = noisy.flatMap((p, i) => [p.x - clean[i]!.x, p.y - clean[i]!.y]);
    const mean = moved.reduce((sum, d) => sum + d, 0) / moved.length;
    const deviation = Math.sqrt(moved.reduce((sum, d) => sum + d * d, 0) / moved.length);
    // Five standard errors: 0.5/√n and 0.5/√(2n), n = 20 000.
    expect(Math.abs(mean)).toBeLessThan(0.0177);
    expect(Math.abs(deviation - 0.5)).toBeLessThan(0.0125);
    const across = moved.filter((_d, i) => i % 2 === 0);
    const up = moved.filter((_d, i) => i % 2 === 1);
    const covariance = across.reduce((sum, d, i) => sum + d * up[i]!, 0) / across.length;
    expect(Math.abs(covariance)).toBeLessThan(0.0125);
  });
});

it('every kind has the same digits in every engine', () => {
  const first = drawn.map((recipe) => toRows(makeDataset({ ...recipe, count: 2 }).inputs).flat());
  expect(first).toMatchInlineSnapshot(`
    [
      [
        -1.768769308261411,
        -0.5663629191500479,
        1.7746668107853742,
        1.257971509874181,
      ],
      [
        -0.7502978234131449,
        2.9061795957701,
        -1.0693521377243043,
        -0.02791517615222755,
      ],
      [
        -1.4274207111148574,
        1.461607859627642,
        2.7053166810913285,
        0.5399963641451277,
      ],
      [
        -1.6573736931175598,
        -1.4056003850493817,
        -2.7778956690865604,
        2.7497230461353244,
      ],
      [
        0.5081077908753442,
        0.34418264191381887,
        -2.0732197403111834,
        0.954738880992808,
      ],
    ]
  `);
});

describe('blobs', () => {
  const centres = (classes: number) =>
    points(makeDataset({ ...defaults.blobs, count: classes, classes, distance: 4, noise: 0 }));

  it('has two centres 4 apart, that of class 1 to the upper right', () => {
    const [zero, one] = centres(2);
    expect([zero!.x, zero!.y, one!.x, one!.y]).toEqual([-1.6, -1.2, 1.6, 1.2]);
  });

  it.each([3, 4, 5, 6])('has %i centres at the corners of a regular polygon', (classes) => {
    const corners = centres(classes);
    // The radius of the circle about a regular K-gon of side a: a / (2 sin π/K).
    const radius = 4 / (2 * Math.sin(Math.PI / classes));
    corners.forEach(({ x, y }, k) => {
      const next = corners[(k + 1) % classes]!;
      expect(Math.hypot(next.x - x, next.y - y)).toBeCloseTo(4, 12);
      expect(Math.hypot(x, y)).toBeCloseTo(radius, 12);
    });
  });

  it('by default is separated by the line halfway between its centres', () => {
    for (let seed = 0; seed < 300; seed++)
      for (const { x, y, label } of points(makeDataset({ ...defaults.blobs, seed })))
        expect(0.8 * x + 0.6 * y > 0).toBe(label === 1);
  });

  it('with noise 1.2 is almost separated, and at distance 0 not at all', () => {
    const mistakes = (recipe: DataRecipe) =>
      points(makeDataset(recipe)).filter(
        ({ x, y, label }) => 0.8 * x + 0.6 * y > 0 !== (label === 1),
      ).length;
    // Expected 10 000 · Φ(−2/1.2) = 478 and 5000; five standard errors are 107 and 250.
    const many = { ...defaults.blobs, count: 10_000 };
    expect(Math.abs(mistakes({ ...many, noise: 1.2 }) - 478)).toBeLessThan(107);
    expect(Math.abs(mistakes({ ...many, distance: 0 }) - 5000)).toBeLessThan(250);
  });
});

describe('circles', () => {
  it('has class 1 at radius 1 and class 0 at radius 3, without noise exactly', () => {
    for (const { x, y, label } of points(makeDataset({ ...defaults.circles, noise: 0 })))
      expect(Math.hypot(x, y)).toBeCloseTo(label === 1 ? 1 : 3, 14);
  });

  it('has the radii and the centre asked for', () => {
    const recipe = { ...defaults.circles, centre: [2, -1], radii: [0.5, 4], noise: 0 } as const;
    for (const { x, y, label } of points(makeDataset(recipe)))
      expect(Math.hypot(x - 2, y + 1)).toBeCloseTo(label === 1 ? 0.5 : 4, 14);
  });

  it('goes round the whole circle evenly', () => {
    const sectors = new Array<number>(24).fill(0);
    for (const { x, y } of points(makeDataset({ ...defaults.circles, count: 9600, noise: 0 })))
      sectors[Math.floor((Math.atan2(y, x) / Math.PI + 1) * 12) % 24]!++;
    // χ² with 23 degrees of freedom: below 65 but for one seed in 100 000.
    expect(sectors.reduce((sum, c) => sum + (c - 400) ** 2 / 400, 0)).toBeLessThan(65);
  });
});

describe('moons', () => {
  it('has two half circles of radius 2, each the other turned half a turn', () => {
    const moon = points(makeDataset({ ...defaults.moons, noise: 0 }));
    for (const { x, y, label } of moon) {
      const [u, v] = label === 0 ? [x, y] : [-x, -y];
      expect(Math.hypot(u + 1, v + 0.5)).toBeCloseTo(2, 14);
      expect(v).toBeGreaterThanOrEqual(-0.5);
    }
    // They reach into each other: some of class 1 lie under the arch of class 0.
    expect(moon.some(({ x, y, label }) => label === 1 && Math.hypot(x + 1, y + 0.5) < 2)).toBe(
      true,
    );
  });
});

describe('xor', () => {
  it('is class 1 exactly where one sign is plus and the other minus, 0.3 from either axis', () => {
    const quadrants = new Set<string>();
    for (const { x, y, label } of points(makeDataset({ ...defaults.xor, noise: 0 }))) {
      expect(x * y < 0).toBe(label === 1);
      for (const size of [Math.abs(x), Math.abs(y)]) {
        expect(size).toBeGreaterThanOrEqual(0.3);
        expect(size).toBeLessThan(3);
      }
      quadrants.add(`${x > 0} ${y > 0}`);
    }
    expect(quadrants.size).toBe(4);
  });
});

describe('spiral', () => {
  it.each([
    [2, 1.25],
    [3, 0.5],
    [6, 4],
    [2, 0],
  ])('has %i arms of %d turns: the angle follows from the radius', (classes, turns) => {
    const recipe = { ...defaults.spiral, classes, turns, noise: 0 };
    for (const { x, y, label } of points(makeDataset(recipe))) {
      const radius = Math.hypot(x, y);
      expect(radius).toBeGreaterThan(0.3 - 1e-12);
      expect(radius).toBeLessThan(3);
      const angle = 2 * Math.PI * ((turns * (radius - 0.3)) / 2.7 + label / classes);
      expect(Math.cos(angle)).toBeCloseTo(x / radius, 10);
      expect(Math.sin(angle)).toBeCloseTo(y / radius, 10);
    }
  });
});
