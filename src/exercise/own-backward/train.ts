import { course } from '../../data/course.ts';
import { makeDataset } from '../../data/datasets.ts';
import { toRows } from '../../data/matrix.ts';
import { accuracy, meanCrossEntropy } from '../../model/loss.ts';
import * as mlp from '../../model/mlp.ts';
import { circlesRun, courseSteps } from '../../training/course-runs.ts';
import { createRun } from '../../training/run.ts';
import { type Bench, StoppedRun } from '../exercise.ts';
import * as solution from '../programs/own-backward.js';
import { descend } from './descend.js';
import descendText from './descend.js?raw';
import { fromNetwork, type Network, toNetwork } from './network.ts';

/** The run that a reader's code makes: the course's network on the circles, η = 2. */
const spec = circlesRun({ seed: 3 });
const { learningRate } = spec.pace;
export const steps = courseSteps;
export const circles = makeDataset(course.circles);
const X = toRows(circles.inputs);
const y = [...circles.labels];

/** Where a run is. */
export interface Place {
  readonly step: number;
  readonly parameters: Float64Array;
  readonly loss: number;
  readonly accuracy: number;
}

const room = mlp.pass(circles.labels.length, 3);

/** What the course's own forward pass says of these parameters. */
export function placeAt(step: number, parameters: Float64Array): Place {
  mlp.forward(mlp.view(parameters, 3), 'sigmoid', circles.inputs, room);
  return {
    step,
    parameters,
    loss: meanCrossEntropy(room.logits, circles.labels),
    accuracy: accuracy(room.logits, circles.labels),
  };
}

let begun: Place | undefined;
/** Where it begins. */
export const start = (): Place => {
  begun ??= placeAt(0, createRun(spec).at(0).parameters);
  return begun;
};

/** What the driver is called there: no name that a reader would choose. */
const trainOn = '__train_on__';
/** Stands in the machine beside the reader's program, whatever names that has taken. */
export const driver = `globalThis.${trainOn} = (() => {
${descendText.replaceAll(/^export /gm, '')}
return (...rest) => descend({ forward, backward }, ...rest);
})();`;

/** So many steps more by the reader's code. Rejects with a StoppedRun where it is stopped or not finite. */
export async function advance({ call }: Bench, { step, parameters }: Place, count: number) {
  const asked = [toNetwork(parameters), X, y, learningRate, count] as const;
  const { value, trouble } = await call(trainOn, ...asked);
  if (trouble) throw new StoppedRun(trouble.message, trouble.line);
  const place = placeAt(step + count, fromNetwork(value as Network).all);
  if (!place.parameters.every(Number.isFinite))
    throw new StoppedRun(`Step ${place.step} led out of the finite numbers.`);
  return place;
}

/** So many steps more by these passes, here and now. */
export const advanceBy = (
  passes: Pick<typeof solution, 'forward' | 'backward'>,
  { step, parameters }: Place,
  count: number,
): Place =>
  placeAt(
    step + count,
    fromNetwork(descend(passes, toNetwork(parameters), X, y, learningRate, count)).all,
  );

/** The same by the worked solution. */
export const advanceSolved = (place: Place, count: number): Place =>
  advanceBy(solution, place, count);
