import { zeros } from '../data/matrix.ts';
import { seeded, shuffle } from '../data/random.ts';
import type { Examples } from './models.ts';

/**
 * Mini-batches: every epoch all points are put in a new order, and each step takes the next few; an
 * epoch's last batch may be smaller. The batch of a step depends on the seed and the step alone.
 */
export interface Batches {
  readonly stepsPerEpoch: number;
  /** Where the batches stand, step after step: room for a whole one, and for a smaller last one. */
  readonly rooms: readonly Examples[];
  /** Puts the batch of a step, 0, 1, 2 …, into the one of the rooms that it fills. */
  of(step: number): Examples;
}

/** Batches of `size` points, 1 … n − 1 of all n. */
export function createBatches(all: Examples, size: number, seed: number): Batches {
  const { rows: n, columns } = all.inputs;
  const stepsPerEpoch = Math.ceil(n / size);
  const room = (points: number): Examples => ({
    inputs: zeros(points, columns),
    labels: new Uint8Array(points),
  });
  const whole = room(size);
  const last = n % size === 0 ? whole : room(n % size);

  const order = new Uint32Array(n);
  let random = seeded(seed);
  let shuffles = Number.POSITIVE_INFINITY; // the order stands at epoch shuffles − 1

  function orderOf(epoch: number) {
    if (shuffles > epoch + 1) {
      for (let i = 0; i < n; i++) order[i] = i;
      random = seeded(seed);
      shuffles = 0;
    }
    for (; shuffles <= epoch; shuffles++) shuffle(order, random);
  }

  return {
    stepsPerEpoch,
    rooms: last === whole ? [whole] : [whole, last],
    of(step) {
      orderOf(Math.floor(step / stepsPerEpoch));
      const first = (step % stepsPerEpoch) * size;
      const batch = first + size <= n ? whole : last;
      const points = batch.labels.length;
      for (let i = 0; i < points; i++) batch.labels[i] = all.labels[order[first + i]!]!;
      for (let j = 0; j < columns; j++)
        for (let i = 0; i < points; i++)
          batch.inputs.values[j * points + i] = all.inputs.values[j * n + order[first + i]!]!;
      return batch;
    },
  };
}

/**
 * Whether a run by such batches can be taken up at a step without the order of its epochs being drawn
 * for long; one that looks at all points has no order.
 */
export function batchesReach(n: number, batch: 'full' | number, step: number): boolean {
  if (batch === 'full' || batch >= n) return true;
  return (step / Math.ceil(n / batch)) * n <= 1e8;
}
