import { cosine } from '../../data/elementary.ts';
import { cornerCount, radiusModes } from '../../model/region.ts';
import { type Cells, part } from './cell.ts';

/** A curve about the origin that goes out and in so many times in a turn, seen in 60 directions. */
const wavy = (times: number) =>
  Float64Array.from(
    { length: 60 },
    (_, d) => 2 + 0.3 * cosine((2 * Math.PI * ((times * d) % 60)) / 60),
  );

interface Counted {
  readonly modes: unknown;
  readonly corners: readonly unknown[];
}

export const cells: Cells = {
  'radiusModes,cornerCount': {
    figures: ['corners'],
    given: 'Curves r(θ) = 2 + 0.3 cos kθ with k = 3, 4 and 5, in 60 directions.',
    run: (): Counted => ({
      modes: radiusModes(wavy(3)),
      corners: [3, 4, 5].map((times) => cornerCount(wavy(times))),
    }),
    rows: [
      {
        label: 'waves for k = 3',
        shape: '9 numbers: the mean radius, and the amplitudes of the waves 1 to 8',
        of: part<Counted>(({ modes }) => modes),
      },
      ...[3, 4, 5].map((times, i) => ({
        label: `corners for k = ${times}`,
        shape: 'a whole number from 2 to 8',
        of: part<Counted>(({ corners }) => corners[i]),
      })),
    ],
  },
};
