/**
 * A matrix stored by columns: entry (i, j) stands at `values[j * rows + i]`.
 *
 * Columns, because every loop of the training runs down one: all points' x₁, then all points' x₂;
 * all points' activations of unit 1, then of unit 2 (chapter 11, and the fastest order measured).
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** rows × columns numbers, column after column. */
  readonly values: Float64Array;
}

/** A matrix of zeros. Throws unless both sizes are integers ≥ 0. */
export function zeros(rows: number, columns: number): Matrix {
  if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 0 || columns < 0)
    throw new RangeError(`A matrix needs whole, non-negative sizes, but got ${rows} × ${columns}.`);
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** The matrix whose rows are given, as texts write it. Throws when the rows differ in length. */
export function fromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const matrix = zeros(rows.length, columns);
  rows.forEach((row, i) => {
    if (row.length !== columns)
      throw new RangeError(
        `Every row needs ${columns} numbers like the first, but row ${i + 1} has ${row.length}.`,
      );
    row.forEach((value, j) => {
      matrix.values[j * rows.length + i] = value;
    });
  });
  return matrix;
}

/** The rows of a matrix, as texts write it. */
export const toRows = ({ rows, columns, values }: Matrix): number[][] =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => values[j * rows + i] as number),
  );

/** Column j, a view and not a copy: what is written to it is written to the matrix. */
export const column = ({ rows, values }: Matrix, j: number): Float64Array =>
  values.subarray(j * rows, (j + 1) * rows);

/** Entry (i, j). */
export const entry = ({ rows, values }: Matrix, i: number, j: number): number =>
  values[j * rows + i] as number;
