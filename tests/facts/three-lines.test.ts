import { describe, expect, it } from 'vitest';
import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { type Fact, factValue } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/three-lines.ts';
import { bestLine } from '../../src/model/best-line.ts';
import { optimum } from '../../src/model/newton.ts';

const value = (name: string) => factValue(facts[name] as Fact);
const circles = makeDataset(course.circles);

describe('what chapter 5 says', () => {
  it('the fence makes no mistake, and each of its lines alone makes about two in three of the outer circle', () => {
    expect(value('fence-mistakes')).toBe(0);
    // A line 1.4 from the centre leaves out arccos(1.4/3)/π of a ring of radius 3: 65 of 100 stay, about.
    const expected = 100 * (1 - Math.acos(1.4 / 3) / Math.PI);
    expect(Math.abs(value('fence-alone-fewest') - expected)).toBeLessThan(15);
    expect(Math.abs(value('fence-alone-most') - expected)).toBeLessThan(15);
    expect(value('fence-alone-fewest')).toBeLessThanOrEqual(value('fence-alone-most'));
    // “need not be a good classifier”: worse than the best single line.
    expect(value('fence-alone-fewest')).toBeGreaterThan(bestLine(circles).mistakes);
  });

  it('two lines lose 2 arcsin(1/3) of the full outer ring: 0.680 rad, 10.8 %, so 94.6 % at most', () => {
    expect(value('strip-arc')).toBeCloseTo(2 * Math.asin(1 / 3), 12);
    expect(facts['strip-arc']!.format(value('strip-arc'))).toBe('0.680');
    expect(facts['strip-share']!.format(value('strip-share'))).toBe('10.8 %');
    expect(facts['two-lines-ceiling']!.format(value('two-lines-ceiling'))).toBe('94.6 %');
  });

  it('the best pair is far better than the best line, and not perfect', () => {
    expect(value('best-pair-mistakes')).toBeGreaterThan(0);
    expect(value('best-pair-accuracy')).toBeGreaterThan(bestLine(circles).accuracy + 0.1);
    expect(value('best-pair-accuracy')).toBeCloseTo(1 - value('best-pair-mistakes') / 200, 15);
  });

  it('no run of two units gets every point right; the best is near the 92 % measured elsewhere', () => {
    expect(value('two-together-runs')).toBe(50);
    expect(Math.abs(value('two-together-best') - 0.92)).toBeLessThan(0.02);
  });

  it('lines that learn alone end at Newton’s optimum, hardly better than knowing nothing', () => {
    const { parameters, loss } = optimum(circles.inputs, circles.labels);
    expect(value('alone-w1')).toBeCloseTo(parameters.weights[0]!, 9);
    expect(value('alone-w2')).toBeCloseTo(parameters.weights[1]!, 9);
    expect(value('alone-b')).toBeCloseTo(parameters.bias[0]!, 9);
    expect(value('alone-loss')).toBeCloseTo(loss, 12);
    expect(value('alone-start-distance')).toBeGreaterThan(1);
    expect(value('coin-loss')).toBeCloseTo(Math.LN2, 15);
    // “have learnt that they cannot know”: on the classic data 0.6918 and 52.5 %.
    expect(value('alone-loss')).toBeLessThan(Math.LN2);
    expect(value('alone-loss')).toBeGreaterThan(0.69);
    expect(Math.abs(value('alone-accuracy') - 0.525)).toBeLessThan(0.03);
  });
});
