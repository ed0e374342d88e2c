import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { bestLine } from '../../src/model/best-line.ts';
import { distanceOf, type HalfPlane, scoreOf } from '../../src/model/half-planes.ts';
import { signed } from '../figures/numbers.ts';
import type { Runs } from './question.ts';

/** The line whose nearest point is asked for, and how far it is looked along. */
const shown: HalfPlane = { weights: [3, 4], bias: -10 };
const reach = 20;

/** The point of a line that is nearest to the origin, by walking along it. */
function nearestByWalking({ weights: [w1, w2], bias }: HalfPlane): [number, number] {
  const length = Math.hypot(w1, w2);
  // Some point of the line, and the direction along it.
  const from = Math.abs(w1) > Math.abs(w2) ? [-bias / w1, 0] : [0, -bias / w2];
  const placeAt = (t: number): [number, number] => [
    from[0]! - (t * w2) / length,
    from[1]! + (t * w1) / length,
  ];
  let [low, high] = [-reach, reach];
  while (high - low > 1e-9) {
    const third = (high - low) / 3;
    if (Math.hypot(...placeAt(low + third)) < Math.hypot(...placeAt(high - third))) high -= third;
    else low += third;
  }
  return placeAt(low);
}

export const runs: Runs = {
  nearest: () => {
    const answer = nearestByWalking(shown);
    return {
      answer,
      line: shown,
      said: `The line was just walked along to its nearest point: there the score is ${signed(Number(scoreOf(shown, ...answer).toFixed(6)) + 0)}, and it is ${signed(Math.hypot(...answer))} to the origin.`,
    };
  },
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
