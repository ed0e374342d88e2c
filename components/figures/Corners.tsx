import './corners.css';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Dataset } from '../../src/data/dataset.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import { logitSurface, view } from '../../src/model/mlp.ts';
import { cornerCount, radiiOnRays, raysFrom } from '../../src/model/region.ts';
import { circlesRun, courseSteps } from '../../src/training/course-runs.ts';
import { cornerUnits } from '../../src/training/many-networks.ts';
import { useChanged } from '../code/changed.ts';
import { inParts, numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { EnsembleDrive } from '../controls/EnsembleDrive.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { RegionMap } from './RegionMap.tsx';
import { type Group, type Member, useEnsembles } from './useEnsembles.ts';
import { useFigureState } from './useFigureState.ts';
import { useOneByOne } from './useOneByOne.ts';

const schema = {
  start: { kind: 'choice', default: 'uniform', values: ['uniform', 'glorot', 'normal'] },
  // The shape that is pictured, by its corners, for 3, 4, 5 and 6 units.
  shown: { kind: 'numbers', default: [3, 3, 5, 5], min: 0, max: 8 },
} as const;

const goals = [20, 100, 1000] as const;
const cornersShown = [2, 3, 4, 5, 6] as const;

interface Shape {
  /** 0 where the boundary is not closed around the centre. */
  readonly corners: number;
  /** How far its boundary is in each direction; undefined where it is not closed around the centre. */
  readonly radii: Float64Array | undefined;
  readonly parameters: Float64Array;
}

const rays = raysFrom(72, 41, 4);
const logits = new Float64Array(rays.points.rows);

/** A network with the corners of its region. */
function keep(parameters: Float64Array): Shape {
  const own = parameters.slice();
  logitSurface(view(own, (own.length - 1) / 4), 'sigmoid', rays.points, logits);
  const found = radiiOnRays(rays, logits);
  const radii = found?.every(Number.isFinite) ? found : undefined;
  return { corners: radii ? cornerCount(radii) : 0, radii, parameters: own };
}

/** What the build counted: for each number of units, the networks by their corners, and one of each. */
export interface BuiltCorners {
  readonly count: number;
  readonly groups: readonly {
    readonly counts: Readonly<Record<number, number>>;
    readonly examples: Readonly<Record<number, readonly number[]>>;
  }[];
}

/** Chapter 13: how many corners the regions have that training finds, counted. */
export function Corners({ built }: { built?: BuiltCorners }) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('corners', schema);
  const { start, shown } = state;
  const [goal, setGoal] = useState<number>(goals[0]);
  const [touched, setTouched] = useState(false);
  const groups = useMemo(
    () =>
      cornerUnits.map(
        (units): Group => ({
          key: `${units} ${start}`,
          run: circlesRun({ units, start, seed: 1 }),
          stops: [courseSteps],
        }),
      ),
    [start],
  );
  const ensembles = useEnsembles<Shape>({ groups, goal, keep, root });
  const dataset = useMemo(() => datasetOf(circlesRun().setup.data), []);
  // A changed listing counts what is trained here: of the build's networks only the counts are known.
  const changed = useChanged('corners');
  const isOriginal = changed.length === 0;
  const { until } = ensembles;
  useEffect(() => {
    if (isOriginal) return;
    until(goal);
    return () => until(0);
  }, [isOriginal, start]);
  const known = useMemo(() => new Map<Shape, number>(), [changed]);
  const shapes = isOriginal ? [] : groups.flatMap((group) => ensembles.members(group));
  const made = useMade<{ readonly known: ReadonlyMap<Shape, number> } | undefined>(
    'corners',
    {
      here: () => undefined,
      there: async ({ each }) => {
        const closed = shapes.flatMap(({ kept }) =>
          kept.radii && !known.has(kept) ? [{ kept, radii: [...kept.radii] }] : [],
        );
        const counts = await inParts(closed, 20, (some) =>
          each(
            'src/model/region.ts',
            'cornerCount',
            some.map(({ radii }) => [radii]),
          ),
        );
        const numbers = numbersOf(counts, closed.length, 'The corners of all regions');
        closed.forEach(({ kept }, i) => {
          known.set(kept, numbers[i]!);
        });
        return { known };
      },
    },
    [shapes.length],
  );
  /** Undefined where the changed listing has not counted it yet. */
  const cornersOf = (shape: Shape) =>
    isOriginal ? shape.corners : shape.radii ? made.value?.known.get(shape) : 0;
  const showsBuilt = built !== undefined && start === 'uniform' && !touched && isOriginal;
  const found = groups.map((group, g) =>
    showsBuilt
      ? { count: built.count, ...(built.groups[g] as BuiltCorners['groups'][number]) }
      : counted(ensembles.members(group), cornersOf),
  );
  const withExample = found.flatMap(({ examples }, g) =>
    Object.keys(examples).length > 0 ? [g] : [],
  );
  const pictures = useOneByOne(withExample.length);
  // Of the rounds that are whole, so that the sentence does not depend on the threads' turns.
  const round = showsBuilt ? built.count : ensembles.round;
  const inRound = (g: number, corners: number) =>
    showsBuilt
      ? (built.groups[g]?.counts[corners] ?? 0)
      : ensembles
          .members(groups[g] as Group)
          .slice(0, round)
          .filter(({ kept }) => cornersOf(kept) === corners).length;
  const status =
    round === 0
      ? 'No network trained yet'
      : `${whole(round)} ${round === 1 ? 'network' : 'networks'} each · triangles: ${cornerUnits
          .map((units, g) => `${inRound(g, 3)} with ${units} units`)
          .join(', ')}`;
  const act = (action: () => void) => () => {
    setTouched(true);
    action();
  };
  const next = goals.find((more) => more > goal);
  return (
    <div ref={root} class="corners">
      <FigurePanel
        name="corners"
        status={status}
        busy={ensembles.playing}
        notices={[...notices, ...ensembles.notices, ...made.notices]}
        link={link}
        table={() => ({
          columns: ['units', 'networks', ...cornersShown.map((corners) => `${corners} corners`)],
          rows: cornerUnits.map((units, g) => [
            units,
            found[g]?.count ?? 0,
            ...cornersShown.map((corners) => found[g]?.counts[corners] ?? 0),
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
              label="Start"
              value={start}
              options={[
                { value: 'uniform', label: 'uniform(0, 1)' },
                { value: 'glorot', label: 'Glorot' },
                { value: 'normal', label: 'Normal' },
              ]}
              onChange={(value) => set({ start: value })}
            />
          </>
        }
      >
        <div class="corner-groups">
          {cornerUnits.map((units, g) => {
            const { count, counts, examples } = found[g] as Counted;
            const wanted = shown[g] as number;
            const pictured = examples[wanted] ? wanted : mostOf(counts);
            const isDue = withExample.indexOf(g) < pictures;
            const example = isDue ? examples[pictured] : undefined;
            return (
              <div key={units} class="corner-group">
                <p class="panel-title">{units} units</p>
                {example ? (
                  <Example values={example} units={units} corners={pictured} dataset={dataset} />
                ) : (
                  <div class="region-map region-empty" />
                )}
                <fieldset class="corner-bars">
                  <legend>Shown: a region with</legend>
                  {cornersShown.map((corners) => {
                    const here = counts[corners] ?? 0;
                    return (
                      <label key={corners}>
                        <input
                          type="radio"
                          name={`${id} ${units}`}
                          checked={example !== undefined && pictured === corners}
                          disabled={here === 0}
                          onChange={() =>
                            set({ shown: shown.map((before, at) => (at === g ? corners : before)) })
                          }
                        />
                        <span class="corner-row">
                          <span>{corners} corners</span>
                          <span class="corner-bar">
                            <span style={{ width: `${count > 0 ? (100 * here) / count : 0}%` }} />
                          </span>
                          <span>{whole(here)}</span>
                        </span>
                      </label>
                    );
                  })}
                </fieldset>
              </div>
            );
          })}
        </div>
      </FigurePanel>
    </div>
  );
}

interface ExampleProps {
  readonly values: ArrayLike<number>;
  readonly units: number;
  readonly corners: number;
  readonly dataset: Dataset;
}

/** One region; it is painted again when another one takes its place only. */
function Example({ values, units, corners, dataset }: ExampleProps) {
  const parameters = useMemo(() => view(Float64Array.from(values), units), [values, units]);
  return (
    <RegionMap
      label={`A region with ${corners} corners that a network with ${units} units found.`}
      dataset={dataset}
      parameters={parameters}
    />
  );
}

interface Counted {
  readonly count: number;
  readonly counts: Readonly<Record<number, number>>;
  readonly examples: Readonly<Record<number, ArrayLike<number>>>;
}

function counted(
  members: readonly Member<Shape>[],
  cornersOf: (shape: Shape) => number | undefined,
): Counted {
  const counts: Record<number, number> = {};
  const examples: Record<number, Float64Array> = {};
  for (const { kept } of members) {
    const corners = cornersOf(kept);
    if (corners === undefined) continue;
    counts[corners] = (counts[corners] ?? 0) + 1;
    examples[corners] ??= kept.parameters;
  }
  return { count: members.length, counts, examples };
}

const mostOf = (counts: Counted['counts']) =>
  Number(Object.entries(counts).sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0);
