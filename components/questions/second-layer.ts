import { seeded } from '../../src/data/random.ts';
import { whole } from '../../src/data/whole.ts';
import { cellCentre } from '../../src/figure/heat.ts';
import { allSayOne, fenceDistance, firstLayer, triangleAt } from '../../src/model/half-planes.ts';
import { probability, view } from '../../src/model/mlp.ts';
import { boundaryRadii } from '../../src/model/region.ts';
import { sharpened, solvedByHand, stackOn } from '../../src/model/stacked-lines.ts';
import { start } from '../../src/model/starts.ts';
import { signed } from '../figures/numbers.ts';
import type { Runs } from './question.ts';

/** What a region is worth in square units, from the distances of its boundary in even directions. */
const areaWithin = (radii: Float64Array) =>
  radii.reduce((sum, radius) => sum + (Math.PI * radius * radius) / radii.length, 0);

export const runs: Runs = {
  count: () => {
    const units = 50;
    const network = view(start('uniform', [2, units, 1], seeded(0)), units);
    const { hiddenWeights, hiddenBias, outputWeights, outputBias } = network;
    const parts = [hiddenWeights.values, hiddenBias, outputWeights, outputBias].map(
      ({ length }) => length,
    );
    return {
      answer: network.all.length,
      said: `A network with ${units} hidden units was just made, and its numbers were counted: ${parts.join(' + ')} = ${network.all.length}.`,
    };
  },
  and: () => {
    const lines = triangleAt(fenceDistance);
    const side = 25;
    const places = Array.from({ length: side * side }, (_, at) => [
      cellCentre([-4, 4], side, at % side),
      cellCentre([-4, 4], side, Math.floor(at / side)),
    ]) as [number, number][];
    const differences = [-0.5, -1.5, -2.5, -3.5].map((bias) => {
      const network = stackOn(sharpened(lines, 1000), [1, 1, 1], bias);
      const other = places.filter(
        ([x1, x2]) =>
          probability(network, 'sigmoid', x1, x2) >= 0.5 !== (allSayOne(lines, x1, x2) === 1),
      );
      return { bias, count: other.length };
    });
    const best = differences.reduce((a, b) => (b.count < a.count ? b : a));
    return {
      answer: String(best.bias),
      said: `All four were just tried on chapter 5’s fence with very sharp units, at ${whole(places.length)} places of the plane. They differ from the AND at ${differences.map(({ bias, count }) => `${count} places with ${signed(bias, 1)}`).join(', at ')}.`,
    };
  },
  doubled: () => {
    const { outputWeights, outputBias } = solvedByHand();
    const once = solvedByHand();
    const twice = stackOn(sharpened(firstLayer, 2), Array.from(outputWeights), outputBias[0]!);
    const [before, after] = [once, twice].map((network) => boundaryRadii(network, 'sigmoid', 360));
    const moved = Math.max(...before!.map((radius, d) => Math.abs(radius - after![d]!)));
    const [p, q] = [once, twice].map((network) => probability(network, 'sigmoid', 0, 0));
    return {
      answer: moved > 1e-6 ? 'changes' : p === q ? 'stays' : 'surer',
      said: `Measured in 360 directions, on the network with w_final = [2, 2, 2] and b_final = −4.4: the boundary moves by up to ${signed(moved)}, and the region’s area goes from ${signed(areaWithin(before!), 1)} to ${signed(areaWithin(after!), 1)}.`,
    };
  },
};
