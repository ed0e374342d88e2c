import { describe, expect, it } from 'vitest';
import { typedNumber } from '../../components/figures/numbers.ts';

describe('a typed number', () => {
  it('may have a point or a comma and either minus sign, and nothing else', () => {
    expect(['73.5', '73,5', ' 7 ', '.5', '5.', '-2', '−2', '+1'].map(typedNumber)).toEqual([
      73.5, 73.5, 7, 0.5, 5, -2, -2, 1,
    ]);
    for (const text of ['', '-', '1,2,3', '1e3', 'abc', '0x10', '--2', 'Infinity', '٣'])
      expect(typedNumber(text), text).toBeUndefined();
  });
});
