import type { HalfPlane } from '../model/half-planes.ts';
import type { Frame } from './frame.ts';
import type { Point } from './line.ts';
import { type LineStyle, line, type Marks, normal } from './marks.ts';

/** A line as a reader places it: by a point on it and the arrow w that starts there. */
export interface PlacedLine extends HalfPlane {
  readonly at: Point;
}

/** An arrow that is dragged stays at least this long: without a length it has no direction. */
export const shortestArrow = 0.15;

/** The lines in a figure's state: four numbers each, the point and then w. */
export function placedLines(numbers: readonly number[]): PlacedLine[] {
  return Array.from({ length: numbers.length / 4 }, (_, k) => {
    const [x, y, w1, w2] = numbers.slice(4 * k, 4 * k + 4) as [number, number, number, number];
    return { at: [x, y], weights: [w1, w2], bias: -(w1 * x + w2 * y) };
  });
}

/** The state's numbers with line k moved or turned. */
export const withLine = (
  numbers: readonly number[],
  k: number,
  { at, weights }: Pick<PlacedLine, 'at' | 'weights'>,
): number[] => [...numbers.slice(0, 4 * k), ...at, ...weights, ...numbers.slice(4 * k + 4)];

/** A placed line with its arrow, from the point where the reader holds it. */
export function placedLine(placed: PlacedLine, frame: Frame, style: LineStyle = {}): Marks {
  const { at, weights, bias } = placed;
  const length = Math.sqrt(weights[0] * weights[0] + weights[1] * weights[1]);
  return [
    ...line(weights, bias, frame, style),
    ...normal(weights, bias, frame, { ...style, from: at, length }),
  ];
}
