import { describe, expect, it } from 'vitest';
import {
  rangeText,
  responseStops,
  responseWords,
  strengthOf,
} from '../../../src/figure/responses.ts';
import { type ResponseName, responseNamed } from '../../../src/model/activations.ts';

const names = Object.keys(responseWords) as ResponseName[];

describe('responseStops', () => {
  it('reads between its stops what the response gives there, to about a hundredth of its range', () => {
    // A straight line over half a unit errs by |g″|/32: by 0.024 for tanh, whose range is 2.
    const most = 0.0125;
    for (const name of names) {
      const [from, to] = [-6.3, 9.1];
      const stops = responseStops(name, from, to);
      for (let s = from + 0.01; s < to; s += 0.037) {
        const at = (s - from) / (to - from);
        const after = stops.findIndex((stop) => stop.at > at);
        const [a, b] = [stops[after - 1]!, stops[after]!];
        const read = a.strength + ((at - a.at) / (b.at - a.at)) * (b.strength - a.strength);
        expect(Math.abs(read - strengthOf(name, responseNamed(name).value(s)))).toBeLessThan(most);
      }
    }
  });

  it('keeps the jump of the step function: two stops at one place', () => {
    expect(responseStops('step', -1, 3).filter(({ at }) => at === 0.25)).toEqual([
      { at: 0.25, strength: 0 },
      { at: 0.25, strength: 1 },
    ]);
  });

  it('refuses a way that does not rise', () => {
    expect(() => responseStops('tanh', 1, 1)).toThrow('got 1 and 1');
    expect(() => responseStops('tanh', Number.NaN, 1)).toThrow('got NaN and 1');
  });
});

describe('rangeText', () => {
  it('says which values have no colour and which all of it', () => {
    expect(rangeText('sigmoid')).toBe('from 0, nothing, to 1, full');
    expect(rangeText('tanh')).toBe('from −1, nothing, to 1, full');
    expect(rangeText('relu')).toBe('from 0, nothing, to 5 or more, full');
    expect(rangeText('identity')).toBe('from −5 or less, nothing, to 5 or more, full');
    expect([-7, -5, 0, 5, 7].map((z) => strengthOf('identity', z))).toEqual([0, 0, 0.5, 1, 1]);
  });
});
