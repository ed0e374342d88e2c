import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import {
  edgePoints,
  type GraphLayout,
  type GraphNode,
  graphNodes,
  layouts,
  type Part,
  valueAt,
} from '../../src/figure/backprop-graph.ts';

export interface BackpropGraphProps {
  readonly layout: keyof typeof layouts;
  /** What this step computes, and what the reader points at. */
  readonly now: Part;
  readonly lit: Part | undefined;
  /** Whether the forward pass has come to this node. */
  readonly isReached: (key: string) => boolean;
  /** A node's numbers, each as short text; none for what is not shown. */
  readonly numbersOf: (key: string) => readonly string[];
  /** A node in words, with its numbers. */
  readonly wordsOf: (key: string) => string;
  readonly onLight: (term: string | undefined) => void;
  readonly onJump: (key: string) => void;
}

/** The computational graph: the part of the step stands out, and the part that is pointed at. */
export function BackpropGraph(props: BackpropGraphProps) {
  const at = layouts[props.layout];
  const root = useRef<SVGSVGElement>(null);
  const [cursor, setCursor] = useState('x');
  const roving = useRoving(root, cursor, setCursor);
  return (
    <svg
      ref={root}
      class={`backprop-graph backprop-graph-${props.layout}`}
      viewBox={`0 0 ${at.width} ${at.height}`}
      role="group"
      aria-label="Computational graph. Arrow keys go from node to node, Enter to a node’s step."
    >
      {graphNodes.map((node) => node.to && <Edge key={node.key} node={node} at={at} {...props} />)}
      {graphNodes.map((node) => (
        <Node
          key={node.key}
          node={node}
          at={at}
          focusable={node.key === cursor}
          onKey={roving}
          onFocus={setCursor}
          {...props}
        />
      ))}
    </svg>
  );
}

/** One stop in the tab order; the arrow keys move it along the calculation. */
function useRoving(
  root: RefObject<SVGSVGElement>,
  cursor: string,
  setCursor: (key: string) => void,
) {
  return (event: KeyboardEvent) => {
    const here = graphNodes.findIndex(({ key }) => key === cursor);
    const there = {
      ArrowRight: here + 1,
      ArrowDown: here + 1,
      ArrowLeft: here - 1,
      ArrowUp: here - 1,
      Home: 0,
      End: graphNodes.length - 1,
    }[event.key];
    const next = there === undefined ? undefined : graphNodes[there];
    if (!next) return;
    event.preventDefault();
    setCursor(next.key);
    root.current?.querySelector<SVGGElement>(`[data-node="${next.key}"]`)?.focus();
  };
}

const look = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(' ');

type PartProps = BackpropGraphProps & { readonly node: GraphNode; readonly at: GraphLayout };

function Edge({ node, at, now, lit, isReached, onLight }: PartProps) {
  const corners = edgePoints(node.key, at);
  const isNow = now.edges.has(node.key);
  const isLit = lit?.edges.has(node.key);
  // Derivatives run from the loss back, so their arrow stands at the edge's other end.
  const back = isLit ? lit?.backward : isNow && now.backward;
  const path = `M${corners.map(([x, y]) => `${x} ${y}`).join('L')}`;
  const head = arrowHead(back ? corners.toReversed() : corners);
  return (
    <g
      class={look(
        'backprop-edge',
        isReached(valueAt(node.to as string)) && 'reached',
        isNow && 'now',
        isLit && 'lit',
        back && 'back',
      )}
      onPointerEnter={() => onLight(termOfEdge(node))}
      onPointerLeave={() => onLight(undefined)}
    >
      <path class="backprop-reach" d={path} />
      <path d={path} />
      <path class="backprop-head" d={head} />
    </g>
  );
}

/** The derivative that runs along an edge; along one between operations, what they compute. */
function termOfEdge({ key, kind, to }: GraphNode): string {
  const value = valueAt(to as string);
  return kind === 'operation' || key === 'x' || key === 'y' ? value : `d${value}/d${key}`;
}

/** A small triangle at the end of a way. */
function arrowHead(corners: readonly (readonly [number, number])[]): string {
  const [x, y] = corners.at(-1) as [number, number];
  const [fromX, fromY] = corners.at(-2) as [number, number];
  const [dx, dy] = [Math.sign(x - fromX), Math.sign(y - fromY)];
  const [backX, backY] = [x - 6 * dx, y - 6 * dy];
  return `M${x} ${y}L${backX - 3.5 * dy} ${backY + 3.5 * dx}L${backX + 3.5 * dy} ${backY - 3.5 * dx}Z`;
}

interface NodeProps extends PartProps {
  readonly focusable: boolean;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onFocus: (key: string) => void;
}

function Node(props: NodeProps) {
  const { node, at, now, lit, isReached, numbersOf, wordsOf, onLight, onJump } = props;
  const { key, kind, letter, index, bold } = node;
  const [across, down] = at.half(kind);
  const numbers = isReached(key) ? numbersOf(key) : [];
  const beside = node.row === 3;
  return (
    <g
      data-node={key}
      class={look(
        'backprop-node',
        kind,
        isReached(valueAt(key)) && 'reached',
        now.nodes.has(key) && 'now',
        now.backward && 'back',
        lit?.nodes.has(key) && 'lit',
      )}
      transform={`translate(${at.x(node.column)} ${at.y(node.row)})`}
      role="button"
      tabindex={props.focusable ? 0 : -1}
      aria-label={wordsOf(key)}
      onPointerEnter={() => onLight(valueAt(key))}
      onPointerLeave={() => onLight(undefined)}
      onFocus={() => {
        props.onFocus(key);
        onLight(valueAt(key));
      }}
      onBlur={() => onLight(undefined)}
      onClick={() => onJump(key)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onJump(key);
        } else props.onKey(event);
      }}
    >
      <rect
        x={-across}
        y={-down}
        width={2 * across}
        height={2 * down}
        rx={kind === 'operation' ? across : 5}
      />
      <text y={at.letterSize * 0.32} font-size={at.letterSize}>
        <tspan class={bold ? 'bold' : kind === 'operation' ? 'sign' : 'italic'}>{letter}</tspan>
        {index && (
          <tspan class="index" font-size={at.letterSize * 0.62} dy={at.letterSize * 0.2}>
            {index}
          </tspan>
        )}
      </text>
      {numbers.map((number, i) => (
        <text
          // The place of a number is its identity: a vector's entries keep their order.
          key={i}
          class="backprop-number"
          font-size={at.numberSize}
          x={beside ? across + 6 : 0}
          y={beside ? at.numberSize * 0.35 : down + (i + 1) * at.numberSize * 1.12}
          text-anchor={beside ? 'start' : 'middle'}
        >
          {number}
        </text>
      ))}
    </g>
  );
}
