import { expect, it } from 'vitest';
import { presets } from '../../../src/training/presets.ts';
import { createTrainer } from '../../../src/training/trainer.ts';

const { setup, pace } = presets[0]!.run;

for (const batch of ['full', 10] as const)
  it(`training stops at the first step that reaches the rule, however it is divided (batch ${batch})`, () => {
    const own = { ...setup, batch };
    const rule = { loss: 0.4 };
    const plain = createTrainer(own);
    let first = 0;
    while (plain.snapshot().loss > 0.4) {
      plain.advance(1, pace);
      first += 1;
    }
    const whole = createTrainer(own).advance(5000, pace, rule);
    expect(whole.step).toBe(first);
    expect(whole.parameters).toEqual(plain.snapshot().parameters);
    const parts = createTrainer(own);
    while (parts.snapshot().loss > 0.4) parts.advance(7, pace, rule);
    expect(parts.snapshot()).toEqual(whole);
  });

it('a rule of accuracy stops there too, and one that asks for nothing never', () => {
  const { step, accuracy } = createTrainer(setup).advance(5000, pace, { accuracy: 1 });
  expect(accuracy).toBe(1);
  expect(createTrainer(setup).advance(step - 1, pace).accuracy).toBeLessThan(1);
  expect(createTrainer(setup).advance(50, pace, {}).step).toBe(50);
});
