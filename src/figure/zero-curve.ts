import { type FeatureMap, mapPoints } from '../data/features.ts';
import { column, type Matrix, zeros } from '../data/matrix.ts';
import { forward, type LogisticParameters } from '../model/logistic.ts';
import type { Extent, Frame } from './frame.ts';
import { toPixels } from './frame.ts';
import { type Grid, gridOver, gridPoints, levelPieces } from './heat.ts';

/** A square of the plane with φ of every place of a grid: made once a φ, used at every step. */
export interface Traced {
  readonly grid: Grid;
  /** φ at the grid's centres, cells² × k. */
  readonly mapped: Matrix;
}

/** A grid whose outermost centres lie on the edges of the square [low, high]². */
export function traced([low, high]: Extent, features: FeatureMap, cells = 80): Traced {
  const half = (high - low) / (cells - 1) / 2;
  const side: Extent = [low - half, high + half];
  const grid = gridOver({ x: side, y: side }, cells, cells);
  return { grid, mapped: mapPoints(gridPoints(grid), features) };
}

/**
 * The curve on which z = w·φ(x) + b is 0, in small straight pieces: rows 2i and 2i + 1 of what it
 * returns are the ends of piece i, in the plane of x.
 */
export function zeroPieces({ grid, mapped }: Traced, model: LogisticParameters): Matrix {
  const scratch = new Float64Array(grid.values.length);
  forward(model, mapped, { logits: grid.values, probabilities: scratch });
  const ends: number[] = [];
  levelPieces(grid, 0, (x1, y1, x2, y2) => {
    if (Number.isFinite(x1 + y1 + x2 + y2)) ends.push(x1, y1, x2, y2);
  });
  const pieces = zeros(ends.length / 2, 2);
  for (let i = 0; i < pieces.rows; i++) {
    pieces.values[i] = ends[2 * i]!;
    pieces.values[pieces.rows + i] = ends[2 * i + 1]!;
  }
  return pieces;
}

/** Pieces as an SVG path in a chart's pixels; those whose ends are no numbers are left out. */
export const piecesPath = (ends: Matrix, frame: Frame): string => rowsPath(ends, 2, frame);

/**
 * Polylines as an SVG path in a chart's pixels: each so many rows long. At a place that is not finite, or
 * very far outside, the line breaks.
 */
export function rowsPath(places: Matrix, perLine: number, frame: Frame): string {
  const [x, y] = [column(places, 0), column(places, 1)];
  const far = 20 * (frame.width + frame.height);
  const parts: string[] = [];
  let broken = true;
  for (let i = 0; i < places.rows; i++) {
    const [px, py] = toPixels(frame, x[i]!, y[i]!);
    const usable = Math.abs(px) + Math.abs(py) < far;
    if (i % perLine === 0 || !usable) broken = true;
    if (!usable) continue;
    parts.push(`${broken ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`);
    broken = false;
  }
  return parts.join('');
}
