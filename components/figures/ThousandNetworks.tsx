import './thousand-networks.css';
import { useMemo, useRef, useState } from 'preact/hooks';
import { datasetOf } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import { stepsAxis } from '../../src/figure/frame.ts';
import { view } from '../../src/model/mlp.ts';
import { courseSteps } from '../../src/training/course-runs.ts';
import {
  columnsOf,
  type MapKind,
  mapRun,
  mapSteps,
  mapUnits,
  type RecipeName,
  recipes,
} from '../../src/training/many-networks.ts';
import { CellStop } from '../controls/CellStop.tsx';
import { Choice } from '../controls/Choice.tsx';
import { EnsembleDrive } from '../controls/EnsembleDrive.tsx';
import { Chart } from './Chart.tsx';
import { Bars } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { percentText } from './numbers.ts';
import { RegionMap } from './RegionMap.tsx';
import { type Group, type Member, useEnsembles } from './useEnsembles.ts';
import { useFigureState } from './useFigureState.ts';
import { useOneByOne } from './useOneByOne.ts';

const schema = {
  kind: { kind: 'choice', default: 'rate', values: ['rate', 'steps'] },
  recipe: {
    kind: 'choice',
    default: 'sigmoid uniform',
    values: Object.keys(recipes) as RecipeName[],
  },
  column: { kind: 'number', default: 4, min: 0, max: 6, integer: true },
  row: { kind: 'number', default: 2, min: 0, max: mapUnits.length - 1, integer: true },
} as const;

/** So many networks a group, one goal after the other. */
const goals = [20, 100, 1000] as const;
/** So many of the chosen cell are pictured. */
const pictured = 8;
interface Outcome {
  /** Networks that get every point right, of so many. */
  readonly right: number;
  readonly count: number;
}
/** What the build found out, row by row. */
export interface BuiltSuccesses {
  /** Each cell has at least so many. */
  readonly count: number;
  readonly rate: readonly (readonly Outcome[])[];
  readonly steps: readonly (readonly Outcome[])[];
  /** Of the cell that is chosen first: the losses of some networks, and the parameters of the first of them. */
  readonly chosen: {
    readonly losses: readonly number[];
    readonly accuracies: readonly number[];
    readonly parameters: readonly (readonly number[])[];
  };
}

const usualRate = 2;
/** Of the first networks of each group, the parameters at every stop. */
const keep = (parameters: Float64Array, seed: number) =>
  seed <= pictured ? parameters.slice() : undefined;
type Kept = ReturnType<typeof keep>;

/** The group that a cell shows; with steps in the columns, a whole row shares one. */
function groupOf(kind: MapKind, recipe: RecipeName, column: number, row: number): Group {
  const units = mapUnits[row] as number;
  const rate = kind === 'rate' ? (columnsOf(kind)[column] as number) : usualRate;
  return {
    key: `${kind} ${recipe} ${units} ${rate}`,
    run: mapRun(units, rate, recipe),
    stops: kind === 'rate' ? [courseSteps] : mapSteps,
  };
}
const firstCell = groupOf('rate', 'sigmoid uniform', 4, 2);

const membersOf = ({
  chosen: { losses, accuracies, parameters },
}: BuiltSuccesses): Member<Kept>[] =>
  losses.map((loss, i) => ({
    seed: i + 1,
    losses: Float64Array.of(loss),
    accuracies: Float64Array.of(accuracies[i] as number),
    kept: parameters[i] && Float64Array.from(parameters[i]),
  }));

const stopOf = (kind: MapKind, column: number) => (kind === 'rate' ? 0 : column);

/** Chapter 13: how often training succeeds, by the number of units and the rate or the steps. */
export function ThousandNetworks({ built }: { built?: BuiltSuccesses }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('thousand-networks', schema);
  const { kind, recipe, column, row } = state;
  const columns = columnsOf(kind);
  const [goal, setGoal] = useState<number>(goals[0]);
  // What the build found out stands until the reader trains, resets or asks for another map.
  const [touched, setTouched] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState(false);

  const groups = useMemo(() => {
    const cells = mapUnits.flatMap((_, j) => columns.map((_, i) => groupOf(kind, recipe, i, j)));
    return [...new Map(cells.map((group) => [group.key, group])).values()];
  }, [kind, recipe]);
  const group = groupOf(kind, recipe, column, row);
  const ensembles = useEnsembles<Kept>({
    groups,
    goal,
    keep,
    root,
    wanted: asked ? { group, count: pictured } : undefined,
  });
  const showsBuilt = built !== undefined && recipe === 'sigmoid uniform' && !touched.includes(kind);

  const outcome = (i: number, j: number): Outcome | undefined => {
    if (showsBuilt) return built[kind][j]?.[i];
    const members = ensembles.members(groupOf(kind, recipe, i, j));
    const stop = stopOf(kind, i);
    return members.length === 0
      ? undefined
      : {
          right: members.filter(({ accuracies }) => accuracies[stop] === 1).length,
          count: members.length,
        };
  };
  const name = (i: number, j: number) => {
    const value = columns[i] as number;
    const units = mapUnits[j] as number;
    return `${units} ${units === 1 ? 'unit' : 'units'}, ${kind === 'rate' ? `rate ${value}` : `${whole(value)} steps`}`;
  };
  const words = (i: number, j: number) => {
    const found = outcome(i, j);
    return `${name(i, j)}: ${found ? `${found.right} of ${found.count} get every point right` : 'nothing trained yet'}`;
  };

  // Of the rounds that are whole: so the sentence is the same however the threads took turns.
  const { round } = ensembles;
  const inRound = (): Outcome => {
    const members = ensembles.members(group).slice(0, round);
    const stop = stopOf(kind, column);
    return {
      right: members.filter(({ accuracies }) => accuracies[stop] === 1).length,
      count: round,
    };
  };
  const here = showsBuilt ? (outcome(column, row) as Outcome) : inRound();
  const status =
    here.count === 0
      ? `${name(column, row)} · no network trained yet`
      : `${name(column, row)}: ${here.right} of ${whole(here.count)} get every point right · ${
          showsBuilt ? `at least ${built.count}` : whole(round)
        } ${round === 1 && !showsBuilt ? 'network' : 'networks'} a cell`;

  const act = (action: () => void) => () => {
    setTouched([...touched, kind]);
    action();
  };
  const choose = (i: number, j: number) => {
    set({ column: i, row: j });
    setAsked(true);
  };
  const next = goals.find((more) => more > goal);
  const known = ensembles.members(group);
  const isFirst = showsBuilt && group.key === firstCell.key;
  const members = useMemo(
    () => (isFirst && known.length < built.chosen.losses.length ? membersOf(built) : known),
    [isFirst, known, known.length],
  );
  return (
    <div ref={root} class="thousand">
      <FigurePanel
        name="thousand-networks"
        status={status}
        busy={ensembles.playing}
        notices={[...notices, ...ensembles.notices]}
        link={link}
        table={() => ({
          columns: [
            'units',
            kind === 'rate' ? 'learning rate' : 'steps',
            'networks',
            'every point right',
          ],
          rows: mapUnits.flatMap((units, j) =>
            columns.map((value, i) => {
              const found = outcome(i, j);
              return [units, value, found?.count ?? 0, found?.right ?? 0];
            }),
          ),
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
                setAsked(false);
                ensembles.reset();
              })}
              next={
                ensembles.done && next
                  ? {
                      label: `Go on to ${whole(next)}`,
                      onGo: () => {
                        setGoal(next);
                        ensembles.until(next);
                      },
                    }
                  : undefined
              }
            />
            <Choice
              label="Columns"
              value={kind}
              options={[
                { value: 'rate', label: 'Learning rates' },
                { value: 'steps', label: 'Steps' },
              ]}
              onChange={(value) => set({ kind: value })}
            />
            <Choice
              label="Units and start"
              look="list"
              value={recipe}
              options={[
                { value: 'sigmoid uniform', label: 'Sigmoid, uniform(0, 1)' },
                { value: 'sigmoid glorot', label: 'Sigmoid, Glorot' },
                { value: 'tanh glorot', label: 'tanh, Glorot' },
                { value: 'relu he', label: 'ReLU, He' },
              ]}
              onChange={(value) => set({ recipe: value })}
            />
          </>
        }
      >
        <div class="wide-narrow">
          <div>
            <p class="panel-title">Networks that get every point right, in percent</p>
            <Chart
              label={`A map of successes in percent: hidden units from bottom to top, ${kind === 'rate' ? 'learning rates' : 'numbers of steps'} from left to right. ${status}.`}
              x={[-0.5, columns.length - 0.5]}
              y={[-0.5, mapUnits.length - 0.5]}
              ratio={0.86}
              margins={{ left: 44, right: 8, top: 6, bottom: 40 }}
              xLabel={
                kind === 'rate'
                  ? `learning rate, ${whole(courseSteps)} steps`
                  : `steps, learning rate ${usualRate}`
              }
              yLabel="hidden units"
              xTicks={columns.map((_, i) => i)}
              yTicks={mapUnits.map((_, j) => j)}
              xFormat={kind === 'rate' ? rateTick : stepsTick}
              yFormat={unitsTick}
            >
              <CellStop
                columns={columns.length}
                rows={mapUnits.length}
                chosen={[column, row]}
                onChoose={choose}
                cell={(i, j) => {
                  const found = outcome(i, j);
                  return (
                    found && {
                      text: String(Math.round((100 * found.right) / found.count)),
                      share: found.right / found.count,
                    }
                  );
                }}
                words={words}
              />
            </Chart>
          </div>
          <ChosenCell
            name={name(column, row)}
            units={mapUnits[row] as number}
            activation={recipes[recipe].activation}
            stop={stopOf(kind, column)}
            members={members}
            onAsk={() => setAsked(true)}
            asked={asked || ensembles.playing}
          />
        </div>
      </FigurePanel>
    </div>
  );
}

const rateTick = (i: number) => String(columnsOf('rate')[i]);
const stepsTick = (i: number) => String(columnsOf('steps')[i]);
const unitsTick = (j: number) => String(mapUnits[j]);

interface ChosenCellProps {
  readonly name: string;
  readonly units: number;
  readonly activation: 'sigmoid' | 'tanh' | 'relu';
  readonly stop: number;
  readonly members: readonly Member<Kept>[];
  readonly asked: boolean;
  readonly onAsk: () => void;
}

/** The histogram's axis, in powers of two, and how many bars there are to a factor of two. */
const lowest = -13;
const highest = 4;
const fineness = 3;

/** The networks of one cell: some as pictures, all as a histogram of their losses. */
function ChosenCell(props: ChosenCellProps) {
  const { name, units, activation, stop, members, asked, onAsk } = props;
  const dataset = useMemo(() => datasetOf(mapRun(3, usualRate).setup.data), []);
  const counts = useMemo(() => histogram(members, stop), [members, members.length, stop]);
  // In leaps, so that the axis is drawn anew a few times only.
  const axis = stepsAxis(Math.max(...counts.map(({ all }) => all)), 5);
  const bars = counts.flatMap(({ all, right }, b) => {
    const across = [lowest + b / fineness, lowest + (b + 1) / fineness] as const;
    return all > 0 ? [{ across, right, all }] : [];
  });
  const shown = useOneByOne(Math.min(members.length, pictured));
  const networks = useMemo(
    () =>
      members.slice(0, shown).flatMap(({ seed, kept, accuracies }) => {
        if (!kept) return [];
        const length = 4 * units + 1;
        const parameters = view(kept.slice(stop * length, (stop + 1) * length), units);
        return [{ seed, parameters, accuracy: accuracies[stop] as number }];
      }),
    [members[0], shown, stop, units],
  );
  const rightOnes = counts.reduce((sum, { right }) => sum + right, 0);
  return (
    <div class="chosen-cell">
      <p class="panel-title">{name}</p>
      <div class="chosen-networks">
        {Array.from({ length: pictured }, (_, k) => {
          const network = networks[k];
          return network ? (
            <RegionMap
              key={k}
              label={`Network ${network.seed}: ${percentText(network.accuracy)} right.`}
              dataset={dataset}
              parameters={network.parameters}
              activation={activation}
              size="tiny"
            />
          ) : (
            <div key={k} class="region-map region-empty" />
          );
        })}
      </div>
      {!asked && networks.length === 0 && (
        <button type="button" onClick={onAsk}>
          Show networks of this cell
        </button>
      )}
      <p class="panel-title">
        Their losses
        {members.length > 0
          ? `: ${rightOnes} of ${whole(members.length)} get every point right`
          : ''}
      </p>
      <Chart
        label={`A histogram of the losses of ${members.length} networks, on a logarithmic axis; ${rightOnes} of them get every point right.`}
        x={[lowest, highest]}
        y={axis}
        ratio={0.5}
        margins={{ left: 40, right: 8, top: 6, bottom: 38 }}
        xLabel="loss (nats)"
        yLabel="networks"
        xTicks={lossTicks}
        xFormat={lossTick}
        yTicks={4}
      >
        <Bars
          bars={bars.map(({ across, right }) => ({ across, from: 0, to: right }))}
          colour="var(--accent)"
        />
        <Bars
          bars={bars.map(({ across, right, all }) => ({ across, from: right, to: all }))}
          colour="var(--ink-faint)"
        />
      </Chart>
      <p class="bars-key">
        <span class="bar-right" /> every point right <span class="bar-wrong" /> not
      </p>
    </div>
  );
}

/** Powers of ten on an axis of powers of two. */
const lossTicks = [-3, -2, -1, 0, 1].map((power) => power * Math.log2(10));
const lossTick = (log: number) => String(Number((2 ** log).toPrecision(2)));

function histogram(members: readonly Member<Kept>[], stop: number) {
  const counts = Array.from({ length: fineness * (highest - lowest) }, () => ({
    all: 0,
    right: 0,
  }));
  for (const { losses, accuracies } of members) {
    const at = Math.floor(fineness * (Math.log2(losses[stop] as number) - lowest));
    const bin = counts[Math.max(0, Math.min(counts.length - 1, at))] as (typeof counts)[number];
    bin.all += 1;
    if (accuracies[stop] === 1) bin.right += 1;
  }
  return counts;
}
