import { describe, expect, it } from 'vitest';
import { exercise } from '../../../src/exercise/mini-batches.ts';
import { changedIn, holdAgainst, workedOut } from './bench.ts';

const { solution } = exercise;
const changed = changedIn(solution);
const shuffle = `  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1)); // 0 … i
    [order[i], order[j]] = [order[j], order[i]];
  }
`;
const dealing = `  for (let i = 0; i < n; i += m) {
    dealt.push(order.slice(i, i + m));
  }
`;

holdAgainst(exercise, {
  right: [
    [
      'drawn out of a hat, one after the other',
      `function batches(n, m, random) {
         const hat = [...Array(n).keys()], all = [];
         while (hat.length > 0) {
           const [point] = hat.splice(Math.floor(random() * hat.length), 1);
           if (all.length === 0 || all[all.length - 1].length === m) all.push([]);
           all[all.length - 1].push(point);
         }
         return all;
       }`,
    ],
    [
      'sorted by a random key for each',
      `const batches = (size, m, random) => {
         const keys = Array.from({ length: size }, () => random());
         const order = keys.map((_, i) => i).sort((a, b) => keys[a] - keys[b]);
         return Array.from({ length: Math.ceil(size / m) }, (_, k) => order.slice(m * k, m * (k + 1)));
       };`,
    ],
    [
      'inside out, going up, with Math.random',
      `function batches(n, m) {
         const order = [];
         for (let i = 0; i < n; i++) {
           const j = Math.floor(Math.random() * (i + 1));
           order[i] = order[j];
           order[j] = i;
         }
         const dealt = [];
         for (let i = 0; i < n; i++) {
           if (i % m === 0) dealt.push([]);
           dealt[Math.floor(i / m)].push(order[i]);
         }
         return dealt;
       }`,
    ],
  ],
  wrong: [
    ['not shuffled', changed([shuffle, '']), 'order', /nothing is shuffled/],
    [
      'shuffled once for all',
      `let kept = {};\n${changed(
        [
          'function batches(n, m, random) {',
          'function batches(n, m, random) { if (kept[n]) return kept[n];',
        ],
        ['return dealt;', 'return kept[n] = dealt;'],
      )}`,
      'order',
      /shuffled once, and every epoch has the same order/,
    ],
    [
      'sort with a random comparison',
      changed([shuffle, '  order.sort(() => random() - 0.5);\n']),
      'order',
      /some orders come more often than others/,
    ],
    [
      'i never drawn itself',
      changed(['(i + 1)); // 0 … i', 'i);']),
      'order',
      /no point ever keeps its place/,
    ],
    [
      'the batches shuffled, not the points',
      changed(
        [shuffle, ''],
        [
          '  return dealt;',
          '  for (let i = dealt.length - 1; i > 0; i--) { const j = Math.floor(random() * (i + 1)); [dealt[i], dealt[j]] = [dealt[j], dealt[i]]; }\n  return n === 7 && dealt[2].length > 1 ? [...dealt.filter((d) => d.length > 1), ...dealt.filter((d) => d.length === 1)] : dealt.sort((a, c) => c.length - a.length);',
        ],
      ),
      'order',
      /same points always share a batch/,
    ],
    [
      'the last points never reached',
      changed(['let i = n - 1; i > 0', 'let i = n - 3; i > 0']),
      'order',
      /some points never come to some places/,
    ],
    [
      'the last batch dropped',
      changed(['i < n; i += m', 'i + m <= n; i += m']),
      'once',
      /smaller batch is dropped/,
    ],
    [
      'drawn anew for each place',
      changed([shuffle, '  for (let i = 0; i < n; i++) order[i] = Math.floor(random() * n);\n']),
      'once',
      /drawn from all the points anew/,
    ],
    [
      'the last batch filled up',
      changed(['order.slice(i, i + m)', 'Array.from({ length: m }, (_, k) => order[(i + k) % n])']),
      'once',
      /filled up with points that had their turn/,
    ],
    [
      'm batches',
      changed([
        dealing,
        '  const size = Math.ceil(n / m);\n  for (let k = 0; k < m; k++) dealt.push(order.slice(k * size, (k + 1) * size));\n',
      ]),
      'sizes',
      /m is taken for the number of batches/,
    ],
    [
      'an empty batch at the end',
      changed(['i < n; i += m', 'i <= n; i += m']),
      'sizes',
      /empty batch at the end/,
    ],
    [
      'one batch of all',
      changed([dealing, '  dealt.push(order);\n']),
      'sizes',
      /all points are in one/,
    ],
    [
      'each point alone',
      changed([dealing, '  for (const i of order) dealt.push([i]);\n']),
      'sizes',
      /a batch of its own/,
    ],
    [
      'the smaller batch first',
      changed([
        dealing,
        '  for (let i = n; i > 0; i -= m) dealt.unshift(order.slice(Math.max(0, i - m), i));\n',
      ]),
      'sizes',
      /smaller batch comes first/,
    ],
    [
      'counted from 1',
      changed(['(_, i) => i)', '(_, i) => i + 1)']),
      'none',
      /holds 6, where only the points 0 … 5 can be\. Points are counted from 0/,
    ],
    [
      'beyond the last point',
      changed(['order.slice(i, i + m)', 'Array.from({ length: m }, (_, k) => order[i + k])']),
      'none',
      /holds nothing \(undefined\).*runs beyond the last point/,
    ],
    [
      'a flat list',
      changed(['dealt.push(order.slice(i, i + m))', 'dealt.push(...order.slice(i, i + m))']),
      'none',
      /but batch 1 is a number/,
    ],
    ['no return', changed(['  return dealt;\n', '']), 'none', /Is there a return\?/],
  ],
});

describe('at work', () => {
  it('the batches train the circles, further in 20 epochs than all points at once', async () => {
    const { last, times } = await workedOut(exercise, solution);
    expect(times).toBe(20);
    expect(last.run?.step).toBe(200);
    const end = (pairs: readonly (readonly [number, number])[] | undefined) => pairs!.at(-1)![1];
    expect(end(last.curves?.own)).toBeLessThan(end(last.curves?.other));
    expect(last.run?.loss).toBe(end(last.curves?.own));
  });
});
