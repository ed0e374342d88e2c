import { course } from '../../src/data/course.ts';
import { fromRows } from '../../src/data/matrix.ts';
import { whole } from '../../src/data/whole.ts';
import { softmax } from '../../src/model/softmax.ts';
import { classRun, penguinsBy } from '../../src/training/class-runs.ts';
import { courseSteps } from '../../src/training/course-runs.ts';
import { percentText } from '../figures/numbers.ts';
import type { Runs } from './question.ts';
import { trained } from './trained.ts';

/** The pairs of measurements that the question offers. */
const offered = [
  ['billLength', 'billDepth'],
  ['billDepth', 'flipperLength'],
  ['billDepth', 'bodyMass'],
  ['flipperLength', 'bodyMass'],
] as const;

export const runs: Runs = {
  doubled: () => {
    const scores = fromRows([
      [2, 1, -1],
      [4, 2, -2],
    ]);
    softmax(scores, scores);
    const [before, after] = scores.values as unknown as [number, number];
    return {
      answer: after > before ? 'larger' : after < before ? 'smaller' : 'same',
      said: `The softmax was just taken of both: the first class had ${before.toFixed(4)}, and has ${after.toFixed(4)} now.`,
    };
  },
  arms: async (progress) => {
    const { accuracy } = await trained(classRun({ data: course.threeArms }), { progress });
    return {
      answer: 100 * accuracy,
      said: `Just trained for ${whole(courseSteps)} steps: it gets ${percentText(accuracy)} right.`,
    };
  },
  pair: async (progress) => {
    const shares: number[] = [];
    for (const pair of offered) {
      const done = (share: number) => progress((shares.length + share) / offered.length);
      const { accuracy } = await trained(classRun({ data: penguinsBy(pair) }), { progress: done });
      shares.push(accuracy);
    }
    const best = shares.indexOf(Math.max(...shares));
    return {
      answer: offered[best]!.join('-'),
      said: `Four models were just trained. In the order of the answers they get right: ${shares.map(percentText).join(', ')}.`,
    };
  },
};
