import { useRef, useState } from 'preact/hooks';
import { isInside, toData } from '../../src/figure/frame.ts';
import type { Point } from '../../src/figure/line.ts';
import { classColour, classShapes } from '../../src/figure/theme.ts';
import { DragPoint } from '../controls/DragPoint.tsx';
import { drawingAround, pointerPlace } from '../controls/pointer-place.ts';
import { useFrame } from '../figures/Chart.tsx';
import type { DrawTool } from './DrawTools.tsx';

export interface DrawSurfaceProps {
  readonly tool: DrawTool;
  /** A stroke of points of one class, when it is finished. */
  readonly onDraw: (points: readonly Point[], label: number) => void;
  readonly onErase: (place: Point) => void;
}

/** How far a stroke goes, in pixels, before it leaves the next point. */
const spacing = 16;

/**
 * The plane as a sheet to draw points on: by pointer and by touch, a point where it is pressed and more along
 * a stroke; by keyboard with a pen that the arrow keys move. It must stand in a Chart.
 */
export function DrawSurface({ tool, onDraw, onErase }: DrawSurfaceProps) {
  const erases = tool === 'erase';
  const label = erases ? 0 : tool;
  const colour = erases ? 'var(--ink)' : classColour(label);
  const frame = useFrame();
  const { margins, width, height } = frame;
  const [pen, setPen] = useState<Point>([
    (frame.x[0] + frame.x[1]) / 2,
    (frame.y[0] + frame.y[1]) / 2,
  ]);
  const [stroke, setStroke] = useState<readonly Point[]>([]); // in pixels
  const drawing = useRef(false);

  const pixels = (event: PointerEvent): Point =>
    pointerPlace(event, drawingAround(event.currentTarget), frame);
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const at = pixels(event);
    if (erases) return onErase(toData(frame, ...at));
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    drawing.current = true;
    setStroke([at]);
  };
  const move = (event: PointerEvent) => {
    if (!drawing.current) return;
    const at = pixels(event);
    const last = stroke.at(-1);
    if (!last || !isInside(frame, ...at) || Math.hypot(at[0] - last[0], at[1] - last[1]) < spacing)
      return;
    setStroke([...stroke, at]);
  };
  const up = () => {
    if (!drawing.current) return;
    drawing.current = false;
    const points = stroke.map((at) => toData(frame, ...at));
    setStroke([]);
    if (points.length === 0) return;
    setPen(points.at(-1) as Point);
    onDraw(points, label);
  };
  const key = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') onDraw([pen], label);
    else if (event.key === 'Delete' || event.key === 'Backspace') onErase(pen);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <rect
        class={erases ? 'draw-surface erases' : 'draw-surface'}
        x={margins.left}
        y={margins.top}
        width={Math.max(0, width - margins.left - margins.right)}
        height={Math.max(0, height - margins.top - margins.bottom)}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={() => {
          drawing.current = false;
          setStroke([]);
        }}
      />
      {stroke.map(([x, y], i) => (
        <circle key={i} class="draw-dot" cx={x} cy={y} r="3.6" fill={colour} />
      ))}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the handle in it has the focus. */}
      <g onKeyDown={key}>
        <DragPoint
          name={`Pen for class ${label}, ${classShapes[label]}. Enter sets a point, Delete takes the nearest away`}
          x={pen[0]}
          y={pen[1]}
          onMove={(x, y) => setPen([x, y])}
          colour={colour}
        />
      </g>
    </>
  );
}
