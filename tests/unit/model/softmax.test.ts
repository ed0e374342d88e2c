import { describe, expect, it } from 'vitest';
import { fromRows, toRows, zeros } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import { largestScores, softmax, softmaxCrossEntropy } from '../../../src/model/softmax.ts';

const random = seeded(15);
const scores = fromRows(
  Array.from({ length: 40 }, () => Array.from({ length: 4 }, () => 3 * random.normal())),
);
const labels = Uint8Array.from({ length: 40 }, () => random.below(4));
const probabilitiesOf = (logits: typeof scores) => {
  const out = zeros(logits.rows, logits.columns);
  softmax(logits, out);
  return toRows(out);
};

describe('softmax', () => {
  it('is e^z over the sum of all e^z, by the language’s own exponential', () => {
    toRows(scores).forEach((row, i) => {
      const sum = row.reduce((total, z) => total + Math.exp(z), 0);
      probabilitiesOf(scores)[i]!.forEach((p, k) => {
        expect(p).toBeCloseTo(Math.exp(row[k]!) / sum, 14);
      });
    });
  });

  it('gives rows that sum to 1, and does not see a number added to all scores of a row', () => {
    const moved = fromRows(toRows(scores).map((row, i) => row.map((z) => z + 100 * (i - 20))));
    const [p, q] = [probabilitiesOf(scores), probabilitiesOf(moved)];
    p.forEach((row, i) => {
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 14);
      row.forEach((value, k) => {
        expect(q[i]![k]).toBeCloseTo(value, 10);
      });
    });
  });

  it('neither overflows nor is NaN, however large the scores', () => {
    expect(probabilitiesOf(fromRows([[800, 0, -800]]))).toEqual([[1, 0, 0]]);
    expect(probabilitiesOf(fromRows([[-800, 0, 800]]))).toEqual([[0, 0, 1]]);
    expect(probabilitiesOf(fromRows([[1e308, -1e308]]))).toEqual([[1, 0]]);
    expect(probabilitiesOf(fromRows([[-1e308, -1e308]]))).toEqual([[0.5, 0.5]]);
  });

  it('works in place', () => {
    const z = { ...scores, values: scores.values.slice() };
    softmax(z, z);
    expect(toRows(z)).toEqual(probabilitiesOf(scores));
  });

  it('refuses room of another shape', () => {
    expect(() => softmax(scores, zeros(40, 3))).toThrow(
      'Expected 4 columns for probabilities, but got 3',
    );
    expect(() => softmax(scores, zeros(39, 4))).toThrow(
      'Expected 40 rows for probabilities, but got 39',
    );
  });
});

describe('the cross-entropy of several classes', () => {
  it('is the mean of −log ŷ of the right class', () => {
    const p = probabilitiesOf(scores);
    const mean = p.reduce((sum, row, i) => sum - Math.log(row[labels[i]!]!), 0) / p.length;
    expect(softmaxCrossEntropy(scores, labels)).toBeCloseTo(mean, 13);
  });

  it('stays finite and exact for a point that is surely and wrongly classified', () => {
    expect(softmaxCrossEntropy(fromRows([[800, 0, 0]]), Uint8Array.of(1))).toBe(800);
    expect(softmaxCrossEntropy(fromRows([[0, 0, 800]]), Uint8Array.of(1))).toBe(800);
  });

  it('refuses a label that is no class, and labels that are too few', () => {
    expect(() => softmaxCrossEntropy(fromRows([[1, 2]]), Uint8Array.of(2))).toThrow(
      'Labels need to be 0 … 1, but point 1 has 2.',
    );
    expect(() => softmaxCrossEntropy(scores, Uint8Array.of(1))).toThrow(
      'Expected 40 labels, but got 1',
    );
  });
});

it('the largest score of a row names its class; of equals, the first', () => {
  expect([
    ...largestScores(
      fromRows([
        [1, 3, 2],
        [2, 2, 1],
        [0, 0, 5],
        [-1, -2, -3],
        [1, 2, 3],
      ]),
    ),
  ]).toEqual([1, 0, 2, 0, 2]);
});
