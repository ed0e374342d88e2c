import { course } from './course.ts';
import type { Dataset } from './dataset.ts';
import { FeatureError, type PlaneFunction, parseExpression } from './expression.ts';
import { winding } from './generators.ts';
import { column, type Matrix, zeros } from './matrix.ts';
import { shown } from './shown.ts';

export { FeatureError } from './expression.ts';

/** A feature map φ: R² → Rᵏ (chapter 4). */
export interface FeatureMap {
  /** The name of a named map, or the text of one that was typed. */
  readonly name: string;
  /** What the k features are called, as they are set: `x₁²`. */
  readonly labels: readonly string[];
  /** φ(x), k numbers. */
  apply(x1: number, x2: number): number[];
}

/** The angle by which the arms of the course's spiral have wound at a point, as one would type it. */
const woundBy = (() => {
  const { a, b } = winding(course.spiral);
  return `${a.toFixed(2)}*sqrt(x1^2 + x2^2) - ${b.toFixed(2)}` as const;
})();

/** The named feature maps, each as a reader would type it. */
export const namedFeatures = {
  identity: 'x1, x2',
  squares: 'x1^2, x2^2',
  'squares-and-linear': 'x1, x2, x1^2, x2^2',
  product: 'x1, x2, x1*x2',
  radius: 'x1^2 + x2^2',
  quadratic: 'x1, x2, x1^2, x2^2, x1*x2',
  cubic: 'x1, x2, x1^2, x2^2, x1*x2, x1^3, x2^3',
  // Wound back by the course's spiral: r on one of its arms, −r on the other.
  unwound: `x1*cos(${woundBy}) + x2*sin(${woundBy})`,
} as const;
export type FeatureName = keyof typeof namedFeatures;

/** A feature map as plain text: it can be posted, compared, saved, and put in an address. */
export type FeatureSpec =
  | { readonly kind: 'named'; readonly name: FeatureName }
  | { readonly kind: 'expressions'; readonly text: string };

const LONGEST_TEXT = 200;
const MOST_FEATURES = 8;

/**
 * φ(x) from one expression in x1 and x2, or from several with commas between them, also in square
 * brackets, as in `[x1^2, x2^2]`; `parseExpression` says what an expression may hold.
 *
 * Throws a `FeatureError`, naming the place, for anything else, for nothing, for more than 200
 * characters and for more than 8 expressions.
 */
export function parseFeatures(text: string): FeatureMap {
  if (text.length > LONGEST_TEXT)
    throw new FeatureError(
      `At most ${LONGEST_TEXT} characters, please, but these are ${text.length}.`,
      LONGEST_TEXT,
    );
  if (text.trim() === '')
    throw new FeatureError('Type an expression in x1 and x2, such as x1^2 + x2^2.', 0);
  const pieces = split(withoutSquareBrackets(text));
  if (pieces.length > MOST_FEATURES)
    throw new FeatureError(
      `At most ${MOST_FEATURES} features, please, but these are ${pieces.length}.`,
      pieces[MOST_FEATURES]!.start,
    );
  const functions: PlaneFunction[] = [];
  const labels: string[] = [];
  for (const [k, { start, piece }] of pieces.entries()) {
    if (piece.trim() === '')
      throw k < pieces.length - 1
        ? new FeatureError('An expression is missing before this comma.', start + piece.length)
        : new FeatureError('An expression is missing after this comma.', start - 1);
    // Spaces stand for what comes before, so that positions count from the beginning of the text.
    functions.push(parseExpression(' '.repeat(start) + piece));
    labels.push(label(piece));
  }
  return {
    name: text.trim(),
    labels,
    apply: (x1, x2) => functions.map((feature) => feature(x1, x2)),
  };
}

/** `[a, b]` is read as `a, b`. */
const withoutSquareBrackets = (text: string): string =>
  text.replace(/^(\s*)\[(.*)\](\s*)$/s, '$1 $2 $3');

/** The pieces between those commas that stand in no brackets, and where each begins. */
function split(text: string): { start: number; piece: string }[] {
  const pieces: { start: number; piece: string }[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const char = text.charAt(i);
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (i < text.length && (char !== ',' || depth > 0)) continue;
    pieces.push({ start, piece: text.slice(start, i) });
    start = i + 1;
  }
  return pieces;
}

/** An expression as it is set: x₁ for x1, x₁² for x1^2 or x1**2, · for *, − for -. */
const label = (piece: string): string =>
  piece
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?(?:\^|\*\*) ?2(?![\d.e])/gi, '²')
    .replace(/ ?(?:\^|\*\*) ?3(?![\d.e])/gi, '³')
    .replace(/ ?\*\* ?/g, '^')
    .replace(/ ?\* ?/g, '·')
    .replace(/-/g, '−')
    .replace(/\bx1\b/g, 'x₁')
    .replace(/\bx2\b/g, 'x₂')
    .replace(/\bpi\b/g, 'π');

/** The spec of a text: that of a named map whose text it is, else its own. */
export function featureSpec(text: string): FeatureSpec {
  const name = (Object.keys(namedFeatures) as FeatureName[]).find(
    (one) => namedFeatures[one] === text.trim(),
  );
  return name ? { kind: 'named', name } : { kind: 'expressions', text };
}

/** The feature map of a spec. Throws what `parseFeatures` throws. */
export const makeFeatures = (spec: FeatureSpec): FeatureMap =>
  spec.kind === 'named'
    ? { ...parseFeatures(namedFeatures[spec.name]), name: spec.name }
    : parseFeatures(spec.text);

/**
 * Any value, read as the spec of a feature map. Throws, saying what was expected and what came, unless
 * it is one; a `FeatureError` for a text that `parseFeatures` refuses.
 */
export function checkFeatureSpec(value: unknown): FeatureSpec {
  const given = new Map<string, unknown>(
    typeof value === 'object' && value !== null ? Object.entries(value) : [],
  );
  const [kind, name, text] = [given.get('kind'), given.get('name'), given.get('text')];
  if (kind === 'named') {
    if (typeof name !== 'string' || !Object.hasOwn(namedFeatures, name))
      throw new RangeError(
        `The name of a feature map must be one of ${Object.keys(namedFeatures).join(', ')}, but got ${shown(name)}.`,
      );
    return { kind, name: name as FeatureName };
  }
  if (kind === 'expressions') {
    if (typeof text !== 'string')
      throw new RangeError(`The text of a feature map must be a text, but got ${shown(text)}.`);
    parseFeatures(text);
    return { kind, text };
  }
  throw new RangeError(
    `A feature map must be of the kind named or expressions, but got ${shown(given.size > 0 ? kind : value)}.`,
  );
}

/**
 * The data set of φ(x) for every point x: n × 2 inputs become n × k, the labels stay.
 *
 * Throws unless there are two inputs, and, naming the point, when a feature is not finite there.
 */
export function mapDataset(dataset: Dataset, features: FeatureMap): Dataset {
  const { inputs, labels, classNames } = dataset;
  const mapped = mapPoints(inputs, features);
  mapped.values.forEach((value, at) => {
    if (Number.isFinite(value)) return;
    const [i, j] = [at % inputs.rows, Math.floor(at / inputs.rows)];
    const [x1, x2] = [column(inputs, 0)[i]!, column(inputs, 1)[i]!];
    throw new RangeError(
      `${features.labels[j]} must be finite at every point, but at point ${i + 1}, (${short(x1)}, ${short(x2)}), it is ${value}.`,
    );
  });
  return { inputs: mapped, labels, inputNames: features.labels, classNames };
}

/**
 * φ(x) for every point x, whatever comes out: n × 2 becomes n × k. Throws unless there are two inputs.
 */
export function mapPoints(points: Matrix, features: FeatureMap): Matrix {
  const { rows: n, columns } = points;
  if (columns !== 2)
    throw new RangeError(`A feature map takes 2 inputs, but these points have ${columns}.`);
  const mapped = zeros(n, features.labels.length);
  const [x1, x2] = [column(points, 0), column(points, 1)];
  for (let i = 0; i < n; i++) {
    const values = features.apply(x1[i]!, x2[i]!);
    for (let j = 0; j < values.length; j++) mapped.values[j * n + i] = values[j]!;
  }
  return mapped;
}

/** A coordinate in a message: three digits say which point is meant. */
const short = (value: number): number => Number(value.toPrecision(3));
