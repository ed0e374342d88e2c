import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { entry, fromRows, type Matrix, toRows } from '../../../src/data/matrix.ts';
import { chainRule, type Factor } from '../../../src/gradient/chain-rule.ts';
import { finiteDifference, relativeDifference } from '../../../src/gradient/finite-difference.ts';
import { activationNames } from '../../../src/model/activations.ts';
import { crossEntropy } from '../../../src/model/loss.ts';
import * as mlp from '../../../src/model/mlp.ts';
import { macros } from '../../../src/site/katex-macros.ts';
import { randomNet } from '../model/nets.ts';

const { parameters } = randomNet(10, 3, 2);
const factors = chainRule(parameters, 'sigmoid', 0.5, -0.8, 1);

const named = (list: readonly Factor[], id: string): Factor => {
  const found = list.find((factor) => factor.id === id);
  if (!found) throw new Error(`There is no factor ${id}.`);
  return found;
};
const rowsOf = (list: readonly Factor[], id: string) => toRows(named(list, id).values as Matrix);
const numberOf = (list: readonly Factor[], id: string) => rowsOf(list, id)[0]![0]!;

/** The matrix product, written out; it refuses shapes that do not fit. */
const times = (a: Matrix, b: Matrix): Matrix => {
  if (a.columns !== b.rows)
    throw new Error(`${a.rows} × ${a.columns} does not fit ${b.rows} × ${b.columns}.`);
  return fromRows(
    Array.from({ length: a.rows }, (_, i) =>
      Array.from({ length: b.columns }, (_, j) => {
        let sum = 0;
        for (let k = 0; k < a.columns; k++) sum += entry(a, i, k) * entry(b, k, j);
        return sum;
      }),
    ),
  );
};

describe('chainRule', () => {
  it('goes forward, then backward, through every factor of chapter 10', () => {
    expect(factors.map(({ id, stage }) => `${stage} ${id}`)).toEqual([
      'given x',
      'given y',
      'given W',
      'given b',
      'given wFinal',
      'given bFinal',
      'forward s1',
      'forward h',
      'forward s2',
      'forward yHat',
      'forward L',
      'backward dL/dyHat',
      'backward dyHat/ds2',
      'backward dL/ds2',
      'backward ds2/dwFinal',
      'backward dL/dwFinal',
      'backward ds2/dbFinal',
      'backward dL/dbFinal',
      'backward ds2/dh',
      'backward dh/ds1',
      'backward dL/ds1',
      'backward ds1/dw1',
      'backward ds1/dw2',
      'backward ds1/dw3',
      'backward dL/dW',
      'backward ds1/db',
      'backward dL/db',
    ]);
  });

  it('writes each as chapter 10 does', () => {
    expect(factors.map(({ symbol, formula }) => `${symbol.text} = ${formula.text}`)).toEqual([
      'x = x',
      'y = y',
      'W = W',
      'b = b',
      'w_final = w_final',
      'b_final = b_final',
      's₁ = Wx + b',
      'h = σ(s₁)',
      's₂ = w_finalᵀh + b_final',
      'ŷ = σ(s₂)',
      'L = −y log ŷ − (1 − y) log(1 − ŷ)',
      '∂L/∂ŷ = (ŷ − y)/(ŷ(1 − ŷ))',
      '∂ŷ/∂s₂ = ŷ(1 − ŷ)',
      '∂L/∂s₂ = ŷ − y',
      '∂s₂/∂w_final = hᵀ',
      '∂L/∂w_final = (ŷ − y)h',
      '∂s₂/∂b_final = 1',
      '∂L/∂b_final = ŷ − y',
      '∂s₂/∂h = w_finalᵀ',
      '∂h/∂s₁ = diag(h ⊙ (1 − h))',
      'δᵀ = (ŷ − y) w_finalᵀ ∂h/∂s₁',
      '∂s₁/∂w₁ = xᵀ in row 1, zeros elsewhere',
      '∂s₁/∂w₂ = xᵀ in row 2, zeros elsewhere',
      '∂s₁/∂w₃ = xᵀ in row 3, zeros elsewhere',
      '∂L/∂W = δxᵀ',
      '∂s₁/∂b = I',
      '∂L/∂b = δ',
    ]);
    expect(factors.map(({ symbol, formula }) => `${symbol.tex} = ${formula.tex}`)).toEqual([
      String.raw`\vect{x} = \vect{x}`,
      'y = y',
      String.raw`\vect{W} = \vect{W}`,
      String.raw`\vect{b} = \vect{b}`,
      String.raw`\wfinal = \wfinal`,
      String.raw`\bfinal = \bfinal`,
      String.raw`\vect{s}_1 = \vect{W} \vect{x} + \vect{b}`,
      String.raw`\vect{h} = \sigma(\vect{s}_1)`,
      String.raw`s_2 = \wfinal\T \vect{h} + \bfinal`,
      String.raw`\hat{y} = \sigma(s_2)`,
      String.raw`L = -y \log \hat{y} - (1 - y) \log(1 - \hat{y})`,
      String.raw`\pd{L}{\hat{y}} = \frac{\hat{y} - y}{\hat{y}\,(1 - \hat{y})}`,
      String.raw`\pd{\hat{y}}{s_2} = \hat{y}\,(1 - \hat{y})`,
      String.raw`\pd{L}{s_2} = \hat{y} - y`,
      String.raw`\pd{s_2}{\wfinal} = \vect{h}\T`,
      String.raw`\pd{L}{\wfinal} = (\hat{y} - y)\,\vect{h}`,
      String.raw`\pd{s_2}{\bfinal} = 1`,
      String.raw`\pd{L}{\bfinal} = \hat{y} - y`,
      String.raw`\pd{s_2}{\vect{h}} = \wfinal\T`,
      String.raw`\pd{\vect{h}}{\vect{s}_1} = \operatorname{diag}\bigl(\vect{h} \odot (1 - \vect{h})\bigr)`,
      String.raw`\boldsymbol{\delta}\T = (\hat{y} - y)\,\wfinal\T\,\pd{\vect{h}}{\vect{s}_1}`,
      String.raw`\pd{\vect{s}_1}{\vect{w}_{1}} = \vect{x}\T \text{ in row 1, zeros elsewhere}`,
      String.raw`\pd{\vect{s}_1}{\vect{w}_{2}} = \vect{x}\T \text{ in row 2, zeros elsewhere}`,
      String.raw`\pd{\vect{s}_1}{\vect{w}_{3}} = \vect{x}\T \text{ in row 3, zeros elsewhere}`,
      String.raw`\pd{L}{\vect{W}} = \boldsymbol{\delta}\,\vect{x}\T`,
      String.raw`\pd{\vect{s}_1}{\vect{b}} = \vect{I}`,
      String.raw`\pd{L}{\vect{b}} = \boldsymbol{\delta}`,
    ]);
  });

  it('writes g and its slope for every activation', () => {
    expect(
      activationNames.map((activation) => {
        const list = chainRule(parameters, activation, 0.5, -0.8, 1);
        const { formula: slope, dependencies } = named(list, 'dh/ds1');
        const { formula: value } = named(list, 'h');
        return [value.text, value.tex, slope.text, slope.tex, ...dependencies];
      }),
    ).toEqual([
      [
        'σ(s₁)',
        String.raw`\sigma(\vect{s}_1)`,
        'diag(h ⊙ (1 − h))',
        String.raw`\operatorname{diag}\bigl(\vect{h} \odot (1 - \vect{h})\bigr)`,
        'h',
      ],
      [
        'tanh(s₁)',
        String.raw`\tanh(\vect{s}_1)`,
        'diag(1 − h ⊙ h)',
        String.raw`\operatorname{diag}\bigl(1 - \vect{h} \odot \vect{h}\bigr)`,
        'h',
      ],
      [
        'max(s₁, 0)',
        String.raw`\max(\vect{s}_1, 0)`,
        'diag(1 where s₁ > 0, else 0)',
        String.raw`\operatorname{diag}\bigl(1 \text{ where } \vect{s}_1 > 0, \text{ else } 0\bigr)`,
        's1',
      ],
      [
        'max(s₁, 0.01 s₁)',
        String.raw`\max(\vect{s}_1, 0.01\,\vect{s}_1)`,
        'diag(1 where s₁ > 0, else 0.01)',
        String.raw`\operatorname{diag}\bigl(1 \text{ where } \vect{s}_1 > 0, \text{ else } 0.01\bigr)`,
        's1',
      ],
      [
        'log(1 + exp(s₁))',
        String.raw`\log\bigl(1 + e^{\vect{s}_1}\bigr)`,
        'diag(σ(s₁))',
        String.raw`\operatorname{diag}\bigl(\sigma(\vect{s}_1)\bigr)`,
        's1',
      ],
      ['s₁', String.raw`\vect{s}_1`, 'I', String.raw`\vect{I}`],
    ]);
  });

  it('writes TeX that the site can render, for every activation and many units', () => {
    for (const activation of activationNames)
      for (const { symbol, formula } of chainRule(
        randomNet(1, 12, 2).parameters,
        activation,
        1,
        2,
        0,
      ))
        for (const { tex } of [symbol, formula])
          expect(() =>
            katex.renderToString(tex, { macros: { ...macros }, strict: 'error' }),
          ).not.toThrow();
  });

  it('counts units in subscripts of any length', () => {
    const many = chainRule(randomNet(1, 12, 2).parameters, 'tanh', 1, 2, 0);
    expect(named(many, 'ds1/dw12').symbol).toEqual({
      text: '∂s₁/∂w₁₂',
      tex: '\\pd{\\vect{s}_1}{\\vect{w}_{12}}',
    });
  });

  it('gives every factor the shape of its values, as it stands in the chain', () => {
    for (const { shape, values } of factors) expect(shape).toEqual([values?.rows, values?.columns]);
    const shapes = factors.map(({ id, shape }) => [id, shape.join(' × ')]);
    expect(Object.fromEntries(shapes)).toMatchObject({
      x: '2 × 1',
      W: '3 × 2',
      b: '3 × 1',
      s1: '3 × 1',
      'dL/ds2': '1 × 1',
      'ds2/dwFinal': '1 × 3',
      'dL/dwFinal': '3 × 1',
      'dL/dbFinal': '1 × 1',
      'ds2/dh': '1 × 3',
      'dh/ds1': '3 × 3',
      'dL/ds1': '1 × 3',
      'ds1/dw2': '3 × 2',
      'dL/dW': '3 × 2',
      'ds1/db': '3 × 3',
      'dL/db': '3 × 1',
    });
  });

  it('depends only on what came before', () => {
    factors.forEach(({ id, dependencies }, at) => {
      const before = factors.slice(0, at).map((factor) => factor.id);
      for (const dependency of dependencies) expect(before, id).toContain(dependency);
    });
    const dependencies = factors.map((factor) => [factor.id, factor.dependencies]);
    expect(Object.fromEntries(dependencies)).toEqual({
      x: [],
      y: [],
      W: [],
      b: [],
      wFinal: [],
      bFinal: [],
      s1: ['W', 'x', 'b'],
      h: ['s1'],
      s2: ['wFinal', 'h', 'bFinal'],
      yHat: ['s2'],
      L: ['yHat', 'y'],
      'dL/dyHat': ['yHat', 'y'],
      'dyHat/ds2': ['yHat'],
      'dL/ds2': ['dL/dyHat', 'dyHat/ds2'],
      'ds2/dwFinal': ['h'],
      'dL/dwFinal': ['dL/ds2', 'ds2/dwFinal'],
      'ds2/dbFinal': [],
      'dL/dbFinal': ['dL/ds2', 'ds2/dbFinal'],
      'ds2/dh': ['wFinal'],
      'dh/ds1': ['h'],
      'dL/ds1': ['dL/ds2', 'ds2/dh', 'dh/ds1'],
      'ds1/dw1': ['x'],
      'ds1/dw2': ['x'],
      'ds1/dw3': ['x'],
      'dL/dW': ['dL/ds1', 'ds1/dw1', 'ds1/dw2', 'ds1/dw3'],
      'ds1/db': [],
      'dL/db': ['dL/ds1', 'ds1/db'],
    });
  });

  it('has products that fit as they are printed, and come out (chapter 10)', () => {
    const products = factors.filter((factor) => 'product' in factor);
    expect(products.map(({ id, product }) => [id, product?.chains, product?.transposed])).toEqual([
      ['dL/ds2', [['dL/dyHat', 'dyHat/ds2']], false],
      ['dL/dwFinal', [['dL/ds2', 'ds2/dwFinal']], true],
      ['dL/dbFinal', [['dL/ds2', 'ds2/dbFinal']], false],
      ['dL/ds1', [['dL/ds2', 'ds2/dh', 'dh/ds1']], false],
      [
        'dL/dW',
        [
          ['dL/ds1', 'ds1/dw1'],
          ['dL/ds1', 'ds1/dw2'],
          ['dL/ds1', 'ds1/dw3'],
        ],
        false,
      ],
      ['dL/db', [['dL/ds1', 'ds1/db']], true],
    ]);
    for (const { values, product } of products) {
      const rows = product!.chains.flatMap((chain) =>
        toRows(chain.map((id) => named(factors, id).values as Matrix).reduce(times)),
      );
      const laidOut = product!.transposed ? rows[0]!.map((value) => [value]) : rows;
      laidOut.flat().forEach((value, at) => {
        expect(value).toBeCloseTo(toRows(values as Matrix).flat()[at]!, 14);
      });
      expect(laidOut.length).toBe(values!.rows);
    }
  });

  it('goes through a network by hand', () => {
    // w₁ = (1, −1), w₂ = (0, 2), b = (0, −2), w_final = (4, 2), b_final = −3, x = (1, 1), y = 0:
    // s₁ = (0, 0), h = (½, ½), s₂ = 0, ŷ = ½, L = ln 2.
    const net = mlp.view(Float64Array.of(1, 0, -1, 2, 0, -2, 4, 2, -3), 2);
    const byHand = chainRule(net, 'sigmoid', 1, 1, 0);
    expect(Object.fromEntries(byHand.map(({ id }) => [id, rowsOf(byHand, id)]))).toEqual({
      x: [[1], [1]],
      y: [[0]],
      W: [
        [1, -1],
        [0, 2],
      ],
      b: [[0], [-2]],
      wFinal: [[4], [2]],
      bFinal: [[-3]],
      s1: [[0], [0]],
      h: [[0.5], [0.5]],
      s2: [[0]],
      yHat: [[0.5]],
      L: [[Math.LN2]],
      'dL/dyHat': [[2]],
      'dyHat/ds2': [[0.25]],
      'dL/ds2': [[0.5]],
      'ds2/dwFinal': [[0.5, 0.5]],
      'dL/dwFinal': [[0.25], [0.25]],
      'ds2/dbFinal': [[1]],
      'dL/dbFinal': [[0.5]],
      'ds2/dh': [[4, 2]],
      'dh/ds1': [
        [0.25, 0],
        [0, 0.25],
      ],
      'dL/ds1': [[0.5, 0.25]],
      'ds1/dw1': [
        [1, 1],
        [0, 0],
      ],
      'ds1/dw2': [
        [0, 0],
        [1, 1],
      ],
      'dL/dW': [
        [0.5, 0.5],
        [0.25, 0.25],
      ],
      'ds1/db': [
        [1, 0],
        [0, 1],
      ],
      'dL/db': [[0.5], [0.25]],
    });
  });

  it('ends in the gradients that backward gives for one point, for every activation', () => {
    for (const activation of activationNames)
      for (let seed = 1; seed <= 20; seed++) {
        const units = 1 + (seed % 4);
        const net = randomNet(seed, units, 2);
        const [[x1, x2]] = net.points as [[number, number]];
        const label = seed % 2;
        const list = chainRule(net.parameters, activation, x1, x2, label);
        const room = mlp.pass(1, units);
        const gradient = mlp.view(new Float64Array(mlp.parameterCount(units)), units);
        const one = fromRows([[x1, x2]]);
        mlp.forward(net.parameters, activation, one, room);
        mlp.backward(net.parameters, activation, one, Uint8Array.of(label), room, gradient);
        const chained = Float64Array.of(
          ...(named(list, 'dL/dW').values as Matrix).values,
          ...rowsOf(list, 'dL/db').flat(),
          ...rowsOf(list, 'dL/dwFinal').flat(),
          numberOf(list, 'dL/dbFinal'),
        );
        expect(relativeDifference(chained, gradient.all)).toBeLessThan(1e-15);
        expect(numberOf(list, 's2')).toBe(room.logits[0]);
        expect(numberOf(list, 'yHat')).toBe(room.probabilities[0]);
        expect(numberOf(list, 'L')).toBe(crossEntropy(room.logits[0]!, label));
      }
  });

  it('has local factors that finite differences find too', () => {
    const { hiddenWeights, hiddenBias, outputWeights } = parameters;
    const h = Float64Array.from(rowsOf(factors, 'h').flat());
    const yHat = numberOf(factors, 'yHat');
    const slopeOf = (f: (value: number) => number, at: number) =>
      finiteDifference(([value]) => f(value!), Float64Array.of(at))[0]!;
    // y = 1 here: L = −log ŷ.
    expect(numberOf(factors, 'dL/dyHat')).toBeCloseTo(
      slopeOf((p) => -Math.log(p), yHat),
      8,
    );
    const sigma = (s: number) => 1 / (1 + Math.exp(-s));
    const s2 = numberOf(factors, 's2');
    expect(numberOf(factors, 'dyHat/ds2')).toBeCloseTo(slopeOf(sigma, s2), 9);
    const logit = (hidden: Float64Array) =>
      hidden.reduce((sum, value, k) => sum + value * outputWeights[k]!, parameters.outputBias[0]!);
    expect(
      relativeDifference(
        finiteDifference(logit, h),
        Float64Array.from(rowsOf(factors, 'ds2/dh')[0]!),
      ),
    ).toBeLessThan(1e-8);
    // ∂s₁/∂wₖ: entry (i, j) is the slope of score i by weight j of unit k.
    const score = (W: Float64Array, i: number) => W[i]! * 0.5 + W[3 + i]! * -0.8 + hiddenBias[i]!;
    for (let i = 0; i < 3; i++) {
      const tried = finiteDifference((W) => score(W, i), hiddenWeights.values);
      for (let k = 0; k < 3; k++)
        for (let j = 0; j < 2; j++)
          expect(rowsOf(factors, `ds1/dw${k + 1}`)[i]![j]).toBeCloseTo(tried[j * 3 + k]!, 8);
    }
  });

  it('says to use the logit form where ŷ(1 − ŷ) rounds to 0, and never shows NaN', () => {
    const note =
      'ŷ(1 − ŷ) rounds to 0 here and cannot be divided by: use the logit form, ∂L/∂s₂ = ŷ − y.';
    for (const [bias, label] of [
      [40, 1],
      [40, 0],
      [-800, 0],
      [-800, 1],
    ] as const) {
      const sure = mlp.view(Float64Array.of(0, 0, 0, 1, bias), 1);
      const list = chainRule(sure, 'identity', 1, 1, label);
      const { values, note: said, shape } = named(list, 'dL/dyHat');
      expect(values).toBeUndefined();
      expect(said).toBe(note);
      expect(shape).toEqual([1, 1]);
      expect(numberOf(list, 'dL/ds2')).toBe(numberOf(list, 'yHat') - label);
      for (const factor of list)
        for (const value of factor.values?.values ?? []) expect(Number.isFinite(value)).toBe(true);
    }
    expect(factors.some((factor) => 'note' in factor)).toBe(false);
  });

  it('does not change when the parameters move on', () => {
    const net = mlp.view(parameters.all.slice(), 3);
    const list = chainRule(net, 'tanh', 1, 2, 0);
    const before = JSON.stringify(list.map(({ values }) => [...values!.values]));
    net.all.fill(0);
    expect(JSON.stringify(list.map(({ values }) => [...values!.values]))).toBe(before);
  });

  it('refuses a point or a label that is none', () => {
    for (const [x1, x2] of [
      [Number.NaN, 0],
      [0, Number.POSITIVE_INFINITY],
    ] as const)
      expect(() => chainRule(parameters, 'sigmoid', x1, x2, 0)).toThrow(
        new RangeError(`The point needs finite coordinates, but got (${x1}, ${x2}).`),
      );
    for (const label of [0.5, 2, -1, Number.NaN])
      expect(() => chainRule(parameters, 'sigmoid', 0, 0, label)).toThrow(
        new RangeError(`The label needs to be 0 or 1, but got ${label}.`),
      );
    expect(() => chainRule(parameters, 'step', 0, 0, 1)).toThrow(
      'The step function cannot be trained',
    );
  });
});
