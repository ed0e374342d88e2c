import * as Plot from '@observablehq/plot';
import type { Dataset } from '../data/dataset.ts';
import { cosine, sine } from '../data/elementary.ts';
import { column, type Matrix } from '../data/matrix.ts';
import type { HalfPlane } from '../model/half-planes.ts';
import type { Arc } from '../model/rings.ts';
import type { Frame } from './frame.ts';
import {
  commonSide,
  cornersOf,
  lineInFrame,
  nearestOnLine,
  type Point,
  positiveSide,
} from './line.ts';
import { classColour, classSymbols } from './theme.ts';

export type Marks = Plot.Markish[];

interface PointStyle {
  readonly radius?: number;
  readonly opacity?: number;
}

/** The points of a data set: class told by colour and by shape. */
export function points(
  { inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>,
  style: PointStyle = {},
): Marks {
  const x = column(inputs, 0);
  const y = column(inputs, 1);
  return pointsAt(labels, (i) => [x[i] as number, y[i] as number], style);
}

/** The same, each point where `place` puts it. */
export function pointsAt(
  labels: Uint8Array,
  place: (point: number) => Point,
  { radius = 3.6, opacity = 1 }: PointStyle = {},
): Marks {
  const classes = [...new Set(labels)].sort();
  return classes.map((label) =>
    Plot.dot(
      Array.from(labels.keys()).filter((i) => labels[i] === label),
      {
        x: (i: number) => place(i)[0],
        y: (i: number) => place(i)[1],
        symbol: classSymbols[label] ?? 'circle',
        r: radius,
        fill: classColour(label),
        stroke: 'var(--paper)',
        strokeWidth: 0.8,
        opacity,
      },
    ),
  );
}

/** Rings around the points that a classifier gets wrong. */
export function mistakes(
  { inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>,
  isWrong: (point: number) => boolean,
  { radius = 7 }: Pick<PointStyle, 'radius'> = {},
): Marks {
  const x = column(inputs, 0);
  const y = column(inputs, 1);
  return [
    Plot.dot(Array.from(labels.keys()).filter(isWrong), {
      x: (i: number) => x[i],
      y: (i: number) => y[i],
      r: radius,
      stroke: 'var(--ink)',
      strokeWidth: radius / 5,
    }),
  ];
}

export interface LineStyle {
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly strokeDasharray?: string;
  readonly strokeOpacity?: number;
}

/** The line w·x + b = level, from edge to edge; nothing when there is none in the frame. */
export function line(
  weights: ArrayLike<number>,
  bias: number,
  frame: Frame,
  { level = 0, ...style }: LineStyle & { level?: number } = {},
): Marks {
  const ends = lineInFrame(weights, bias, frame, level);
  if (!ends) return [];
  return [
    Plot.line(ends as unknown as number[][], { stroke: 'var(--ink)', strokeWidth: 2, ...style }),
  ];
}

/** Both sides of the line, each tinted with the colour of the class it is called. */
export function sides(weights: ArrayLike<number>, bias: number, frame: Frame): Marks {
  const opposite = [-(weights[0] as number), -(weights[1] as number)];
  return [
    region(positiveSide(weights, bias, frame), classColour(1)),
    region(positiveSide(opposite, -bias, frame), classColour(0)),
  ].flat();
}

/** The AND of several lines: tinted as class 1 where each of them says 1, as class 0 elsewhere. */
export function commonSides(lines: readonly HalfPlane[], frame: Frame): Marks {
  const inside = commonSide(lines, frame);
  const corners = cornersOf(frame);
  // Round the frame, and back round the region the other way: what lies between the two.
  const first = [corners[0] as Point, ...inside.slice(0, 1)];
  const outside = [...corners, ...first, ...[...inside].reverse()];
  return [region(inside, classColour(1)), region(outside, classColour(0))].flat();
}

/** A tinted polygon. */
export const region = (corners: readonly Point[], fill: string, fillOpacity = 0.13): Marks =>
  corners.length < 3
    ? []
    : [
        Plot.line([...corners, corners[0]] as unknown as number[][], {
          fill,
          fillOpacity,
          stroke: 'none',
          curve: 'linear-closed',
        }),
      ];

/** An arrow from the line along its normal w, on the side called 1; `length` in data units. */
export function normal(
  weights: ArrayLike<number>,
  bias: number,
  frame: Frame,
  { length, from, ...style }: LineStyle & { length?: number; from?: Point } = {},
): Marks {
  const w1 = weights[0] as number;
  const w2 = weights[1] as number;
  const size = Math.sqrt(w1 * w1 + w2 * w2);
  const centre: Point = from ?? [(frame.x[0] + frame.x[1]) / 2, (frame.y[0] + frame.y[1]) / 2];
  const foot = nearestOnLine(weights, bias, centre);
  if (!foot || !(size > 0)) return [];
  const reach = (length ?? (frame.y[1] - frame.y[0]) / 9) / size;
  return arrow(foot, [foot[0] + reach * w1, foot[1] + reach * w2], style);
}

/** An arrow from one point to another. */
export const arrow = ([x1, y1]: Point, [x2, y2]: Point, style: LineStyle = {}): Marks => [
  Plot.arrow([0], {
    x1: () => x1,
    y1: () => y1,
    x2: () => x2,
    y2: () => y2,
    stroke: 'var(--ink)',
    strokeWidth: 2,
    headLength: 7,
    ...style,
  }),
];

/** A part of the circle of this radius about the origin, between two angles in radians. */
export function arc(radius: number, [from, to]: Arc, style: LineStyle = {}): Marks {
  const parts = Math.max(1, Math.ceil((to - from) / 0.04));
  return curve(
    Array.from({ length: parts + 1 }, (_, i) => {
      const angle = from + ((to - from) * i) / parts;
      return [radius * cosine(angle), radius * sine(angle)] as const;
    }),
    style,
  );
}

/** A curve through (x, y) pairs; what is not finite is a gap. */
export const curve = (
  pairs: readonly (readonly [number, number])[],
  style: LineStyle = {},
): Marks => [
  Plot.line(pairs as unknown as number[][], { stroke: 'var(--accent)', strokeWidth: 2, ...style }),
];

/** Faint lines through the rows of n × 2 places, each so many rows long: a lattice over the plane. */
export function polylines(places: Matrix, perLine: number): Marks {
  const [x, y] = [column(places, 0), column(places, 1)];
  return [
    Plot.line(Array.from(x.keys()), {
      x: (i: number) => x[i],
      y: (i: number) => y[i],
      z: (i: number) => Math.floor(i / perLine),
      stroke: 'var(--ink)',
      strokeOpacity: 0.16,
      strokeWidth: 1,
    }),
  ];
}

/** Over the steps of a run, a loss to compare it with: dashed, its name at the right end. */
export const lossLevel = (
  name: string,
  loss: number,
  { x: [from, to] }: Pick<Frame, 'x'>,
  side: 'above' | 'below' = 'above',
): Marks => [
  ...curve(
    [
      [from, loss],
      [to, loss],
    ],
    { stroke: 'var(--ink-soft)', strokeWidth: 1, strokeDasharray: '4 4' },
  ),
  ...words(name, [to, loss], { dx: -4, dy: side === 'above' ? -9 : 10, textAnchor: 'end' }),
];

/** The loss of a model that says one half to every point: log 2. */
export const coinLoss = (frame: Pick<Frame, 'x'>): Marks => lossLevel('log 2', Math.LN2, frame);

export interface Bar {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly fill: string;
}

/** Bars, each with a hair's breadth between it and the next. */
export const bars = (all: readonly Bar[]): Marks => [
  Plot.rect(all, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'fill', inset: 0.5 }),
];

/** One marked place. */
export const spot = (
  [x, y]: Point,
  style: { fill?: string; stroke?: string; r?: number; symbol?: Plot.SymbolType } = {},
): Marks => [
  Plot.dot([[x, y]], {
    r: 5,
    fill: 'var(--accent)',
    stroke: 'var(--paper)',
    strokeWidth: 1.5,
    ...style,
  }),
];

/** Words at a place in the data. */
export const words = (text: string, [x, y]: Point, style: Plot.TextOptions = {}): Marks => [
  Plot.text([[x, y]], {
    text: () => text,
    fill: 'var(--ink-soft)',
    stroke: 'var(--paper)',
    strokeWidth: 4,
    fontSize: 12,
    ...style,
  }),
];
