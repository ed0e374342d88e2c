import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/data/random.ts';
import { parted, whole } from '../../../src/data/whole.ts';

describe('a number in words', () => {
  const random = seeded(4);
  const some = Array.from({ length: 500 }, () => 10 ** (12 * random.uniform()));

  it('is written as by the English formatter of the engine', () => {
    for (const value of [0, 1, 999, 1000, 1001, 12_800, 999_999, 1_000_000, ...some]) {
      const rounded = Math.round(value);
      expect(whole(value)).toBe(rounded.toLocaleString('en'));
      expect(whole(-rounded)).toBe((0 - rounded).toLocaleString('en'));
    }
  });

  it('keeps its decimals when it is not to be whole', () => {
    for (const value of some) {
      const short = Number(value.toFixed(3));
      expect(parted(short)).toBe(short.toLocaleString('en', { maximumFractionDigits: 3 }));
    }
    expect(parted(0.00012)).toBe('0.00012');
  });
});
