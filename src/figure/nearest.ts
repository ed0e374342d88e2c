import type { Dataset } from '../data/dataset.ts';
import { column, type Matrix } from '../data/matrix.ts';
import type { Frame } from './frame.ts';
import type { Point } from './line.ts';

/** How far from a point, in pixels, a pointer still means it. */
const REACH = 12;

/** Which of n × 2 points a pointer at this place of a chart means: the nearest, if one is near. */
export function nearestPoint(
  points: Matrix,
  { x, y, frame }: { readonly x: number; readonly y: number; readonly frame: Frame },
): number | undefined {
  const { width, height, margins } = frame;
  const across = (width - margins.left - margins.right) / (frame.x[1] - frame.x[0]);
  const up = (height - margins.top - margins.bottom) / (frame.y[1] - frame.y[0]);
  const [x1, x2] = [column(points, 0), column(points, 1)];
  let least = REACH * REACH;
  let nearest: number | undefined;
  for (let i = 0; i < points.rows; i++) {
    const dx = across * (x1[i]! - x);
    const dy = up * (x2[i]! - y);
    const square = dx * dx + dy * dy;
    if (!(square <= least)) continue;
    least = square;
    nearest = i;
  }
  return nearest;
}

/** The order in which the keys walk from point to point: round class 1, then round class 0. */
export function walkRound(
  { inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>,
  [c1, c2]: Point = [0, 0],
): number[] {
  const [x1, x2] = [column(inputs, 0), column(inputs, 1)];
  const angle = (i: number) => Math.atan2(x2[i]! - c2, x1[i]! - c1);
  return Array.from(labels.keys()).sort((i, j) => labels[j]! - labels[i]! || angle(i) - angle(j));
}
