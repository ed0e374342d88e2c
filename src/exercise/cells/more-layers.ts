import { course } from '../../data/course.ts';
import { makeDataset } from '../../data/datasets.ts';
import { toRows } from '../../data/matrix.ts';
import { seeded } from '../../data/random.ts';
import { forward, type NetworkPass, type NetworkShape, pass, view } from '../../model/network.ts';
import { start } from '../../model/starts.ts';
import { type Cells, part, valuesAt } from './cell.ts';

const shape: NetworkShape = {
  inputs: 2,
  hidden: [
    { units: 4, activation: 'tanh' },
    { units: 3, activation: 'tanh' },
  ],
  outputs: 1,
};

const names = ['zero', 'equal', 'uniform', 'normal', 'glorot', 'he'] as const;

export const cells: Cells = {
  forward: {
    figures: ['depth'],
    given: 'A network 2 → 4 → 3 → 1 with tanh on 20 points of the spiral.',
    run: (): NetworkPass => {
      const { inputs } = makeDataset({ ...course.spiral, count: 20 });
      const room = pass(20, shape);
      forward(view(start('glorot', [2, 4, 3, 1], seeded(1)), shape), shape, inputs, room);
      return room;
    },
    rows: [
      {
        label: 'A₁',
        shape: '20 × 4: a row for each point, a column for each unit',
        of: part<NetworkPass>(({ hidden }) => toRows(hidden[0]!.activations)),
      },
      {
        label: 'A₂',
        shape: '20 × 3: a row for each point, a column for each unit',
        of: part<NetworkPass>(({ hidden }) => toRows(hidden[1]!.activations)),
      },
      {
        label: 'ŷ',
        shape: '20 × 1, a probability for each point',
        of: part<NetworkPass>(({ probabilities }) => toRows(probabilities)),
      },
    ],
  },
  starts: {
    figures: ['depth'],
    given: 'Each start for a network 2 → 2 → 1, from seed 1.',
    run: () => names.map((name) => start(name, [2, 2, 1], seeded(1))),
    rows: valuesAt(
      names.map((_, i) => i),
      (i) => names[i]!,
      '9 numbers: W and b of the first layer, then of the second',
    ),
  },
};
