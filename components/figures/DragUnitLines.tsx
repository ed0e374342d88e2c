import { useState } from 'preact/hooks';
import type { Frame } from '../../src/figure/frame.ts';
import { toData, toPixels, within } from '../../src/figure/frame.ts';
import { nearestOnLine, type Point } from '../../src/figure/line.ts';
import { type HandledLine, spreadHandles } from '../../src/figure/spread-handles.ts';
import { unitColour } from '../../src/figure/theme.ts';
import { DragLine } from '../controls/DragLine.tsx';
import { useFrame } from './Chart.tsx';
import { LineDrawings, type UnitLine, type UnitLinesProps, unitLines } from './UnitLines.tsx';

export interface DragUnitLinesProps extends UnitLinesProps {
  /** A line was moved or turned. */
  readonly onLine: (unit: number, weights: readonly [number, number], bias: number) => void;
  /** Said with the handles: what came of the move. */
  readonly status: string;
}

/**
 * The hidden units' lines (UnitLines.tsx) with two handles each: a ring that moves the line, an arrow's tip that
 * turns it. They lie so that each can be met. It must stand in a Chart.
 */
export function DragUnitLines({ parameters, onLine, status, arrow = 0.95 }: DragUnitLinesProps) {
  const frame = useFrame();
  const [held, setHeld] = useState<Held>();
  const lines = unitLines(parameters, frame, arrow).map((line, k) =>
    line && held?.unit === k ? heldLine(line, held) : line,
  );
  const placed: (HeldLine | undefined)[] = held?.others
    ? lines.map((line, k) => line && (k === held.unit ? line : shifted(line, held.others?.[k])))
    : spread(lines, frame);
  return (
    <g class="unit-lines">
      <LineDrawings lines={placed} />
      {placed.map(
        (unit, k) =>
          unit && (
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

interface HeldLine extends UnitLine {
  readonly isHeld?: boolean;
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

/** The line with its ring where the reader holds it, or has put it: that is over once the line no longer goes there. */
function heldLine(line: UnitLine, { at, others }: Held): HeldLine {
  const through = nearestOnLine(line.weights, line.bias, at) as Point;
  const isThere = others || Math.hypot(through[0] - at[0], through[1] - at[1]) < 1e-6;
  return isThere ? { ...shifted(line, through), isHeld: true } : line;
}

/** The lines with their rings moved along them, so that all handles can be met. */
function spread(lines: readonly (HeldLine | undefined)[], frame: Frame): (HeldLine | undefined)[] {
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
function handledLine({ foot, tip, ends, isHeld }: HeldLine, frame: Frame): HandledLine {
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
const shifted = (line: HeldLine, to: Point = line.foot): HeldLine => ({
  ...line,
  foot: to,
  tip: [line.tip[0] + to[0] - line.foot[0], line.tip[1] + to[1] - line.foot[1]],
});

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
