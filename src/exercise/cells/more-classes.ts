import { fromRows, type Matrix, toRows, zeros } from '../../data/matrix.ts';
import { confusionMatrix } from '../../model/confusion-matrix.ts';
import { backward, forward, type NetworkShape, pass, view } from '../../model/network.ts';
import { softmax, softmaxCrossEntropy } from '../../model/softmax.ts';
import { type Cells, part } from './cell.ts';

/** Three points in three classes; the last one's scores are too large to be raised to a power as they are. */
const scores = fromRows([
  [2, 1, -1],
  [0, 0, 0],
  [1000, 998, 990],
]);

const shape: NetworkShape = { inputs: 2, hidden: [], outputs: 3 };

interface Passed {
  readonly errors: Matrix;
  readonly weights: Matrix;
  readonly bias: Float64Array;
}

export const cells: Cells = {
  softmax: {
    figures: ['softmax', 'softmax-regions'],
    given: 'The scores of three points: (2, 1, −1), (0, 0, 0) and (1000, 998, 990).',
    run: () => {
      const probabilities = zeros(3, 3);
      softmax(scores, probabilities);
      return probabilities;
    },
    rows: [
      {
        label: 'ŷ',
        shape: '3 × 3: a row for each point, a column for each class',
        of: part<Matrix>(toRows),
      },
    ],
  },
  softmaxCrossEntropy: {
    figures: ['softmax', 'softmax-regions'],
    given: 'The same three points, of the classes 0, 1 and 2.',
    run: () => softmaxCrossEntropy(scores, Uint8Array.of(0, 1, 2)),
    rows: [{ label: 'L', shape: 'a number, 0 or larger', of: (loss) => loss }],
  },
  'target,errorsOf': {
    figures: ['softmax', 'softmax-regions'],
    given: 'Three points in three classes, the weights and biases given.',
    run: (): Passed => {
      const inputs = fromRows([
        [1, 2],
        [-1, 0.5],
        [0, -2],
      ]);
      const parameters = view(Float64Array.of(0.5, -1, 0.2, 1, 0, -0.5, 0.1, 0, -0.1), shape);
      const gradient = view(new Float64Array(9), shape);
      const room = pass(3, shape);
      forward(parameters, shape, inputs, room);
      backward(parameters, shape, inputs, Uint8Array.of(0, 1, 2), room, gradient);
      const { weights, bias } = gradient.layers[0]!;
      return { errors: room.errors, weights, bias };
    },
    rows: [
      {
        label: 'e',
        shape: '3 × 3: a row for each point, a column for each class',
        of: part<Passed>(({ errors }) => toRows(errors)),
      },
      {
        label: '∂L/∂W',
        shape: '3 × 2, row k for class k',
        of: part<Passed>(({ weights }) => toRows(weights)),
      },
      {
        label: '∂L/∂b',
        shape: '3 numbers, one for each class',
        of: part<Passed>(({ bias }) => bias),
      },
    ],
  },
  confusionMatrix: {
    figures: ['softmax-regions'],
    given: 'Six points of three classes, one of them taken for another.',
    run: () => confusionMatrix(Uint8Array.of(0, 0, 1, 2, 2, 2), Uint8Array.of(0, 0, 1, 1, 2, 2), 3),
    rows: [
      {
        label: 'counts',
        shape: '3 × 3, row k for class k, column j for answer j',
        of: part<Matrix>(toRows),
      },
    ],
  },
};

/** Asked by the figure of one point: ŷ, the loss, and the loss by each score. */
export function onePoint(
  scores: readonly number[],
  label: number,
): { readonly probabilities: unknown; readonly loss: unknown; readonly slopes: unknown } {
  const classes = scores.length;
  const z = fromRows([scores]);
  const labels = Uint8Array.of(label);
  const probabilities = zeros(1, classes);
  softmax(z, probabilities);
  // With W = I and b = 0 the scores are the inputs, and the backward pass ends at them.
  const plain: NetworkShape = { inputs: classes, hidden: [], outputs: classes };
  const all = new Float64Array(classes * (classes + 1));
  for (let k = 0; k < classes; k++) all[k * classes + k] = 1;
  const room = pass(1, plain);
  forward(view(all, plain), plain, z, room);
  backward(view(all, plain), plain, z, labels, room, view(all.slice(), plain));
  return {
    probabilities: [...probabilities.values],
    loss: softmaxCrossEntropy(z, labels),
    slopes: [...room.errors.values],
  };
}
