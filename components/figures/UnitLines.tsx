import './unit-lines.css';
import { useState } from 'preact/hooks';
import type { Frame } from '../../src/figure/frame.ts';
import { toData, toPixels, within } from '../../src/figure/frame.ts';
import { lineInFrame, nearestOnLine, type Point } from '../../src/figure/line.ts';
import { type HandledLine, spreadHandles } from '../../src/figure/spread-handles.ts';
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
  const [held, setHeld] = useState<Held>();
  const { hiddenWeights, hiddenBias } = parameters;
  const units = hiddenBias.length;
  const lines = Array.from({ length: units }, (_, k) => {
    const line = unitLine(
      [hiddenWeights.values[k]!, hiddenWeights.values[units + k]!],
      hiddenBias[k] as number,
      frame,
      arrow,
      held?.unit === k ? held : undefined,
    );
    // Beside the picture a line is only of use to who can drag it back.
    return line?.ends || onLine ? line : undefined;
  });
  const placed = held?.others
    ? lines.map((line, k) => line && (k === held.unit ? line : shifted(line, held.others?.[k])))
    : spread(lines, frame);
  return (
    <g class="unit-lines">
      {placed.map((unit, k) => {
        if (!unit) return undefined;
        const { ends, foot, tip } = unit;
        const arrow = ends && { foot, tip };
        return <LineDrawing key={k} ends={ends} {...arrow} colour={unitColour(k)} />;
      })}
      {placed.map((unit, k) => unit && !onLine && <Numbered key={k} {...unit} unit={k} />)}
      {placed.map(
        (unit, k) =>
          unit &&
          onLine && (
            <Handles
              key={k}
              {...unit}
              unit={k}
              status={status}
              onLine={(weights, bias, at) => {
                setHeld({ unit: k, at, others: placed.map((one) => one?.foot) });
                onLine(k, weights, bias);
              }}
              onEnd={() => setHeld((last) => last && { unit: last.unit, at: last.at })}
            />
          ),
      )}
    </g>
  );
}

/** Where the reader has put a line's ring: it stays there as long as the line goes through it. */
interface Held {
  readonly unit: number;
  readonly at: Point;
  /** While the hand is on it: where the other lines' rings are, which wait. */
  readonly others?: readonly (Point | undefined)[];
}

/** So far apart, in pixels, that each of two handles can be met. */
const apart = 26;

/** The lines with their rings moved along them, so that all handles can be met. */
function spread(lines: readonly (UnitLine | undefined)[], frame: Frame): (UnitLine | undefined)[] {
  const handled = lines.map((line) => line && handledLine(line, frame));
  // One that cannot move comes first: the others keep off it.
  const order = [...lines.keys()]
    .filter((k) => handled[k])
    .sort((a, b) => Number(!handled[b]?.ends) - Number(!handled[a]?.ends) || a - b);
  const rings = spreadHandles(
    order.map((k) => handled[k] as HandledLine),
    apart,
  );
  return lines.map((line, k) => {
    const to = rings[order.indexOf(k)];
    return line && to && to !== handled[k]?.ring ? shifted(line, toData(frame, ...to)) : line;
  });
}

/** Its handles in pixels. The ring of a line out of sight waits at the edge, and moves along that; a held one stays. */
function handledLine({ foot, tip, ends, isHeld }: UnitLine, frame: Frame): HandledLine {
  const pixels = ([x, y]: Point) => toPixels(frame, within(frame.x, x), within(frame.y, y));
  const [ring, end] = [pixels(foot), pixels(ends ? tip : foot)];
  const edge: readonly [Point, Point] = frame.x.includes(foot[0])
    ? [
        [foot[0], frame.y[0]],
        [foot[0], frame.y[1]],
      ]
    : [
        [frame.x[0], foot[1]],
        [frame.x[1], foot[1]],
      ];
  const [from, to] = ends ?? edge;
  return {
    ring,
    arrow: [end[0] - ring[0], end[1] - ring[1]],
    ends: isHeld ? undefined : [pixels(from), pixels(to)],
  };
}

/** The line with its ring elsewhere. */
const shifted = (line: UnitLine, to: Point = line.foot): UnitLine => ({
  ...line,
  foot: to,
  tip: [line.tip[0] + to[0] - line.foot[0], line.tip[1] + to[1] - line.foot[1]],
});

interface UnitLine {
  readonly weights: readonly [number, number];
  readonly size: number;
  readonly ends: readonly [Point, Point] | undefined;
  /** Where its ring is and its arrow begins: nearest to the origin, but in sight; or where it is held. */
  readonly foot: Point;
  readonly tip: Point;
  readonly isHeld: boolean;
}

/** A unit's line as it lies in a frame; undefined when w = 0 and there is none. */
function unitLine(
  weights: readonly [number, number],
  bias: number,
  frame: Frame,
  arrow: number,
  held: Held | undefined,
): UnitLine | undefined {
  const nearest = nearestOnLine(weights, bias, [0, 0]);
  if (!nearest) return undefined;
  const ends = lineInFrame(weights, bias, frame);
  const inside = ([x, y]: Point) =>
    x >= frame.x[0] && x <= frame.x[1] && y >= frame.y[0] && y <= frame.y[1];
  const size = Math.sqrt(weights[0] * weights[0] + weights[1] * weights[1]);
  const through = held && (nearestOnLine(weights, bias, held.at) as Point);
  const isHeld =
    through !== undefined &&
    (held?.others !== undefined ||
      Math.hypot(through[0] - held!.at[0], through[1] - held!.at[1]) < 1e-6);
  const foot: Point = isHeld
    ? through
    : !ends
      ? [within(frame.x, nearest[0]), within(frame.y, nearest[1])]
      : inside(nearest)
        ? nearest
        : [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2];
  const tip: Point = [foot[0] + (arrow * weights[0]) / size, foot[1] + (arrow * weights[1]) / size];
  return { weights, size, ends, foot, tip, isHeld };
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
  ends,
  foot,
  tip,
  status,
  onLine,
  onEnd,
}: UnitLine & {
  unit: number;
  status: string;
  onLine: (weights: readonly [number, number], bias: number, at: Point) => void;
  onEnd: () => void;
}) {
  const [w1, w2] = [tip[0] - foot[0], tip[1] - foot[1]];
  return (
    <g class={ends ? undefined : 'out-of-sight'}>
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
          onLine(turned, -(turned[0] * at[0] + turned[1] * at[1]), at);
        }}
        onEnd={onEnd}
      />
    </g>
  );
}
