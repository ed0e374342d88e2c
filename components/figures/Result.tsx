import './result.css';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { column } from '../../src/data/matrix.ts';
import type { Frame } from '../../src/figure/frame.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import { hiddenSpace } from '../../src/figure/hidden-space.ts';
import { points } from '../../src/figure/marks.ts';
import { nearestPoint, walkRound } from '../../src/figure/nearest.ts';
import { flipUnit, permuteUnits } from '../../src/model/canonical.ts';
import { crossEntropy } from '../../src/model/loss.ts';
import { forward, type MlpParameters, pass, surface, view } from '../../src/model/mlp.ts';
import { circlesRun, courseSteps } from '../../src/training/course-runs.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { PointRing, PointStop } from '../controls/PointStop.tsx';
import { Slider } from '../controls/Slider.tsx';
import { TimelineDrive } from '../controls/TimelineDrive.tsx';
import { Curve } from './Curve.tsx';
import { DragUnitLines } from './DragUnitLines.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { HiddenSpaceView } from './HiddenSpaceView.tsx';
import { LossChart } from './LossChart.tsx';
import { lossText, percentText, signed, statusText } from './numbers.ts';
import { PaceChoice, paceField, stepsPerFrame } from './PaceChoice.tsx';
import { PlaneChart } from './PlaneChart.tsx';
import { mlpValues } from './symbol-texts.ts';
import { UnitLines } from './UnitLines.tsx';
import { useFigureState } from './useFigureState.ts';
import { type Built, type Shot, useTimeline } from './useTimeline.ts';

const mostUnits = 8;

const settings = {
  rate: { kind: 'number', default: 2, min: 0.01, max: 100 },
  units: { kind: 'number', default: 3, min: 1, max: mostUnits, integer: true },
  seed: { kind: 'number', default: 2, min: 0, max: 4294967295, integer: true },
  noise: { kind: 'number', default: course.circles.noise, min: 0, max: 0.8 },
} as const;
const schema = {
  ...settings,
  step: { kind: 'number', default: courseSteps, min: 0, max: 100_000, integer: true },
  // A step, then all parameters at it: where the reader moved a line or took a twin.
  hand: { kind: 'text', default: '', maxLength: 1200 },
  view: { kind: 'numbers', default: [35, 20], min: -180, max: 180 },
  compare: { kind: 'choice', default: 'nothing', values: ['nothing', 'rate', 'noise', 'units'] },
  rateB: { ...settings.rate, default: 0.5 },
  noiseB: { ...settings.noise, default: 0.4 },
  unitsB: { ...settings.units, default: 2 },
  pace: paceField,
} as const;

/**
 * Chapter 12: one run in four linked views: the region in the plane with the hidden units' lines,
 * the hidden space with its plane, the loss. Trained, scrubbed, moved by hand, done again whole
 * while a setting is dragged, and compared with a second run from the same start.
 */
export function Result({ built }: { built?: Built }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('result', schema);
  const { rate, units, seed, noise, compare, rateB, noiseB, unitsB } = state;
  const [chosen, setChosen] = useState<number>();
  const [said, setSaid] = useState('');
  const [flips, setFlips] = useState(0);

  const hand = useMemo(() => readHand(state.hand, units), [state.hand, units]);
  const origin = hand?.origin;
  const first = origin?.step ?? 0;
  const end = first + courseSteps;
  const step = Math.max(first, state.step);

  const specA = useMemo(
    () => circlesRun({ learningRate: rate, units, seed, noise, origin }),
    [rate, units, seed, noise, origin],
  );
  const specB = useMemo(() => {
    if (compare === 'nothing') return undefined;
    const changed = {
      rate: { learningRate: rateB },
      noise: { noise: noiseB },
      units: { units: unitsB },
    }[compare];
    // Parameters moved by hand fit a network of as many units only.
    const sameUnits = compare !== 'units' || unitsB === units;
    const place = sameUnits ? origin : undefined;
    return circlesRun({ learningRate: rate, units, seed, noise, ...changed, origin: place });
  }, [compare, rateB, noiseB, unitsB, rate, units, seed, noise, origin]);
  const specs = useMemo(() => (specB ? [specA, specB] : [specA]), [specA, specB]);

  const runs = useTimeline({
    specs,
    step,
    onStep: (to) => set({ step: to }),
    firstStep: first,
    lastStep: end,
    stepsPerFrame: stepsPerFrame(state.pace, 40),
    root,
    built: built && [built],
  });
  const [a, b] = runs.shown.runs as [Shot, Shot?];
  const datasetA = useDataset(a);
  const datasetB = useDataset(b ?? a);
  const parameters = useParameters(a);

  /** Another setting: the whole training is done again, and its end is shown. */
  const retrain = (change: Partial<typeof state>) => {
    runs.pause();
    setSaid('');
    set({ ...change, step: end });
  };
  const restart = (change: Partial<typeof state>) => {
    runs.pause();
    setSaid('');
    set({ ...change, hand: '', step: 0 });
  };
  /** Goes on from these parameters, as if training had led there. */
  const takeUp = (there: MlpParameters) => {
    runs.pause();
    const at = a.snapshot.step;
    set({ hand: [at, ...there.all].join(' '), step: at });
  };
  const moveLine = (unit: number, weights: readonly [number, number], bias: number) => {
    const moved = view(parameters.all.slice(), parameters.hiddenBias.length);
    const count = moved.hiddenBias.length;
    moved.hiddenWeights.values[unit] = weights[0];
    moved.hiddenWeights.values[count + unit] = weights[1];
    moved.hiddenBias[unit] = bias;
    setSaid('');
    takeUp(moved);
  };
  const beTwin = (twin: MlpParameters, what: string) => {
    takeUp(twin);
    const most = largestDifference(parameters, twin, datasetA);
    setSaid(
      `${what} ŷ ${most === 0 ? 'has not changed in any digit' : `changed by at most ${most.toExponential(1)}`} at the ${datasetA.labels.length} points.`,
    );
  };
  const swap = () => {
    const count = parameters.hiddenBias.length;
    const order = Array.from({ length: count }, (_, k) => (k + 1) % count);
    beTwin(permuteUnits(parameters, order), 'The units changed places.');
  };
  // What Flip goes to: known before it is pressed, since a changed listing is asked elsewhere.
  const unit = flips % parameters.hiddenBias.length;
  const made = useMade<MlpParameters>(
    'result',
    {
      here: () => flipUnit(parameters, unit, 'sigmoid'),
      there: async ({ ask }) => {
        const all = await ask('src/exercise/cells/result.ts', 'turned', [...parameters.all], unit);
        const values = numbersOf(all, parameters.all.length, 'The network');
        return view(Float64Array.from(values), parameters.hiddenBias.length);
      },
    },
    [parameters, unit],
  );
  // Of a network with another number of units, until it has come for this one.
  const turned = made.value.all.length === parameters.all.length ? made.value : made.original;
  const flip = () => {
    setFlips(flips + 1);
    beTwin(turned, `Unit ${unit + 1} turned round.`);
  };

  const activations = useMemo(() => hiddenOf(parameters, datasetA), [parameters, datasetA]);
  const space = useMemo(
    () => hiddenSpace(parameters, activations.hidden),
    [parameters, activations],
  );
  const order = useMemo(() => walkRound(datasetA), [datasetA]);
  const words = (point: number) => pointWords(point, datasetA, activations);

  const status = [
    statusText(a.snapshot),
    ...(b
      ? [`B: loss ${lossText(b.snapshot.loss)} · accuracy ${percentText(b.snapshot.accuracy)}`]
      : []),
    ...(made.isChanged && !runs.playing
      ? [
          `your flipUnit changes ŷ by at most ${largestDifference(parameters, turned, datasetA).toExponential(1)}`,
        ]
      : []),
  ].join(' · ');
  const diverged = runs.shown.runs.flatMap(({ snapshot }) => snapshot.diverged?.message ?? []);

  const plane = (shot: Shot, dataset: Dataset) => ({
    shot,
    dataset,
    chosen,
    onChoose: setChosen,
    status,
  });
  return (
    <div ref={root} class="result">
      <FigurePanel
        name="result"
        status={status}
        busy={runs.playing}
        notices={[...notices, ...(hand?.notice ? [hand.notice] : []), ...diverged, ...made.notices]}
        link={link}
        values={() => ({
          ...mlpValues(parameters),
          L: lossText(a.snapshot.loss),
          eta: String(rate),
          n: String(datasetA.labels.length),
          steps: String(a.snapshot.step),
        })}
        table={() => tableOf(a)}
        controls={
          <>
            <TimelineDrive
              playing={runs.playing}
              onTrain={runs.train}
              onPause={runs.pause}
              onStep={() => {
                runs.pause();
                set({ step: step + 1 });
              }}
              onReset={() => restart({})}
              onNewStart={() => restart({ seed: (seed + 1) % 4294967296 })}
              step={step}
              first={first}
              last={end}
              onTimeline={(to) => {
                runs.pause();
                set({ step: to });
              }}
            />
            <div class="timeline-settings">
              <Slider
                label="Learning rate η"
                min={schema.rate.min}
                max={schema.rate.max}
                value={rate}
                step={20}
                scale="log"
                onChange={(value) => retrain({ rate: value })}
              />
              <Slider
                label="Hidden units"
                min={schema.units.min}
                max={schema.units.max}
                value={units}
                step={1}
                onChange={(value) => retrain({ units: value, hand: '', step: courseSteps })}
              />
              <Slider
                label="Start (seed)"
                value={seed}
                min={0}
                max={Math.max(100, seed)}
                step={1}
                onChange={(value) => retrain({ seed: value, hand: '' })}
              />
              <Slider
                label="Noise"
                min={schema.noise.min}
                max={schema.noise.max}
                value={noise}
                step={0.01}
                onChange={(value) => retrain({ noise: value })}
              />
            </div>
          </>
        }
        more={
          <>
            <div class="control">
              <p class="control-name">Twins</p>
              <div class="transport">
                <button type="button" disabled={units < 2} onClick={swap}>
                  Swap units
                </button>
                <button type="button" onClick={flip}>
                  Flip a unit
                </button>
              </div>
            </div>
            <Choice
              label="Compare with a run B of another"
              value={compare}
              options={[
                { value: 'nothing', label: 'Nothing' },
                { value: 'rate', label: 'Rate' },
                { value: 'noise', label: 'Noise' },
                { value: 'units', label: 'Units' },
              ]}
              onChange={(value) => {
                runs.pause();
                set({ compare: value });
              }}
            />
            {compare === 'rate' && (
              <Slider
                label="B’s learning rate"
                min={schema.rateB.min}
                max={schema.rateB.max}
                value={rateB}
                step={20}
                scale="log"
                onChange={(value) => retrain({ rateB: value })}
              />
            )}
            {compare === 'noise' && (
              <Slider
                label="B’s noise"
                min={schema.noiseB.min}
                max={schema.noiseB.max}
                value={noiseB}
                step={0.01}
                onChange={(value) => retrain({ noiseB: value })}
              />
            )}
            {compare === 'units' && (
              <Slider
                label="B’s hidden units"
                min={schema.unitsB.min}
                max={schema.unitsB.max}
                value={unitsB}
                step={1}
                onChange={(value) => retrain({ unitsB: value })}
              />
            )}
            <PaceChoice value={state.pace} fast={40} onChange={(value) => set({ pace: value })} />
          </>
        }
      >
        <div class={b ? 'result-views compared' : 'result-views'}>
          <div class="result-plane">
            <p class="panel-title">
              {b
                ? `A · ${settingWords(compare, { rate, noise, units })}`
                : 'The plane, and the hidden units’ lines'}
            </p>
            <Plane
              {...plane(a, datasetA)}
              parameters={parameters}
              onLine={moveLine}
              stop={{ order, words }}
            />
          </div>
          {b && (
            <div class="result-plane-b">
              <p class="panel-title">
                B · {settingWords(compare, { rate: rateB, noise: noiseB, units: unitsB })}
              </p>
              <PlaneB {...plane(b, datasetB)} />
            </div>
          )}
          <div class="result-space">
            <p class="panel-title">{spaceTitle(space.direct, parameters.hiddenBias.length)}</p>
            <HiddenSpaceView
              label={`The hidden space: each point where the ${parameters.hiddenBias.length} hidden units put it, and the plane on which the output is undecided. ${status}.`}
              space={space}
              labels={datasetA.labels}
              view={{ turn: state.view[0] as number, tilt: state.view[1] as number }}
              onTurn={({ turn, tilt }) => set({ view: [turn, tilt] })}
              chosen={chosen}
              onChoose={setChosen}
            />
          </div>
          <div class="result-loss">
            <p class="panel-title">
              The loss{chosen !== undefined && `, and that of point ${chosen + 1}`}
            </p>
            <Losses a={a} b={b} end={end} first={first} dataset={datasetA} chosen={chosen} />
          </div>
        </div>
        <p class="result-said">
          {chosen !== undefined
            ? words(chosen)
            : said ||
              'Point at a dot in any view, or tap it: it lights in all of them. Drag a ring to move its line, an arrow to turn it, the cube to look around.'}
        </p>
      </FigurePanel>
    </div>
  );
}

interface PlaneProps {
  readonly shot: Shot;
  readonly dataset: Dataset;
  readonly parameters: MlpParameters;
  readonly chosen: number | undefined;
  readonly onChoose: (point: number | undefined) => void;
  readonly onLine?: (unit: number, weights: readonly [number, number], bias: number) => void;
  readonly stop?: {
    readonly order: readonly number[];
    readonly words: (point: number) => string;
  };
  readonly status: string;
}

const extent = [-4.1, 4.1] as const;

/** The region in the plane, the points, and the hidden units' lines. */
function Plane(props: PlaneProps) {
  const { dataset, parameters, chosen, onChoose, onLine, stop, status } = props;
  const [x1, x2] = [column(dataset.inputs, 0), column(dataset.inputs, 1)];
  const base = useCallback(() => points(dataset), [dataset]);
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => surface(parameters, 'sigmoid', gridPoints(grid), grid.values),
      levels: [0.5],
    }),
    [parameters],
  );
  const onPointer = useCallback(
    (at: { x: number; y: number; frame: Frame } | undefined) =>
      onChoose(at && nearestPoint(dataset.inputs, at)),
    [dataset, onChoose],
  );
  const place = (point: number) => [x1[point] as number, x2[point] as number] as const;
  return (
    <PlaneChart
      label={`Two rings of points, the region called class 1, and ${lineWords(parameters)}. ${status}.`}
      x={extent}
      y={extent}
      base={base}
      heat={heat}
      onPointer={onPointer}
    >
      {onLine ? (
        <DragUnitLines parameters={parameters} onLine={onLine} status={status} />
      ) : (
        <UnitLines parameters={parameters} />
      )}
      {stop ? (
        <PointStop
          order={stop.order}
          words={stop.words}
          chosen={chosen}
          onChoose={onChoose}
          place={place}
        />
      ) : (
        chosen !== undefined && <PointRing at={place(chosen)} />
      )}
    </PlaneChart>
  );
}

const PlaneB = (props: Omit<PlaneProps, 'parameters'>) => (
  <Plane {...props} parameters={useParameters(props.shot)} />
);

interface LossesProps {
  readonly a: Shot;
  readonly b: Shot | undefined;
  readonly first: number;
  readonly end: number;
  readonly dataset: Dataset;
  readonly chosen: number | undefined;
}

/** The loss over the steps, of both runs, and of the chosen point alone. */
function Losses({ a, b, first, end, dataset, chosen }: LossesProps) {
  const own = useMemo(
    () => (chosen === undefined ? [] : pointLosses(a, dataset, chosen)),
    [a, dataset, chosen],
  );
  const highest = [a, b].flatMap((shot) => shot?.losses.map(([, loss]) => loss) ?? []);
  const top = roundAbove(Math.max(...highest));
  const at = a.snapshot;
  return (
    <LossChart
      label={`The loss over the steps: ${lossText(at.loss)} at step ${at.step}${b ? `, and ${lossText(b.snapshot.loss)} in run B, dashed` : ''}.`}
      steps={[first, Math.max(end, at.step)]}
      top={top}
      ratio={0.52}
      now={at.step}
    >
      {chosen !== undefined && <Curve pairs={own} look={`class-${dataset.labels[chosen]}`} />}
      {b && <Curve pairs={b.losses} look="other" at={[b.snapshot.step, b.snapshot.loss]} />}
      <Curve pairs={a.losses} look="own" at={[at.step, at.loss]} />
    </LossChart>
  );
}

/** The points of a run. Another rate leaves them as they are, so that they are not drawn again. */
function useDataset({ spec }: Shot): Dataset {
  const recipe = spec.setup.data;
  return useMemo(() => datasetOf(recipe), [JSON.stringify(recipe)]);
}

/** A few round numbers only: the axis then stays as it is while a setting is dragged. */
function roundAbove(value: number): number {
  if (!(value > 1)) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return ten * ([1, 1.5, 2, 3, 5, 7].find((digits) => digits * ten >= value) ?? 10);
}

const unitsOf = ({ spec }: Shot) => (spec.setup.model.kind === 'mlp' ? spec.setup.model.units : 0);

function useParameters(shot: Shot): MlpParameters {
  const { parameters } = shot.snapshot;
  return useMemo(() => view(parameters, unitsOf(shot)), [parameters]);
}

function hiddenOf(parameters: MlpParameters, { inputs }: Dataset) {
  const room = pass(inputs.rows, parameters.hiddenBias.length);
  forward(parameters, 'sigmoid', inputs, room);
  return room;
}

/** The largest difference of ŷ between two networks at any point of a data set. */
function largestDifference(one: MlpParameters, other: MlpParameters, dataset: Dataset): number {
  const [p, q] = [one, other].map((parameters) => hiddenOf(parameters, dataset).probabilities);
  return Math.max(...Array.from(p as Float64Array, (value, i) => Math.abs(value - q![i]!)));
}

/** One point's own loss at every moment that the run remembers. */
function pointLosses(shot: Shot, { inputs, labels }: Dataset, point: number) {
  const units = unitsOf(shot);
  const room = pass(1, units);
  const one = {
    rows: 1,
    columns: 2,
    values: Float64Array.of(inputs.values[point]!, inputs.values[inputs.rows + point]!),
  };
  return shot.run.moments.flatMap(({ step, parameters }) => {
    if (!parameters) return [];
    forward(view(parameters, units), 'sigmoid', one, room);
    return [[step, crossEntropy(room.logits[0]!, labels[point]!)] as const];
  });
}

function pointWords(
  point: number,
  { labels }: Dataset,
  { hidden, logits, probabilities }: ReturnType<typeof hiddenOf>,
) {
  const h = Array.from({ length: hidden.columns }, (_, k) => column(hidden, k)[point]!.toFixed(2));
  return `Point ${point + 1}, class ${labels[point]}: h = (${h.join(', ')}), s₂ = ${signed(logits[point]!)}, ŷ = ${probabilities[point]!.toFixed(4)}`;
}

function lineWords({ hiddenWeights, hiddenBias }: MlpParameters): string {
  const units = hiddenBias.length;
  const places = Array.from(hiddenBias, (bias, k) => {
    const [w1, w2] = [hiddenWeights.values[k]!, hiddenWeights.values[units + k]!];
    return signed(Math.abs(bias) / Math.sqrt(w1 * w1 + w2 * w2));
  });
  return `${units === 1 ? 'one line' : `${units} lines`}, ${places.join(', ')} from the origin`;
}

const settingWords = (
  compare: 'nothing' | 'rate' | 'noise' | 'units',
  { rate, noise, units }: { rate: number; noise: number; units: number },
) =>
  ({
    nothing: '',
    rate: `learning rate ${rate}`,
    noise: `noise ${noise}`,
    units: `${units} hidden ${units === 1 ? 'unit' : 'units'}`,
  })[compare];

const spaceTitle = (direct: boolean, units: number) =>
  direct
    ? units === 3
      ? 'The hidden space [0, 1]³, and the plane in it'
      : `The hidden space ${units === 2 ? '[0, 1]², and the line in it' : '[0, 1], and the place in it'}`
    : `The hidden space: ${units} directions, three of them seen`;

/** What the reader's own parameters are, and where they are taken up; a notice when they are none. */
function readHand(text: string, units: number) {
  if (text === '') return undefined;
  const [step, ...values] = text.split(' ').map(Number) as [number, ...number[]];
  const count = 4 * units + 1;
  const usable =
    Number.isInteger(step) &&
    step >= 0 &&
    step <= schema.step.max &&
    values.length === count &&
    values.every((value) => Math.abs(value) <= 1e6);
  return usable
    ? { origin: { step, parameters: Float64Array.from(values) } }
    : {
        notice: `“hand” should be a step and ${count} parameters, each a number; it is left out, and the run begins at its start.`,
      };
}

function tableOf({ run, snapshot, losses, spec }: Shot) {
  const units = spec.setup.model.kind === 'mlp' ? spec.setup.model.units : 0;
  const each = (name: (k: number) => string) =>
    Array.from({ length: units }, (_, k) => name(k + 1));
  const columns = [
    'step',
    'loss',
    'accuracy',
    ...each((k) => `W ${k},1`),
    ...each((k) => `W ${k},2`),
    ...each((k) => `b ${k}`),
    ...each((k) => `w final ${k}`),
    'b final',
  ];
  const moments = losses.length > run.moments.length ? [snapshot] : run.moments;
  return {
    columns,
    rows: moments.map(({ step, loss, accuracy, parameters }) => [
      step,
      loss,
      accuracy,
      ...(parameters ?? []),
    ]),
  };
}
