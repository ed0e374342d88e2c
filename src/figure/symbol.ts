/**
 * A class's mark as a path about the place where it begins, for pictures that are not charts: a triangle,
 * a disc, a square, a diamond, a star, a wye, all of about the same weight.
 */
export function classPath(label: number, radius: number): string {
  const r = radius;
  if (label === 1) return `m-${r} 0a${r} ${r} 0 1 0 ${2 * r} 0 ${r} ${r} 0 1 0-${2 * r} 0z`;
  const corners = polygons[label];
  if (!corners)
    return `m0-${short(1.43 * r)}l${short(1.24 * r)} ${short(2.15 * r)}h-${short(2.48 * r)}z`;
  let [x, y] = [0, 0];
  const ways = corners.map(([px, py]) => {
    const way = `${short(r * px - x)} ${short(r * py - y)}`;
    [x, y] = [r * px, r * py];
    return way;
  });
  return `m${ways.join('l')}z`;
}

const short = (value: number) => Number(value.toFixed(2));

type Corner = readonly [x: number, y: number];

/** The corners of those marks that have many, for a radius of 1; each covers as much as the disc, π. */
const polygons: Readonly<Record<number, readonly Corner[]>> = {
  2: [
    [-0.886, -0.886],
    [0.886, -0.886],
    [0.886, 0.886],
    [-0.886, 0.886],
  ],
  3: [
    [0, -1.65],
    [0.952, 0],
    [0, 1.65],
    [-0.952, 0],
  ],
  4: around(10, (corner) => (corner % 2 === 0 ? 1.673 : 0.639)),
  // Three arms, each as wide as it is long: in, out to one side, out to the other, three times.
  5: [0, 1, 2].flatMap((arm) =>
    (
      [
        [0.499, -0.288],
        [0.499, -1.286],
        [-0.499, -1.286],
      ] as const
    ).map((corner) => turned(corner, arm / 3)),
  ),
};

/** So many corners round the middle, the first straight up. */
function around(count: number, reach: (corner: number) => number): Corner[] {
  return Array.from({ length: count }, (_, k) => turned([0, -reach(k)], k / count));
}

/** Turned about the middle by a share of a whole turn. */
function turned([x, y]: Corner, share: number): Corner {
  const angle = 2 * Math.PI * share;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [c * x - s * y, s * x + c * y];
}
