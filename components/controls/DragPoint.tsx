import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { toData, toPixels, within } from '../../src/figure/frame.ts';
import { useFrame } from '../figures/Chart.tsx';
import { drawingAround, pointerPlace } from './pointer-place.ts';

export interface DragPointProps {
  /** What is dragged: “Line 1's handle”. */
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly onMove: (x: number, y: number) => void;
  /** For a point that has only one way: the keys change it by so much, or by ±∞ to an end. */
  readonly onKeys?: (change: number) => void;
  readonly onEnd?: () => void;
  /** Says the place in words; by default its two coordinates. */
  readonly valueText?: string;
  readonly colour?: string;
  /** How far an arrow key moves it, as a share of the frame; Shift makes it ten times finer. */
  readonly stride?: number;
  readonly shape?: 'ring' | 'arrow';
  readonly children?: ComponentChildren;
}

/**
 * A point on a chart that can be dragged by pointer, by touch and by the arrow keys (Shift for fine
 * steps; Home and End to the sides of the frame). It must stand in a Chart.
 */
export function DragPoint(props: DragPointProps) {
  const { name, x, y, onMove, onEnd, colour = 'var(--ink)', stride = 0.02, shape = 'ring' } = props;
  const frame = useFrame();
  const drag = useRef<{ dx: number; dy: number } | undefined>(undefined);
  const [px, py] = toPixels(frame, within(frame.x, x), within(frame.y, y));

  const pointer = (event: PointerEvent) =>
    pointerPlace(event, drawingAround(event.currentTarget), frame);
  const move = (toX: number, toY: number) => onMove(within(frame.x, toX), within(frame.y, toY));
  const start = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const element = event.currentTarget as SVGElement;
    const meant = nearestHandle(event, element);
    if (meant !== element) {
      meant.dispatchEvent(new PointerEvent(event.type, event));
      return;
    }
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    const [atX, atY] = pointer(event);
    drag.current = { dx: px - atX, dy: py - atY };
  };
  const drags = (event: PointerEvent) => {
    if (!drag.current) return;
    const [atX, atY] = pointer(event);
    move(...toData(frame, atX + drag.current.dx, atY + drag.current.dy));
  };
  const end = () => {
    if (!drag.current) return;
    drag.current = undefined;
    onEnd?.();
  };
  const key = (event: KeyboardEvent) => {
    const way = ways[event.key];
    const edge = { Home: frame.x[0], End: frame.x[1] }[event.key];
    if ((!way && edge === undefined) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = stride * (event.shiftKey ? 0.1 : 1) * (frame.y[1] - frame.y[0]);
    if (props.onKeys)
      props.onKeys(way ? step * (way[0] + way[1]) : event.key === 'Home' ? -Infinity : Infinity);
    else if (way) move(x + way[0] * step, y + way[1] * step);
    else move(edge!, y);
    onEnd?.();
  };

  return (
    <g
      class={`handle handle-${shape}`}
      role="slider"
      // In lower case: SVG attributes keep theirs.
      tabindex={0}
      aria-label={`${name}. Arrow keys move it, with Shift in fine steps.`}
      aria-valuenow={round(x)}
      aria-valuemin={round(frame.x[0])}
      aria-valuemax={round(frame.x[1])}
      aria-valuetext={props.valueText ?? `${words(x)} across, ${words(y)} up`}
      transform={`translate(${px} ${py})`}
      style={{ color: colour }}
      onPointerDown={start}
      onPointerMove={drags}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={key}
    >
      <circle class="handle-reach" r="22" />
      <circle class="handle-focus" r="13" />
      <circle class="handle-dot" r={shape === 'ring' ? 8 : 6} />
      {props.children}
    </g>
  );
}

/** What the pointer means where handles lie over each other: the nearest, and not the one on top. */
function nearestHandle({ clientX, clientY }: PointerEvent, handle: SVGElement): SVGElement {
  const away = (one: SVGElement) => {
    const { left, right, top, bottom } = one.querySelector('.handle-dot')!.getBoundingClientRect();
    return Math.hypot((left + right) / 2 - clientX, (top + bottom) / 2 - clientY);
  };
  const all = [...drawingAround(handle).querySelectorAll<SVGElement>('.handle')].filter(
    (one) => getComputedStyle(one).pointerEvents !== 'none',
  );
  return all.reduce((best, one) => (away(one) < away(best) ? one : best));
}

const ways: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const round = (value: number) => Math.round(value * 100) / 100;
const words = (value: number) => value.toFixed(2).replace('-', '−');
