export type Point = readonly [number, number];

/** > 0 when a, b, c turn left; exact for small whole coordinates. */
const turn = (a: Point, b: Point, c: Point) =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

const onSegment = (p: Point, a: Point, b: Point) =>
  turn(a, b, p) === 0 && (p[0] - a[0]) * (p[0] - b[0]) <= 0 && (p[1] - a[1]) * (p[1] - b[1]) <= 0;

const inTriangle = (p: Point, a: Point, b: Point, c: Point) => {
  const turns = [turn(a, b, p), turn(b, c, p), turn(c, a, p)];
  if (turn(a, b, c) === 0) return onSegment(p, a, b) || onSegment(p, b, c) || onSegment(p, c, a);
  return turns.every((t) => t >= 0) || turns.every((t) => t <= 0);
};

const cross = (a: Point, b: Point, c: Point, d: Point) =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** Whether a line can part two sets: it can exactly when their convex hulls have no point in common. */
export const separable = (some: readonly Point[], others: readonly Point[]): boolean => {
  const inHull = (p: Point, hull: readonly Point[]) =>
    hull.some((a) => hull.some((b) => hull.some((c) => inTriangle(p, a, b, c))));
  return !(
    some.some((p) => inHull(p, others)) ||
    others.some((p) => inHull(p, some)) ||
    some.some((a) => some.some((b) => others.some((c) => others.some((d) => cross(a, b, c, d)))))
  );
};
