import { describe, expect, it } from 'vitest';
import { fromRows, toRows } from '../../../src/data/matrix.ts';
import { activationNames } from '../../../src/model/activations.ts';
import { layer } from '../../../src/model/layer.ts';
import * as mlp from '../../../src/model/mlp.ts';
import { randomNet } from './nets.ts';

describe('layer', () => {
  it('is s = Wx + b and h = g(s), worked by hand', () => {
    const W = fromRows([
      [1, 2],
      [-3, 0.5],
      [0, -1],
    ]);
    // (2 − 8 + 1, −6 − 2 + 2, 4 + 3)
    expect(layer(W, [1, 2, 3], 'relu', [2, -4])).toEqual({
      preactivations: [-5, -6, 7],
      hidden: [0, 0, 7],
    });
    expect(layer(W, [1, 2, 3], 'step', [2, -4]).hidden).toEqual([0, 0, 1]);
  });

  it('says of every point what the network’s forward pass says of all, for every activation', () => {
    const { parameters, inputs } = randomNet(4, 3, 20);
    const { hiddenWeights, hiddenBias } = parameters;
    for (const name of [...activationNames, 'step']) {
      const pass = mlp.pass(20, 3);
      mlp.forward(parameters, name, inputs, pass);
      const [s, h] = [toRows(pass.preactivations), toRows(pass.hidden)];
      toRows(inputs).forEach((x, i) => {
        const { preactivations, hidden } = layer(hiddenWeights, hiddenBias, name, x);
        preactivations.forEach((score, k) => {
          expect(Math.abs(score - s[i]![k]!)).toBeLessThan(1e-14);
          expect(Math.abs(hidden[k]! - h[i]![k]!)).toBeLessThan(1e-14);
        });
      });
    }
  });

  it('refuses shapes that do not fit', () => {
    const W = fromRows([[1, 2]]);
    expect(() => layer(W, [1, 2], 'relu', [1, 1])).toThrow('Expected 1 biases, but got 2.');
    expect(() => layer(W, [1], 'relu', [1])).toThrow('Expected 2 inputs, but got 1.');
    expect(() => layer(W, [1], 'stairs', [1, 1])).toThrow('There is no activation “stairs”');
  });
});
