import { makeDataset } from '../../src/data/datasets.ts';
import { flipUnit, permuteUnits } from '../../src/model/canonical.ts';
import { type MlpParameters, probability, view } from '../../src/model/mlp.ts';
import { circlesRun, resultRun } from '../../src/training/course-runs.ts';
import type { RunSpec } from '../../src/training/run.ts';
import type { Runs } from './question.ts';
import { trained } from './trained.ts';

const endOf = async (spec: RunSpec): Promise<MlpParameters> =>
  view((await trained(spec)).parameters, 3);

const tried = 20;

export const runs: Runs = {
  centre: async () => {
    const certainty = probability(await endOf(resultRun), 'sigmoid', 0, 0);
    return {
      answer: certainty,
      said: `The network was just trained: at the centre it says ŷ = ${certainty.toFixed(4)}.`,
    };
  },
  signs: async (progress) => {
    const counts = [0, 0, 0, 0];
    for (let seed = 1; seed <= tried; seed++) {
      const { outputWeights } = await endOf(circlesRun({ seed }));
      counts[outputWeights.filter((w) => w < 0).length]! += 1;
      progress(seed / tried);
      await new Promise((resume) => setTimeout(resume));
    }
    const [none, one, two, all] = counts as [number, number, number, number];
    return {
      answer:
        none === tried
          ? 'positive'
          : all === tried
            ? 'negative'
            : none + all === 0
              ? 'mixed'
              : 'any',
      said: `${tried} networks were just trained from ${tried} starts. With no negative weight: ${none}; with one: ${one}; with two: ${two}; with three: ${all}.`,
    };
  },
  twins: async () => {
    const parameters = await endOf(resultRun);
    const { inputs } = makeDataset(resultRun.setup.data);
    const [x1, x2] = [inputs.values[0]!, inputs.values[inputs.rows]!];
    const before = probability(parameters, 'sigmoid', x1, x2);
    const twins = new Set<string>();
    let most = 0;
    for (const order of orders([0, 1, 2]))
      for (let turned = 0; turned < 8; turned++) {
        let twin = permuteUnits(parameters, order);
        for (const k of [0, 1, 2]) if ((turned >> k) & 1) twin = flipUnit(twin, k, 'sigmoid');
        twins.add(twin.all.join(' '));
        most = Math.max(most, Math.abs(probability(twin, 'sigmoid', x1, x2) - before));
      }
    return {
      answer: twins.size,
      said: `All were just made from the trained network: ${twins.size} different lists of 13 numbers, and at the first point ŷ differs by at most ${most.toExponential(0)} between them.`,
    };
  },
};

/** All orders of these units. */
function orders(units: readonly number[]): number[][] {
  if (units.length === 0) return [[]];
  return units.flatMap((first) =>
    orders(units.filter((unit) => unit !== first)).map((rest) => [first, ...rest]),
  );
}
