import './learning-rate.css';
import { useMemo, useRef } from 'preact/hooks';
import { datasetOf } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import { toPixels, within } from '../../src/figure/frame.ts';
import { coinLoss } from '../../src/figure/marks.ts';
import { unitColour } from '../../src/figure/theme.ts';
import { view } from '../../src/model/mlp.ts';
import { circlesRun, courseSteps, fourRates } from '../../src/training/course-runs.ts';
import { Choice } from '../controls/Choice.tsx';
import { Slider } from '../controls/Slider.tsx';
import { TimelineDrive } from '../controls/TimelineDrive.tsx';
import { Chart, useFrame } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, percentText } from './numbers.ts';
import { PaceChoice, paceField, stepsPerFrame } from './PaceChoice.tsx';
import { RegionMap } from './RegionMap.tsx';
import { useFigureState } from './useFigureState.ts';
import { type Built, type Shot, useTimeline } from './useTimeline.ts';

const rate = { kind: 'number', min: 0.01, max: 100 } as const;
const schema = {
  rateA: { ...rate, default: fourRates[0] },
  rateB: { ...rate, default: fourRates[1] },
  rateC: { ...rate, default: fourRates[2] },
  rateD: { ...rate, default: fourRates[3] },
  start: { kind: 'choice', default: 'uniform', values: ['uniform', 'equal', 'zero'] },
  seed: { kind: 'number', default: 2, min: 0, max: 4294967295, integer: true },
  step: { kind: 'number', default: courseSteps, min: 0, max: courseSteps, integer: true },
  pace: paceField,
} as const;

const names = ['A', 'B', 'C', 'D'] as const;
const units = 3;

/**
 * Chapter 9: the same network trained four times from the same start, with four learning rates. A
 * rate that is dragged makes its whole run again.
 */
export function LearningRate({ built }: { built?: readonly Built[] }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('learning-rate', schema);
  const { rateA, rateB, rateC, rateD, start, seed, step } = state;
  const rates = [rateA, rateB, rateC, rateD] as const;

  // One by one, so that the runs of the other rates stay as they are.
  const a = useSpec(rateA, start, seed);
  const b = useSpec(rateB, start, seed);
  const c = useSpec(rateC, start, seed);
  const d = useSpec(rateD, start, seed);
  const specs = useMemo(() => [a, b, c, d], [a, b, c, d]);
  const runs = useTimeline({
    figure: 'learning-rate',
    specs,
    step,
    onStep: (to) => set({ step: to }),
    lastStep: courseSteps,
    stepsPerFrame: stepsPerFrame(state.pace, 20),
    root,
    // Large rates make the loss jump from one step to the next.
    everyStep: true,
    built,
  });
  const shots = runs.shown.runs;
  const dataset = useMemo(() => datasetOf(a.setup.data), []);

  const goTo = (change: Partial<typeof state>) => {
    runs.pause();
    set(change);
  };
  /** Where nothing is trained yet there would be nothing to see: then the end is shown. */
  const retrain = (change: Partial<typeof state>) =>
    goTo(step === 0 ? { ...change, step: courseSteps } : change);
  const status = `Step ${whole(runs.shown.step)} · loss ${shots
    .map(({ snapshot }, k) => `${names[k]}\u00a0${lossText(snapshot.loss)}`)
    .join(' · ')}`;
  return (
    <div ref={root} class="learning-rate">
      <FigurePanel
        name="learning-rate"
        status={status}
        busy={runs.playing}
        notices={[...notices, ...shots.flatMap(divergence)]}
        link={link}
        values={() => ({
          // Of the four runs, one after the other.
          eta: rates.join(', '),
          L: shots.map(({ snapshot }) => lossText(snapshot.loss)).join(', '),
          n: String(dataset.labels.length),
        })}
        table={() => tableOf(shots)}
        controls={
          <TimelineDrive
            playing={runs.playing}
            onTrain={runs.train}
            onPause={runs.pause}
            onStep={() => goTo({ step: Math.min(courseSteps, step + 1) })}
            onReset={() => goTo({ step: 0 })}
            onNewStart={() =>
              goTo({ start: 'uniform', seed: (seed + 1) % 4294967296, step: courseSteps })
            }
            step={step}
            last={courseSteps}
            onTimeline={(to) => goTo({ step: to })}
          />
        }
        more={
          <>
            <Choice
              label="The 13 parameters start"
              value={start}
              options={[
                { value: 'uniform', label: 'Drawn' },
                { value: 'equal', label: 'All ½' },
                { value: 'zero', label: 'All 0' },
              ]}
              onChange={(value) => retrain({ start: value })}
            />
            <PaceChoice value={state.pace} fast={20} onChange={(value) => set({ pace: value })} />
          </>
        }
      >
        <div class="rate-runs">
          {shots.map((shot, k) => (
            <RateRun
              key={k}
              name={names[k] as string}
              colour={unitColour(k)}
              shot={shot}
              dataset={dataset}
              rate={rates[k] as number}
              onRate={(value) => retrain({ [`rate${names[k]}`]: value })}
            />
          ))}
        </div>
        <div>
          <p class="panel-title">The four losses, on a logarithmic axis</p>
          <Chart
            label={`The losses of the four runs over the steps, on a logarithmic axis. The dashed line is log 2, the loss of a model that always says one half. ${status}.`}
            x={[0, courseSteps]}
            y={[lowest, highest]}
            yScale="log"
            ratio={0.45}
            margins={{ left: 48, right: 30, top: 8 }}
            xLabel="step"
            yLabel="loss (nats)"
            xTicks={6}
            yTicks={decades}
            yFormat={String}
            base={coinLoss}
          >
            {shots.map((shot, k) => (
              <Curve key={k} pairs={past(shot)} look="run" colour={unitColour(k)} />
            ))}
            <Badges shots={shots} />
          </Chart>
        </div>
      </FigurePanel>
    </div>
  );
}

/** The ends of the loss axis; what lies beyond runs along its edge. */
const [lowest, highest] = [0.0008, 40];
const decades = [0.001, 0.01, 0.1, 1, 10];

function useSpec(learningRate: number, start: 'uniform' | 'equal' | 'zero', seed: number) {
  return useMemo(() => circlesRun({ learningRate, start, seed }), [learningRate, start, seed]);
}

interface RateRunProps {
  readonly name: string;
  readonly colour: string;
  readonly shot: Shot;
  readonly dataset: ReturnType<typeof datasetOf>;
  readonly rate: number;
  readonly onRate: (rate: number) => void;
}

/** One run: its region, what came of it in numbers, and its rate to drag. */
function RateRun({ name, colour, shot, dataset, rate: learningRate, onRate }: RateRunProps) {
  const { parameters, loss, accuracy, step, diverged } = shot.snapshot;
  const network = useMemo(() => view(parameters, units), [parameters]);
  const outcome = diverged ? 'diverged' : `${percentText(accuracy)} right`;
  return (
    <div class="rate-run">
      <p class="panel-title">
        <span class="rate-badge" style={{ background: colour }}>
          {name}
        </span>{' '}
        {outcome}
      </p>
      <RegionMap
        label={`Run ${name}, learning rate ${learningRate}: the region that the network calls class 1 after ${step} steps. Loss ${lossText(loss)}, ${outcome}.`}
        dataset={dataset}
        parameters={network}
      />
      <Slider
        label={`Learning rate ${name}`}
        min={rate.min}
        max={rate.max}
        value={learningRate}
        step={20}
        scale="log"
        onChange={onRate}
      />
    </div>
  );
}

/** The runs' letters where their curves have come to, kept apart where they would lie on each other. */
function Badges({ shots }: { shots: readonly Shot[] }) {
  const frame = useFrame();
  const gap = 18;
  const places = shots
    .map(({ snapshot: { step, loss } }, k) => {
      const [x, y] = toPixels(frame, step, within(frame.y, loss));
      return { k, x: x + 12, y };
    })
    .sort((one, other) => one.y - other.y);
  const room = [gap / 2, frame.height - frame.margins.bottom - gap / 2] as const;
  spreadOut(places, gap, room);
  return (
    <g class="rate-letters">
      {places.map(({ k, x, y }) => (
        <g key={k} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
          <circle r="8.5" fill={unitColour(k)} />
          <text>{names[k]}</text>
        </g>
      ))}
    </g>
  );
}

/** Moves places that are sorted by y apart to at least this distance, within the room there is. */
function spreadOut(places: { y: number }[], gap: number, [top, bottom]: readonly [number, number]) {
  let least = top;
  for (const place of places) {
    place.y = Math.max(place.y, least);
    least = place.y + gap;
  }
  let most = bottom;
  for (const place of [...places].reverse()) {
    place.y = Math.min(place.y, most);
    most = place.y - gap;
  }
}

/** The losses up to the step that is shown. */
const past = ({ losses, snapshot }: Shot) => losses.filter(([step]) => step <= snapshot.step);

const divergence = ({ snapshot: { diverged } }: Shot, k: number) =>
  diverged ? [`Run ${names[k]}: ${diverged.message}`] : [];

function tableOf(shots: readonly Shot[]) {
  // A run that diverged has fewer moments than the others.
  const moments = shots.map(
    ({ run, snapshot }) =>
      new Map(
        (snapshot.step > run.last ? [snapshot] : run.moments)
          .filter(({ step }) => step <= snapshot.step)
          .map((moment) => [moment.step, moment]),
      ),
  );
  const steps = [...new Set(moments.flatMap((known) => [...known.keys()]))].sort((p, q) => p - q);
  return {
    columns: ['step', ...names.flatMap((name) => [`loss ${name}`, `accuracy ${name}`])],
    rows: steps.map((step) => [
      step,
      ...moments.flatMap((known): (number | string)[] => {
        const moment = known.get(step);
        return moment ? [moment.loss, moment.accuracy] : ['–', '–'];
      }),
    ]),
  };
}
