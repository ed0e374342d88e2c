import type { Dataset } from '../data/dataset.ts';
import { seeded } from '../data/random.ts';
import * as logistic from '../model/logistic.ts';
import { accuracy, meanCrossEntropy } from '../model/loss.ts';
import * as mlp from '../model/mlp.ts';
import * as network from '../model/network.ts';
import { start } from '../model/starts.ts';
import { type Setup, SetupError, type StartSpec } from './setup.ts';

/** Points and their classes, as a pass over them wants them. */
export type Examples = Pick<Dataset, 'inputs' | 'labels'>;

/** All that training needs to know of a model; what differs between models is behind it. */
export interface Model {
  /** The sizes of its layers, from the inputs to the output. */
  readonly sizes: readonly number[];
  /** The length of its flat vector of parameters. */
  readonly parameterCount: number;
  /**
   * The model at work on these examples: it reads the parameters where they stand, and writes the
   * gradient where it is wanted. Both arrays have the length of `parameterCount`.
   */
  on(examples: Examples, parameters: Float64Array, gradient: Float64Array): Pass;
}

/** Forward and backward over the same examples, again and again; a step allocates nothing. */
export interface Pass {
  forward(): void;
  /** After `forward`: the gradient of the mean loss and the penalty. */
  backward(): void;
  /** After `forward`: the mean loss, without the penalty. */
  loss(): number;
  /** After `forward`: the share of the points that is classified rightly, from 0 to 1. */
  accuracy(): number;
  /** What the penalty adds to the mean loss. */
  penalty(): number;
}

/**
 * The model of a setup, for points of so many inputs and classes. Throws a SetupError when they do not fit.
 */
export function modelOf({ model, l2 }: Setup, inputs: number, classes: number): Model {
  const oneScore = model.kind !== 'network' || model.output === 'sigmoid';
  if (oneScore && classes !== 2)
    throw new SetupError('data', `This model tells 2 classes apart, but the data have ${classes}.`);
  switch (model.kind) {
    case 'logistic':
      return {
        sizes: [inputs, 1],
        parameterCount: logistic.parameterCount(inputs),
        on(examples, all, slope) {
          const parameters = logistic.view(all, inputs);
          const gradient = logistic.view(slope, inputs);
          const pass = logistic.pass(examples.labels.length);
          return {
            ...binary(pass.logits, examples),
            forward: () => logistic.forward(parameters, examples.inputs, pass),
            backward: () =>
              logistic.backward(parameters, examples.inputs, examples.labels, pass, gradient, l2),
            penalty: () => logistic.penalty(parameters, l2),
          };
        },
      };
    case 'mlp': {
      const { units, activation } = model;
      if (inputs !== 2)
        throw new SetupError(
          'features',
          `This perceptron takes 2 inputs, but the features are ${inputs}.`,
        );
      if (l2 !== 0)
        throw new SetupError(
          'l2',
          `This perceptron knows no penalty: l2 must be 0, but got ${l2}.`,
        );
      return {
        sizes: [inputs, units, 1],
        parameterCount: mlp.parameterCount(units),
        on(examples, all, slope) {
          const parameters = mlp.view(all, units);
          const gradient = mlp.view(slope, units);
          const pass = mlp.pass(examples.labels.length, units);
          return {
            ...binary(pass.logits, examples),
            forward: () => mlp.forward(parameters, activation, examples.inputs, pass),
            backward: () =>
              mlp.backward(
                parameters,
                activation,
                examples.inputs,
                examples.labels,
                pass,
                gradient,
              ),
            penalty: () => 0,
          };
        },
      };
    }
    case 'network': {
      const { hidden, output, loss } = model;
      const shape = { inputs, hidden, outputs: output === 'sigmoid' ? 1 : classes };
      return {
        sizes: network.sizesOf(shape),
        parameterCount: network.parameterCount(shape),
        on({ inputs: points, labels }, all, slope) {
          const parameters = network.view(all, shape);
          const gradient = network.view(slope, shape);
          const pass = network.pass(labels.length, shape);
          return {
            forward: () => network.forward(parameters, shape, points, pass),
            backward: () =>
              network.backward(parameters, shape, points, labels, pass, gradient, { loss, l2 }),
            loss: () => network.lossOf(pass, labels, loss),
            accuracy: () => {
              const right = network.answers(pass).filter((answer, i) => answer === labels[i]);
              return right.length / labels.length;
            },
            penalty: () => network.penalty(parameters, l2),
          };
        },
      };
    }
  }
}

/** Loss and accuracy of two classes told apart by one score a point. */
const binary = (logits: Float64Array, { labels }: Examples) => ({
  loss: () => meanCrossEntropy(logits, labels),
  accuracy: () => accuracy(logits, labels),
});

/** Where the parameters begin. Throws a SetupError when given values are not one a parameter. */
export function startOf(spec: StartSpec, { sizes, parameterCount }: Model): Float64Array {
  if (spec.kind !== 'given') return start(spec.kind, sizes, seeded(spec.seed));
  if (spec.values.length !== parameterCount)
    throw new SetupError(
      'start.values',
      `The start needs one value a parameter, ${parameterCount} in all, but got ${spec.values.length}.`,
    );
  return Float64Array.from(spec.values);
}
