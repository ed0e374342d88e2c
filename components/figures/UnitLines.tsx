import './unit-lines.css';
import type { Frame } from '../../src/figure/frame.ts';
import { toPixels, within } from '../../src/figure/frame.ts';
import { lineInFrame, nearestOnLine, type Point } from '../../src/figure/line.ts';
import { unitColour } from '../../src/figure/theme.ts';
import type { MlpParameters } from '../../src/model/mlp.ts';
import { useFrame } from './Chart.tsx';
import { LineDrawing } from './LineDrawing.tsx';

export interface UnitLinesProps {
  readonly parameters: MlpParameters;
  /** How long the normals are drawn, in data units; the weights themselves may be far longer. */
  readonly arrow?: number;
}

/**
 * The hidden units' lines with their normals, each in its unit's colour and with its number. It must stand in a Chart.
 * With handles they are DragUnitLines.
 */
export function UnitLines({ parameters, arrow = 0.95 }: UnitLinesProps) {
  // Beside the picture a line is only of use to who can drag it back.
  const lines = unitLines(parameters, useFrame(), arrow).map((line) =>
    line?.ends ? line : undefined,
  );
  return (
    <g class="unit-lines">
      <LineDrawings lines={lines} />
      {lines.map((line, k) => line && <Numbered key={k} {...line} unit={k} />)}
    </g>
  );
}

/** Lines and arrows alone. */
export const LineDrawings = ({ lines }: { readonly lines: readonly (UnitLine | undefined)[] }) => (
  <>
    {lines.map((line, k) => {
      if (!line) return undefined;
      const { ends, foot, tip } = line;
      const arrow = ends && { foot, tip };
      return <LineDrawing key={k} ends={ends} {...arrow} colour={unitColour(k)} />;
    })}
  </>
);

export interface UnitLine {
  readonly weights: readonly [number, number];
  readonly bias: number;
  readonly size: number;
  readonly ends: readonly [Point, Point] | undefined;
  /** Where its ring is and its arrow begins: nearest to the origin, but in sight. */
  readonly foot: Point;
  readonly tip: Point;
}

/** The units' lines as they lie in a frame; undefined where w = 0 and there is none. */
export function unitLines(
  { hiddenWeights, hiddenBias }: MlpParameters,
  frame: Frame,
  arrow: number,
): (UnitLine | undefined)[] {
  const units = hiddenBias.length;
  return Array.from({ length: units }, (_, k) =>
    unitLine(
      [hiddenWeights.values[k]!, hiddenWeights.values[units + k]!],
      hiddenBias[k] as number,
      frame,
      arrow,
    ),
  );
}

function unitLine(
  weights: readonly [number, number],
  bias: number,
  frame: Frame,
  arrow: number,
): UnitLine | undefined {
  const nearest = nearestOnLine(weights, bias, [0, 0]);
  if (!nearest) return undefined;
  const ends = lineInFrame(weights, bias, frame);
  const inside = ([x, y]: Point) =>
    x >= frame.x[0] && x <= frame.x[1] && y >= frame.y[0] && y <= frame.y[1];
  const size = Math.sqrt(weights[0] * weights[0] + weights[1] * weights[1]);
  const foot: Point = !ends
    ? [within(frame.x, nearest[0]), within(frame.y, nearest[1])]
    : inside(nearest)
      ? nearest
      : [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2];
  const tip: Point = [foot[0] + (arrow * weights[0]) / size, foot[1] + (arrow * weights[1]) / size];
  return { weights, bias, size, ends, foot, tip };
}

/** The unit's number where its handle would be. */
function Numbered({ foot, unit }: UnitLine & { unit: number }) {
  const [x, y] = toPixels(useFrame(), ...foot);
  return (
    <g
      class="unit-number"
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      style={{ color: unitColour(unit) }}
    >
      <circle r="8" />
      <text class="handle-number">{unit + 1}</text>
    </g>
  );
}
