import { fromRows, toRows } from '../../data/matrix.ts';
import { activationNamed } from '../../model/activations.ts';
import { type Affine, after, collapse } from '../../model/collapse.ts';
import type { LogisticParameters } from '../../model/logistic.ts';
import { startByHand } from '../../model/stacked-lines.ts';
import { type Cells, part } from './cell.ts';

type Responses = Readonly<Record<'value' | 'values' | 'slope' | 'slopes', ArrayLike<number>>>;

export const cells: Cells = {
  collapse: {
    figures: ['collapse'],
    given: 'Chapter 7’s network of three units, taken with the identity.',
    run: () => collapse(startByHand()),
    rows: [
      {
        label: 'w',
        shape: '2 numbers, one for each input',
        of: part<LogisticParameters>((line) => line.weights),
      },
      { label: 'b', shape: '1 number', of: part<LogisticParameters>((line) => line.bias) },
    ],
  },
  after: {
    figures: ['collapse'],
    given: 'M₂ of 1 × 3 after M₁ of 3 × 2.',
    run: () =>
      after(
        { weights: fromRows([[1, -2, 0.5]]), bias: Float64Array.of(0.25) },
        {
          weights: fromRows([
            [1, 2],
            [0, -1],
            [4, 1],
          ]),
          bias: Float64Array.of(1, 0.5, -2),
        },
      ),
    rows: [
      {
        label: 'M₂M₁',
        shape: '1 × 2: as many rows as M₂, as many columns as M₁',
        of: part<Affine>((map) => toRows(map.weights)),
      },
      {
        label: 'M₂a₁ + a₂',
        shape: '1 number, one for each row of M₂',
        of: part<Affine>((map) => map.bias),
      },
    ],
  },
  identityActivation: {
    figures: ['collapse'],
    given: 'Two scores, −2 and 0.5: each asked for itself, and both at once.',
    run: (): Responses => {
      const { value, values, slope, slopes } = activationNamed('identity');
      const s = Float64Array.of(-2, 0.5);
      const [h, g] = [new Float64Array(2), new Float64Array(2)];
      values(s, h);
      slopes(s, h, g);
      return { value: [...s].map(value), values: h, slope: [...s].map(slope), slopes: g };
    },
    rows: (['value', 'values', 'slope', 'slopes'] as const).map((name) => ({
      label: name,
      shape: '2 numbers, one for each score',
      of: part<Responses>((responses) => responses[name]),
    })),
  },
};
