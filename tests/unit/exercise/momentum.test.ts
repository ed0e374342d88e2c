import { describe, expect, it } from 'vitest';
import { exercise } from '../../../src/exercise/momentum.ts';
import { circlesRun } from '../../../src/training/course-runs.ts';
import { createTrainer } from '../../../src/training/trainer.ts';
import { changedIn, holdAgainst, workedOut } from './bench.ts';

const { solution } = exercise;
const changed = changedIn(solution);
const velocity = 'mu * old + g[j]';
const move = 't - rate * next[j]';

holdAgainst(exercise, {
  right: [
    [
      'with the −η inside the velocity',
      `function step(theta, g, v, rate, mu) {
         const u = v.map((old, j) => mu * old - rate * g[j]);
         return { v: u, theta: theta.map((t, j) => t + u[j]) };
       }`,
    ],
    [
      'with η inside the velocity, in a loop that pushes',
      `const step = (position, slope, speed, eta, keep) => {
         const theta = [], v = [];
         for (let j = 0; j < position.length; j++) {
           v.push(speed[j] * keep + slope[j] * eta);
           theta.push(position[j] - v[j]);
         }
         return { theta, v };
       };`,
    ],
    [
      'as typed arrays, from the last entry to the first',
      `function step(theta, g, v, rate, mu) {
         const a = Float64Array.from(theta), u = Float64Array.from(v);
         for (let j = a.length; j-- > 0; ) { u[j] *= mu; u[j] += g[j]; a[j] -= u[j] * rate; }
         return { theta: a, v: u };
       }`,
    ],
    [
      'each entry as a pair, taken apart at the end',
      `function step(theta, g, v, rate, mu) {
         const pairs = theta.map((t, j) => { const next = g[j] + v[j] * mu; return [t - next * rate, next]; });
         return { theta: pairs.map(([t]) => t), v: pairs.map(([, n]) => n) };
       }`,
    ],
  ],
  wrong: [
    ['uphill', changed([move, 't + rate * next[j]']), 'first', /the step goes up/],
    ['no velocity', changed([velocity, 'g[j]']), 'second', /plain gradient descent/],
    [
      'the old velocity',
      changed([move, 't - rate * v[j]']),
      'first',
      /moves by the old velocity|has not moved/,
    ],
    ['the velocity not returned', changed(['v: next', 'v']), 'second', /used but not returned/],
    ['no μ', changed([velocity, 'old + g[j]']), 'second', /μ is missing/],
    [
      'a running mean',
      changed([velocity, 'mu * old + (1 - mu) * g[j]']),
      'first',
      /multiplied by 1 − μ: that is a running mean/,
    ],
    ['μ before the gradient', changed([velocity, 'old + mu * g[j]']), 'first', /μ stands before/],
    [
      'μ before both',
      changed([velocity, 'mu * (old + g[j])']),
      'first',
      /belongs to the old velocity|μ multiplies the gradient too/,
    ],
    ['η twice', changed([velocity, 'mu * old + rate * g[j]']), 'first', /η comes in twice/],
    ['no η', changed([move, 't - next[j]']), 'first', /η is missing/],
    [
      'Nesterov',
      changed([move, 't - rate * (g[j] + mu * next[j])']),
      'first',
      /Nesterov’s variant/,
    ],
    [
      'two minus signs',
      changed([velocity, 'mu * old - g[j]']),
      'first',
      /minus signs make a plus|step goes up/,
    ],
    ['not moved', exercise.begun, 'first', /theta has not moved/],
    [
      'a number',
      changed(['theta: theta.map((t, j) => t - rate * next[j])', 'theta: theta[0]']),
      'none',
      /theta has the wrong shape: it should be a list of 3 numbers.*a number/,
    ],
    ['v left out', changed(['    v: next,\n', '']), 'none', /has no v\./],
    [
      'theta alone',
      changed(['return {', 'return theta; return {']),
      'none',
      /should return \{ theta, v \}.*a list/,
    ],
    [
      'the given list moved',
      'function step(theta, g, v, rate, mu) { theta.forEach((_, j) => { v[j] = mu * v[j] + g[j]; theta[j] -= rate * v[j]; }); return { theta, v }; }',
      'none',
      /changes the theta and v that it was given/,
    ],
  ],
});

describe('at work', () => {
  it('makes the steps of the course’s own momentum', async () => {
    const { last } = await workedOut(exercise, solution);
    const { setup } = circlesRun();
    const trainer = createTrainer({ ...setup, optimiser: { kind: 'momentum', momentum: 0.9 } });
    const { loss, accuracy } = trainer.advance(400, { learningRate: 0.2 });
    expect(last.run?.step).toBe(400);
    expect(last.run?.loss).toBeCloseTo(loss, 9);
    expect(last.run?.accuracy).toBe(accuracy);
    expect(last.curves?.other?.at(-1)?.[1]).toBeGreaterThan(loss);
  });
});
