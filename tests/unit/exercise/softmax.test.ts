import { describe, expect, it } from 'vitest';
import { fromRows } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import * as worked from '../../../src/exercise/programs/softmax.js';
import { exercise } from '../../../src/exercise/softmax.ts';
import { softmax } from '../../../src/model/softmax.ts';
import { changedIn, holdAgainst, workedOut } from './bench.ts';

const { solution } = exercise;
const changed = changedIn(solution);
const shift = 'Math.exp(score - largest)';
const slope = 'one - (j === k ? 1 : 0)';

holdAgainst(exercise, {
  right: [
    [
      'in loops, the largest found by hand',
      `const softmax = (scores, label) => {
         let top = -Infinity, total = 0;
         for (const s of scores) if (s > top) top = s;
         const p = [], dz = [];
         for (const s of scores) { p.push(Math.exp(s - top)); total += p[p.length - 1]; }
         for (let i = 0; i < p.length; i++) { p[i] /= total; dz[i] = p[i]; }
         dz[label] -= 1;
         return { dz, p };
       };`,
    ],
    [
      'by the logarithm of the sum',
      `function softmax(z, k) {
         const top = Math.max(...z);
         const log = top + Math.log(z.reduce((sum, s) => sum + Math.exp(s - top), 0));
         const p = z.map((s) => Math.exp(s - log));
         return { p, dz: p.map((q, i) => (i === k ? q - 1 : q)) };
       }`,
    ],
    [
      'by differences of each two scores, with a one-hot label',
      `function softmax(z, k) {
         const p = z.map((s) => 1 / z.reduce((sum, other) => sum + Math.exp(Math.min(other - s, 700)), 0));
         const y = z.map(() => 0);
         y[k] = 1;
         return { p: Float64Array.from(p), dz: p.map((q, i) => q - y[i]), y };
       }`,
    ],
    [
      'the gradient by the whole chain, over every probability',
      `function softmax(z, k) {
         const top = z.reduce((a, b) => Math.max(a, b));
         const e = z.map((s) => Math.exp(s - top));
         const total = e.reduce((a, b) => a + b);
         const p = e.map((one) => one / total);
         const dz = p.map((q, i) => (-1 / p[k]) * p[k] * ((i === k ? 1 : 0) - q));
         return { p, dz };
       }`,
    ],
  ],
  wrong: [
    ['no shift', changed([shift, 'Math.exp(score)']), 'large', /e\^1000 is Infinity/],
    [
      'sigmoids',
      changed(['one / sum)', '1 / (1 + Math.exp(-z[e.indexOf(one)])))']),
      'p',
      /a sigmoid of its own/,
    ],
    ['no sum', changed(['one / sum)', 'one)']), 'p', /not divided by their sum/],
    ['no exponential', changed([shift, 'score']), 'p', /exponential is missing/],
    [
      'e^−z',
      changed([shift, 'Math.exp(-score + Math.min(...z))']),
      'p',
      /largest score must get the largest/,
    ],
    [
      'divided by the largest',
      changed(['one / sum)', 'one / Math.max(...e))']),
      'p',
      /divided by the largest, where|not divided/,
    ],
    [
      'the hard maximum',
      changed([shift, '(score === largest ? 1 : 0)']),
      'p',
      /the largest takes it all/,
    ],
    [
      'logarithms',
      changed(['one / sum)', 'Math.log(one / sum))']),
      'p',
      /logarithms of the probabilities/,
    ],
    ['powers of 2', changed([shift, '2 ** (score - largest)']), 'p', /powers of 2/],
    [
      'scaled, not shifted',
      changed([shift, 'Math.exp(score / largest)']),
      'p',
      /divided by the largest: only/,
    ],
    ['y − ŷ', changed([slope, '(j === k ? 1 : 0) - one']), 'dz', /sign is turned round/],
    ['no label', changed([slope, 'one']), 'dz', /label is never subtracted/],
    ['−1/p', changed([slope, 'j === k ? -1 / one : 0']), 'dz', /derivative by the probability/],
    [
      'p(1 − p) too often',
      changed([slope, '(one - (j === k ? 1 : 0)) * one * (1 - one)']),
      'dz',
      /once too often/,
    ],
    ['p(1 − p)', changed([slope, 'one * (1 - one)']), 'dz', /by its own score/],
    [
      'divided by K',
      changed([slope, '(one - (j === k ? 1 : 0)) / z.length']),
      'dz',
      /number of classes/,
    ],
    ['counted from 1', changed(['j === k', 'j + 1 === k']), 'dz', /counted from 1/],
    [
      'only the right class',
      changed([slope, 'j === k ? one - 1 : 0']),
      'dz',
      /only the right class gets/,
    ],
    ['1 off every entry', changed([slope, 'one - 1']), 'dz', /1 is taken off every entry/],
    ['the class’s number', changed([slope, 'one - k']), 'dz', /number of the class is subtracted/],
    ['the scores for p', changed([slope, 'z[j] - (j === k ? 1 : 0)']), 'dz', /scores stand where/],
    [
      'dz of the right class alone',
      changed(['{ p, dz }', '{ p, dz: dz[k] }']),
      'dz',
      /∂L\/∂z should be a list of 3 numbers, like z, but it is a number/,
    ],
    ['p left out', changed(['{ p, dz }', '{ dz }']), 'p', /has no p\./],
    ['z changed', changed(['const e =', 'z.sort(); const e =']), 'p', /changes z/],
  ],
});

describe('the worked solution', () => {
  it('is the softmax of the course', () => {
    const { normal } = seeded(9);
    for (let round = 0; round < 20; round++) {
      const z = Array.from({ length: 5 }, () => 10 * normal());
      const out = fromRows([z]);
      softmax(fromRows([z]), out);
      worked.softmax(z, 1).p.forEach((one: number, k: number) => {
        expect(one).toBeCloseTo(out.values[k]!, 14);
      });
    }
  });

  it('trains the three blobs, from log 3 to a loss well below', async () => {
    const { last } = await workedOut(exercise, solution);
    expect(last.curves?.own[0]?.[1]).toBeCloseTo(Math.log(3), 14);
    expect(last.run?.step).toBe(150);
    expect(last.run?.loss).toBeLessThan(0.3);
    expect(last.run?.accuracy).toBeGreaterThan(0.9);
    expect(last.plane?.surface?.values).toHaveLength(3 * last.plane!.surface!.cells ** 2);
  });
});
