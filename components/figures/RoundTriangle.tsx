import './round-triangle.css';
import { useCallback, useMemo } from 'preact/hooks';
import { datasetOf } from '../../src/data/datasets.ts';
import { parted } from '../../src/data/whole.ts';
import type { Frame } from '../../src/figure/frame.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import { arc, curve, points, words } from '../../src/figure/marks.ts';
import { accuracy, meanCrossEntropy } from '../../src/model/loss.ts';
import { forward, logitSurface, pass, surface } from '../../src/model/mlp.ts';
import { radiiOnRays, raysFrom } from '../../src/model/region.ts';
import { roundRadius, roundTriangle } from '../../src/model/round-triangle.ts';
import { resultRun } from '../../src/training/course-runs.ts';
import { Slider } from '../controls/Slider.tsx';
import { Chart } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, percentText, shortNumber, signed } from './numbers.ts';
import { UnitLines } from './UnitLines.tsx';
import { useFigureState } from './useFigureState.ts';

const schema = { epsilon: { kind: 'number', default: 1, min: 0.01, max: 2 } } as const;
const dataset = datasetOf(resultRun.setup.data);
const directions = 360;
/** Fine enough that the third digit of a radius is right. */
const rays = raysFrom(directions, 161, 4);
const logits = new Float64Array(rays.points.rows);
const room = pass(dataset.labels.length, 3);
/** Across the plane in the direction of the first normal, which points up. */
const across = Array.from({ length: 121 }, (_, i) => -4 + i / 15);
const slice = raysOn(across);

function raysOn(places: readonly number[]) {
  const { length } = places;
  const values = new Float64Array(2 * length);
  values.set(places, length);
  return { rows: length, columns: 2, values };
}

/** Chapter 13: three units that draw a circle, the better the smaller their weights. */
export function RoundTriangle() {
  const { state, set, notices, link } = useFigureState('round-triangle', schema);
  const { epsilon } = state;
  const network = useMemo(() => roundTriangle(epsilon), [epsilon]);
  const { radii, nearest, farthest, loss, right, profile } = useMemo(() => {
    logitSurface(network, 'sigmoid', rays.points, logits);
    const found = radiiOnRays(rays, logits) ?? new Float64Array(directions).fill(Number.NaN);
    forward(network, 'sigmoid', dataset.inputs, room);
    const scores = new Float64Array(across.length);
    logitSurface(network, 'sigmoid', slice, scores);
    return {
      radii: found,
      nearest: Math.min(...found),
      farthest: Math.max(...found),
      loss: meanCrossEntropy(room.logits, dataset.labels),
      right: accuracy(room.logits, dataset.labels),
      profile: across.map((place, i) => [place, scores[i] as number] as const),
    };
  }, [network]);
  const output = network.outputWeights[0] as number;

  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => surface(network, 'sigmoid', gridPoints(grid), grid.values),
      levels: [0.5],
      cells: 96,
    }),
    [network],
  );
  const base = useCallback(
    () => [
      ...points(dataset, { radius: 2.7 }),
      ...arc(roundRadius, [0, 2 * Math.PI], {
        stroke: 'var(--ink-soft)',
        strokeWidth: 1,
        strokeDasharray: '3 4',
      }),
    ],
    [],
  );
  const zero = useCallback(
    (frame: Frame) => [
      ...curve(
        [
          [frame.x[0], 0],
          [frame.x[1], 0],
        ],
        { stroke: 'var(--ink-faint)', strokeWidth: 1 },
      ),
      // The parabola through the same height at the centre and zero at radius 1.9.
      ...words('dashed: the parabola', [0, -18], { textAnchor: 'middle' }),
    ],
    [],
  );
  const height = profile[60]?.[1] as number; // at the centre
  const parabola = across.map(
    (place) => [place, height * (1 - (place * place) / (roundRadius * roundRadius))] as const,
  );
  const open = !Number.isFinite(farthest);
  const status = `Boundary between ${nearest.toFixed(3)} and ${open ? '∞' : farthest.toFixed(3)} from the centre · loss ${lossText(loss)} · accuracy ${percentText(right)}`;
  return (
    <FigurePanel
      name="round-triangle"
      status={status}
      notices={notices}
      link={link}
      values={() => ({ 'small-weight': shortNumber(epsilon) })}
      table={() => ({
        columns: ['direction (degrees)', 'radius'],
        rows: Array.from(radii, (radius, d) => [(360 * d) / directions, radius]),
      })}
      controls={
        <>
          <Slider
            label="ε, the length of the three weight vectors"
            value={epsilon}
            min={0.01}
            max={2}
            step={30}
            scale="log"
            onChange={(value) => set({ epsilon: value })}
          />
          <button type="button" onClick={() => set({ epsilon: 1 })}>
            Reset
          </button>
        </>
      }
    >
      <div class="wide-narrow round-triangle">
        <Chart
          label={`Two rings of points and the region of three units whose normals stand 120 degrees apart. ${status}.`}
          x={[-4.1, 4.1]}
          y={[-4.1, 4.1]}
          ratio={0.96}
          equal
          xLabel="x₁"
          yLabel="x₂"
          xTicks={6}
          yTicks={6}
          base={base}
          heat={heat}
        >
          <UnitLines parameters={network} />
        </Chart>
        <div>
          <p class="panel-title">The logit on the line x₁ = 0</p>
          <Chart
            label={`The logit on the vertical line through the centre, ${signed(height)} at the centre, beside a parabola of the same height.`}
            x={[-4, 4]}
            y={[-25, 10]}
            ratio={0.72}
            margins={{ left: 44, right: 8, top: 6, bottom: 38 }}
            xLabel="x₂"
            yLabel="logit"
            xTicks={[-3, -1, 1, 3]}
            yTicks={5}
            base={zero}
          >
            <Curve pairs={profile} look="own" />
            <Curve pairs={parabola} look="parabola" />
          </Chart>
          <dl class="readout">
            <div>
              <dt>Nearest, farthest</dt>
              <dd>
                {nearest.toFixed(3)}, {open ? '∞' : farthest.toFixed(3)}
              </dd>
            </div>
            <div>
              <dt>Each output weight, 20/ε²</dt>
              <dd>{parted(Number(output.toPrecision(3)))}</dd>
            </div>
            <div>
              <dt>Distance of the lines, 1/ε</dt>
              <dd>{parted(Number((1 / epsilon).toPrecision(3)))}</dd>
            </div>
          </dl>
        </div>
      </div>
    </FigurePanel>
  );
}
