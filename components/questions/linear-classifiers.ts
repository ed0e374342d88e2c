import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { bestLine } from '../../src/model/best-line.ts';
import type { Runs } from './question.ts';

export const runs: Runs = {
  fewest: () => {
    const dataset = makeDataset(course.overlapping);
    const { mistakes } = bestLine(dataset);
    return {
      answer: mistakes,
      said: `Every line that could matter for these ${dataset.labels.length} points was just tried: the best makes ${mistakes} mistakes.`,
    };
  },
};
