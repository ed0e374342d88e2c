import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isNothing,
  nothing,
  openProgressFile,
  type Progress,
  ProgressFileError,
  readProgress,
  together,
  writeProgress,
} from '../../../src/exchange/progress.ts';

const some: Progress = {
  read: ['linear-classifiers', 'loss'],
  answers: {
    'loss/coin': { guess: '0.7', right: true, guesses: 1, rightAt: 1 },
    'batch/shapes': { guess: 'xt-delta', right: false, guesses: 3 },
  },
  solved: ['own-backward'],
  texts: { 'own-backward': 'function backward() {}\n' },
};

const refusal = (text: string) => {
  try {
    openProgressFile(text);
  } catch (error) {
    if (error instanceof ProgressFileError) return { field: error.field, message: error.message };
    throw error;
  }
  throw new Error('It was taken.');
};

describe('progress as a file', () => {
  it('comes back as it went, spaced or not', () => {
    for (const spaced of [true, false])
      expect(openProgressFile(writeProgress(some, spaced))).toEqual(some);
    expect(openProgressFile(writeProgress(nothing))).toEqual(nothing);
  });

  it('comes back as it went, whatever names and texts it holds', () => {
    const name = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constant('__proto__'));
    const answer = fc
      .record({ guess: fc.string({ maxLength: 50 }), right: fc.boolean(), guesses: fc.nat(50) })
      .map(({ guess, right, guesses }) => ({
        guess,
        right,
        guesses: guesses + 1,
        ...(right && { rightAt: guesses + 1 }),
      }));
    const record = <T>(value: fc.Arbitrary<T>) =>
      fc.array(fc.tuple(name, value), { maxLength: 8 }).map(Object.fromEntries<T>);
    const any = fc.record({
      read: fc.uniqueArray(name),
      answers: record(answer),
      solved: fc.uniqueArray(name),
      texts: record(fc.string()),
    });
    fc.assert(
      fc.property(any, (progress) => {
        expect(openProgressFile(writeProgress(progress))).toEqual(progress);
      }),
    );
  });

  it.each([
    ['', 'file', 'an empty file'],
    ['PK\u0003\u0004', 'file', 'begins with "PK'],
    ['[]', 'file', 'a list of 0'],
    ['{"version":2}', 'format', 'expected "lines-that-learn/progress"; got nothing'],
    ['{"format":"lines-that-learn/model","version":1}', 'format', 'got "lines-that-learn/model"'],
    ['{"format":"lines-that-learn/progress"}', 'version', 'expected 1 or 2; got nothing'],
    ['{"format":"lines-that-learn/progress","version":3}', 'version', 'newer version'],
    [file({ read: 'all' }), 'read', 'got "all"'],
    [file({ read: ['loss', 7] }), 'read[1]', 'expected a name; got 7'],
    [file({ solved: [''] }), 'solved[0]', 'got ""'],
    [file({ answers: [] }), 'answers', 'a list of 0'],
    [file({ answers: { 'a/b': 'yes' } }), 'answers["a/b"]', 'got "yes"'],
    [file({ answers: { a: { guess: 1 } } }), 'answers["a"].guess', 'got 1'],
    [file({ answers: { a: { guess: 'x', right: 1 } } }), 'answers["a"].right', 'true or false'],
    [
      file({ answers: { a: { guess: 'x', right: true, guesses: 0 } } }),
      'answers["a"].guesses',
      'a whole number from 1; got 0',
    ],
    [
      file({ answers: { a: { guess: 'x', right: true, guesses: 2, rightAt: 3 } } }),
      'answers["a"].rightAt',
      'from 1 to 2; got 3',
    ],
    [
      file({ answers: { a: { guess: 'x', right: true, guesses: 2 } } }),
      'answers["a"].rightAt',
      'got nothing',
    ],
    [file({ texts: { a: null } }), 'texts["a"]', 'got null'],
    [file({ texts: { a: 'x'.repeat(50_001) } }), 'texts["a"]', 'at most 50000 letters'],
    [file({ read: Array(1001).fill('x') }), 'read', 'at most 1000 names; got a list of 1001'],
  ])('refuses %.60s: it names the field, what was expected and what came', (text, field, words) => {
    const { field: named, message } = refusal(text);
    expect(named).toBe(field);
    expect(message).toContain('expected');
    expect(message).toContain(words);
  });

  it('of what was kept, all is taken that can be read, with a complaint for the rest', () => {
    const { progress, complaints } = readProgress(
      JSON.parse(
        file({
          read: ['loss', null],
          answers: { good: { guess: 'x', right: true, guesses: 1, rightAt: 1 }, bad: 5 },
          texts: { mine: 'text', other: [] },
        }),
      ),
    );
    expect(progress).toEqual({
      read: ['loss'],
      answers: { good: { guess: 'x', right: true, guesses: 1, rightAt: 1 } },
      solved: [],
      texts: { mine: 'text' },
    });
    expect(complaints.map(({ field }) => field)).toEqual([
      'read[1]',
      'answers["bad"]',
      'texts["other"]',
    ]);
  });

  it('takes the only guess that version 1 kept for the first', () => {
    const { progress, complaints } = readProgress({
      version: 1,
      answers: { a: { guess: 'x', right: true }, b: { guess: 'y', right: false } },
    });
    expect(complaints).toEqual([]);
    expect(progress.answers).toEqual({
      a: { guess: 'x', right: true, guesses: 1, rightAt: 1 },
      b: { guess: 'y', right: false, guesses: 1 },
    });
  });

  it('two of them together hold all; where both have something, what is here stays', () => {
    const here: Progress = { ...nothing, read: ['loss'], texts: { mine: 'new' } };
    const both = together(here, { ...some, texts: { mine: 'old', other: 'x' } });
    expect(both).toEqual({
      ...some,
      read: ['loss', 'linear-classifiers'],
      texts: { mine: 'new', other: 'x' },
    });
    expect(together(nothing, nothing)).toEqual(nothing);
    expect(isNothing(nothing)).toBe(true);
    expect(isNothing(both)).toBe(false);
  });
});

function file(fields: object) {
  return JSON.stringify({ format: 'lines-that-learn/progress', version: 2, ...fields });
}
