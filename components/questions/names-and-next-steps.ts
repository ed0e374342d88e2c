import { changeByHalving, digitsShape } from '../../src/facts/names-and-next-steps.ts';
import { parameterCount } from '../../src/model/network.ts';
import { powersOfTen } from '../figures/numbers.ts';
import type { Runs } from './question.ts';

export const runs: Runs = {
  digits: () => {
    const count = parameterCount(digitsShape(8, 10));
    return {
      answer: count,
      said: `Counted by the function that makes room for every network of this site: ${count}.`,
    };
  },
  halved: () => {
    const change = changeByHalving();
    return {
      answer:
        change === 0 ? 'none' : change < 1e-6 ? 'digits' : change > 0.003 ? 'percent' : 'other',
      said: `The classic network was just trained and its numbers rounded: the loss changed by ${change === 0 ? 'nothing' : powersOfTen(change)}, relatively.`,
    };
  },
};
