import { dsvFormat } from 'd3-dsv';
import {
  type DataRecipe,
  LARGEST_INPUT,
  MOST_CLASSES,
  MOST_INPUTS,
  MOST_POINTS,
} from '../data/datasets.ts';
import { seeded, shuffle } from '../data/random.ts';
import { shown } from '../data/shown.ts';
import { whole } from '../data/whole.ts';

/** What a text of the reader's own holds, before it is said what of it is an input and what the class. */
export interface CsvTable {
  readonly delimiter: Delimiter;
  /** The sign before the decimals; the comma only where it does not separate the fields. */
  readonly decimal: '.' | ',';
  /** Whether the first line names the columns. */
  readonly header: boolean;
  readonly columns: readonly CsvColumn[];
  /** The fields as they stand in the text, row after row in its order, as many in each as columns. */
  readonly rows: readonly (readonly string[])[];
  /** The column that most likely holds the classes. */
  readonly label: number;
  /** The columns of numbers that most likely are the inputs, at most 16. */
  readonly inputs: readonly number[];
  /** How many lines were left out because they have more or fewer fields than the others. */
  readonly uneven: number;
  /** What the reader should know about how the text was read; a sentence each. */
  readonly notices: readonly string[];
}

export interface CsvColumn {
  /** From the header, else “Column 3”; no two are alike. */
  readonly name: string;
  /** Text where fewer than nine in ten of its fields can be read as numbers. */
  readonly kind: 'number' | 'text';
  /** Fields that are empty or say that nothing is known. */
  readonly missing: number;
  /** Different values, not counting the missing ones. */
  readonly different: number;
}

export type Delimiter = '\t' | ';' | '|' | ',';

/** What of a table is to be learnt from what. */
export interface TableChoice {
  /** The columns that are inputs, by their places, 1 … 16 of them. */
  readonly inputs: readonly number[];
  /** The column that holds the classes. */
  readonly label: number;
  /** Of the choice of rows where there are more than 10,000; 1 when it is left out. */
  readonly seed?: number;
}

/** This text, or this choice of columns, gives no data set. The message is written for the reader. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
}

/** The longest text that is read, in characters. */
export const LONGEST_CSV = 50_000_000;

/**
 * Reads a table from text: fields separated by commas, semicolons, tabs or vertical bars, whichever
 * divides the lines evenly; quoted as spreadsheets do it; with a first line of names or without.
 *
 * Throws a CsvError for a text in which no table can be found.
 */
export function readCsv(text: string): CsvTable {
  if (text.length > LONGEST_CSV)
    throw new CsvError(
      `This file is too long: at most ${LONGEST_CSV / 1e6} million characters are read, but it has ${(text.length / 1e6).toFixed(1)} million.`,
    );
  const plain = text.replace(/^\uFEFF/, '').replace(/^sep=.\r?\n/i, '');
  if (plain.trim() === '') throw new CsvError('There is nothing in this file.');
  if (plain.includes('\0'))
    throw new CsvError('This is no text: a CSV file was expected, saved as UTF-8.');
  const delimiter = delimiterOf(plain);
  const all = records(plain, delimiter);
  const width = usualWidth(all);
  if (width < 2)
    throw new CsvError(
      'No table was found: each line needs two fields or more, with commas, semicolons, tabs or vertical bars between them.',
    );
  const first = fitted(all, width);
  const rows = all.filter((row) => row.length === width);
  const uneven = all.length - rows.length;

  const decimal = decimalOf(rows, delimiter);
  const header = hasHeader(first ?? rows[0]!, rows.slice(first ? 0 : 1), decimal);
  const names = header ? (first ?? rows[0]!) : undefined;
  const values = header && !first ? rows.slice(1) : rows;
  if (values.length === 0)
    throw new CsvError('There is one line of names in this file, and no line of values.');

  const columns = describe(distinct(names, width), values, decimal);
  const label = guessLabel(columns, header);
  const counters = columns.map((_, j) => j !== label && counts(columns[j]!, values, j, decimal));
  const numbers = [...columns.keys()].filter((j) => j !== label && columns[j]!.kind === 'number');
  const candidates = numbers.some((j) => !counters[j])
    ? numbers.filter((j) => !counters[j])
    : numbers;

  const notices: string[] = [];
  if (uneven > 0)
    notices.push(
      `${amount(uneven, 'line')} left out: ${uneven === 1 ? 'it has' : 'they have'} not ${width} fields like the others.`,
    );
  for (const j of numbers.filter((j) => !candidates.includes(j)))
    notices.push(`“${columns[j]!.name}” counts the rows, and is no input unless you choose it.`);
  const texts = columns.filter(({ kind }, j) => kind === 'text' && j !== label);
  if (texts.length > 0)
    notices.push(
      `${list(texts.map(({ name }) => `“${name}”`))} ${texts.length === 1 ? 'holds' : 'hold'} text and cannot be an input.`,
    );
  if (candidates.length > MOST_INPUTS)
    notices.push(
      `Of ${candidates.length} columns of numbers the first ${MOST_INPUTS} are taken as inputs.`,
    );
  return {
    delimiter,
    decimal,
    header,
    columns,
    rows: values,
    label,
    inputs: candidates.slice(0, MOST_INPUTS),
    uneven,
    notices,
  };
}

/**
 * The data set of a table: the rows in their order, without those that lack a number or the class. Classes
 * are numbered in the order of their values, numbers by size and texts by the alphabet. Of more than
 * 10,000 rows so many are drawn by seed, each class keeping its share; the order stays.
 *
 * Throws a CsvError when the choice gives no data set. `tableNotices` says what was left out.
 */
export function tableRecipe(
  table: CsvTable,
  choice: TableChoice,
): DataRecipe & { readonly name: 'table' } {
  const { classNames, inputs, labels } = usable(table, choice);
  const drawn = draw(labels, classNames.length, choice.seed ?? 1);
  return {
    name: 'table',
    inputNames: choice.inputs.map((j) => table.columns[j]!.name),
    classNames,
    inputs: drawn.map((i) => inputs[i]!),
    labels: drawn.map((i) => labels[i]!),
  };
}

/** What was left out of the data set, a sentence each. Throws what `tableRecipe` throws. */
export function tableNotices(table: CsvTable, choice: TableChoice): string[] {
  const { labels, lacking } = usable(table, choice);
  const notices: string[] = [];
  if (lacking > 0)
    notices.push(
      `${amount(lacking, 'row')} left out: ${lacking === 1 ? 'it lacks' : 'they lack'} a number in one of the inputs, or the class.`,
    );
  if (labels.length > MOST_POINTS)
    notices.push(
      `${whole(MOST_POINTS)} of ${whole(labels.length)} rows are used, drawn by chance (seed ${choice.seed ?? 1}); each class keeps its share.`,
    );
  return notices;
}

/** The rows that have everything. */
function usable(table: CsvTable, { inputs: chosen, label }: TableChoice) {
  const { columns, rows, decimal } = table;
  const column = (j: number) => {
    if (!Number.isInteger(j) || j < 0 || j >= columns.length)
      throw new CsvError(`This table has columns 0 … ${columns.length - 1}, but not ${shown(j)}.`);
    return columns[j]!;
  };
  if (chosen.length < 1 || chosen.length > MOST_INPUTS)
    throw new CsvError(
      chosen.length < 1
        ? 'Choose at least one column of numbers as an input.'
        : `At most ${MOST_INPUTS} columns can be inputs, but ${chosen.length} are chosen.`,
    );
  const { name: labelName } = column(label);
  for (const j of chosen) {
    const { kind, name } = column(j);
    if (j === label)
      throw new CsvError(`“${name}” holds the classes, so it cannot be an input as well.`);
    if (kind === 'text') throw new CsvError(`“${name}” holds text, so it cannot be an input.`);
  }
  if (new Set(chosen).size < chosen.length)
    throw new CsvError('A column can be an input only once.');

  const complete: { values: number[]; field: string }[] = [];
  for (const row of rows) {
    const field = row[label]!.trim();
    const values = chosen.map((j) => toNumber(row[j]!, decimal));
    if (!isMissing(field) && values.every((value) => value !== undefined))
      complete.push({ values: values as number[], field });
  }
  if (complete.length < 2)
    throw new CsvError(
      `Two rows or more are needed that have all chosen numbers and a class, but there ${complete.length === 1 ? 'is 1' : 'is none'} of ${rows.length}.`,
    );
  const { classNames, classOf } = classesOf(
    complete.map(({ field }) => field),
    decimal,
  );
  if (classNames.length > MOST_CLASSES)
    throw new CsvError(
      `“${labelName}” holds ${whole(classNames.length)} different values; 2 to ${MOST_CLASSES} classes can be told apart. Choose another column as the class.`,
    );
  if (classNames.length < 2)
    throw new CsvError(
      `“${labelName}” holds only one value, “${classNames[0]}”, in the rows that can be used; two classes are needed at least.`,
    );
  return {
    classNames,
    inputs: complete.map(({ values }) => values),
    labels: complete.map(({ field }) => classOf(field)),
    lacking: rows.length - complete.length,
  };
}

/** The classes in order: numbers by size when all are numbers, else texts by the alphabet's code points. */
function classesOf(fields: readonly string[], decimal: CsvTable['decimal']) {
  const numbers = fields.map((field) => toNumber(field, decimal));
  if (numbers.every((value) => value !== undefined)) {
    const values = [...new Set(numbers.map((value) => value + 0))].sort((a, b) => a - b);
    const places = new Map(values.map((value, k) => [value, k]));
    return {
      classNames: values.map(String),
      classOf: (field: string) => places.get((toNumber(field, decimal) as number) + 0)!,
    };
  }
  const texts = [...new Set(fields)].sort((a, b) => (a < b ? -1 : 1));
  const places = new Map(texts.map((text, k) => [text, k]));
  return {
    classNames: texts.map((text) => text.slice(0, LONGEST_NAME)),
    classOf: (field: string) => places.get(field)!,
  };
}

/** The rows to use, in their order: all, or of each class so many that its share stays, 10,000 in sum. */
function draw(labels: readonly number[], classes: number, seed: number): number[] {
  const n = labels.length;
  if (n <= MOST_POINTS) return [...labels.keys()];
  const random = seeded(seed);
  const rowsOf = Array.from({ length: classes }, (_, k) =>
    [...labels.keys()].filter((i) => labels[i] === k),
  );
  // Every class keeps at least one row; the largest remainders are rounded up.
  const wanted = rowsOf.map((rows) => (rows.length * MOST_POINTS) / n);
  const counts = wanted.map((share) => Math.max(1, Math.floor(share)));
  const byRemainder = [...wanted.keys()].sort((a, b) => (wanted[b]! % 1) - (wanted[a]! % 1));
  const left = () => MOST_POINTS - counts.reduce((sum, count) => sum + count, 0);
  for (const k of byRemainder) if (left() > 0) counts[k]!++;
  const largest = counts.indexOf(Math.max(...counts));
  counts[largest]! += left();
  const kept = rowsOf.flatMap((rows, k) => {
    shuffle(rows, random);
    return rows.slice(0, counts[k]);
  });
  return kept.sort((a, b) => a - b);
}

const LONGEST_NAME = 100;

/** Lines that are not empty. `parseRows`, since `parse` has code compiled, which the site's policy forbids. */
const records = (text: string, delimiter: Delimiter): string[][] =>
  dsvFormat(delimiter)
    .parseRows(text)
    .filter((row) => row.some((field) => field.trim() !== ''));

/** How many fields most lines have. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

/**
 * The sign that divides the lines into equally many fields. The comma comes last: the others hardly
 * occur within fields, while a comma may stand in numbers.
 */
function delimiterOf(text: string): Delimiter {
  const beginning = text.slice(0, 100_000);
  const lines = beginning.length < text.length ? beginning.replace(/[^\n\r]*$/, '') : beginning;
  const shares = (['\t', ';', '|', ','] as const).map((delimiter) => {
    const rows = records(lines || beginning, delimiter);
    const width = usualWidth(rows);
    const even = rows.filter((row) => row.length === width).length;
    return { delimiter, width, share: width < 2 ? 0 : even / rows.length };
  });
  const good = shares.find(({ share }) => share >= 0.9);
  return (good ?? shares.reduce((a, b) => (b.share > a.share ? b : a))).delimiter;
}

/**
 * A first line of names that is one field short of the others, made to fit: the lines end with a
 * delimiter, or begin with the name of the row. Undefined where the first line is like the others.
 */
function fitted(all: string[][], width: number): string[] | undefined {
  const [first, ...rest] = all;
  if (first?.length !== width - 1 || rest.length === 0) return undefined;
  all.shift();
  const trailing = rest.every((row) => row.length < width || row[width - 1]!.trim() === '');
  return trailing ? [...first, ''] : ['', ...first];
}

/** A decimal comma where fields have one and none has a point; never where commas divide the fields. */
function decimalOf(rows: readonly (readonly string[])[], delimiter: Delimiter): '.' | ',' {
  if (delimiter === ',') return '.';
  const some = (pattern: RegExp) =>
    rows.some((row) => row.some((field) => pattern.test(field.trim())));
  return some(/^[+\-−]?\d*,\d+(e[+-]?\d+)?$/i) && !some(/^[+\-−]?\d*\.\d+(e[+-]?\d+)?$/i)
    ? ','
    : '.';
}

/** The number that a field says; undefined for anything else, and for one too large to be trained on. */
function toNumber(field: string, decimal: '.' | ','): number | undefined {
  const text = field.trim().replace('−', '-');
  const plain = decimal === ',' ? text.replace(',', '.') : text;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return undefined;
  const value = Number(plain);
  return Math.abs(value) <= LARGEST_INPUT ? value : undefined;
}

const isMissing = (field: string) => /^\s*(|\?|n\/?a|#n\/a|nan|null)\s*$/i.test(field);

/** Names that say what a column is, the surest first. */
const labelNames = [
  ...['label', 'labels', 'class', 'classes', 'target', 'species', 'category', 'outcome'],
  ...['diagnosis', 'group', 'type', 'variety', 'cluster', 'y'],
];
const plainName = (name: string) => name.trim().toLowerCase();

/**
 * Whether the first line holds names: it has a word where the rest of a column has numbers, or the name of a
 * column of classes, or, where there are no numbers at all, nothing that comes again in its column.
 */
function hasHeader(
  first: readonly string[],
  rest: readonly (readonly string[])[],
  decimal: '.' | ',',
): boolean {
  const isNumber = (field: string) => toNumber(field, decimal) !== undefined;
  const words = first.map((field) => !isMissing(field) && !isNumber(field));
  if (!words.includes(true)) return false;
  if (first.some((field) => labelNames.includes(plainName(field)))) return true;
  const overNumbers = words.some((isWord, j) => {
    const fields = rest.map((row) => row[j]!).filter((field) => !isMissing(field));
    return isWord && fields.length > 0 && mostly(fields, isNumber);
  });
  if (overNumbers) return true;
  return (
    !first.some(isNumber) &&
    new Set(first).size === first.length &&
    first.every((field, j) => !rest.some((row) => row[j] === field))
  );
}

const mostly = <T>(items: readonly T[], is: (item: T) => boolean) =>
  items.filter(is).length >= 0.9 * items.length;

/** A name for every column, no two alike. */
function distinct(given: readonly string[] | undefined, width: number): string[] {
  const names: string[] = [];
  for (let j = 0; j < width; j++) {
    const plain = given?.[j]
      ?.trim()
      .replaceAll(/\s+/g, ' ')
      .slice(0, LONGEST_NAME - 10);
    const name = plain || `Column ${j + 1}`;
    let free = name;
    for (let k = 2; names.includes(free); k++) free = `${name} (${k})`;
    names.push(free);
  }
  return names;
}

const describe = (
  names: readonly string[],
  rows: readonly (readonly string[])[],
  decimal: '.' | ',',
): CsvColumn[] =>
  names.map((name, j) => {
    const fields = rows.map((row) => row[j]!.trim()).filter((field) => !isMissing(field));
    const isNumber = (field: string) => toNumber(field, decimal) !== undefined;
    const kind = fields.length > 0 && mostly(fields, isNumber) ? 'number' : 'text';
    const values =
      kind === 'number' ? fields.map((field) => toNumber(field, decimal) ?? field) : fields;
    return {
      name,
      kind,
      missing: rows.length - fields.length,
      different: new Set(values).size,
    };
  });

/** By its name; else the last column with 2 to 6 different values; else the last. */
function guessLabel(columns: readonly CsvColumn[], header: boolean): number {
  const fits = ({ different }: CsvColumn) => different >= 2 && different <= MOST_CLASSES;
  if (header)
    for (const wanted of labelNames) {
      const at = columns.findIndex(({ name }) => plainName(name) === wanted);
      // A y is a class only if it can be: it may as well be the second coordinate.
      if (at >= 0 && (wanted !== 'y' || fits(columns[at]!))) return at;
    }
  const last = columns.findLastIndex(fits);
  return last >= 0 ? last : columns.length - 1;
}

/** Whether a column only counts its rows, as an index does: the next whole number in each. */
function counts(
  { kind, missing }: CsvColumn,
  rows: readonly (readonly string[])[],
  j: number,
  decimal: '.' | ',',
): boolean {
  if (kind === 'text' || missing > 0 || rows.length < 3) return false;
  const first = toNumber(rows[0]![j]!, decimal);
  if (first !== 0 && first !== 1) return false;
  return rows.every((row, i) => toNumber(row[j]!, decimal) === first + i);
}

const amount = (things: number, name: string) =>
  things === 1 ? `1 ${name} is` : `${whole(things)} ${name}s are`;
const list = (names: readonly string[]) =>
  names.length < 2
    ? (names[0] ?? '')
    : names.length > 4
      ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more columns`
      : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
