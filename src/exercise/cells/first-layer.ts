import { fromRows } from '../../data/matrix.ts';
import { responsesAt } from '../../model/activations.ts';
import { firstLayer, firstPoint } from '../../model/half-planes.ts';
import { type LayerValues, layer } from '../../model/layer.ts';
import { type Cells, part } from './cell.ts';

const bent = ['tanh', 'relu', 'leaky-relu', 'softplus'] as const;
const called = { tanh: 'tanh', relu: 'ReLU', 'leaky-relu': 'leaky ReLU', softplus: 'softplus' };
const scores = [-2, 0.5];

type Responses = readonly ReturnType<typeof responsesAt>[];

export const cells: Cells = {
  layer: {
    figures: ['first-layer'],
    given: 'The chapter’s three units, at x = (−2, 0.5), with σ.',
    run: () =>
      layer(
        fromRows(firstLayer.map(({ weights }) => weights)),
        firstLayer.map(({ bias }) => bias),
        'sigmoid',
        firstPoint,
      ),
    rows: [
      {
        label: 's₁',
        shape: '3 numbers, a score for each unit',
        of: part<LayerValues>((values) => values.preactivations),
      },
      {
        label: 'h',
        shape: '3 numbers, an answer for each unit',
        of: part<LayerValues>((values) => values.hidden),
      },
    ],
  },
  'tanh,relu,reluSlope,leakyRelu,leakyReluSlope,softplus': {
    figures: ['activation-zoo', 'first-layer'],
    given: 'Each at z = −2 and z = 0.5, and the slopes of the two that have a kink.',
    run: (): Responses => bent.map((name) => responsesAt(name, scores)),
    rows: bent.flatMap((name, i) => [
      {
        label: called[name],
        shape: '2 numbers, a value for each z',
        of: part<Responses>((all) => all[i]!.map(({ value }) => value)),
      },
      ...(name.endsWith('relu')
        ? [
            {
              label: `slope of ${called[name]}`,
              shape: '2 numbers, a slope for each z',
              of: part<Responses>((all) => all[i]!.map(({ slopes }) => slopes!.left)),
            },
          ]
        : []),
    ]),
  },
};
