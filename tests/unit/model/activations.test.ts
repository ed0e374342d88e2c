import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/data/random.ts';
import {
  activationNamed,
  activationNames,
  responseNamed,
  responsesAt,
  slopesBeside,
} from '../../../src/model/activations.ts';
import { sigmoid } from '../../../src/model/sigmoid.ts';

const random = seeded(6);
const scores = Float64Array.from({ length: 300 }, () => 4 * random.normal());

/** Chapter 6, by the language's own functions. */
const textbook: Record<string, (s: number) => number> = {
  sigmoid: (s) => 1 / (1 + Math.exp(-s)),
  tanh: Math.tanh,
  relu: (s) => (s > 0 ? s : 0),
  'leaky-relu': (s) => (s > 0 ? s : 0.01 * s),
  softplus: (s) => Math.log1p(Math.exp(s)),
  identity: (s) => s,
};

it('the activations are these six', () => {
  expect(activationNames).toEqual([
    'sigmoid',
    'tanh',
    'relu',
    'leaky-relu',
    'softplus',
    'identity',
  ]);
});

describe.each(activationNames)('%s', (name) => {
  const activation = activationNamed(name);

  it('has the value that the formula of chapter 6 gives', () => {
    for (const s of scores)
      expect(Math.abs(activation.value(s) - textbook[name]!(s))).toBeLessThan(1e-14);
  });

  it('has the slope that finite differences find, away from a kink', () => {
    const h = 1e-5;
    for (const s of scores) {
      if (Math.abs(s) < 2 * h) continue;
      const tried = (activation.value(s + h) - activation.value(s - h)) / (2 * h);
      expect(Math.abs(activation.slope(s) - tried)).toBeLessThan(1e-9);
    }
  });

  it('gives a whole array the same values and slopes as one by one', () => {
    const values = new Float64Array(scores.length);
    const slopes = new Float64Array(scores.length);
    activation.values(scores, values);
    activation.slopes(scores, values, slopes);
    expect(values).toEqual(scores.map(activation.value));
    expect(slopes).toEqual(scores.map(activation.slope));
  });

  it('writes as many entries as there are scores', () => {
    const [score] = scores as unknown as [number];
    const out = Float64Array.of(7, 7);
    activation.values(Float64Array.of(score), out);
    expect(out).toEqual(Float64Array.of(activation.value(score), 7));
    const value = Float64Array.of(activation.value(score));
    activation.slopes(Float64Array.of(score), value, out);
    expect(out).toEqual(Float64Array.of(activation.slope(score), 7));
  });

  it('works in place', () => {
    const inPlace = scores.slice();
    activation.values(inPlace, inPlace);
    expect(inPlace).toEqual(scores.map(activation.value));
  });

  it('is never NaN at a finite score, and passes NaN on', () => {
    for (const s of [-1e308, -800, 800, 1e308]) {
      expect(activation.value(s)).not.toBeNaN();
      expect(activation.slope(s)).not.toBeNaN();
    }
    expect(activation.value(Number.NaN)).toBeNaN();
  });
});

describe('at the ends and at the kinks', () => {
  const at = (name: string, s: number) => {
    const { value, slope } = activationNamed(name);
    return [value(s), slope(s)];
  };

  it('tanh stays between −1 and 1', () => {
    expect(at('tanh', 0)).toEqual([0, 1]);
    expect(at('tanh', 1e308)).toEqual([1, 0]);
    expect(at('tanh', -1e308)).toEqual([-1, 0]);
  });

  it('softplus is log 2 at 0 and the score itself far out', () => {
    expect(at('softplus', 0)).toEqual([Math.LN2, 0.5]);
    expect(at('softplus', 1e308)).toEqual([1e308, 1]);
    expect(at('softplus', -1e308)).toEqual([0, 0]);
    expect(at('softplus', -30)[1]).toBe(sigmoid(-30));
  });

  it('ReLU and leaky ReLU take the slope from the left at 0', () => {
    expect(at('relu', 0)).toEqual([0, 0]);
    expect(at('leaky-relu', 0)).toEqual([0, 0.01]);
    expect(at('relu', 2)).toEqual([2, 1]);
    expect(at('leaky-relu', -2)).toEqual([-0.02, 0.01]);
  });
});

describe('activationNamed', () => {
  it('says why the step function cannot be trained', () => {
    expect(() => activationNamed('step')).toThrow(
      new RangeError(
        'The step function cannot be trained: its derivative is 0 wherever it exists.',
      ),
    );
  });

  it('refuses a name that it does not know, inherited ones too', () => {
    for (const name of ['Sigmoid', '', 'toString', 'constructor'])
      expect(() => activationNamed(name)).toThrow(
        new RangeError(
          `There is no activation “${name}”, only sigmoid, tanh, relu, leaky-relu, softplus, identity.`,
        ),
      );
  });
});

describe('responseNamed', () => {
  it('knows the step function, to show: 1 when s ≥ 0, else 0 (chapter 1)', () => {
    const step = responseNamed('step');
    expect([-1e-300, 0, 3].map(step.value)).toEqual([0, 1, 1]);
    const out = new Float64Array(4).fill(7);
    step.values(Float64Array.of(-2, 0, 5), out);
    expect(out).toEqual(Float64Array.of(0, 1, 1, 7));
    expect('slope' in step).toBe(false);
  });

  it('knows every activation, and refuses what is none', () => {
    for (const name of activationNames) expect(responseNamed(name)).toBe(activationNamed(name));
    expect(() => responseNamed('stairs')).toThrow('There is no activation “stairs”');
  });
});

describe('slopesBeside', () => {
  it('is the derivative twice, but at the kinks of ReLU and leaky ReLU', () => {
    for (const name of activationNames)
      for (const s of [-2, -1e-300, -Number.MIN_VALUE, Number.MIN_VALUE, 1e-300, 0.5]) {
        const slope = activationNamed(name).slope(s);
        expect(slopesBeside(name, s)).toEqual({ left: slope, right: slope });
      }
    expect(slopesBeside('relu', 0)).toEqual({ left: 0, right: 1 });
    expect(slopesBeside('leaky-relu', 0)).toEqual({ left: 0.01, right: 1 });
    for (const [name, slope] of [
      ['sigmoid', 0.25],
      ['tanh', 1],
      ['softplus', 0.5],
      ['identity', 1],
    ] as const)
      expect(slopesBeside(name, 0)).toEqual({ left: slope, right: slope });
  });

  it('is what training uses, on the left', () => {
    for (const name of activationNames)
      expect(slopesBeside(name, 0)?.left).toBe(activationNamed(name).slope(0));
  });

  it('is 0 on both sides of the step function, which has no slope where it jumps', () => {
    expect(slopesBeside('step', -3)).toEqual({ left: 0, right: 0 });
    expect(slopesBeside('step', 1e-300)).toEqual({ left: 0, right: 0 });
    expect(slopesBeside('step', 0)).toBeUndefined();
  });
});

describe('responsesAt', () => {
  it('gives the value and the slopes beside it at each score, in their order', () => {
    expect(responsesAt('relu', [3, 0, -2])).toEqual([
      { value: 3, slopes: { left: 1, right: 1 } },
      { value: 0, slopes: { left: 0, right: 1 } },
      { value: 0, slopes: { left: 0, right: 0 } },
    ]);
    expect(responsesAt('step', [0, -1])).toEqual([
      { value: 1, slopes: undefined },
      { value: 0, slopes: { left: 0, right: 0 } },
    ]);
    expect(responsesAt('tanh', [])).toEqual([]);
  });

  it('refuses a name that it does not know', () => {
    expect(() => responsesAt('stairs', [1])).toThrow('There is no activation “stairs”');
  });
});
