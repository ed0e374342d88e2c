import { expect, it } from 'vitest';
import { toRows } from '../../../src/data/matrix.ts';
import { confusion } from '../../../src/model/confusion.ts';
import { confusionMatrix } from '../../../src/model/confusion-matrix.ts';

const labels = Uint8Array.of(1, 1, 1, 0, 0);
const probabilities = Float64Array.of(0.9, 0.6, 0.2, 0.7, 0.1);

it('counts each kind of call, a probability equal to the threshold being called 1', () => {
  expect(confusion(probabilities, labels, 0.6)).toEqual({
    truePositives: 2,
    falsePositives: 1,
    trueNegatives: 1,
    falseNegatives: 1,
    precision: 2 / 3,
    recall: 2 / 3,
    accuracy: 3 / 5,
  });
});

it('has no precision when nothing is called 1, and no recall when nothing is 1', () => {
  expect(confusion(probabilities, labels, 0.95)).toMatchObject({
    precision: undefined,
    recall: 0,
    accuracy: 2 / 5,
  });
  expect(confusion(probabilities, new Uint8Array(5), 0.5).recall).toBeUndefined();
});

it('refuses no points, and labels that are not one a point', () => {
  expect(() => confusion(new Float64Array(0), new Uint8Array(0), 0.5)).toThrow('points');
  expect(() => confusion(probabilities, new Uint8Array(4), 0.5)).toThrow('probabilities');
});

it('counts K classes: a row for each class, a column for each answer', () => {
  const is = Uint8Array.of(0, 0, 1, 2, 2, 2);
  const said = Uint8Array.of(0, 1, 1, 2, 0, 2);
  expect(toRows(confusionMatrix(said, is, 3))).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [1, 0, 2],
  ]);
});

it('refuses no points, not one answer a point, and a class that there is not, on either side', () => {
  const none = new Uint8Array(0);
  expect(() => confusionMatrix(none, none, 3)).toThrow(
    new RangeError('The number of points needs to be whole and at least 1, but got 0.'),
  );
  expect(() => confusionMatrix(Uint8Array.of(0, 1), Uint8Array.of(0), 3)).toThrow(
    new RangeError('Expected 1 answers, but got 2.'),
  );
  // The first number that is too large, and a larger one: as a label, as an answer, as both.
  for (const [label, answer] of [
    [2, 0],
    [7, 1],
    [0, 2],
    [1, 7],
    [2, 2],
  ] as const)
    expect(() => confusionMatrix(Uint8Array.of(1, answer), Uint8Array.of(0, label), 2)).toThrow(
      new RangeError(`Classes need to be 0 … 1, but point 2 is ${label} and was given ${answer}.`),
    );
});
