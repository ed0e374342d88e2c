import { describe, expect, it } from 'vitest';
import { course } from '../../../src/data/course.ts';
import { parameterCount, view } from '../../../src/model/network.ts';
import { optimisers } from '../../../src/training/optimisers.ts';
import { type NetworkRun, shapeOf, withSetup } from '../../../src/training/playground.ts';
import { challenges, presets } from '../../../src/training/presets.ts';
import { createTrainer, type Snapshot } from '../../../src/training/trainer.ts';

const preset = (name: string) => presets.find((known) => known.name === name)!;
const train = ({ setup, pace }: NetworkRun, steps: number) =>
  createTrainer(setup).advance(steps, pace);
/** After so many steps, and after each of the steps before. */
const losses = ({ setup, pace }: NetworkRun, steps: number) => {
  const trainer = createTrainer(setup);
  return Array.from({ length: steps }, () => trainer.advance(1, pace).loss);
};

describe('the presets do what their sentences say', () => {
  const runOf = (name: string) => preset(name).run;

  it('each says whether it works, and has a sentence and a name of its own', () => {
    for (const { outcome, sentence } of presets)
      expect(sentence).toMatch(outcome === 'works' ? /^Works/ : /^Fails/);
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
    expect(new Set(presets.map(({ title }) => title)).size).toBe(presets.length);
  });

  it('three units get all points of the circles right before step 1,000', () => {
    expect(train(runOf('three-lines'), 999).accuracy).toBe(1);
  });

  it('two units never do', () => {
    for (const steps of [1000, 10_000])
      expect(train(runOf('two-lines'), steps).accuracy).toBeLessThan(0.95);
  });

  it('no hidden layer ends near log 2, and layers of identity units at the same loss', () => {
    const line = train(runOf('one-line'), 2000);
    expect(line.loss).toBeGreaterThan(0.68);
    expect(line.loss).toBeLessThan(Math.LN2);
    expect(train(runOf('identity'), 2000).loss).toBeCloseTo(line.loss, 9);
  });

  it('from an equal start all units stay copies of the first, to the last bit', () => {
    const { parameters, accuracy } = train(runOf('copies'), 2000);
    const [hidden] = view(parameters, shapeOf(runOf('copies').setup)).layers;
    for (let k = 1; k < 8; k++) {
      expect(hidden!.bias[k]).toBe(hidden!.bias[0]);
      for (let j = 0; j < 2; j++)
        expect(hidden!.weights.values[8 * j + k]).toBe(hidden!.weights.values[8 * j]);
    }
    expect(accuracy).toBeLessThan(0.8);
  });

  it('at a rate of 300 the loss leaps, mostly above that of a coin', () => {
    const all = losses(runOf('too-fast'), 1000);
    const above = all.filter((loss) => loss > Math.LN2).length;
    expect(above).toBeGreaterThan(500);
    const rises = all.filter((loss, i) => i > 0 && loss > all[i - 1]! + 1).length;
    expect(rises).toBeGreaterThan(100);
  });

  it('two layers of eight get all points of the spiral right before step 500', () => {
    expect(train(runOf('spiral'), 499).accuracy).toBe(1);
  });

  it('two units leave a fifth of the spiral wrong, or more', () => {
    expect(train(runOf('small-spiral'), 2000).accuracy).toBeLessThanOrEqual(0.8);
  });

  it('six layers of sigmoids learn nothing, for their first gradient is next to none', () => {
    const { setup } = runOf('deep-sigmoids');
    const after = train(runOf('deep-sigmoids'), 1000);
    expect(after.loss).toBeCloseTo(Math.LN2, 3);
    const shape = shapeOf(setup);
    const first = (all: Float64Array) =>
      Math.max(...view(all, shape).layers[0]!.weights.values.map(Math.abs));
    const start = createTrainer(setup).snapshot();
    const deepRelu = createTrainer(runOf('deep-relu').setup).snapshot();
    expect(first(start.gradient)).toBeLessThan(1e-4);
    expect(first(deepRelu.gradient)).toBeGreaterThan(0.01);
  });

  it('six layers of ReLU get all points right', () => {
    expect(train(runOf('deep-relu'), 1000).accuracy).toBe(1);
  });

  it('what is learnt by heart gets worse for others; a penalty keeps it from that', () => {
    const byHeart = [20, 3000].map((steps) => train(runOf('learnt-by-heart'), steps));
    const least = Math.min(
      ...[20, 40, 60, 80, 100].map((steps) => train(runOf('learnt-by-heart'), steps).test!.loss),
    );
    expect(byHeart[1]!.accuracy).toBe(1);
    expect(byHeart[1]!.test!.loss).toBeGreaterThan(2 * least);
    const kept = train(runOf('penalty'), 3000);
    expect(kept.loss).toBeGreaterThan(byHeart[1]!.loss);
    expect(kept.test!.loss).toBeLessThan(byHeart[1]!.test!.loss / 2);
    expect(kept.test!.accuracy).toBeGreaterThanOrEqual(byHeart[1]!.test!.accuracy);
    const { l2: _, ...same } = runOf('penalty').setup;
    const { l2: __, ...other } = runOf('learnt-by-heart').setup;
    expect(same).toEqual(other);
  });

  it('fewer than one penguin in twenty is mistaken', () => {
    expect(train(runOf('penguins'), 1000).accuracy).toBeGreaterThan(0.95);
  });
});

describe('each challenge can be reached, and is not by less', () => {
  const standing = (run: NetworkRun, { step, loss, accuracy, test }: Snapshot) => ({
    run,
    parameters: parameterCount(shapeOf(run.setup)),
    step,
    loss,
    accuracy,
    ...(test && { test }),
  });
  const challenge = (name: string) => challenges.find((known) => known.name === name)!;
  const reaches = (name: string, run: NetworkRun, steps: number) =>
    challenge(name).isReached(standing(run, train(run, steps)));
  const three = preset('three-lines').run;

  it('13 parameters are enough for the circles, and a start is not', () => {
    expect(reaches('circles-13', three, 1000)).toBe(true);
    expect(reaches('circles-13', three, 0)).toBe(false);
    const easy = withSetup(three, { data: { ...course.circles, noise: 0 } });
    expect(reaches('circles-13', easy, 1000)).toBe(false);
  });

  it('fifty steps of gradient descent are enough for the circles', () => {
    const run: NetworkRun = {
      ...withSetup(three, {
        model: { ...three.setup.model, hidden: [{ units: 12, activation: 'tanh' }] },
        start: { kind: 'normal', seed: 1 },
      }),
      pace: { learningRate: 0.5 },
    };
    expect(reaches('circles-fast', run, 50)).toBe(true);
    expect(reaches('circles-fast', run, 51)).toBe(false);
  });

  it('a tenth of the moons is enough for the rest', () => {
    const run: NetworkRun = {
      ...withSetup(three, {
        data: course.moons,
        model: { ...three.setup.model, hidden: [{ units: 6, activation: 'tanh' }] },
        start: { kind: 'glorot', seed: 1 },
        trainShare: 0.1,
        seed: 6,
        l2: 0.003,
      }),
      pace: { learningRate: 0.5 },
    };
    expect(reaches('moons-few', run, 3000)).toBe(true);
    expect(reaches('moons-few', withSetup(run, { trainShare: 0.2 }), 1000)).toBe(false);
  });

  it('17 parameters are enough for 95 % of the spiral', () => {
    const run: NetworkRun = {
      ...withSetup(three, {
        data: course.spiral,
        model: { ...three.setup.model, hidden: [{ units: 4, activation: 'sigmoid' }] },
        start: { kind: 'normal', seed: 4 },
        optimiser: optimisers.adam,
      }),
      pace: { learningRate: 0.2 },
    };
    const found = [1000, 2000, 3000, 4000, 5000, 6000].some((steps) =>
      reaches('spiral-20', run, steps),
    );
    expect(found).toBe(true);
  });
});
