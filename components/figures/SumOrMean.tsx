import './sum-or-mean.css';
import { whole } from '../../src/data/whole.ts';
import './run-numbers.css';
import { useMemo, useRef } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import { coinLoss } from '../../src/figure/marks.ts';
import { surface, view } from '../../src/model/mlp.ts';
import { courseSteps } from '../../src/training/course-runs.ts';
import { meanRate, type Reduction, sumOrMeanRun } from '../../src/training/sum-or-mean.ts';
import { Choice } from '../controls/Choice.tsx';
import { plainNumber, Slider } from '../controls/Slider.tsx';
import { TimelineDrive } from '../controls/TimelineDrive.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { LossChart } from './LossChart.tsx';
import { lossText, percentText, statusText } from './numbers.ts';
import { PlaneChart } from './PlaneChart.tsx';
import { PointCloud } from './PointCloud.tsx';
import { Swatch } from './Swatch.tsx';
import { mlpValues } from './symbol-texts.ts';
import { useFigureState } from './useFigureState.ts';
import { type Built, type Shot, useTimeline } from './useTimeline.ts';

/** Numbers of points, each dealt out in batches of 20 and of 1 without a rest. */
const counts = ['20', '40', '100', '200', '400', '1000', '2000'] as const;
const reductions = ['sum', 'mean'] as const;

const schema = {
  gradient: { kind: 'choice', default: 'sum', values: reductions },
  n: { kind: 'choice', default: '200', values: counts },
  rate: { kind: 'number', default: 0.01, min: 0.001, max: 10 },
  batch: { kind: 'choice', default: 'all', values: ['all', '20', '1'] },
  noise: { kind: 'number', default: course.circles.noise, min: 0, max: 0.6 },
  seed: { kind: 'number', default: 3, min: 0, max: 4294967295, integer: true },
  step: { kind: 'number', default: courseSteps, min: 0, max: courseSteps, integer: true },
} as const;

const stepsPerFrame = (step: number) => 1 + step / 50;
const extent = [-4.1, 4.1] as const;
const names = { sum: 'Sum', mean: 'Mean' } as const;

/**
 * Chapter 11: the same network trained twice from one start with the same rate, once with the sum of
 * the points' gradients and once with their mean. The whole of both is done again while a setting is
 * dragged.
 */
export function SumOrMean({ built }: { built?: readonly Built[] }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('sum-or-mean', schema);
  const { gradient, rate, noise, seed, step } = state;
  const points = Number(state.n);
  const batch = state.batch === 'all' ? 'full' : Number(state.batch);
  const looked = batch === 'full' ? points : batch;

  const specs = useMemo(
    () =>
      reductions.map((reduction) => sumOrMeanRun({ reduction, rate, points, batch, noise, seed })),
    [rate, points, batch, noise, seed],
  );
  const runs = useTimeline({
    figure: 'sum-or-mean',
    specs,
    step,
    onStep: (to) => set({ step: to }),
    lastStep: courseSteps,
    stepsPerFrame,
    root,
    built,
  });
  const shots = runs.shown.runs;
  const shown = shots[reductions.indexOf(gradient)] as Shot;
  const { parameters } = shown.snapshot;
  const data = shown.spec.setup.data;
  const dataset = datasetOf(data);
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => surface(view(parameters, 3), 'sigmoid', gridPoints(grid), grid.values),
      levels: [0.5],
      cells: 64,
    }),
    [parameters],
  );

  const restart = (change: Partial<typeof state>) => {
    runs.pause();
    set({ ...change, step: 0 });
  };
  /** Another setting: both are trained again, and their ends are shown. */
  const retrain = (change: Partial<typeof state>) => {
    runs.pause();
    set({ ...change, step: courseSteps });
  };

  const eta = (reduction: Reduction) => plainNumber(meanRate(reduction, rate, looked));
  const meaning = `${names[gradient]} with rate ${plainNumber(rate)}: η = ${eta(gradient)}`;
  const status = `${statusText(shown.snapshot)} · ${meaning}`;
  const at = shown.snapshot.step;
  const highest = Math.max(...shots.flatMap(({ losses }) => losses.map(([, loss]) => loss)));
  const top = Math.min(3, Math.max(1, Math.ceil(10 * highest) / 10));

  return (
    <div ref={root} class="sum-or-mean">
      <FigurePanel
        name="sum-or-mean"
        status={status}
        busy={runs.playing}
        notices={[
          ...notices,
          ...shots.flatMap(({ snapshot }, k) =>
            snapshot.diverged
              ? [`${names[reductions[k] as Reduction]}: ${snapshot.diverged.message}`]
              : [],
          ),
        ]}
        link={link}
        values={() => ({
          ...mlpValues(view(parameters, 3)),
          L: lossText(shown.snapshot.loss),
          eta: eta(gradient),
          n: String(dataset.labels.length),
          'rate-of-the-sum': plainNumber(rate),
        })}
        table={() => tableOf(shots)}
        controls={
          <>
            <TimelineDrive
              playing={runs.playing}
              onTrain={runs.train}
              onPause={runs.pause}
              onStep={() => {
                runs.pause();
                set({ step: Math.min(courseSteps, step + 1) });
              }}
              onReset={() => restart({})}
              onNewStart={() => restart({ seed: (seed + 1) % 4294967296 })}
              step={step}
              last={courseSteps}
              onTimeline={(to) => {
                runs.pause();
                set({ step: to });
              }}
            />
            <div class="sum-or-mean-settings">
              <Choice
                label="The gradient is a"
                value={gradient}
                options={reductions.map((value) => ({ value, label: names[value] }))}
                onChange={(value) => set({ gradient: value })}
              />
              <Slider
                label="Points n"
                value={counts.indexOf(state.n)}
                min={0}
                max={counts.length - 1}
                step={1}
                format={(index) => whole(Number(counts[index]))}
                onChange={(index) => retrain({ n: counts[index] as (typeof counts)[number] })}
              />
              <Slider
                label="Rate"
                value={rate}
                min={schema.rate.min}
                max={schema.rate.max}
                step={20}
                scale="log"
                onChange={(value) => retrain({ rate: value })}
              />
              <Choice
                label="A step looks at"
                value={state.batch}
                options={[
                  { value: 'all', label: 'All points' },
                  { value: '20', label: '20' },
                  { value: '1', label: '1' },
                ]}
                onChange={(value) => retrain({ batch: value })}
              />
            </div>
          </>
        }
        more={
          <Slider
            label="Noise"
            value={noise}
            min={schema.noise.min}
            max={schema.noise.max}
            step={0.05}
            onChange={(value) => retrain({ noise: value })}
          />
        }
      >
        <div class="wide-narrow">
          <div>
            <p class="panel-title">{meaning}</p>
            <PlaneChart
              label={`Two rings of ${dataset.labels.length} points, and the region called class 1 by the network trained with the ${gradient}. ${status}.`}
              x={extent}
              y={extent}
              heat={heat}
            >
              <PointCloud inputs={dataset.inputs} labels={dataset.labels} />
            </PlaneChart>
          </div>
          <div>
            <p class="panel-title">The loss of both, with the same rate</p>
            <LossChart
              label={`The loss over the steps, at step ${at}: ${shots.map(({ snapshot }, k) => `${lossText(snapshot.loss)} with the ${reductions[k]}`).join(', ')}. The dotted line is log 2, the loss of a model that always says one half.`}
              steps={[0, courseSteps]}
              top={top}
              ratio={0.8}
              base={coinLoss}
              now={at}
            >
              {shots.map(({ snapshot, losses }, k) => (
                <Curve
                  key={reductions[k]}
                  pairs={losses}
                  look={looks[reductions[k] as Reduction]}
                  at={[snapshot.step, snapshot.loss]}
                />
              ))}
            </LossChart>
            <table class="run-numbers">
              <thead>
                <tr>
                  {['Gradient', 'η', 'Loss', 'Accuracy'].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shots.map(({ spec, snapshot }, k) => {
                  const reduction = reductions[k] as Reduction;
                  return (
                    <tr key={reduction} data-shown={reduction === gradient || undefined}>
                      <th scope="row">
                        <Swatch look={swatches[reduction]} />
                        {names[reduction]}
                      </th>
                      <td>{plainNumber(spec.pace.learningRate)}</td>
                      <td>{lossText(snapshot.loss)}</td>
                      <td>{percentText(snapshot.accuracy)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
            <p class="sum-or-mean-epochs">{epochWords(at, points, looked)}</p>
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}

const looks = { sum: 'own', mean: 'other' } as const;
const swatches = {
  sum: { stroke: 'var(--accent)', strokeWidth: 2 },
  mean: { stroke: 'var(--ink)', strokeWidth: 2, strokeDasharray: '5 4' },
} as const;

function epochWords(step: number, points: number, looked: number): string {
  if (looked === points) return 'A step looks at all points: it is an epoch.';
  const stepsPerEpoch = points / looked;
  const epochs = step / stepsPerEpoch;
  return `An epoch is ${whole(stepsPerEpoch)} steps; so far ${epochs.toLocaleString('en', { maximumFractionDigits: 1 })} epochs.`;
}

function tableOf(shots: readonly Shot[]) {
  const [sum, mean] = shots.map(({ losses }) => new Map(losses)) as [
    Map<number, number>,
    Map<number, number>,
  ];
  return {
    columns: ['step', 'loss, sum', 'loss, mean'],
    rows: [...sum].map(([step, loss]) => [step, loss, mean.get(step) ?? '–']),
  };
}
