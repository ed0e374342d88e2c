import './hidden-space.css';
import { useMemo, useRef } from 'preact/hooks';
import {
  boxEdges,
  coats,
  cornersOf,
  type HiddenSpace,
  paintersOrder,
  pictureOf,
  planeInBox,
  pointAt,
  type Triple,
  type View,
} from '../../src/figure/hidden-space.ts';
import { classPath } from '../../src/figure/symbol.ts';
import { classColour, classSymbols, unitColour } from '../../src/figure/theme.ts';
import { pointerPlace } from '../controls/pointer-place.ts';

export interface HiddenSpaceViewProps {
  /** One sentence: what a person who cannot see the picture must know of it. */
  readonly label: string;
  readonly space: HiddenSpace;
  /** The points' classes, 0 … 5. */
  readonly labels: Uint8Array;
  readonly view: View;
  readonly onTurn: (view: View) => void;
  readonly chosen: number | undefined;
  readonly onChoose: (point: number | undefined) => void;
}

const size = { width: 340, height: 300, margin: 18 };
/** How far from a point, in pixels, a pointer still means it. */
const reach = 16;
const key = { degrees: 6, fine: 1 };

/**
 * The hidden space: the points as the output unit sees them, and the plane at which it changes its
 * mind. It is turned by dragging and by the arrow keys; more is not needed, since it is drawn by
 * an orthographic projection and the painter's order.
 */
export function HiddenSpaceView(props: HiddenSpaceViewProps) {
  const { label, space, labels, view, onTurn, chosen, onChoose } = props;
  const turns = space.dimensions === 3;
  const picture = useMemo(() => pictureOf(space, view, size), [space, view.turn, view.tilt]);
  const order = useMemo(() => paintersOrder(space, picture.camera), [space, picture]);
  const corners = useMemo(() => cornersOf(space).map(picture.place), [space, picture]);
  const drag = useRef<{ x: number; y: number; from: View } | undefined>(undefined);
  // On a line the classes would hide each other: each stands at a height of its own.
  const lift = (point: number) => (space.dimensions === 1 ? 14 * (0.5 - labels[point]!) : 0);
  const at = (point: number) => {
    const [x, y] = picture.place(pointAt(space.points, point));
    return [x, y + lift(point)] as const;
  };

  const pointer = (event: PointerEvent) => {
    const [x, y] = pointerPlace(event, event.currentTarget as Element, size);
    return { x, y };
  };
  const choose = ({ x, y }: { x: number; y: number }) => {
    let nearest: number | undefined;
    let least = reach * reach;
    // The nearest to the one who looks wins among equals: it is painted last.
    for (const point of [...order.behind, ...order.before]) {
      const [px, py] = at(point);
      const square = (px - x) * (px - x) + (py - y) * (py - y);
      if (square <= least) {
        least = square;
        nearest = point;
      }
    }
    onChoose(nearest);
  };
  const down = (event: PointerEvent) => {
    const place = pointer(event);
    choose(place);
    if (!turns || event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    drag.current = { ...place, from: view };
  };
  const move = (event: PointerEvent) => {
    const place = pointer(event);
    if (!drag.current) return choose(place);
    const { x, y, from } = drag.current;
    onTurn(
      within({ turn: from.turn - 0.6 * (place.x - x), tilt: from.tilt + 0.6 * (place.y - y) }),
    );
  };
  const up = () => {
    drag.current = undefined;
  };
  const press = (event: KeyboardEvent) => {
    const way = Object.hasOwn(ways, event.key) ? ways[event.key] : undefined;
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? key.fine : key.degrees;
    onTurn(within({ turn: view.turn + step * way[0], tilt: view.tilt + step * way[1] }));
  };

  const pointers = {
    onPointerDown: down,
    onPointerMove: move,
    onPointerUp: up,
    onPointerCancel: up,
    onPointerLeave: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') onChoose(undefined);
    },
  };
  const turned = `turned by ${Math.round(view.turn)} degrees, tilted by ${Math.round(view.tilt)}`;
  return (
    <div class="hidden-space">
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={turns ? `${label} It is ${turned}.` : label}
      >
        {space.direct && (
          <Edges corners={corners} behind={farthest(space, picture.camera.toward)} />
        )}
        {space.lattice && (
          <path class="space-lattice" d={latticePath(space.lattice, picture.place)} />
        )}
        <Axes space={space} place={picture.place} />
        <Points points={order.behind} at={at} labels={labels} />
        <Plane space={space} place={picture.place} />
        <Points points={order.before} at={at} labels={labels} />
        {chosen !== undefined && <Chosen at={at(chosen)} />}
      </svg>
      {turns ? (
        <div
          class="hidden-space-hand turns"
          role="slider"
          tabIndex={0}
          aria-label="The hidden space. Arrow keys turn and tilt it, with Shift in fine steps."
          aria-valuemin={-180}
          aria-valuemax={180}
          aria-valuenow={Math.round(view.turn)}
          aria-valuetext={turned}
          onKeyDown={press}
          {...pointers}
        />
      ) : (
        <div class="hidden-space-hand" role="none" {...pointers} />
      )}
    </div>
  );
}

/** To the right turns the near side to the right: the eye goes to the left. */
const ways: Record<string, readonly [number, number]> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Once round is where it was; tilting ends when the eye is straight above or below. */
const within = ({ turn, tilt }: View): View => ({
  turn: ((((turn + 180) % 360) + 360) % 360) - 180,
  tilt: Math.min(90, Math.max(-90, tilt)),
});

type Place = (place: Triple) => readonly [number, number];

/** The number of the corner that lies behind all others. */
const farthest = ({ dimensions }: HiddenSpace, toward: Triple) =>
  dimensions < 3 ? -1 : toward.reduce((corner, t, j) => (t < 0 ? corner | (1 << j) : corner), 0);

function Edges({
  corners,
  behind,
}: {
  corners: readonly (readonly [number, number])[];
  behind: number;
}) {
  const path = (wanted: boolean) =>
    boxEdges
      .filter(([a, b]) => (a === behind || b === behind) === wanted)
      .map(([a, b]) => `M${pixels(corners[a]!)}L${pixels(corners[b]!)}`)
      .join('');
  return (
    <>
      <path class="space-edge space-edge-behind" d={path(true)} />
      <path class="space-edge" d={path(false)} />
    </>
  );
}

function Axes({ space, place }: { space: HiddenSpace; place: Place }) {
  const [ox, oy] = place([0, 0, 0]);
  return (
    <>
      {space.axes.map((end, k) => {
        const [x, y] = place(end);
        const length = Math.hypot(x - ox, y - oy);
        const beyond = length < 1 ? 0 : 13 / length;
        return (
          <g key={k} style={{ color: unitColour(k) }} class="space-axis">
            <path d={`M${pixels([ox, oy])}L${pixels([x, y])}`} />
            <text x={x + beyond * (x - ox)} y={y + beyond * (y - oy)}>
              h{subscripts[k]}
            </text>
          </g>
        );
      })}
    </>
  );
}

const subscripts = '₁₂₃₄₅₆₇₈';

function Plane({ space, place }: { space: HiddenSpace; place: Place }) {
  const corners = planeInBox(space).map(place);
  if (corners.length === 0) return null;
  if (space.dimensions === 1) {
    const [x, y] = corners[0] as readonly [number, number];
    return <path class="space-plane" d={`M${x} ${y - 16}V${y + 16}`} />;
  }
  return <path class="space-plane" d={`M${corners.map(pixels).join('L')}Z`} />;
}

function Points({
  points,
  at,
  labels,
}: {
  points: readonly number[];
  at: (point: number) => readonly [number, number];
  labels: Uint8Array;
}) {
  return (
    <>
      {coats(points, at, labels, apart).map(({ label, points: together }, i) => (
        <path
          key={i}
          class="space-points"
          fill={classColour(label)}
          d={together.map((point) => `M${pixels(at(point))}${marks[label]}`).join('')}
        />
      ))}
    </>
  );
}

const radius = 3.4;
const marks = classSymbols.map((_, label) => classPath(label, radius));
/** Nearer than this, one mark can cover some of another: their points and outlines reach so far. */
const apart = 2 * (1.7 * radius + 0.7);

function latticePath({ points, perLine }: NonNullable<HiddenSpace['lattice']>, place: Place) {
  let d = '';
  for (let i = 0; i < points.rows; i++)
    d += `${i % perLine === 0 ? 'M' : 'L'}${pixels(place(pointAt(points, i)))}`;
  return d;
}

const Chosen = ({ at: [x, y] }: { at: readonly [number, number] }) => (
  <circle class="point-ring" cx={x} cy={y} r="9" />
);

const pixels = ([x, y]: readonly [number, number]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
