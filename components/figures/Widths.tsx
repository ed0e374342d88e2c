import './widths.css';
import { useMemo, useRef } from 'preact/hooks';
import { datasetOf } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import type { Frame } from '../../src/figure/frame.ts';
import { curve, words } from '../../src/figure/marks.ts';
import { unitColour } from '../../src/figure/theme.ts';
import { logitSurface, type MlpParameters, view } from '../../src/model/mlp.ts';
import { radiiOnRays, raysFrom, unroundness } from '../../src/model/region.ts';
import { circlesRun, courseSteps } from '../../src/training/course-runs.ts';
import { shownWidths } from '../../src/training/many-networks.ts';
import { Slider } from '../controls/Slider.tsx';
import { TimelineDrive } from '../controls/TimelineDrive.tsx';
import { Chart } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, percentText } from './numbers.ts';
import { PaceChoice, paceField, stepsPerFrame } from './PaceChoice.tsx';
import { RegionMap } from './RegionMap.tsx';
import { useFigureState } from './useFigureState.ts';
import { type Built, type Shot, useTimeline } from './useTimeline.ts';

const schema = {
  seed: { kind: 'number', default: 2, min: 0, max: 4294967295, integer: true },
  noise: { kind: 'number', default: 0.05, min: 0, max: 0.6 },
  step: { kind: 'number', default: courseSteps, min: 0, max: courseSteps, integer: true },
  pace: paceField,
} as const;

const directions = 60;
/** Close enough for a curve; the outer ring is well within reach. */
const rays = raysFrom(directions, 33, 4);
const logits = new Float64Array(rays.points.rows);

/** The boundary around the centre, in 60 directions; undefined when the centre is called 0. */
function boundary(network: MlpParameters): Float64Array | undefined {
  logitSurface(network, 'sigmoid', rays.points, logits);
  return radiiOnRays(rays, logits);
}

/** A network as it is drawn. */
interface Drawn {
  readonly snapshot: Shot['snapshot'];
  readonly network: MlpParameters;
  readonly radii: Float64Array | undefined;
  /** Undefined while the boundary is not closed round the centre. */
  readonly unround: number | undefined;
}

function drawnOf(snapshot: Shot['snapshot'], units: number): Drawn {
  const network = view(snapshot.parameters, units);
  const radii = boundary(network);
  const unround = radii?.every(Number.isFinite) ? unroundness(radii) : undefined;
  return { snapshot, network, radii, unround };
}

/** The two rings that hold the points, and where the directions are. */
const rings = (frame: Frame) => [
  ...[1, 3].flatMap((radius) =>
    curve(
      [
        [frame.x[0], radius],
        [frame.x[1], radius],
      ],
      { stroke: 'var(--ink-faint)', strokeWidth: 1, strokeDasharray: '4 4' },
    ),
  ),
  ...words('inner ring', [360, 1], { dy: 9, dx: -3, textAnchor: 'end' }),
  ...words('outer ring', [360, 3], { dy: -9, dx: -3, textAnchor: 'end' }),
];

/**
 * Chapter 13: networks of more and more units, trained side by side from starts of the same seed; their
 * regions, and their boundaries unrolled.
 */
export function Widths({ built }: { built?: readonly Built[] }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('widths', schema);
  const { seed, noise, step } = state;
  const specs = useMemo(
    () => shownWidths.map((units) => circlesRun({ units, seed, noise })),
    [seed, noise],
  );
  const runs = useTimeline({
    specs,
    step,
    onStep: (to) => set({ step: to }),
    lastStep: courseSteps,
    stepsPerFrame: stepsPerFrame(state.pace, 20),
    root,
    built,
  });
  const shots = runs.shown.runs;
  const shownNoise = (shots[0] as Shot).spec.setup.data;
  const dataset = useMemo(() => datasetOf(shownNoise), [JSON.stringify(shownNoise)]);
  // While it plays, every second network is drawn anew in turn: six maps are a lot for one frame.
  const drawn = useRef<Drawn[]>([]);
  const turn = useRef(0);
  const networks = useMemo(() => {
    turn.current += 1;
    drawn.current = shots.map(({ snapshot }, k) => {
      const before = drawn.current[k];
      const waits = runs.playing && before !== undefined && (turn.current + k) % 2 === 1;
      return waits ? before : drawnOf(snapshot, shownWidths[k] as number);
    });
    return drawn.current;
  }, [shots, runs.playing]);

  const goTo = (change: Partial<typeof state>) => {
    runs.pause();
    set(change);
  };
  const retrain = (change: Partial<typeof state>) =>
    goTo(step === 0 ? { ...change, step: courseSteps } : change);
  const right = shots.filter(({ snapshot }) => snapshot.accuracy === 1).length;
  const status = `Step ${whole(runs.shown.step)} · loss ${lossText(
    (shots[0] as Shot).snapshot.loss,
  )} with 3 units, ${lossText((shots.at(-1) as Shot).snapshot.loss)} with 50 · ${right} of ${shots.length} get every point right`;
  return (
    <div ref={root} class="widths">
      <FigurePanel
        name="widths"
        status={status}
        busy={runs.playing}
        notices={notices}
        link={link}
        values={() => ({
          // Of all networks, one after the other.
          H: shownWidths.join(', '),
          L: shots.map(({ snapshot }) => lossText(snapshot.loss)).join(', '),
          n: String(dataset.labels.length),
        })}
        table={() => ({
          columns: ['units', 'loss', 'accuracy', 'deviation of the radius over its mean'],
          rows: shots.map(({ snapshot: { loss, accuracy } }, k) => [
            shownWidths[k] as number,
            loss,
            accuracy,
            networks[k]?.unround ?? '–',
          ]),
        })}
        controls={
          <>
            <TimelineDrive
              playing={runs.playing}
              onTrain={runs.train}
              onPause={runs.pause}
              onStep={() => goTo({ step: Math.min(courseSteps, step + 1) })}
              onReset={() => goTo({ step: 0 })}
              onNewStart={() => goTo({ seed: (seed + 1) % 4294967296, step: courseSteps })}
              step={step}
              last={courseSteps}
              onTimeline={(to) => goTo({ step: to })}
            />
            <Slider
              label="Noise"
              value={noise}
              min={0}
              max={0.6}
              step={0.05}
              onChange={(value) => retrain({ noise: value })}
            />
          </>
        }
        more={
          <PaceChoice value={state.pace} fast={20} onChange={(value) => set({ pace: value })} />
        }
      >
        <div class="width-runs">
          {networks.map(({ snapshot, network, unround }, k) => {
            const units = shownWidths[k] as number;
            const roundness =
              unround === undefined ? 'not closed' : `off round by ${percentText(unround)}`;
            return (
              <div key={units} class="width-run">
                <p class="panel-title">
                  <span class="width-badge" style={{ background: unitColour(k) }} /> {units} units
                </p>
                <RegionMap
                  label={`The region that the network with ${units} units calls class 1 after ${snapshot.step} steps: ${roundness}. Accuracy ${percentText(snapshot.accuracy)}.`}
                  dataset={dataset}
                  parameters={network}
                  size="small"
                />
                <p class="width-said">
                  {percentText(snapshot.accuracy)} right,
                  <br />
                  {roundness}
                </p>
              </div>
            );
          })}
        </div>
        <div>
          <p class="panel-title">
            The six boundaries unrolled: how far from the centre, in each direction
          </p>
          <Chart
            label={`The distance of each network’s boundary from the centre, over the direction. The fewer the units, the higher the waves. ${status}.`}
            x={[0, 360]}
            y={[0.8, 3.2]}
            ratio={0.4}
            margins={{ left: 44, right: 14, top: 8 }}
            xLabel="direction (degrees)"
            yLabel="distance"
            xTicks={[0, 90, 180, 270, 360]}
            yTicks={[1, 1.5, 2, 2.5, 3]}
            base={rings}
          >
            {networks.map(({ radii }, k) => (
              <Curve
                key={k}
                pairs={radii ? unrolled(radii) : []}
                look="run"
                colour={unitColour(k)}
              />
            ))}
          </Chart>
        </div>
      </FigurePanel>
    </div>
  );
}

/** (direction in degrees, radius), and the first once more at the end; what is not closed runs along the edge. */
const unrolled = (radii: Float64Array) =>
  Array.from(
    { length: directions + 1 },
    (_, d) => [(360 * d) / directions, Math.min(9, radii[d % directions] as number)] as const,
  );
