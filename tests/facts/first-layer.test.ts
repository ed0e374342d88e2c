import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/first-layer.ts';
import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { toRows } from '../../src/data/matrix.ts';
import { type Fact, factValue } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/first-layer.ts';
import { activationNamed } from '../../src/model/activations.ts';
import { allSayOne, firstLayer } from '../../src/model/half-planes.ts';

const value = (name: string) => factValue(facts[name] as Fact);
const written = (name: string) => facts[name]!.format(value(name));
const sigma = (z: number) => 1 / (1 + Math.exp(-z));
const chapter = readFileSync('content/06-first-layer.mdx', 'utf8');

describe('what chapter 6 says', () => {
  it('the numbers printed in the question are the figure’s, and its lines fence in the inner circle', () => {
    const rows = firstLayer.map(({ weights }) => weights.join(' & ')).join(' \\\\ ');
    const biases = firstLayer.map(({ bias }) => bias).join(' \\\\ ');
    expect(chapter).toContain(`\\begin{bmatrix} ${rows} \\end{bmatrix}`);
    expect(chapter).toContain(`\\begin{bmatrix} ${biases} \\end{bmatrix}`);
    const { inputs, labels } = makeDataset(course.circles);
    toRows(inputs).forEach(([x1, x2], i) => {
      expect(allSayOne(firstLayer, x1!, x2!)).toBe(labels[i]);
    });
  });

  it('h = σ(Wx + b) at the point (−2, 0.5), worked by hand', () => {
    // s₁ = (−0.5 + 1.4, −2 + 0.25 + 1.4, 2 + 0.25 + 1.4)
    expect(value('layer-h1')).toBeCloseTo(sigma(0.9), 12);
    expect(value('layer-h2')).toBeCloseTo(sigma(-0.35), 12);
    expect(value('layer-h3')).toBeCloseTo(sigma(3.65), 12);
    expect(['layer-h1', 'layer-h2', 'layer-h3'].map(written)).toEqual(['0.71', '0.41', '0.97']);
  });

  it('a nudge changes hardly any of 600 hard answers, and all of the soft ones', () => {
    expect(value('layer-answers')).toBe(600);
    // The share of a ring of radius 3 within 0.01 of a line is about 0.01/3/π a crossing: of 100 points, 0.2 a line.
    expect(value('layer-step-changed')).toBeLessThanOrEqual(5);
    expect(value('layer-sigmoid-changed')).toBe(600);
  });

  it('the sigmoid’s slope is a quarter at 0 and nowhere more, and has faded at 6', () => {
    expect(value('sigmoid-steepest')).toBe(0.25);
    expect(value('sigmoid-slope-6')).toBeCloseTo(Math.exp(-6) / (1 + Math.exp(-6)) ** 2, 15);
    for (let z = -9; z <= 9; z += 0.05)
      expect(activationNamed('sigmoid').slope(z)).toBeLessThanOrEqual(0.25);
  });

  it('leaky ReLU keeps a hundredth; softplus is never further from ReLU than log 2', () => {
    expect(written('leaky-slope')).toBe('0.01');
    expect(value('softplus-gap')).toBeCloseTo(Math.LN2, 15);
    const [softplus, relu] = [activationNamed('softplus'), activationNamed('relu')];
    for (let z = -9; z <= 9; z += 0.05)
      expect(softplus.value(z) - relu.value(z)).toBeLessThanOrEqual(value('softplus-gap'));
  });

  it('the derivatives of the table are those that the code trains with', () => {
    const table: Record<string, (z: number) => number> = {
      sigmoid: (z) => sigma(z) * (1 - sigma(z)),
      tanh: (z) => 1 - Math.tanh(z) ** 2,
      relu: (z) => (z < 0 ? 0 : 1),
      'leaky-relu': (z) => (z < 0 ? 0.01 : 1),
      softplus: sigma,
    };
    for (const [name, slope] of Object.entries(table))
      for (const z of [-7.3, -2, -0.4, 0.1, 1, 3, 6])
        expect(activationNamed(name).slope(z)).toBeCloseTo(slope(z), 13);
  });
});

describe('the questions of chapter 6', () => {
  const answer = async (name: string) => (await runs[name]!(() => {})).answer;
  it('find h₂ = ½, the step function, and a quarter', async () => {
    expect(await answer('h2')).toBe(0.5);
    expect(await answer('flat')).toBe('step');
    expect(await answer('steepest')).toBe(0.25);
  });
});
