import type { ComponentChildren } from 'preact';
import { useCallback, useMemo, useRef } from 'preact/hooks';
import { type DataRecipe, datasetOf } from '../../src/data/datasets.ts';
import { column, entry } from '../../src/data/matrix.ts';
import { toUnits } from '../../src/data/standardise.ts';
import { type Extent, extentOf, stepsAxis } from '../../src/figure/frame.ts';
import { fillGrid, type Grid } from '../../src/figure/heat.ts';
import { coinLoss, points } from '../../src/figure/marks.ts';
import { view } from '../../src/model/logistic.ts';
import { sigmoid } from '../../src/model/sigmoid.ts';
import type { Setup } from '../../src/training/setup.ts';
import { Slider } from '../controls/Slider.tsx';
import { Transport } from '../controls/Transport.tsx';
import { Chart } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, percentText, signed, statusText } from './numbers.ts';
import { OneLine } from './OneLine.tsx';
import { lineValues } from './symbol-texts.ts';
import { useTraining } from './useTraining.ts';

/** What the reader chooses of a run, beside its data: the fields of a figure's state. */
export const runFields = {
  rate: { kind: 'number', default: 0.5, min: 0.001, max: 100 },
  seed: { kind: 'number', default: 1, min: 0, max: 4294967295, integer: true },
  speed: { kind: 'number', default: 1, min: 1, max: 100, integer: true },
} as const;

type RunState = { readonly [F in keyof typeof runFields]: number };

export interface LogisticRunProps {
  /** The figure's name. */
  readonly name: string;
  /** What to train on; keep it by useMemo. */
  readonly data: DataRecipe;
  /** The figure's state: from `useFigureState`, whose schema holds `runFields`. */
  readonly state: RunState;
  readonly set: (change: Partial<RunState>) => void;
  readonly notices: readonly string[];
  readonly link: () => string;
  /** The controls that choose the data. */
  readonly children: ComponentChildren;
}

/**
 * Logistic regression trained for real, from a start drawn by seed: probability as colour, the moving
 * line, the loss. Chapters 2 and 3 give it their data.
 */
export function LogisticRun({ name, data, state, set, notices, link, children }: LogisticRunProps) {
  const root = useRef<HTMLDivElement>(null);
  const { rate, seed, speed } = state;
  const dataset = datasetOf(data);
  const setup = useMemo<Setup>(
    () => ({
      data,
      features: { kind: 'named', name: 'identity' },
      model: { kind: 'logistic' },
      start: { kind: 'normal', seed },
      batch: 'full',
      l2: 0,
      seed: 0,
    }),
    [data, seed],
  );
  const training = useTraining(setup, {
    figure: name,
    pace: { learningRate: rate },
    stepsPerFrame: speed,
    root,
  });
  const { snapshot, history } = training;
  const { weights, bias } = view(snapshot.parameters, 2);
  const w = [weights[0] as number, weights[1] as number] as const;
  const b = bias[0] as number;
  const size = Math.sqrt(w[0] * w[0] + w[1] * w[1]);
  const probability = (x: number, y: number) => sigmoid(w[0] * x + w[1] * y + b);
  const [least, most] = useMemo(() => {
    const all = Array.from(dataset.labels, (_, i) =>
      probability(entry(dataset.inputs, i, 0), entry(dataset.inputs, i, 1)),
    );
    return [Math.min(...all), Math.max(...all)] as const;
  }, [snapshot, dataset]);

  const base = useCallback(() => points(dataset), [dataset]);
  const heat = useMemo(
    () => ({ fill: (grid: Grid) => fillGrid(grid, probability), cells: 64 }),
    [snapshot],
  );
  const x = useMemo<Extent>(() => extentOf(column(dataset.inputs, 0)), [dataset]);
  const y = useMemo<Extent>(() => extentOf(column(dataset.inputs, 1)), [dataset]);
  // Standardised inputs are shown in their own units.
  const units = useMemo(() => {
    const inUnits = (j: number) => (value: number) => toUnits(dataset, j, value).toFixed(1);
    return dataset.scale ? { xFormat: inUnits(0), yFormat: inUnits(1) } : {};
  }, [dataset]);

  const moments = history.moments;
  const losses = moments.map(({ step, loss }) => [step, loss] as const);
  const steps = stepsAxis(snapshot.step, 50);
  const lossTop = Math.max(0.8, 1.05 * Math.max(...moments.map(({ loss }) => loss)));

  const status = statusText(snapshot);
  const said = `ŷ of the points is from ${signed(least)} to ${signed(most)}`;
  return (
    <div ref={root}>
      <FigurePanel
        name={name}
        status={status}
        busy={training.playing}
        notices={[...notices, ...training.notices]}
        link={link}
        values={() => ({
          ...lineValues(w, b),
          L: lossText(snapshot.loss),
          eta: String(rate),
          n: String(dataset.labels.length),
        })}
        table={() => ({
          columns: ['step', 'loss', 'accuracy'],
          rows: moments.map(({ step, loss, accuracy }) => [step, loss, accuracy]),
        })}
        controls={
          <>
            <Transport
              playing={training.playing}
              stopped={training.stopped}
              onTrain={training.train}
              onPause={training.pause}
              onStep={training.step}
              onReset={training.reset}
              onNewStart={() => set({ seed: (seed + 1) % 4294967296 })}
            />
            <Slider
              label="Learning rate η"
              value={rate}
              min={0.001}
              max={100}
              step={10}
              scale="log"
              onChange={(value) => set({ rate: value })}
            />
            {children}
          </>
        }
        more={
          <Slider
            label="Steps per frame"
            value={speed}
            min={1}
            max={100}
            step={1}
            onChange={(value) => set({ speed: value })}
          />
        }
      >
        <div class="wide-narrow">
          <Chart
            label={`The points, and the model’s probability as colour. ${status}. w is ${signed(w[0])}, ${signed(w[1])}; b is ${signed(b)}; ${said}.`}
            x={x}
            y={y}
            ratio={0.8}
            equal
            xLabel={dataset.inputNames[0] as string}
            yLabel={dataset.inputNames[1] as string}
            {...units}
            base={base}
            heat={heat}
          >
            <OneLine weights={w} bias={b} />
          </Chart>
          <div>
            <Chart
              label={`The loss over the steps: now ${lossText(snapshot.loss)}. The dashed line is log 2, the loss of a model that always says one half.`}
              x={steps}
              y={[0, lossTop]}
              ratio={0.75}
              xLabel="step"
              yLabel="loss (nats)"
              xTicks={4}
              yTicks={4}
              base={coinLoss}
            >
              <Curve pairs={losses} look="own" />
            </Chart>
            <dl class="readout">
              <div>
                <dt>‖w‖</dt>
                <dd>{signed(size, 3)}</dd>
              </div>
              <div>
                <dt>ŷ of the points</dt>
                <dd>
                  {signed(least)} … {signed(most)}
                </dd>
              </div>
              <div>
                <dt>accuracy</dt>
                <dd>{percentText(snapshot.accuracy)}</dd>
              </div>
            </dl>
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}
