import { describe, expect, it } from 'vitest';
import * as worked from '../../../src/exercise/programs/sigmoid.js';
import { exercise } from '../../../src/exercise/sigmoid.ts';
import { sigmoid } from '../../../src/model/sigmoid.ts';
import { holdAgainst, workedOut } from './bench.ts';

const by = (body: string) => `function sigmoid(z) { ${body} }`;

holdAgainst(exercise, {
  right: [
    [
      'with if and else, and one exponential in each',
      by(
        'if (z < 0) { const a = Math.exp(z); return a / (1 + a); } else { return 1 / (1 + Math.exp(-z)); }',
      ),
    ],
    [
      'as an arrow function that turns negative scores round by a quotient',
      'const sigmoid = (score) => score > 0 ? (1 + Math.exp(-score)) ** -1 : Math.exp(score) * (1 / (1 + Math.exp(score)));',
    ],
    [
      'by the logarithm: exp of −log(1 + e^(−z)), each from its safe side',
      by(
        'const soft = Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z))); return Math.exp(-soft);',
      ),
    ],
    [
      'with powers of e',
      by('if (z >= 0) return 1 / (1 + Math.E ** -z); const p = Math.E ** z; return p / (p + 1);'),
    ],
    [
      'by an own loop over a series, with halving',
      `const tail = (t) => { // e^t for t <= 0
         if (t < -800) return 0;
         if (t < -0.5) { const half = tail(t / 2); return half * half; }
         let term = 1, sum = 1;
         for (let k = 1; k < 25; k++) { term *= t / k; sum += term; }
         return sum;
       };
       function sigmoid(z) { const e = tail(-Math.abs(z)); return (z < 0 ? e : 1) / (1 + e); }`,
    ],
  ],
  wrong: [
    [
      'the plain formula',
      by('return 1 / (1 + Math.exp(-z));'),
      'way',
      /For z = −800 something overflows on the way.*Python/,
    ],
    [
      'e^z / (1 + e^z) everywhere',
      by('return Math.exp(z) / (1 + Math.exp(z));'),
      'right',
      /For z = 710 it gives NaN, not a number, and it should be 1\..*used for large scores too/,
    ],
    [
      'the two forms on the wrong sides',
      by('return z < 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));'),
      'right',
      /right form for negative z only/,
    ],
    ['σ(−z)', by('return 1 / (1 + Math.exp(z));'), 'middle', /sign of z is turned round/],
    ['tanh', by('return Math.tanh(z);'), 'middle', /this is tanh/],
    ['½ + ½ tanh(z/2)', by('return 0.5 * (1 + Math.tanh(z / 2));'), 'middle', /made from tanh/],
    [
      '1 − σ(−z)',
      by('return z >= 0 ? 1 / (1 + Math.exp(-z)) : 1 - 1 / (1 + Math.exp(z));'),
      'middle',
      /taking something that is nearly 1 from 1/,
    ],
    [
      'a cut score',
      by('z = Math.max(-35, Math.min(35, z)); return 1 / (1 + Math.exp(-z));'),
      'left',
      /something is cut off, so that all small answers are the same/,
    ],
    [
      'a cut answer',
      by(
        'return Math.max(1e-15, z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));',
      ),
      'left',
      /the same, 1\.00 · 10⁻¹⁵/,
    ],
    [
      'small answers made 0',
      by('return z < -36 ? 0 : z > 36 ? 1 : 1 / (1 + Math.exp(-z));'),
      'left',
      /small answers are made 0/,
    ],
    ['|z| on both sides', by('return 1 / (1 + Math.exp(-Math.abs(z)));'), 'middle', /both sides/],
    ['brackets left out', by('return 1 / 1 + Math.exp(-z);'), 'middle', /brackets are missing/],
    ['a minus below', by('return 1 / (1 - Math.exp(-z));'), 'middle', /should be 1 \+ e/],
    [
      'no return on one way',
      by('if (z >= 0) return 1 / (1 + Math.exp(-z));'),
      'none',
      /sigmoid\(−0\.5\) should be a number, but it is nothing\. Is there a return on every way/,
    ],
    ['a text', by('return String(1 / (1 + Math.exp(-z)));'), 'none', /but it is a string/],
  ],
});

describe('the worked solution', () => {
  it('is the σ of the course, to the last digits', () => {
    for (let z = -700; z <= 700; z += 0.37)
      expect(Math.abs(worked.sigmoid(z) / sigmoid(z) - 1)).toBeLessThan(1e-14);
  });

  it('draws its curve', async () => {
    const { last, times } = await workedOut(exercise, exercise.solution);
    expect(times).toBe(1);
    expect(last.curves?.own).toHaveLength(161);
    expect(last.curves?.own[80]).toEqual([0, 0.5]);
    expect(last.said).toContain('At −700 it says 9.86 · 10⁻³⁰⁵, at 1000 it says 1,');
  });
});
