import './layered-graph.css';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { whole } from '../../src/data/whole.ts';
import type { Grid } from '../../src/figure/heat.ts';
import { paintProbabilities } from '../../src/figure/heat.ts';
import {
  type Edges,
  edgesOf,
  type GraphNode,
  layersOf,
  type UnitPlace,
  walkUnits,
} from '../../src/figure/layered-graph.ts';
import { thickness } from '../../src/figure/network-graph.ts';
import { areMapsOf, type NetworkMaps } from '../../src/figure/network-maps.ts';
import { classColour } from '../../src/figure/theme.ts';
import type { ActivationName } from '../../src/model/activations.ts';
import { type NetworkShape, sizesOf, view } from '../../src/model/network.ts';
import { pointerPlace } from '../controls/pointer-place.ts';
import { useSlices } from './useSlices.ts';
import { useWidth } from './useWidth.ts';

export interface LayeredGraphProps {
  /** One sentence on what is seen. */
  readonly label: string;
  readonly shape: NetworkShape;
  /** All parameters, flat; and, to show them on the lines instead, the loss by each of them. */
  readonly parameters: Float64Array;
  readonly gradient?: Float64Array | undefined;
  readonly shows?: 'weights' | 'gradients';
  /** What each unit says over the plane, with `hidden`, on a square grid of `cells` × `cells`. */
  readonly maps?: NetworkMaps | undefined;
  readonly cells?: number;
  readonly inputNames: readonly string[];
  readonly classNames: readonly string[];
  /** The unit that is chosen, its layer counted from the inputs, which are 0. */
  readonly chosen?: UnitPlace | undefined;
  readonly onChoose?: (unit: UnitPlace | undefined) => void;
  /** Says a unit in words. */
  readonly words?: (unit: UnitPlace) => string;
  /** Height over width, where there is enough of that. */
  readonly ratio?: number;
}

/** The width at which the still is drawn at build time; the browser then draws at the real one. */
const stillWidth = 640;
/** In pixels: narrower or lower than this a picture has no room for a layer. */
const narrowest = 240;
const lowest = 250;

/**
 * A network of any depth as a drawing: its units layer by layer, each as a map of what it says over the
 * plane, and a line for each weight and bias, blue when it is positive, orange and dashed when negative,
 * the thicker the larger. Of many lines only the strongest are drawn.
 */
export function LayeredGraph(props: LayeredGraphProps) {
  const { shape, parameters, gradient, shows = 'weights', maps, ratio = 0.45 } = props;
  const { chosen, onChoose } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(narrowest, useWidth(box) ?? stillWidth);
  const height = Math.max(lowest, Math.round(width * ratio));
  const sizes = sizesOf(shape);
  const sizesKey = sizes.join();
  const nodes = useMemo(() => layersOf(sizes, { width, height }), [sizesKey, width, height]);
  const values = shows === 'gradients' && gradient ? gradient : parameters;
  const edges =
    useSlices(
      box,
      useMemo(() => {
        const all = view(values, shape);
        if (shows === 'weights') return () => edgesOf(all, nodes, thickness);
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        return () =>
          edgesOf(all, nodes, (value) => 0.5 + 4.5 * Math.sqrt(Math.abs(value) / largest));
      }, [values, shows, nodes]),
    ) ?? noEdges;

  // What training does not move: the same elements each time, which need no second look.
  const still = useMemo(
    () => (
      <>
        {nodes.map((layer, l) => (
          <Frames
            key={l}
            nodes={layer}
            kind={l === 0 ? 'input' : l === nodes.length - 1 ? 'output' : 'hidden'}
          />
        ))}
        <Names nodes={nodes} inputNames={props.inputNames} classNames={props.classNames} />
      </>
    ),
    [nodes, props.inputNames, props.classNames],
  );

  const choose = (event: PointerEvent) => {
    if (!onChoose) return;
    const place = pointerPlace(event, event.currentTarget as Element, { width, height });
    onChoose(unitAt(nodes, ...place));
  };
  const key = (event: KeyboardEvent) => {
    const way = Object.hasOwn(ways, event.key) ? ways[event.key] : undefined;
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChoose?.(chosen ? walkUnits(shape, chosen, way) : { layer: 1, unit: 0 });
  };
  const ring = chosen && nodes[chosen.layer]?.[chosen.unit];
  return (
    <div
      class="layered-graph"
      ref={box}
      style={{ aspectRatio: `1 / ${ratio}`, minHeight: `${lowest}px` }}
    >
      <UnitCanvas {...props} nodes={nodes} width={width} height={height} maps={maps} />
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
        <g class={sizes.some((size) => size > 12) ? 'many' : undefined}>
          {edges.bundles.map(({ sign, thickness: thick, path }) => (
            <path
              key={`${sign} ${thick}`}
              class={`network-edge ${sign}`}
              stroke-width={thick}
              d={path}
            />
          ))}
        </g>
        {still}
        <rect
          class="layered-ring"
          visibility={ring ? 'visible' : 'hidden'}
          x={ring ? ring.x - ring.half - 3 : 0}
          y={ring ? ring.y - ring.half - 3 : 0}
          width={ring ? 2 * ring.half + 6 : 1}
          height={ring ? 2 * ring.half + 6 : 1}
          rx="4"
        />
      </svg>
      {onChoose && (
        <div
          class="layered-hand"
          role="slider"
          tabIndex={0}
          aria-label="Units. The arrow keys walk from one to the next."
          aria-valuemin={1}
          aria-valuemax={sizes.length - 1}
          aria-valuenow={chosen?.layer ?? 1}
          aria-valuetext={chosen ? (props.words?.(chosen) ?? unitWords(chosen)) : 'none chosen'}
          onKeyDown={key}
          onPointerDown={choose}
          onPointerMove={(event) => event.pointerType === 'mouse' && choose(event)}
          onPointerLeave={(event) => event.pointerType === 'mouse' && onChoose(undefined)}
          onFocus={(event) => {
            const byKeys = (event.currentTarget as Element).matches(':focus-visible');
            if (!chosen && byKeys) onChoose({ layer: 1, unit: 0 });
          }}
        />
      )}
      {edges.left > 0 && (
        <p class="layered-left">
          The {whole(sumOfLines(sizes) - edges.left)} strongest of {whole(sumOfLines(sizes))} lines.
        </p>
      )}
    </div>
  );
}

const ways: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const unitWords = ({ layer, unit }: UnitPlace) => `layer ${layer}, unit ${unit + 1}`;

const sumOfLines = (sizes: readonly number[]) =>
  sizes.slice(1).reduce((sum, size, l) => sum + size * sizes[l]!, 0);

/** The unit under a place, a little around it included; inputs are none. */
function unitAt(nodes: readonly (readonly GraphNode[])[], x: number, y: number) {
  for (let layer = 1; layer < nodes.length; layer++)
    for (const [unit, node] of nodes[layer]!.entries()) {
      const reach = node.half * 1.2;
      if (Math.abs(x - node.x) <= reach && Math.abs(y - node.y) <= reach) return { layer, unit };
    }
  return undefined;
}

const noEdges: Edges = { bundles: [], left: 0 };

interface FramesProps {
  readonly nodes: readonly GraphNode[];
  readonly kind: 'input' | 'hidden' | 'output';
}

/** The outlines of a layer's nodes, as one path unless each has a colour of its own. */
function Frames({ nodes, kind }: FramesProps) {
  if (kind === 'input')
    return (
      <>
        {nodes.map(({ x, y, half }, k) => (
          <circle key={k} class="layered-input" cx={x} cy={y} r={Math.min(half, 7)} />
        ))}
      </>
    );
  const path = ({ x, y, half }: GraphNode) =>
    `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}z`;
  if (kind === 'hidden') return <path class="layered-frame" d={nodes.map(path).join('')} />;
  return (
    <>
      {nodes.map((node, k) => (
        <path
          key={k}
          class="layered-frame output"
          style={{ color: classColour(nodes.length === 1 ? 1 : k) }}
          d={path(node)}
        />
      ))}
    </>
  );
}

interface NamesProps {
  readonly nodes: readonly (readonly GraphNode[])[];
  readonly inputNames: readonly string[];
  readonly classNames: readonly string[];
}

/** The inputs' names and the outputs', where there is room for them. */
function Names({ nodes, inputNames, classNames }: NamesProps) {
  const [inputs, outputs] = [nodes[0]!, nodes.at(-1)!];
  const names = outputs.length === 1 ? ['ŷ'] : classNames;
  return (
    <>
      {inputs.length <= 12 &&
        inputs.map(({ x, y }, j) => (
          <text key={j} class="layered-name" x={x} y={y - 12}>
            {short(inputNames[j] ?? `x${j + 1}`)}
          </text>
        ))}
      {outputs.map(({ x, y, half }, k) => (
        <text key={k} class="layered-name" x={x} y={y + half + 14}>
          {short(names[k] ?? '')}
        </text>
      ))}
    </>
  );
}

const short = (name: string) => (name.length > 11 ? `${name.slice(0, 10)}…` : name);

interface UnitCanvasProps extends LayeredGraphProps {
  readonly nodes: readonly (readonly GraphNode[])[];
  readonly width: number;
  readonly height: number;
}

/** Twice as fine as CSS pixels, so that it is sharp on most screens. */
const fine = 2;

/** Each unit's map, in its node. */
function UnitCanvas({ nodes, width, height, maps, cells = 24, shape }: UnitCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stamp = useRef<Stamp | undefined>(undefined);
  useLayoutEffect(() => {
    if (!maps && !stamp.current) return; // nothing is to be painted, nothing was
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, fine * width, fine * height);
    if (!maps || !areMapsOf(maps, shape, cells * cells)) return;
    if (stamp.current?.image.width !== cells) stamp.current = stampOf(cells);
    const { element, pen, image } = stamp.current;
    nodes.slice(1).forEach((layer, l) => {
      layer.forEach(({ x, y, half }, k) => {
        paintUnit(maps, shape, { layer: l + 1, unit: k }, cells, image.data);
        pen.putImageData(image, 0, 0);
        const side = 2 * half * fine;
        context.drawImage(element, fine * (x - half), fine * (y - half), side, side);
      });
    });
  }, [maps, nodes, cells]);
  return <canvas ref={canvas} width={fine * width} height={fine * height} />;
}

/** A small canvas on which one map after the other is painted, to be laid into the large one. */
interface Stamp {
  readonly element: HTMLCanvasElement;
  readonly pen: CanvasRenderingContext2D;
  readonly image: ImageData;
}

function stampOf(cells: number): Stamp {
  const element = document.createElement('canvas');
  element.width = cells;
  element.height = cells;
  // Written to and read from all the time: it stays in memory.
  const pen = element.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  return { element, pen, image: pen.createImageData(cells, cells) };
}

/**
 * Paints what a unit says: blue where much, orange where little, clear in the middle of what its
 * activation can say. Those without bounds are measured by the largest they say in this map.
 */
export function paintUnit(
  maps: NetworkMaps,
  shape: NetworkShape,
  { layer, unit }: UnitPlace,
  cells: number,
  pixels: Uint8ClampedArray,
): void {
  const isOutput = layer > shape.hidden.length;
  const { values, rows: n } = isOutput ? maps.probabilities : maps.hidden[layer - 1]!;
  const own = values.subarray(unit * n, (unit + 1) * n);
  const values01 = isOutput ? own : scaled(shape.hidden[layer - 1]!.activation, own);
  const grid: Grid = { columns: cells, rows: cells, x: [0, 1], y: [0, 1], values: values01 };
  paintProbabilities(grid, pixels);
}

/** What an activation says, brought to 0 … 1. */
function scaled(activation: ActivationName, values: Float64Array): Float64Array {
  if (activation === 'sigmoid') return values;
  const bound = activation === 'tanh' ? 1 : largestOf(values) || 1;
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = 0.5 + values[i]! / (2 * bound);
  return out;
}

function largestOf(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}
