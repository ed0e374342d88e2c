import { shapeOf } from '../words.ts';
import type { Row } from './cell.ts';

/** One row of what a changed cell made, beside what the original makes. */
export interface Compared {
  readonly label: string;
  readonly original: string;
  readonly yours: string;
  readonly verdict: 'same' | 'differs' | 'wrong shape';
  /** What it has to be and what came, or where the two differ first; absent where they are the same. */
  readonly note?: string;
}

/** The rows of a cell with what the original makes of them and what came of the changed one. */
export const compare = (
  rows: readonly Row[],
  original: readonly unknown[],
  yours: readonly unknown[],
): Compared[] => rows.map((row, i) => compareOne(row, plain(original[i]), yours[i]));

function compareOne({ label, shape }: Row, original: unknown, yours: unknown): Compared {
  const texts = { label, original: valueText(original), yours: valueText(yours) };
  if (shapeOf(original) !== shapeOf(yours))
    return {
      ...texts,
      verdict: 'wrong shape',
      note: `${label} has to be ${shape}; got ${shapeOf(yours)}.`,
    };
  const [before, now] = [flat(original), flat(yours)];
  const at = now.findIndex((entry, i) => !isSame(entry, before[i]));
  if (at < 0) return { ...texts, verdict: 'same' };
  const where = placeOf(original, at);
  // Two that look alike when they are shortened are told in all their digits.
  const short = [valueText(now[at]), valueText(before[at])] as const;
  const [found, expected] = short[0] === short[1] ? [String(now[at]), String(before[at])] : short;
  return {
    ...texts,
    verdict: 'differs',
    ...(where && {
      note: `${label} differs first in ${where}: ${found}, where the original has ${expected}.`,
    }),
  };
}

/** NaN is itself here, and 0 is −0. */
const isSame = (a: unknown, b: unknown) => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Vectors as lists: what they are once they came out of the sandbox. */
const plain = (value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;

const isTable = (value: unknown): value is readonly (readonly unknown[])[] =>
  Array.isArray(value) && value.length > 0 && value.every(Array.isArray);

const flat = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.flat() : [value];

/** Where an entry stands, counted from 1; undefined for a single value. */
function placeOf(value: unknown, at: number): string | undefined {
  if (isTable(value)) {
    const width = value[0]!.length;
    return `row ${Math.floor(at / width) + 1}, column ${(at % width) + 1}`;
  }
  return Array.isArray(value) && value.length > 1 ? `entry ${at + 1}` : undefined;
}

const MOST_ENTRIES = 4;

/** A value in a few signs. */
function valueText(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (isTable(value)) {
    const rows = value.slice(0, MOST_ENTRIES - 1).map((row) => listText(row));
    return `${rows.join(' ')}${value.length >= MOST_ENTRIES ? ` … ${value.length} rows` : ''}`;
  }
  if (Array.isArray(value)) return listText(value);
  return shapeOf(value);
}

const listText = (list: readonly unknown[]) =>
  list.length === 1
    ? valueText(list[0])
    : `(${list.slice(0, MOST_ENTRIES).map(valueText).join(', ')}${list.length > MOST_ENTRIES ? `, … ${list.length} in all` : ''})`;

function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value).replace('Infinity', '∞').replace('-', '−');
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value).replace('-', '−');
  const size = Math.abs(value);
  const text =
    size >= 1e-3 && size < 1e6 ? String(Number(value.toPrecision(5))) : value.toExponential(3);
  return text.replaceAll('-', '−');
}
