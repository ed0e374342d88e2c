import { describe, expect, it } from 'vitest';
import { fromRows, type Matrix, toRows, zeros } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import { finiteDifference, relativeDifference } from '../../../src/gradient/finite-difference.ts';
import { activationNames } from '../../../src/model/activations.ts';
import * as logistic from '../../../src/model/logistic.ts';
import { meanCrossEntropy } from '../../../src/model/loss.ts';
import * as mlp from '../../../src/model/mlp.ts';
import * as network from '../../../src/model/network.ts';
import { sigmoid } from '../../../src/model/sigmoid.ts';

/** A random network of this shape, points for it, and labels of every class. */
function randomly(shape: network.NetworkShape, seed: number, n = 23) {
  const random = seeded(seed);
  const all = Float64Array.from({ length: network.parameterCount(shape) }, () => random.normal());
  const inputs = fromRows(
    Array.from({ length: n }, () =>
      Array.from({ length: shape.inputs }, () => 1.5 * random.normal()),
    ),
  );
  const classes = Math.max(2, shape.outputs);
  const labels = Uint8Array.from({ length: n }, (_, i) => i % classes);
  return { all, inputs, labels };
}

const lossOf = (
  all: Float64Array,
  shape: network.NetworkShape,
  inputs: Matrix,
  labels: Uint8Array,
  { loss, l2 = 0 }: network.Objective = {},
) => {
  const room = network.pass(inputs.rows, shape);
  const parameters = network.view(all, shape);
  network.forward(parameters, shape, inputs, room);
  return network.lossOf(room, labels, loss) + network.penalty(parameters, l2);
};

const gradientOf = (
  all: Float64Array,
  shape: network.NetworkShape,
  inputs: Matrix,
  labels: Uint8Array,
  objective: network.Objective = {},
) => {
  const room = network.pass(inputs.rows, shape);
  const gradient = network.view(new Float64Array(all.length), shape);
  const parameters = network.view(all, shape);
  network.forward(parameters, shape, inputs, room);
  network.backward(parameters, shape, inputs, labels, room, gradient, objective);
  return { gradient: gradient.all, room };
};

describe('a network without hidden layers', () => {
  it('is logistic regression, to the last bit, with a penalty too', () => {
    const shape = { inputs: 5, hidden: [], outputs: 1 };
    const { all, inputs, labels } = randomly(shape, 1);
    const room = logistic.pass(inputs.rows);
    const parameters = logistic.view(all, 5);
    const gradient = logistic.view(new Float64Array(6), 5);
    logistic.forward(parameters, inputs, room);
    logistic.backward(parameters, inputs, labels, room, gradient, 0.3);
    const ours = gradientOf(all, shape, inputs, labels, { l2: 0.3 });
    expect(ours.room.logits.values).toEqual(room.logits);
    expect(ours.room.probabilities.values).toEqual(room.probabilities);
    expect(ours.gradient).toEqual(gradient.all);
    expect(network.penalty(network.view(all, shape), 0.3)).toBe(logistic.penalty(parameters, 0.3));
  });
});

describe.each(activationNames)('a network with one hidden layer of %s units', (activation) => {
  it('is the two-layer perceptron, to the last bit', () => {
    const shape = { inputs: 2, hidden: [{ units: 4, activation }], outputs: 1 };
    const { all, inputs, labels } = randomly(shape, 2);
    const room = mlp.pass(inputs.rows, 4);
    const parameters = mlp.view(all, 4);
    const gradient = mlp.view(new Float64Array(all.length), 4);
    mlp.forward(parameters, activation, inputs, room);
    mlp.backward(parameters, activation, inputs, labels, room, gradient);
    const ours = gradientOf(all, shape, inputs, labels);
    expect(ours.room.probabilities.values).toEqual(room.probabilities);
    expect(ours.gradient).toEqual(gradient.all);
  });
});

describe('the gradient of a network', () => {
  it.each([
    { hidden: [], outputs: 3 },
    { hidden: [3], outputs: 1 },
    { hidden: [4, 3], outputs: 1 },
    { hidden: [3, 4, 2], outputs: 1 },
    { hidden: [5, 3], outputs: 4 },
    { hidden: [1, 1], outputs: 2 },
  ])(
    'agrees with finite differences: hidden layers of $hidden units, $outputs outputs',
    ({ hidden, outputs }) => {
      // Each layer with another activation; the two with a kink are smooth almost everywhere.
      for (const first of activationNames.keys()) {
        const shape: network.NetworkShape = {
          inputs: 3,
          hidden: hidden.map((units, l) => ({
            units,
            activation: activationNames[(first + l) % activationNames.length]!,
          })),
          outputs,
        };
        const { all, inputs, labels } = randomly(shape, 10 + first);
        for (const loss of ['cross-entropy', 'squared'] as const) {
          const objective = { loss, l2: 0.05 };
          const { gradient } = gradientOf(all, shape, inputs, labels, objective);
          const tried = finiteDifference((at) => lossOf(at, shape, inputs, labels, objective), all);
          expect(relativeDifference(gradient, tried)).toBeLessThan(1e-7);
        }
      }
    },
  );

  it('of all points is the mean of the gradients of each', () => {
    const shape: network.NetworkShape = {
      inputs: 2,
      hidden: [
        { units: 4, activation: 'tanh' },
        { units: 3, activation: 'sigmoid' },
      ],
      outputs: 3,
    };
    const { all, inputs, labels } = randomly(shape, 3);
    const points = toRows(inputs);
    const mean = new Float64Array(all.length);
    points.forEach((point, i) => {
      const { gradient } = gradientOf(all, shape, fromRows([point]), labels.slice(i, i + 1));
      gradient.forEach((slope, j) => {
        mean[j]! += slope / points.length;
      });
    });
    expect(relativeDifference(gradientOf(all, shape, inputs, labels).gradient, mean)).toBeLessThan(
      1e-14,
    );
  });
});

describe('two classes by the softmax', () => {
  it('are one sigmoid of the difference of their scores', () => {
    const shape: network.NetworkShape = {
      inputs: 2,
      hidden: [{ units: 3, activation: 'tanh' }],
      outputs: 2,
    };
    const { all, inputs, labels } = randomly(shape, 4);
    const { room } = gradientOf(all, shape, inputs, labels);
    const [z, p] = [toRows(room.logits), toRows(room.probabilities)];
    z.forEach((row, i) => {
      expect(p[i]![1]).toBeCloseTo(sigmoid(row[1]! - row[0]!), 14);
    });
    const differences = Float64Array.from(z, (row) => row[1]! - row[0]!);
    expect(lossOf(all, shape, inputs, labels)).toBeCloseTo(
      meanCrossEntropy(differences, labels),
      14,
    );
  });
});

describe('the loss and the answers of a network', () => {
  const shape: network.NetworkShape = { inputs: 2, hidden: [], outputs: 3 };
  const room = network.pass(2, shape);
  // Scores whose softmax is (½, ¼, ¼) and (¼, ½, ¼).
  room.logits.values.set([Math.log(2), 0, 0, Math.log(2), 0, 0]);
  room.probabilities.values.set([0.5, 0.25, 0.25, 0.5, 0.25, 0.25]);

  it('are, for squares, the sum over the classes of (ŷ − y)², in the mean', () => {
    // Point 1 is of class 0: ¼ + 1/16 + 1/16 = 3/8. Point 2 is of class 2: 1/16 + ¼ + 9/16 = 7/8.
    expect(network.lossOf(room, Uint8Array.of(0, 2), 'squared')).toBe(5 / 8);
  });

  it('are, for the cross-entropy, −log ŷ of the right class, in the mean', () => {
    const expected = -(Math.log(0.5) + Math.log(0.25)) / 2;
    expect(network.lossOf(room, Uint8Array.of(0, 2))).toBeCloseTo(expected, 14);
  });

  it('go to the largest score, or with one output to class 1 from a score of 0 on', () => {
    expect(network.answers(room)).toEqual(Uint8Array.of(0, 1));
    const one = network.pass(3, { ...shape, outputs: 1 });
    one.logits.values.set([-0.1, 0, 2]);
    expect(network.answers(one)).toEqual(Uint8Array.of(0, 1, 1));
  });
});

describe('the shape of a network', () => {
  const shape: network.NetworkShape = {
    inputs: 2,
    hidden: [
      { units: 16, activation: 'relu' },
      { units: 16, activation: 'relu' },
    ],
    outputs: 1,
  };

  it('counts a weight for each input of a unit, and its bias', () => {
    expect(network.sizesOf(shape)).toEqual([2, 16, 16, 1]);
    expect(network.parameterCount(shape)).toBe(2 * 16 + 16 + 16 * 16 + 16 + 16 + 1);
  });

  it('lays the layers one after the other, each W by columns and then b', () => {
    const small: network.NetworkShape = {
      inputs: 2,
      hidden: [{ units: 2, activation: 'tanh' }],
      outputs: 1,
    };
    const all = Float64Array.from({ length: 9 }, (_, i) => i);
    const [first, second] = network.view(all, small).layers;
    expect(toRows(first!.weights)).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(first!.bias).toEqual(Float64Array.of(4, 5));
    expect(toRows(second!.weights)).toEqual([[6, 7]]);
    expect(second!.bias).toEqual(Float64Array.of(8));
  });

  it('is refused with what was expected and what came', () => {
    expect(() => network.view(new Float64Array(3), shape)).toThrow(
      'Expected 337 parameters, but got 3',
    );
    expect(() =>
      network.view(new Float64Array(0), { ...shape, hidden: [{ units: 0, activation: 'relu' }] }),
    ).toThrow(
      new RangeError('The number of units of a layer needs to be whole and at least 1, but got 0.'),
    );
    const { all, inputs } = randomly(shape, 5);
    const room = network.pass(inputs.rows, shape);
    const layer = 'This layer takes n × 2 inputs and gives n × 16 scores, but got ';
    const wide = network.pass(23, { ...shape, hidden: [{ units: 17, activation: 'relu' }] });
    for (const [points, place, got] of [
      [zeros(23, 3), room, '23 × 3 and room for 23 × 16.'],
      [zeros(1, 2), room, '1 × 2 and room for 23 × 16.'],
      [inputs, wide, '23 × 2 and room for 23 × 17.'],
    ] as const)
      expect(() => network.forward(network.view(all, shape), shape, points, place)).toThrow(
        new RangeError(`${layer}${got}`),
      );
    expect(() => network.pass(0, shape)).toThrow('number of points needs to be');
    expect(() => network.pass(1, { ...shape, outputs: 0 })).toThrow(
      'number of outputs needs to be',
    );
    expect(() => network.lossOf(room, new Uint8Array(3), 'squared')).toThrow(
      'Expected 23 labels, but got 3',
    );
    const gradient = network.view(new Float64Array(all.length), shape);
    expect(() =>
      network.backward(network.view(all, shape), shape, inputs, new Uint8Array(3), room, gradient),
    ).toThrow('Expected 23 labels, but got 3');
    const few = fromRows([[1, 2]]);
    expect(() =>
      network.backward(network.view(all, shape), shape, few, new Uint8Array(23), room, gradient),
    ).toThrow('Expected 23 points, but got 1');
    const narrow = { ...shape, hidden: [{ units: 2, activation: 'relu' as const }] };
    const other = network.view(new Float64Array(network.parameterCount(narrow)), narrow);
    expect(() =>
      network.backward(network.view(all, shape), shape, inputs, new Uint8Array(23), room, {
        ...gradient,
        layers: [gradient.layers[0]!, other.layers[0]!, gradient.layers[2]!],
      }),
    ).toThrow('Expected 256 weights in the gradient of a layer, but got 4');
  });
});
