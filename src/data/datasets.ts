import type { Dataset } from './dataset.ts';
import type { Blobs, Circles, Drawn, Spiral } from './generators.ts';
import { blobs, circles, moons, spiral, xor } from './generators.ts';
import { fromRows } from './matrix.ts';
import type { PenguinChoice } from './penguins.ts';
import { measurements, penguins, species } from './penguins.ts';
import { seeded } from './random.ts';
import { shown } from './shown.ts';

/** Points drawn by hand. */
export interface DrawnByHand {
  readonly inputs: readonly (readonly [number, number])[];
  /** A class number 0 … 5 for each. */
  readonly labels: readonly number[];
}

/** Points of the reader's own, with any number of inputs: see `readCsv`. */
export interface OwnTable {
  /** d names, 1 … 16. */
  readonly inputNames: readonly string[];
  /** K names, 2 … 6, in the order of the class numbers. */
  readonly classNames: readonly string[];
  /** n rows of d numbers. */
  readonly inputs: readonly (readonly number[])[];
  /** A class number 0 … K − 1 for each. */
  readonly labels: readonly number[];
}

interface Seeded {
  /** A whole number 0 … 2³² − 1: same seed, same points. */
  readonly seed: number;
}

/**
 * All that it takes to make a data set again, as plain numbers and names: it can be posted, compared,
 * saved, and put in an address.
 */
export type DataRecipe =
  | ({ readonly name: 'blobs' } & Blobs & Seeded)
  | ({ readonly name: 'circles' } & Circles & Seeded)
  | ({ readonly name: 'moons' } & Drawn & Seeded)
  | ({ readonly name: 'xor' } & Drawn & Seeded)
  | ({ readonly name: 'spiral' } & Spiral & Seeded)
  | ({ readonly name: 'penguins' } & PenguinChoice)
  | ({ readonly name: 'points' } & DrawnByHand)
  | ({ readonly name: 'table' } & OwnTable);

export type DataName = DataRecipe['name'];

/** The recipe of one name. */
export type RecipeOf<N extends DataName> = Extract<DataRecipe, { name: N }>;

/**
 * A whole recipe for each name. The blobs are 10 deviations apart, so a line separates them; with
 * noise from about 1 upwards, or a smaller distance, it almost does.
 */
export const defaults: { readonly [N in DataName]: RecipeOf<N> } = {
  blobs: { name: 'blobs', count: 100, classes: 2, distance: 4, noise: 0.4, seed: 1 },
  circles: { name: 'circles', count: 200, centre: [0, 0], radii: [1, 3], noise: 0.05, seed: 1 },
  moons: { name: 'moons', count: 200, noise: 0.2, seed: 1 },
  xor: { name: 'xor', count: 200, noise: 0.1, seed: 1 },
  spiral: { name: 'spiral', count: 200, classes: 2, turns: 1.25, noise: 0.1, seed: 1 },
  penguins: {
    name: 'penguins',
    species: ['Adelie', 'Chinstrap'],
    measurements: ['billLength', 'billDepth'],
  },
  points: {
    name: 'points',
    inputs: [
      [-1, -1],
      [1, 1],
      [-1, 1],
      [1, -1],
    ],
    labels: [0, 0, 1, 1],
  },
  table: {
    name: 'table',
    inputNames: ['x₁', 'x₂'],
    classNames: ['Class 0', 'Class 1'],
    inputs: [
      [-1, -1],
      [1, 1],
      [-1, 1],
      [1, -1],
    ],
    labels: [0, 0, 1, 1],
  },
};

/** The data set of a recipe. Throws what `checkRecipe` throws. */
export function makeDataset(recipe: DataRecipe): Dataset {
  const checked = checkRecipe(recipe);
  switch (checked.name) {
    case 'blobs':
      return blobs(checked, seeded(checked.seed));
    case 'circles':
      return circles(checked, seeded(checked.seed));
    case 'moons':
      return moons(checked, seeded(checked.seed));
    case 'xor':
      return xor(checked, seeded(checked.seed));
    case 'spiral':
      return spiral(checked, seeded(checked.seed));
    case 'penguins':
      return penguins(checked).dataset;
    case 'points':
      return byHand(checked);
    case 'table': {
      const { inputs, labels, inputNames, classNames } = checked;
      return {
        inputs: fromRows(inputs),
        labels: Uint8Array.from(labels),
        inputNames,
        classNames,
      };
    }
  }
}

const made = new WeakMap<DataRecipe, Dataset>();

/** The data set of a recipe, made once for each recipe object. Throws what `checkRecipe` throws. */
export function datasetOf(recipe: DataRecipe): Dataset {
  const known = made.get(recipe) ?? makeDataset(recipe);
  made.set(recipe, known);
  return known;
}

function byHand({ inputs, labels }: DrawnByHand): Dataset {
  const classes = Math.max(2, ...labels.map((label) => label + 1));
  return {
    inputs: fromRows(inputs),
    labels: Uint8Array.from(labels),
    inputNames: ['x₁', 'x₂'],
    classNames: Array.from({ length: classes }, (_, k) => `Class ${k}`),
  };
}

/** Reads one field: gives the value back, copied and typed, or throws naming the field. */
type Read<T> = (value: unknown, field: string) => T;

const refuse = (field: string, expected: string, value: unknown): never => {
  throw new RangeError(`${field} must be ${expected}, but got ${shown(value)}.`);
};

const number =
  (from: number, to: number): Read<number> =>
  (value, field) =>
    typeof value === 'number' && value >= from && value <= to
      ? value
      : refuse(field, `a number from ${from} to ${to}`, value);

const whole =
  (from: number, to: number): Read<number> =>
  (value, field) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
      ? value
      : refuse(field, `a whole number from ${from} to ${to}`, value);

const pair =
  (from: number, to: number): Read<readonly [number, number]> =>
  (value, field) => {
    if (!Array.isArray(value) || value.length !== 2)
      return refuse(field, 'a list of two numbers', value);
    const read = number(from, to);
    return [read(value[0], `${field}[0]`), read(value[1], `${field}[1]`)];
  };

const radii: Read<readonly [number, number]> = (value, field) => {
  const [inner, outer] = pair(0, 100)(value, field);
  if (!(inner < outer))
    throw new RangeError(
      `${field} must be the inner radius, then a larger outer one, but got ${inner} and ${outer}.`,
    );
  return [inner, outer];
};

/** Different names out of a list: as many as one of the lengths allowed. */
const choice =
  <T extends string, L extends readonly T[]>(
    names: readonly T[],
    lengths: readonly number[],
  ): Read<L> =>
  (value, field) => {
    const expected = `${lengths.join(' or ')} different ones of ${names.join(', ')}`;
    if (!Array.isArray(value)) return refuse(field, expected, value);
    const unknown = value.find((name) => !names.includes(name));
    if (unknown !== undefined) return refuse(field, expected, unknown);
    if (!lengths.includes(value.length) || new Set(value).size < value.length)
      throw new RangeError(`${field} must be ${expected}, but got ${value.join(', ') || 'none'}.`);
    return [...value] as unknown as L;
  };

/** The most points that a data set may have. */
export const MOST_POINTS = 10_000;
/** The most inputs that a point may have. */
export const MOST_INPUTS = 16;
/** The most classes. */
export const MOST_CLASSES = 6;
/** The largest value of an input, either way: what `SURELY_FINITE` of the training takes without a look. */
export const LARGEST_INPUT = 1e15;

const list =
  <T>(entry: Read<T>, from = 1, to = MOST_POINTS): Read<T[]> =>
  (value, field) =>
    Array.isArray(value) && value.length >= from && value.length <= to
      ? Array.from(value, (item, i) => entry(item, `${field}[${i}]`))
      : refuse(field, `a list of ${from} to ${to}`, value);

const LONGEST_NAME = 100;
const text: Read<string> = (value, field) =>
  typeof value === 'string' && value.length <= LONGEST_NAME
    ? value
    : refuse(field, `a text of at most ${LONGEST_NAME} characters`, value);

const count = whole(2, MOST_POINTS);
const classes = whole(2, MOST_CLASSES);
const noise = number(0, 100);
const seed = whole(0, 4294967295);

const fields: {
  readonly [N in DataName]: {
    readonly [F in Exclude<keyof RecipeOf<N>, 'name'>]: Read<RecipeOf<N>[F]>;
  };
} = {
  blobs: { count, classes, distance: number(0, 100), noise, seed },
  circles: { count, centre: pair(-100, 100), radii, noise, seed },
  moons: { count, noise, seed },
  xor: { count, noise, seed },
  spiral: { count, classes, turns: number(0, 10), noise, seed },
  penguins: {
    species: choice(species, [2, 3]),
    measurements: choice(Object.keys(measurements) as (keyof typeof measurements)[], [2]),
  },
  points: { inputs: list(pair(-1e6, 1e6)), labels: list(whole(0, MOST_CLASSES - 1)) },
  table: {
    inputNames: list(text, 1, MOST_INPUTS),
    classNames: list(text, 2, MOST_CLASSES),
    inputs: list(list(number(-LARGEST_INPUT, LARGEST_INPUT), 1, MOST_INPUTS)),
    labels: list(whole(0, MOST_CLASSES - 1)),
  },
};

const isName = (name: unknown): name is DataName =>
  typeof name === 'string' && Object.hasOwn(fields, name);

/**
 * Any value, read as a recipe: what is left out becomes the default, what is there is checked.
 *
 * Throws, naming the field, what was expected and what came: for anything but an object, an unknown
 * name or field, a number that is none or out of its range, fewer points than classes, points and
 * labels that differ in number, rows of a table that do not fit its names.
 */
export function checkRecipe(value: unknown): DataRecipe {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RangeError(`A data recipe must be an object with a name, but got ${shown(value)}.`);
  const given = new Map<string, unknown>(Object.entries(value));
  const name = given.get('name');
  const names = Object.keys(fields).join(', ');
  if (!isName(name)) return refuse("A data recipe's name", `one of ${names}`, name);
  const readers = new Map<string, Read<unknown>>(Object.entries(fields[name]));
  const recipe: Record<string, unknown> = { ...defaults[name] };
  for (const [field, fieldValue] of given) {
    if (field === 'name' || fieldValue === undefined) continue;
    const read = readers.get(field);
    if (read === undefined)
      throw new RangeError(
        `${name} takes ${[...readers.keys()].join(', ')}, but got ${shown(field)} besides.`,
      );
    recipe[field] = read(fieldValue, `${name}: ${field}`);
  }
  const checked = recipe as unknown as DataRecipe;
  if ('classes' in checked && checked.count < checked.classes)
    throw new RangeError(
      `${name}: count must be at least one point a class, but got ${checked.count} for ${checked.classes} classes.`,
    );
  if ('labels' in checked && checked.inputs.length !== checked.labels.length)
    throw new RangeError(
      `${checked.name}: inputs and labels must be equal in number, but got ${checked.inputs.length} and ${checked.labels.length}.`,
    );
  if (checked.name === 'table') checkShape(checked);
  return checked;
}

function checkShape({ inputNames, classNames, inputs, labels }: OwnTable) {
  inputs.forEach((row, i) => {
    if (row.length !== inputNames.length)
      refuse(`table: inputs[${i}]`, `${inputNames.length} numbers, one for each input name`, row);
  });
  labels.forEach((label, i) => {
    if (label >= classNames.length)
      refuse(`table: labels[${i}]`, `below ${classNames.length}, the number of class names`, label);
  });
}
