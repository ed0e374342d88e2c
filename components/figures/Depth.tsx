import './depth.css';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import { latticeOver } from '../../src/figure/feature-view.ts';
import type { Extent } from '../../src/figure/frame.ts';
import { gridOver, gridPoints } from '../../src/figure/heat.ts';
import { layerSpace } from '../../src/figure/layer-space.ts';
import { points } from '../../src/figure/marks.ts';
import { layersAt, networkMaps } from '../../src/figure/network-maps.ts';
import { layerSlopes } from '../../src/model/layer-slopes.ts';
import { parameterCount, sizesOf, view } from '../../src/model/network.ts';
import { linearProbe } from '../../src/model/probe.ts';
import { deepRun } from '../../src/training/deep-runs.ts';
import { shapeOf } from '../../src/training/playground.ts';
import { Choice } from '../controls/Choice.tsx';
import { Drive } from '../controls/Drive.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Transport } from '../controls/Transport.tsx';
import { Chart } from './Chart.tsx';
import { classHeat } from './class-heat.ts';
import { FigurePanel } from './FigurePanel.tsx';
import { LayerSlopes } from './LayerSlopes.tsx';
import { LayerSpaceView } from './LayerSpaceView.tsx';
import { lossText, percentText, statusText } from './numbers.ts';
import { useFigureState } from './useFigureState.ts';
import { useOpenedTraining } from './useOpenedTraining.ts';
import { useSlices } from './useSlices.ts';
import type { Built } from './useTimeline.ts';

const schema = {
  depth: { kind: 'number', default: 2, min: 1, max: 4, integer: true },
  width: { kind: 'number', default: 8, min: 1, max: 12, integer: true },
  last: { kind: 'choice', default: '3', values: ['same', '3', '2'] },
  activation: { kind: 'choice', default: 'tanh', values: ['tanh', 'sigmoid', 'relu'] },
  rate: { kind: 'number', default: 0.5, min: 0.01, max: 20 },
  seed: { kind: 'number', default: 1, min: 0, max: 4294967295, integer: true },
  turns: { kind: 'number', default: course.spiral.turns, min: 0.5, max: 2.5 },
  speed: { kind: 'number', default: 4, min: 1, max: 50, integer: true },
  view: { kind: 'numbers', default: [30, 20], min: -180, max: 180 },
} as const;

const cells = 72;
const plane: Extent = [-3.6, 3.6];
const lattice = latticeOver(plane, 33);
const grid = gridPoints(gridOver({ x: plane, y: plane }, cells, cells));
const bounds: Record<string, Extent | undefined> = { tanh: [-1, 1], sigmoid: [0, 1] };

/**
 * Chapter 14: a network of one to four hidden layers on the spiral, trained live, and the space of each
 * layer: where it puts the points, and a lattice laid over the plane. It opens where training leads.
 */
export function Depth({ built }: { built?: Built }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('depth', schema);
  const { depth, width, last, activation, rate, seed, turns } = state;
  const hidden = useMemo(
    () =>
      Array.from({ length: depth }, (_, l) =>
        l === depth - 1 && last !== 'same' ? Number(last) : width,
      ),
    [depth, width, last],
  );
  const run = useMemo(
    () => deepRun({ hidden, activation, seed, turns }),
    [hidden, activation, seed, turns],
  );
  const isUsual = JSON.stringify(run.setup) === usualSetup && rate === schema.rate.default;
  const training = useOpenedTraining(run.setup, {
    figure: 'depth',
    pace: { learningRate: rate },
    stepsPerFrame: state.speed,
    root,
    end: isUsual ? built : undefined,
  });
  const { snapshot, playing } = training;
  const [chosen, setChosen] = useState<number>();

  const dataset = datasetOf(run.setup.data);
  const shape = useMemo(() => shapeOf(run.setup), [run]);
  const { parameters, gradient } = snapshot;
  const region = useSlices(
    root,
    useMemo(() => () => networkMaps(parameters, shape, grid), [parameters, shape]),
  );
  const heat = useMemo(
    () => (region ? classHeat(region.probabilities, cells) : 'coming'),
    [region],
  );
  const spaces = useMemo(() => {
    const at = layersAt(parameters, shape, dataset.inputs).hidden;
    const lines = layersAt(parameters, shape, lattice.points).hidden;
    const top = view(parameters, shape).layers.at(-1)!;
    return at.map((activations, l) => ({
      activations,
      space: layerSpace(activations, {
        bounds: bounds[activation],
        lattice: { activations: lines[l]!, perLine: lattice.perLine },
        output:
          l === at.length - 1
            ? { weights: top.weights.values, bias: top.bias[0] as number }
            : undefined,
      }),
    }));
  }, [parameters, shape, dataset, activation]);
  // At rest only: it is a small training of its own.
  const probes = useMemo(
    () =>
      playing
        ? undefined
        : [dataset.inputs, ...spaces.map(({ activations }) => activations)].map((activations) =>
            linearProbe(activations, dataset.labels),
          ),
    [spaces, playing],
  );
  const slopes = useMemo(() => layerSlopes(gradient, shape), [gradient, shape]);

  const base = useCallback(() => points(dataset), [dataset]);
  const status = statusText(snapshot);
  const count = parameterCount(shape);
  const lineWords = (at: number) => {
    const share = probes?.[at];
    // As long in both cases, so that a press on Train moves nothing. It is worked out when training rests.
    return `The best line or plane here: ${share === undefined ? '…' : `${percentText(share)}.`}`;
  };
  return (
    <div ref={root} class="depth">
      <FigurePanel
        name="depth"
        status={status}
        busy={playing}
        notices={[...notices, ...training.notices]}
        link={link}
        values={() => ({
          L: lossText(snapshot.loss),
          eta: String(rate),
          depth: String(hidden.length + 1),
        })}
        table={() => ({
          columns: ['layer', 'units', 'parameters', 'mean |∂L/∂w|', 'best line there'],
          rows: sizesOf(shape)
            .slice(1)
            .map((units, l) => [
              l < hidden.length ? `hidden ${l + 1}` : 'output',
              units,
              (sizesOf(shape)[l]! + 1) * units,
              slopes[l]!,
              l < hidden.length ? (probes?.[l + 1] ?? '–') : '–',
            ]),
        })}
        controls={
          <>
            <Drive>
              <Transport
                playing={playing}
                stopped={training.stopped}
                onTrain={training.train}
                onPause={training.pause}
                onStep={training.step}
                onReset={training.reset}
                onNewStart={() => set({ seed: (seed + 1) % 4294967296 })}
              />
            </Drive>
            <Slider
              label="Hidden layers"
              value={depth}
              min={1}
              max={4}
              step={1}
              onChange={(value) => set({ depth: value })}
            />
            <Slider
              label="Units in each"
              value={width}
              min={1}
              max={schema.width.max}
              step={1}
              onChange={(value) => set({ width: value })}
            />
            <Choice
              label="The last one has"
              value={last}
              options={[
                { value: 'same', label: 'As many' },
                { value: '3', label: '3' },
                { value: '2', label: '2' },
              ]}
              onChange={(value) => set({ last: value })}
            />
            <Choice
              label="Activation"
              value={activation}
              options={[
                { value: 'tanh', label: 'tanh' },
                { value: 'sigmoid', label: 'Sigmoid' },
                { value: 'relu', label: 'ReLU' },
              ]}
              onChange={(value) => set({ activation: value })}
            />
          </>
        }
        more={
          <>
            <Slider
              label="Learning rate η"
              value={rate}
              min={schema.rate.min}
              max={schema.rate.max}
              step={10}
              scale="log"
              onChange={(value) => set({ rate: value })}
            />
            <Slider
              label="Turns of the spiral"
              value={turns}
              min={schema.turns.min}
              max={schema.turns.max}
              step={0.25}
              onChange={(value) => set({ turns: value })}
            />
            <Slider
              label="Steps per frame"
              value={state.speed}
              min={1}
              max={50}
              step={1}
              onChange={(value) => set({ speed: value })}
            />
          </>
        }
      >
        <p class="depth-shape">
          {sizesOf(shape).join(' → ')} · {whole(count)} parameters
        </p>
        <div class="depth-spaces">
          <div>
            <p class="panel-title">The plane, and what the network says in it</p>
            <Chart
              label={`A spiral of two arms, and the region that a network of ${hidden.join(', ')} hidden units calls class 1. ${status}.`}
              x={plane}
              y={plane}
              ratio={1}
              margins={{ left: 34, right: 6, top: 6, bottom: 36 }}
              xLabel="x₁"
              yLabel="x₂"
              xTicks={5}
              yTicks={5}
              base={base}
              heat={heat}
            />
            <p class="layer-space-words">{lineWords(0)}</p>
          </div>
          {spaces.map(({ space, activations }, l) => (
            <div key={l}>
              <LayerSpaceView
                name={
                  l === spaces.length - 1 ? `Layer ${l + 1}, the last hidden one` : `Layer ${l + 1}`
                }
                units={activations.columns}
                space={space}
                labels={dataset.labels}
                view={{ turn: state.view[0] as number, tilt: state.view[1] as number }}
                onTurn={({ turn, tilt }) => set({ view: [turn, tilt] })}
                chosen={chosen}
                onChoose={setChosen}
              />
              <p class="layer-space-words">{lineWords(l + 1)}</p>
            </div>
          ))}
          <LayerSlopes
            title="How hard the loss pulls at each layer"
            names={slopes.map((_, l) => (l < hidden.length ? `Layer ${l + 1}` : 'Output'))}
            slopes={slopes}
          />
        </div>
      </FigurePanel>
    </div>
  );
}

const usualSetup = JSON.stringify(deepRun().setup);
