import { entry, type Matrix } from '../data/matrix.ts';
import { cellCentre, type Grid, type Piece } from './heat.ts';
import { heatColours, heatStrength } from './theme.ts';

/** The likeliest class at every place of n × K probabilities; the first of equals. */
export function likeliest({ rows: n, columns: classes, values }: Matrix): Uint8Array {
  const found = new Uint8Array(n);
  for (let k = 1; k < classes; k++)
    for (let i = 0; i < n; i++) if (values[k * n + i]! > values[found[i]! * n + i]!) found[i] = k;
  return found;
}

/** How strongly a region is coloured where the model is least sure, as a share of full strength. */
const faintest = 0.2;

/**
 * Paints what a model of K classes says at a grid's centres, ŷ being n × K in their order: the colour of the
 * likeliest class, the fuller the surer it is, from ŷ = 1/K to ŷ = 1.
 */
export function paintClasses(
  probabilities: Matrix,
  { columns, rows }: Pick<Grid, 'columns' | 'rows'>,
  pixels: Uint8ClampedArray,
): void {
  const { columns: classes } = probabilities;
  const answers = likeliest(probabilities);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const place = (rows - 1 - j) * columns + i;
      const answer = answers[place]!;
      const [red, green, blue] = heatColours[answer % heatColours.length]!;
      const sure = (entry(probabilities, place, answer) * classes - 1) / (classes - 1);
      const at = 4 * (j * columns + i);
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
      pixels[at + 3] = 255 * heatStrength * (faintest + (1 - faintest) * sure);
    }
}

/**
 * The borders between the classes' regions, piece by piece. Four neighbouring centres make two triangles.
 * On a side whose ends are given different classes, the border crosses where these two are equally
 * likely, by straight interpolation; two crossings are joined, three meet in their middle.
 */
export function classBorders(
  probabilities: Matrix,
  { columns, rows, x, y }: Pick<Grid, 'columns' | 'rows' | 'x' | 'y'>,
  piece: Piece,
): void {
  const answers = likeliest(probabilities);
  const at = (place: number): [number, number] => [
    cellCentre(x, columns, place % columns),
    cellCentre(y, rows, Math.floor(place / columns)),
  ];
  const crossing = (a: number, b: number): [number, number] => {
    const [one, other] = [answers[a]!, answers[b]!];
    const lead = (place: number) =>
      entry(probabilities, place, one) - entry(probabilities, place, other);
    const [from, to] = [lead(a), lead(b)];
    const t = from === to ? 0.5 : from / (from - to);
    const [[ax, ay], [bx, by]] = [at(a), at(b)];
    return [ax + t * (bx - ax), ay + t * (by - ay)];
  };
  const triangle = (a: number, b: number, c: number) => {
    const sides = [
      [a, b],
      [b, c],
      [a, c],
    ] as const;
    const met = sides
      .filter(([from, to]) => answers[from] !== answers[to])
      .map(([from, to]) => crossing(from, to));
    if (met.length === 2) piece(...met[0]!, ...met[1]!);
    if (met.length < 3) return;
    const middle = [0, 1].map((axis) => met.reduce((sum, end) => sum + end[axis]!, 0) / 3);
    for (const end of met) piece(...end, middle[0]!, middle[1]!);
  };
  for (let j = 0; j + 1 < rows; j++)
    for (let i = 0; i + 1 < columns; i++) {
      const corner = j * columns + i;
      const [a, b, c, d] = [corner, corner + 1, corner + columns + 1, corner + columns];
      if (answers[a] === answers[b] && answers[b] === answers[c] && answers[c] === answers[d])
        continue;
      triangle(a, b, c);
      triangle(a, d, c);
    }
}
