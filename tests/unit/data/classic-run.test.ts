import { describe, expect, it } from 'vitest';
import { classicRun } from '../../../src/data/classic-run.ts';
import golden from '../../golden/classic-run.json';

describe('the classic run as the site has it', () => {
  it('is the recorded one: points, labels, start, rate and losses, digit for digit', () => {
    expect(classicRun.data.inputs).toEqual(golden.X);
    expect(classicRun.data.labels).toEqual(golden.y);
    const { W1, b1, W2, b2 } = golden.init;
    expect(classicRun.start).toEqual([...W1.flat(), ...b1, ...W2, b2]);
    expect(classicRun.learningRate).toBe(golden.lr * golden.y.length);
    expect(classicRun.updates).toBe(golden.iterations);
    expect(classicRun.losses).toEqual(
      golden.loss_every_100.map(({ iteration }, i) => [
        iteration,
        golden.notebook_printed_losses[i],
      ]),
    );
  });
});
