import { useCallback, useMemo, useRef } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { column } from '../../src/data/matrix.ts';
import { type Extent, extentOf, type Frame } from '../../src/figure/frame.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import { lineInFrame } from '../../src/figure/line.ts';
import { lossLevel, points } from '../../src/figure/marks.ts';
import { rangeText, responseWords } from '../../src/figure/responses.ts';
import { unitColour } from '../../src/figure/theme.ts';
import { type ActivationName, activationNames } from '../../src/model/activations.ts';
import { collapse, largestDifference } from '../../src/model/collapse.ts';
import * as logistic from '../../src/model/logistic.ts';
import { logitSurface, type MlpParameters, view } from '../../src/model/mlp.ts';
import { settledLine } from '../../src/model/settled-line.ts';
import { courseSteps, perceptronRun } from '../../src/training/course-runs.ts';
import { useChanged } from '../code/changed.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { Slider } from '../controls/Slider.tsx';
import { TimelineDrive } from '../controls/TimelineDrive.tsx';
import { useFrame } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { LossChart } from './LossChart.tsx';
import { lossText, percentText, powersOfTen, shortNumber, statusText } from './numbers.ts';
import { PaceChoice, paceField, stepsPerFrame } from './PaceChoice.tsx';
import { PlaneChart } from './PlaneChart.tsx';
import { ResponseMap } from './ResponseMap.tsx';
import { Swatch } from './Swatch.tsx';
import { lineValues, mlpValues } from './symbol-texts.ts';
import { UnitLines } from './UnitLines.tsx';
import { useFigureState } from './useFigureState.ts';
import { useResponse } from './useResponse.ts';
import { type Shot, useTimeline } from './useTimeline.ts';
import './collapse.css';

const dataNames = ['circles', 'overlapping', 'moons', 'xor'] as const;
type DataName = (typeof dataNames)[number];
const dataLabels: Record<DataName, string> = {
  circles: 'Circles',
  overlapping: 'Blobs',
  moons: 'Moons',
  xor: 'XOR',
};

const schema = {
  data: { kind: 'choice', default: 'circles', values: dataNames },
  activation: { kind: 'choice', default: 'identity', values: activationNames },
  units: { kind: 'number', default: 3, min: 1, max: 50, integer: true },
  rate: { kind: 'number', default: 2, min: 0.01, max: 100 },
  seed: { kind: 'number', default: 2, min: 0, max: 4294967295, integer: true },
  step: { kind: 'number', default: 0, min: 0, max: 10_000, integer: true },
  pace: paceField,
} as const;

/** As collapse.css draws them. */
const boundaryLook = { stroke: 'var(--ink)', strokeWidth: 9, strokeOpacity: 0.32 };
const collapsedLook = { stroke: 'var(--ink)', strokeWidth: 2.5, strokeDasharray: '8 5' };

/** As many units as are shown one by one, with their lines and maps. */
const mostShown = 8;

export interface CollapseProps {
  /** The share of the points that the best of all lines gets right, for each data set: see `built.ts`. */
  readonly bestLines?: Readonly<Record<DataName, number>>;
}

/**
 * Chapter 8: a two-layer perceptron trained with the identity or another activation in its middle.
 * With the identity it is multiplied out at every step, and the one line that comes out is drawn
 * over the boundary that the network itself has.
 */
export function Collapse({ bestLines }: CollapseProps) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('collapse', schema);
  const { data, activation, units, rate, seed, step } = state;
  const specs = useMemo(
    () => [perceptronRun({ data: course[data], activation, units, learningRate: rate, seed })],
    [data, activation, units, rate, seed],
  );
  const changed = useChanged('collapse');
  // Only the middle has a part in the training; what multiplies out is asked afterwards.
  const trains = changed.some(({ names }) => names.includes('identityActivation'));
  const runs = useTimeline({
    figure: trains ? 'collapse' : '',
    specs,
    step,
    onStep: (to) => set({ step: to }),
    lastStep: courseSteps,
    stepsPerFrame: stepsPerFrame(state.pace, 40),
    root,
  });
  // While another run is being made, the one before stays in the picture, as what it is.
  const shot = runs.shown.runs[0] as Shot;
  const { snapshot } = shot;
  const shown = useMemo(() => shownOf(shot), [shot]);
  const { network } = shown;
  const made = useMade<ShownNetwork['line']>(
    'collapse',
    {
      here: () => shown.line,
      there: async ({ each }) => {
        if (!shown.line) return undefined;
        const [line] = await each('src/model/collapse.ts', 'collapse', [[listed(network)]]);
        const { weights, bias } = (line ?? {}) as Record<string, unknown>;
        const [w, b] = [numbersOf(weights, 2, 'w'), numbersOf(bias, 1, 'b')];
        return logistic.view(Float64Array.of(...w, ...b), 2);
      },
    },
    [shown],
  );
  const line = shown.line && made.value;
  const isChanged = changed.length > 0;
  const response = useResponse('collapse', shown.activation);
  const middle = trains ? response.value : undefined;
  const dataset = datasetOf(shot.spec.setup.data);
  const least = useMemo(() => settledLine(dataset), [dataset]);
  const apart = useMemo(
    () => line && largestDifference(network, line, dataset.inputs, middle && withMiddle(middle)),
    [network, line, dataset, middle],
  );

  /** Another step asked for by hand. */
  const goTo = (to: number) => {
    runs.pause();
    set({ step: to });
  };
  /** Another run, from its start. */
  const restart = (change: Partial<typeof state>) => {
    runs.pause();
    set({ ...change, step: 0 });
  };

  const status = statusText(snapshot);
  const { diverged } = snapshot;
  const count = network.hiddenBias.length;
  return (
    <div ref={root} class="collapse">
      <FigurePanel
        name="collapse"
        status={status}
        busy={runs.playing}
        notices={[
          ...notices,
          ...(diverged ? [diverged.message] : []),
          ...new Set([...made.notices, ...response.notices]),
        ]}
        link={link}
        values={() => ({
          ...mlpValues(network),
          ...(line && lineValues(line.weights, line.bias[0] as number)),
          L: lossText(snapshot.loss),
          eta: String(rate),
        })}
        table={() => tableOf(shot, isChanged)}
        controls={
          <>
            <TimelineDrive
              playing={runs.playing}
              stopped={diverged !== undefined}
              onTrain={runs.train}
              onPause={runs.pause}
              onStep={() => goTo(step + 1)}
              onReset={() => restart({})}
              onNewStart={() => restart({ seed: (seed + 1) % 4294967296 })}
              step={diverged ? snapshot.step : step}
              last={courseSteps}
              onTimeline={goTo}
            />
            <div class="timeline-settings">
              <Slider
                label="Hidden units"
                value={units}
                min={schema.units.min}
                max={schema.units.max}
                step={1}
                onChange={(value) => set({ units: value })}
              />
              <Slider
                label="Learning rate η"
                value={rate}
                min={schema.rate.min}
                max={schema.rate.max}
                step={20}
                scale="log"
                onChange={(value) => set({ rate: value })}
              />
              <Slider
                label="Start (seed)"
                value={seed}
                min={0}
                max={Math.max(100, seed)}
                step={1}
                onChange={(value) => set({ seed: value })}
              />
            </div>
          </>
        }
        more={
          <>
            <Choice
              label="Any activation in the middle"
              value={activation}
              look="list"
              options={activationNames.map((value) => ({
                value,
                label: responseWords[value].name,
              }))}
              onChange={(value) => set({ activation: value })}
            />
            <Choice
              label="Data"
              value={data}
              options={dataNames.map((value) => ({ value, label: dataLabels[value] }))}
              onChange={(value) => set({ data: value })}
            />
            <PaceChoice value={state.pace} fast={40} onChange={(value) => set({ pace: value })} />
          </>
        }
      >
        <div class="collapse-views">
          <div class="collapse-switch">
            <Choice
              label="In the middle"
              value={activation}
              options={[
                { value: 'identity', label: 'Identity' },
                { value: 'sigmoid', label: 'Sigmoid' },
                ...(activation === 'identity' || activation === 'sigmoid'
                  ? []
                  : [{ value: activation, label: responseWords[activation].name }]),
              ]}
              onChange={(value) => set({ activation: value })}
            />
          </div>
          <div class="collapse-plane">
            <Plane {...shown} line={line} middle={middle} dataset={dataset} status={status} />
          </div>
          <div class="collapse-units">
            <p class="panel-title">What the hidden units give</p>
            <UnitMaps {...shown} middle={middle} />
          </div>
          <div class="collapse-loss">
            <p class="panel-title">The loss</p>
            <Losses shot={shot} least={least.loss} />
            <p class="collapse-note">
              Dashed, the least loss that a line can have: {lossText(least.loss)}.
              {bestLines &&
                ` The line with the fewest mistakes gets ${percentText(bestLines[data])} right.`}
            </p>
          </div>
          <dl class="collapse-key">
            <div>
              <dt>
                <Swatch look={boundaryLook} /> The network’s boundary
              </dt>
              <dd>
                from all its {4 * count + 1} numbers, with {inWords[shown.activation]} in the middle
              </dd>
            </div>
            <div>
              <dt>
                <Swatch look={collapsedLook} /> The network multiplied out
              </dt>
              <dd>
                {line ? (
                  <Formula
                    weights={[line.weights[0]!, line.weights[1]!]}
                    bias={line.bias[0] as number}
                  />
                ) : (
                  `not possible: ${inWords[shown.activation]} stands between the layers`
                )}
              </dd>
            </div>
            <div>
              <dt>Largest difference of the two scores</dt>
              <dd>
                {apart === undefined
                  ? 'no second score to compare'
                  : `${differenceText(apart.difference)}, among scores up to ${shortNumber(apart.largest)}`}
              </dd>
            </div>
          </dl>
        </div>
      </FigurePanel>
    </div>
  );
}

interface ShownNetwork {
  readonly network: MlpParameters;
  readonly activation: ActivationName;
  /** What the network comes to when it is multiplied out; only with the identity can it be. */
  readonly line: ReturnType<typeof collapse> | undefined;
}

function modelOf({ spec: { setup } }: Shot) {
  if (setup.model.kind !== 'mlp') throw new Error('This figure trains perceptrons only.');
  return setup.model;
}

/** A network with lists for vectors, as it is handed to changed code. */
const listed = ({ hiddenWeights, hiddenBias, outputWeights, outputBias }: MlpParameters) => ({
  hiddenWeights: { ...hiddenWeights, values: [...hiddenWeights.values] },
  hiddenBias: [...hiddenBias],
  outputWeights: [...outputWeights],
  outputBias: [...outputBias],
});

function shownOf(shot: Shot): ShownNetwork {
  const { units, activation } = modelOf(shot);
  const network = view(shot.snapshot.parameters, units);
  return { network, activation, line: activation === 'identity' ? collapse(network) : undefined };
}

/** What the reader has put in the place of the activation; undefined where it is the course's own. */
type Middle = ((score: number) => number) | undefined;

/** The logits of many points with another function in the middle. */
const withMiddle =
  (g: (score: number) => number): typeof logitSurface =>
  (
    { hiddenWeights, hiddenBias, outputWeights, outputBias },
    _activation,
    { rows, values },
    out,
  ) => {
    const units = hiddenBias.length;
    for (let i = 0; i < rows; i++) {
      let logit = outputBias[0]!;
      for (let k = 0; k < units; k++) {
        const [w1, w2] = [hiddenWeights.values[k]!, hiddenWeights.values[units + k]!];
        logit += outputWeights[k]! * g(hiddenBias[k]! + w1 * values[i]! + w2 * values[rows + i]!);
      }
      out[i] = logit;
    }
  };

interface PlaneProps extends ShownNetwork {
  readonly middle: Middle;
  readonly dataset: ReturnType<typeof datasetOf>;
  readonly status: string;
}

/** The points, the region, the hidden units' lines, and the line of the collapsed weights. */
function Plane({ network, activation, line, middle, dataset, status }: PlaneProps) {
  const { inputs } = dataset;
  const x = useMemo<Extent>(() => extentOf(column(inputs, 0), 0.15), [inputs]);
  const y = useMemo<Extent>(() => extentOf(column(inputs, 1), 0.15), [inputs]);
  const base = useCallback(() => points(dataset), [dataset]);
  const heat = useMemo(
    () => ({
      // Between two places a logit of the identity's network is straight: so is its boundary.
      fill: (grid: Grid) =>
        (middle ? withMiddle(middle) : logitSurface)(
          network,
          activation,
          gridPoints(grid),
          grid.values,
        ),
      logits: true,
      levels: [0],
      cells: 72,
    }),
    [network, activation, middle],
  );
  const units = network.hiddenBias.length;
  const own = `the region that the network calls class 1${units <= mostShown ? `, and the lines of its hidden units, ${units} in all` : ''}`;
  return (
    <PlaneChart
      label={`The points, ${own}${line ? '; dashed, the line of the collapsed weights, which is the edge of that region' : ''}. ${status}.`}
      x={x}
      y={y}
      base={base}
      heat={heat}
    >
      {units <= mostShown && <UnitLines parameters={network} arrow={0.6} />}
      {line && <CollapsedLine weights={line.weights} bias={line.bias[0] as number} />}
    </PlaneChart>
  );
}

/** A line from edge to edge, dashed. It must stand in a Chart. */
function CollapsedLine({ weights, bias }: { weights: Float64Array; bias: number }) {
  const frame = useFrame();
  const ends = lineInFrame(weights, bias, frame);
  return ends ? <Curve pairs={ends} look="collapsed" /> : null;
}

/** What each hidden unit gives everywhere in the plane. */
function UnitMaps({ network, activation, middle }: ShownNetwork & { readonly middle: Middle }) {
  const { hiddenWeights, hiddenBias } = network;
  const count = hiddenBias.length;
  return (
    <>
      <div class={`collapse-maps ${count < 4 ? 'few' : ''}`}>
        {Array.from({ length: Math.min(count, mostShown) }, (_, k) => (
          <ResponseMap
            key={k}
            id={`collapse-unit-${k + 1}`}
            label={`What unit ${k + 1} gives in the plane: ${activation === 'identity' ? 'an even slope' : responseWords[activation].name} across its line.`}
            unit={{
              weights: [hiddenWeights.values[k]!, hiddenWeights.values[count + k]!],
              bias: hiddenBias[k]!,
            }}
            response={activation}
            value={middle}
            reach={reach}
            colour={unitColour(k)}
          />
        ))}
      </div>
      <p class="collapse-note">
        {count > mostShown && `The first ${mostShown} of ${count}. `}
        Colour: {rangeText(activation)}.
      </p>
    </>
  );
}

const reach = 4;

/** The loss over the steps, and the least that a line can have. */
function Losses({ shot, least }: { shot: Shot; least: number }) {
  const { step, loss } = shot.snapshot;
  // A run that diverges leaves the picture at its upper edge.
  const highest = Math.max(...shot.losses.map(([, at]) => at));
  const top = Math.min(2, Math.max(1, Math.ceil(10 * highest) / 10));
  const base = useCallback(
    (frame: Frame) => lossLevel('least of a line', least, frame, 'below'),
    [least],
  );
  return (
    <LossChart
      label={`The loss over the steps: ${lossText(loss)} at step ${step}. The dashed line is ${lossText(least)}, the least loss that a line can have.`}
      steps={[0, Math.max(courseSteps, step)]}
      top={top}
      ratio={0.6}
      base={base}
      now={step}
    >
      <Curve pairs={shot.losses} look="own" at={[step, Math.min(top, loss)]} />
    </LossChart>
  );
}

/** How a line of the picture looks. */
/** s₂ = w₁x₁ + w₂x₂ + b, in numbers. */
function Formula({ weights, bias }: { weights: readonly [number, number]; bias: number }) {
  const next = (value: number) => `${value < 0 ? '−' : '+'} ${shortNumber(Math.abs(value))}`;
  return (
    <span class="collapse-formula">
      <span>
        <i>s</i>
        <sub>2</sub> =
      </span>{' '}
      <span>
        {shortNumber(weights[0])} <i>x</i>
        <sub>1</sub>
      </span>{' '}
      <span>
        {next(weights[1])} <i>x</i>
        <sub>2</sub>
      </span>{' '}
      <span>{next(bias)}</span>
    </span>
  );
}

const differenceText = (difference: number) =>
  difference === 0 ? '0' : Number.isFinite(difference) ? powersOfTen(difference) : '–';

/** The activation as a sentence names it. */
const inWords: Record<ActivationName, string> = {
  identity: 'the identity',
  sigmoid: 'the sigmoid',
  tanh: 'tanh',
  relu: 'ReLU',
  'leaky-relu': 'leaky ReLU',
  softplus: 'softplus',
};

/** The lines of all steps are not in it when changed code makes the line: it makes one at a time. */
function tableOf(shot: Shot, isChanged: boolean) {
  const { units, activation } = modelOf(shot);
  const isLine = activation === 'identity' && !isChanged;
  return {
    columns: ['step', 'loss', 'accuracy', ...(isLine ? ['w₁', 'w₂', 'b'] : [])],
    rows: shot.run.moments.map(({ step, loss, accuracy, parameters }) => [
      step,
      loss,
      accuracy,
      ...(isLine && parameters ? collapse(view(parameters, units)).all : []),
    ]),
  };
}
