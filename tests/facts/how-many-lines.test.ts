import { describe, expect, it, vi } from 'vitest';
import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { factValue } from '../../src/facts/fact.ts';
import {
  byRate,
  bySteps,
  cornerCounts,
  facts,
  fourLines,
  fromSquare,
  laterAt10,
  mapChosen,
  mapCounts,
  mapTried,
  networksOf,
  noisy,
  radiiOf,
  tried,
  usual,
  withCorners,
} from '../../src/facts/how-many-lines.ts';
import { canonical } from '../../src/model/canonical.ts';
import { probability, view } from '../../src/model/mlp.ts';
import { boundaryRadii, shareCalledOne } from '../../src/model/region.ts';
import { roundRadius, roundTriangle } from '../../src/model/round-triangle.ts';
import { sigmoid } from '../../src/model/sigmoid.ts';
import { mapRates, mapSteps, mapUnits } from '../../src/training/many-networks.ts';
import golden from '../golden/success-rates.json';

// Hundreds of networks are trained here, each once.
vi.setConfig({ testTimeout: 240_000 });

const value = (name: string) => factValue(facts[name]!);

/** What NumPy counted with its own chance: the share of a thousand starts that succeed, at a checkpoint. */
function counted(name: keyof typeof golden, steps = 1001): number {
  const { checkpoints, success } = golden[name];
  return success[checkpoints.indexOf(steps)]!;
}
/**
 * Our count of 100 is drawn from the same share if it lies within four deviations; besides, our points are others, which
 * moves a share that is neither 0 nor 1 by some points in a hundred.
 */
const agrees = (right: number, share: number) =>
  Math.abs(right / 100 - share) <= 4 * Math.sqrt((share * (1 - share)) / 100) + 0.08;

describe('how often training succeeds', () => {
  it('agrees with NumPy’s thousand starts, by units', () => {
    expect(tried).toBe(100);
    for (const units of [1, 2, 3, 4, 5] as const) {
      const share = counted(`sigmoid unif01 H${units} lr.01`);
      expect(agrees(value(`many-perfect-${units}`), share)).toBe(true);
    }
    expect(value('many-perfect-1')).toBe(0);
    expect(value('many-perfect-2')).toBe(0);
    expect(value('many-perfect-3')).toBe(100);
    // The bound of chapter 5 is for full rings; a sample has gaps.
    expect(value('many-best-2')).toBeLessThan(0.946);
  });

  it('agrees with it by rate, and has the edges that the text speaks of', () => {
    const rates = {
      0.2: '0.001',
      0.6: '0.003',
      6: '0.03',
      10: '0.05',
      20: '0.1',
      40: '0.2',
    } as const;
    for (const [rate, summed] of Object.entries(rates)) {
      const share = counted(`sigmoid unif01 H3 lr${summed}`);
      // At rate 10 the edge is steep: other points move it.
      if (rate !== '10') expect(agrees(value(`many-rate-${rate}`), share), rate).toBe(true);
    }
    expect(value('many-rate-10')).toBeGreaterThan(60);
    expect(value('many-rate-10')).toBeLessThan(100);
    expect(value('many-rate-20')).toBeLessThan(40);
    expect(value('many-rate-40')).toBeLessThan(5);
  });

  it('grows with the steps, as NumPy counted', () => {
    const name = 'sigmoid unif01 H3 lr.01';
    expect(agrees(value('many-steps-100'), counted(name, 100))).toBe(true);
    expect(agrees(value('many-steps-300'), counted(name, 300))).toBe(true);
    const steps = [30, 100, 150, 200, 300].map((count) => value(`many-steps-${count}`));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(bySteps('early').count).toBe(tried);
  });

  it('is late at a small rate, and stuck at a large one: the losses tell', () => {
    // “They are on their way”: better than an even guess, most of them.
    const late = byRate(0.2).losses.filter((loss) => loss < Math.LN2).length;
    expect(late).toBeGreaterThan(90);
    // “two lines have ended up back to back”: at rate 10 most failures have two normals that are opposite, within 20°.
    const failures = (rate: number) =>
      networksOf(byRate(rate), 3).filter((_, i) => byRate(rate).accuracies[i]! < 1);
    const opposite = failures(10).filter((network) => {
      const { hiddenWeights } = canonical(network, 'sigmoid');
      const normals = [0, 1, 2].map((k) =>
        Math.atan2(hiddenWeights.values[3 + k]!, hiddenWeights.values[k]!),
      );
      const sizes = [0, 1, 2].map((k) =>
        Math.hypot(hiddenWeights.values[k]!, hiddenWeights.values[3 + k]!),
      );
      return [
        [0, 1],
        [0, 2],
        [1, 2],
      ].some(
        ([a, b]) =>
          sizes[a!]! > 1 && sizes[b!]! > 1 && Math.cos(normals[a!]! - normals[b!]!) < -0.94,
      );
    });
    expect(opposite.length / failures(10).length).toBeGreaterThan(0.6);
    expect(value('many-failed-10')).toBe(100 - value('many-rate-10'));
    expect(value('many-later-10')).toBe(0);
    expect(laterAt10('later').every((share) => share < 0.95)).toBe(true);
    // “Their slope is as good as zero at every point”: at rate 20 most failures have such a unit.
    const { inputs } = makeDataset(course.circles);
    const stuck = failures(20).filter(({ hiddenWeights, hiddenBias }) =>
      [0, 1, 2].some((k) => {
        const slopes = Array.from({ length: inputs.rows }, (_, i) => {
          const s =
            hiddenBias[k]! +
            hiddenWeights.values[k]! * inputs.values[i]! +
            hiddenWeights.values[3 + k]! * inputs.values[inputs.rows + i]!;
          return sigmoid(s) * (1 - sigmoid(s));
        });
        return slopes.filter((slope) => slope < 0.01).length > 0.95 * slopes.length;
      }),
    );
    expect(stuck.length / failures(20).length).toBeGreaterThan(0.8);
  });

  it('is rarer with ReLU, which has dead units, and then five do better than three', () => {
    expect(agrees(value('many-relu-3'), counted('relu he H3 lr.01'))).toBe(true);
    expect(agrees(value('many-relu-5'), counted('relu he H5 lr.01'))).toBe(true);
    expect(value('many-relu-5')).toBeGreaterThan(value('many-relu-3'));
    expect(value('many-relu-failed')).toBe(100 - value('many-relu-3'));
    expect(value('many-relu-dead')).toBeGreaterThan(0.8 * value('many-relu-failed'));
    expect(value('many-relu-dead')).toBeLessThanOrEqual(value('many-relu-failed'));
  });

  it('is in the map what it is in the text', () => {
    const rate = mapCounts('rate');
    const steps = mapCounts('steps');
    // The same runs, met on two ways: rate 2 and 1001 steps.
    mapUnits.forEach((units, j) => {
      const [one, other] = [rate[j]![mapRates.indexOf(2)]!, steps[j]![mapSteps.indexOf(1001)]!];
      if (units === 3) expect(one.count).toBe(tried);
      else expect(one).toEqual(other);
    });
    mapRates.forEach((learningRate, i) => {
      expect(rate[mapUnits.indexOf(3)]![i]!.right).toBe(value(`many-rate-${learningRate}`));
    });
    expect(rate[0]!.concat(rate[1]!).every(({ right }) => right === 0)).toBe(true);
    expect(steps.flat().every(({ count }) => count === mapTried)).toBe(true);
    // “More units widen the comfortable region on both sides.”
    const of = (units: number, learningRate: number) => {
      const cell = rate[mapUnits.indexOf(units as 3)]![mapRates.indexOf(learningRate as 2)]!;
      return cell.right / cell.count;
    };
    expect(of(10, 0.2)).toBeGreaterThan(of(3, 0.2));
    expect(of(10, 20) + of(10, 40)).toBeGreaterThan(of(3, 20) + of(3, 40));
    // What is shown first is the cell of three units at rate 10.
    const { losses, accuracies, parameters } = mapChosen();
    expect(accuracies.filter((share) => share === 1).length).toBe(value('many-rate-10'));
    expect(losses).toHaveLength(tried);
    expect(parameters).toHaveLength(mapTried);
  });
});

describe('the shapes that are found', () => {
  it('are rounder the wider the network, as claimed', () => {
    const claimed = { 3: 0.17, 4: 0.16, 5: 0.15, 10: 0.07, 20: 0.036, 50: 0.018 };
    const ours = Object.entries(claimed).map(([units, share]) => {
      const found = value(`many-unround-${units}`);
      expect(Math.abs(found - share)).toBeLessThan(0.012);
      return found;
    });
    expect(ours).toEqual([...ours].sort((a, b) => b - a));
  });

  it('are never a rectangle with four units, and mostly triangles with five and six', () => {
    expect(value('many-corners-3-3')).toBe(100);
    expect(value('many-corners-4-3')).toBe(100);
    expect(value('many-corners-4-4')).toBe(0);
    expect(withCorners(4, 2)).toBe(0);
    expect(value('many-corners-5-3')).toBeGreaterThan(85);
    expect(value('many-corners-6-3')).toBeGreaterThan(75);
    for (const units of [5, 6])
      expect(value(`many-corners-${units}-3`) + value(`many-corners-${units}-5`)).toBe(100);
    const { count, groups } = cornerCounts();
    for (const { counts } of groups)
      expect(Object.values(counts).reduce((sum, found) => sum + found, 0)).toBe(count);
  });

  it('have as many bumps as they are said to have corners, where a bump is a farthest place', () => {
    // Counted on the exact boundary, without waves: for the triangles of four units and the pentagons of six.
    const bumps = (radii: Float64Array) =>
      radii.filter((radius, d) => {
        const around = [-3, -2, -1, 1, 2, 3].map(
          (off) => radii[(d + off + radii.length) % radii.length]!,
        );
        return around.every((other) => radius > other);
      }).length;
    for (const network of networksOf(usual(4), 4).slice(0, 20))
      expect(bumps(boundaryRadii(network, 'sigmoid', 72, 4))).toBe(3);
    const six = networksOf(usual(6), 6);
    const { examples } = cornerCounts().groups[3]!;
    const pentagon = six.find(({ all }) => all[0] === examples[5]![0])!;
    expect(bumps(boundaryRadii(pentagon, 'sigmoid', 72, 4))).toBe(5);
  });

  it('are measured near enough on rays', () => {
    const network = networksOf(usual(5), 5)[9]!;
    const exact = boundaryRadii(network, 'sigmoid', 72, 4);
    radiiOf(network).forEach((radius, d) => {
      expect(Math.abs(radius - exact[d]!)).toBeLessThan(0.01);
    });
  });

  it('are triangles from Glorot’s start too, and even from a square, all the way down', () => {
    expect(value('many-glorot-4-3')).toBe(100);
    expect(value('many-square-corners')).toBe(4);
    expect(value('many-square-right')).toBe(1);
    expect(value('many-square-end-corners')).toBe(3);
    const losses = [0, 50, 100, 200, 300, 500, 700, 1001].map((steps) => fromSquare(steps).loss);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    // A square: the four radii at its sides' middles are equal, and so are the four at its corners.
    const radii = boundaryRadii(view(fromSquare(0).parameters, 4), 'sigmoid', 8, 5);
    for (const d of [2, 4, 6]) expect(radii[d]).toBeCloseTo(radii[0]!, 9);
  });

  it('leave a fourth line to double another, or to turn its back', () => {
    const [sides, doubled, backs] = ['sides', 'doubled', 'backs'].map((name) =>
      value(`many-four-${name}`),
    ) as [number, number, number];
    expect(sides + backs).toBeGreaterThanOrEqual(98);
    expect(doubled).toBeGreaterThan(0.75 * sides);
    // Where one has its back to the centre, the other three do the work.
    for (const { backs: turned, sides: standing } of fourLines('four'))
      if (turned === 1) expect(standing).toBe(3);
  });
});

describe('three units that draw a circle', () => {
  it('have the boundaries of the claim', () => {
    const claimed = [
      [1, 1.72, 2.27, 2],
      [0.5, 1.83, 1.98, 2],
      [0.1, 1.888, 1.911, 3],
      [0.05, 1.894, 1.905, 3],
    ] as const;
    for (const [epsilon, near, far, digits] of claimed) {
      const radii = boundaryRadii(roundTriangle(epsilon), 'sigmoid', 720, 20);
      expect(Math.abs(Math.min(...radii) - near)).toBeLessThan(2 * 10 ** -digits);
      expect(Math.abs(Math.max(...radii) - far)).toBeLessThan(2 * 10 ** -digits);
    }
    expect(value('many-round-1-far') - value('many-round-1-near')).toBeGreaterThan(0.4);
    expect(value('many-round-01-far') - value('many-round-01-near')).toBeLessThan(0.03);
  });

  it('put the boundary at 1.9, classify every point rightly, and need weights that no run had', () => {
    const radii = boundaryRadii(roundTriangle(0.02), 'sigmoid', 36, 20);
    for (const radius of radii) expect(Math.abs(radius - roundRadius)).toBeLessThan(0.01);
    expect(value('many-round-output')).toBeCloseTo(2000, 6);
    expect(value('many-largest-output')).toBeLessThan(30);
  });
});

describe('certainty where there is no point', () => {
  it('is as high at the centre as the claim says, in every network', () => {
    expect(value('many-networks')).toBe(400);
    expect(value('many-centre-lowest')).toBeGreaterThan(0.99);
    const { inputs } = makeDataset(course.circles);
    const nearest = Math.min(
      ...Array.from({ length: inputs.rows }, (_, i) =>
        Math.hypot(inputs.values[i]!, inputs.values[inputs.rows + i]!),
      ),
    );
    expect(nearest).toBeGreaterThan(0.8);
  });

  it('is found far out too, always with a line that has its back to the centre', () => {
    expect(value('many-far-3')).toBe(0);
    expect(value('many-far-4')).toBeGreaterThan(5);
    expect(value('many-far-5')).toBeGreaterThan(10);
    networksOf(usual(4), 4).forEach((network, i) => {
      if (shareCalledOne(network, 'sigmoid', 100) > 0) expect(fourLines('four')[i]!.backs).toBe(1);
    });
    // The example that the text names: five units, the first network.
    const first = networksOf(usual(5), 5)[0]!;
    expect(shareCalledOne(first, 'sigmoid', 100)).toBeGreaterThan(0);
    expect(shareCalledOne(first, 'sigmoid', 5)).toBe(0);
  });

  it('is no evidence where all networks agree: at the centre they do, in the gap they do not', () => {
    const networks = networksOf(usual(3), 3).slice(0, 20);
    const yes = (x1: number, x2: number) =>
      networks.filter((network) => probability(network, 'sigmoid', x1, x2) >= 0.5).length;
    expect(yes(0, 0)).toBe(20);
    const ring = Array.from({ length: 36 }, (_, d) =>
      yes(1.9 * Math.cos((d * Math.PI) / 18), 1.9 * Math.sin((d * Math.PI) / 18)),
    );
    expect(ring.filter((count) => count > 0 && count < 20).length).toBeGreaterThan(30);
  });
});

describe('training and fresh points', () => {
  it('part, the more the longer ten units train at noise 0.6', () => {
    expect(value('noisy-train-10')).toBeGreaterThan(value('noisy-test-10') + 0.03);
    expect(value('noisy-train-10-long')).toBeGreaterThan(value('noisy-train-10'));
    expect(value('noisy-train-10-long')).toBe(1);
    expect(value('noisy-test-10-long')).toBeLessThan(value('noisy-test-10'));
  });

  it('agree with the claims: fresh data at noise 0.2 / 0.4 / 0.6', () => {
    // The claim's networks learned from noise 0.05; ours from points as noisy as the fresh ones.
    expect(value('noisy-test-3-low')).toBeGreaterThan(0.99);
    expect(Math.abs(value('noisy-test-3-middle') - 0.966)).toBeLessThan(0.02);
    expect(Math.abs(value('noisy-test-3') - 0.906)).toBeLessThan(0.02);
  });

  it('do not say that fewer units are safer', () => {
    expect(value('noisy-test-3')).toBeLessThan(value('noisy-test-10'));
    expect(value('noisy-test-3-middle')).toBeLessThan(value('noisy-test-10-middle') - 0.01);
  });

  it('leave something to a circle, the best of which no trained network reaches', () => {
    expect(value('noisy-best-circle')).toBeGreaterThan(value('noisy-test-10'));
    expect(value('noisy-best-circle-middle')).toBeGreaterThan(value('noisy-test-10-middle'));
    for (const shares of [noisy('3 0.6'), noisy('10 0.6')])
      for (const { test } of shares) expect(test).toBeLessThan(value('noisy-best-circle'));
  });
});
