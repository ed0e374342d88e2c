import type { Point } from './line.ts';

/** A line with its two handles, in pixels: a ring on the line and the tip of an arrow beside it. */
export interface HandledLine {
  /** Where the ring would be if it were alone. */
  readonly ring: Point;
  /** From the ring to the arrow's tip. */
  readonly arrow: Point;
  /** The line in sight, between which ends the ring may move; undefined where the ring stays as it is. */
  readonly ends: readonly [Point, Point] | undefined;
}

/**
 * Where each ring stands on its line, in pixels, so that no two handles lie closer than `distance`: line after
 * line it goes the least way that keeps it and its tip off those before; none where there is room already, or
 * nowhere. To the right counts as less than to the left, and down than up: of two lines that are nearly one, none
 * changes its side for a little noise. So the places change steadily while the lines do, unless a gap shuts.
 */
export function spreadHandles(lines: readonly HandledLine[], distance: number): Point[] {
  const taken: Point[] = [];
  return lines.map((line) => {
    const along = directionOf(line);
    const way = along ? leastWay(line, along, taken, distance) : 0;
    const ring = along && way !== 0 ? plus(line.ring, along, way) : line.ring;
    taken.push(ring, plus(ring, line.arrow));
    return ring;
  });
}

function leastWay(
  { ring, arrow, ends }: HandledLine,
  along: Point,
  taken: readonly Point[],
  distance: number,
): number {
  const [from, to] = ends!.map((end) => dot(minus(end, ring), along)).sort((a, b) => a - b) as [
    number,
    number,
  ];
  // Where one of the two would come too close to a handle that has its place.
  const closed = [ring, plus(ring, arrow)].flatMap((handle) =>
    taken.flatMap((other) => {
      const away = minus(other, handle);
      const ahead = dot(away, along);
      const half = distance * distance - (dot(away, away) - ahead * ahead);
      if (half <= 0) return [];
      return [[ahead - Math.sqrt(half), ahead + Math.sqrt(half)] as const];
    }),
  );
  const isOpen = (way: number) =>
    (way === 0 || (way >= from + distance / 2 && way <= to - distance / 2)) &&
    closed.every(([low, high]) => way <= low + slack || way >= high - slack);
  const effort = (way: number) => (way < 0 ? -1.5 * way : way);
  const open = [0, ...closed.flat()].filter(isOpen);
  return open.length === 0 ? 0 : open.reduce((a, b) => (effort(b) < effort(a) ? b : a));
}

/** What rounding may take from a distance. */
const slack = 1e-6;

/** Along the line, to the right; or straight down. */
function directionOf({ ends }: HandledLine): Point | undefined {
  if (!ends) return undefined;
  const [x, y] = minus(ends[1], ends[0]);
  const length = Math.sqrt(x * x + y * y);
  if (!(length > 0)) return undefined;
  const sign = x > slack || (Math.abs(x) <= slack && y > 0) ? 1 : -1;
  return [(sign * x) / length, (sign * y) / length];
}

const plus = (a: Point, b: Point, times = 1): Point => [a[0] + times * b[0], a[1] + times * b[1]];
const minus = (a: Point, b: Point): Point => plus(a, b, -1);
const dot = (a: Point, b: Point) => a[0] * b[0] + a[1] * b[1];
