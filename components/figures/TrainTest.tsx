import './train-test.css';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { datasetOf } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import type { Frame } from '../../src/figure/frame.ts';
import { curve, words } from '../../src/figure/marks.ts';
import { bestCircle } from '../../src/model/best-circle.ts';
import { accuracy } from '../../src/model/loss.ts';
import { logitSurface, view } from '../../src/model/mlp.ts';
import {
  freshPoints,
  noisyRun,
  testNoises,
  testStops,
  testWidths,
} from '../../src/training/many-networks.ts';
import { Choice } from '../controls/Choice.tsx';
import { EnsembleDrive } from '../controls/EnsembleDrive.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Chart } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { percentText } from './numbers.ts';
import { RegionMap } from './RegionMap.tsx';
import { type Group, type Member, useEnsembles } from './useEnsembles.ts';
import { useFigureState } from './useFigureState.ts';

const schema = {
  noise: { kind: 'choice', default: '0.6', values: ['0.2', '0.4', '0.6'] },
  stop: { kind: 'number', default: 2, min: 0, max: testStops.length - 1, integer: true },
  width: { kind: 'number', default: 3, min: 0, max: testWidths.length - 1, integer: true },
  points: { kind: 'choice', default: 'train', values: ['train', 'fresh'] },
} as const;
type Noise = (typeof schema.noise.values)[number];

const goals = [3, 10, 30] as const;

const freshOf = new Map<number, ReturnType<typeof datasetOf>>();
function fresh(noise: number) {
  const known = freshOf.get(noise) ?? datasetOf(freshPoints(noise));
  freshOf.set(noise, known);
  return known;
}

interface Tested {
  /** Of fresh points, at each stop. */
  readonly test: readonly number[];
  /** Of the first network, for its picture. */
  readonly parameters: Float64Array | undefined;
}

function keep(parameters: Float64Array, seed: number, { run, stops }: Group): Tested {
  const { data } = run.setup;
  const { inputs, labels } = fresh('noise' in data ? data.noise : 0);
  const length = parameters.length / stops.length;
  const logits = new Float64Array(labels.length);
  return {
    test: stops.map((_, s) => {
      const network = view(parameters.slice(s * length, (s + 1) * length), (length - 1) / 4);
      logitSurface(network, 'sigmoid', inputs, logits);
      return accuracy(logits, labels);
    }),
    parameters: seed === 1 ? parameters.slice() : undefined,
  };
}

/** For each width, at each stop: the accuracies on average, and the first network at the usual stop. */
export interface BuiltTests {
  readonly count: number;
  readonly widths: readonly {
    readonly train: readonly number[];
    readonly test: readonly number[];
    readonly first: readonly number[];
  }[];
}

/** Chapter 13: how networks fare on the points they learned from, and on fresh ones. */
export function TrainTest({ built }: { built?: BuiltTests }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('train-test', schema);
  const { stop, width } = state;
  const noise = Number(state.noise);
  const [goal, setGoal] = useState<number>(goals[0]);
  const [touched, setTouched] = useState(false);
  const groups = useMemo(
    () =>
      testWidths.map(
        (units): Group => ({
          key: `${units} ${noise}`,
          run: noisyRun(units, noise),
          stops: testStops,
        }),
      ),
    [noise],
  );
  const ensembles = useEnsembles<Tested>({ groups, goal, keep, root });
  const showsBuilt = built !== undefined && !touched && noise === 0.6;
  const count = showsBuilt ? built.count : ensembles.round;
  const found = groups.map((group, g) => {
    if (showsBuilt) {
      const { train, test } = built.widths[g] as BuiltTests['widths'][number];
      return { train: train[stop] as number, test: test[stop] as number };
    }
    // Of the rounds that are whole: so the sentence is the same however the threads took turns.
    const members = ensembles.members(group).slice(0, count);
    return {
      train: mean(members.map(({ accuracies }) => accuracies[stop] as number)),
      test: mean(members.map(({ kept }) => kept.test[stop] as number)),
    };
  });
  const { data } = (groups[0] as Group).run.setup;
  const dataset = useMemo(() => datasetOf(data), [noise]);
  const best = useMemo(() => bestCircle(fresh(noise)), [noise]);
  const parameters = showsBuilt
    ? stop === usualStop
      ? built.widths[width]?.first
      : undefined
    : firstOf(ensembles.members(groups[width] as Group), stop);
  const units = testWidths[width] as number;
  const network = useMemo(
    () => parameters && view(Float64Array.from(parameters), units),
    [showsBuilt, parameters?.[0], parameters?.length, units],
  );
  const shownPoints = useMemo(
    () => (state.points === 'train' ? dataset : firstPoints(fresh(noise), 400)),
    [state.points, noise, dataset],
  );

  const level = useCallback(
    ({ x: [from, to] }: Frame) => [
      ...curve(
        [
          [from, best],
          [to, best],
        ],
        { stroke: 'var(--ink-soft)', strokeWidth: 1, strokeDasharray: '4 4' },
      ),
      ...words('the best circle, on fresh points', [to, best], {
        dx: -4,
        dy: -9,
        textAnchor: 'end',
      }),
    ],
    [best],
  );
  const pairs = (which: 'train' | 'test') =>
    count === 0 ? [] : found.map((shares, i) => [i, shares[which]] as const);
  const at = found[width] as (typeof found)[number];
  const steps = whole(testStops[stop] as number);
  const status =
    count === 0
      ? `No network trained yet · noise ${noise}`
      : `${units} units, ${steps} steps, noise ${noise} · training points ${percentText(at.train)} · fresh points ${percentText(at.test)} · ${count} ${count === 1 ? 'network' : 'networks'} each`;
  const act = (action: () => void) => () => {
    setTouched(true);
    action();
  };
  const next = goals.find((more) => more > goal);
  return (
    <div ref={root} class="train-test">
      <FigurePanel
        name="train-test"
        status={status}
        busy={ensembles.playing}
        notices={[...notices, ...ensembles.notices]}
        link={link}
        table={() => ({
          columns: ['units', 'accuracy on training points', 'accuracy on fresh points', 'networks'],
          rows: found.map(({ train, test }, g) => [
            testWidths[g] as number,
            count ? train : '–',
            count ? test : '–',
            count,
          ]),
        })}
        controls={
          <>
            <EnsembleDrive
              playing={ensembles.playing}
              stopped={ensembles.done && !showsBuilt}
              progress={ensembles.progress}
              onTrain={act(ensembles.train)}
              onPause={ensembles.pause}
              onStep={act(ensembles.step)}
              onReset={act(() => {
                setGoal(goals[0]);
                ensembles.reset();
              })}
              next={
                ensembles.done && next
                  ? {
                      label: `Go on to ${next}`,
                      onGo: () => {
                        setGoal(next);
                        ensembles.until(next);
                      },
                    }
                  : undefined
              }
            />
            <Choice
              label="Noise"
              value={state.noise}
              options={testNoises.map((value) => ({
                value: String(value) as Noise,
                label: String(value),
              }))}
              onChange={(value) => set({ noise: value })}
            />
            <Slider
              label="After so many steps"
              value={stop}
              min={0}
              max={testStops.length - 1}
              step={1}
              format={(value) => whole(testStops[value] as number)}
              onChange={(value) => set({ stop: value })}
            />
            <Slider
              label="Units of the network shown"
              value={width}
              min={0}
              max={testWidths.length - 1}
              step={1}
              format={(value) => String(testWidths[value])}
              onChange={(value) => set({ width: value })}
            />
            <Choice
              label="Points shown"
              value={state.points}
              options={[
                { value: 'train', label: 'Training' },
                { value: 'fresh', label: 'Fresh' },
              ]}
              onChange={(value) => set({ points: value })}
            />
          </>
        }
      >
        <div class="wide-narrow">
          <div>
            <p class="panel-title">Points that are right, by the number of units</p>
            <Chart
              label={`Accuracy over the number of hidden units: on the training points and on fresh ones. ${status}.`}
              x={[-0.3, testWidths.length - 0.7]}
              y={[0.7, 1.02]}
              ratio={0.62}
              margins={{ left: 60, right: 10, top: 8, bottom: 40 }}
              xLabel="hidden units"
              yLabel="accuracy"
              xTicks={testWidths.map((_, i) => i)}
              xFormat={widthTick}
              yTicks={[0.7, 0.8, 0.9, 1]}
              yFormat={percentTick}
              base={level}
            >
              <Curve
                pairs={pairs('train')}
                look="train"
                {...(count ? { at: [width, at.train] as const } : {})}
              />
              <Curve
                pairs={pairs('test')}
                look="test"
                {...(count ? { at: [width, at.test] as const } : {})}
              />
            </Chart>
            <p class="curves-key">
              <span class="key-train" /> training points <span class="key-test" /> fresh points
            </p>
          </div>
          <div>
            <p class="panel-title">One network with {units} units</p>
            {network ? (
              <RegionMap
                label={`The region of one network with ${units} units after ${steps} steps, and ${state.points === 'train' ? 'the points it learned from' : 'fresh points'}.`}
                dataset={shownPoints}
                parameters={network}
                wide
              />
            ) : (
              <div class="region-map region-empty">
                <p>Train to see it.</p>
              </div>
            )}
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}

const usualStop = testStops.indexOf(1001);
const widthTick = (i: number) => String(testWidths[i]);
const percentTick = (share: number) => `${Math.round(100 * share)} %`;

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The first network of a group, at a stop. */
function firstOf(members: readonly Member<Tested>[], stop: number): Float64Array | undefined {
  const all = members[0]?.kept.parameters;
  if (!all) return undefined;
  const length = all.length / testStops.length;
  return all.slice(stop * length, (stop + 1) * length);
}

/** Every so-manieth point, so that both classes are among them. */
function firstPoints({ inputs, labels }: ReturnType<typeof datasetOf>, count: number) {
  const stride = Math.floor(labels.length / count);
  const values = new Float64Array(2 * count);
  const chosen = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    values[i] = inputs.values[i * stride] as number;
    values[count + i] = inputs.values[labels.length + i * stride] as number;
    chosen[i] = labels[i * stride] as number;
  }
  return { inputs: { rows: count, columns: 2, values }, labels: chosen };
}
