import { describe, expect, it } from 'vitest';
import { canonical, flipUnit, permuteUnits } from '../../../src/model/canonical.ts';
import * as mlp from '../../../src/model/mlp.ts';
import { randomNet } from './nets.ts';

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** All twins of a network of three units that can be turned around: 3! orders × 2³ turns. */
const twins = (parameters: mlp.MlpParameters, activation: string) =>
  orders.flatMap((order) =>
    Array.from({ length: 8 }, (_, turns) => {
      let twin = permuteUnits(parameters, order);
      for (let k = 0; k < 3; k++) if ((turns >> k) & 1) twin = flipUnit(twin, k, activation);
      return twin;
    }),
  );

/** By how much the logits differ, over the size of what they are added up from. */
const apart = (a: mlp.MlpParameters, b: mlp.MlpParameters, activation: string) => {
  const { inputs } = randomNet(99, 3, 60);
  const [passA, passB] = [mlp.pass(60, 3), mlp.pass(60, 3)];
  mlp.forward(a, activation, inputs, passA);
  mlp.forward(b, activation, inputs, passB);
  let worst = 0;
  passA.logits.forEach((logit, i) => {
    const size = passA.hidden.values
      .filter((_, at) => at % 60 === i)
      .reduce(
        (sum, h, k) => sum + Math.abs(a.outputWeights[k]!) * (1 + Math.abs(h)),
        Math.abs(a.outputBias[0]!),
      );
    worst = Math.max(worst, Math.abs(logit - passB.logits[i]!) / size);
  });
  return worst;
};

describe('permuteUnits', () => {
  it('moves a unit’s weights, bias and output weight together', () => {
    const parameters = mlp.view(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13), 3);
    expect(permuteUnits(parameters, [2, 0, 1]).all).toEqual(
      Float64Array.of(3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11, 13),
    );
    expect(parameters.all[0]).toBe(1);
  });

  it('leaves the output unchanged to 1e-15', () => {
    const { parameters } = randomNet(4, 3, 2, 2);
    for (const order of orders)
      for (const activation of ['sigmoid', 'relu', 'step'])
        expect(apart(parameters, permuteUnits(parameters, order), activation)).toBeLessThan(1e-15);
  });

  it('refuses what is not an order of the units', () => {
    const { parameters } = randomNet(1, 3, 2);
    for (const order of [
      [0, 1],
      [0, 1, 1],
      [1, 2, 3],
      [0, 1, 2, 3],
    ])
      expect(() => permuteUnits(parameters, order)).toThrow(
        new RangeError(
          `An order of 3 units names each of 0 … 2 once, but got [${order.join(', ')}].`,
        ),
      );
  });
});

describe('flipUnit', () => {
  const parameters = mlp.view(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 2);

  it('for the sigmoid turns the signs of one unit and gives b_final its output weight', () => {
    expect(flipUnit(parameters, 1, 'sigmoid').all).toEqual(
      Float64Array.of(1, -2, 3, -4, 5, -6, 7, -8, 17),
    );
    expect(parameters.all[8]).toBe(9);
  });

  it('for odd activations only turns the signs', () => {
    for (const activation of ['tanh', 'identity'])
      expect(flipUnit(parameters, 0, activation).all).toEqual(
        Float64Array.of(-1, 2, -3, 4, -5, 6, -7, 8, 9),
      );
  });

  it('leaves the output unchanged to 1e-15', () => {
    for (const activation of ['sigmoid', 'tanh', 'identity'])
      for (let seed = 1; seed <= 10; seed++) {
        const net = randomNet(seed, 3, 2, 2).parameters;
        for (let k = 0; k < 3; k++)
          expect(apart(net, flipUnit(net, k, activation), activation)).toBeLessThan(1e-15);
      }
  });

  it('refuses activations without the symmetry, and units that are not there', () => {
    for (const activation of ['relu', 'softplus', 'toString'])
      expect(() => flipUnit(parameters, 0, activation)).toThrow(
        new RangeError(
          `Units can be turned around for sigmoid, tanh, identity, but not for “${activation}”.`,
        ),
      );
    for (const k of [-1, 2, 0.5])
      expect(() => flipUnit(parameters, k, 'tanh')).toThrow(
        new RangeError(`The units are 0 … 1, but got ${k}.`),
      );
  });
});

describe('canonical', () => {
  it('turns output weights positive and sorts the units by their first weights', () => {
    // Unit 0: w = (5, 1), b = 2, w_final = 3. Unit 1: w = (−4, 6), b = 7, w_final = −8. b_final = 9.
    const net = mlp.view(Float64Array.of(5, -4, 1, 6, 2, 7, 3, -8, 9), 2);
    expect(canonical(net, 'sigmoid').all).toEqual(Float64Array.of(4, 5, -6, 1, -7, 2, 8, 3, 1));
    expect(canonical(net, 'tanh').all).toEqual(Float64Array.of(4, 5, -6, 1, -7, 2, 8, 3, 9));
  });

  it('finds the same network for all 48 twins', () => {
    const { parameters } = randomNet(12, 3, 2, 2);
    for (const activation of ['sigmoid', 'tanh']) {
      const one = canonical(parameters, activation);
      const all = twins(parameters, activation);
      expect(new Set(all.map((twin) => twin.all.join())).size).toBe(48);
      for (const twin of all) {
        expect(apart(parameters, twin, activation)).toBeLessThan(1e-15);
        canonical(twin, activation).all.forEach((value, j) => {
          expect(Math.abs(value - one.all[j]!)).toBeLessThan(1e-14);
        });
      }
    }
  });

  it('leaves a unit with output weight 0 as it is', () => {
    const net = mlp.view(Float64Array.of(1, 2, 3, 0, 5), 1);
    expect(canonical(net, 'sigmoid').all).toEqual(net.all);
  });
});
