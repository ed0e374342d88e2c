import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import { makeDataset } from '../../../src/data/datasets.ts';
import { seeded } from '../../../src/data/random.ts';
import { gridOver } from '../../../src/figure/heat.ts';
import { edgesOf, layersOf, walkUnits } from '../../../src/figure/layered-graph.ts';
import { areMapsOf, networkMaps, placesOn } from '../../../src/figure/network-maps.ts';
import { forward, type NetworkShape, pass, sizesOf, view } from '../../../src/model/network.ts';
import { start } from '../../../src/model/starts.ts';

const shape: NetworkShape = {
  inputs: 2,
  hidden: [
    { units: 5, activation: 'tanh' },
    { units: 64, activation: 'relu' },
  ],
  outputs: 3,
};
const parameters = start('normal', sizesOf(shape), seeded(1));

/** A generator's result, and how often it paused on the way. */
function finish<T>(work: Generator<void, T>) {
  let pauses = 0;
  for (;;) {
    const next = work.next();
    if (next.done) return { value: next.value, pauses };
    pauses++;
  }
}

describe('what a network says at many places', () => {
  it('is the same in portions as at once, to the last bit, in every layer', () => {
    const { inputs } = makeDataset({ ...course.circles, count: 2000 });
    const { value, pauses } = finish(networkMaps(parameters, shape, inputs, { hidden: true }));
    expect(pauses).toBeGreaterThan(2);
    const room = pass(inputs.rows, shape);
    forward(view(parameters, shape), shape, inputs, room);
    expect(value.probabilities).toEqual(room.probabilities);
    expect(value.logits).toEqual(room.logits);
    expect(value.hidden).toEqual(room.hidden.map(({ activations }) => activations));
    expect(areMapsOf(value, shape, 2000)).toBe(true);
    expect(areMapsOf(value, { ...shape, hidden: [] }, 2000)).toBe(false);
  });

  it('is asked on two inputs while the others stand still', () => {
    const grid = gridOver({ x: [0, 2], y: [10, 20] }, 2, 2);
    const { values, rows } = placesOn(grid, [7, 8, 9], [2, 0]);
    expect(rows).toBe(4);
    expect([...values]).toEqual([
      ...[12.5, 12.5, 17.5, 17.5],
      ...[8, 8, 8, 8],
      ...[0.5, 1.5, 0.5, 1.5],
    ]);
  });
});

describe('the drawing of a network of any depth', () => {
  const picture = { width: 700, height: 300 };

  it('keeps all nodes in the picture and apart from each other, up to six layers of 64', () => {
    for (const sizes of [
      [2, 1],
      [2, 3, 1],
      [16, 64, 64, 64, 64, 64, 64, 6],
      [2, 8, 8, 1],
    ]) {
      const all = layersOf(sizes, picture).flat();
      expect(all).toHaveLength(sizes.reduce((sum, size) => sum + size, 0));
      for (const [i, a] of all.entries()) {
        expect(a.x - a.half).toBeGreaterThanOrEqual(0);
        expect(a.x + a.half).toBeLessThanOrEqual(picture.width);
        expect(a.y - a.half).toBeGreaterThanOrEqual(0);
        expect(a.y + a.half).toBeLessThanOrEqual(picture.height);
        for (const b of all.slice(i + 1)) {
          const apart = Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
          expect(apart).toBeGreaterThanOrEqual(a.half + b.half - 1e-9);
        }
      }
    }
  });

  it('has a line for every weight, or for the strongest of many, and says how many it left out', () => {
    const nodes = layersOf(sizesOf(shape), picture);
    const { value } = finish(edgesOf(view(parameters, shape), nodes, () => 1));
    const drawn = value.bundles.flatMap(({ path }) => path.match(/L/g) ?? []).length;
    const weights = 2 * 5 + 5 * 64 + 64 * 3;
    expect(drawn + value.left).toBe(weights);
    expect(drawn).toBe(10 + 160 + 160);
  });

  it('is walked by the arrow keys, from layer to layer and round each', () => {
    expect(walkUnits(shape, { layer: 2, unit: 60 }, [-1, 0])).toEqual({ layer: 1, unit: 4 });
    expect(walkUnits(shape, { layer: 1, unit: 4 }, [0, 1])).toEqual({ layer: 1, unit: 0 });
    expect(walkUnits(shape, { layer: 1, unit: 0 }, [-1, 0])).toEqual({ layer: 1, unit: 0 });
    expect(walkUnits(shape, { layer: 3, unit: 2 }, [1, 0])).toEqual({ layer: 3, unit: 2 });
  });
});
