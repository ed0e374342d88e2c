import './line-drawing.css';
import { toPixels } from '../../src/figure/frame.ts';
import type { Point } from '../../src/figure/line.ts';
import { useFrame } from './Chart.tsx';

export interface LineDrawingProps {
  /** Where the line meets the frame; undefined when it lies outside. */
  readonly ends: readonly [Point, Point] | undefined;
  /** Its arrow, in data units; without it the line has none. */
  readonly foot?: Point | undefined;
  readonly tip?: Point | undefined;
  readonly colour: string;
  /** In pixels. */
  readonly width?: number;
}

/**
 * A line and its normal that change in every frame: paths that stay where they are in the page, where a
 * chart's layer would be made anew each time. It must stand in a Chart.
 */
export function LineDrawing({ ends, foot, tip, colour, width = 2.5 }: LineDrawingProps) {
  const frame = useFrame();
  const pixels = (point: Point) =>
    toPixels(frame, ...point)
      .map((value) => value.toFixed(1))
      .join(' ');
  return (
    <g class="line-drawing" style={{ color: colour }}>
      {ends && <path d={`M${pixels(ends[0])}L${pixels(ends[1])}`} stroke-width={width} />}
      {foot && tip && (
        <>
          <path d={`M${pixels(foot)}L${pixels(tip)}`} stroke-width={Math.min(width, 2.5)} />
          <path
            class="line-tip"
            d={headAt(toPixels(frame, ...tip), toPixels(frame, ...foot))}
            stroke-width="1"
          />
        </>
      )}
    </g>
  );
}

/**
 * An arrow's head: its point a little beyond the tip, so that the tip lies within it. A short arrow has a
 * small head, or the head would hide how short it is.
 */
function headAt([tx, ty]: Point, [fx, fy]: Point): string {
  const length = Math.hypot(tx - fx, ty - fy) || 1;
  const scale = Math.min(1, length / 20);
  const [ux, uy] = [(scale * (tx - fx)) / length, (scale * (ty - fy)) / length];
  const at = (ahead: number, aside: number) =>
    `${(tx + ahead * ux - aside * uy).toFixed(1)} ${(ty + ahead * uy + aside * ux).toFixed(1)}`;
  return `M${at(8, 0)}L${at(-6, 7)}L${at(-6, -7)}Z`;
}
