import { type NetworkParameters, type NetworkShape, sizesOf } from '../model/network.ts';

/** A node of the drawing: its middle, and half its side. */
export interface GraphNode {
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

/** A unit by its layer, counted from the inputs (0), and its place in it. */
export interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
}

const largestPitch = 46;
const smallestPitch = 5;
const readablePitch = 22;
const narrowestGap = 30;
/** Beside the first layer and the last, for their names. */
const edge = 34;

/**
 * Where the nodes of a network of these layers stand in a picture of this size, layer by layer. What does
 * not fit into one column of a layer goes into several; all nodes are as large as the fullest layer lets
 * them be.
 */
export function layersOf(
  sizes: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
): GraphNode[][] {
  const gaps = sizes.length - 1;
  const columns = (pitch: number) =>
    sizes.map((size) => Math.ceil(size / Math.max(1, Math.floor(height / pitch + 1e-9))));
  const across = (pitch: number) =>
    pitch * columns(pitch).reduce((sum, count) => sum + count, 0) + narrowestGap * gaps + 2 * edge;
  // One column each, where the nodes are then still large enough to be read.
  const single = Math.min(largestPitch, height / Math.max(...sizes));
  let pitch = single >= readablePitch ? single : largestPitch;
  while (pitch > smallestPitch && across(pitch) > width) pitch -= 1;
  const counts = columns(pitch);
  const gap = narrowestGap + Math.max(0, width - across(pitch)) / Math.max(1, gaps);
  let left = edge;
  return sizes.map((size, l) => {
    const count = counts[l]!;
    const rows = Math.ceil(size / count);
    const nodes = Array.from({ length: size }, (_, k) => {
      const [row, col] = [k % rows, Math.floor(k / rows)];
      const inColumn = Math.min(rows, size - col * rows);
      // A layer of few units uses the height that there is, within reason.
      const rise = count > 1 ? pitch : Math.min(height / rows, 2 * largestPitch);
      return {
        x: left + pitch * (col + 0.5),
        y: height / 2 + rise * (row - (inColumn - 1) / 2),
        half: pitch * (pitch > 20 ? 0.38 : 0.44),
      };
    });
    left += pitch * count + gap;
    return nodes;
  });
}

/** Lines of one look, as one path. */
export interface EdgeBundle {
  readonly sign: 'positive' | 'negative';
  readonly thickness: number;
  readonly path: string;
}

/** All lines of a network, and how many of the weakest were left out. */
export interface Edges {
  readonly bundles: readonly EdgeBundle[];
  readonly left: number;
}

/** More lines than these between two layers are not drawn: only the strongest are. */
const mostLines = 160;

/** How thick a number is drawn: thicker when larger, but a large one leaves the others to be seen. */
export type Thickness = (value: number) => number;

/**
 * The lines for all weights and biases, gathered into few paths: those of one sign and about one thickness
 * together. A bias is a short line from above into its node, drawn where there is room for it.
 * It yields after each layer, so that whoever runs it can let the page draw first.
 */
export function* edgesOf(
  { layers }: Pick<NetworkParameters, 'layers'>,
  nodes: readonly (readonly GraphNode[])[],
  thickness: Thickness,
): Generator<void, Edges> {
  const paths = new Map<string, { sign: EdgeBundle['sign']; thickness: number; parts: string[] }>();
  let left = 0;
  const add = (value: number, line: string) => {
    if (value === 0 || !Number.isFinite(value)) return;
    const rounded = Math.round(2 * Math.min(8, thickness(value))) / 2;
    if (rounded === 0) return;
    const sign = value > 0 ? 'positive' : 'negative';
    const key = `${sign} ${rounded}`;
    const known = paths.get(key) ?? { sign, thickness: rounded, parts: [] };
    known.parts.push(line);
    paths.set(key, known);
  };
  for (const [l, { weights, bias }] of layers.entries()) {
    if (l > 0) yield;
    const [from, to] = [nodes[l]!, nodes[l + 1]!];
    const { values, rows: units } = weights;
    const weakest = strongestFrom(values, mostLines);
    for (let j = 0; j < from.length; j++)
      for (let k = 0; k < units; k++) {
        const w = values[j * units + k]!;
        if (!(Math.abs(w) >= weakest)) {
          left += 1;
          continue;
        }
        const [a, b] = [from[j]!, to[k]!];
        add(
          w,
          `M${(a.x + a.half).toFixed(1)} ${a.y.toFixed(1)}L${(b.x - b.half).toFixed(1)} ${b.y.toFixed(1)}`,
        );
      }
    if ((to[0]?.half ?? 0) < 8) continue;
    to.forEach((node, k) => {
      add(bias[k]!, `M${node.x.toFixed(1)} ${(node.y - node.half - 7).toFixed(1)}v7`);
    });
  }
  return {
    bundles: [...paths.values()]
      .sort((a, b) => a.thickness - b.thickness)
      .map(({ sign, thickness: width, parts }) => ({
        sign,
        thickness: width,
        path: parts.join(''),
      })),
    left,
  };
}

/** The size of the weakest number that still belongs to so many strongest; 0 when all do. */
function strongestFrom(values: Float64Array, count: number): number {
  if (values.length <= count) return 0;
  const sizes = values.map(Math.abs).sort();
  return sizes[sizes.length - count]!;
}

/** The next unit in one of four directions, as the arrow keys walk. */
export function walkUnits(
  shape: NetworkShape,
  { layer, unit }: UnitPlace,
  [dx, dy]: readonly [number, number],
): UnitPlace {
  const sizes = sizesOf(shape);
  const to = Math.min(sizes.length - 1, Math.max(1, layer + dx));
  const size = sizes[to]!;
  return { layer: to, unit: dx === 0 ? (unit + dy + size) % size : Math.min(unit, size - 1) };
}
