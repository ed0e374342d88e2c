import { describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/result.ts';
import { factValue } from '../../src/facts/fact.ts';
import { end, facts, isSoftAnd, replayDifferences, starts } from '../../src/facts/result.ts';
import { probability, view } from '../../src/model/mlp.ts';
import golden from '../golden/classic-run.json';

const value = (name: string) => factValue(facts[name]!);

/*
 * The claims were measured in NumPy with the same recipe, but other chance: points and starts differ,
 * so counts and losses differ a little, and no sentence may.
 */
describe('what chapter 12 says of the run', () => {
  it('begins worse than an even guess, ends near 0.009, and gets all points right from step 200', () => {
    expect(value('result-start-loss')).toBeGreaterThan(Math.LN2);
    expect(Math.abs(value('result-loss') - 0.0086)).toBeLessThan(0.001);
    expect(value('result-accuracy-100')).toBeLessThan(1);
    expect(value('result-accuracy-200')).toBe(1);
    expect(value('result-accuracy')).toBe(1);
    // The claim: loss 0.692 with rate 0.01 on the mean.
    expect(Math.abs(value('result-small-rate-loss') - 0.692)).toBeLessThan(0.01);
  });

  it('has lines near 1.45 from the centre, and a boundary that runs from there to about 2.45', () => {
    expect(value('result-nearest-line')).toBeGreaterThan(1.3);
    expect(value('result-farthest-line')).toBeLessThan(1.55);
    expect(Math.abs(value('result-nearest-boundary') - 1.47)).toBeLessThan(0.05);
    expect(Math.abs(value('result-farthest-boundary') - 2.47)).toBeLessThan(0.1);
    // "a little outside them along the sides": at each line's nearest place the network still says 1
    const parameters = end();
    const { hiddenWeights, hiddenBias } = parameters;
    hiddenBias.forEach((b, k) => {
      const [w1, w2] = [hiddenWeights.values[k]!, hiddenWeights.values[3 + k]!];
      const share = -b / (w1 * w1 + w2 * w2);
      expect(probability(parameters, 'sigmoid', share * w1, share * w2)).toBeGreaterThan(0.5);
    });
    // and far inside the corners of the lines' triangle
    expect(value('result-nearest-boundary')).toBeGreaterThan(value('result-nearest-line'));
    expect(value('result-farthest-boundary')).toBeLessThan(2 * value('result-nearest-line'));
  });

  it('has one or two negative output weights from every start, never none and never three', () => {
    expect(value('result-one-negative') + value('result-two-negative')).toBe(starts);
    expect(value('result-one-negative')).toBeGreaterThan(15);
    expect(value('result-two-negative')).toBeGreaterThan(15);
  });

  it('is a soft AND from every start, once its units are turned', () => {
    expect(value('result-soft-ands')).toBe(starts);
  });

  it('tells a soft AND from an OR and from a network that looks outwards', () => {
    const network = (outputBias: number, hiddenBias = 5) =>
      view(
        Float64Array.of(
          -4,
          2,
          2,
          0,
          3,
          -3,
          hiddenBias,
          hiddenBias,
          hiddenBias,
          10,
          10,
          10,
          outputBias,
        ),
        3,
      );
    expect(isSoftAnd(network(-25))).toBe(true);
    expect(isSoftAnd(network(-15))).toBe(false); // two are enough
    expect(isSoftAnd(network(-35))).toBe(false); // not even three are
    expect(isSoftAnd(network(-25, -5))).toBe(false);
  });

  it('is as sure at the empty centre as the claim says: 0.997', () => {
    expect(Math.abs(value('result-centre') - 0.997)).toBeLessThan(0.002);
  });

  it('is right on fresh points as often as the claim says, within a point in a hundred', () => {
    // 10,000 points: a standard error of 0.3 percent points at most; the rest is another start.
    expect(Math.abs(value('result-fresh-2') - 0.999)).toBeLessThan(0.01);
    expect(Math.abs(value('result-fresh-4') - 0.966)).toBeLessThan(0.01);
    expect(Math.abs(value('result-fresh-6') - 0.906)).toBeLessThan(0.01);
  });
});

describe('what chapter 12 says of the classic run', () => {
  it('meets all eleven published losses to 1e-9', () => {
    const differences = replayDifferences();
    expect(differences).toHaveLength(11);
    expect(Math.max(...differences)).toBeLessThan(1e-9);
  });

  it('ends where the published run ends', () => {
    const last = golden.final_loss_after_last_update;
    expect(Math.abs(value('replay-last-loss') - last) / last).toBeLessThan(1e-9);
  });
});

describe('the questions of chapter 12', () => {
  it('have the answers that the text explains', async () => {
    const [centre, signs, twins] = await Promise.all(
      ['centre', 'signs', 'twins'].map(async (name) => (await runs[name]!(() => {})).answer),
    );
    expect(centre).toBe(value('result-centre'));
    expect(signs).toBe('mixed');
    expect(twins).toBe(48);
  });
});
