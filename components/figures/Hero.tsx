import '../prose/figure.css';
import './hero.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { frameOf, toPixels } from '../../src/figure/frame.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import { lineInFrame, nearestOnLine } from '../../src/figure/line.ts';
import { unitColour } from '../../src/figure/theme.ts';
import { surface, view } from '../../src/model/mlp.ts';
import { courseSteps, heroRun } from '../../src/training/course-runs.ts';
import { ClassPoints } from './ClassPoints.tsx';
import { HeatLayer } from './HeatLayer.tsx';
import { statusText } from './numbers.ts';
import { type Built, useTimeline } from './useTimeline.ts';

const units = 3;

const dataset = datasetOf(course.circles);
const frame = frameOf({
  width: 520,
  ratio: 1,
  x: [-3.9, 3.9],
  y: [-3.9, 3.9],
  equal: true,
  margins: { top: 0, right: 0, bottom: 0, left: 0 },
});
const specs = [heroRun];
/** Slow while the lines find their places, faster when there is little left to see. */
const stepsPerFrame = (step: number) => 1 + step / 50;

/**
 * The figure of the home page: the region and its three lines, trained in front of the reader. It
 * begins by itself where motion is welcome, else when asked; its first picture is the trained network.
 */
export function Hero({ built }: { built?: Built }) {
  const root = useRef<HTMLDivElement>(null);
  const [step, setStep] = useState(courseSteps);
  const runs = useTimeline({
    specs,
    step,
    onStep: setStep,
    lastStep: courseSteps,
    stepsPerFrame,
    root,
    built: built && [built],
  });
  const { snapshot } = (runs.shown.runs as [(typeof runs.shown.runs)[number]])[0];
  const { train, playing } = runs;

  const beginning = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (isStillWished()) return;
    // A moment to see where it will lead; then once from the start.
    beginning.current = setTimeout(train, 900);
    return () => clearTimeout(beginning.current);
  }, [train]);
  const asked = (action: () => void) => () => {
    clearTimeout(beginning.current);
    action();
  };

  const parameters = useMemo(() => view(snapshot.parameters, units), [snapshot]);
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => surface(parameters, 'sigmoid', gridPoints(grid), grid.values),
      levels: [0.5],
    }),
    [parameters],
  );
  const points = useMemo(() => <ClassPoints dataset={dataset} frame={frame} radius={4.2} />, []);
  const status = statusText(snapshot);

  return (
    <div class="hero-figure figure" ref={root}>
      <div class="chart">
        <div
          class="chart-picture"
          role="img"
          aria-label={`Two rings of points, three lines, and the region that the network calls class 1. ${status}.`}
        >
          <HeatLayer frame={frame} heat={heat} />
          <svg class="hero-marks" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
            {points}
            {[0, 1, 2].map((k) => {
              const W = parameters.hiddenWeights.values;
              return (
                <Line
                  key={k}
                  weights={[W[k] as number, W[units + k] as number]}
                  bias={parameters.hiddenBias[k] as number}
                  colour={unitColour(k)}
                />
              );
            })}
          </svg>
        </div>
      </div>
      <div class="hero-foot">
        <p class="status" role="status" aria-live={playing ? 'off' : 'polite'}>
          {status}
        </p>
        <div class="transport">
          <button type="button" class="primary" onClick={asked(playing ? runs.pause : train)}>
            {playing ? 'Pause' : 'Train'}
          </button>
          <button
            type="button"
            onClick={asked(() => {
              runs.pause();
              setStep(0);
            })}
          >
            Reset
          </button>
        </div>
      </div>
    </div>
  );
}

/** The reader has asked for less motion, or for less data. */
const isStillWished = () =>
  matchMedia('(prefers-reduced-motion: reduce)').matches ||
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

function Line({
  weights,
  bias,
  colour,
}: {
  weights: readonly [number, number];
  bias: number;
  colour: string;
}) {
  const ends = lineInFrame(weights, bias, frame);
  const foot = nearestOnLine(weights, bias, [0, 0]);
  if (!ends || !foot) return null;
  const size = Math.sqrt(weights[0] * weights[0] + weights[1] * weights[1]);
  const [ax, ay] = toPixels(frame, ...ends[0]);
  const [bx, by] = toPixels(frame, ...ends[1]);
  const [fx, fy] = toPixels(frame, ...foot);
  const [nx, ny] = [(46 * weights[0]) / size, (-46 * weights[1]) / size];
  // The head's two sides lean back from the tip by a fixed share of the arrow.
  const head = `l${-0.24 * nx - 0.14 * ny} ${-0.24 * ny + 0.14 * nx}m${0.24 * nx + 0.14 * ny} ${0.24 * ny - 0.14 * nx}l${-0.24 * nx + 0.14 * ny} ${-0.24 * ny - 0.14 * nx}`;
  return (
    <path
      class="hero-line"
      stroke={colour}
      d={`M${ax} ${ay}L${bx} ${by}M${fx} ${fy}l${nx} ${ny}${head}`}
    />
  );
}
