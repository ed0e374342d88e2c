import { course } from '../../data/course.ts';
import { type DataRecipe, makeDataset } from '../../data/datasets.ts';
import { backward, forward, pass, view } from '../../model/logistic.ts';
import { sigmoid } from '../../model/sigmoid.ts';
import { bowl, type Descended, descend } from '../../training/descent.ts';
import { type Cells, part, valuesAt } from './cell.ts';

const scores = [-1000, -2, 0, 0.5, 4, 1000];

interface Passed {
  readonly logits: Float64Array;
  readonly probabilities: Float64Array;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

export const cells: Cells = {
  sigmoid: {
    figures: ['sigmoid-threshold'],
    given: 'Scores from far below 0 to far above it.',
    run: () => scores.map((z) => sigmoid(z)),
    rows: valuesAt(scores, (z) => `σ(${String(z).replace('-', '−')})`, 'a number from 0 to 1'),
  },
  'forward,backward': {
    figures: ['logistic-training', 'loss-bowl'],
    given: 'The 80 points of the overlapping blobs, at w = (0.5, −0.25) and b = 0.1.',
    run: (): Passed => {
      const { inputs, labels } = makeDataset(course.overlapping);
      const parameters = view(Float64Array.of(0.5, -0.25, 0.1), 2);
      const gradient = view(new Float64Array(3), 2);
      const room = pass(labels.length);
      forward(parameters, inputs, room);
      const { logits, probabilities } = room;
      backward(parameters, inputs, labels, room, gradient);
      return { logits, probabilities, weights: gradient.weights, bias: gradient.bias };
    },
    rows: [
      {
        label: 'z',
        shape: '80 numbers, a score for each point',
        of: part<Passed>((p) => p.logits),
      },
      {
        label: 'ŷ',
        shape: '80 numbers, a probability for each point',
        of: part<Passed>((p) => p.probabilities),
      },
      {
        label: '∂L/∂w',
        shape: '2 numbers, one for each weight',
        of: part<Passed>((p) => p.weights),
      },
      { label: '∂L/∂b', shape: '1 number', of: part<Passed>((p) => p.bias) },
    ],
  },
};

/** Asked by the figure of the bowl: the loss at each of these places (w₁, w₂). */
export function lossesAt(
  data: DataRecipe,
  places: readonly (readonly [number, number])[],
): readonly number[] {
  const lossAt = bowl(makeDataset(data));
  return places.map(([w1, w2]) => lossAt(w1, w2));
}

/** And the path of descent in it. */
export const descentFrom = (
  data: DataRecipe,
  start: readonly [number, number],
  learningRate: number,
  steps: number,
): Descended[] => descend(makeDataset(data), start, learningRate, steps);
