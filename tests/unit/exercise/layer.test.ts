import { describe, expect, it } from 'vitest';
import { fromRows } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import { exercise } from '../../../src/exercise/layer.ts';
import * as worked from '../../../src/exercise/programs/layer.js';
import { layer } from '../../../src/model/layer.ts';
import { courseSteps, resultRun } from '../../../src/training/course-runs.ts';
import { createRun } from '../../../src/training/run.ts';
import { changedIn, holdAgainst, workedOut } from './bench.ts';

const { solution } = exercise;
const changed = changedIn(solution);
const given = 'const sigma = (z) => 1 / (1 + Math.exp(-z));\n';

holdAgainst(exercise, {
  right: [
    [
      'by map and reduce',
      `${given}const layer = (W, b, x) => {
         const s = W.map((w, k) => w.reduce((sum, wj, j) => sum + wj * x[j], b[k]));
         return { h: s.map(sigma), s };
       };`,
    ],
    [
      'inputs outside, units inside, the bias last, backwards',
      `${given}function layer(weights, bias, point) {
         const s = new Float64Array(bias.length), h = new Float64Array(bias.length);
         for (let j = point.length - 1; j >= 0; j--)
           for (let k = 0; k < bias.length; k++) s[k] += point[j] * weights[k][j];
         for (const k of h.keys()) { s[k] += bias[k]; h[k] = sigma(s[k]); }
         return { s, h };
       }`,
    ],
    [
      'the bias as one more weight, and σ by tanh',
      `function layer(W, b, x) {
         const all = [...x, 1];
         const s = [];
         let k = 0;
         while (k < W.length) {
           const row = [...W[k], b[k]];
           let sum = 0;
           row.forEach((w, j) => { sum += w * all[j]; });
           s[k++] = sum;
         }
         return { s, h: s.map((z) => (1 + Math.tanh(z / 2)) / 2), units: k };
       }`,
    ],
  ],
  wrong: [
    ['no bias', changed(['let score = b[k]', 'let score = 0']), 's', /bias is missing: unit k/],
    ['minus b', changed(['let score = b[k]', 'let score = -b[k]']), 's', /bias is taken away/],
    ['b[0] for all', changed(['let score = b[k]', 'let score = b[0]']), 's', /bias of the first/],
    ['W transposed', changed(['W[k][j] * x[j]', 'W[j][k] * x[j]']), 's', /W is used transposed/],
    ['no inputs', changed(['W[k][j] * x[j]', 'W[k][j]']), 's', /added up without the inputs/],
    [
      'only the last input',
      changed(['score += W[k][j] * x[j]', 'score = b[k] + W[k][j] * x[j]']),
      's',
      /only the last input counts/,
    ],
    [
      'the bias once for each input',
      changed(['let score = b[k]', 'let score = 0'], ['W[k][j] * x[j]', 'W[k][j] * x[j] + b[k]']),
      's',
      /added once for each input/,
    ],
    [
      'one score for all units',
      changed(
        ['  for (let k', '  let score = 0;\n  for (let k'],
        ['let score = b[k]', 'score += b[k]'],
      ),
      's',
      /goes on from unit to unit/,
    ],
    ['two inputs always', changed(['j < x.length', 'j < 2']), 's', /always takes two inputs/],
    ['two units always', changed(['k < W.length', 'k < 2']), 's', /always 2 entries/],
    ['units for inputs', changed(['k < W.length', 'k < x.length']), 's', /an entry for each input/],
    ['h for s', changed(['{ s, h }', '{ s: h, h }']), 's', /s is h already/],
    ['no σ', changed(['h.push(sigma(score))', 'h.push(score)']), 'h', /σ is missing/],
    ['σ(−s)', changed(['h.push(sigma(score))', 'h.push(sigma(-score))']), 'h', /this is σ\(−s\)/],
    [
      'σ twice',
      changed(['h.push(sigma(score))', 'h.push(sigma(sigma(score)))']),
      'h',
      /σ is applied twice/,
    ],
    [
      'the bias after σ',
      changed(['h.push(sigma(score))', 'h.push(sigma(score - b[k]) + b[k])']),
      'h',
      /bias is added after σ/,
    ],
    [
      'a step',
      changed(['h.push(sigma(score))', 'h.push(score >= 0 ? 1 : 0)']),
      'h',
      /step function decides/,
    ],
    ['tanh', changed(['h.push(sigma(score))', 'h.push(Math.tanh(score))']), 'h', /tanh stands/],
    ['h left out', changed(['{ s, h }', '{ s }']), 'h', /has no h\. It should be a list of 2/],
    ['a list alone', changed(['{ s, h }', 'h']), 'none', /should return \{ s, h \}.*a list/],
    ['b changed', changed(['s.push(score)', 'b[k] = score; s.push(score)']), 'none', /changes b:/],
  ],
});

describe('the worked solution', () => {
  it('is the layer of the course', () => {
    const { normal } = seeded(5);
    for (const [units, inputs] of [
      [1, 1],
      [3, 2],
      [5, 7],
    ] as const) {
      const W = Array.from({ length: units }, () => Array.from({ length: inputs }, () => normal()));
      const b = Array.from({ length: units }, () => normal());
      const x = Array.from({ length: inputs }, () => normal());
      const { s, h } = worked.layer(W, b, x);
      const { preactivations, hidden } = layer(fromRows(W), b, 'sigmoid', x);
      s.forEach((value: number, k: number) => {
        expect(value).toBeCloseTo(preactivations[k]!, 13);
      });
      h.forEach((value: number, k: number) => {
        expect(value).toBeCloseTo(hidden[k]!, 14);
      });
    }
  });

  it('gives the loss of chapter 12’s network in the place of its first layer', async () => {
    const { last } = await workedOut(exercise, solution);
    const run = createRun(resultRun);
    run.trainTo(courseSteps);
    const { loss } = run.at(courseSteps);
    expect(last.said).toContain(`100.0 % are right, and the loss is ${loss.toFixed(4)}.`);
  });
});
