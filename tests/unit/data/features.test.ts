import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import { makeDataset } from '../../../src/data/datasets.ts';
import {
  checkFeatureSpec,
  FeatureError,
  type FeatureName,
  featureSpec,
  makeFeatures,
  mapDataset,
  mapPoints,
  namedFeatures,
  parseFeatures,
} from '../../../src/data/features.ts';
import { fromRows, toRows } from '../../../src/data/matrix.ts';

const refusal = (text: string): FeatureError => {
  try {
    parseFeatures(text);
  } catch (error) {
    expect(error).toBeInstanceOf(FeatureError);
    return error as FeatureError;
  }
  throw new Error(`${text} was accepted`);
};

describe('makeFeatures', () => {
  it.each<[FeatureName, number[], string[]]>([
    ['identity', [3, -2], ['x₁', 'x₂']],
    ['squares', [9, 4], ['x₁²', 'x₂²']],
    ['squares-and-linear', [3, -2, 9, 4], ['x₁', 'x₂', 'x₁²', 'x₂²']],
    ['product', [3, -2, -6], ['x₁', 'x₂', 'x₁·x₂']],
    ['radius', [13], ['x₁² + x₂²']],
    ['quadratic', [3, -2, 9, 4, -6], ['x₁', 'x₂', 'x₁²', 'x₂²', 'x₁·x₂']],
  ])('%s', (name, values, labels) => {
    const features = makeFeatures({ kind: 'named', name });
    expect(features.apply(3, -2)).toEqual(values);
    expect(features.labels).toEqual(labels);
    expect(features.name).toBe(name);
  });

  it('makes what the reader typed', () => {
    const features = makeFeatures({ kind: 'expressions', text: ' max(x1, x2), x1 * x2 - 1' });
    expect(features.apply(3, -2)).toEqual([3, -7]);
    expect(features.labels).toEqual(['max(x₁, x₂)', 'x₁·x₂ − 1']);
    expect(features.name).toBe('max(x1, x2), x1 * x2 - 1');
  });
});

describe('parseFeatures', () => {
  it('parts expressions at the commas outside brackets only', () => {
    expect(parseFeatures('min(x1, max(x2, 1)),x2').apply(3, -2)).toEqual([1, -2]);
  });

  it('takes square brackets around the whole, as a vector is written', () => {
    expect(parseFeatures(' [x1^2, x2^2] ').apply(3, -2)).toEqual([9, 4]);
  });

  it('sets powers and names as a text does, and changes nothing else', () => {
    const { labels } = parseFeatures('x1**2*x2 ^ 3, x1^20, x1^2.5, 2^x1, pi*exp(x1), x1^2e1');
    expect(labels).toEqual(['x₁²·x₂³', 'x₁^20', 'x₁^2.5', '2^x₁', 'π·exp(x₁)', 'x₁^2e1']);
  });

  it.each<[string, number, string]>([
    ['', 0, 'Type an expression in x1 and x2, such as x1^2 + x2^2.'],
    ['  ', 0, 'Type an expression'],
    ['x1, x3', 4, '"x3" is not known here; use x1, x2, pi.'],
    ['x1,, x2', 3, 'An expression is missing before this comma.'],
    [', x2', 0, 'An expression is missing before this comma.'],
    ['x1, ', 2, 'An expression is missing after this comma.'],
    ['[x1, x2', 0, '"[" is not expected here.'],
    ['[x1, x3]', 5, '"x3" is not known here'],
    ['[x1], [x2]', 3, '"]" is not expected here.'],
    ['(x1, x2)', 0, 'These brackets should hold one expression.'],
    ['x1, x2)', 6, '")" is not expected here.'],
    ['x1), (x2', 2, '")" is not expected here.'],
    ['x1, (x2', 7, 'The expression ends too early'],
    ['x1,x2,x1,x2,x1,x2,x1,x2, 1', 24, 'At most 8 features, please, but these are 9.'],
    [`x1${' '.repeat(199)}`, 200, 'At most 200 characters, please, but these are 201.'],
  ])('refuses %j and points at character %i', (text, position, message) => {
    const error = refusal(text);
    expect(error.message).toContain(message);
    expect(error.position).toBe(position);
  });

  it('takes 8 features and 200 characters', () => {
    expect(parseFeatures('x1,x2,x1,x2,x1,x2,x1,x2').labels.length).toBe(8);
    expect(parseFeatures(`x1${' '.repeat(198)}`).labels).toEqual(['x₁']);
  });
});

describe('featureSpec', () => {
  it('knows a named map by its text, and takes every other text as it is', () => {
    for (const name of Object.keys(namedFeatures) as FeatureName[])
      expect(featureSpec(` ${namedFeatures[name]} `)).toEqual({ kind: 'named', name });
    expect(featureSpec('x1^2,x2^2')).toEqual({ kind: 'expressions', text: 'x1^2,x2^2' });
    expect(featureSpec('x1 +')).toEqual({ kind: 'expressions', text: 'x1 +' });
  });
});

describe('the map that winds the spiral back', () => {
  it('gives r on one of the spiral’s arms and −r on the other, where there is no noise', () => {
    const { inputs, labels } = makeDataset({ ...course.spiral, noise: 0 });
    const { apply } = makeFeatures({ kind: 'named', name: 'unwound' });
    toRows(inputs).forEach(([x1, x2], i) => {
      const r = Math.hypot(x1!, x2!);
      expect(apply(x1!, x2!)[0]! / r).toBeCloseTo(labels[i] === 0 ? 1 : -1, 3);
    });
  });
});

describe('checkFeatureSpec', () => {
  it('gives every spec back as it is, also through JSON', () => {
    for (const name of Object.keys(namedFeatures) as FeatureName[]) {
      const spec = { kind: 'named', name } as const;
      expect(checkFeatureSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
      const typed = { kind: 'expressions', text: namedFeatures[name] } as const;
      expect(checkFeatureSpec(typed)).toEqual(typed);
    }
  });

  it.each<[unknown, string]>([
    [undefined, 'A feature map must be of the kind named or expressions, but got nothing.'],
    ['squares', 'but got "squares".'],
    [{ kind: 'other' }, 'but got "other".'],
    [{ kind: 'named' }, 'The name of a feature map must be one of identity, squares'],
    [{ kind: 'named', name: '__proto__' }, 'but got "__proto__".'],
    [{ kind: 'named', name: 'toString' }, 'but got "toString".'],
    [{ kind: 'expressions', text: 3 }, 'The text of a feature map must be a text, but got 3.'],
    [{ kind: 'expressions', text: 'x1 +' }, 'The expression ends too early'],
  ])('refuses %j', (value, message) => {
    expect(() => checkFeatureSpec(value)).toThrow(message);
  });
});

describe('mapDataset', () => {
  const dataset: Dataset = {
    inputs: fromRows([
      [1, 2],
      [-0.5, 4],
    ]),
    labels: Uint8Array.of(0, 1),
    inputNames: ['a', 'b'],
    classNames: ['no', 'yes'],
    scale: { means: [5, 5], deviations: [2, 2] },
  };

  it('takes every point to its features, and the labels along', () => {
    const mapped = mapDataset(dataset, parseFeatures('x1 + x2, x1*x2, 1'));
    expect(toRows(mapped.inputs)).toEqual([
      [3, 2, 1],
      [3.5, -2, 1],
    ]);
    expect(mapped).toMatchObject({
      labels: dataset.labels,
      inputNames: ['x₁ + x₂', 'x₁·x₂', '1'],
      classNames: ['no', 'yes'],
    });
    // A feature has other units than the inputs, so their scale does not go along.
    expect(mapped.scale).toBeUndefined();
  });

  it('names the point at which a feature is not finite', () => {
    expect(() => mapDataset(dataset, parseFeatures('x2, log(x1)'))).toThrow(
      'log(x₁) must be finite at every point, but at point 2, (-0.5, 4), it is NaN.',
    );
    expect(() => mapDataset(dataset, parseFeatures('1/(x1 - 1)'))).toThrow('at point 1, (1, 2)');
    const drawn = { ...dataset, inputs: fromRows([[-0.123456, 2]]), labels: Uint8Array.of(0) };
    expect(() => mapDataset(drawn, parseFeatures('log(x1)'))).toThrow('at point 1, (-0.123, 2)');
  });

  it('leaves what is not finite in the values of points that are only looked at', () => {
    const features = parseFeatures('log(x1), 1/(x1 - 1)');
    expect(toRows(mapPoints(dataset.inputs, features))).toEqual([
      [0, Number.POSITIVE_INFINITY],
      [Number.NaN, 1 / -1.5],
    ]);
  });

  it('needs two inputs', () => {
    const three = { ...dataset, inputs: fromRows([[1, 2, 3]]), labels: Uint8Array.of(0) };
    expect(() => mapDataset(three, parseFeatures('x1'))).toThrow(
      'A feature map takes 2 inputs, but these points have 3.',
    );
  });
});
