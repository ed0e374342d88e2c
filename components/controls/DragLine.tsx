import { type PlacedLine, shortestArrow } from '../../src/figure/placed-line.ts';
import { DragPoint } from './DragPoint.tsx';

export interface DragLineProps {
  /** What is dragged: “Line 1”. Its two handles are named after it. */
  readonly name: string;
  /** Stands in the ring, so that lines can be told apart without their colours. */
  readonly number?: number;
  readonly line: PlacedLine;
  readonly onChange: (line: Pick<PlacedLine, 'at' | 'weights'>) => void;
  /** The hand has let go. */
  readonly onEnd?: () => void;
  readonly colour?: string;
  /** Said with the places of the handles: what came of the move. */
  readonly outcome: string;
}

/**
 * A line's two handles: a ring on the line that moves it without turning, and the tip of the arrow w
 * that turns it. It must stand in a Chart, which draws the line itself.
 */
export function DragLine(props: DragLineProps) {
  const { name, number, line, onChange, colour, outcome } = props;
  const { at, weights } = line;
  const [x, y] = at;
  const shared = {
    ...(colour === undefined ? {} : { colour }),
    ...(props.onEnd ? { onEnd: props.onEnd } : {}),
  };
  const turn = (toX: number, toY: number) => {
    // An arrow of no length has no direction: keep a little.
    if (Math.hypot(toX - x, toY - y) >= shortestArrow)
      onChange({ at, weights: [toX - x, toY - y] });
  };
  return (
    <>
      <DragPoint
        name={name}
        x={x}
        y={y}
        onMove={(toX, toY) => onChange({ at: [toX, toY], weights })}
        valueText={`through ${words(x)}, ${words(y)}: ${outcome}`}
        {...shared}
      >
        {number !== undefined && <text class="handle-number">{number}</text>}
      </DragPoint>
      <DragPoint
        name={`${name}, the tip of its arrow`}
        shape="arrow"
        x={x + weights[0]}
        y={y + weights[1]}
        onMove={turn}
        valueText={`w is ${words(weights[0])}, ${words(weights[1])}: ${outcome}`}
        {...shared}
      />
    </>
  );
}

const words = (value: number) => value.toFixed(2).replace('-', '−');
