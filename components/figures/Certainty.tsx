import './certainty.css';
import { useCallback, useMemo, useRef } from 'preact/hooks';
import { datasetOf } from '../../src/data/datasets.ts';
import { cosine, sine } from '../../src/data/elementary.ts';
import { column } from '../../src/data/matrix.ts';
import { toPixels } from '../../src/figure/frame.ts';
import { type Grid, gridOver, gridPoints, levelPath } from '../../src/figure/heat.ts';
import { written } from '../../src/figure/joined-path.ts';
import { bars, points } from '../../src/figure/marks.ts';
import { defaultState } from '../../src/figure/state.ts';
import {
  logitSurface,
  type MlpParameters,
  probability,
  surface,
  view,
} from '../../src/model/mlp.ts';
import { radiiOnRays, raysFrom } from '../../src/model/region.ts';
import { circlesRun, courseSteps } from '../../src/training/course-runs.ts';
import { Choice } from '../controls/Choice.tsx';
import { DragPoint } from '../controls/DragPoint.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Chart, useFrame } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { signed } from './numbers.ts';
import { type Group, useEnsembles } from './useEnsembles.ts';
import { useFigureState } from './useFigureState.ts';

const schema = {
  units: { kind: 'choice', default: '3', values: ['3', '5', '10'] },
  network: { kind: 'number', default: 2, min: 1, max: 20, integer: true },
  reach: { kind: 'choice', default: '4', values: ['4', '12', '100'] },
  x: { kind: 'number', default: 0, min: -100, max: 100 },
  y: { kind: 'number', default: 0, min: -100, max: 100 },
} as const;

const count = 20;
const dataset = datasetOf(circlesRun().setup.data);
const [x1, x2] = [column(dataset.inputs, 0), column(dataset.inputs, 1)];
const places = 65;

/** Copied, since the answer's own array holds many networks. */
const keep = (parameters: Float64Array) => parameters.slice();

/**
 * Chapter 13: what twenty networks say where there never was a point, at a place that can be dragged and
 * on the way there from the centre.
 */
export function Certainty({ built }: { built?: readonly (readonly number[])[] }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('certainty', schema);
  const { network: shown } = state;
  const units = Number(state.units);
  const reach = Number(state.reach);
  const at = [
    Math.max(-reach, Math.min(reach, state.x)),
    Math.max(-reach, Math.min(reach, state.y)),
  ] as const;
  const group = useMemo(
    (): Group => ({ key: `${units}`, run: circlesRun({ units, seed: 1 }), stops: [courseSteps] }),
    [units],
  );
  const isBuilt = units === 3 && built !== undefined;
  const ensembles = useEnsembles({
    groups: useMemo(() => [group], [group]),
    goal: count,
    keep,
    root,
    wanted: isBuilt ? undefined : { group, count },
  });
  const members = ensembles.members(group);
  const networks = useMemo(
    () =>
      isBuilt
        ? built.map((parameters) => view(Float64Array.from(parameters), units))
        : members.slice(0, count).map(({ kept }) => view(kept, units)),
    [isBuilt, units, members.length],
  );
  const network = networks[shown - 1];

  const heat = useMemo(
    () =>
      network && {
        fill: (grid: Grid) => surface(network, 'sigmoid', gridPoints(grid), grid.values),
        levels: [0.5],
        cells: 96,
      },
    [network],
  );
  const base = useCallback(() => points(dataset, { radius: reach > 4 ? 1.6 : 2.7 }), [reach]);
  const said = networks.map((one) => probability(one, 'sigmoid', at[0], at[1]));
  const own = said[shown - 1];
  const ones = said.filter((share) => share >= 0.5).length;
  const nearest = Math.sqrt(
    x1.reduce(
      (least, x, i) => Math.min(least, (x - at[0]) ** 2 + ((x2[i] as number) - at[1]) ** 2),
      Number.POSITIVE_INFINITY,
    ),
  );
  const away = Math.sqrt(at[0] ** 2 + at[1] ** 2);
  // At the very centre there is no way to it: then the profile goes to the right.
  const direction = away > 0 ? ([at[0] / away, at[1] / away] as const) : ([1, 0] as const);
  const profiles = useMemo(
    () => networks.map((one) => profileOf(one, direction, reach)),
    [networks, direction[0], direction[1], reach],
  );
  const density = useCallback(() => {
    const cells = 48;
    const counts = new Array<number>(cells).fill(0);
    x1.forEach((x, i) => {
      const bin = Math.floor((Math.sqrt(x * x + (x2[i] as number) ** 2) / reach) * cells);
      if (bin < cells) counts[bin] = (counts[bin] as number) + 1;
    });
    const most = Math.max(...counts);
    return bars(
      counts.flatMap((found, b) =>
        found > 0
          ? [
              {
                x1: (b * reach) / cells,
                x2: ((b + 1) * reach) / cells,
                y1: -0.17,
                y2: -0.17 + (0.12 * found) / most,
                fill: 'var(--ink-soft)',
              },
            ]
          : [],
      ),
    );
  }, [reach]);

  const where = `(${signed(at[0])}, ${signed(at[1])})`;
  const status =
    own === undefined
      ? `Training ${count} networks with ${units} units`
      : `At ${where}: ŷ = ${own.toFixed(3)} · nearest point ${nearest.toFixed(2)} away · ${ones} of ${networks.length} networks say class 1`;
  return (
    <div ref={root} class="certainty">
      <FigurePanel
        name="certainty"
        status={status}
        busy={networks.length < count}
        notices={[...notices, ...ensembles.notices]}
        link={link}
        table={() => ({
          columns: ['network', `ŷ at ${where}`],
          rows: said.map((share, k) => [k + 1, share]),
        })}
        controls={
          <>
            <Choice
              label="Hidden units"
              value={state.units}
              options={[
                { value: '3', label: '3' },
                { value: '5', label: '5' },
                { value: '10', label: '10' },
              ]}
              onChange={(value) => set({ units: value })}
            />
            <Slider
              label={`Network, one of ${count}`}
              value={shown}
              min={1}
              max={count}
              step={1}
              onChange={(value) => set({ network: value })}
            />
            <Choice
              label="Seen as far as"
              value={state.reach}
              options={[
                { value: '4', label: '4' },
                { value: '12', label: '12' },
                { value: '100', label: '100' },
              ]}
              onChange={(value) => set({ reach: value })}
            />
            <div class="transport">
              <button type="button" onClick={() => set({ x: 0, y: 0 })}>
                To the centre
              </button>
              <button type="button" onClick={() => set(defaultState(schema))}>
                Reset
              </button>
            </div>
          </>
        }
      >
        <div class="wide-narrow">
          <Chart
            label={`Two rings of points, the region of one network and the boundaries of ${networks.length}. ${status}.`}
            x={[-reach, reach]}
            y={[-reach, reach]}
            ratio={0.96}
            equal
            xLabel="x₁"
            yLabel="x₂"
            xTicks={5}
            yTicks={5}
            base={base}
            heat={heat}
          >
            <Boundaries networks={networks} />
            <DragPoint
              name="Place"
              x={at[0]}
              y={at[1]}
              onMove={(x, y) => set({ x, y })}
              valueText={status}
            />
          </Chart>
          <div>
            <p class="panel-title">ŷ on the way from the centre through the ring</p>
            <Chart
              label={`What ${networks.length} networks say on the way from the centre, and in grey how many points lie at each distance: none at the centre, none between the rings, none outside.`}
              x={[0, reach]}
              y={[-0.19, 1.05]}
              ratio={0.75}
              margins={{ left: 40, right: 8, top: 6, bottom: 38 }}
              xLabel="distance from the centre"
              yLabel="ŷ"
              xTicks={5}
              yTicks={[0, 0.5, 1]}
              base={density}
            >
              {profiles.map((pairs, k) => (
                <Curve key={k} pairs={pairs} look="others" />
              ))}
              {profiles[shown - 1] && (
                <Curve
                  pairs={profiles[shown - 1] as Profile}
                  look="own"
                  {...(own !== undefined && away <= reach ? { at: [away, own] as const } : {})}
                />
              )}
            </Chart>
            {said.length > 0 && (
              <dl class="readout">
                <div>
                  <dt>Lowest of the {said.length}</dt>
                  <dd>{Math.min(...said).toFixed(3)}</dd>
                </div>
                <div>
                  <dt>Highest</dt>
                  <dd>{Math.max(...said).toFixed(3)}</dd>
                </div>
              </dl>
            )}
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}

type Profile = readonly (readonly [number, number])[];

/** ŷ at evenly spaced places on a ray from the centre. */
const profileOf = (
  network: MlpParameters,
  [c, s]: readonly [number, number],
  reach: number,
): Profile =>
  Array.from({ length: places }, (_, i) => {
    const away = (reach * i) / (places - 1);
    return [away, probability(network, 'sigmoid', away * c, away * s)] as const;
  });

/** Where each of the networks changes its mind: thin lines over one another. It must stand in a Chart. */
function Boundaries({ networks }: { networks: readonly MlpParameters[] }) {
  const frame = useFrame();
  const d = useMemo(() => {
    const grid = gridOver(frame, 64, 64);
    return networks
      .map((network) => {
        // Near the rings it is one closed curve, and short to write.
        const radii = frame.x[1] < 6 ? closedBoundary(network) : undefined;
        if (radii) return closedPath(radii, (x, y) => toPixels(frame, x, y));
        logitSurface(network, 'sigmoid', gridPoints(grid), grid.values);
        return levelPath(grid, 0, (x, y) => toPixels(frame, x, y));
      })
      .join('');
  }, [frame, networks]);
  return <path class="other-boundaries" d={d} />;
}

const rays = raysFrom(72, 41, 4);
const logits = new Float64Array(rays.points.rows);
function closedBoundary(network: MlpParameters): Float64Array | undefined {
  logitSurface(network, 'sigmoid', rays.points, logits);
  const radii = radiiOnRays(rays, logits);
  return radii?.every(Number.isFinite) ? radii : undefined;
}

function closedPath(
  radii: Float64Array,
  toPixel: (x: number, y: number) => readonly [number, number],
): string {
  const corners = Array.from(radii, (radius, d) => {
    const angle = (2 * Math.PI * d) / radii.length;
    return toPixel(radius * cosine(angle), radius * sine(angle));
  });
  return `${written(corners)}z`;
}
