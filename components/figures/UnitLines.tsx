import './unit-lines.css';
import type { Frame } from '../../src/figure/frame.ts';
import { toPixels } from '../../src/figure/frame.ts';
import { lineInFrame, nearestOnLine, type Point } from '../../src/figure/line.ts';
import { unitColour } from '../../src/figure/theme.ts';
import type { MlpParameters } from '../../src/model/mlp.ts';
import { DragLine } from '../controls/DragLine.tsx';
import { useFrame } from './Chart.tsx';
import { LineDrawing } from './LineDrawing.tsx';

export interface UnitLinesProps {
  readonly parameters: MlpParameters;
  /** A line was moved or turned; without it the lines have no handles. */
  readonly onLine?:
    | ((unit: number, weights: readonly [number, number], bias: number) => void)
    | undefined;
  /** Said with the handles: what came of the move. */
  readonly status: string;
  /** How long the normals are drawn, in data units; the weights themselves may be far longer. */
  readonly arrow?: number;
}

/**
 * The hidden units' lines with their normals, each in its unit's colour and with its number, and
 * two handles each: a ring that moves the line, an arrow's tip that turns it. It must stand in a Chart.
 */
export function UnitLines({ parameters, onLine, status, arrow = 0.95 }: UnitLinesProps) {
  const frame = useFrame();
  const { hiddenWeights, hiddenBias } = parameters;
  const units = hiddenBias.length;
  const lines = Array.from({ length: units }, (_, k) => {
    const line = unitLine(
      [hiddenWeights.values[k]!, hiddenWeights.values[units + k]!],
      hiddenBias[k] as number,
      frame,
      arrow,
    );
    // Beside the picture a line is only of use to who can drag it back.
    return line?.ends || onLine ? line : undefined;
  });
  return (
    <g class="unit-lines">
      {lines.map((unit, k) => {
        if (!unit) return undefined;
        const { ends, foot, tip } = unit;
        return <LineDrawing key={k} ends={ends} foot={foot} tip={tip} colour={unitColour(k)} />;
      })}
      {lines.map((unit, k) => unit && !onLine && <Numbered key={k} {...unit} unit={k} />)}
      {lines.map(
        (unit, k) =>
          unit &&
          onLine && (
            <Handles
              key={k}
              {...unit}
              unit={k}
              status={status}
              onLine={(weights, bias) => onLine(k, weights, bias)}
            />
          ),
      )}
    </g>
  );
}

interface UnitLine {
  readonly weights: readonly [number, number];
  readonly size: number;
  readonly ends: readonly [Point, Point] | undefined;
  /** Where its arrow begins: the place on the line nearest to the origin, if that can be seen. */
  readonly foot: Point;
  readonly tip: Point;
}

/** A unit's line as it lies in a frame; undefined when w = 0 and there is none. */
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
  const foot: Point =
    ends && !inside(nearest)
      ? [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2]
      : nearest;
  const size = Math.sqrt(weights[0] * weights[0] + weights[1] * weights[1]);
  const tip: Point = [foot[0] + (arrow * weights[0]) / size, foot[1] + (arrow * weights[1]) / size];
  return { weights, size, ends, foot, tip };
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

function Handles({
  unit,
  size,
  foot,
  tip,
  status,
  onLine,
}: UnitLine & {
  unit: number;
  status: string;
  onLine: (weights: readonly [number, number], bias: number) => void;
}) {
  const [w1, w2] = [tip[0] - foot[0], tip[1] - foot[1]];
  return (
    <DragLine
      name={`Line ${unit + 1}`}
      number={unit + 1}
      line={{ at: foot, weights: [w1, w2], bias: -(w1 * foot[0] + w2 * foot[1]) }}
      colour={unitColour(unit)}
      outcome={status}
      onChange={({ at, weights: [dx, dy] }) => {
        // Only the arrow's direction counts: the weights keep their length.
        const length = Math.sqrt(dx * dx + dy * dy);
        const turned = [(size * dx) / length, (size * dy) / length] as const;
        onLine(turned, -(turned[0] * at[0] + turned[1] * at[1]));
      }}
    />
  );
}
