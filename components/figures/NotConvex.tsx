import './not-convex.css';
import { useCallback, useMemo, useRef } from 'preact/hooks';
import { datasetOf } from '../../src/data/datasets.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import type { Point } from '../../src/figure/line.ts';
import { curve, points, spot, words } from '../../src/figure/marks.ts';
import { between, lossesBetween, nearestShare } from '../../src/model/between.ts';
import { permuteUnits } from '../../src/model/canonical.ts';
import { type MlpParameters, surface, view } from '../../src/model/mlp.ts';
import { resultRun } from '../../src/training/course-runs.ts';
import { inParts, numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Transport } from '../controls/Transport.tsx';
import { Chart } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, percentText, signed, statusText } from './numbers.ts';
import { PlaneChart } from './PlaneChart.tsx';
import { UnitLines } from './UnitLines.tsx';
import { useFigureState } from './useFigureState.ts';
import { type Shot, useTimeline } from './useTimeline.ts';

const units = 3;
/** The order of the units in each twin. */
const twins = { '2-3': [0, 2, 1], '1-3': [2, 1, 0], '1-2': [1, 0, 2] } as const;

const [first, last] = [-0.2, 1.2];
const lastStep = 1000;
const schema = {
  swap: { kind: 'choice', default: '2-3', values: ['2-3', '1-3', '1-2'] },
  t: { kind: 'number', default: 0.5, min: first, max: last },
  step: { kind: 'number', default: 0, min: 0, max: lastStep, integer: true },
} as const;

const shares = Array.from({ length: 141 }, (_, i) => first + (i * (last - first)) / 140);
/** Slow while it comes down from the hill. */
const stepsPerFrame = (step: number) => 1 + step / 40;

/**
 * Chapter 9: the loss along the straight way from a trained network to its twin, in which two hidden
 * units have changed places; the network at any place of the way; and training from there.
 */
export function NotConvex({ trained }: { trained: readonly number[] }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('not-convex', schema);
  const { swap, t, step } = state;

  const dataset = datasetOf(resultRun.setup.data);
  const network = useMemo(() => view(Float64Array.from(trained), units), [trained]);
  const twin = useMemo(() => permuteUnits(network, twins[swap]), [network, swap]);
  const made = useMade<readonly number[]>(
    'not-convex',
    {
      here: () => lossesBetween(network, twin, dataset, shares),
      there: async ({ ask }) =>
        numbersOf(
          await inParts(shares, 40, (some) =>
            ask('src/exercise/cells/loss.ts', 'lossesOnWay', [...network.all], [...twin.all], some),
          ),
          shares.length,
          'The losses on the way',
        ),
    },
    [network, twin, dataset],
  );
  const way = useMemo(
    () => shares.map((share, i) => [share, made.value[i] as number] as const),
    [made.value],
  );
  const specs = useMemo(
    () => [{ ...resultRun, origin: { step: 0, parameters: between(network, twin, t).all } }],
    [network, twin, t],
  );
  const runs = useTimeline({
    figure: 'not-convex',
    specs,
    step,
    onStep: (to) => set({ step: to }),
    lastStep,
    stepsPerFrame,
    root,
  });
  const [shot] = runs.shown.runs as [Shot];
  const { parameters, loss, accuracy } = shot.snapshot;
  const now = useMemo(() => view(parameters, units), [parameters]);
  const share = nearestShare(network, twin, parameters);
  const descent = useMemo(() => sideView(shot, network, twin), [shot, network, twin]);

  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => surface(now, 'sigmoid', gridPoints(grid), grid.values),
      levels: [0.5],
      cells: 72,
    }),
    [now],
  );
  const base = useCallback(() => points(dataset), [dataset]);
  const top = 1.08 * Math.max(...way.map(([, height]) => height));
  const ends = useCallback(() => {
    const height = way[20]?.[1] as number; // both ends, t = 0 and t = 1, are as high
    return [
      ...curve(
        [
          [0, height],
          [1, height],
        ],
        { stroke: 'var(--ink-soft)', strokeWidth: 1.25, strokeDasharray: '5 4' },
      ),
      ...[0, 1].flatMap((at) => spot([at, height], { fill: 'var(--ink)', r: 4.5 })),
      ...words('trained', [0, height], { dy: -13, textAnchor: 'middle' }),
      ...words('its twin', [1, height], { dy: -13, textAnchor: 'middle' }),
    ];
  }, [way]);

  const goTo = (change: Partial<typeof state>) => {
    runs.pause();
    set(change);
  };
  const [one, other] = swap.split('-');
  const status =
    shot.snapshot.step === 0
      ? `t = ${signed(t)} · loss ${lossText(loss)} · accuracy ${percentText(accuracy)}`
      : `From t = ${signed(t)} to ${signed(share)} · ${statusText(shot.snapshot).toLowerCase()}`;
  return (
    <div ref={root} class="not-convex">
      <FigurePanel
        name="not-convex"
        status={status}
        busy={runs.playing}
        notices={[...notices, ...made.notices]}
        link={link}
        table={() => ({ columns: ['t', 'loss'], rows: way.map((pair) => [...pair]) })}
        controls={
          <>
            <Slider
              label={`The way t: units ${one} and ${other} trade places`}
              value={t}
              min={first}
              max={last}
              step={0.01}
              format={(value) => signed(value)}
              onChange={(value) => goTo({ t: value, step: 0 })}
            />
            <Transport
              playing={runs.playing}
              onTrain={runs.train}
              onPause={runs.pause}
              onStep={() => goTo({ step: Math.min(lastStep, step + 1) })}
              onReset={() => goTo({ step: 0 })}
            />
            <Choice
              label="Which two units"
              value={swap}
              options={[
                { value: '2-3', label: '2 and 3' },
                { value: '1-3', label: '1 and 3' },
                { value: '1-2', label: '1 and 2' },
              ]}
              onChange={(value) => goTo({ swap: value, step: 0 })}
            />
          </>
        }
      >
        <div class="pair">
          <div>
            <p class="panel-title">The network at this place</p>
            <PlaneChart
              label={`Two rings of points, the three hidden units’ lines, and the region that the network calls class 1. ${status}.`}
              x={[-4.1, 4.1]}
              y={[-4.1, 4.1]}
              ratio={0.86}
              base={base}
              heat={heat}
            >
              <UnitLines parameters={now} />
            </PlaneChart>
          </div>
          <div>
            <p class="panel-title">The loss along the way</p>
            <Chart
              label={`The loss along the straight way from the trained network, t = 0, to its twin, t = 1: a hill between two valleys, ${lossText(way[70]?.[1] as number)} high in the middle. ${status}.`}
              x={[first, last]}
              y={[-0.05 * top, top]}
              ratio={0.86}
              margins={{ left: 44, right: 14, top: 6, bottom: 36 }}
              xLabel="t"
              yLabel="loss (nats)"
              xTicks={[0, 0.2, 0.4, 0.6, 0.8, 1]}
              yTicks={5}
              base={ends}
            >
              <Curve pairs={way} look="way" />
              <Curve pairs={descent} look="own" at={[share, loss]} />
            </Chart>
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}

/**
 * A run as it looks from beside the way: how far along the way each of its networks lies, and its loss.
 */
function sideView(shot: Shot, from: MlpParameters, to: MlpParameters): Point[] {
  return shot.run.moments.flatMap(({ step, loss, parameters }) =>
    parameters && step <= shot.snapshot.step
      ? [[nearestShare(from, to, parameters), loss] as const]
      : [],
  );
}
