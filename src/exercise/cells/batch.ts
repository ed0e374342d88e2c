import { course } from '../../data/course.ts';
import { makeDataset } from '../../data/datasets.ts';
import { toRows } from '../../data/matrix.ts';
import {
  backward,
  forward,
  type MlpParameters,
  type MlpPass,
  pass,
  view,
} from '../../model/mlp.ts';
import { startByHand } from '../../model/stacked-lines.ts';
import { type Cells, part } from './cell.ts';

interface Passed {
  readonly room: MlpPass;
  readonly gradient: MlpParameters;
}

export const cells: Cells = {
  'forward,backward': {
    figures: ['sum-or-mean'],
    given: 'Chapter 7’s network of three units on the 200 points of the circles.',
    run: (): Passed => {
      const { inputs, labels } = makeDataset(course.circles);
      const parameters = startByHand();
      const gradient = view(new Float64Array(13), 3);
      const room = pass(labels.length, 3);
      forward(parameters, 'sigmoid', inputs, room);
      backward(parameters, 'sigmoid', inputs, labels, room, gradient);
      return { room, gradient };
    },
    rows: [
      {
        label: 'S₁',
        shape: '200 × 3: a row for each point, a column for each unit',
        of: part<Passed>(({ room }) => toRows(room.preactivations)),
      },
      {
        label: 'A',
        shape: '200 × 3: a row for each point, a column for each unit',
        of: part<Passed>(({ room }) => toRows(room.hidden)),
      },
      {
        label: 'ŷ',
        shape: '200 numbers, a probability for each point',
        of: part<Passed>(({ room }) => room.probabilities),
      },
      {
        label: '∂L/∂w_final',
        shape: '3 numbers, one for each unit',
        of: part<Passed>(({ gradient }) => gradient.outputWeights),
      },
      {
        label: '∂L/∂b_final',
        shape: '1 number',
        of: part<Passed>(({ gradient }) => gradient.outputBias),
      },
      {
        label: '∂L/∂W',
        shape: '3 × 2, row k for unit k',
        of: part<Passed>(({ gradient }) => toRows(gradient.hiddenWeights)),
      },
      {
        label: '∂L/∂b',
        shape: '3 numbers, one for each unit',
        of: part<Passed>(({ gradient }) => gradient.hiddenBias),
      },
    ],
  },
};
