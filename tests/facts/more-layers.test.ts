import { describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/more-layers.ts';
import { fromRows, toRows } from '../../src/data/matrix.ts';
import { factValue } from '../../src/facts/fact.ts';
import { endsOf, facts, probes, startSlopes, theEnd, tried } from '../../src/facts/more-layers.ts';
import { backward, forward, lossOf, pass, view } from '../../src/model/network.ts';
import { deepRun } from '../../src/training/deep-runs.ts';
import { shapeOf } from '../../src/training/playground.ts';
import { createTrainer } from '../../src/training/trainer.ts';

const value = (name: string) => factValue(facts[name]!);

describe('the formulas of chapter 14', () => {
  const { setup } = deepRun({ hidden: [3, 2], activation: 'tanh', seed: 7 });
  const shape = shapeOf(setup);
  const { parameters } = createTrainer(setup).snapshot();
  const x = [0.7, -1.2];
  const named = view(parameters, shape);
  const room = pass(1, shape);
  forward(named, shape, fromRows([x]), room);
  const sigmoid = (s: number) => 1 / (1 + Math.exp(-s));

  it('f_l(x) = g(W_l x + b_l), one after the other, is the network', () => {
    const layer = (l: number, h: readonly number[], g: (s: number) => number) => {
      const { weights, bias } = named.layers[l]!;
      return toRows(weights).map((row, k) =>
        g(row.reduce((sum, w, j) => sum + w * h[j]!, bias[k]!)),
      );
    };
    const y = layer(2, layer(1, layer(0, x, Math.tanh), Math.tanh), sigmoid);
    expect(room.probabilities.values[0]).toBeCloseTo(y[0]!, 14);
  });

  it('δ_l = (W_{l+1}ᵀ δ_{l+1}) ⊙ g′(s_l), ∂L/∂W_l = δ_l h_{l−1}ᵀ and ∂L/∂b_l = δ_l are what backward gives', () => {
    const labels = Uint8Array.of(1);
    const gradient = view(new Float64Array(parameters.length), shape);
    backward(named, shape, fromRows([x]), labels, room, gradient);
    const h = [x, ...room.hidden.map(({ activations }) => [...activations.values])];
    let delta = [room.probabilities.values[0]! - 1];
    for (let l = 2; l >= 0; l--) {
      const { weights, bias } = gradient.layers[l]!;
      expect([...bias]).toEqual(delta.map((d) => expect.closeTo(d, 14)));
      expect(toRows(weights)).toEqual(
        delta.map((d) => h[l]!.map((below) => expect.closeTo(d * below, 14))),
      );
      const W = toRows(named.layers[l]!.weights);
      delta = h[l]!.map(
        (below, j) => W.reduce((sum, row, k) => sum + row[j]! * delta[k]!, 0) * (1 - below * below),
      );
    }
    // and the first of them with a finite difference
    const moved = (by: number) => {
      const there = parameters.slice();
      there[0]! += by;
      forward(view(there, shape), shape, fromRows([x]), room);
      return lossOf(room, labels);
    };
    expect((moved(1e-5) - moved(-1e-5)) / 2e-5).toBeCloseTo(gradient.all[0]!, 9);
  });

  it('Σ (n_{l−1} + 1) n_l parameters: counted one by one, and in the text', () => {
    expect(theEnd().parameters.length).toBe(3 * 8 + 9 * 3 + 4 * 1);
    expect(value('deep-parameters')).toBe(55);
    expect([1, 2, 3, 4].map((depth) => value(`deep-size-${depth}`))).toEqual([
      3 * 26 + 27,
      3 * 8 + 9 * 8 + 9,
      3 * 6 + 7 * 6 + 7 * 6 + 7,
      3 * 5 + 3 * 6 * 5 + 6,
    ]);
    // "about as many parameters"
    for (const depth of [1, 2, 3, 4])
      expect(endsOf('tanh', depth)[0]!.parameters.length).toBe(value(`deep-size-${depth}`));
  });

  it('σ′ ≤ ¼, and tanh′(0) = 1', () => {
    const slope = (g: (s: number) => number, s: number) => (g(s + 1e-6) - g(s - 1e-6)) / 2e-6;
    for (let s = -8; s <= 8; s += 0.25) expect(slope(sigmoid, s)).toBeLessThan(0.25 + 1e-9);
    expect(slope(Math.tanh, 0)).toBeCloseTo(1, 9);
  });
});

describe('what chapter 14 says of the spiral', () => {
  it('is right everywhere, and the last space is parted by a plane though the first is not', () => {
    expect(value('deep-accuracy')).toBe(1);
    const [plane, first, second] = probes() as [number, number, number];
    expect(plane).toBeLessThan(0.75);
    expect(first).toBeGreaterThan(plane + 0.1);
    expect(first).toBeLessThan(1);
    expect(second).toBe(1);
  });

  it('probes no worse than the network’s own last layer, which is a linear classifier too', () => {
    for (const { accuracy, parameters } of endsOf('tanh', 2).slice(0, 3)) {
      const { setup } = deepRun({ hidden: [8, 8] });
      const shape = shapeOf(setup);
      expect(parameters.length).toBe(105);
      const { accuracy: again } = createTrainer({
        ...setup,
        start: { kind: 'given', values: [...parameters] },
      }).snapshot();
      expect(again).toBe(accuracy);
      expect(shape.hidden).toHaveLength(2);
    }
    expect(probes()[2]).toBeGreaterThanOrEqual(theEnd().accuracy);
  });

  it('gets worse with every further layer of sigmoids; with tanh the second helps, the fourth does not', () => {
    const sigmoid = [1, 2, 3, 4].map((depth) => value(`deep-perfect-sigmoid-${depth}`));
    const means = [1, 2, 3, 4].map((depth) => value(`deep-mean-sigmoid-${depth}`));
    expect(sigmoid[0]).toBeGreaterThan(sigmoid[1]!);
    expect(sigmoid[1]).toBeGreaterThan(sigmoid[2]!);
    expect([...means].sort((a, b) => b - a)).toEqual(means);
    expect(means[3]! - probes()[0]!).toBeLessThan(0.08); // "not much better than a line"
    const tanh = [1, 2, 3, 4].map((depth) => value(`deep-perfect-tanh-${depth}`));
    expect(tanh[1]).toBeGreaterThan(tanh[0]! + 3);
    expect(tanh[3]).toBeLessThan(tanh[1]!);
    expect(Math.max(...tanh)).toBeLessThanOrEqual(tried);
  }, 60_000);
});

describe('what chapter 14 says of slopes', () => {
  it('they vanish with sigmoids and stay with tanh and ReLU', () => {
    expect(value('deep-slope-ratio')).toBeGreaterThan(200);
    expect(value('deep-slope-ratio')).toBeCloseTo(
      value('deep-slope-last') / value('deep-slope-first'),
      6,
    );
    expect(value('deep-slope-ratio-tanh')).toBeLessThan(3);
    expect(value('deep-slope-ratio-relu')).toBeLessThan(4);
    // a staircase: each layer is told less than the one above it
    const slopes = startSlopes('sigmoid');
    expect([...slopes].sort((a, b) => a - b)).toEqual(slopes);
  });
});

describe('the questions of chapter 14', () => {
  it('have the answers that the text explains', async () => {
    expect((await runs['deeper']!(() => {})).answer).toBe(value('deep-perfect-sigmoid-4'));
    expect((await runs['slopes']!(() => {})).answer).toBe('hundreds');
  }, 60_000);
});
