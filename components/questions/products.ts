import { type Matrix, zeros } from '../../src/data/matrix.ts';

/** The product of two matrices by its definition; undefined where the shapes do not fit. */
export function product(a: Matrix, b: Matrix): Matrix | undefined {
  if (a.columns !== b.rows) return undefined;
  const result = zeros(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.columns; j++)
      for (let k = 0; k < a.columns; k++)
        result.values[j * a.rows + i]! += a.values[k * a.rows + i]! * b.values[j * b.rows + k]!;
  return result;
}

/** Rows for columns. */
export function transpose({ rows, columns, values }: Matrix): Matrix {
  const result = zeros(columns, rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) result.values[i * columns + j] = values[j * rows + i]!;
  return result;
}
