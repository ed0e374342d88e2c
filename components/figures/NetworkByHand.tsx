import './network-by-hand.css';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { column, fromRows } from '../../src/data/matrix.ts';
import { toPixels, within } from '../../src/figure/frame.ts';
import { fillGrid, type Grid, gridPoints } from '../../src/figure/heat.ts';
import { points } from '../../src/figure/marks.ts';
import { type NetworkParameter, networkParameters } from '../../src/figure/network-graph.ts';
import { sampled, samplePlaces } from '../../src/figure/sampled.ts';
import { defaultState } from '../../src/figure/state.ts';
import { fenceDistance, firstPoint, triangleAt } from '../../src/model/half-planes.ts';
import { accuracy, meanCrossEntropy } from '../../src/model/loss.ts';
import { forward, pass, surface, view } from '../../src/model/mlp.ts';
import { andOf, sharpened, startByHand } from '../../src/model/stacked-lines.ts';
import { useChanged } from '../code/changed.ts';
import { inParts, numbersOf, useMade } from '../code/useMade.ts';
import { DragPoint } from '../controls/DragPoint.tsx';
import { PointRing } from '../controls/PointStop.tsx';
import { useFrame } from './Chart.tsx';
import { DragUnitLines } from './DragUnitLines.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { NetworkGraph, ParameterSymbol, symbolText } from './NetworkGraph.tsx';
import { NetworkMatrices } from './NetworkMatrices.tsx';
import { lossText, percentText, shortNumber, signed } from './numbers.ts';
import { PlaneChart } from './PlaneChart.tsx';
import { columnText, mlpValues } from './symbol-texts.ts';
import { useFigureState } from './useFigureState.ts';

const units = 3;
const all = networkParameters(units);
const reach = 4.1;
/** No parameter goes further from 0: sharp enough for anything, and still to be read. */
const most = 50;

const schema = {
  // The flat vector: W column after column, b, w_final, b_final.
  parameters: { kind: 'numbers', default: Array.from(startByHand().all), min: -most, max: most },
  point: { kind: 'numbers', default: firstPoint, min: -reach, max: reach },
} as const;

/** Chapter 5's fence in 13 numbers: sharp units, and an output that wants all three. */
const fence = Array.from(andOf(sharpened(triangleAt(fenceDistance), 8), 8).all, tidy);

const listings = 'src/exercise/cells/second-layer.ts';
/** Where a changed listing is asked what it says: somewhat more than the chart shows. */
const samples = { side: [-4.4, 4.4], perSide: 73 } as const;

/** What changed listings say of a network: at the points of the data set, and everywhere. */
interface Said {
  readonly atPoints: readonly number[];
  readonly everywhere: (x1: number, x2: number) => number;
}

/** The mean loss and the mistakes of these probabilities. */
function judged(probabilities: readonly number[], labels: Uint8Array) {
  const losses = probabilities.map((p, i) => -Math.log(labels[i] === 1 ? p : 1 - p));
  const wrong = Array.from(labels.keys()).filter(
    (i) => probabilities[i]! >= 0.5 !== (labels[i] === 1),
  );
  return {
    loss: losses.reduce((sum, loss) => sum + loss, 0) / labels.length,
    right: 1 - wrong.length / labels.length,
    wrong,
  };
}

/** Chapter 7: a network whose 13 parameters are all in the reader's hands. */
export function NetworkByHand() {
  const { state, set, notices, link } = useFigureState('network-by-hand', schema);
  const [lit, light] = useState<number>();
  const [pointed, point] = useState<readonly [number, number]>();
  const [restarts, setRestarts] = useState(0);
  const isOnHandle = useRef(false);
  const chosen = state.point as readonly [number, number];
  const x = pointed ?? chosen;

  const dataset = datasetOf(course.circles);
  const n = dataset.labels.length;
  const room = useMemo(() => ({ all: pass(n, units), one: pass(1, units) }), [n]);
  const parameters = useMemo(
    () => view(Float64Array.from(state.parameters), units),
    [state.parameters],
  );
  const ownJudgement = useMemo(() => {
    const { inputs, labels } = dataset;
    forward(parameters, 'sigmoid', inputs, room.all);
    const { logits } = room.all;
    return {
      right: accuracy(logits, labels),
      loss: meanCrossEntropy(logits, labels),
      wrong: Array.from(labels.keys()).filter((i) => logits[i]! >= 0 !== (labels[i] === 1)),
    };
  }, [parameters]);
  const said = useMade<Said | undefined>(
    'network-by-hand',
    {
      here: () => undefined,
      there: async ({ ask }) => {
        const [x1, x2] = [column(dataset.inputs, 0), column(dataset.inputs, 1)];
        const points = Array.from(x1, (at, i) => [at, x2[i]!] as const);
        const places = [...points, ...samplePlaces(samples)];
        const all = await inParts(places, 1500, (some) =>
          ask(listings, 'probabilitiesAt', state.parameters, some),
        );
        const found = numbersOf(all, places.length, 'ŷ at all places');
        return {
          atPoints: found.slice(0, n),
          everywhere: sampled(samples, found.slice(n)),
        };
      },
    },
    [state.parameters],
  );
  const atX = useMade<number>(
    'network-by-hand',
    {
      here: () => {
        forward(parameters, 'sigmoid', fromRows([x]), room.one);
        return room.one.probabilities[0]!;
      },
      there: async ({ ask }) =>
        numbersOf(await ask(listings, 'probabilitiesAt', state.parameters, [x]), 1, 'ŷ')[0]!,
    },
    [state.parameters, x[0], x[1]],
  );
  const fenced = useMade<readonly number[]>(
    'network-by-hand',
    {
      here: () => fence,
      there: async ({ ask }) =>
        numbersOf(await ask(listings, 'fence'), fence.length, 'The network').map(tidy),
    },
    [],
  );
  const hasOwnFence =
    useChanged('network-by-hand').some(({ names }) => names.includes('andOf')) && fenced.isChanged;
  const judgement = useMemo(
    () => said.value && judged(said.value.atPoints, dataset.labels),
    [said.value],
  );
  const { right, loss, wrong } = judgement ?? ownJudgement;
  forward(parameters, 'sigmoid', fromRows([x]), room.one);
  const values = {
    preactivations: room.one.preactivations.values,
    hidden: room.one.hidden.values,
    logit: room.one.logits[0]!,
    probability: atX.value,
  };

  const base = useCallback(() => points(dataset), [dataset]);
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) =>
        said.value
          ? fillGrid(grid, said.value.everywhere)
          : surface(parameters, 'sigmoid', gridPoints(grid), grid.values),
      levels: [0.5],
      cells: 72,
    }),
    [parameters, said.value],
  );

  /** Of another network of three units, by the course's own forward pass. */
  const mistakesOf = (all: readonly number[]) => {
    forward(view(Float64Array.from(all), units), 'sigmoid', dataset.inputs, room.all);
    const { logits } = room.all;
    const count = dataset.labels.filter((label, i) => logits[i]! >= 0 !== (label === 1)).length;
    return `${count} ${count === 1 ? 'mistake' : 'mistakes'}`;
  };

  const change = (index: number, value: number) =>
    set({ parameters: state.parameters.with(index, value) });
  const moveLine = (unit: number, [w1, w2]: readonly [number, number], bias: number) =>
    set({
      parameters: state.parameters
        .with(unit, tidy(w1))
        .with(units + unit, tidy(w2))
        .with(2 * units + unit, tidy(bias)),
    });

  const litParameter = lit === undefined ? undefined : all[lit];
  const named = litParameter ?? (all[0] as NetworkParameter);
  const isSolved = wrong.length === 0;
  const outcome = `${wrong.length} ${wrong.length === 1 ? 'mistake' : 'mistakes'} in ${n} points`;
  const status = [
    `${isSolved ? '✓ Solved: ' : ''}${outcome}`,
    `accuracy ${percentText(right)}`,
    `loss ${lossText(loss)}`,
    ...(hasOwnFence ? [`chapter 5’s fence by your andOf: ${mistakesOf(fenced.value)}`] : []),
  ].join(' · ');
  return (
    <div class="network-by-hand" data-solved={isSolved ? '' : undefined}>
      <FigurePanel
        name="network-by-hand"
        status={status}
        notices={[...notices, ...new Set([...said.notices, ...atX.notices, ...fenced.notices])]}
        link={link}
        values={() => ({
          ...mlpValues(parameters),
          x: columnText(x),
          s1: columnText(values.preactivations),
          h: columnText(values.hidden),
          s2: shortNumber(values.logit),
          'y-hat': shortNumber(values.probability),
          L: lossText(loss),
        })}
        table={() => ({
          columns: ['parameter', 'value'],
          rows: all.map((parameter) => [
            symbolText(parameter),
            state.parameters[parameter.index] as number,
          ]),
        })}
        controls={
          <>
            <NetworkMatrices
              key={restarts}
              all={state.parameters}
              units={units}
              min={-most}
              max={most}
              onParameter={change}
              lit={lit}
              onLight={light}
            />
            <div class="transport">
              <button type="button" onClick={() => set({ parameters: [...fenced.value] })}>
                Chapter 5’s fence
              </button>
              <button
                type="button"
                onClick={() => {
                  set(defaultState(schema));
                  setRestarts(restarts + 1);
                }}
              >
                Reset
              </button>
            </div>
          </>
        }
      >
        <div class="network-views">
          <div>
            <p class="panel-title">
              <span hidden={litParameter !== undefined}>
                The network, at x = ({signed(x[0])}, {signed(x[1])})
              </span>
              <span hidden={litParameter === undefined}>
                <ParameterSymbol {...named} />, {named.words}
              </span>
            </p>
            <NetworkGraph
              name="network-by-hand"
              parameters={parameters}
              x={x}
              values={values}
              reach={reach}
              min={-most}
              max={most}
              onParameter={change}
              lit={lit}
              onLight={light}
              outcome={outcome}
            />
          </div>
          {/* While the pointer is on a handle it means the handle, not the place under it. */}
          <div
            onPointerOver={(event) => {
              isOnHandle.current = (event.target as Element).closest('.handle') !== null;
            }}
          >
            <p class="panel-title">What it says everywhere</p>
            <PlaneChart
              label={`Two rings of points, the three hidden units’ lines, and the region that the network calls class 1. ${status}.`}
              x={[-reach, reach]}
              y={[-reach, reach]}
              base={base}
              heat={heat}
              onPointer={(at) => point(at && !isOnHandle.current ? [at.x, at.y] : undefined)}
            >
              <Mistakes points={wrong} inputs={dataset.inputs} />
              <DragUnitLines
                parameters={parameters}
                onLine={moveLine}
                status={outcome}
                arrow={0.75}
              />
              {pointed && <PointRing at={pointed} />}
              <DragPoint
                name="The point x"
                x={chosen[0]}
                y={chosen[1]}
                onMove={(x1, x2) => set({ point: [x1, x2] })}
                valueText={`x is ${signed(chosen[0])}, ${signed(chosen[1])}: ŷ is ${signed(values.probability)}`}
              >
                <text class="handle-number network-x">x</text>
              </DragPoint>
            </PlaneChart>
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}

/** To three decimals, as the fields show it, and within what they take. */
function tidy(value: number): number {
  return within([-most, most], Math.round(value * 1000) / 1000);
}

/** Rings around the points that are called wrongly, in one path. It must stand in a Chart. */
function Mistakes({
  points: wrong,
  inputs,
}: {
  points: readonly number[];
  inputs: ReturnType<typeof datasetOf>['inputs'];
}) {
  const frame = useFrame();
  const [x1, x2] = [column(inputs, 0), column(inputs, 1)];
  const ring = (i: number) => {
    const [px, py] = toPixels(frame, x1[i]!, x2[i]!);
    return `M${(px - 7).toFixed(1)} ${py.toFixed(1)}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0`;
  };
  return <path class="network-mistakes" d={wrong.map(ring).join('')} />;
}
