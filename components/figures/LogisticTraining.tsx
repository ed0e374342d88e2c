import { useCallback, useMemo, useRef } from 'preact/hooks';
import { type DataRecipe, makeDataset } from '../../src/data/datasets.ts';
import { column } from '../../src/data/matrix.ts';
import { toUnits } from '../../src/data/standardise.ts';
import { type Extent, extentOf, type Frame } from '../../src/figure/frame.ts';
import { fillGrid, type Grid } from '../../src/figure/heat.ts';
import { curve, line, normal, points } from '../../src/figure/marks.ts';
import { view } from '../../src/model/logistic.ts';
import { sigmoid } from '../../src/model/sigmoid.ts';
import type { Setup } from '../../src/training/setup.ts';
import { Choice } from '../controls/Choice.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Transport } from '../controls/Transport.tsx';
import { Chart } from './Chart.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, percentText, signed, statusText } from './numbers.ts';
import { useFigureState } from './useFigureState.ts';
import { useTraining } from './useTraining.ts';

const schema = {
  data: { kind: 'choice', default: 'blobs', values: ['blobs', 'penguins'] },
  noise: { kind: 'number', default: 0.55, min: 0.2, max: 1.6 },
  rate: { kind: 'number', default: 0.5, min: 0.001, max: 100 },
  seed: { kind: 'number', default: 1, min: 0, max: 4294967295, integer: true },
  speed: { kind: 'number', default: 1, min: 1, max: 100, integer: true },
} as const;

/**
 * Chapter 2: logistic regression trained for real on two blobs, from separable to overlapping, and
 * on two species of penguins. Probability as colour, the moving line, the loss.
 */
export function LogisticTraining() {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('logistic-training', schema);
  const { data, noise, rate, seed, speed } = state;

  const recipe = useMemo<DataRecipe>(
    () =>
      data === 'penguins'
        ? {
            name: 'penguins',
            species: ['Adelie', 'Chinstrap'],
            measurements: ['billLength', 'billDepth'],
          }
        : { name: 'blobs', count: 120, classes: 2, distance: 3.6, noise, seed: 5 },
    [data, noise],
  );
  const dataset = useMemo(() => makeDataset(recipe), [recipe]);
  const setup = useMemo<Setup>(
    () => ({
      data: recipe,
      features: { kind: 'named', name: 'identity' },
      model: { kind: 'logistic' },
      start: { kind: 'normal', seed },
      batch: 'full',
      l2: 0,
      seed: 0,
    }),
    [recipe, seed],
  );
  const training = useTraining(setup, {
    pace: { learningRate: rate },
    stepsPerFrame: speed,
    root,
  });
  const { snapshot, history } = training;
  const { weights, bias } = view(snapshot.parameters, 2);
  const w = [weights[0] as number, weights[1] as number] as const;
  const b = bias[0] as number;
  const size = Math.sqrt(w[0] * w[0] + w[1] * w[1]);

  const base = useCallback(() => points(dataset), [dataset]);
  const live = useCallback(
    (frame: Frame) => [...line(w, b, frame), ...normal(w, b, frame)],
    [snapshot],
  );
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => fillGrid(grid, (x, y) => sigmoid(w[0] * x + w[1] * y + b)),
      cells: 64,
    }),
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
  const lastStep = Math.max(50, snapshot.step);
  const lossTop = Math.max(0.8, 1.05 * Math.max(...moments.map(({ loss }) => loss)));
  const lossLive = useCallback(() => curve(losses), [snapshot]);

  const status = statusText(snapshot);
  return (
    <div ref={root}>
      <FigurePanel
        name="logistic-training"
        status={status}
        busy={training.playing}
        notices={[...notices, ...training.notices]}
        link={link}
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
            <Choice
              label="Data"
              value={data}
              options={[
                { value: 'blobs', label: 'Two blobs' },
                { value: 'penguins', label: 'Penguins' },
              ]}
              onChange={(value) => set({ data: value })}
            />
            {data === 'blobs' && (
              <Slider
                label="Noise"
                value={noise}
                min={0.2}
                max={1.6}
                step={0.05}
                onChange={(value) => set({ noise: value })}
              />
            )}
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
            label={`The points, and the model’s probability as colour. ${status}. w is ${signed(w[0])}, ${signed(w[1])}; b is ${signed(b)}.`}
            x={x}
            y={y}
            ratio={0.8}
            equal
            xLabel={dataset.inputNames[0] as string}
            yLabel={dataset.inputNames[1] as string}
            {...units}
            base={base}
            live={live}
            heat={heat}
          />
          <div>
            <Chart
              label={`The loss over the steps: now ${lossText(snapshot.loss)}.`}
              x={[0, lastStep]}
              y={[0, lossTop]}
              ratio={0.75}
              xLabel="step"
              yLabel="loss (nats)"
              xTicks={4}
              yTicks={4}
              live={lossLive}
            />
            <dl class="readout">
              <div>
                <dt>‖w‖</dt>
                <dd>{signed(size, 3)}</dd>
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
