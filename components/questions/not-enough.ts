import { type ShapeName, shapeNames, shapeRecipe } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { column } from '../../src/data/matrix.ts';
import { whole } from '../../src/data/whole.ts';
import { bestLineSearch } from '../../src/model/best-line.ts';
import { forward, pass, view } from '../../src/model/logistic.ts';
import { settledLine } from '../../src/model/settled-line.ts';
import { plainLogistic } from '../../src/training/examples.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { percentText, signed } from '../figures/numbers.ts';
import type { Runs } from './question.ts';

const least = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b));
const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b));

/** The centre of the points of one class. */
function centreOf(name: ShapeName, label: number): [number, number] {
  const { inputs, labels } = makeDataset(shapeRecipe(name));
  const mean = (j: number) => {
    const own = column(inputs, j).filter((_, i) => labels[i] === label);
    return own.reduce((sum, x) => sum + x, 0) / own.length;
  };
  return [mean(0), mean(1)];
}

/** The centres of the moons, as the question on the first step shows them. */
export const moonCentres = [
  { at: centreOf('moons', 0), name: 'm₀' },
  { at: centreOf('moons', 1), name: 'm₁' },
];

/** Lines tried before others have their turn: a few milliseconds. */
const slice = 2000;

export const runs: Runs = {
  settles: () => {
    const recipe = shapeRecipe('circles');
    const { inputs, labels } = makeDataset(recipe);
    const trainer = createTrainer({ ...plainLogistic(recipe), start: { kind: 'normal', seed: 1 } });
    const { step, parameters } = trainer.advance(1000, { learningRate: 0.5 });
    const { logits, probabilities } = pass(labels.length);
    forward(view(parameters, 2), inputs, { logits, probabilities });
    const inner = probabilities.filter((_, i) => labels[i] === 1);
    const outer = probabilities.filter((_, i) => labels[i] === 0);
    const farthest = Math.max(most(probabilities) - 0.5, 0.5 - least(probabilities));
    return {
      answer: farthest < 0.1 ? 'half' : least(inner) > most(outer) ? 'rings' : 'sides',
      said: `Trained just now, ${whole(step)} steps: ŷ lies between ${signed(least(inner))} and ${signed(most(inner))} on the inner circle, and between ${signed(least(outer))} and ${signed(most(outer))} on the outer.`,
    };
  },
  'first-step': () => {
    const trainer = createTrainer(plainLogistic(shapeRecipe('moons')));
    const { parameters } = trainer.advance(1, { learningRate: 4 });
    return {
      answer: [parameters[0]!, parameters[1]!],
      said: `One step was just made on the moons, from w = 0 and b = 0 with η = 4; b is ${signed(parameters[2]! + 0)} after it.`,
    };
  },
  same: () => {
    const tried = shapeNames
      .filter((name) => name !== 'circles')
      .map((name) => {
        const { probabilities } = settledLine(makeDataset(shapeRecipe(name)));
        return { name, low: least(probabilities), high: most(probabilities) };
      });
    const [answer] = [...tried].sort((a, b) => a.high - a.low - (b.high - b.low));
    return {
      answer: answer!.name,
      said: `Computed just now, at the lowest loss: ${tried
        .map(({ name, low, high }) => `${spoken[name]} ŷ from ${signed(low)} to ${signed(high)}`)
        .join(', ')}.`,
    };
  },
  best: async (progress) => {
    const search = bestLineSearch(makeDataset(shapeRecipe('circles')));
    while (search.tried < search.total) {
      search.advance(slice);
      progress(search.tried / search.total);
      await new Promise((resume) => setTimeout(resume));
    }
    const { mistakes, accuracy } = search.best;
    return {
      answer: 100 * accuracy,
      said: `All ${whole(search.total)} lines were just tried. The best makes ${mistakes} mistakes, an accuracy of ${percentText(accuracy)}.`,
    };
  },
};

const spoken: Record<ShapeName, string> = {
  circles: 'circles',
  moons: 'moons',
  xor: 'XOR',
  spiral: 'spiral',
};
