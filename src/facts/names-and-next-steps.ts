import { classicRun } from '../data/classic-run.ts';
import { whole } from '../data/whole.ts';
import { type NetworkShape, parameterCount } from '../model/network.ts';
import { classicReplay } from '../training/classic-replay.ts';
import { createTrainer } from '../training/trainer.ts';
import { type Fact, powersOfTen } from './fact.ts';

/** A network for handwritten digits: a square of grey values, one hidden layer, ten classes. */
export const digitsShape = (side: number, units: number): NetworkShape => ({
  inputs: side * side,
  hidden: [{ units, activation: 'sigmoid' }],
  outputs: 10,
});

/** By how much the classic run's last loss changes when its parameters are rounded to 32 bits, relatively. */
export function changeByHalving(): number {
  const { setup, pace } = classicReplay;
  const { step, parameters, loss } = createTrainer(setup).advance(classicRun.updates, pace);
  const rounded = createTrainer(setup, { step, parameters: parameters.map(Math.fround) });
  return Math.abs(rounded.snapshot().loss - loss) / loss;
}

export const facts: Record<string, Fact> = {
  'names-digits-small': {
    about: 'The parameters of 64 → 10 → 10: (64 + 1) · 10 + (10 + 1) · 10.',
    compute: () => parameterCount(digitsShape(8, 10)),
    format: whole,
  },
  'names-digits': {
    about: 'The parameters of 784 → 30 → 10: (784 + 1) · 30 + (30 + 1) · 10.',
    compute: () => parameterCount(digitsShape(28, 30)),
    format: whole,
  },
  'names-halved': {
    about:
      'The relative change of the classic run’s loss after its last update when each of its 13 parameters is rounded to 32 bits.',
    compute: changeByHalving,
    format: powersOfTen,
  },
};
