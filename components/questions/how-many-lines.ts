import { logitSurface, view } from '../../src/model/mlp.ts';
import { cornerCount, radiiOnRays, raysFrom, shareCalledOne } from '../../src/model/region.ts';
import { courseSteps } from '../../src/training/course-runs.ts';
import { trainEnsemble } from '../../src/training/ensemble.ts';
import { mapRun, usualEnsemble } from '../../src/training/many-networks.ts';
import type { Ensemble, Trained } from '../../src/training/members.ts';
import type { Runs } from './question.ts';

const tried = 100;

/** All networks of an ensemble, trained in threads; what is told of each, in the order in which they came. */
async function each<T>(
  ensemble: Ensemble,
  units: number,
  progress: (share: number) => void,
  tell: (network: ReturnType<typeof view>, accuracy: number) => T,
): Promise<T[]> {
  const told: T[] = [];
  const onResult = ({ count, parameters, accuracies }: Trained) => {
    const length = parameters.length / count;
    for (let i = 0; i < count; i++) {
      const own = view(parameters.slice(i * length, (i + 1) * length), units);
      told.push(tell(own, accuracies[i] as number));
    }
  };
  if (typeof Worker === 'undefined') {
    // The site is being built, and asks for the question sheet: the threads' own function, without threads.
    const { trainMembers } = await import('../../src/training/members.ts');
    onResult(trainMembers(ensemble));
  } else await trainEnsemble(ensemble, { onResult, onProgress: ({ share }) => progress(share) });
  return told;
}

export const runs: Runs = {
  relu: async (progress) => {
    const run = mapRun(3, 2, 'relu he');
    const ensemble = { run, firstSeed: 1, count: tried, stops: [courseSteps] };
    const shares = await each(ensemble, 3, progress, (_, accuracy) => accuracy);
    const right = shares.filter((share) => share === 1).length;
    return {
      answer: right,
      said: `${tried} networks were just trained from ${tried} starts: ${right} of them get every point right.`,
    };
  },
  four: async (progress) => {
    const rays = raysFrom(72, 41, 4);
    const logits = new Float64Array(rays.points.rows);
    const found = await each(usualEnsemble(4, tried), 4, progress, (network) => {
      logitSurface(network, 'sigmoid', rays.points, logits);
      const radii = radiiOnRays(rays, logits);
      return radii?.every(Number.isFinite) ? cornerCount(radii) : 0;
    });
    const withCorners = (corners: number) => found.filter((count) => count === corners).length;
    const four = withCorners(4);
    return {
      answer:
        four === 0 ? 'none' : four < tried / 4 ? 'some' : four <= 0.6 * tried ? 'half' : 'most',
      said: `${tried} networks with four units were just trained. Regions with three corners: ${withCorners(3)}; with four: ${four}; others: ${tried - withCorners(3) - four}.`,
    };
  },
  far: async (progress) => {
    const found = await each(usualEnsemble(5, tried), 5, progress, (network) =>
      shareCalledOne(network, 'sigmoid', 100),
    );
    const far = found.filter((share) => share > 0).length;
    return {
      answer: far === 0 ? 'none' : far === tried ? 'all' : far > 10 ? 'many' : 'few',
      said: `${tried} networks with five units were just trained: ${far} of them say class 1 somewhere on the circle of radius 100.`,
    };
  },
};
