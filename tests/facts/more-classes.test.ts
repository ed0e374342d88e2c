import { describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/more-classes.ts';
import { course } from '../../src/data/course.ts';
import { exponential } from '../../src/data/elementary.ts';
import { fromRows, toRows } from '../../src/data/matrix.ts';
import { seeded } from '../../src/data/random.ts';
import { factValue } from '../../src/facts/fact.ts';
import {
  confusionOf,
  endOf,
  facts,
  softmaxOf,
  splits,
  twoClassScores,
} from '../../src/facts/more-classes.ts';
import { finiteDifference, relativeDifference } from '../../src/gradient/finite-difference.ts';
import { backward, forward, lossOf, pass, view } from '../../src/model/network.ts';
import { softmaxCrossEntropy } from '../../src/model/softmax.ts';
import { classRun, measurementPairs } from '../../src/training/class-runs.ts';
import { shapeOf } from '../../src/training/playground.ts';
import { createTrainer } from '../../src/training/trainer.ts';

const value = (name: string) => factValue(facts[name]!);
const random = seeded(151);
const draws = Array.from({ length: 30 }, (_, i) => ({
  z: Array.from({ length: 2 + (i % 5) }, () => 4 * random.normal()),
  c: i % 2,
}));
const lossOfScores = (z: ArrayLike<number>, c: number) => {
  const sum = Array.from(z).reduce((total, score) => total + Math.exp(score), 0);
  return -Math.log(Math.exp(z[c]!) / sum);
};

describe('the formulas of chapter 15', () => {
  it('L = −log ŷ_c = log Σ e^z − z_c', () => {
    for (const { z, c } of draws)
      expect(softmaxCrossEntropy(fromRows([z]), Uint8Array.of(c))).toBeCloseTo(
        lossOfScores(z, c),
        12,
      );
  });

  it('∂L/∂z = ŷ − y, against finite differences of the loss as the text first writes it', () => {
    for (const { z, c } of draws) {
      const tried = finiteDifference((at) => lossOfScores(at, c), Float64Array.from(z));
      const formula = Float64Array.from(softmaxOf(z), (p, k) => p - (k === c ? 1 : 0));
      expect(relativeDifference(formula, tried)).toBeLessThan(1e-7);
      expect(formula.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(0, 14);
    }
  });

  it('∂ŷ_c/∂z_k = ŷ_c (y_k − ŷ_k), and the first term’s derivative is ŷ_k', () => {
    for (const { z, c } of draws) {
      const p = softmaxOf(z);
      const tried = finiteDifference((at) => softmaxOf([...at])[c]!, Float64Array.from(z));
      const formula = Float64Array.from(p, (q, k) => p[c]! * ((k === c ? 1 : 0) - q));
      expect(relativeDifference(formula, tried)).toBeLessThan(1e-7);
      const logSum = (at: Float64Array) =>
        Math.log(at.reduce((sum, score) => sum + Math.exp(score), 0));
      expect(
        relativeDifference(Float64Array.from(p), finiteDifference(logSum, Float64Array.from(z))),
      ).toBeLessThan(1e-7);
    }
  });

  it('the softmax of (0, z) is σ(z), by the number of digits that the table shows and by all', () => {
    for (const z of twoClassScores) {
      expect(value(`class-two-softmax${z}`)).toBeCloseTo(1 / (1 + Math.exp(-z)), 15);
      expect(value(`class-two-sigmoid${z}`)).toBeCloseTo(value(`class-two-softmax${z}`), 15);
    }
    // and of any two scores, σ of their difference
    for (const { z } of draws)
      expect(softmaxOf(z.slice(0, 2))[1]).toBeCloseTo(1 / (1 + Math.exp(z[0]! - z[1]!)), 14);
  });

  it('∂L/∂W = δhᵀ, ∂L/∂b = δ, and Wᵀδ ⊙ g′ below, with δ = ŷ − y', () => {
    const { setup } = classRun({ units: 4, seed: 3 });
    const shape = shapeOf(setup);
    const { parameters } = createTrainer(setup).snapshot();
    const network = view(parameters, shape);
    const x = [0.4, -1.1];
    const room = pass(1, shape);
    forward(network, shape, fromRows([x]), room);
    const gradient = view(new Float64Array(parameters.length), shape);
    backward(network, shape, fromRows([x]), Uint8Array.of(2), room, gradient);
    const h = [...room.hidden[0]!.activations.values];
    const delta = toRows(room.probabilities)[0]!.map((p, k) => p - (k === 2 ? 1 : 0));
    const [first, last] = gradient.layers as [
      (typeof gradient.layers)[0],
      (typeof gradient.layers)[0],
    ];
    expect([...last!.bias]).toEqual(delta.map((d) => expect.closeTo(d, 14)));
    expect(toRows(last!.weights)).toEqual(
      delta.map((d) => h.map((below) => expect.closeTo(d * below, 14))),
    );
    const W = toRows(network.layers[1]!.weights);
    const below = h.map(
      (a, j) => W.reduce((sum, row, k) => sum + row[j]! * delta[k]!, 0) * (1 - a * a),
    );
    expect([...first!.bias]).toEqual(below.map((d) => expect.closeTo(d, 14)));
    const tried = finiteDifference((at) => {
      forward(view(at, shape), shape, fromRows([x]), room);
      return lossOf(room, Uint8Array.of(2));
    }, parameters);
    expect(relativeDifference(gradient.all, tried)).toBeLessThan(1e-7);
  });
});

describe('the numbers of chapter 15', () => {
  it('of the softmax are e^z over their sum', () => {
    const e = [2, 1, -1].map(Math.exp);
    const sum = e[0]! + e[1]! + e[2]!;
    e.forEach((power, k) => {
      expect(value(`class-shown-${k}`)).toBeCloseTo(power / sum, 14);
    });
    expect(value('class-sigmoid-sum')).toBeGreaterThan(1.5);
    expect(value('class-doubled')).toBeGreaterThan(value('class-shown-0'));
    expect(value('class-coin')).toBeCloseTo(Math.log(3), 15);
    expect(value('class-shown-loss')).toBeCloseTo(-Math.log(e[0]! / sum), 14);
  });

  it('e⁷⁰⁹ is the last whole power that a float64 holds', () => {
    expect(value('class-last-exponential') / Math.exp(709)).toBeCloseTo(1, 12);
    expect(Math.exp(710)).toBe(Infinity);
    expect(exponential(710)).toBe(Infinity);
  });

  it('parameters: (2 + 1) · 3, and (2 + 1) · 8 + (8 + 1) · 3', () => {
    expect(value('class-parameters-0')).toBe(3 * 3);
    expect(value('class-parameters-8')).toBe(3 * 8 + 9 * 3);
    expect(endOf({ units: 8 }).parameters).toHaveLength(51);
  });

  it('gradient descent leaves the sums over the classes where they were', () => {
    expect(value('class-drift')).toBeLessThan(1e-12);
  });
});

describe('what chapter 15 says of its runs', () => {
  it('the borders of three classes meet in one point, and the regions have no dents', () => {
    const { setup } = classRun();
    const { weights, bias } = view(endOf().parameters, shapeOf(setup)).layers[0]!;
    const rows = toRows(weights).map((w, k) => [...w, bias[k]!] as [number, number, number]);
    const border = (j: number, k: number) => rows[j]!.map((v, i) => v - rows[k]![i]!);
    const meet = ([a, b, c]: number[], [d, e, f]: number[]) => {
      const det = a! * e! - b! * d!;
      return [(b! * f! - c! * e!) / det, (c! * d! - a! * f!) / det] as const;
    };
    const [x, y] = meet(border(0, 1), border(1, 2));
    const scores = rows.map(([w1, w2, b]) => w1 * x + w2 * y + b);
    expect(scores[1]).toBeCloseTo(scores[0]!, 9);
    expect(scores[2]).toBeCloseTo(scores[0]!, 9);
    // Between two places of one class there is no other class.
    const of = (p: readonly number[]) => {
      const z = rows.map(([w1, w2, b]) => w1 * p[0]! + w2 * p[1]! + b);
      return z.indexOf(Math.max(...z));
    };
    for (let i = 0; i < 300; i++) {
      const [p, q] = [0, 1].map(() => [6 * random.uniform() - 3, 6 * random.uniform() - 3]);
      const middle = [(p![0]! + q![0]!) / 2, (p![1]! + q![1]!) / 2];
      if (of(p!) === of(q!)) expect(of(middle)).toBe(of(p!));
    }
  });

  it('the three arms need a hidden layer, the penguins do not', () => {
    expect(value('class-arms-0')).toBeLessThan(0.6);
    expect(value('class-arms-8')).toBe(1);
    expect(Math.abs(value('class-bill-wrong-0') - value('class-bill-wrong-8'))).toBeLessThan(4);
    expect(Math.abs(value('class-test-8') - value('class-test-0'))).toBeLessThan(0.01);
    expect(splits).toBe(10);
  }, 60_000);

  it('the bill’s length is what tells Adelies and Chinstraps apart', () => {
    for (const pair of measurementPairs) {
      const share = value(`class-${pair.join('-')}-0`);
      if (pair.includes('billLength')) expect(share).toBeGreaterThan(0.95);
      else expect(share).toBeLessThanOrEqual(value('class-billDepth-flipperLength-0'));
    }
    const best = measurementPairs.map((pair) => value(`class-${pair.join('-')}-0`));
    expect(value('class-billLength-billDepth-0')).toBe(Math.max(...best));
    expect(value('class-billDepth-flipperLength-0')).toBeLessThan(0.85);
  }, 60_000);

  it('counts the penguins, and which species pays for the mistakes', () => {
    const counts = toRows(confusionOf({ data: course.penguins }));
    const rows = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
    // Gorman, Williams and Fraser: 152, 68 and 124, of which two lack their bills.
    expect(rows).toEqual([151, 68, 123]);
    expect(value('class-birds')).toBe(344);
    expect(value('class-missing')).toBe(2);
    expect(value('class-commonest')).toBeCloseTo(151 / 342, 14);
    const { accuracy } = endOf({ data: course.penguins });
    const right = counts[0]![0]! + counts[1]![1]! + counts[2]![2]!;
    expect(right / 342).toBeCloseTo(accuracy, 14);
    expect(value('class-bill-wrong-0')).toBe(342 - right);
    expect(value('class-right-chinstrap')).toBeLessThan(0.9);
    expect(value('class-right-adelie')).toBeGreaterThan(0.97);
    expect(value('class-right-gentoo')).toBeGreaterThan(0.97);
    expect(value('class-chinstrap-adelie')).toBe(counts[1]![0]);
  });
});

describe('the questions of chapter 15', () => {
  it('have the answers that the text explains', async () => {
    expect((await runs['doubled']!(() => {})).answer).toBe('larger');
    expect((await runs['arms']!(() => {})).answer).toBe(100 * value('class-arms-0'));
    expect((await runs['pair']!(() => {})).answer).toBe('billLength-billDepth');
  }, 60_000);
});
