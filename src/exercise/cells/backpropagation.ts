import { finiteDifference } from '../../gradient/finite-difference.ts';
import {
  chosenPoint,
  descend,
  factorsAt,
  type LabelledPoint,
  lossAt,
  networkAfter,
  type Trial,
  trials,
} from '../../training/one-point.ts';
import { type Cells, part } from './cell.ts';

export const cells: Cells = {
  finiteDifference: {
    figures: ['backprop'],
    given: 'L of the chapter’s point, by all 13 parameters of the network at its start.',
    run: () => finiteDifference((at) => lossAt(at, chosenPoint), networkAfter(0)),
    rows: [
      {
        label: '∂L/∂θ by trying',
        shape: '13 numbers, one for each parameter',
        of: (slopes) => slopes,
      },
    ],
  },
  descend: {
    figures: ['backprop'],
    given: 'Five steps on the chapter’s point, η = 2.',
    run: () => {
      const parameters = descend(networkAfter(0), chosenPoint, 5, 2);
      return { parameters, loss: lossAt(parameters, chosenPoint) };
    },
    rows: [
      {
        label: 'θ after 5 steps',
        shape: '13 numbers, as before them',
        of: part<{ parameters: unknown }>(({ parameters }) => parameters),
      },
      { label: 'L there', shape: 'a number', of: part<{ loss: unknown }>(({ loss }) => loss) },
    ],
  },
};

/** Asked by the figure: so many steps on one point, and there the four gradients by trying, by their names. */
export function steppedAndTried(
  from: readonly number[],
  point: LabelledPoint,
  steps: number,
  learningRate: number,
): {
  readonly parameters: readonly number[];
  readonly tried: readonly (readonly [string, Trial])[];
} {
  const parameters = descend(Float64Array.from(from), point, steps, learningRate);
  const tried = trials(parameters, point, factorsAt(parameters, point));
  return {
    parameters: [...parameters],
    tried: [...tried].map(([name, { values, relativeDifference }]) => [
      name,
      { values: { ...values, values: values.values.slice() }, relativeDifference },
    ]),
  };
}
