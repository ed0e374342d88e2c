import { column, type Matrix, zeros } from '../data/matrix.ts';
import type { Extent, Frame } from './frame.ts';
import { heatColours, heatStrength } from './theme.ts';

/**
 * Numbers over a rectangle of the plane, one at the centre of each cell, row after row from the
 * bottom (low y) up: cell (column i, row j) stands at `values[j * columns + i]`.
 */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly x: Extent;
  readonly y: Extent;
  readonly values: Float64Array;
}

/** Colours a grid: red, green, blue, alpha of each cell, row after row from the top, as an image wants them. */
export type Paint = (grid: Grid, pixels: Uint8ClampedArray) => unknown;

/** Is told the two ends of each small piece of a line. */
export type Piece = (x1: number, y1: number, x2: number, y2: number) => void;

/** An empty grid over a chart's frame. */
export const gridOver = ({ x, y }: Pick<Frame, 'x' | 'y'>, columns = 96, rows = 96): Grid => ({
  columns,
  rows,
  x,
  y,
  values: new Float64Array(columns * rows),
});

/** The centre of a cell on one axis. */
export const cellCentre = ([low, high]: Extent, cells: number, i: number) =>
  low + ((i + 0.5) / cells) * (high - low);

/** Fills a grid with a function of the plane. */
export function fillGrid(grid: Grid, f: (x: number, y: number) => number): Grid {
  const { columns, rows, x, y, values } = grid;
  for (let j = 0; j < rows; j++) {
    const cy = cellCentre(y, rows, j);
    for (let i = 0; i < columns; i++) values[j * columns + i] = f(cellCentre(x, columns, i), cy);
  }
  return grid;
}

/**
 * Paints probabilities of class 1 as red, green, blue, alpha, row after row from the top, as an
 * image wants them: class 1's colour above ½, class 0's below, clear at ½, so that an unsure model
 * is a blank page. What is not a number stays clear.
 */
export function paintProbabilities(
  { columns, rows, values }: Grid,
  pixels: Uint8ClampedArray = new Uint8ClampedArray(columns * rows * 4),
): Uint8ClampedArray {
  const [zero, one] = heatColours as unknown as [number[], number[]];
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const p = values[(rows - 1 - j) * columns + i] as number;
      const at = (j * columns + i) * 4;
      const colour = p >= 0.5 ? one : zero;
      pixels[at] = colour[0] as number;
      pixels[at + 1] = colour[1] as number;
      pixels[at + 2] = colour[2] as number;
      pixels[at + 3] = p >= 0 && p <= 1 ? 255 * heatStrength * Math.abs(2 * p - 1) : 0;
    }
  }
  return pixels;
}

/**
 * The level line of a grid (marching squares with linear interpolation between neighbouring
 * centres), piece by piece: `piece` is told the two ends of each. Beside a value that is not a number
 * there is none.
 */
export function levelPieces(grid: Grid, level: number, piece: Piece): void {
  const { columns, rows, x, y, values } = grid;
  const ends = new Float64Array(8);
  let count = 0;
  const cross = (i: number, j: number, di: number, dj: number) => {
    const a = (values[j * columns + i] as number) - level;
    const b = (values[(j + dj) * columns + i + di] as number) - level;
    const t = a / (a - b);
    ends[count++] = cellCentre(x, columns, i + t * di);
    ends[count++] = cellCentre(y, rows, j + t * dj);
  };
  const end = (at: number) => ends[at] as number;
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const lowLeft = values[j * columns + i] as number;
      const lowRight = values[j * columns + i + 1] as number;
      const highRight = values[(j + 1) * columns + i + 1] as number;
      const highLeft = values[(j + 1) * columns + i] as number;
      const a = lowLeft >= level;
      const b = lowRight >= level;
      const c = highRight >= level;
      const d = highLeft >= level;
      if (a === b && b === c && c === d) continue;
      if (Number.isNaN(lowLeft + lowRight + highRight + highLeft)) continue;
      count = 0;
      if (a !== b) cross(i, j, 1, 0);
      if (b !== c) cross(i + 1, j, 0, 1);
      if (d !== c) cross(i, j + 1, 1, 0);
      if (a !== d) cross(i, j, 0, 1);
      // Two ends: one piece. Four (a saddle): two pieces, paired so that they do not cross.
      if (count === 4) piece(end(0), end(1), end(2), end(3));
      else {
        piece(end(0), end(1), end(6), end(7));
        piece(end(2), end(3), end(4), end(5));
      }
    }
  }
}

/** The level line of a grid as an SVG path. `toPixel` maps a point to the path's coordinates. */
export function levelPath(
  grid: Grid,
  level: number,
  toPixel: (x: number, y: number) => readonly [number, number],
): string {
  return piecesAsPath((piece) => levelPieces(grid, level, piece), toPixel);
}

/** Pieces of lines as an SVG path, as they are told. */
export function piecesAsPath(
  tell: (piece: Piece) => void,
  toPixel: (x: number, y: number) => readonly [number, number],
): string {
  const parts: string[] = [];
  const text = (x: number, y: number) => {
    const [px, py] = toPixel(x, y);
    return `${px.toFixed(1)} ${py.toFixed(1)}`;
  };
  tell((x1, y1, x2, y2) => parts.push(`M${text(x1, y1)}L${text(x2, y2)}`));
  return parts.join('');
}

const centresOf = new WeakMap<Grid, Matrix>();

/** The centres of a grid's cells as points, in the order of its values; made once a grid. */
export function gridPoints(grid: Grid): Matrix {
  const known = centresOf.get(grid);
  if (known) return known;
  const { columns, rows, x, y } = grid;
  const points = zeros(columns * rows, 2);
  const [x1, x2] = [column(points, 0), column(points, 1)];
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      x1[j * columns + i] = cellCentre(x, columns, i);
      x2[j * columns + i] = cellCentre(y, rows, j);
    }
  centresOf.set(grid, points);
  return points;
}
