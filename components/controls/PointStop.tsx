import { useEffect, useRef } from 'preact/hooks';
import { toPixels } from '../../src/figure/frame.ts';
import { useFrame } from '../figures/Chart.tsx';

export interface PointStopProps {
  /** The points' numbers in the order in which the keys walk through them. */
  readonly order: readonly number[];
  readonly chosen: number | undefined;
  readonly onChoose: (point: number | undefined) => void;
  /** Where a point lies in the chart. */
  readonly place: (point: number) => readonly [number, number];
  /** Says a point in words. */
  readonly words: (point: number) => string;
}

/**
 * The one stop at which the keyboard meets a chart's points: the arrow keys walk from one to the
 * next, Home and End go to the first and the last. A ring marks the point that is chosen, also when
 * a pointer chose it. It must stand in a Chart.
 */
export function PointStop({ order, chosen, onChoose, place, words }: PointStopProps) {
  const frame = useFrame();
  const stop = useRef<SVGGElement>(null);
  // The browser has scrolled to where the ring was before the key.
  useEffect(() => {
    if (chosen !== undefined && document.activeElement === stop.current)
      stop.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const at = chosen === undefined ? -1 : order.indexOf(chosen);
  const last = order.length - 1;
  const key = (event: KeyboardEvent) => {
    const to = Object.hasOwn(ways, event.key)
      ? ways[event.key]?.(Math.max(0, at), last)
      : undefined;
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChoose(order[to]);
  };
  const [px, py] = chosen === undefined ? [0, 0] : toPixels(frame, ...place(chosen));
  return (
    <g
      ref={stop}
      class="point-stop"
      role="slider"
      tabindex={0}
      aria-label="Points. The arrow keys walk from one to the next."
      aria-valuemin={1}
      aria-valuemax={order.length}
      aria-valuenow={Math.max(0, at) + 1}
      aria-valuetext={chosen === undefined ? 'none chosen' : words(chosen)}
      transform={`translate(${px} ${py})`}
      onFocus={() => chosen === undefined && onChoose(order[0])}
      onBlur={() => onChoose(undefined)}
      onKeyDown={key}
    >
      <circle class="point-ring" r="9" visibility={chosen === undefined ? 'hidden' : 'visible'} />
    </g>
  );
}

/** The ring alone, for a chart whose points are walked through elsewhere. It must stand in a Chart. */
export function PointRing({ at }: { at: readonly [number, number] }) {
  const [cx, cy] = toPixels(useFrame(), ...at);
  return <circle class="point-ring" cx={cx} cy={cy} r="9" />;
}

/** Rings around several points at once: one path, there also while none is ringed. It must stand in a Chart. */
export function PointRings({ at }: { at: readonly (readonly [number, number])[] }) {
  const frame = useFrame();
  const d = at
    .map((place) => {
      const [x, y] = toPixels(frame, ...place);
      return `M${(x - 6.5).toFixed(1)} ${y.toFixed(1)}a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0`;
    })
    .join('');
  return <path class="point-ring point-rings" d={d} />;
}

const ways: Record<string, (at: number, last: number) => number> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowUp: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  ArrowDown: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_at, last) => last,
};
