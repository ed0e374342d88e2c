import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultState, formatState, longestQuery, parseState } from '../../../src/figure/state.ts';

const schema = {
  rate: { kind: 'number', default: 0.5, min: 0.001, max: 10 },
  units: { kind: 'number', default: 3, min: 1, max: 64, integer: true },
  data: { kind: 'choice', default: 'circles', values: ['circles', 'moons'] },
  line: { kind: 'numbers', default: [0, 1, 2], min: -5, max: 5 },
  phi: { kind: 'text', default: 'x1^2', maxLength: 20 },
} as const;

const defaults = defaultState(schema);
const read = (query: string) => parseState(schema, query);

describe('a state in an address', () => {
  it('comes back exactly as it was written, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.record({
          rate: fc.double({ min: 0.001, max: 10, noNaN: true }),
          units: fc.integer({ min: 1, max: 64 }),
          data: fc.constantFrom('circles', 'moons'),
          line: fc.array(
            // −0 is written as 0: the same number for every figure.
            fc.double({ min: -5, max: 5, noNaN: true }).map((value) => value + 0),
            { minLength: 3, maxLength: 3 },
          ),
          phi: fc.string({ maxLength: 20 }),
        }),
        (state) => {
          const back = read(formatState(schema, state as never));
          expect(back.state).toEqual(state);
          expect(back.notices).toEqual([]);
        },
      ),
    );
  });

  it('holds only what differs from the defaults', () => {
    expect(formatState(schema, defaults)).toBe('v=1');
    expect(formatState(schema, { ...defaults, rate: 2 })).toBe('v=1&rate=2');
  });

  it.each(['abc', '', '0x10', '1,5', '1e309', 'Infinity', 'NaN', ' 7'])(
    'falls back to the default with one notice when the rate is “%s”',
    (text) => {
      const { state, notices } = read(`v=1&rate=${encodeURIComponent(text)}`);
      expect(state).toEqual(defaults);
      expect(notices).toEqual([
        `“rate” should be a number from 0.001 to 10, but the link says “${text}”; 0.5 is used.`,
      ]);
    },
  );

  it.each([
    ['rate=0', 'rate', 0.001],
    ['rate=-3', 'rate', 0.001],
    ['rate=1e9', 'rate', 10],
    ['units=100000', 'units', 64],
    ['units=-1', 'units', 1],
    ['units=0', 'units', 1],
  ] as const)('takes the nearest value allowed for %s, and says so', (query, name, value) => {
    const { state, notices } = read(query);
    expect(state[name]).toBe(value);
    expect(notices).toHaveLength(1);
  });

  it('takes no fraction where a whole number is asked for', () => {
    expect(read('units=1.5').state.units).toBe(3);
    expect(read('units=1.5').notices[0]).toContain('a whole number from 1 to 64');
  });

  it.each(['__proto__', 'constructor', 'toString', '<script>alert(1)</script>', '../index'])(
    'does not take “%s” for a choice',
    (text) => {
      const { state, notices } = read(`data=${encodeURIComponent(text)}`);
      expect(state.data).toBe('circles');
      expect(notices[0]).toContain('one of circles, moons');
    },
  );

  it('pays no heed to unknown keys, also those that every object has', () => {
    expect(read('__proto__=1&constructor=2&nonsense=3')).toEqual({ state: defaults, notices: [] });
  });

  it('uses the first of two, and says so', () => {
    const { state, notices } = read('rate=1&rate=2');
    expect(state.rate).toBe(1);
    expect(notices).toEqual(['The link names “rate” 2 times; the first is used.']);
  });

  it('wants a list of numbers whole', () => {
    expect(read('line=1 2 3').state.line).toEqual([1, 2, 3]);
    expect(read('line=1 2').state.line).toEqual([0, 1, 2]);
    expect(read('line=1 2 9').notices[0]).toContain('3 numbers, each a number from -5 to 5');
  });

  it('says that a broken percent sign damaged the link', () => {
    expect(read('phi=%E0%A4%A').notices[0]).toBe(
      'This link is damaged: a part of it cannot be read.',
    );
  });

  it('refuses another version, and an address that is too long, unread', () => {
    expect(read('v=2&rate=1').state).toEqual(defaults);
    expect(read('v=2&rate=1').notices[0]).toContain('version “2”');
    const long = `rate=1&x=${'a'.repeat(longestQuery)}`;
    expect(read(long).state).toEqual(defaults);
    expect(read(long).notices[0]).toContain(`at most ${longestQuery}`);
  });

  it('never throws, whatever the address', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        const { state } = read(query);
        expect(state.rate).toBeGreaterThanOrEqual(0.001);
        expect(Number.isInteger(state.units)).toBe(true);
      }),
    );
  });
});
