import './run-numbers.css';
import { useCallback, useMemo, useRef } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import { stepsAxis, toPixels } from '../../src/figure/frame.ts';
import { lineInFrame, nearestOnLine, type Point } from '../../src/figure/line.ts';
import { coinLoss, points } from '../../src/figure/marks.ts';
import { unitColour } from '../../src/figure/theme.ts';
import { view } from '../../src/model/logistic.ts';
import { aloneSetups, largestDistance } from '../../src/training/alone.ts';
import type { Moment } from '../../src/training/history.ts';
import { Slider } from '../controls/Slider.tsx';
import { Transport } from '../controls/Transport.tsx';
import { Chart, useFrame } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { LineDrawing } from './LineDrawing.tsx';
import { lossText, percentText, powerOfTen, powersOfTen, signed } from './numbers.ts';
import { useFigureState } from './useFigureState.ts';
import { useRuns } from './useRuns.ts';

const schema = {
  seed: { kind: 'number', default: 1, min: 0, max: 4294967295, integer: true },
  rate: { kind: 'number', default: 0.1, min: 0.01, max: 2 },
  speed: { kind: 'number', default: 1, min: 1, max: 20, integer: true },
} as const;

const lastStep = 1000;
/** Where three lines lie on each other, each is still seen: the next is drawn narrower on top. */
const widths = [6, 4, 2] as const;

/** A line with its arrow w, and its number near one of its ends: each at a place of its own, also where lines coincide. */
function Learner({ k, parameters }: { k: number; parameters: Float64Array }) {
  const frame = useFrame();
  const { weights, bias } = view(parameters, 2);
  const [w1, w2] = weights as unknown as [number, number];
  const ends = lineInFrame(weights, bias[0]!, frame);
  const foot = nearestOnLine(weights, bias[0]!, [0, 0]);
  const share = 0.05 + 0.06 * k;
  const at = ends && toPixels(frame, ...between(ends, share));
  return (
    <>
      <LineDrawing
        ends={ends}
        foot={foot}
        tip={foot && [foot[0] + w1, foot[1] + w2]}
        colour={unitColour(k)}
        width={widths[k]!}
      />
      {at && (
        <text
          class="line-number"
          transform={`translate(${at[0].toFixed(1)} ${at[1].toFixed(1)})`}
          fill={unitColour(k)}
        >
          {k + 1}
        </text>
      )}
    </>
  );
}

const between = ([[x1, y1], [x2, y2]]: readonly [Point, Point], share: number): Point => [
  x1 + share * (x2 - x1),
  y1 + share * (y2 - y1),
];

/**
 * Chapter 5: three logistic regressions on the same circles, each trained alone from a start of its own.
 */
export function IndependentLines() {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('independent-lines', schema);
  const { seed, rate, speed } = state;
  const dataset = datasetOf(course.circles);
  const setups = useMemo(() => aloneSetups(course.circles, seed), [seed]);
  const runs = useRuns(setups, {
    pace: { learningRate: rate },
    stepsPerFrame: speed,
    lastStep,
    root,
    keepParameters: true,
    figure: 'independent-lines',
    there: ({ ask }, steps, places) =>
      ask(
        'src/exercise/cells/three-lines.ts',
        'stepsAlone',
        seed,
        steps,
        { learningRate: rate },
        places,
      ),
  });
  const { snapshots, histories } = runs;
  const step = Math.max(...snapshots.map((snapshot) => snapshot.step));
  const apart = largestDistance(snapshots);

  const base = useCallback(() => points(dataset), [dataset]);
  const moments = histories[0]!.moments;
  const distances = moments.flatMap(({ step: at }, i) => {
    const distance = largestDistance(histories.map((history) => kept(history.moments[i])));
    // Below the axis there is no room; 0 has no place on a logarithmic one.
    return distance >= nearest ? [[at, distance] as const] : [];
  });
  const until = stepsAxis(step, 100);
  const top = 1.05 * Math.max(1, ...histories.flatMap((h) => h.moments.map(({ loss }) => loss)));

  const lossWords = snapshots.map(({ loss }) => lossText(loss)).join(', ');
  const status = `Step ${whole(step)} · losses ${lossWords} · at most ${distanceText(apart)} apart`;
  return (
    <div ref={root}>
      <FigurePanel
        name="independent-lines"
        status={status}
        busy={runs.playing}
        notices={[...notices, ...runs.notices]}
        link={link}
        table={() => ({
          columns: ['step', 'loss 1', 'loss 2', 'loss 3', 'largest distance'],
          rows: moments.map(({ step: at }, i) => [
            at,
            ...histories.map((history) => history.moments[i]!.loss),
            largestDistance(histories.map((history) => kept(history.moments[i]))),
          ]),
        })}
        controls={
          <>
            <Transport
              playing={runs.playing}
              stopped={runs.stopped}
              onTrain={runs.train}
              onPause={runs.pause}
              onStep={runs.step}
              onReset={runs.reset}
              onNewStart={() => set({ seed: (seed + 3) % 4294967296 })}
            />
            <Slider
              label="Learning rate η"
              value={rate}
              min={0.01}
              max={2}
              step={10}
              scale="log"
              onChange={(value) => set({ rate: value })}
            />
          </>
        }
        more={
          <Slider
            label="Steps per frame"
            value={speed}
            min={1}
            max={20}
            step={1}
            onChange={(value) => set({ speed: value })}
          />
        }
      >
        <div class="wide-narrow">
          <div>
            <Chart
              label={`Two circles of points and three lines, each with its arrow w. ${status}.`}
              x={[-4.2, 4.2]}
              y={[-3.6, 3.6]}
              ratio={0.86}
              equal
              xLabel="x₁"
              yLabel="x₂"
              yTicks={7}
              base={base}
            >
              {snapshots.map(({ parameters }, k) => (
                <Learner key={k} k={k} parameters={parameters} />
              ))}
            </Chart>
            <table class="run-numbers">
              <thead>
                <tr>
                  {['Line', 'w₁', 'w₂', 'b', 'Accuracy'].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {snapshots.map(({ parameters, accuracy }, k) => (
                  <tr key={k}>
                    <th scope="row" style={{ color: unitColour(k) }}>
                      {k + 1}
                    </th>
                    {Array.from(parameters, (value, j) => (
                      <td key={j}>{signed(value, 4)}</td>
                    ))}
                    <td>{percentText(accuracy)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div>
            <Chart
              label={`The three losses over the steps: now ${lossWords}. The dashed line is log 2, the loss of a model that always says one half.`}
              x={until}
              y={[0, top]}
              ratio={0.66}
              xLabel="step"
              yLabel="loss (nats)"
              xTicks={4}
              yTicks={4}
              margins={{ left: 58 }}
              base={coinLoss}
            >
              {histories.map((history, k) => (
                <Curve
                  key={k}
                  pairs={history.moments.map(({ step: at, loss }) => [at, loss] as const)}
                  look={`line-${k + 1}`}
                  colour={unitColour(k)}
                />
              ))}
            </Chart>
            <Chart
              label={`The largest distance between the parameters of any two lines, on a logarithmic axis: now ${distanceText(apart)}.`}
              x={until}
              y={[nearest, 10]}
              yScale="log"
              ratio={0.66}
              xLabel="step"
              yLabel="largest distance"
              xTicks={4}
              yTicks={[1e-12, 1e-9, 1e-6, 1e-3, 1]}
              yFormat={decade}
              margins={{ left: 58 }}
            >
              <Curve pairs={distances} look="ink" />
            </Chart>
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}

/** The least distance that the chart has room for. */
const nearest = 1e-12;

const kept = (moment: Moment | undefined) => ({ parameters: moment!.parameters! });

const decade = (value: number) => powerOfTen(Math.round(Math.log10(value)));

const distanceText = (distance: number) =>
  distance === 0 || distance >= 0.001 ? distance.toFixed(4) : powersOfTen(distance);
