import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import { makeDataset } from '../../../src/data/datasets.ts';
import { toRows } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import type { Verdict } from '../../../src/exercise/exercise.ts';
import { cases } from '../../../src/exercise/own-backward/cases.ts';
import { fromNetwork, toNetwork } from '../../../src/exercise/own-backward/network.ts';
import {
  advance,
  advanceSolved,
  start as begin,
  driver,
} from '../../../src/exercise/own-backward/train.ts';
import { exercise } from '../../../src/exercise/own-backward.ts';
import * as worked from '../../../src/exercise/programs/own-backward.js';
import { backward, forward, pass, view } from '../../../src/model/mlp.ts';
import { start } from '../../../src/model/starts.ts';
import { circlesRun } from '../../../src/training/course-runs.ts';
import { createTrainer } from '../../../src/training/trainer.ts';
import { benchOf } from './bench.ts';

const { solution, begun } = exercise;

/** What the exercise says to a program: run in the very machine that the page uses. */
const judged = async (program: string): Promise<Verdict> =>
  exercise.grade(await benchOf(), program);

/** The worked solution with some of its text replaced; each piece must be there. */
function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, solution);
}
const firstWrong = ({ checked }: Verdict) => checked.find(({ right }) => !right)?.key;

/** The given forward pass, and the reader's own backward pass. */
const withBackward = (text: string) =>
  `${solution.slice(0, solution.indexOf('// The backward pass'))}\n${text}`;

describe('the worked solution', () => {
  it('is right, and stays below 1e-8 of the finite differences', async () => {
    const verdict = await judged(solution);
    expect(verdict).toMatchObject({ right: true, message: 'All four gradients are right.' });
    expect(verdict.checked.map(({ key }) => key)).toEqual(['dwFinal', 'dbFinal', 'dW', 'db']);
    for (const { difference } of verdict.checked) expect(difference).toBeLessThan(1e-8);
  });

  it('computes what the code of the course computes, on the circles', () => {
    const { inputs, labels } = makeDataset(course.circles);
    const parameters = start('normal', [2, 3, 1], seeded(7));
    const room = pass(200, 3);
    const gradient = view(new Float64Array(13), 3);
    forward(view(parameters, 3), 'sigmoid', inputs, room);
    backward(view(parameters, 3), 'sigmoid', inputs, labels, room, gradient);
    const network = toNetwork(parameters);
    const X = toRows(inputs);
    const found = worked.backward(network, X, [...labels], worked.forward(network, X));
    const flat = fromNetwork({
      W: found.dW,
      b: found.db,
      wFinal: found.dwFinal,
      bFinal: found.dbFinal,
    }).all;
    gradient.all.forEach((value, j) => {
      expect(flat[j]).toBeCloseTo(value, 14);
    });
  });

  it('fits a narrow page, and what the reader begins with is the same without its heart', async () => {
    for (const line of solution.split('\n')) expect(line.length).toBeLessThanOrEqual(61);
    expect(solution).not.toContain('export');
    expect(solution).not.toContain('@ts-');
    expect(begun).not.toContain('delta');
    expect(begun).toContain('Write what it adds to the four gradients.');
    const lost = solution.split('\n').filter((line) => !begun.includes(line));
    expect(lost.length).toBeGreaterThan(6);
    const verdict = await judged(begun);
    expect(verdict.right).toBe(false);
    expect(verdict.message).toContain('It is all zeros');
  });
});

describe('other right answers are never failed', () => {
  it.each([
    [
      'by matrix products',
      `const T = (M) => M[0].map((_, j) => M.map((row) => row[j]));
       const times = (P, Q) => P.map((row) => T(Q).map((column) => dot(row, column)));
       function backward({ wFinal }, X, y, { A, yHat }) {
         const e = yHat.map((p, i) => [(p - y[i]) / X.length]);
         const Delta = times(e, [wFinal]).map((row, i) => row.map((d, k) => d * A[i][k] * (1 - A[i][k])));
         const ones = X.map(() => [1]);
         return {
           dW: times(T(Delta), X),
           db: times(T(Delta), ones).flat(),
           dwFinal: times(T(A), e).flat(),
           dbFinal: times(T(ones), e)[0][0],
         };
       }`,
    ],
    [
      'summed first and divided at the end, unit by unit, as an arrow function with typed arrays',
      `const backward = (parameters, X, y, passed) => {
         const { wFinal } = parameters;
         const dW = [0, 1, 2].map(() => new Float64Array(2));
         const db = new Float64Array(3), dwFinal = new Float64Array(3);
         let dbFinal = 0;
         for (let k = 2; k >= 0; k--)
           X.forEach(([x1, x2], i) => {
             const error = passed.yHat[i] - y[i];
             const slope = passed.A[i][k] - passed.A[i][k] ** 2;
             if (k === 0) dbFinal += error / X.length;
             dwFinal[k] += error * passed.A[i][k] / X.length;
             db[k] += error * slope * wFinal[k] / X.length;
             dW[k][0] += error * slope * wFinal[k] * x1 / X.length;
             dW[k][1] += error * slope * wFinal[k] * x2 / X.length;
           });
         return { dbFinal, dwFinal, db, dW, mean: true };
       };`,
    ],
    [
      'from its own forward pass, without what is handed over, and spoiling what it was given of that',
      `function backward(network, X, y, passed) {
         passed.A = null;
         const all = { dW: [[0, 0], [0, 0], [0, 0]], db: [0, 0, 0], dwFinal: [0, 0, 0], dbFinal: 0 };
         let i = X.length;
         while (i--) {
           const h = network.W.map((w, k) => sigma(dot(w, X[i]) + network.b[k]));
           const share = (sigma(dot(network.wFinal, h) + network.bFinal) - y[i]) / X.length;
           all.dbFinal += share;
           h.map((a, k) => {
             all.dwFinal[k] += share * a;
             const d = share * network.wFinal[k] * a * (1 - a);
             all.db[k] += d;
             X[i].forEach((x, j) => { all.dW[k][j] += d * x; });
           });
         }
         return all;
       }`,
    ],
    [
      'by finite differences of its own',
      `function loss(network, X, y) {
         return forward(network, X).yHat.reduce((sum, p, i) => sum - Math.log(y[i] ? p : 1 - p), 0) / X.length;
       }
       function backward(network, X, y) {
         const copy = JSON.parse(JSON.stringify(network));
         const slope = (list, k) => {
           const at = list[k], h = 1e-5;
           list[k] = at + h; const above = loss(copy, X, y);
           list[k] = at - h; const below = loss(copy, X, y);
           list[k] = at;
           return (above - below) / (2 * h);
         };
         return {
           dW: copy.W.map((row) => row.map((_, j) => slope(row, j))),
           db: copy.b.map((_, k) => slope(copy.b, k)),
           dwFinal: copy.wFinal.map((_, k) => slope(copy.wFinal, k)),
           dbFinal: slope(copy, 'bFinal'),
         };
       }`,
    ],
  ])('%s', async (_, text) => {
    expect(await judged(withBackward(text))).toMatchObject({ right: true });
  });
});

const e = '(yHat[i] - y[i]) / n';
const delta = 'e * wFinal[k] * h * (1 - h)';

describe('each of the usual slips is named', () => {
  it.each<readonly [string, string, string, RegExp]>([
    ['no 1/n', changed([e, 'yHat[i] - y[i]']), 'dwFinal', /the division by n is missing/],
    [
      'h(1 − h) missing',
      changed([delta, 'e * wFinal[k]']),
      'dW',
      /slope of the hidden unit, h\(1 − h\), is missing/,
    ],
    [
      'W transposed',
      changed(
        ['W.map(() => [0, 0])', '[b.map(() => 0), b.map(() => 0)]'],
        ['dW[k][0]', 'dW[0][k]'],
        ['dW[k][1]', 'dW[1][k]'],
      ),
      'dW',
      /it is 2 × 3\. Its numbers are right, but it is transposed/,
    ],
    [
      'δ not multiplied by x',
      changed(['delta * X[i][0]', 'delta'], ['delta * X[i][1]', 'delta']),
      'dW',
      /δ is not multiplied by the point/,
    ],
    ['y − ŷ', changed([e, '(y[i] - yHat[i]) / n']), 'dwFinal', /the sign is turned round/],
    [
      'the bias summed over the units too',
      changed(['db[k] += delta', 'for (let q = 0; q < 3; q++) db[q] += delta']),
      'db',
      /summed over the units too/,
    ],
    [
      'the bias not summed',
      changed(['db[k] += delta', 'db[k] = delta']),
      'db',
      /only the last point counts: add up with \+=/,
    ],
    [
      'the bias given the error alone',
      changed(['db[k] += delta', 'db[k] += e']),
      'db',
      /wFinal\[k\] is missing from δ; and the slope/,
    ],
    [
      'w_final used after its update',
      changed(
        ['dwFinal[k] += e * h;', 'dwFinal[k] += e * h; wFinal[k] -= 0.5 * e * h;'],
        [
          'const delta = e * wFinal[k] * h * (1 - h);\n      dwFinal[k] += e * h; wFinal[k] -= 0.5 * e * h;',
          'dwFinal[k] += e * h; wFinal[k] -= 0.5 * e * h;\n      const delta = e * wFinal[k] * h * (1 - h);',
        ],
      ),
      'dW',
      /backward changes wFinal on the way: δ must be made with the wFinal of the forward pass/,
    ],
    [
      'w_final updated in a list of its own',
      withBackward(`function backward({ wFinal }, X, y, { A, yHat }) {
        const sum = (f) => X.reduce((s, _, i) => s + f(i), 0);
        const e = yHat.map((v, i) => (v - y[i]) / X.length);
        const dwFinal = wFinal.map((_, k) => sum((i) => e[i] * A[i][k]));
        const next = wFinal.map((w, k) => w - 2 * dwFinal[k]);
        const delta = (i, k) => e[i] * next[k] * A[i][k] * (1 - A[i][k]);
        return {
          dwFinal,
          dbFinal: sum((i) => e[i]),
          dW: next.map((_, k) => [0, 1].map((j) => sum((i) => delta(i, k) * X[i][j]))),
          db: next.map((_, k) => sum((i) => delta(i, k))),
        };
      }`),
      'dW',
      /δ is made with a wFinal that is updated already/,
    ],
    [
      'the output’s bias added up once for each unit',
      changed(
        ['dbFinal += e;', ''],
        ['dwFinal[k] += e * h;', 'dwFinal[k] += e * h; dbFinal += e;'],
      ),
      'dbFinal',
      /each point is added three times, once for each unit/,
    ],
    [
      'the output’s bias with the activations',
      changed(
        ['dbFinal += e;', ''],
        ['dwFinal[k] += e * h;', 'dwFinal[k] += e * h; dbFinal += e * h;'],
      ),
      'dbFinal',
      /no h comes before a bias/,
    ],
    [
      'the bias multiplied by an input',
      changed(['db[k] += delta', 'db[k] += delta * X[i][1]']),
      'db',
      /multiplied by x₂: no input comes before a bias/,
    ],
    [
      'a number for three',
      changed(
        ['db = b.map(() => 0)', 'db = 0'].map(String) as [string, string],
        ['const db = 0', 'let db = 0'],
        ['db[k] += delta', 'db += delta'],
      ),
      'db',
      /db has the wrong shape: ∂L\/∂b should be a list of 3 numbers, like its parameter, but it is a number\./,
    ],
    [
      'a list for a number',
      changed(['dwFinal, dbFinal };', 'dwFinal, dbFinal: [dbFinal] };']),
      'dbFinal',
      /∂L\/∂b_final should be a number, like its parameter, but it is a list of 1 number\./,
    ],
    [
      'a flat W',
      changed(['return { dW,', 'return { dW: dW.flat(),']),
      'dW',
      /3 × 2, a list of 3 rows of 2 numbers, like its parameter, but it is a list of 6 numbers/,
    ],
    [
      'a bias as a column of rows',
      changed(['dW, db,', 'dW, db: db.map((d) => [d]),']),
      'db',
      /it is 3 × 1/,
    ],
    ['one left out', changed(['{ dW, db, ', '{ dW, ']), 'db', /has no db/],
    ['wFinal missing', changed([delta, 'e * h * (1 - h)']), 'dW', /wFinal\[k\] is missing from δ/],
    [
      'h for its slope',
      changed([delta, 'e * wFinal[k] * h']),
      'dW',
      /is h\(1 − h\), not h$|not h\./,
    ],
    [
      'σ once more',
      changed([delta, 'e * wFinal[k] * sigma(h) * (1 - sigma(h))']),
      'dW',
      /σ is applied to h once more/,
    ],
    [
      'ŷ(1 − ŷ) once more',
      changed([e, '(yHat[i] - y[i]) * yHat[i] * (1 - yHat[i]) / n']),
      'dwFinal',
      /has already cancelled/,
    ],
    [
      '∂L/∂ŷ for ∂L/∂s₂',
      changed([e, '(yHat[i] - y[i]) / (yHat[i] * (1 - yHat[i])) / n']),
      'dwFinal',
      /∂ŷ\/∂s₂ = ŷ\(1 − ŷ\), is missing/,
    ],
    [
      'h missing from dwFinal',
      changed(['e * h;', 'e;']),
      'dwFinal',
      /hidden activation h is missing/,
    ],
    [
      'x₁ and x₂ exchanged',
      changed(['dW[k][0]', 'dW[k][2 - 1]'], ['dW[k][1]', 'dW[k][0]']),
      'dW',
      /have changed places/,
    ],
    [
      'the first point left out',
      changed(['let i = 0; i', 'let i = 1; i']),
      'dwFinal',
      /index is 0/,
    ],
    [
      'returned from inside the loop',
      changed([
        '    }\n  }\n\n  return',
        '    }\n  return { dW, db, dwFinal, dbFinal };\n  }\n\n  return',
      ]),
      'dwFinal',
      /only the first point counts/,
    ],
    [
      'two slips at once',
      changed([e, 'y[i] - yHat[i]']),
      'dwFinal',
      /the sign is turned round.*; and the division by n is missing/,
    ],
    [
      'an index beyond its list',
      changed(['X[i][1]', 'X[i][2]']),
      'dW',
      /In row 1, column 2 you get NaN, which is no number\. Perhaps an index runs out/,
    ],
  ])('%s', async (_, program, name, diagnosis) => {
    const verdict = await judged(program);
    expect(verdict.right).toBe(false);
    expect(firstWrong(verdict)).toBe(name);
    expect(verdict.message).toMatch(diagnosis);
  });

  it('with the entry, what it is and what it should be, in the first wrong gradient and no other', async () => {
    const verdict = await judged(changed(['delta * X[i][1]', 'delta * X[i][1] + 0.1']));
    expect(verdict.checked.map(({ right }) => right)).toEqual([true, true, false, true]);
    const [the] = cases;
    const wanted = the!.tried.dW[0]![1]!;
    const n = the!.X.length;
    const text = (value: number) => value.toFixed(4).replace('-', '−');
    expect(verdict.message).toBe(
      `∂L/∂W is not right. In row 1, column 2 you get ${text(wanted + 0.1 * n)}, and finite differences give ${text(wanted)}.`,
    );
  });

  it('one that is not begun is named last', async () => {
    const verdict = await judged(
      changed(
        ['dwFinal[k] += e * h;', ''],
        ['dW[k][0] += delta * X[i][0];', ''],
        ['dW[k][1] += delta * X[i][1];', ''],
        ['db[k] += delta', 'db[k] = delta'],
      ),
    );
    expect(verdict.checked.map(({ right }) => right)).toEqual([false, true, false, false]);
    expect(verdict.checked.map(({ untouched = false }) => untouched)).toEqual([
      ...[true, false, true, false],
    ]);
    expect(verdict.message).toMatch(/^∂L\/∂b is not right.*only the last point counts/);
  });

  it('and a change of the parameters after all is done is named too', async () => {
    const verdict = await judged(
      changed([
        '  return { dW',
        '  for (let k = 0; k < 3; k++) wFinal[k] -= dwFinal[k];\n  return { dW',
      ]),
    );
    expect(verdict.right).toBe(false);
    expect(verdict.message).toContain(
      'All four gradients are right, but backward also changes wFinal',
    );
  });
});

describe('a program that does not come so far', () => {
  it('is told what it returned instead', async () => {
    for (const [returned, said] of [
      ['', 'nothing'],
      ['return 5;', 'a number'],
      ['return [1, 2];', 'a list'],
      ['return "x";', 'a string'],
      ['return () => 1;', 'a function'],
    ])
      expect((await judged(withBackward(`function backward() { ${returned} }`))).message).toBe(
        `backward should return { dW, db, dwFinal, dbFinal }, but it returned ${said}.`,
      );
    const promised = await judged(withBackward('async function backward() { return {}; }'));
    expect(promised.message).toContain('but it returned a promise.');
  });

  it('is told the line at which it stopped', async () => {
    const verdict = await judged(
      changed([delta, 'e * wFinal[k].h']).replace('wFinal[k].h', 'nope'),
    );
    const line = solution.split('\n').findIndex((text) => text.includes('const delta')) + 1;
    expect(verdict.message).toBe(`Line ${line}: ReferenceError: 'nope' is not defined`);
    expect(verdict.trouble?.line).toBe(line);
  });

  it('is told that a function is gone', async () => {
    expect((await judged('function forward() {}')).message).toContain('The forward pass no longer');
    expect((await judged('const x = 1;')).message).toBe(
      'There is no function “forward” in the program.',
    );
    expect((await judged(solution.replace('function backward', 'function back'))).message).toBe(
      'There is no function “backward” in the program.',
    );
  });

  it('is told that its forward pass is spoilt', async () => {
    const verdict = await judged(changed(['Math.exp(-z)', 'Math.exp(z)']));
    expect(verdict.message).toMatch(/^The forward pass no longer returns the A and yHat/);
  });

  it('gives back what it logged', async () => {
    const verdict = await judged(
      changed(['const n =', 'console.log("n is", X.length); const n =']),
    );
    expect(verdict.logs).toEqual(cases.map(({ X }) => `n is ${X.length}`));
  });
});

describe('training with a reader’s code', () => {
  it('makes the steps that the code of the course makes, in the machine as outside of it', async () => {
    const bench = await benchOf(solution);
    expect((await bench.load(driver, 'course')).trouble).toBeUndefined();
    const { setup, pace } = circlesRun({ seed: 3 });
    const trainer = createTrainer(setup);
    let place = begin();
    let solved = begin();
    expect(place.parameters).toEqual(trainer.snapshot().parameters);
    for (const count of [1, 9, 20, 20, 20]) {
      place = await advance(bench, place, count);
      solved = advanceSolved(solved, count);
      const { step, loss, parameters } = trainer.advance(count, pace);
      expect(place.step).toBe(step);
      expect(Math.abs(place.loss - loss)).toBeLessThan(1e-12);
      parameters.forEach((value, j) => {
        expect(place.parameters[j]).toBeCloseTo(value, 11);
        expect(solved.parameters[j]).toBeCloseTo(value, 11);
      });
    }
  });

  it('says at which line it was stopped', async () => {
    const bench = await benchOf(changed(['const n =', 'if (X.length > 9) null.x; const n =']));
    await bench.load(driver, 'course');
    const line = solution.split('\n').findIndex((text) => text.includes('const n =')) + 1;
    await expect(advance(bench, begin(), 1)).rejects.toThrow(`Line ${line}: TypeError`);
  });

  it('serves a program that has taken the names of the course', async () => {
    const bench = await benchOf(`${solution}\nconst descend = 1, trainOn = 2;`);
    expect((await bench.load(driver, 'course')).trouble).toBeUndefined();
    expect((await advance(bench, begin(), 3)).step).toBe(3);
  });

  it('says when it leaves the finite numbers', async () => {
    const bench = await benchOf(
      changed(['return { dW', 'if (X.length > 9) dbFinal = NaN;\n  return { dW']),
    );
    await bench.load(driver, 'course');
    await expect(advance(bench, begin(), 1)).rejects.toThrow(
      'Step 1 led out of the finite numbers.',
    );
  });
});
