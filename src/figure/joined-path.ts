import type { Piece } from './heat.ts';

type Place = readonly [px: number, py: number];

/**
 * Pieces of lines as an SVG path in few letters, for a still, which travels with its page: pieces that
 * meet are one line, and a corner goes that lies no further than the tolerance, in pixels, from the
 * straight way between those that stay. Places are told to a tenth of a pixel.
 */
export function joinedAsPath(
  tell: (piece: Piece) => void,
  toPixel: (x: number, y: number) => Place,
  tolerance: number,
): string {
  const places = new Map<string, { readonly at: Place; readonly pieces: Set<number> }>();
  const pieces: [string, string][] = [];
  tell((x1, y1, x2, y2) => {
    const ends = [toPixel(x1, y1), toPixel(x2, y2)].map((place) => {
      const at = place.map(tenths) as [number, number];
      const key = at.join(' ');
      if (!places.has(key)) places.set(key, { at, pieces: new Set() });
      return key;
    }) as [string, string];
    if (ends[0] === ends[1]) return; // shorter than can be told
    for (const end of ends) places.get(end)?.pieces.add(pieces.length);
    pieces.push(ends);
  });

  /** Goes on from a place while there is a piece to go, and takes each piece once. */
  const walk = (from: string): Place[] => {
    const way: Place[] = [];
    for (let here = from; ; ) {
      const { at, pieces: left } = places.get(here)!;
      way.push(at);
      const [piece] = left;
      if (piece === undefined) return way;
      const [a, b] = pieces[piece]!;
      for (const end of [a, b]) places.get(end)!.pieces.delete(piece);
      here = a === here ? b : a;
    }
  };
  const lines: string[] = [];
  const startAt = (isStart: (pieces: number) => boolean) => {
    for (const [key, { pieces: left }] of places)
      while (isStart(left.size)) lines.push(written(straightened(walk(key), tolerance)));
  };
  startAt((left) => left % 2 === 1); // ends of open lines; what is left then is closed
  startAt((left) => left > 0);
  return lines.join('');
}

const tenths = (pixel: number) => Math.round(10 * pixel) / 10;

/** The corners of a line that have to stay. */
function straightened(line: readonly Place[], tolerance: number): Place[] {
  const stay: Place[] = line.slice(0, 1);
  for (let from = 0; from < line.length - 1; ) {
    let to = from + 1;
    while (to + 1 < line.length && isNear(line, from, to + 1, tolerance)) to++;
    stay.push(line[to]!);
    from = to;
  }
  return stay;
}

/** Whether all between two corners lies near the straight way from one to the other. */
function isNear(line: readonly Place[], from: number, to: number, tolerance: number): boolean {
  const [[x1, y1], [x2, y2]] = [line[from]!, line[to]!];
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy);
  if (length === 0) return false; // once around
  return line.slice(from + 1, to).every(([x, y]) => {
    const along = (x - x1) * dx + (y - y1) * dy;
    if (along < 0 || along > length * length) return false; // before or behind that way
    return Math.abs((x - x1) * dy - (y - y1) * dx) <= tolerance * length;
  });
}

/** A line as a path: where it begins, and from corner to corner how far. */
export function written(line: readonly Place[]): string {
  const ways = line.map((place, i) => {
    const [x, y] = place.map(tenths) as [number, number];
    const [px, py] = i > 0 ? (line[i - 1]!.map(tenths) as [number, number]) : [0, 0];
    return [x - px, y - py].map(tenths).join(' ');
  });
  const on = ways.length > 1 ? `l${ways.slice(1).join(' ')}` : '';
  return `M${ways[0]}${on}`.replaceAll(' -', '-');
}
