import { describe, expect, it } from 'vitest';
import { exercise } from '../../../src/exercise/shifted-circles.ts';
import { holdAgainst, workedOut } from './bench.ts';

const by = (features: string) => `function phi(x1, x2) { return [${features}]; }`;

holdAgainst(exercise, {
  right: [
    ['the squares added up, in another order', by('x2, x1 * x1 + x2 * x2, x1')],
    [
      'with powers, a constant, and more than is needed',
      'const phi = (a, b) => [1, a, b, a ** 2, Math.pow(b, 2), a * b, a ** 3];',
    ],
    [
      'moved and stretched: any sums of the same',
      by('x1 + x2, x1 - x2, (x1 + x2) ** 2 / 10, (x1 - x2) ** 2 / 10 + 7'),
    ],
    [
      'pushed into a list in a loop, with the squared distance from a fixed place',
      `function phi(x1, x2) {
         const list = [];
         for (const x of [x1, x2]) list.push(x / 3);
         list.push((x1 - 5) * (x1 - 5) + (x2 + 1) * (x2 + 1));
         return list;
       }`,
    ],
    [
      'as a typed array',
      'function phi(x1, x2) { return Float64Array.of(x1, x2, x1 * x1, x2 * x2); }',
    ],
    [
      'by something else altogether that parts them: nine bumps',
      `function phi(x1, x2) {
         return [[0, 0], [2, 2], [-3, 1], [1, -4]].map(([a, b]) => Math.exp(-((x1 - a) ** 2 + (x2 - b) ** 2) / 4));
       }`,
    ],
  ],
  wrong: [
    ['the squares alone', exercise.begun, '(2, 2)', /centre at the origin/],
    ['the points as they are', by('x1, x2'), '(0, 0)', /no line parts circles/],
    ['one centre only', by('(x1 - 2) ** 2, (x2 - 2) ** 2'), '(0, 0)', /knows one centre, \(2, 2\)/],
    ['the distance', by('Math.sqrt(x1 * x1 + x2 * x2)'), '(2, 2)', /distance from the origin, √/],
    ['|x|', by('x1, x2, Math.abs(x1), Math.abs(x2)'), '(2, 2)', /\|x\| is used for the square/],
    ['x2 forgotten', by('x1, x1 * x1, x2 * x2'), '(2, 2)', /x₂ itself is missing/],
    ['x1 forgotten', by('x2, x1 * x1, x2 * x2'), '(2, 2)', /x₁ itself is missing/],
    ['the sum of both', by('x1 + x2, x1 * x1, x2 * x2'), '(−3, 1)', /only as their sum/],
    ['the product for the two', by('x1 * x2, x1 * x1, x2 * x2'), '(2, 2)', /turns the curve/],
    ['one square', by('x1, x2, x1 * x1'), '(0, 0)', /x₂² is missing/],
    ['the other square', by('x1, x2, x2 * x2'), '(0, 0)', /x₁² is missing/],
    ['the product for the squares', by('x1, x2, x1 * x2'), '(0, 0)', /product x₁x₂ stands where/],
    ['the square of the sum', by('x1, x2, (x1 + x2) ** 2'), '(0, 0)', /one square, of the sum/],
    ['cubes', by('x1, x2, x1 ** 3, x2 ** 3'), '(0, 0)', /cubes stand where/],
    ['^ for a power', by('x1, x2, x1 ^ 2, x2 ^ 2'), '(0, 0)', /\^ was meant as a power/],
    [
      'a number',
      'function phi(x1, x2) { return x1 * x1 + x2 * x2; }',
      'none',
      /but it is a number/,
    ],
    ['no return', 'function phi(x1, x2) { [x1, x2]; }', 'none', /but it is nothing\. Is there/],
    ['lists in a list', by('[x1, x2], [x1 * x1, x2 * x2]'), 'none', /One flat list is wanted/],
    ['not finite', by('x1, Math.log(x2)'), 'none', /feature 2 of phi\(.*\) is NaN/],
    ['chance', by('x1, x2, Math.random()'), 'none', /when the same point is asked for again/],
    [
      'sometimes more',
      'function phi(x1, x2) { return x1 > 0 ? [x1, x2] : [x1]; }',
      'none',
      /as many features as the others/,
    ],
    ['an empty list', by(''), 'none', /is an empty list/],
    [
      'too many',
      'function phi(x1, x2) { return Array(40).fill(x1); }',
      'none',
      /40 features; at most 16/,
    ],
  ],
});

describe('at work', () => {
  it('it parts the circles around (2, 2) in the features of the worked solution', async () => {
    const { last } = await workedOut(exercise, exercise.solution);
    expect(last.run?.accuracy).toBe(1);
    expect(last.run?.step).toBe(2000);
    expect(last.said).toContain(
      'your 4 features of the circles around (2, 2), 2,000 steps: 100.0 %',
    );
    // The region is the inner circle: class 1 at its centre, and class 0 in the corners.
    const { cells, values } = last.plane!.surface!;
    expect(values[(cells / 2) * cells + cells / 2]).toBeGreaterThan(0.9);
    expect(values[0]).toBeLessThan(0.1);
  });
});
