import { describe, expect, it } from 'vitest';
import { entry, fromRows } from '../../../src/data/matrix.ts';
import { settledLine } from '../../../src/model/settled-line.ts';
import golden from '../../golden/logistic-regression.json' with { type: 'json' };

const inputs = fromRows(golden.X);
const labels = Uint8Array.from(golden.y);

describe('settledLine', () => {
  const line = settledLine({ inputs, labels });
  const [w1, w2] = golden.newton_plain.w as [number, number];
  const scores = Array.from(
    labels,
    (_, i) => w1 * entry(inputs, i, 0) + w2 * entry(inputs, i, 1) + golden.newton_plain.b,
  );

  it('stands where NumPy’s Newton method ends', () => {
    expect(line.weights).toHaveLength(2);
    expect(line.weights[0]).toBeCloseTo(w1, 12);
    expect(line.weights[1]).toBeCloseTo(w2, 12);
    expect(line.bias).toBeCloseTo(golden.newton_plain.b, 12);
    expect(line.loss).toBeCloseTo(golden.newton_plain.objective, 14);
  });

  it('says of each point what that line says, and counts where it is wrong', () => {
    expect(line.probabilities).toHaveLength(labels.length);
    scores.forEach((z, i) => {
      expect(line.probabilities[i]).toBeCloseTo(1 / (1 + Math.exp(-z)), 12);
    });
    const wrong = scores.filter((z, i) => z >= 0 !== (labels[i] === 1)).length;
    expect(wrong).toBeGreaterThan(1);
    expect(line.mistakes).toBe(wrong);
    expect(line.accuracy).toBeCloseTo(1 - wrong / labels.length, 15);
  });
});
