/** The ends of an axis, in data units. */
export type Extent = readonly [low: number, high: number];

export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Where a chart's data lie on its pixels: all that a layer or a handle needs to know to be placed. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margins: Margins;
  readonly x: Extent;
  readonly y: Extent;
  readonly yScale: 'linear' | 'log';
}

export interface FrameOptions {
  /** In CSS pixels. */
  readonly width: number;
  /** Height over width of the whole chart, margins included; it never changes, so nothing jumps. */
  readonly ratio: number;
  readonly x: Extent;
  readonly y: Extent;
  /** One unit of x as long as one unit of y: the shorter axis shows more than was asked for. */
  readonly equal?: boolean;
  readonly yScale?: 'linear' | 'log';
  readonly margins?: Partial<Margins>;
}

const standard: Margins = { top: 14, right: 14, bottom: 38, left: 44 };

/** Lays out a chart. Throws when an extent is empty or not finite. */
export function frameOf(options: FrameOptions): Frame {
  const { width, ratio, equal = false, yScale = 'linear' } = options;
  const margins = { ...standard, ...options.margins };
  const height = Math.round(width * ratio);
  let x = checked(options.x, 'x');
  let y = checked(options.y, 'y');
  if (equal) {
    const across = Math.max(1, width - margins.left - margins.right);
    const down = Math.max(1, height - margins.top - margins.bottom);
    const pixelsPerUnit = Math.min(across / (x[1] - x[0]), down / (y[1] - y[0]));
    x = spread(x, across / pixelsPerUnit);
    y = spread(y, down / pixelsPerUnit);
  }
  return { width, height, margins, x, y, yScale };
}

function checked([low, high]: Extent, axis: string): Extent {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low >= high)
    throw new RangeError(
      `The ${axis} axis needs two finite ends, the first below the second, but got ${low} and ${high}.`,
    );
  return [low, high];
}

const spread = ([low, high]: Extent, length: number): Extent => {
  const middle = (low + high) / 2;
  return [middle - length / 2, middle + length / 2];
};

/** The pixels of a point. */
export function toPixels(frame: Frame, x: number, y: number): [number, number] {
  const { width, height, margins } = frame;
  const across = (x - frame.x[0]) / (frame.x[1] - frame.x[0]);
  const [low, high, value] =
    frame.yScale === 'log'
      ? [Math.log(frame.y[0]), Math.log(frame.y[1]), Math.log(y)]
      : [frame.y[0], frame.y[1], y];
  const up = (value - low) / (high - low);
  return [
    margins.left + across * (width - margins.left - margins.right),
    height - margins.bottom - up * (height - margins.top - margins.bottom),
  ];
}

/** The point under a pixel, on linear axes. */
export function toData(frame: Frame, px: number, py: number): [number, number] {
  const { width, height, margins } = frame;
  const across = (px - margins.left) / (width - margins.left - margins.right);
  const up = (height - margins.bottom - py) / (height - margins.top - margins.bottom);
  return [
    frame.x[0] + across * (frame.x[1] - frame.x[0]),
    frame.y[0] + up * (frame.y[1] - frame.y[0]),
  ];
}

/** Whether a pixel lies within a chart's axes, and not on its margins. */
export const isInside = ({ width, height, margins }: Frame, px: number, py: number) =>
  px >= margins.left &&
  px <= width - margins.right &&
  py >= margins.top &&
  py <= height - margins.bottom;

/** The nearest value inside an extent. */
export const within = ([low, high]: Extent, value: number) => Math.min(high, Math.max(low, value));

/** An extent that holds all finite values and a margin, a share of their spread. */
export function extentOf(values: Iterable<number>, margin = 0.08): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [-1, 1];
  const room = (high - low) * margin || 1;
  return [low - room, high + room];
}

/**
 * Where an axis of steps ends that has to hold so many: at 1, 2 or 5 times a power of ten, and not before
 * `least`. So it grows in leaps, and the axis is drawn anew a few times in a run and not in every frame.
 */
export function stepsAxis(steps: number, least: number): Extent {
  if (!(steps > least)) return [0, least];
  let power = 1;
  while (10 * power < steps) power *= 10;
  return [0, [1, 2, 5, 10].map((times) => times * power).find((end) => end >= steps) as number];
}
