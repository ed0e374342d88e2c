import { describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/backpropagation.ts';
import { course } from '../../src/data/course.ts';
import { type Matrix, toRows } from '../../src/data/matrix.ts';
import { facts } from '../../src/facts/backpropagation.ts';
import { factValue } from '../../src/facts/fact.ts';
import { chosenPoint, factorsAt, networkAfter, valuesOf } from '../../src/training/one-point.ts';
import { createTrainer } from '../../src/training/trainer.ts';

// The network's 13 numbers, as the text names them: written out with the language's own functions,
// so that nothing here can share a mistake with the code that the chapter shows.
const numbers = Array.from(networkAfter(50));
const at = (j: number) => numbers[j] as number;
const W = [
  [at(0), at(3)],
  [at(1), at(4)],
  [at(2), at(5)],
];
const b = [at(6), at(7), at(8)];
const wFinal = [at(9), at(10), at(11)];
const c = at(12);
const x = [chosenPoint.x1, chosenPoint.x2];
const y = chosenPoint.label;

const sigma = (z: number) => 1 / (1 + Math.exp(-z));
const firstLayer = (weights: number[][], biases: number[], point: number[]) =>
  weights.map((row, k) => row[0]! * point[0]! + row[1]! * point[1]! + biases[k]!);
const secondLayer = (h: number[], weights: number[], bias: number) =>
  h.reduce((sum, hk, k) => sum + hk * weights[k]!, bias);
const lossOf = (yHat: number) => -y * Math.log(yHat) - (1 - y) * Math.log(1 - yHat);

const s1 = firstLayer(W, b, x);
const h = s1.map(sigma);
const s2 = secondLayer(h, wFinal, c);
const yHat = sigma(s2);

/** The matrix of derivatives of a column by a column, by trying: row i is output i. */
function tried(f: (at: number[]) => number[], at: number[]): number[][] {
  const moved = (j: number, by: number) => f(at.map((v, i) => (i === j ? v + by : v)));
  const columns = at.map((_, j) => {
    const [up, down] = [moved(j, 1e-5), moved(j, -1e-5)];
    return up.map((v, i) => (v - down[i]!) / 2e-5);
  });
  return f(at).map((_, i) => columns.map((column) => column[i]!));
}

const factors = factorsAt(networkAfter(50), chosenPoint);
const factor = (id: string) => valuesOf(factors, id);
const expectClose = (found: Matrix, expected: number[][], digits = 9) => {
  expect([found.rows, found.columns]).toEqual([expected.length, expected[0]!.length]);
  toRows(found).forEach((row, i) => {
    row.forEach((value, j) => {
      expect(value).toBeCloseTo(expected[i]![j]!, digits);
    });
  });
};
const column = (values: number[]) => values.map((value) => [value]);
const product = (a: number[][], m: number[][]) =>
  a.map((row) => m[0]!.map((_, j) => row.reduce((sum, v, k) => sum + v * m[k]![j]!, 0)));

describe('the formulas of chapter 10, with the numbers of its point', () => {
  it('forward: s₁ = Wx + b, h = σ(s₁), s₂ = w_finalᵀh + b_final, ŷ = σ(s₂), L', () => {
    expectClose(factor('s1'), column(s1), 12);
    expectClose(factor('h'), column(h), 12);
    expectClose(factor('s2'), [[s2]], 12);
    expectClose(factor('yHat'), [[yHat]], 12);
    expectClose(factor('L'), [[lossOf(yHat)]], 12);
  });

  it('∂L/∂ŷ = (ŷ−y)/(ŷ(1−ŷ)) is what trying says', () => {
    expectClose(factor('dL/dyHat'), [[(yHat - y) / (yHat * (1 - yHat))]]);
    expectClose(
      factor('dL/dyHat'),
      tried(([at]) => [lossOf(at!)], [yHat]),
      7,
    );
  });

  it('∂ŷ/∂s₂ = ŷ(1−ŷ) is what trying says, and together they are ŷ − y', () => {
    expectClose(factor('dyHat/ds2'), [[yHat * (1 - yHat)]]);
    expectClose(
      factor('dyHat/ds2'),
      tried(([at]) => [sigma(at!)], [s2]),
      8,
    );
    expectClose(factor('dL/ds2'), [[yHat - y]], 12);
    expectClose(
      factor('dL/ds2'),
      tried(([at]) => [lossOf(sigma(at!))], [s2]),
      8,
    );
  });

  it('∂s₂/∂w_final = hᵀ, ∂s₂/∂b_final = 1, ∂s₂/∂h = w_finalᵀ, as rows', () => {
    expectClose(factor('ds2/dwFinal'), [h], 12);
    expectClose(
      factor('ds2/dwFinal'),
      tried((at) => [secondLayer(h, at, c)], wFinal),
      8,
    );
    expectClose(factor('ds2/dbFinal'), [[1]], 12);
    expectClose(factor('ds2/dh'), [wFinal], 12);
    expectClose(
      factor('ds2/dh'),
      tried((at) => [secondLayer(at, wFinal, c)], h),
      8,
    );
  });

  it('∂h/∂s₁ = diag(h ⊙ (1−h))', () => {
    const slopes = h.map((hk) => hk * (1 - hk));
    expectClose(
      factor('dh/ds1'),
      slopes.map((slope, k) => slopes.map((_, j) => (j === k ? slope : 0))),
      12,
    );
    expectClose(
      factor('dh/ds1'),
      tried((at) => at.map(sigma), s1),
      8,
    );
  });

  it('∂s₁/∂wₖ is x in row k and zeros elsewhere, ∂s₁/∂b the identity', () => {
    for (const k of [0, 1, 2]) {
      const withRow = (row: number[]) =>
        firstLayer(
          W.map((old, i) => (i === k ? row : old)),
          b,
          x,
        );
      expectClose(
        factor(`ds1/dw${k + 1}`),
        [0, 1, 2].map((i) => (i === k ? x : [0, 0])),
        12,
      );
      expectClose(factor(`ds1/dw${k + 1}`), tried(withRow, W[k]!), 8);
    }
    expectClose(
      factor('ds1/db'),
      tried((at) => firstLayer(W, at, x), b),
      8,
    );
  });

  it('each chain is conformable as printed, and its product is the gradient in the shape of its parameter', () => {
    const chain = (...ids: string[]) => ids.map((id) => toRows(factor(id))).reduce(product);
    const common = ['dL/dyHat', 'dyHat/ds2'];
    const toFirst = [...common, 'ds2/dh', 'dh/ds1'];
    const turned = (row: number[][]) => column(row[0]!);
    expectClose(factor('dL/dwFinal'), turned(chain(...common, 'ds2/dwFinal')), 12);
    expectClose(factor('dL/dbFinal'), chain(...common, 'ds2/dbFinal'), 12);
    expectClose(
      factor('dL/dW'),
      [1, 2, 3].flatMap((k) => chain(...toFirst, `ds1/dw${k}`)),
      12,
    );
    expectClose(factor('dL/db'), turned(chain(...toFirst, 'ds1/db')), 12);
  });

  it('∂L/∂w_final = (ŷ−y)h, ∂L/∂b_final = ŷ−y, ∂L/∂W = δxᵀ, ∂L/∂b = δ, by trying too', () => {
    const delta = h.map((hk, k) => (yHat - y) * wFinal[k]! * hk * (1 - hk));
    expectClose(factor('dL/ds1'), [delta], 12);
    expectClose(factor('dL/dwFinal'), column(h.map((hk) => (yHat - y) * hk)), 12);
    expectClose(factor('dL/dbFinal'), [[yHat - y]], 12);
    expectClose(
      factor('dL/dW'),
      delta.map((d) => x.map((xj) => d * xj)),
      12,
    );
    expectClose(factor('dL/db'), column(delta), 12);

    const network = (all: number[]) => [
      lossOf(
        sigma(
          secondLayer(
            firstLayer(
              [0, 1, 2].map((k) => [all[k]!, all[3 + k]!]),
              all.slice(6, 9),
              x,
            ).map(sigma),
            all.slice(9, 12),
            all[12]!,
          ),
        ),
      ),
    ];
    const byTrying = tried(network, numbers)[0]!;
    expectClose(
      factor('dL/dW'),
      [0, 1, 2].map((k) => [byTrying[k]!, byTrying[3 + k]!]),
      8,
    );
    expectClose(factor('dL/db'), column(byTrying.slice(6, 9)), 8);
    expectClose(factor('dL/dwFinal'), column(byTrying.slice(9, 12)), 8);
    expectClose(factor('dL/dbFinal'), [[byTrying[12]!]], 8);
  });

  it('a wrong factor would be seen: without h ⊙ (1−h) the trying disagrees in the first digit', () => {
    const careless = h.map((_, k) => (yHat - y) * wFinal[k]!);
    const right = toRows(factor('dL/db')).flat();
    careless.forEach((value, k) => {
      expect(Math.abs(value - right[k]!)).toBeGreaterThan(0.5 * Math.abs(right[k]!));
    });
  });
});

describe('the network of chapter 10', () => {
  it('is the one that the trainer makes, bit for bit', () => {
    const trainer = createTrainer({
      data: course.circles,
      features: { kind: 'named', name: 'identity' },
      model: { kind: 'mlp', units: 3, activation: 'sigmoid' },
      start: { kind: 'uniform', seed: 44 },
      batch: 'full',
      l2: 0,
      seed: 1,
    });
    expect(networkAfter(0)).toEqual(trainer.snapshot().parameters);
    expect(networkAfter(50)).toEqual(trainer.advance(50, { learningRate: 2 }).parameters);
  });
});

describe('the numbers that chapter 10 states', () => {
  const value = (name: string) => factValue(facts[name]!);

  it('speaks of the point that the figure shows', () => {
    expect(value('backprop-probability')).toBeCloseTo(yHat, 12);
    expect(value('backprop-error')).toBeCloseTo(yHat - y, 12);
    expect(value('backprop-loss')).toBeCloseTo(lossOf(yHat), 12);
    expect(y).toBe(1); // “where the label says 1”
  });

  it('two forward passes for each of 3·2 + 3 + 3 + 1 parameters are 26', () => {
    expect(value('backprop-forward-passes')).toBe(2 * (3 * 2 + 3 + 3 + 1));
  });

  it('σ is exactly 1 from a logit of 37 on, since e^−37 is less than half the gap above 1', () => {
    expect(value('backprop-saturated-logit')).toBe(37);
    expect(Math.exp(-37)).toBeLessThan(Number.EPSILON / 2);
    expect(Math.exp(-36)).toBeGreaterThan(Number.EPSILON / 2);
  });

  it('one step on the point lowers its loss', () => {
    expect(value('backprop-loss-after')).toBeLessThan(value('backprop-loss'));
    expect(value('backprop-loss-after')).toBeGreaterThan(0);
  });

  it('the steepened unit has almost no slope left', () => {
    const h1 = sigma(s1[0]!);
    expect(value('backprop-slope-before')).toBeCloseTo(h1 * (1 - h1), 12);
    const steep = sigma(20 * s1[0]!);
    expect(value('backprop-slope-after')).toBeCloseTo(steep * (1 - steep), 12);
    expect(value('backprop-slope-after')).toBeLessThan(1e-4);
  });

  it('the chain rule and finite differences agree to what the rounding of the latter leaves', () => {
    // Of a loss of size 1 about 1e-16 is known, of the difference over 2e-5 about 1e-11; the smallest
    // gradients compared are 1e-8.
    expect(value('backprop-agreement')).toBeGreaterThan(0);
    expect(value('backprop-agreement')).toBeLessThan(1e-3);
    expect(value('backprop-tried')).toBe(1000);
  });
});

describe('the questions of chapter 10', () => {
  it('ŷ − y is in all four gradients, the hidden layer’s factors only in two', async () => {
    const { answer, said } = await runs['shared']!(() => undefined);
    expect(answer).toBe('dL/ds2');
    expect(said).toContain('in 4 of the 4, ∂s₂/∂h in 2, ∂h/∂s₁ in 2');
  });

  it('a saturated unit’s row of ∂L/∂W all but vanishes', async () => {
    expect((await runs['saturated']!(() => undefined)).answer).toBe('smaller');
  });

  it('6 of the 18 derivatives of the scores by the weights are not zero', async () => {
    expect((await runs['not-zero']!(() => undefined)).answer).toBe(6);
  });
});
