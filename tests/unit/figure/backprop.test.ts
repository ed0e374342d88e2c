import { describe, expect, it } from 'vitest';
import { formulas, trialFormula } from '../../../components/figures/backprop-formulas.ts';
import { textAt } from '../../../components/figures/backprop-text.ts';
import { shortNumber } from '../../../components/figures/numbers.ts';
import {
  edgePoints,
  graphNodes,
  layouts,
  partOf,
  valueAt,
  wayBetween,
} from '../../../src/figure/backprop-graph.ts';
import {
  chainOf,
  defaultOnePoint,
  networkNames,
  onePoint,
  stepsThrough,
  termsOf,
} from '../../../src/figure/backprop-numbers.ts';
import { chosenPoint, gradients } from '../../../src/training/one-point.ts';

const keys = graphNodes.map(({ key }) => key);
const marks = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((found) => found[1]!);

describe('the computational graph', () => {
  it('holds every parameter, and so both biases, and a way from each to the loss', () => {
    const parameters = graphNodes.filter(({ kind }) => kind === 'parameter');
    expect(parameters.map(({ key }) => key)).toEqual(['W', 'b', 'wFinal', 'bFinal']);
    for (const key of keys) expect(wayBetween(key, 'L').at(-1)).toBe('L');
  });

  it('has an operation wherever two values meet or one is changed', () => {
    for (const { key, kind } of graphNodes) {
      const before = graphNodes.filter(({ to }) => to === key);
      if (kind === 'operation') expect(before.length).toBeGreaterThan(0);
      else for (const { kind: other } of before) expect(other).toBe('operation');
      if (kind === 'parameter') expect(before).toEqual([]);
    }
    expect(graphNodes.filter(({ to }) => to === 'compare').map(({ key }) => key)).toEqual([
      'yHat',
      'y',
    ]);
  });

  it('knows no way against its edges', () => {
    expect(() => wayBetween('L', 'x')).toThrow('no way leads from L to x');
    expect(() => wayBetween('q', 'L')).toThrow('no node “q”');
  });

  it('shows of a value how it is computed, and of a derivative the way back', () => {
    expect([...partOf('s1').nodes]).toEqual(['multiply', 'add', 's1']);
    expect([...partOf('s1').edges]).toEqual(['x', 'W', 'multiply', 'b', 'add']);
    expect(partOf('s1').backward).toBe(false);
    expect([...partOf('ds2/dbFinal').nodes]).toEqual(['bFinal', 'shift', 's2']);
    expect([...partOf('ds2/dbFinal').edges]).toEqual(['bFinal', 'shift']);
    expect(partOf('ds2/dbFinal').backward).toBe(true);
    expect(valueAt('compare')).toBe('L');
  });

  it('keeps its nodes apart and its edges inside, on a page and on a phone', () => {
    for (const at of Object.values(layouts)) {
      for (const [i, a] of graphNodes.entries()) {
        const [across, down] = at.half(a.kind);
        expect(at.x(a.column) - across).toBeGreaterThanOrEqual(0);
        expect(at.x(a.column) + across).toBeLessThanOrEqual(at.width);
        for (const b of graphNodes.slice(i + 1)) {
          const [otherAcross, otherDown] = at.half(b.kind);
          const apart =
            Math.abs(at.x(a.column) - at.x(b.column)) - across - otherAcross > 3 ||
            Math.abs(at.y(a.row) - at.y(b.row)) - down - otherDown > 3;
          expect(apart, `${a.key} and ${b.key}`).toBe(true);
        }
        if (a.to)
          for (const [x, y] of edgePoints(a.key, at)) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(at.width);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(y).toBeLessThanOrEqual(at.height);
          }
      }
    }
  });
});

describe('the formulas of the figure', () => {
  const { values, factors } = defaultOnePoint();

  const steps = stepsThrough(factors);
  const placesOf = (key: string) => {
    const { letters, numbers } = formulas[key]!;
    return marks(letters + numbers + (trialFormula[key] ?? ''), /@([^@]+)@/g);
  };

  it('are there for every factor of the chain rule, the rows of ∂s₁/∂W together', () => {
    expect(Object.keys(formulas)).toEqual(steps);
    const known = factors.filter(({ stage }) => stage !== 'given').map(({ id }) => id);
    expect(steps.filter((key) => key !== 'ds1/dW')).toEqual(
      known.filter((id) => !id.startsWith('ds1/dw')),
    );
    expect(Object.keys(trialFormula)).toEqual(gradients.map(({ factor }) => factor));
  });

  it('have a number at every marked place, and a part of the graph for every term', () => {
    let places = 0;
    for (const key of steps) {
      for (const place of placesOf(key)) {
        expect(textAt(values, place)).toMatch(/^−?\d/);
        places += 1;
      }
      const { letters, numbers } = formulas[key]!;
      for (const term of [key, ...marks(letters + numbers, /term=([^}]+)\}/g)])
        expect(partOf(term).nodes.size).toBeGreaterThan(0);
    }
    expect(places).toBeGreaterThan(100);
    expect(() => textAt(values, 'q.0.0')).toThrow('q.0.0');
  });

  it('print under each term the shape that the factor has', () => {
    const terms = termsOf(factors);
    let shapes = 0;
    for (const { letters } of Object.values(formulas))
      for (const [, term = '', rows, columns] of letters.matchAll(
        /term=([^}]+)\}\{\\underset\{(\d) \\times (\d)\}/g,
      )) {
        const shape = terms.get(term)!.shape.split(' × ').slice(-2);
        // A column may stand as a row, and δᵀ as a column.
        expect([shape, shape.toReversed()]).toContainEqual([rows, columns]);
        shapes += 1;
      }
    expect(shapes).toBeGreaterThan(40);
  });

  it('multiply in each chain shapes that fit, from the loss to the parameter', () => {
    const terms = termsOf(factors);
    const chain = (id: string) => chainOf(factors, id);
    expect(chain('dL/dwFinal')).toEqual(['dL/dyHat', 'dyHat/ds2', 'ds2/dwFinal']);
    expect(chain('dL/dbFinal')).toEqual(['dL/dyHat', 'dyHat/ds2', 'ds2/dbFinal']);
    const through = ['dL/dyHat', 'dyHat/ds2', 'ds2/dh', 'dh/ds1'];
    expect(chain('dL/dW')).toEqual([...through, 'ds1/dW']);
    expect(chain('dL/db')).toEqual([...through, 'ds1/db']);
    for (const { factor } of gradients)
      for (const [i, term] of chain(factor).slice(1).entries())
        expect(terms.get(term)!.shape.split(' × ')[0]).toBe(
          terms.get(chain(factor)[i]!)!.shape.split(' × ').at(-1),
        );
  });

  it('write a number in few characters, and never NaN', () => {
    expect([0, 0.58398, -1.71234, 12.3456, -123.456, 4321.6].map(shortNumber)).toEqual([
      '0.000',
      '0.584',
      '−1.712',
      '12.35',
      '−123.5',
      '4322',
    ]);
    expect([-0.000432, 3e-11, -2e24].map(shortNumber)).toEqual(['−4·10⁻⁴', '3·10⁻¹¹', '−2·10²⁴']);
    expect([Number.NaN, Number.POSITIVE_INFINITY].map(shortNumber)).toEqual(['–', '–']);
  });

  it('show no NaN where ŷ is rounded to 1, and ŷ − y all the same', () => {
    for (const label of [0, 1]) {
      const sure = onePoint('sure', { ...chosenPoint, label }, 0).values;
      expect(sure.get('yHat')!.values[0]).toBe(1);
      expect(sure.get('dL/ds2')!.values[0]).toBe(1 - label);
      for (const key of steps)
        for (const place of placesOf(key)) expect(textAt(sure, place)).not.toMatch(/NaN|Infinity/);
    }
  });

  it('of every network all numbers but those of a rounded ŷ are finite, also after many steps on a far point', () => {
    const far = { x1: 4.2, x2: -4.2, label: 1 };
    for (const name of networkNames)
      for (const made of [0, 200])
        for (const [key, matrix] of onePoint(name, far, made).values)
          if (key !== 'dL/dyHat' && !key.startsWith('apart-'))
            expect(matrix!.values.every(Number.isFinite), `${name} ${key}`).toBe(true);
  });
});
