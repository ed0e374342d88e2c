import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import { exercise } from '../../../src/exercise/logistic-gradient.ts';
import { plainLogistic } from '../../../src/training/examples.ts';
import { createTrainer } from '../../../src/training/trainer.ts';
import { changedIn, holdAgainst, workedOut } from './bench.ts';

const { solution } = exercise;
const changed = changedIn(solution);
const e = '(sigma(z) - y[i]) / n';
const given = 'const sigma = (z) => 1 / (1 + Math.exp(-z));\n';

holdAgainst(exercise, {
  right: [
    [
      'by map and reduce, one entry after the other',
      `${given}const gradient = (w, b, X, y) => {
         const errors = X.map(([x1, x2], i) => sigma(w[0] * x1 + w[1] * x2 + b) - y[i]);
         const mean = (list) => list.reduce((sum, v) => sum + v, 0) / list.length;
         return { db: mean(errors), dw: [0, 1].map((j) => mean(errors.map((v, i) => v * X[i][j]))) };
       };`,
    ],
    [
      'summed backwards and divided at the end, with other names and typed arrays',
      `function gradient(weights, bias, points, labels) {
         const total = new Float64Array(3);
         let k = points.length;
         while (k--) {
           const p = points[k];
           const off = 1 / (1 + Math.exp(-(bias + p[1] * weights[1] + p[0] * weights[0]))) - labels[k];
           total[2] += off;
           p.forEach((x, j) => { total[j] += x * off; });
         }
         return { dw: total.slice(0, 2).map((t) => t / labels.length), db: total[2] / labels.length, n: 3 };
       }`,
    ],
    [
      'label by label: ŷ for a 0, −(1 − ŷ) for a 1',
      `${given}function gradient(w, b, X, y) {
         let a = 0, c = 0, d = 0;
         for (const i in X) {
           const p = sigma(X[i][0] * w[0] + X[i][1] * w[1] + b);
           const push = y[i] === 1 ? -(1 - p) : p;
           a += push * X[i][0]; c += push * X[i][1]; d += push;
         }
         const n = y.length;
         return { dw: [a / n, c / n], db: d / n };
       }`,
    ],
    [
      'by finite differences of its own',
      `function gradient(w, b, X, y) {
         const loss = (u, v, c) => X.reduce((s, [p, q], i) => {
           const z = u * p + v * q + c;
           return s + Math.log(1 + Math.exp(-z)) + (1 - y[i]) * z;
         }, 0) / X.length;
         const h = 1e-5;
         const slope = (f) => (f(h) - f(-h)) / (2 * h);
         return {
           dw: [slope((t) => loss(w[0] + t, w[1], b)), slope((t) => loss(w[0], w[1] + t, b))],
           db: slope((t) => loss(w[0], w[1], b + t)),
         };
       }`,
    ],
  ],
  wrong: [
    ['no 1/n', changed([e, 'sigma(z) - y[i]']), 'dw', /the division by n is missing/],
    ['y − ŷ', changed([e, '(y[i] - sigma(z)) / n']), 'dw', /sign is turned round/],
    ['no label', changed([e, 'sigma(z) / n']), 'dw', /label is never subtracted/],
    ['the score for ŷ', changed([e, '(z - y[i]) / n']), 'dw', /score z stands where/],
    [
      'a hard decision for ŷ',
      changed([e, '((z >= 0 ? 1 : 0) - y[i]) / n']),
      'dw',
      /rounded to 0 or 1/,
    ],
    ['no bias in the score', changed([' + b;', ';']), 'dw', /bias is missing from the score/],
    [
      'ŷ(1 − ŷ) from the squared error',
      changed([e, '(sigma(z) - y[i]) * sigma(z) * (1 - sigma(z)) / n']),
      'dw',
      /gradient of a squared error/,
    ],
    ['the error squared', changed([e, '(sigma(z) - y[i]) ** 2 / n']), 'dw', /error is squared/],
    [
      'not multiplied by x',
      changed(['e * X[i][0]', 'e'], ['e * X[i][1]', 'e']),
      'dw',
      /not multiplied by the point/,
    ],
    [
      'x₁ and x₂ exchanged',
      changed(['e * X[i][0]', 'e * X[i][1 ]'], ['e * X[i][1]', 'e * X[i][0]']),
      'dw',
      /have changed places/,
    ],
    ['x₁ twice', changed(['e * X[i][1]', 'e * X[i][0]']), 'dw', /both entries take x₁/],
    [
      'only the last point',
      changed(['dw[0] += e', 'dw[0] = e'], ['dw[1] += e', 'dw[1] = e']),
      'dw',
      /only the last point counts/,
    ],
    [
      'returned inside the loop',
      changed(['db += e;', 'db += e; return { dw, db };']),
      'dw',
      /only the first point counts/,
    ],
    ['the last point left out', changed(['i < n;', 'i < n - 1;']), 'dw', /loop ends too early/],
    ['the bias with x₁', changed(['db += e;', 'db += e * X[i][0];']), 'db', /multiplied by x₁/],
    [
      'the bias once for each input',
      changed(['db += e;', 'for (const _ of w) db += e;']),
      'db',
      /each point is added twice/,
    ],
    [
      'the gradient as a number',
      changed(['{ dw, db }', '{ dw: dw[0] + dw[1], db }']),
      'dw',
      /∂L\/∂w should be a list of 2 numbers, like w, but it is a number/,
    ],
    ['db left out', changed(['{ dw, db }', '{ dw }']), 'db', /has no db/],
    [
      'an index that runs out',
      changed(['X[i][1]', 'X[i][2]']),
      'dw',
      /you get NaN, which is no number/,
    ],
    [
      'w moved as well',
      changed(['return {', 'w[0] -= dw[0]; return {']),
      'none',
      /Both gradients are right, but your function changes w\./,
    ],
    [
      'two slips at once',
      changed([e, 'y[i] - sigma(z)']),
      'dw',
      /sign is turned round.*; and the division by n is missing/,
    ],
  ],
});

describe('at work', () => {
  it('it trains the overlapping blobs as the trainer of the course does', async () => {
    const { last } = await workedOut(exercise, solution);
    const trainer = createTrainer(plainLogistic(course.overlapping));
    const { loss, accuracy } = trainer.advance(300, { learningRate: 1 });
    expect(last.run?.step).toBe(300);
    expect(last.run?.loss).toBeCloseTo(loss, 12);
    expect(last.run?.accuracy).toBe(accuracy);
    expect(last.said).toContain(loss.toFixed(4));
  });
});
