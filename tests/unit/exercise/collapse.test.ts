import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import { toRows } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import { exercise } from '../../../src/exercise/collapse.ts';
import * as worked from '../../../src/exercise/programs/collapse.js';
import { collapse } from '../../../src/model/collapse.ts';
import { view } from '../../../src/model/mlp.ts';
import { start } from '../../../src/model/starts.ts';
import { plainLogistic } from '../../../src/training/examples.ts';
import { createTrainer } from '../../../src/training/trainer.ts';
import { changedIn, holdAgainst, workedOut } from './bench.ts';

const { solution } = exercise;
const changed = changedIn(solution);
const w0 = 'w[0] += wFinal[k] * W[k][0]';
const w1 = 'w[1] += wFinal[k] * W[k][1]';
const bias = 'bias += wFinal[k] * b[k]';

holdAgainst(exercise, {
  right: [
    [
      'by map and reduce, column by column',
      `const dot = (a, c) => a.reduce((sum, v, k) => sum + v * c[k], 0);
       const collapse = (W, b, v, c) => ({ b: dot(v, b) + c, w: [0, 1].map((j) => dot(v, W.map((row) => row[j]))) });`,
    ],
    [
      'by asking the network at three points',
      `function collapse(W, b, wFinal, bFinal) {
         const score = (x) => W.reduce((sum, row, k) => sum + wFinal[k] * (row[0] * x[0] + row[1] * x[1] + b[k]), bFinal);
         const c = score([0, 0]);
         return { w: [score([1, 0]) - c, score([0, 1]) - c], b: c };
       }`,
    ],
    [
      'as a product of matrices with the bias for a third input, from the last unit to the first',
      `function collapse(W, b, out, last) {
         const total = new Float64Array(3);
         for (let k = out.length; k-- > 0; )
           [...W[k], b[k]].forEach((value, j) => { total[j] += value * out[k]; });
         return { w: total.subarray(0, 2), b: total[2] + last };
       }`,
    ],
  ],
  wrong: [
    [
      'wFinal forgotten',
      changed([w0, 'w[0] += W[k][0]'], [w1, 'w[1] += W[k][1]']),
      'w',
      /wFinal is missing/,
    ],
    [
      'wFinal[0] for all',
      changed([w0, 'w[0] += wFinal[0] * W[k][0]'], [w1, 'w[1] += wFinal[0] * W[k][1]']),
      'w',
      /output weight of the first/,
    ],
    [
      'a mean',
      changed(
        [w0, 'w[0] += wFinal[k] * W[k][0] / W.length'],
        [w1, 'w[1] += wFinal[k] * W[k][1] / W.length'],
      ),
      'w',
      /divided by the number of units/,
    ],
    [
      'only the last unit',
      changed([w0, 'w[0] = wFinal[k] * W[k][0]'], [w1, 'w[1] = wFinal[k] * W[k][1]']),
      'w',
      /only the last unit counts/,
    ],
    [
      'returned inside the loop',
      changed([`${bias};`, `${bias}; return { w, b: bias };`]),
      'w',
      /only the first unit counts/,
    ],
    ['the first column twice', changed([w1, 'w[1] += wFinal[k] * W[k][0]']), 'w', /first column/],
    [
      'w₁ and w₂ exchanged',
      changed([w0, 'w[0] += wFinal[k] * W[k][2 - 1]'], [w1, 'w[1] += wFinal[k] * W[k][0]']),
      'w',
      /changed places/,
    ],
    [
      'W wFinal instead of Wᵀ wFinal',
      `function collapse(W, b, wFinal, bFinal) {
         return { w: W.map((row) => row[0] * wFinal[0] + row[1] * wFinal[1]), b: bFinal };
       }`,
      'w',
      /this is W times wFinal, row by row/,
    ],
    [
      'the biases among the weights',
      changed(
        [w0, 'w[0] += wFinal[k] * (W[k][0] + b[k])'],
        [w1, 'w[1] += wFinal[k] * (W[k][1] + b[k])'],
      ),
      'w',
      /biases have come into the weights/,
    ],
    ['bFinal forgotten', changed(['bias = bFinal', 'bias = 0']), 'b', /bFinal is missing/],
    [
      'the hidden biases forgotten',
      changed([`${bias};`, '']),
      'b',
      /hidden units’ biases are missing/,
    ],
    ['the biases not weighed', changed([bias, 'bias += b[k]']), 'b', /added as they are/],
    [
      'bFinal for each unit',
      changed(['bias = bFinal', 'bias = 0'], [bias, 'bias += wFinal[k] * b[k] + bFinal']),
      'b',
      /added once for each unit/,
    ],
    [
      'bFinal weighed',
      changed(['bias = bFinal', 'bias = 0'], [bias, 'bias += wFinal[k] * (b[k] + bFinal)']),
      'b',
      /weighed as well/,
    ],
    ['minus bFinal', changed(['bias = bFinal', 'bias = -bFinal']), 'b', /taken away/],
    [
      'a bias as a list',
      changed(['b: bias', 'b: [bias]']),
      'b',
      /b should be a number, but it is a list of 1 number/,
    ],
    [
      'a bias of each unit',
      changed(['w, b: bias', 'w: W, b: bias']),
      'w',
      /w should be a list of 2 numbers, one for each input, but it is 2 × 2/,
    ],
    ['W changed', changed(['w[0] +=', 'W[k][0] *= 1.5; w[0] +=']), 'w', /changes W/],
  ],
});

describe('the worked solution', () => {
  it('is what the course multiplies out', () => {
    const network = view(start('normal', [2, 9, 1], seeded(3)), 9);
    const { weights, bias: b } = collapse(network);
    const found = worked.collapse(
      toRows(network.hiddenWeights),
      [...network.hiddenBias],
      [...network.outputWeights],
      network.outputBias[0]!,
    );
    expect(found.w[0]).toBeCloseTo(weights[0]!, 13);
    expect(found.w[1]).toBeCloseTo(weights[1]!, 13);
    expect(found.b).toBeCloseTo(b[0]!, 13);
  });

  it('follows a network of 50 units in training, up to rounding', async () => {
    const { last, times } = await workedOut(exercise, solution);
    expect(times).toBeGreaterThan(40);
    expect(last.said).toMatch(/differed by at most \d\.\d\d · 10⁻¹[²³⁴⁵⁶⁷⁸⁹]\. /);
    // What logistic regression comes to on the same points.
    const line = createTrainer(plainLogistic(course.circles)).advance(3000, { learningRate: 1 });
    expect(last.run?.step).toBe(1001);
    expect(last.run?.accuracy).toBe(line.accuracy);
    expect(last.run?.loss).toBeCloseTo(line.loss, 4);
  });
});
