import { whole } from '../../src/data/whole.ts';
import { layerSlopes } from '../../src/model/layer-slopes.ts';
import { courseSteps } from '../../src/training/course-runs.ts';
import { deepRun, equalRates, equalSizes } from '../../src/training/deep-runs.ts';
import { shapeOf } from '../../src/training/playground.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import type { Runs } from './question.ts';
import { trained } from './trained.ts';

const tried = 10;

export const runs: Runs = {
  deeper: async (progress) => {
    let perfect = 0;
    for (let seed = 1; seed <= tried; seed++) {
      const run = deepRun({
        hidden: equalSizes[3],
        activation: 'sigmoid',
        learningRate: equalRates.sigmoid,
        seed,
      });
      const done = (share: number) => progress((seed - 1 + share) / tried);
      const { accuracy } = await trained(run, { progress: done });
      if (accuracy === 1) perfect += 1;
      done(1);
    }
    return {
      answer: perfect,
      said: `${tried} networks of four hidden layers were just trained for ${whole(courseSteps)} steps: ${perfect} of them get every point right.`,
    };
  },
  slopes: () => {
    const starts = 20;
    let [first, last] = [0, 0];
    for (let seed = 1; seed <= starts; seed++) {
      const { setup } = deepRun({ hidden: equalSizes[3], activation: 'sigmoid', seed });
      const slopes = layerSlopes(createTrainer(setup).snapshot().gradient, shapeOf(setup));
      first += slopes[0]! / starts;
      last += slopes.at(-1)! / starts;
    }
    const times = last / first;
    return {
      answer: times < 3 ? 'same' : times < 30 ? 'ten' : times < 3000 ? 'hundreds' : 'million',
      said: `From ${starts} starts, just now: on average ${first.toExponential(1)} at the first layer and ${last.toExponential(1)} at the output, ${Math.round(times)} times as much.`,
    };
  },
};
