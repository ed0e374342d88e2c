import { describe, expect, it } from 'vitest';
import { defaults } from '../../../src/data/datasets.ts';
import { activationNames } from '../../../src/model/activations.ts';
import { startNames } from '../../../src/model/starts.ts';
import { checkPace, checkSetup, checkSteps, SetupError } from '../../../src/training/setup.ts';
import { batchedSetup, classicSetup, logisticSetup } from './runs.ts';

const refusal = (check: () => unknown): SetupError => {
  try {
    check();
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
};

describe('checkSetup', () => {
  it.each([classicSetup, logisticSetup, batchedSetup])(
    'gives a whole setup back as it came',
    (setup) => {
      expect(checkSetup(setup)).toEqual(setup);
    },
  );

  it('gives a copy: what the caller changes afterwards does not reach it', () => {
    const values = [1, 2, 3];
    const checked = checkSetup({ ...logisticSetup, start: { kind: 'given', values } });
    values[0] = Number.NaN;
    expect(checked.start).toEqual({ kind: 'given', values: [1, 2, 3] });
  });

  it('a setup survives JSON and a structured clone unchanged', () => {
    for (const setup of [classicSetup, batchedSetup]) {
      expect(checkSetup(JSON.parse(JSON.stringify(setup)))).toEqual(setup);
      expect(checkSetup(structuredClone(setup))).toEqual(setup);
    }
  });

  it('keeps the wish to standardise, and leaves it out where it is none', () => {
    expect(checkSetup({ ...logisticSetup, standardise: true })).toEqual({
      ...logisticSetup,
      standardise: true,
    });
    expect('standardise' in checkSetup({ ...logisticSetup, standardise: false })).toBe(false);
  });

  it('fills in what is left out or undefined', () => {
    const rest = {
      features: { kind: 'named', name: 'identity' },
      batch: 'full',
      l2: 0,
      seed: 1,
    };
    expect(checkSetup({ data: { name: 'xor' }, model: { kind: 'logistic' } })).toEqual({
      data: defaults.xor,
      model: { kind: 'logistic' },
      start: { kind: 'zero', seed: 1 },
      ...rest,
    });
    const model = { kind: 'mlp', units: 2, activation: 'relu' };
    expect(checkSetup({ data: defaults.moons, model, start: undefined, l2: undefined })).toEqual({
      data: defaults.moons,
      model,
      start: { kind: 'uniform', seed: 1 },
      ...rest,
    });
  });

  it.each(startNames.map((kind) => ({ kind, seed: 4294967295 })))(
    'takes the start $kind',
    (start) => {
      expect(checkSetup({ ...logisticSetup, start }).start).toEqual(start);
    },
  );

  it.each(activationNames)('takes the activation %s, and 1 and 64 units', (activation) => {
    for (const units of [1, 64]) {
      const model = { kind: 'mlp', units, activation };
      expect(checkSetup({ ...logisticSetup, model }).model).toEqual(model);
    }
  });

  it('takes networks of up to six hidden layers, and says what they leave open', () => {
    const hidden = Array.from({ length: 6 }, () => layer);
    expect(checkSetup({ ...logisticSetup, model: { kind: 'network', hidden } }).model).toEqual({
      kind: 'network',
      hidden,
      output: 'sigmoid',
      loss: 'cross-entropy',
    });
  });

  it('takes optimisers, with the numbers of their authors where none are given', () => {
    const optimiserOf = (optimiser: unknown) =>
      checkSetup({ ...logisticSetup, optimiser }).optimiser;
    expect(optimiserOf({ kind: 'momentum' })).toEqual({ kind: 'momentum', momentum: 0.9 });
    expect(optimiserOf({ kind: 'momentum', momentum: 0 })).toEqual({
      kind: 'momentum',
      momentum: 0,
    });
    expect(optimiserOf({ kind: 'adam', beta1: 0.5 })).toEqual({
      kind: 'adam',
      beta1: 0.5,
      beta2: 0.999,
      epsilon: 1e-8,
    });
  });

  it('leaves out what says nothing new: plain descent, and that all points train', () => {
    const optimiser = { kind: 'gradient-descent' };
    const checked = checkSetup({ ...logisticSetup, optimiser, trainShare: 1 });
    expect(checked).toEqual(checkSetup(logisticSetup));
    expect(Object.keys(checked)).not.toContain('optimiser');
    expect(checkSetup({ ...logisticSetup, trainShare: 0.8 }).trainShare).toBe(0.8);
  });

  const layer = { units: 3, activation: 'tanh' };
  const mlp = { kind: 'mlp', units: 3, activation: 'sigmoid' };
  it.each<[Record<string, unknown>, string, RegExp]>([
    [{ data: undefined }, 'data', /data recipe must be an object .* got nothing/],
    [{ data: null }, 'data', /got null/],
    [{ data: { name: '__proto__' } }, 'data', /one of blobs, .* got "__proto__"/],
    [{ data: { name: 'constructor' } }, 'data', /one of blobs, .* got "constructor"/],
    [
      { data: { ...defaults.circles, noise: Number.NaN } },
      'data',
      /circles: noise must be .* got NaN/,
    ],
    [
      { data: { name: 'points', inputs: [], labels: [] } },
      'data',
      /inputs must be a list of 1 .* got a list of 0/,
    ],
    [
      { data: { name: 'points', inputs: [[0, Number.NaN]], labels: [0] } },
      'data',
      /inputs\[0\]\[1\] must be .* got NaN/,
    ],
    [
      {
        data: {
          name: 'points',
          inputs: [
            [0, 1],
            [1, 1],
          ],
          labels: [0],
        },
      },
      'data',
      /equal in number, but got 2 and 1/,
    ],
    [{ features: 'squares' }, 'features', /got "squares"/],
    [
      { features: { kind: 'named', name: 'toString' } },
      'features',
      /one of identity, .* got "toString"/,
    ],
    [{ features: { kind: 'expressions', text: 'x1 +' } }, 'features', /./],
    [{ standardise: 'yes' }, 'standardise', /true or false, but got "yes"/],
    [{ model: undefined }, 'model', /model must be an object with kind, .* got nothing/],
    [{ model: [] }, 'model', /got a list of 0/],
    [{ model: {} }, 'model.kind', /logistic, mlp or network, but got nothing/],
    [{ model: { kind: 'forest' } }, 'model.kind', /logistic, mlp or network, but got "forest"/],
    [{ model: { kind: 'network' } }, 'model.hidden', /a list of at most 6 layers, but got nothing/],
    [
      { model: { kind: 'network', hidden: Array.from({ length: 60 }, () => layer) } },
      'model.hidden',
      /a list of at most 6 layers, but got a list of 60/,
    ],
    [
      { model: { kind: 'network', hidden: [layer, { units: 0, activation: 'relu' }] } },
      'model.hidden[1].units',
      /a whole number from 1 to 64, but got 0/,
    ],
    [
      { model: { kind: 'network', hidden: [{ units: 1, activation: 'constructor' }] } },
      'model.hidden[0].activation',
      /one of sigmoid, .* got "constructor"/,
    ],
    [
      { model: { kind: 'network', hidden: [], output: 'step' } },
      'model.output',
      /one of sigmoid, softmax, but got "step"/,
    ],
    [
      { model: { kind: 'network', hidden: [], loss: 'hinge' } },
      'model.loss',
      /one of cross-entropy, squared, but got "hinge"/,
    ],
    [{ optimiser: 'adam' }, 'optimiser', /an object with kind, .* got "adam"/],
    [
      { optimiser: { kind: '__proto__' } },
      'optimiser.kind',
      /one of gradient-descent, momentum, adam/,
    ],
    [
      { optimiser: { kind: 'momentum', momentum: 1 } },
      'optimiser.momentum',
      /a number from 0 to below 1, but got 1/,
    ],
    [
      { optimiser: { kind: 'gradient-descent', momentum: 0.5 } },
      'optimiser',
      /takes kind, but got "momentum" besides/,
    ],
    [
      { optimiser: { kind: 'adam', epsilon: 0 } },
      'optimiser.epsilon',
      /a number above 0 and up to 1, but got 0/,
    ],
    [{ optimiser: { kind: 'adam', beta2: Number.NaN } }, 'optimiser.beta2', /got NaN/],
    [{ trainShare: 0 }, 'trainShare', /a number above 0 and up to 1, but got 0/],
    [{ trainShare: 10 }, 'trainShare', /but got 10/],
    [{ model: { kind: '__proto__' } }, 'model.kind', /got "__proto__"/],
    [{ model: { kind: 'constructor' } }, 'model.kind', /got "constructor"/],
    [
      { model: { kind: 'logistic', units: 3 } },
      'model',
      /model takes kind, but got "units" besides/,
    ],
    [{ model: { ...mlp, units: 0 } }, 'model.units', /whole number from 1 to 64, but got 0/],
    [{ model: { ...mlp, units: 65 } }, 'model.units', /got 65/],
    [{ model: { ...mlp, units: 1.5 } }, 'model.units', /got 1.5/],
    [{ model: { ...mlp, units: '3' } }, 'model.units', /got "3"/],
    [{ model: { ...mlp, units: Number.NaN } }, 'model.units', /got NaN/],
    [
      { model: { ...mlp, activation: 'step' } },
      'model.activation',
      /one of sigmoid, .* got "step"/,
    ],
    [{ model: { ...mlp, activation: '__proto__' } }, 'model.activation', /got "__proto__"/],
    [
      { model: { ...mlp, activation: 'hasOwnProperty' } },
      'model.activation',
      /got "hasOwnProperty"/,
    ],
    [{ model: { ...mlp, activation: undefined } }, 'model.activation', /got nothing/],
    [{ model: { ...mlp, depth: 2 } }, 'model', /got "depth" besides/],
    [{ start: null }, 'start', /got null/],
    [
      { start: { kind: 'random', seed: 1 } },
      'start.kind',
      /zero, equal, .* given, but got "random"/,
    ],
    [{ start: { kind: 'toString', seed: 1 } }, 'start.kind', /got "toString"/],
    [
      { start: { kind: 'uniform', seed: -1 } },
      'start.seed',
      /whole number from 0 to 4294967295, but got -1/,
    ],
    [{ start: { kind: 'uniform', seed: 2 ** 32 } }, 'start.seed', /got 4294967296/],
    [
      { start: { kind: 'uniform', seed: 1, values: [1] } },
      'start',
      /start takes kind, seed, but got "values"/,
    ],
    [{ start: { kind: 'given' } }, 'start.values', /a list of numbers, but got nothing/],
    [
      { start: { kind: 'given', values: [1, Number.NaN] } },
      'start.values[1]',
      /a finite number, but got NaN/,
    ],
    [{ start: { kind: 'given', values: Array(3) } }, 'start.values[0]', /got nothing/],
    [{ start: { kind: 'given', values: ['1'] } }, 'start.values[0]', /got "1"/],
    [{ batch: 0 }, 'batch', /full, or a whole number of at least 1, but got 0/],
    [{ batch: -5 }, 'batch', /got -5/],
    [{ batch: 2.5 }, 'batch', /got 2.5/],
    [{ batch: Number.POSITIVE_INFINITY }, 'batch', /got Infinity/],
    [{ batch: 'half' }, 'batch', /got "half"/],
    [{ l2: -0.1 }, 'l2', /number from 0 to 1000, but got -0.1/],
    [{ l2: Number.NaN }, 'l2', /got NaN/],
    [{ l2: 1e6 }, 'l2', /got 1000000/],
    [{ seed: 0.5 }, 'seed', /got 0.5/],
    [{ seed: Number.NaN }, 'seed', /got NaN/],
    [{ momentum: 0.9 }, 'setup', /setup takes data, .* but got "momentum" besides/],
    [JSON.parse('{"__proto__": 1}'), 'setup', /got "__proto__" besides/],
  ])('refuses %o', (change, field, message) => {
    const error = refusal(() => checkSetup({ ...logisticSetup, ...change }));
    expect(error.field).toBe(field);
    expect(error.message).toMatch(message);
  });

  it.each([undefined, null, 3, 'logistic', [], () => {}])('refuses %o for a setup', (value) => {
    const error = refusal(() => checkSetup(value));
    expect([error.field, error.name]).toEqual(['setup', 'SetupError']);
    expect(error.message).toMatch(/^setup must be an object with data, .* but got /);
  });
});

describe('checkPace', () => {
  it.each([Number.MIN_VALUE, 0.01, 2, Number.MAX_VALUE])('takes the rate %s', (learningRate) => {
    expect(checkPace({ learningRate })).toEqual({ learningRate });
  });

  it.each([0, -0, -1, Number.NaN, Number.POSITIVE_INFINITY, '0.1', null, undefined])(
    'refuses the rate %o',
    (learningRate) => {
      const error = refusal(() => checkPace({ learningRate }));
      expect(error.field).toBe('pace.learningRate');
      expect(error.message).toMatch(/must be a finite number above 0, but got /);
    },
  );

  it.each([undefined, null, 0.1, []])('refuses %o for a pace', (value) => {
    expect(refusal(() => checkPace(value)).field).toBe('pace');
  });

  it('refuses what it does not know, so that nothing is ignored in silence', () => {
    expect(refusal(() => checkPace({ learningRate: 1, momentum: 0.9 })).message).toBe(
      'pace takes learningRate, but got "momentum" besides.',
    );
  });
});

it('checkSteps takes whole numbers up to the most', () => {
  expect([checkSteps(0, 5), checkSteps(5, 5), checkSteps(1e9)]).toEqual([0, 5, 1e9]);
  for (const steps of [6, -1, 0.5, Number.NaN, '1', undefined])
    expect(refusal(() => checkSteps(steps, 5)).message).toMatch(
      /^steps must be a whole number from 0 to 5/,
    );
});
