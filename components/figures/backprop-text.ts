import { type Matrix, toRows } from '../../src/data/matrix.ts';
import { graphNodes } from '../../src/figure/backprop-graph.ts';
import { type NamedTerm, numberAt, type OnePoint } from '../../src/figure/backprop-numbers.ts';
import { shortNumber } from './numbers.ts';

/** What is written at a marked place: a label as it is, every other number in few characters. */
export const textAt = (values: OnePoint['values'], place: string): string =>
  place.startsWith('y.') ? String(numberAt(values, place)) : shortNumber(numberAt(values, place));

/** `[0.665, 0.367, 0.916]`; a matrix row after row; `–` where there are no values. */
export function valuesText(
  of: Matrix | undefined,
  write: (value: number) => string = shortNumber,
): string {
  if (!of) return '–';
  if (of.values.length === 1) return write(of.values[0] as number);
  const rows = of.columns === 1 ? [Array.from(of.values)] : toRows(of);
  return `[${rows.map((row) => row.map(write).join(', ')).join('; ')}]`;
}

/** What a term is, its shape and its numbers, in a line: `∂s₂/∂h = w_finalᵀ, 1 × 3 · [0.52, 0.58, 0.35]`. */
export function sayingOf(
  key: string,
  terms: ReadonlyMap<string, NamedTerm>,
  values: OnePoint['values'],
): string {
  const term = terms.get(key);
  const node = graphNodes.find((one) => one.key === key);
  if (!term) return node?.words ?? key;
  const { symbol, formula, shape } = term;
  const name = formula === symbol.text ? (node?.words ?? formula) : `${symbol.text} = ${formula}`;
  return values.has(key)
    ? `${name}, ${shape} · ${valuesText(values.get(key))}`
    : `${name}, ${shape}`;
}
