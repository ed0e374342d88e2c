/**
 * The two-layer perceptron at one point as a computational graph: a node is a value or an operation,
 * an edge carries a value into the next operation. Every parameter, and so every bias, is a node.
 * From each node one edge leads on, until the loss: there is one way from anywhere to L.
 */
export interface GraphNode {
  readonly key: string;
  readonly kind: 'value' | 'parameter' | 'operation';
  readonly letter: string;
  /** What hangs below the letter: `final`. */
  readonly index: string;
  /** A vector or a matrix. */
  readonly bold: boolean;
  /** What it is, in words. */
  readonly words: string;
  /** Where its edge leads; L's leads nowhere. */
  readonly to: string | undefined;
  /** Row 1 is the first layer, row 2 the second and the loss; rows 0 and 3 hold what comes in from the side. */
  readonly row: number;
  readonly column: number;
}

const vectors = new Set(['x', 'W', 'b', 's1', 'h', 'wFinal']);

const node = (
  kind: GraphNode['kind'],
  key: string,
  written: string,
  words: string,
  to: string | undefined,
  row: number,
  column: number,
): GraphNode => {
  const [letter = '', index = ''] = written.split('_');
  return { key, kind, letter, index, bold: vectors.has(key), words, to, row, column };
};

/** In the order of the calculation. */
export const graphNodes: readonly GraphNode[] = [
  node('value', 'x', 'x', 'x, the point', 'multiply', 1, 0),
  node('parameter', 'W', 'W', 'W, the first layer’s weights', 'multiply', 0, 1),
  node('operation', 'multiply', '×', 'the product Wx', 'add', 1, 1),
  node('parameter', 'b', 'b', 'b, the first layer’s biases', 'add', 0, 2),
  node('operation', 'add', '+', 'the sum Wx + b', 's1', 1, 2),
  node('value', 's1', 's_1', 's₁, the preactivations', 'activate', 1, 3),
  node('operation', 'activate', 'σ', 'σ of each preactivation', 'h', 1, 4),
  node('value', 'h', 'h', 'h, the hidden activations', 'weigh', 1, 5),
  node('parameter', 'wFinal', 'w_final', 'w_final, the second layer’s weights', 'weigh', 3, 0),
  node('operation', 'weigh', '×', 'the product w_finalᵀh', 'shift', 2, 0),
  node('parameter', 'bFinal', 'b_final', 'b_final, the second layer’s bias', 'shift', 3, 1),
  node('operation', 'shift', '+', 'the sum w_finalᵀh + b_final', 's2', 2, 1),
  node('value', 's2', 's_2', 's₂, the logit', 'squash', 2, 2),
  node('operation', 'squash', 'σ', 'σ of the logit', 'yHat', 2, 3),
  node('value', 'yHat', 'ŷ', 'ŷ, the predicted probability', 'compare', 2, 4),
  node('value', 'y', 'y', 'y, the label', 'compare', 3, 5),
  node('operation', 'compare', 'ℓ', 'the cross-entropy of ŷ and y', 'L', 2, 5),
  node('value', 'L', 'L', 'L, the loss', undefined, 2, 6),
];

const byKey = new Map(graphNodes.map((node) => [node.key, node]));

function nodeOf(key: string): GraphNode {
  const found = byKey.get(key);
  if (!found) throw new RangeError(`The graph has no node “${key}”.`);
  return found;
}

/** The nodes on the way from one to another, both included. Throws when no way leads there. */
export function wayBetween(from: string, to: string): string[] {
  const way = [from];
  for (let key = from; key !== to; way.push(key)) {
    const next = nodeOf(key).to;
    if (next === undefined)
      throw new RangeError(`In the graph no way leads from ${from} to ${to}.`);
    key = next;
  }
  return way;
}

/** The value that a node is, or that an operation helps to compute. */
export function valueAt(key: string): string {
  const { kind, to } = nodeOf(key);
  return kind === 'operation' ? valueAt(to as string) : key;
}

export interface Part {
  readonly nodes: ReadonlySet<string>;
  /** Edges by the node that they leave. */
  readonly edges: ReadonlySet<string>;
  /** Whether derivatives run along its edges, from the loss back. */
  readonly backward: boolean;
}

/**
 * The part of the graph that a factor speaks of: of a value, how it is computed from the values
 * before it; of a derivative ∂v/∂u, the way from u to v, gone backwards.
 */
export function partOf(factor: string): Part {
  const derivative = /^d(\w+)\/d(\w+)$/.exec(factor);
  if (derivative) {
    const [, of = '', by = ''] = derivative;
    const way = wayBetween(by, of);
    return { nodes: new Set(way), edges: new Set(way.slice(0, -1)), backward: true };
  }
  const helping = graphNodes.filter(
    ({ key, kind }) => kind === 'operation' && valueAt(key) === factor,
  );
  const inside = new Set([...helping.map(({ key }) => key), factor]);
  const edges = graphNodes.filter(({ to }) => to !== undefined && inside.has(to));
  return { nodes: inside, edges: new Set(edges.map(({ key }) => key)), backward: false };
}

/** Where things stand, in pixels: on a page with room, or on a phone. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly x: (column: number) => number;
  readonly y: (row: number) => number;
  /** Half a node's width and height. */
  readonly half: (kind: GraphNode['kind']) => readonly [across: number, down: number];
  /** The height at which the edge from h runs back to the second row. */
  readonly turn: number;
  readonly letterSize: number;
  readonly numberSize: number;
}

const layout = (
  pitch: number,
  rowsAt: readonly number[],
  halves: Record<GraphNode['kind'], readonly [number, number]>,
  rest: Pick<GraphLayout, 'height' | 'turn' | 'letterSize' | 'numberSize'>,
): GraphLayout => ({
  width: 7 * pitch,
  x: (column) => (column + 0.5) * pitch,
  y: (row) => rowsAt[row] as number,
  half: (kind) => halves[kind],
  ...rest,
});

export const layouts = {
  wide: layout(
    72,
    [26, 90, 212, 276],
    { value: [21, 17], parameter: [27, 17], operation: [13, 13] },
    { height: 302, turn: 170, letterSize: 18, numberSize: 13 },
  ),
  narrow: layout(
    40,
    [20, 74, 178, 232],
    { value: [15, 14], parameter: [17.5, 14], operation: [11, 11] },
    { height: 254, turn: 144, letterSize: 15, numberSize: 11 },
  ),
} as const;

/** An edge's corners, from the node it leaves to the node it enters, between their outlines. */
export function edgePoints(key: string, at: GraphLayout): [number, number][] {
  const from = nodeOf(key);
  const to = nodeOf(from.to as string);
  const [fromX, fromY, toX, toY] = [
    at.x(from.column),
    at.y(from.row),
    at.x(to.column),
    at.y(to.row),
  ];
  const [fromAcross, fromDown] = at.half(from.kind);
  const [toAcross, toDown] = at.half(to.kind);
  if (from.row === to.row)
    return [
      [fromX + fromAcross, fromY],
      [toX - toAcross, toY],
    ];
  const down = Math.sign(toY - fromY);
  if (from.column === to.column)
    return [
      [fromX, fromY + down * fromDown],
      [toX, toY - down * toDown],
    ];
  const side = at.x(from.column + 1);
  return [
    [fromX + fromAcross, fromY],
    [side, fromY],
    [side, at.turn],
    [toX, at.turn],
    [toX, toY - toDown],
  ];
}
