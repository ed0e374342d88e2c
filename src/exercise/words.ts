import type { Odd } from '../sandbox/messages.ts';
import type { Value } from './exercise.ts';

/** What something is, in words: “a number”, “nothing” where there is none. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return value === null ? 'null' : 'nothing';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean' || typeof value === 'string') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'a list';
  return isOdd(value) ? value.$ : 'an object';
}

const isOdd = (value: object): value is Odd => '$' in value && typeof value.$ === 'string';

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isOdd(value);

const listOf = (length: number) => `a list of ${length} number${length === 1 ? '' : 's'}`;

/** The shape of what was returned, in words; what holds something else than numbers says so. */
export function shapeOf(value: unknown): string {
  if (!Array.isArray(value)) return kindOf(value);
  if (value.every((entry) => typeof entry === 'number')) return listOf(value.length);
  const rows = value as unknown[];
  const widths = rows.map((row) =>
    Array.isArray(row) && row.every((entry) => typeof entry === 'number') ? row.length : -1,
  );
  const [width = -1] = widths;
  if (width >= 0 && widths.every((one) => one === width)) return `${rows.length} × ${width}`;
  const odd = rows.find((row) => typeof row !== 'number' && !Array.isArray(row));
  return widths.every((one) => one >= 0)
    ? 'a list of rows that are not equally long'
    : `a list that holds ${kindOf(odd === undefined && rows.every((row) => row !== undefined) ? rows[0] : odd)}`;
}

/** The shape that is wanted: a matrix with what it is made of. */
export function wantedShape(value: Value): string {
  const shape = shapeOf(value);
  if (typeof value === 'number' || typeof value[0] === 'number') return shape;
  const [row] = value as readonly (readonly number[])[];
  return `${shape}, a list of ${value.length} rows of ${row?.length} numbers`;
}

/** A number in a sentence: four decimals, or a power of ten. */
export const numberText = (value: number): string =>
  (!Number.isFinite(value)
    ? String(value)
    : (Math.abs(value) >= 0.001 && Math.abs(value) < 1e6) || value === 0
      ? value.toFixed(4)
      : power(value)
  ).replaceAll('-', '−');

/** 2.84 · 10⁻¹⁴ */
function power(value: number): string {
  const [digits, exponent] = value.toExponential(2).split('e') as [string, string];
  const raised = [...exponent.replace('+', '')].map(
    (one) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(one)],
  );
  return `${digits} · 10${raised.join('')}`;
}

/** A number with as few digits as it needs: 800, −0.5. */
export const plain = (value: number): string => String(value).replaceAll('-', '−');

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export const inWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
