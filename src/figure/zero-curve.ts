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

/** Pieces as an SVG path in a chart's pixels. */
export const piecesPath = (ends: Matrix, frame: Frame): string => rowsPath(ends, 2, frame);

/**
 * Polylines as an SVG path in a chart's pixels: each so many rows long, and cut off at the chart's frame.
 * A place that is not finite breaks its line.
 */
export function rowsPath(places: Matrix, perLine: number, frame: Frame): string {
  const [x, y] = [column(places, 0), column(places, 1)];
  const text = ([px, py]: Place) => `${px.toFixed(1)} ${py.toFixed(1)}`;
  const parts: string[] = [];
  let pen: Place | undefined;
  let last: Place | undefined;
  for (let i = 0; i < places.rows; i++) {
    const place = toPixels(frame, x[i]!, y[i]!);
    if (i % perLine === 0) last = undefined;
    const inside = last && insideFrame(last, place, frame);
    if (inside) {
      const [from, to] = inside;
      if (pen === undefined || pen !== from) parts.push(`M${text(from)}`);
      parts.push(`L${text(to)}`);
      pen = to;
    }
    last = place;
  }
  return parts.join('');
}

type Place = readonly [px: number, py: number];

/**
 * The part of a straight piece that lies in the frame (after Liang and Barsky, 1984), its ends being the
 * very ones given where these lie inside; undefined when none does.
 */
function insideFrame(a: Place, b: Place, frame: Frame): [Place, Place] | undefined {
  const { width, height, margins } = frame;
  const walls = [
    [margins.left, width - margins.right],
    [margins.top, height - margins.bottom],
  ] as const;
  let [from, to] = [0, 1];
  for (const axis of [0, 1] as const) {
    const [low, high] = walls[axis];
    const way = b[axis] - a[axis];
    if (!Number.isFinite(way)) return undefined;
    if (way === 0) {
      if (a[axis] < low || a[axis] > high) return undefined;
      continue;
    }
    const ends = [(low - a[axis]) / way, (high - a[axis]) / way];
    from = Math.max(from, Math.min(...ends));
    to = Math.min(to, Math.max(...ends));
  }
  if (!(from <= to)) return undefined;
  const at = (t: number): Place => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  return [from === 0 ? a : at(from), to === 1 ? b : at(to)];
}
