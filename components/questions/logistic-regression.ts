import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import { confusion } from '../../src/model/confusion.ts';
import { overlappingModel, plainLogistic } from '../../src/training/examples.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { signed } from '../figures/numbers.ts';
import type { Runs } from './question.ts';

export const runs: Runs = {
  threshold: () => {
    const { labels } = makeDataset(course.overlapping);
    const { probabilities } = overlappingModel();
    const recalls = Array.from(
      { length: 99 },
      (_, i) => confusion(probabilities, labels, (i + 1) / 100).recall ?? 0,
    );
    const rises = recalls.filter(
      (recall, i) => i > 0 && recall > (recalls[i - 1] as number),
    ).length;
    const falls = recalls.filter(
      (recall, i) => i > 0 && recall < (recalls[i - 1] as number),
    ).length;
    return {
      answer: rises === 0 ? 'down' : falls === 0 ? 'up' : 'both',
      said: `Tried at 99 thresholds from 0.01 to 0.99 on the overlapping blobs: recall fell ${falls} times and rose ${rises} times.`,
    };
  },
  separable: () => {
    const trainer = createTrainer(plainLogistic(course.apart));
    const seen = [500, 1000, 2000, 4000].map((step) => {
      const now = trainer.snapshot();
      const { parameters, loss } = trainer.advance(step - now.step, { learningRate: 0.5 });
      return { step, loss, size: Math.hypot(parameters[0] as number, parameters[1] as number) };
    });
    const grows = seen.every(
      ({ size }, i) => i === 0 || size > 1.02 * (seen[i - 1]?.size as number),
    );
    const falls = seen.every(({ loss }, i) => i === 0 || loss < (seen[i - 1]?.loss as number));
    return {
      answer: !falls ? 'overshoots' : grows ? 'grows' : 'settles',
      said: `Trained just now: ${seen
        .map(({ step, size }) => `‖w‖ = ${signed(size)} after ${whole(step)} steps`)
        .join(', ')}.`,
    };
  },
};
