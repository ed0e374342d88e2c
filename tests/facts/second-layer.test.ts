import { describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/second-layer.ts';
import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { entry } from '../../src/data/matrix.ts';
import { type Fact, factValue } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/second-layer.ts';

const value = (name: string) => factValue(facts[name] as Fact);
const written = (name: string) => (facts[name] as Fact).format(value(name));

const { inputs, labels } = makeDataset(course.circles);
const squash = (z: number) => 1 / (1 + Math.exp(-z));

/** The chapter's formula once more, by Math.exp and a point at a time. */
function onCircles(lines: number[][], weights: number[], bias: number) {
  let mistakes = 0;
  let loss = 0;
  labels.forEach((label, i) => {
    const [x1, x2] = [entry(inputs, i, 0), entry(inputs, i, 1)];
    const logit = lines.reduce(
      (sum, [w1, w2, b], k) => sum + weights[k]! * squash(w1! * x1 + w2! * x2 + b!),
      bias,
    );
    mistakes += Number(logit >= 0 !== (label === 1));
    loss -= Math.log(label === 1 ? squash(logit) : 1 - squash(logit)) / labels.length;
  });
  return { mistakes, loss };
}
const layer = [
  [0, -1, 1.4],
  [1, 0.5, 1.4],
  [-1, 0.5, 1.4],
];
const longer = (times: number) => layer.map((line) => line.map((number) => times * number));

describe('what chapter 7 says', () => {
  it('its three numbers become 1.2, and 0.77', () => {
    expect(value('three-numbers-logit')).toBeCloseTo(1.4 + 1 - 0.2 - 1, 12);
    expect(value('three-numbers-answer')).toBeCloseTo(1 / (1 + Math.exp(-1.2)), 12);
    expect(written('three-numbers-logit')).toBe('1.2');
  });

  it('three units have 13 parameters, and fifty have 201', () => {
    expect(value('parameters-of-three')).toBe(6 + 3 + 3 + 1);
    expect(value('parameters-of-fifty')).toBe(100 + 50 + 50 + 1);
  });

  it('the figure begins unsolved, and two of its numbers solve it', () => {
    expect(value('by-hand-start-mistakes')).toBe(onCircles(layer, [2, 2, -2], -1).mistakes);
    expect(value('by-hand-start-mistakes')).toBeGreaterThan(50);
    const solved = onCircles(layer, [2, 2, 2], -4.4);
    expect(value('by-hand-solved-mistakes')).toBe(0);
    expect(solved.mistakes).toBe(0);
    expect(value('by-hand-solved-loss')).toBeCloseTo(solved.loss, 9);
  });

  it('a second layer ten times as large is as right, and far surer', () => {
    const surer = onCircles(layer, [20, 20, 20], -44);
    expect(surer.mistakes).toBe(0);
    expect(value('by-hand-surer-loss')).toBeCloseTo(surer.loss, 9);
    expect(value('by-hand-surer-loss')).toBeLessThan(value('by-hand-solved-loss') / 5);
    expect(value('coin-loss-again')).toBeCloseTo(Math.LN2, 15);
    expect(value('by-hand-solved-loss')).toBeLessThan(Math.LN2);
  });

  it('the AND of sharp units is chapter 5’s fence, sure by k = 8', () => {
    const third = Math.sqrt(3) / 2;
    const fence = [
      [0, -1],
      [third, 0.5],
      [-third, 0.5],
    ].map((weights) => [...weights, 1.4].map((number) => 8 * number));
    const expected = onCircles(fence, [8, 8, 8], -20);
    expect(value('fence-network-mistakes')).toBe(0);
    expect(expected.mistakes).toBe(0);
    expect(value('fence-network-loss')).toBeCloseTo(expected.loss, 9);
    expect(value('all-say-one')).toBeCloseTo(squash(4), 12);
    expect(value('one-says-zero')).toBeCloseTo(squash(-4), 12);
  });

  it('the AND of soft units says 0 everywhere: nowhere do they add up to 2.5', () => {
    expect(value('soft-and-mistakes')).toBe(labels.filter((label) => label === 1).length);
    expect(value('soft-centre-sum')).toBeCloseTo(3 * squash(1.4), 12);
    // “Even at the very centre”: of a fine grid, nowhere is more.
    let most = 0;
    for (let x1 = -6; x1 <= 6; x1 += 0.05)
      for (let x2 = -6; x2 <= 6; x2 += 0.05) {
        const sum = layer.reduce((s, [w1, w2, b]) => s + squash(w1! * x1 + w2! * x2 + b!), 0);
        most = Math.max(most, sum);
      }
    expect(most).toBeLessThanOrEqual(value('soft-centre-sum') + 1e-9);
    expect(most).toBeLessThan(2.5);
  });

  it('its questions are answered by what the text explains', async () => {
    const answer = async (name: string) => (await runs[name]!(() => {})).answer;
    expect(await answer('count')).toBe(201);
    expect(await answer('and')).toBe('-2.5');
    expect(await answer('doubled')).toBe('changes');
  });

  it('twice as sharp, the same lines enclose more: a point beyond the old boundary comes in', () => {
    const logitAt = (lines: number[][], x1: number, x2: number) =>
      lines.reduce((sum, [w1, w2, b]) => sum + 2 * squash(w1! * x1 + w2! * x2 + b!), -4.4);
    expect(logitAt(layer, 0, -2.1)).toBeLessThan(0);
    expect(logitAt(longer(2), 0, -2.1)).toBeGreaterThan(0);
  });
});
