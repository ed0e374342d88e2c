import { useCallback, useMemo, useState } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { fromRows } from '../../src/data/matrix.ts';
import type { Frame } from '../../src/figure/frame.ts';
import { points } from '../../src/figure/marks.ts';
import { placedLine, placedLines, withLine } from '../../src/figure/placed-line.ts';
import { rangeText, responseWords, strengthOf } from '../../src/figure/responses.ts';
import { defaultState } from '../../src/figure/state.ts';
import { unitColour } from '../../src/figure/theme.ts';
import { firstLayer, firstPoint, type HalfPlane, scoreOf } from '../../src/model/half-planes.ts';
import { type LayerValues, layer } from '../../src/model/layer.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { DragLine } from '../controls/DragLine.tsx';
import { DragPoint } from '../controls/DragPoint.tsx';
import { Chart } from './Chart.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { LayerProduct } from './LayerProduct.tsx';
import { signed } from './numbers.ts';
import { ResponseMap } from './ResponseMap.tsx';
import { columnText } from './symbol-texts.ts';
import { useFigureState } from './useFigureState.ts';
import { useResponse } from './useResponse.ts';
import './first-layer.css';

const reach = 4;
const activations = ['step', 'sigmoid', 'tanh', 'relu', 'leaky-relu', 'softplus'] as const;

/** Where on each line its ring and arrow sit: not in each other's way, nor in the middle's. */
const held = [
  [-1, 1.4],
  [-0.6, -1.6],
  [1.7, 0.6],
] as const;

const schema = {
  // Each line by a point that it goes through, then w.
  lines: {
    kind: 'numbers',
    default: firstLayer.flatMap(({ weights }, k) => [...held[k]!, ...weights]),
    min: -20,
    max: 20,
  },
  point: { kind: 'numbers', default: firstPoint, min: -reach, max: reach },
  activation: { kind: 'choice', default: 'sigmoid', values: activations },
} as const;

/** How near to a line, in pixels, a pointer means it. */
const grasp = 9;

/** What the layer is asked: its W, its b, its activation, and the point. */
const layerAt = (
  lines: readonly HalfPlane[],
  activation: string,
  x: readonly [number, number],
): Parameters<typeof layer> => [
  fromRows(lines.map(({ weights }) => weights)),
  lines.map(({ bias }) => bias),
  activation,
  x,
];

/** Chapter 6: three lines as one layer: the product Wx + b at a point, and what the three units say. */
export function FirstLayer() {
  const { state, set, notices, link } = useFigureState('first-layer', schema);
  const { activation } = state;
  const x = state.point as readonly [number, number];
  const [lit, light] = useState<number>();
  const dataset = datasetOf(course.circles);
  const lines = useMemo(() => placedLines(state.lines), [state.lines]);
  const [at1, at2] = x;
  const { value, notices: troubles } = useMade<LayerValues>(
    'first-layer',
    {
      here: () => layer(...layerAt(lines, activation, [at1, at2])),
      there: async ({ each }) => {
        const [W, ...rest] = layerAt(lines, activation, [at1, at2]);
        const asked = [{ ...W, values: [...W.values] }, ...rest];
        const [made] = await each('src/model/layer.ts', 'layer', [asked]);
        const { preactivations, hidden } = (made ?? {}) as Partial<LayerValues>;
        return {
          preactivations: numbersOf(preactivations, lines.length, 's₁'),
          hidden: numbersOf(hidden, lines.length, 'h'),
        };
      },
    },
    [lines, activation, at1, at2],
  );
  const { preactivations, hidden } = value;
  const response = useResponse('first-layer', activation);

  const base = useCallback(() => points(dataset, { opacity: 0.4 }), [dataset]);
  const live = useCallback(
    (frame: Frame) =>
      lines.flatMap((line, k) =>
        placedLine(line, frame, {
          stroke: unitColour(k),
          strokeWidth: k === lit ? 5 : 2,
          strokeOpacity: lit === undefined || k === lit ? 1 : 0.4,
        }),
      ),
    [lines, lit],
  );
  const onPointer = useCallback(
    (at: { x: number; y: number; frame: Frame } | undefined) => light(at && lineAt(lines, at)),
    [lines],
  );

  const { name } = responseWords[activation];
  const said = hidden.map((h) => signed(h)).join(', ');
  const status = `x = (${signed(x[0])}, ${signed(x[1])}) · ${name}: h = (${said})`;
  return (
    <FigurePanel
      name="first-layer"
      status={status}
      notices={[...notices, ...new Set([...troubles, ...response.notices])]}
      link={link}
      values={() => ({
        x: columnText(x),
        x1: signed(x[0]),
        x2: signed(x[1]),
        W: lines.map(({ weights }) => columnText(weights)).join(', '),
        'b-layer': columnText(lines.map(({ bias }) => bias)),
        s1: columnText(preactivations),
        h: columnText(hidden),
      })}
      table={() => ({
        columns: ['unit', 'w₁', 'w₂', 'b', 'score s', 'activation h'],
        rows: lines.map(({ weights, bias }, k) => [
          k + 1,
          ...weights,
          bias,
          preactivations[k]!,
          hidden[k]!,
        ]),
      })}
      controls={
        <>
          <Choice
            label="Activation"
            value={activation}
            look="list"
            options={activations.map((value) => ({ value, label: responseWords[value].name }))}
            onChange={(value) => set({ activation: value })}
          />
          <button type="button" onClick={() => set(defaultState(schema))}>
            Reset
          </button>
        </>
      }
    >
      <div class="first-layer">
        {/* Not on the lines' own groups: what listens for the focus in SVG can be reached by Tab. */}
        <div onFocusIn={(event) => light(unitOf(event.target))} onFocusOut={() => light(undefined)}>
          <Chart
            label={`The two circles, three lines with their arrows, and the point x. ${status}.`}
            x={[-reach, reach]}
            y={[-reach, reach]}
            ratio={0.95}
            equal
            margins={{ left: 34, right: 8, top: 8, bottom: 36 }}
            xLabel="x₁"
            yLabel="x₂"
            xTicks={5}
            yTicks={5}
            base={base}
            live={live}
            onPointer={onPointer}
          >
            {lines.map((line, k) => (
              <g
                key={k}
                data-unit={k}
                onPointerMove={(event) => {
                  // Its own line is meant, however near another runs.
                  event.stopPropagation();
                  light(k);
                }}
              >
                <DragLine
                  name={`Line ${k + 1}`}
                  number={k + 1}
                  colour={unitColour(k)}
                  line={line}
                  onChange={(moved) => set({ lines: withLine(state.lines, k, moved) })}
                  outcome={`score ${signed(preactivations[k]!)}, h ${signed(hidden[k]!)}`}
                />
              </g>
            ))}
            <DragPoint
              name="The point x"
              x={x[0]}
              y={x[1]}
              onMove={(x1, x2) => set({ point: [x1, x2] })}
              valueText={`x is ${signed(x[0])}, ${signed(x[1])}: h is ${said}`}
            >
              <text class="handle-number first-layer-x">x</text>
            </DragPoint>
          </Chart>
        </div>
        <div class="first-layer-numbers">
          <LayerProduct
            units={lines}
            x={x}
            preactivations={preactivations}
            hidden={hidden}
            letter={activation === 'sigmoid' ? 'σ' : 'g'}
            lit={lit}
            onLight={light}
          />
          <div class="first-layer-units">
            {lines.map((unit, k) => (
              <div
                key={k}
                class="first-layer-unit"
                data-lit={k === lit ? '' : undefined}
                style={{ color: unitColour(k) }}
                onPointerEnter={() => light(k)}
                onPointerLeave={(event) => event.pointerType !== 'touch' && light(undefined)}
              >
                <ResponseMap
                  id={`first-layer-unit-${k + 1}`}
                  label={`What unit ${k + 1} says in the plane; at x it is ${signed(hidden[k]!)}.`}
                  unit={unit}
                  response={activation}
                  value={response.value}
                  reach={reach}
                  colour={unitColour(k)}
                  at={x}
                />
                <p>
                  <span>
                    h<sub>{k + 1}</sub> =
                  </span>{' '}
                  {signed(hidden[k]!)}
                </p>
                <Bar share={strengthOf(activation, hidden[k]!)} />
              </div>
            ))}
          </div>
          <p class="first-layer-scale">Colour and bar: {rangeText(activation)}.</p>
        </div>
      </div>
    </FigurePanel>
  );
}

/** The unit whose line a handle belongs to. */
function unitOf(handle: EventTarget | null): number | undefined {
  const group = (handle as Element).closest<SVGElement>('[data-unit]');
  return group ? Number(group.dataset['unit']) : undefined;
}

/** How much of its range a response has used up, as a bar. */
const Bar = ({ share }: { share: number }) => (
  <svg class="first-layer-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect width="100" height="8" />
    <rect width={100 * share} height="8" />
  </svg>
);

/** The nearest of the lines that a pointer is upon. */
function lineAt(
  lines: readonly HalfPlane[],
  { x, y, frame }: { x: number; y: number; frame: Frame },
): number | undefined {
  const pixelsPerUnit =
    (frame.width - frame.margins.left - frame.margins.right) / (frame.x[1] - frame.x[0]);
  let nearest: number | undefined;
  let least = grasp / pixelsPerUnit;
  lines.forEach((line, k) => {
    const [w1, w2] = line.weights;
    const distance = Math.abs(scoreOf(line, x, y)) / Math.sqrt(w1 * w1 + w2 * w2);
    if (distance > least) return;
    least = distance;
    nearest = k;
  });
  return nearest;
}
