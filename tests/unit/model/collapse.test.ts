import { describe, expect, it } from 'vitest';
import { fromRows, toRows, zeros } from '../../../src/data/matrix.ts';
import { after, collapse, largestDifference, valueAt } from '../../../src/model/collapse.ts';
import { linearStack } from '../../../src/model/linear-stack.ts';
import * as logistic from '../../../src/model/logistic.ts';
import * as mlp from '../../../src/model/mlp.ts';
import { randomNet } from './nets.ts';

describe('collapse', () => {
  it('is w = Wᵀw_final and b = w_finalᵀb + b_final, worked by hand (chapter 8)', () => {
    // w₁ = (1, 2), w₂ = (3, 4), b = (5, 6), w_final = (10, 100), b_final = 7.
    const line = collapse(mlp.view(Float64Array.of(1, 3, 2, 4, 5, 6, 10, 100, 7), 2));
    expect(line.weights).toEqual(Float64Array.of(310, 420));
    expect(line.bias).toEqual(Float64Array.of(657));
    expect(line.all).toEqual(Float64Array.of(310, 420, 657));
  });

  it('gives every point the logit of the network with the identity: it was one line all the time', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const units = 1 + (seed % 50);
      const { parameters, inputs } = randomNet(seed, units, 30);
      const network = mlp.pass(30, units);
      const line = logistic.pass(30);
      mlp.forward(parameters, 'identity', inputs, network);
      logistic.forward(collapse(parameters), inputs, line);
      line.logits.forEach((logit, i) => {
        expect(Math.abs(logit - network.logits[i]!)).toBeLessThan(1e-12);
      });
    }
  });

  it('gives no other activation’s logits: there the two scores are apart', () => {
    const { parameters, inputs } = randomNet(3, 3, 30);
    const [own, line] = [new Float64Array(30), logistic.pass(30)];
    logistic.forward(collapse(parameters), inputs, line);
    for (const activation of ['sigmoid', 'tanh', 'relu', 'leaky-relu', 'softplus', 'step']) {
      mlp.logitSurface(parameters, activation, inputs, own);
      expect(Math.max(...own.map((logit, i) => Math.abs(logit - line.logits[i]!)))).toBeGreaterThan(
        0.1,
      );
    }
  });

  it('with one unit that passes its score on, a network is logistic regression, its gradient too', () => {
    const { inputs, labels, parameters } = randomNet(9, 1, 20);
    const [w1, w2, b] = parameters.all as unknown as [number, number, number];
    const network = mlp.view(Float64Array.of(w1, w2, b, 1, 0), 1);
    const line = logistic.view(Float64Array.of(w1, w2, b), 2);
    expect(collapse(network).all).toEqual(line.all);

    const networkPass = mlp.pass(20, 1);
    const networkGradient = mlp.view(new Float64Array(5), 1);
    mlp.forward(network, 'identity', inputs, networkPass);
    mlp.backward(network, 'identity', inputs, labels, networkPass, networkGradient);
    const linePass = logistic.pass(20);
    const lineGradient = logistic.view(new Float64Array(3), 2);
    logistic.forward(line, inputs, linePass);
    logistic.backward(line, inputs, labels, linePass, lineGradient);
    networkPass.logits.forEach((logit, i) => {
      expect(Math.abs(logit - linePass.logits[i]!)).toBeLessThan(1e-14);
    });
    lineGradient.all.forEach((value, j) => {
      expect(Math.abs(value - networkGradient.all[j]!)).toBeLessThan(1e-15);
    });
  });
});

describe('largestDifference', () => {
  it('is nothing but rounding for a network and what it collapses to, and not for another line', () => {
    const { parameters, inputs } = randomNet(5, 4, 40);
    const line = collapse(parameters);
    const own = new Float64Array(40);
    mlp.logitSurface(parameters, 'identity', inputs, own);
    const same = largestDifference(parameters, line, inputs);
    expect(same.difference).toBeLessThan(1e-14);
    expect(same.largest).toBe(Math.max(...own.map(Math.abs)));
    line.bias[0]! += 0.25;
    expect(largestDifference(parameters, line, inputs).difference).toBeCloseTo(0.25, 12);
  });
});

describe('after', () => {
  it('is (M₂M₁)x + (M₂a₁ + a₂), worked by hand', () => {
    const first = {
      weights: fromRows([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
      bias: Float64Array.of(1, 0, -1),
    };
    const second = {
      weights: fromRows([
        [1, 0, 2],
        [0, 1, -1],
      ]),
      bias: Float64Array.of(10, 20),
    };
    const both = after(second, first);
    expect(toRows(both.weights)).toEqual([
      [11, 14],
      [-2, -2],
    ]);
    expect(both.bias).toEqual(Float64Array.of(1 - 2 + 10, 0 + 1 + 20));
    expect(valueAt(both, [1, 1])).toEqual(valueAt(second, valueAt(first, [1, 1])));
  });

  it('refuses maps that do not fit on each other, and a point that is not of a map’s size', () => {
    const map = { weights: zeros(3, 2), bias: new Float64Array(3) };
    expect(() => after(map, map)).toThrow('Expected 2 outputs of the first map, but got 3');
    expect(() => valueAt(map, [1])).toThrow('Expected 2 numbers in the point, but got 1');
  });
});

describe('a stack of layers with the identity', () => {
  it('is one line, however deep and wide (chapter 8)', () => {
    for (const shape of [{ depth: 1, units: 1 }, { depth: 3, units: 7, seed: 2 }, {}]) {
      const { layers, parameters, line } = linearStack(shape);
      expect(line.weights).toMatchObject({ rows: 1, columns: 2 });
      for (const x of [
        [0, 0],
        [3, -1],
        [-2.5, 2],
      ]) {
        const through = layers.reduce((value: ArrayLike<number>, map) => valueAt(map, value), x);
        expect(valueAt(line, x)[0]).toBeCloseTo(through[0] as number, 10);
      }
      const { depth = 10, units = 50 } = shape;
      const inner = (depth - 1) * (units * units + units);
      expect(layers).toHaveLength(depth + 1);
      expect(parameters).toBe(3 * units + inner + units + 1);
    }
  });

  it('is drawn with biases of variance 1 and weights of variance 1/inputs', () => {
    const variance = (values: Float64Array) =>
      values.reduce((sum, value) => sum + value * value, 0) / values.length;
    const { layers } = linearStack({ units: 100 });
    for (const { weights } of layers.slice(1, -1))
      expect(100 * variance(weights.values)).toBeCloseTo(1, 1); // of 10 000: right to 0.014
    expect(2 * variance(layers[0]!.weights.values)).toBeCloseTo(1, 0);
    const biases = layers.slice(0, -1).flatMap(({ bias }) => [...bias]);
    expect(variance(Float64Array.from(biases))).toBeCloseTo(1, 0);
  });

  it('is drawn by its seed', () => {
    expect(linearStack().line).toEqual(linearStack().line);
    expect(linearStack({ seed: 2 }).line).not.toEqual(linearStack().line);
  });
});
