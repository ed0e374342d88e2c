import { describe, expect, it } from 'vitest';
import { typedNumber } from '../../components/figures/numbers.ts';

describe('a typed number', () => {
  it.each([
    ['73.5', 73.5],
    ['73,5', 73.5],
    ['0,5', 0.5],
    ['0,125', 0.125],
    ['1234,567', 1234.567],
    [' 7 ', 7],
    ['.5', 0.5],
    [',5', 0.5],
    ['5.', 5],
    ['-2', -2],
    ['−2', -2],
    ['+1', 1],
  ])('%j may have a point or a comma and either minus sign', (text, number) => {
    expect(typedNumber(text)).toBe(number);
  });

  it.each([
    ['1000', 1000],
    ['1,000', 1000],
    ['1 000', 1000],
    ['1\u00a0000', 1000],
    ['1\u202f000', 1000],
    ['−12,345', -12345],
    ['1,000,000', 1_000_000],
    ['1,000.5', 1000.5],
    ['1 000,5', 1000.5],
    ['1.000,5', 1000.5],
    ['1.000.000', 1_000_000],
  ])('%j may have its thousands parted', (text, number) => {
    expect(typedNumber(text)).toBe(number);
  });

  it('has decimals behind a single point, as in the course itself', () => {
    expect(typedNumber('1.000')).toBe(1);
    expect(typedNumber('2.375')).toBe(2.375);
  });

  it.each([
    ...[
      '',
      ' ',
      '-',
      ',',
      '1,2,3',
      '1,00,000',
      '1,000,00',
      '1 00',
      '1 000 00',
      '0,000,001',
      '1,5.5',
    ],
    ...['1.000,5,5', '1  000', '1000,000,000', '1e3', 'abc', '0x10', '--2', 'Infinity', '٣'],
  ])('%j is none', (text) => {
    expect(typedNumber(text)).toBeUndefined();
  });
});
