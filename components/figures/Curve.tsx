import './curve.css';
import { type Extent, toPixels, within } from '../../src/figure/frame.ts';
import { written } from '../../src/figure/joined-path.ts';
import type { Point } from '../../src/figure/line.ts';
import { useFrame } from './Chart.tsx';

export interface CurveProps {
  readonly pairs: readonly Point[];
  /** Its class is `curve-LOOK`; see curve.css. */
  readonly look: string;
  /** Its colour, where the look does not decide it. */
  readonly colour?: string;
  /** A place on it that is marked. */
  readonly at?: Point;
}

/**
 * A curve that changes in every frame: one path that stays where it is in the page, where a chart's
 * layer would be made anew each time. What lies above or below the chart runs along its edge. It must
 * stand in a Chart.
 */
export function Curve({ pairs, look, colour, at }: CurveProps) {
  const frame = useFrame();
  const pixels = ([x, y]: Point) => toPixels(frame, x, within(frame.y, y));
  const place = at && pixels(at);
  return (
    <g class={`curve curve-${look}`} style={colour ? { color: colour } : undefined}>
      {pairs.length > 0 && <path d={written(pairs.map(pixels))} />}
      {place && <circle cx={place[0]} cy={place[1]} r="5" />}
    </g>
  );
}

/** Dots that change in every frame: one path for all of them. It must stand in a Chart. */
export function Dots({ pairs }: Pick<CurveProps, 'pairs'>) {
  const frame = useFrame();
  const d = pairs
    .map(
      ([x, y]) =>
        `M${toPixels(frame, x, y)
          .map((p) => p.toFixed(1))
          .join(' ')}h0`,
    )
    .join('');
  return <g class="curve curve-dots">{d && <path d={d} />}</g>;
}

/** A bar that stands on `from`: its ends across, and up. */
export interface Bar {
  readonly across: Extent;
  readonly from: number;
  readonly to: number;
}

/** Bars that change often, of one colour: one path for all of them. It must stand in a Chart. */
export function Bars({ bars, colour }: { readonly bars: readonly Bar[]; readonly colour: string }) {
  const frame = useFrame();
  const d = bars
    .map(({ across: [left, right], from, to }) => {
      const [x1, y1] = toPixels(frame, left, from);
      const [x2, y2] = toPixels(frame, right, to);
      return `M${(x1 + 0.5).toFixed(1)} ${y1.toFixed(1)}V${y2.toFixed(1)}H${(x2 - 0.5).toFixed(1)}V${y1.toFixed(1)}Z`;
    })
    .join('');
  return <path class="bars" d={d} fill={colour} />;
}
