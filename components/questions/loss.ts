import { makeDataset } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import { between, lossesBetween } from '../../src/model/between.ts';
import { permuteUnits } from '../../src/model/canonical.ts';
import { view } from '../../src/model/mlp.ts';
import { circlesRun, courseSteps, resultRun } from '../../src/training/course-runs.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { lossText, percentText } from '../figures/numbers.ts';
import type { Runs } from './question.ts';
import { trained } from './trained.ts';

const { setup, pace } = resultRun;

export const runs: Runs = {
  twice: () => {
    const trainer = createTrainer(setup);
    const { loss } = trainer.snapshot();
    const [once, twice] = [pace.learningRate, 2 * pace.learningRate].map((learningRate) => {
      trainer.reset();
      return trainer.advance(1, { learningRate }).loss;
    }) as [number, number];
    const gain = (loss - twice) / (loss - once);
    return {
      answer: gain > 1 ? 'farther' : gain > 0.5 ? 'less' : gain > -0.5 ? 'back' : 'worse',
      said: `One step from the start was just made with each rate. The loss goes from ${lossText(loss)} to ${lossText(once)} with η = ${pace.learningRate}, and to ${lossText(twice)} with η = ${2 * pace.learningRate}.`,
    };
  },
  halfway: async (progress) => {
    const network = view((await trained(resultRun, { progress })).parameters, 3);
    const twin = permuteUnits(network, [0, 2, 1]);
    const dataset = makeDataset(setup.data);
    const [one, middle, other] = lossesBetween(network, twin, dataset, [0, 0.5, 1]) as [
      number,
      number,
      number,
    ];
    const { accuracy } = createTrainer(setup, {
      step: 0,
      parameters: between(network, twin, 0.5).all,
    }).snapshot();
    const ends = (one + other) / 2;
    return {
      answer: middle > 1.01 * ends ? 'higher' : middle < 0.99 * ends ? 'lower' : 'same',
      said: `The network was just trained and its twin made. Their losses are ${lossText(one)} and ${lossText(other)}; halfway between them it is ${lossText(middle)}, and ${percentText(accuracy)} of the points are right.`,
    };
  },
  zero: async (progress) => {
    const run = circlesRun({ start: 'zero' });
    const { parameters, loss } = await trained(run, { progress });
    const farthest = Math.max(...parameters.map(Math.abs));
    const copies = [0, 1, 2].every((k) => parameters[k] === parameters[0]);
    return {
      answer: farthest === 0 ? 'nothing' : copies ? 'copies' : 'slow',
      said: `Trained just now, ${whole(courseSteps)} steps from zero: the largest of the 13 parameters is ${farthest}, and the loss is ${lossText(loss)}.`,
    };
  },
};
