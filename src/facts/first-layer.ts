import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { column, fromRows } from '../data/matrix.ts';
import { whole } from '../data/whole.ts';
import { activationNamed, responseNamed } from '../model/activations.ts';
import { firstLayer, firstPoint, scoreOf } from '../model/half-planes.ts';
import { layer } from '../model/layer.ts';
import { decimals, type Fact } from './fact.ts';

const { circles } = course;
const nudge = 0.01;

/** How many of the layer's answers to the circles' points are another number when every bias grows by 0.01. */
export function answersChanged(response: string): { changed: number; of: number } {
  const { inputs, labels } = makeDataset(circles);
  const [x1, x2] = [column(inputs, 0), column(inputs, 1)];
  const g = responseNamed(response).value;
  let changed = 0;
  for (const line of firstLayer)
    for (let i = 0; i < labels.length; i++) {
      const score = scoreOf(line, x1[i]!, x2[i]!);
      if (g(score + nudge) !== g(score)) changed += 1;
    }
  return { changed, of: firstLayer.length * labels.length };
}

const hidden = (unit: number): Fact => ({
  about: `Activation of unit ${unit + 1} of this chapter’s layer, with the sigmoid, at the point (${firstPoint.join(', ')})`,
  compute: () =>
    layer(
      fromRows(firstLayer.map(({ weights }) => weights)),
      firstLayer.map(({ bias }) => bias),
      'sigmoid',
      firstPoint,
    ).hidden[unit]!,
  format: decimals(2),
});

const theAnswers = `of the three lines of this chapter to the ${circles.count} points of the circles (seed ${circles.seed})`;

export const facts: Record<string, Fact> = {
  'layer-h1': hidden(0),
  'layer-h2': hidden(1),
  'layer-h3': hidden(2),
  'layer-answers': {
    about: `Answers ${theAnswers}`,
    compute: () => answersChanged('step').of,
    format: whole,
  },
  'layer-step-changed': {
    about: `Answers by the step function, ${theAnswers}, that change when every bias grows by ${nudge}`,
    compute: () => answersChanged('step').changed,
    format: whole,
  },
  'layer-sigmoid-changed': {
    about: `Answers by the sigmoid, ${theAnswers}, that change when every bias grows by ${nudge}`,
    compute: () => answersChanged('sigmoid').changed,
    format: whole,
  },
  'sigmoid-steepest': {
    about: 'The derivative of the sigmoid at 0, where it is steepest',
    compute: () => activationNamed('sigmoid').slope(0),
    format: decimals(2),
  },
  'sigmoid-slope-6': {
    about: 'The derivative of the sigmoid at a score of 6',
    compute: () => activationNamed('sigmoid').slope(6),
    format: decimals(4),
  },
  'leaky-slope': {
    about: 'The slope of the leaky ReLU below 0',
    compute: () => activationNamed('leaky-relu').slope(-1),
    format: decimals(2),
  },
  'softplus-gap': {
    about: 'The largest distance between softplus and ReLU: at 0, log 2',
    compute: () => responseNamed('softplus').value(0) - responseNamed('relu').value(0),
    format: decimals(3),
  },
};
