import type { Dataset } from './dataset.ts';
import { zeros } from './matrix.ts';
import { seeded, shuffle } from './random.ts';

/** Points to train on, and points kept aside to see whether what was learnt holds for others too. */
export interface Split {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * Divides the points by chance, class by class, so that both parts have the same mixture: `share` of
 * each class trains, as nearly as whole points allow, and both parts get at least one point of every class
 * that has two. Within a part the points keep their order.
 *
 * Throws unless 0 < share < 1, or when a part would stay empty.
 */
export function split(dataset: Dataset, share: number, seed: number): Split {
  if (!(share > 0 && share < 1))
    throw new RangeError(`The share that trains must be between 0 and 1, but got ${share}.`);
  const { labels, classNames } = dataset;
  const random = seeded(seed);
  const trains = new Uint8Array(labels.length);
  for (let c = 0; c < classNames.length; c++) {
    const rows = Uint32Array.from(labels.keys().filter((i) => labels[i] === c));
    shuffle(rows, random);
    const most = Math.max(1, rows.length - 1);
    const count = Math.min(most, Math.max(1, Math.round(share * rows.length)));
    for (const i of rows.subarray(0, count)) trains[i] = 1;
  }
  const part = (wanted: number) =>
    pick(dataset, [...labels.keys().filter((i) => trains[i] === wanted)]);
  const [train, test] = [part(1), part(0)];
  if (test.labels.length === 0)
    throw new RangeError(
      `To keep points aside takes a class with at least 2 points, but there are ${labels.length} points in ${classNames.length} classes.`,
    );
  return { train, test };
}

/** The points with these numbers, in this order. */
function pick(dataset: Dataset, rows: readonly number[]): Dataset {
  const { inputs, labels } = dataset;
  const picked = zeros(rows.length, inputs.columns);
  for (let j = 0; j < inputs.columns; j++)
    rows.forEach((row, i) => {
      picked.values[j * rows.length + i] = inputs.values[j * inputs.rows + row]!;
    });
  return {
    ...dataset,
    inputs: picked,
    labels: Uint8Array.from(rows, (row) => labels[row]!),
  };
}
