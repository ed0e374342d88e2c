import { course } from '../data/course.ts';
import { logarithm } from '../data/elementary.ts';
import { penguins } from '../data/penguins.ts';
import { whole } from '../data/whole.ts';
import { plainLogistic } from '../training/examples.ts';
import { createTrainer } from '../training/trainer.ts';
import { decimals, type Fact } from './fact.ts';

/** ‖w‖ after so many steps of logistic regression on the blobs that lie apart, from zero, η = 0.5. */
export function normAfter(steps: number): number {
  const trainer = createTrainer(plainLogistic(course.apart));
  const [w1, w2] = trainer.advance(steps, { learningRate: 0.5 }).parameters as unknown as [
    number,
    number,
  ];
  return Math.sqrt(w1 * w1 + w2 * w2);
}

const norm = (steps: number): Fact => ({
  about: `‖w‖ after ${steps} steps on the blobs that lie apart, from w = 0, η = 0.5.`,
  compute: () => normAfter(steps),
  format: decimals(2),
});

const birds = () =>
  penguins({ species: ['Adelie', 'Chinstrap'], measurements: ['billLength', 'billDepth'] });

export const facts: Record<string, Fact> = {
  'log-two': {
    about: 'The natural logarithm of 2.',
    compute: () => logarithm(2),
    format: decimals(4),
  },
  'penguin-count': {
    about: 'Adelie and Chinstrap penguins with both bill measurements.',
    compute: () => birds().dataset.labels.length,
    format: whole,
  },
  'penguin-missing': {
    about: 'Adelie and Chinstrap penguins without a bill measurement.',
    compute: () => birds().missing,
    format: whole,
  },
  'norm-100': norm(100),
  'norm-1000': norm(1000),
  'norm-10000': norm(10000),
};
