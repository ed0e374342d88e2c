import { type ComponentChildren, createContext } from 'preact';
import { useContext, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import {
  type Extent,
  type Frame,
  frameOf,
  isInside,
  type Margins,
  toData,
} from '../../src/figure/frame.ts';
import { type Axes, drawLayer } from '../../src/figure/layer.ts';
import type { Marks } from '../../src/figure/marks.ts';
import { page } from '../../src/figure/still.ts';
import { pointerPlace } from '../controls/pointer-place.ts';
import { type Heat, HeatLayer } from './HeatLayer.tsx';
import { useWidth } from './useWidth.ts';

export type { Heat };

export interface ChartProps extends Axes {
  /** One sentence: what a person who cannot see the chart must know of it. It may follow the state. */
  readonly label: string;
  readonly x: Extent;
  readonly y: Extent;
  /** Height over width; fixed, so that nothing jumps. */
  readonly ratio?: number;
  readonly equal?: boolean;
  readonly yScale?: 'linear' | 'log';
  readonly margins?: Partial<Margins>;
  /** `coming`: it is being worked out, and what stood there before, a still perhaps, stays. */
  readonly heat?: Heat | 'coming' | undefined;
  /** Marks that change seldom: the points. Redrawn when the function changes: keep it by useCallback. */
  readonly base?: ((frame: Frame) => Marks) | undefined;
  /** Marks that change at every frame: lines, curves. */
  readonly live?: ((frame: Frame) => Marks) | undefined;
  /** Handles and other live SVG on top; they find the frame by `useFrame`. */
  readonly children?: ComponentChildren;
  readonly onPointer?: (place: { x: number; y: number; frame: Frame } | undefined) => void;
}

const FrameContext = createContext<Frame | undefined>(undefined);

/** The frame of the chart around: where its data lie on its pixels. */
export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error('useFrame needs a Chart around it.');
  return frame;
}

/** Narrower than this there is no room for a chart, which is then a small picture of a wider one. */
const narrowest = 100;

/** The width at which the still is drawn at build time; the browser then draws at the real one. */
const stillWidth = 520;

/**
 * The one Plot component. Layers lie over each other: a heat map on a canvas, the axes and points,
 * the moving marks, the handles. At build time the same layers are drawn into the page as a still.
 */
export function Chart(props: ChartProps) {
  const { label, x, y, ratio = 1, equal = false, yScale = 'linear', heat, base, live } = props;
  const box = useRef<HTMLDivElement>(null);
  const measured = useWidth(box);
  const width = measured === undefined || measured < narrowest ? stillWidth : measured;
  // Until then the still stands.
  const isMeasured = measured !== undefined;
  const marginKey = JSON.stringify(props.margins ?? null);
  const frame = useMemo(
    () =>
      frameOf({
        width,
        ratio,
        x,
        y,
        equal,
        yScale,
        ...(props.margins ? { margins: props.margins } : {}),
      }),
    [width, ratio, x[0], x[1], y[0], y[1], equal, yScale, marginKey],
  );

  const { xLabel, yLabel, xTicks, yTicks, xFormat, yFormat } = props;
  const axes = useMemo<Axes>(
    () => ({
      xLabel,
      yLabel,
      ...(xTicks === undefined ? {} : { xTicks }),
      ...(yTicks === undefined ? {} : { yTicks }),
      ...(xFormat ? { xFormat } : {}),
      ...(yFormat ? { yFormat } : {}),
    }),
    [xLabel, yLabel, String(xTicks), String(yTicks), xFormat, yFormat],
  );

  const place = (event: PointerEvent) => {
    if (!props.onPointer) return;
    const at = pointerPlace(event, event.currentTarget as Element, frame);
    const [x, y] = toData(frame, ...at);
    props.onPointer(isInside(frame, ...at) ? { x, y, frame } : undefined);
  };

  // A finger that is lifted has not gone elsewhere: what it touched stays.
  const leave = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') props.onPointer?.(undefined);
  };

  return (
    <div
      class="chart"
      ref={box}
      style={{ aspectRatio: `1 / ${ratio}` }}
      onPointerDown={props.onPointer ? place : undefined}
      onPointerMove={props.onPointer ? place : undefined}
      onPointerLeave={props.onPointer ? leave : undefined}
    >
      <div class="chart-picture" role="img" aria-label={label}>
        {heat && <HeatLayer frame={frame} heat={heat} isMeasured={isMeasured} />}
        <PlotLayer frame={frame} isMeasured={isMeasured} axes={axes} marks={base} />
        {live && <PlotLayer frame={frame} isMeasured={isMeasured} marks={live} />}
      </div>
      {props.children !== undefined && (
        <svg
          class="chart-handles"
          viewBox={`0 0 ${frame.width} ${frame.height}`}
          role="group"
          aria-label="Handles"
        >
          <FrameContext.Provider value={frame}>{props.children}</FrameContext.Provider>
        </svg>
      )}
    </div>
  );
}

interface PlotLayerProps {
  readonly frame: Frame;
  /** False until the frame is the page's own: nothing is drawn for it then. */
  readonly isMeasured: boolean;
  readonly axes?: Axes;
  readonly marks: ((frame: Frame) => Marks) | undefined;
}

function PlotLayer({ frame, isMeasured, axes, marks }: PlotLayerProps) {
  const host = useRef<HTMLDivElement>(null);
  // Only the build's drawing goes into the markup; the browser keeps it until its own replaces it.
  const still = import.meta.env.SSR
    ? drawLayer(frame, marks?.(frame) ?? [], axes, page).outerHTML
    : '';
  useLayoutEffect(() => {
    if (isMeasured)
      host.current?.replaceChildren(drawLayer(frame, marks?.(frame) ?? [], axes, page));
  }, [frame, isMeasured, axes, marks]);
  return <StillHost host={host} html={still} />;
}

/** Never re-rendered after the first time, so that Preact leaves alone what the layer draws into it. */
function StillHost({ host, html }: { host: preact.RefObject<HTMLDivElement>; html: string }) {
  return useMemo(
    () => <div class="chart-layer" ref={host} dangerouslySetInnerHTML={{ __html: html }} />,
    [],
  );
}
