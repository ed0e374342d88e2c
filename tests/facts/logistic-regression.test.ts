import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/logistic-regression.ts';
import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { column } from '../../src/data/matrix.ts';
import { type Fact, factValue } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/logistic-regression.ts';

const value = (name: string) => factValue(facts[name] as Fact);

/** Gradient descent written out with the language's own exp: ‖w‖ after so many steps. */
function normByHand(steps: number): number {
  const { inputs, labels } = makeDataset(course.apart);
  const x1 = column(inputs, 0);
  const x2 = column(inputs, 1);
  let [w1, w2, b] = [0, 0, 0];
  for (let k = 0; k < steps; k++) {
    let [d1, d2, d0] = [0, 0, 0];
    labels.forEach((y, i) => {
      const [a, c] = [x1[i] as number, x2[i] as number];
      const error = 1 / (1 + Math.exp(-(w1 * a + w2 * c + b))) - y;
      d1 += error * a;
      d2 += error * c;
      d0 += error;
    });
    w1 -= (0.5 * d1) / labels.length;
    w2 -= (0.5 * d2) / labels.length;
    b -= (0.5 * d0) / labels.length;
  }
  return Math.hypot(w1, w2);
}

describe('what chapter 2 says', () => {
  it('a model that always says ½ has a loss of log 2', () => {
    expect(value('log-two')).toBeCloseTo(Math.LN2, 15);
  });

  it('‖w‖ grows on and on, about with the logarithm of the steps', () => {
    for (const steps of [100, 1000])
      expect(value(`norm-${steps}`)).toBeCloseTo(normByHand(steps), 9);
    const [hundred, thousand, tenThousand] = [100, 1000, 10000].map((k) => value(`norm-${k}`)) as [
      number,
      number,
      number,
    ];
    // Ten times the steps add much the same, as a logarithm does, where a power would multiply.
    const ratio = (tenThousand - thousand) / (thousand - hundred);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('the penguins are counted as in the table', () => {
    const rows = readFileSync('src/data/penguins.csv', 'utf8')
      .trim()
      .split('\n')
      .map((row) => row.split(','));
    const head = rows[0] as string[];
    const place = (name: string) => head.indexOf(name);
    const ours = rows.filter((row) =>
      ['Adelie', 'Chinstrap'].includes(row[place('species')] as string),
    );
    const whole = ours.filter((row) =>
      ['bill_length_mm', 'bill_depth_mm'].every((name) => Number(row[place(name)]) > 0),
    );
    expect(value('penguin-count')).toBe(whole.length);
    expect(value('penguin-missing')).toBe(ours.length - whole.length);
    expect(whole.length).toBeGreaterThan(200);
  });

  it('both questions have the answer that the explanation gives', async () => {
    expect((await runs['threshold']?.(() => {}))?.answer).toBe('down');
    expect((await runs['separable']?.(() => {}))?.answer).toBe('grows');
  });
});
