import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { bestLine } from '../../src/model/best-line.ts';
import { distanceOf, type HalfPlane } from '../../src/model/half-planes.ts';
import { signed } from '../figures/numbers.ts';
import type { Runs } from './question.ts';

export const runs: Runs = {
  doubled: () => {
    const before: HalfPlane = { weights: [1.2, -0.55], bias: 0.81 };
    const [w1, w2] = before.weights;
    const after: HalfPlane = { weights: [2 * w1, 2 * w2], bias: before.bias };
    const [near, far] = [distanceOf(after), distanceOf(before)];
    const turned = w1 * after.weights[1] - w2 * after.weights[0];
    const moved = near < far ? 'nearer' : near > far ? 'farther' : 'stays';
    return {
      answer: turned === 0 ? moved : 'turns',
      said: `Tried with w = (${w1}, ${signed(w2)}) and b = ${before.bias}: the line lay ${signed(far)} from the origin, and with w doubled it lies ${signed(near)} from it.`,
    };
  },
  fewest: () => {
    const dataset = makeDataset(course.overlapping);
    const { mistakes } = bestLine(dataset);
    return {
      answer: mistakes,
      said: `Every line that could matter for these ${dataset.labels.length} points was just tried: the best makes ${mistakes} mistakes.`,
    };
  },
};
