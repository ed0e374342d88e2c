import { fromRows } from '../../../src/data/matrix.ts';
import { seeded } from '../../../src/data/random.ts';
import { parameterCount, view } from '../../../src/model/mlp.ts';

/** A random network and random points with labels of both classes. */
export function randomNet(seed: number, units: number, n: number, scale = 1) {
  const random = seeded(seed);
  const parameters = view(
    Float64Array.from({ length: parameterCount(units) }, () => scale * random.normal()),
    units,
  );
  const points = Array.from({ length: n }, () => [2 * random.normal(), 2 * random.normal()]);
  const labels = Uint8Array.from(points, (_, i) => (i < 2 ? i : random.below(2)));
  return { parameters, points, inputs: fromRows(points), labels };
}
