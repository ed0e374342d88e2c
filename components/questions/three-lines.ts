import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { entry } from '../../src/data/matrix.ts';
import { whole } from '../../src/data/whole.ts';
import { searchBestPair } from '../../src/model/best-pair.ts';
import { allSayOne } from '../../src/model/half-planes.ts';
import { largestDistance, trainAlone } from '../../src/training/alone.ts';
import { powersOfTen } from '../figures/numbers.ts';
import type { Runs } from './question.ts';

/** How long the search may hold the page before it lets others have their turn, in milliseconds. */
const turn = 8;

export const runs: Runs = {
  two: async (progress) => {
    const dataset = makeDataset(course.circles);
    const search = searchBestPair(dataset);
    let since = performance.now();
    for (;;) {
      const { done, value } = search.next();
      if (done)
        return {
          answer: value.mistakes === 0 ? 'all' : value.accuracy > 0.85 ? 'most' : 'few',
          said: `Every pair of lines that could be the best for these ${dataset.labels.length} points was just tried. The best pair makes ${value.mistakes} mistakes: ${(100 * value.accuracy).toFixed(1)} % are right.`,
        };
      if (performance.now() - since < turn) continue;
      progress(value);
      await new Promise((resume) => setTimeout(resume));
      since = performance.now();
    }
  },
  alone: () => {
    const { inputs, labels } = makeDataset(course.circles);
    const ends = trainAlone(course.circles, 1, 1000, { learningRate: 0.1 });
    const apart = largestDistance(ends);
    const lines = ends.map(({ parameters: [w1, w2, bias] }) => ({
      weights: [w1!, w2!] as const,
      bias: bias!,
    }));
    const right = labels.filter(
      (label, i) => allSayOne(lines, entry(inputs, i, 0), entry(inputs, i, 1)) === label,
    ).length;
    return {
      answer: apart < 1e-6 ? 'same' : right > 0.9 * labels.length ? 'triangle' : 'apart',
      said: `Three logistic regressions were just trained from three starts, ${whole(ends[0]!.step)} steps each. The parameters of no two of them are further than ${powersOfTen(apart)} apart, and all three together get ${right} of ${labels.length} points right.`,
    };
  },
};
