import { describe, expect, it } from 'vitest';
import { collapse } from '../../../src/model/collapse.ts';
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
    for (let seed = 1; seed <= 20; seed++) {
      const { parameters, inputs } = randomNet(seed, 1 + (seed % 6), 30);
      const network = mlp.pass(30, parameters.hiddenBias.length);
      const line = logistic.pass(30);
      mlp.forward(parameters, 'identity', inputs, network);
      logistic.forward(collapse(parameters), inputs, line);
      line.logits.forEach((logit, i) => {
        expect(Math.abs(logit - network.logits[i]!)).toBeLessThan(1e-13);
      });
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
