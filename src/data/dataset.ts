import type { Matrix } from './matrix.ts';

/** Points with their classes: what every model in this course learns from. */
export interface Dataset {
  /** n × d, one point a row; column-major. */
  readonly inputs: Matrix;
  /** n class numbers: 0 or 1 for two classes, 0 … K−1 for K. */
  readonly labels: Uint8Array;
  /** What the axes show, one name an input: `x₁`, or `Bill length (mm)`. */
  readonly inputNames: readonly string[];
  /** What the classes are called, in the order of their numbers. */
  readonly classNames: readonly string[];
  /**
   * Present when the inputs were standardised: original = mean + deviation · input, an entry each
   * per input, so that axes can carry the original units.
   */
  readonly scale?: { readonly means: readonly number[]; readonly deviations: readonly number[] };
}
