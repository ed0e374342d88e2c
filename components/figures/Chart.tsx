import { type ComponentChildren, createContext } from 'preact';
import { useContext, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Extent, type Frame, frameOf, type Margins } from '../../src/figure/frame.ts';
import { type Grid, gridOver, levelPath, paintProbabilities } from '../../src/figure/heat.ts';
import { type Axes, drawLayer } from '../../src/figure/layer.ts';
import type { Marks } from '../../src/figure/marks.ts';
import { heatImage, page } from '../../src/figure/still.ts';

export interface Heat {
  /** Fills the grid's values: probabilities of class 1. A new function means a new map. */
  readonly fill: (grid: Grid) => void;
  /** Draws the lines where the value is one of these; ½ for a decision boundary. */
  readonly levels?: readonly number[];
  /** How those lines look; a thick dark line unless told otherwise. */
  readonly levelClass?: 'boundary' | 'contours';
  readonly paint?: (grid: Grid, pixels: Uint8ClampedArray) => unknown;
  readonly cells?: number;
}

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
  readonly heat?: Heat | undefined;
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

/** The width at which the still is drawn at build time; the browser then draws at the real one. */
const stillWidth = 520;

/**
 * The one Plot component. Layers lie over each other: a heat map on a canvas, the axes and points,
 * the moving marks, the handles. At build time the same layers are drawn into the page as a still.
 */
export function Chart(props: ChartProps) {
  const { label, x, y, ratio = 1, equal = false, yScale = 'linear', heat, base, live } = props;
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(stillWidth);
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

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const now = Math.round(element.clientWidth);
      if (now > 0) setWidth(now);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

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
    const bounds = (event.currentTarget as Element).getBoundingClientRect();
    const { margins, height } = frame;
    const px = ((event.clientX - bounds.left) / bounds.width) * frame.width;
    const py = ((event.clientY - bounds.top) / bounds.height) * height;
    const across = (px - margins.left) / (frame.width - margins.left - margins.right);
    const up = (height - margins.bottom - py) / (height - margins.top - margins.bottom);
    if (across < 0 || across > 1 || up < 0 || up > 1) props.onPointer(undefined);
    else
      props.onPointer({
        x: frame.x[0] + across * (frame.x[1] - frame.x[0]),
        y: frame.y[0] + up * (frame.y[1] - frame.y[0]),
        frame,
      });
  };

  return (
    <div
      class="chart"
      ref={box}
      style={{ aspectRatio: `1 / ${ratio}` }}
      onPointerMove={props.onPointer ? place : undefined}
      onPointerLeave={props.onPointer ? () => props.onPointer?.(undefined) : undefined}
    >
      <div class="chart-picture" role="img" aria-label={label}>
        {heat && <HeatLayer frame={frame} heat={heat} />}
        <PlotLayer frame={frame} axes={axes} marks={base} />
        {live && <PlotLayer frame={frame} marks={live} />}
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
  readonly axes?: Axes;
  readonly marks: ((frame: Frame) => Marks) | undefined;
}

function PlotLayer({ frame, axes, marks }: PlotLayerProps) {
  const host = useRef<HTMLDivElement>(null);
  // Only the build's drawing goes into the markup; the browser keeps it until its own replaces it.
  const still = import.meta.env.SSR
    ? drawLayer(frame, marks?.(frame) ?? [], axes, page).outerHTML
    : '';
  useLayoutEffect(() => {
    host.current?.replaceChildren(drawLayer(frame, marks?.(frame) ?? [], axes, page));
  }, [frame, axes, marks]);
  return <StillHost host={host} html={still} />;
}

/** Never re-rendered after the first time, so that Preact leaves alone what the layer draws into it. */
function StillHost({ host, html }: { host: preact.RefObject<HTMLDivElement>; html: string }) {
  return useMemo(
    () => <div class="chart-layer" ref={host} dangerouslySetInnerHTML={{ __html: html }} />,
    [],
  );
}

function HeatLayer({ frame, heat }: { frame: Frame; heat: Heat }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const path = useRef<SVGPathElement>(null);
  const cells = heat.cells ?? 96;
  const grid = useMemo(() => gridOver(frame, cells, cells), [frame, cells]);
  const { margins, width, height } = frame;
  const area = {
    left: `${(100 * margins.left) / width}%`,
    top: `${(100 * margins.top) / height}%`,
    width: `${(100 * (width - margins.left - margins.right)) / width}%`,
    height: `${(100 * (height - margins.top - margins.bottom)) / height}%`,
  };
  const levels = heat.levels ?? [];
  const trace = () =>
    levels
      .map((level) =>
        levelPath(grid, level, (x, y) => [
          (1000 * (x - frame.x[0])) / (frame.x[1] - frame.x[0]),
          1000 - (1000 * (y - frame.y[0])) / (frame.y[1] - frame.y[0]),
        ]),
      )
      .join('');
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    canvas.current.style.backgroundImage = ''; // the still has done its work
    heat.fill(grid);
    const image = context.createImageData(cells, cells);
    (heat.paint ?? paintProbabilities)(grid, image.data);
    context.putImageData(image, 0, 0);
    path.current?.setAttribute('d', trace());
  }, [grid, heat]);
  let still: { image: string; trace: string } | undefined;
  if (import.meta.env.SSR) {
    heat.fill(grid);
    still = { image: heatImage(grid), trace: trace() };
  }
  return (
    <>
      <canvas
        class="chart-heat"
        ref={canvas}
        width={cells}
        height={cells}
        style={still ? { ...area, backgroundImage: `url(${still.image})` } : area}
      />
      {levels.length > 0 && (
        <svg
          class="chart-heat"
          viewBox="0 0 1000 1000"
          preserveAspectRatio="none"
          style={area}
          aria-hidden="true"
        >
          <path
            ref={path}
            d={still?.trace}
            class={heat.levelClass ?? 'boundary'}
            vector-effect="non-scaling-stroke"
          />
        </svg>
      )}
    </>
  );
}
