/**
 * The drawing of a two-layer perceptron: inputs, hidden units, the output, and an edge for each
 * weight. A bias is an edge too, from nowhere. (Not a computational graph: operations are no nodes
 * here; see backprop-graph.ts.)
 */
export interface NetworkParameter {
  /** Its place in the flat vector of `MlpParameters`. */
  readonly index: number;
  readonly kind: 'W' | 'b' | 'wFinal' | 'bFinal';
  /** The hidden unit it belongs to, from 0; none for the output's bias. */
  readonly unit: number | undefined;
  /** Its letter and what hangs below it: `W`, `21`. */
  readonly letter: string;
  readonly below: string;
  /** What it is, in words, without its symbol. */
  readonly words: string;
}

/** The 4H + 1 parameters in the order of the flat vector: W column after column, b, w_final, b_final. */
export function networkParameters(units: number): NetworkParameter[] {
  const each = (
    make: (k: number) => Pick<NetworkParameter, 'kind' | 'letter' | 'below' | 'words'>,
  ) => Array.from({ length: units }, (_, k) => ({ ...make(k), unit: k }));
  const weight = (input: number) => (k: number) =>
    ({
      kind: 'W',
      letter: 'W',
      below: `${k + 1}${input}`,
      words: `unit ${k + 1}’s weight for x${['₁', '₂'][input - 1]}`,
    }) as const;
  return [
    ...each(weight(1)),
    ...each(weight(2)),
    ...each((k) => ({
      kind: 'b',
      letter: 'b',
      below: `${k + 1}`,
      words: `unit ${k + 1}’s bias`,
    })),
    ...each((k) => ({
      kind: 'wFinal',
      letter: 'w',
      below: `final,${k + 1}`,
      words: `the output’s weight for unit ${k + 1}`,
    })),
    {
      kind: 'bFinal' as const,
      unit: undefined,
      letter: 'b',
      below: 'final',
      words: 'the output’s bias',
    },
  ].map((parameter, index) => ({ ...parameter, index }));
}

export type Place = readonly [x: number, y: number];

/** Where the drawing's parts stand, in its own units, about a CSS pixel each on a narrow page. */
export const networkSize = { width: 340, height: 364 } as const;
/** Half a hidden unit's side, and the radius of an input's and of the output's node. */
export const nodeSize = { unit: 26, input: 15, output: 27 } as const;

const columns = { input: 19, unit: 178, output: 309 } as const;
/** How far above a node's edge the number of its bias stands. */
const biasRise = 23;
/** How far along an edge its number stands: near the unit, where edges no longer cross. */
const along = { W: 0.69, wFinal: 0.57 } as const;

const unitY = (unit: number, units: number) =>
  units === 1 ? networkSize.height / 2 : 68 + (unit * (networkSize.height - 122)) / (units - 1);

export const inputPlace = (input: number): Place => [
  columns.input,
  networkSize.height / 2 - 5 + (input === 0 ? -70 : 70),
];
export const unitPlace = (unit: number, units: number): Place => [columns.unit, unitY(unit, units)];
export const outputPlace = (units: number): Place => [
  columns.output,
  (unitY(0, units) + unitY(units - 1, units)) / 2,
];

/** A parameter's edge, and the place on it where its number stands. */
export interface Edge {
  readonly from: Place;
  readonly to: Place;
  readonly handle: Place;
}

/** Where a parameter is drawn: from node to node, or straight down into a node for a bias. */
export function edgeOf({ kind, index, unit }: NetworkParameter, units: number): Edge {
  if (kind === 'b' || kind === 'bFinal') {
    const [x, y] = unit === undefined ? outputPlace(units) : unitPlace(unit, units);
    const top = y - (unit === undefined ? nodeSize.output : nodeSize.unit);
    return { from: [x, top - biasRise], to: [x, top], handle: [x, top - biasRise] };
  }
  const [unitX, y] = unitPlace(unit as number, units);
  if (kind === 'wFinal')
    return between(
      [unitX + nodeSize.unit, y],
      nextTo(outputPlace(units), nodeSize.output, y),
      along.wFinal,
    );
  const input = inputPlace(index < units ? 0 : 1);
  return between([input[0] + nodeSize.input, input[1]], [unitX - nodeSize.unit, y], along.W);
}

/** The place on a round node's left half that looks towards a height. */
function nextTo([x, y]: Place, radius: number, towards: number): Place {
  const slope = (towards - y) / (x - columns.unit - nodeSize.unit);
  const length = Math.sqrt(1 + slope * slope);
  return [x - radius / length, y + (radius * slope) / length];
}

const between = (from: Place, to: Place, share: number): Edge => ({
  from,
  to,
  handle: [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])],
});

/** How thick a weight is drawn: thicker when larger, but a large one leaves the others to be seen. */
export const thickness = (weight: number): number => 0.75 + 1.5 * Math.sqrt(Math.abs(weight));
