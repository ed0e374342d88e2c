import type { ComponentChildren, JSX } from 'preact';
import { course } from '../../src/data/course.ts';
import { type DataRecipe, makeDataset } from '../../src/data/datasets.ts';
import { cosine, exponential, sine } from '../../src/data/elementary.ts';
import { column } from '../../src/data/matrix.ts';
import { classColour, unitColour } from '../../src/figure/theme.ts';

/**
 * The frieze: one drawn line that runs through the whole course. Each chapter has a piece of it, 160
 * wide and 120 high; the line enters a piece where it left the one before, so that pieces set side by
 * side, or the rule under a title, make one line. Points are those of the course's data sets.
 */
export interface Piece {
  /** Heights at which the line, or the three lines, come in and go out. */
  readonly enters: readonly number[];
  readonly leaves: readonly number[];
  readonly drawing: () => JSX.Element;
}

export const pieceWidth = 160;
export const pieceHeight = 120;

/** The colour of strand k of n: a line alone is ink, three lines have the colours of three units. */
export const strandColour = (k: number, n: number) => (n === 1 ? 'var(--ink)' : unitColour(k));

/** The piece of a chapter. Throws for a chapter that nobody has drawn. */
export function findPiece(slug: string): Piece {
  const piece = Object.hasOwn(pieces, slug) ? pieces[slug] : undefined;
  if (!piece) throw new Error(`components/shell/frieze.tsx has no drawing for chapter "${slug}".`);
  return piece;
}

const centre = { x: 80, y: 60 };
const three = [48, 60, 72];
const spread = [24, 60, 96];
const upper = 36;
const lower = 84;

type Point = readonly [number, number];

function Line({ d, k, faint, dashed }: { d: string; k?: number; faint?: true; dashed?: true }) {
  return (
    <path
      d={d}
      fill="none"
      stroke={k === undefined ? (faint ? 'var(--ink-faint)' : 'var(--ink)') : unitColour(k)}
      stroke-width={faint ? 1 : 1.75}
      stroke-dasharray={dashed && '3 4'}
      stroke-linecap="round"
      stroke-linejoin="round"
      vector-effect="non-scaling-stroke"
    />
  );
}

/** A point in its class's colour and shape: class 0 a triangle, class 1 a disc. */
function Mark({ at: [x, y], label, r = 2 }: { at: Point; label: number; r?: number }) {
  const fill = classColour(label);
  if (label === 1) return <circle cx={round(x)} cy={round(y)} r={r} fill={fill} />;
  const d =
    label === 0
      ? `M${round(x)} ${round(y - 1.25 * r)}l${1.15 * r} ${2 * r}h${-2.3 * r}z`
      : `M${round(x - 0.9 * r)} ${round(y - 0.9 * r)}h${1.8 * r}v${1.8 * r}h${-1.8 * r}z`;
  return <path d={d} fill={fill} />;
}

/** A data set's points, put where `place` says. */
function Points({
  recipe,
  place,
  r,
}: {
  recipe: DataRecipe;
  place: (p: Point) => Point;
  r?: number;
}) {
  const { inputs, labels } = makeDataset(recipe);
  const x1 = column(inputs, 0);
  const x2 = column(inputs, 1);
  return (
    <g>
      {Array.from(labels, (label, i) => (
        <Mark key={i} at={place([x1[i]!, x2[i]!])} label={label} {...(r && { r })} />
      ))}
    </g>
  );
}

const unit = 13;
const plane = ([x, y]: Point): Point => [centre.x + unit * x, centre.y - unit * y];

const Rings = () => <Points recipe={{ ...course.circles, count: 56 }} place={plane} r={1.8} />;

function Node({
  at: [x, y],
  r = 7,
  children,
}: {
  at: Point;
  r?: number;
  children?: ComponentChildren;
}) {
  return (
    <g>
      <circle
        cx={x}
        cy={y}
        r={r}
        fill="var(--paper)"
        stroke="var(--ink)"
        stroke-width={1.5}
        vector-effect="non-scaling-stroke"
      />
      {children}
    </g>
  );
}

/** A smooth way from one height to another: level at both ends. */
const ease = ([x0, y0]: Point, [x1, y1]: Point) =>
  `M${x0} ${y0}C${(x0 + x1) / 2} ${y0} ${(x0 + x1) / 2} ${y1} ${x1} ${y1}`;

const through = (points: readonly Point[]) =>
  points.map(([x, y], i) => `${i ? 'L' : 'M'}${round(x)} ${round(y)}`).join('');

const round = (value: number) => Number(value.toFixed(2));

const sigmoid = (z: number) => 1 / (1 + exponential(-z));

const steps = (n: number) => Array.from({ length: n + 1 }, (_, i) => i / n);

/** A straight line from high to low, level where it comes in and goes out. */
const slope = `M0 ${upper}C16 36 17 37 28 41L132 79C143 83 144 84 160 ${lower}`;

/** Chapter 1: the blobs, turned so that what tells them apart runs across the line. */
const across = ([x, y]: Point): Point => {
  const along = -0.6 * x + 0.8 * y;
  const over = 0.8 * x + 0.6 * y;
  const length = Math.sqrt(104 * 104 + 38 * 38);
  const [dx, dy] = [104 / length, 38 / length];
  return [centre.x + 14 * (along * dx + over * dy), centre.y + 14 * (along * dy - over * dx)];
};

/** Chapter 2: σ, drawn from its formula. */
const sigmoidCurve = through(
  steps(80).map((t) => [160 * t, lower - (lower - upper) * sigmoid(18 * (t - 0.5))]),
);

/** Chapter 9: a parabola between two ledges, from (14, 24) on the left to height 60 on the right. */
const ledge = 14;
const bottom: Point = [ledge + 132 / (1 + Math.sqrt(36 / 72)), 96];
const bowl = (x: number) => bottom[1] - 72 * ((x - bottom[0]) / (ledge - bottom[0])) ** 2;
const bowlCurve = through(steps(80).map((t) => [ledge + 132 * t, bowl(ledge + 132 * t)]));
/** Gradient descent on it: every step takes a third of the way that is left. */
const descent = Array.from({ length: 9 }, (_, step) => {
  const x = bottom[0] + (ledge - bottom[0]) * (2 / 3) ** step;
  return [x, bowl(x)] as Point;
});

/**
 * Chapter 12: where three units with normals 120° apart, weights 1 and bias 1, summed, cross the
 * value they have at (−1.9, 0): the boundary of a network of three hidden units.
 */
const third = (2 * Math.PI) / 3;
const response = (x: number, y: number) =>
  [0, 1, 2].reduce((sum, k) => sum + sigmoid(cosine(k * third) * x + sine(k * third) * y + 1), 0);
const region = (() => {
  const level = response(-1.9, 0);
  return steps(90).map((t): Point => {
    const [c, s] = [cosine(2 * Math.PI * t), sine(2 * Math.PI * t)];
    let [inside, outside] = [0, 6];
    for (let halving = 0; halving < 30; halving++) {
      const r = (inside + outside) / 2;
      if (response(r * c, r * s) > level) inside = r;
      else outside = r;
    }
    return plane([inside * c, inside * s]);
  });
})();
const leftmost = Math.min(...region.map(([x]) => x));
const rightmost = Math.max(...region.map(([x]) => x));

/** n lines that touch one circle about the rings' inner class. */
const tangents = (n: number, radius: number, reach: number) =>
  Array.from({ length: n }, (_, k) => {
    const [c, s] = [cosine((2 * Math.PI * k) / n + 0.4), sine((2 * Math.PI * k) / n + 0.4)];
    return through([
      plane([radius * c - reach * s, radius * s + reach * c]),
      plane([radius * c + reach * s, radius * s - reach * c]),
    ]);
  });

/** The edges of a network from each node of one column to each of the next. */
const edges = (columns: readonly (readonly Point[])[]) =>
  columns.slice(1).flatMap((to, i) => columns[i]!.flatMap((a) => to.map((b) => through([a, b]))));

/** An arrowhead that points the way back. */
const Back = ({ at: [x, y] }: { at: Point }) => (
  <Line d={`M${x + 3} ${y - 5}L${x - 3} ${y}L${x + 3} ${y + 5}`} />
);

const at = (x: number, heights: readonly number[]) => heights.map((y): Point => [x, y]);

const pieces: Record<string, Piece> = {
  'linear-classifiers': {
    enters: [upper],
    leaves: [lower],
    drawing: () => (
      <>
        <Points recipe={{ ...course.apart, count: 48 }} place={across} />
        <Line d={slope} />
        <Line d="M41 45.8L46.8 29.8M42.4 33.6L46.8 29.8L48.1 35.6" />
      </>
    ),
  },
  'logistic-regression': {
    enters: [lower],
    leaves: [upper],
    drawing: () => (
      <>
        <Line faint dashed d="M80 22V98" />
        <Line d={sigmoidCurve} />
        <Node at={[80, 60]} r={3.5} />
      </>
    ),
  },
  'not-enough': {
    enters: [upper],
    leaves: [lower],
    drawing: () => (
      <>
        <Rings />
        <Line d={slope} />
      </>
    ),
  },
  'bend-the-space': {
    enters: [lower],
    leaves: [lower],
    drawing: () => (
      <>
        <Rings />
        <Line d={`M0 ${lower}H80A24 24 0 1 0 79.9 ${lower}M80 ${lower}H160`} />
      </>
    ),
  },
  'three-lines': {
    enters: [lower],
    leaves: three,
    drawing: () => (
      <>
        <Rings />
        <Line k={2} d="M0 84C20 84 20 80 36 80H124C142 80 142 72 160 72" />
        <Line k={0} d="M0 84C24 84 24 117 38.5 92L86 9.6C98 -11 122 48 160 48" />
        <Line k={1} d="M0 84C38 84 62 -11 74 9.6L121.5 92C134 114 134 60 160 60" />
      </>
    ),
  },
  'first-layer': {
    enters: three,
    leaves: three,
    drawing: () => (
      <>
        {spread.map((y, k) => (
          <Line
            key={y}
            k={k}
            d={`${ease([0, three[k]!], [60, y])}H100${ease([100, y], [160, three[k]!]).replace('M', 'L')}`}
          />
        ))}
        {spread.map((y) => (
          <Node key={y} at={[80, y]} r={13}>
            <Line d={`M72 ${y + 5}C80 ${y + 5} 80 ${y - 5} 88 ${y - 5}`} />
          </Node>
        ))}
      </>
    ),
  },
  'second-layer': {
    enters: three,
    leaves: [60],
    drawing: () => (
      <>
        {spread.map((y, k) => (
          <Line key={y} k={k} d={`${ease([0, three[k]!], [44, y])}L116 60`} />
        ))}
        <Line d="M116 60H160" />
        {spread.map((y) => (
          <Node key={y} at={[44, y]} />
        ))}
        <Node at={[116, 60]} r={11}>
          <Line d="M109 64C116 64 116 56 123 56" />
        </Node>
      </>
    ),
  },
  'why-activations': {
    enters: [60],
    leaves: [24],
    drawing: () => (
      <>
        <Line faint dashed d="M0 60L160 60" />
        <Line
          d={through(
            steps(120).map((t) => [
              160 * t,
              60 -
                36 * sigmoid(50 * (t - 0.25)) +
                60 * sigmoid(50 * (t - 0.5)) -
                60 * sigmoid(50 * (t - 0.75)),
            ]),
          )}
        />
      </>
    ),
  },
  loss: {
    enters: [24],
    leaves: [60],
    drawing: () => (
      <>
        <Line d={`M0 24H${ledge}${bowlCurve.replace('M', 'L')}H160`} />
        {descent.map((point) => (
          <circle
            key={point[0]}
            cx={round(point[0])}
            cy={round(point[1])}
            r={3}
            fill="var(--accent)"
          />
        ))}
      </>
    ),
  },
  backpropagation: {
    enters: [60],
    leaves: [60],
    drawing: () => (
      <>
        <Line d="M0 60H24M136 60H160" />
        {spread.map((y, k) => (
          <Line key={y} k={k} d={`M24 60L80 ${y}L136 60`} />
        ))}
        {[52, 108].flatMap((x) =>
          spread.map((y) => <Back key={`${x} ${y}`} at={[x, (60 + y) / 2]} />),
        )}
        {spread.map((y) => (
          <Node key={y} at={[80, y]} />
        ))}
        <Node at={[24, 60]} />
        <Node at={[136, 60]} />
        <Back at={[153, 60]} />
      </>
    ),
  },
  batch: {
    enters: [60],
    leaves: [60],
    drawing: () => (
      <>
        {steps(8).map((t) => (
          <Line
            key={t}
            d={`${ease([0, 60], [44, 20 + 80 * t])}H116${ease([116, 20 + 80 * t], [160, 60]).replace('M', 'L')}`}
          />
        ))}
        {[62, 80, 98].map((x, k) => (
          <rect
            key={x}
            x={x - 5}
            y={12}
            width={10}
            height={96}
            rx={2}
            fill="var(--paper)"
            stroke={unitColour(k)}
            stroke-width={1.75}
            vector-effect="non-scaling-stroke"
          />
        ))}
      </>
    ),
  },
  result: {
    enters: [60],
    leaves: [60],
    drawing: () => (
      <>
        <Rings />
        <Line d={`M0 60H${round(leftmost)}M${round(rightmost)} 60H160${through(region)}`} />
      </>
    ),
  },
  'how-many-lines': {
    enters: [60],
    leaves: [60],
    drawing: () => (
      <>
        <Rings />
        {tangents(16, 1.8, 1.5).map((d, k) => (
          <Line key={d} k={k} d={d} />
        ))}
        <Line d="M0 60H56M104 60H160" />
      </>
    ),
  },
  'more-layers': {
    enters: [60],
    leaves: [60],
    drawing: () => (
      <>
        {edges([
          at(0, [60]),
          at(32, spread),
          at(64, spread),
          at(96, spread),
          at(128, spread),
          at(160, [60]),
        ]).map((d) => (
          <Line key={d} faint d={d} />
        ))}
        {[32, 64, 96, 128].flatMap((x) =>
          spread.map((y) => <Node key={`${x} ${y}`} at={[x, y]} r={5} />),
        )}
      </>
    ),
  },
  'more-classes': {
    enters: [60],
    leaves: [60],
    drawing: () => (
      <>
        <Points recipe={{ ...course.apart, count: 48, classes: 3, distance: 4 }} place={plane} />
        <Line d="M0 60C16 60 22 35.4 34 40.5L80 60L120 30C132 21 138 60 160 60M80 60L86 110" />
      </>
    ),
  },
  'names-and-next-steps': {
    enters: [60],
    leaves: [60],
    drawing: () => (
      <>
        <Line d="M0 60H160" />
        {[32, 64, 96, 128].map((x, i) => {
          const side = i % 2 ? 1 : -1;
          return (
            <g key={x}>
              <Line faint d={`M${x} 60V${60 + 26 * side}`} />
              <Line
                d={`M${x - 13} ${60 + 33 * side}H${x + 13}M${x - 13} ${60 + 40 * side}H${x + 5}`}
              />
              <Node at={[x, 60]} />
            </g>
          );
        })}
      </>
    ),
  },
  playground: {
    enters: [60],
    leaves: [60],
    drawing: () => (
      <>
        <Line d="M0 60C26 60 36 100 56 92C80 82 66 24 46 34C28 44 64 96 92 84C120 72 108 22 88 30C70 38 92 92 118 82C134 76 138 60 160 60" />
      </>
    ),
  },
};
