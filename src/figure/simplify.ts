import type { Point } from './line.ts';

/**
 * Which points of a curve are enough to draw it: no point left out lies further than the tolerance above
 * or below the straight line between its neighbours that stay. Their numbers, in order, the first and
 * the last among them (Douglas and Peucker 1973, with vertical distances). x must grow.
 */
export function simplify(points: readonly Point[], tolerance: number): number[] {
  if (points.length < 2) return points.map((_, i) => i);
  const stays = new Set([0, points.length - 1]);
  const parts = [[0, points.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part as [number, number];
    const [[x1, y1], [x2, y2]] = [points[from], points[to]] as [Point, Point];
    let farthest = tolerance;
    let at: number | undefined;
    for (let i = from + 1; i < to; i++) {
      const [x, y] = points[i] as Point;
      const distance = Math.abs(y - (y1 + ((x - x1) / (x2 - x1)) * (y2 - y1)));
      if (distance > farthest) [farthest, at] = [distance, i];
    }
    if (at === undefined) continue;
    stays.add(at);
    parts.push([from, at], [at, to]);
  }
  return [...stays].sort((a, b) => a - b);
}
