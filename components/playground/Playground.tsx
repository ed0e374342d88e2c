import './playground.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { whole } from '../../src/data/whole.ts';
import { type NetworkShape, parameterCount } from '../../src/model/network.ts';
import { MOST_STEPS } from '../../src/training/messages.ts';
import { shapeOf } from '../../src/training/playground.ts';
import { firstRun, presets } from '../../src/training/presets.ts';
import type { RunSpec } from '../../src/training/run.ts';
import {
  createTrainer,
  type Place,
  type SetupData,
  type Snapshot,
  setupData,
} from '../../src/training/trainer.ts';
import { Choice } from '../controls/Choice.tsx';
import { Drive } from '../controls/Drive.tsx';
import { FileField } from '../controls/FileField.tsx';
import { Slider } from '../controls/Slider.tsx';
import { StepsField } from '../controls/StepsField.tsx';
import { Transport } from '../controls/Transport.tsx';
import { FigurePanel, type Table } from '../figures/FigurePanel.tsx';
import { lossText, percentText, statusText } from '../figures/numbers.ts';
import { useSlices } from '../figures/useSlices.ts';
import { prepare, type Training, useTraining } from '../figures/useTraining.ts';
import { Challenges } from './Challenges.tsx';
import { Compare, type KeptRun } from './Compare.tsx';
import { CurvesView } from './CurvesView.tsx';
import { DataGroup } from './DataGroup.tsx';
import { DrawSurface } from './DrawSurface.tsx';
import { type DrawTool, DrawTools } from './DrawTools.tsx';
import { withoutNearest, withPoints } from './drawn-points.ts';
import { Inside } from './Inside.tsx';
import { KeptRegion } from './KeptRegion.tsx';
import { readLink, writeLink } from './link.ts';
import { NetworkGroup } from './NetworkGroup.tsx';
import { PasteTable, TablePreview } from './OwnTable.tsx';
import { PlaneAxes } from './PlaneAxes.tsx';
import { Programs } from './Programs.tsx';
import { planeMaps, planeOf, RegionView, regionCells } from './RegionView.tsx';
import { SettingsGroup } from './SettingsGroup.tsx';
import { type Rules, StopRules } from './StopRules.tsx';
import { useOpenRun } from './useOpenRun.ts';

/** How fine the units' maps are: with many units each is small. */
const unitCellsOf = (shape: NetworkShape) =>
  shape.hidden.reduce((sum, { units }) => sum + units, 0) > 80 ? 12 : 24;
/** What the plane shows at least while points are drawn on it. */
const sheet = [-4, 4] as const;

prepare(firstRun.setup);

/** Everything free: any data, any network, any way to train it. */
export function Playground() {
  const root = useRef<HTMLDivElement>(null);
  const where = useRef<Place>();
  const open = useOpenRun(firstRun, where);
  const [speed, setSpeed] = useState(4);
  const [steps, setSteps] = useState('100');
  const [axes, setAxes] = useState<readonly [number, number]>([0, 1]);
  const [scrubbed, setScrubbed] = useState<number>();
  const [rules, setRules] = useState<Rules>({});
  const [kept, setKept] = useState<KeptRun>();
  const [dragged, setDragged] = useState(false);
  const [tool, setTool] = useState<DrawTool>(0);

  const { setup, pace, origin } = open.run;
  const { model, start } = setup;
  const shape = useMemo(() => shapeOf(setup), [setup]);
  const data = useMemo(() => setupData(setup), [setup]);
  const plane = useMemo(() => {
    const d = shape.inputs;
    const fits = axes[0] < d && axes[1] < Math.max(2, d);
    return planeOf(data, fits ? axes : [0, 1], setup.data.name === 'points' ? sheet : undefined);
  }, [data, axes]);
  const until = useMemo(() => {
    const { loss, accuracy } = rules;
    if (loss === undefined && accuracy === undefined) return undefined;
    return { ...(loss !== undefined && { loss }), ...(accuracy !== undefined && { accuracy }) };
  }, [rules]);
  const training = useTraining(setup, {
    figure: 'playground',
    pace,
    stepsPerFrame: speed,
    root,
    origin,
    keepParameters: true,
    mostMoments: momentsFor(shape),
    lastStep: rules.step ?? Number.POSITIVE_INFINITY,
    until,
  });
  const { history } = training;
  where.current = training.snapshot;
  const snapshot = useSeen(training, open.run.setup, training.playing ? undefined : scrubbed);
  const { parameters } = snapshot;

  const region = useSlices(
    root,
    useMemo(
      () => planeMaps(parameters, shape, plane, regionCells, false),
      [parameters, shape, plane],
    ),
  );
  const unitCells = unitCellsOf(shape);
  const unitMaps = useSlices(
    root,
    useMemo(
      () => planeMaps(parameters, shape, plane, unitCells, true),
      [parameters, shape, plane, unitCells],
    ),
  );

  // A link is taken up once, and trained on to the step it was made at.
  const target = useRef<{ run: RunSpec; step: number } | undefined>(undefined);
  useEffect(() => {
    readLink(firstRun).then((link) => {
      if (!link) return;
      if (link.run && open.takeUp(link.run, link.notices)) {
        if (link.step !== undefined) target.current = { run: link.run, step: link.step };
      } else open.tell(...link.notices);
    });
  }, []);
  useEffect(() => {
    const wanted = target.current;
    if (wanted?.run !== open.run) return;
    target.current = undefined;
    training.run(wanted.step - training.snapshot.step);
  }, [open.run]);

  /** Does something to the run, and looks at its end again. */
  const live =
    <A extends unknown[]>(act: (...of: A) => void) =>
    (...of: A) => {
      setScrubbed(undefined);
      act(...of);
    };
  const readFile = (use: (text: string, name: string) => void) => async (file: File) => {
    try {
      use(await file.text(), file.name);
    } catch {
      open.tell(`${file.name} could not be read.`);
    }
  };
  const saveModel = async () => {
    try {
      const { writeModelFile } = await import('../../src/exchange/model-file.ts');
      // What is looked at, which may be an earlier step.
      const text = writeModelFile(open.run, { ...training.snapshot, ...snapshot });
      const { downloadText } = await import('../figures/download.ts');
      downloadText('model.json', text, 'application/json');
    } catch (error) {
      open.tell(error instanceof Error ? error.message : String(error));
    }
  };

  const status = statusOf(snapshot);
  const preset = presets.find(({ run }) => run.setup === setup);
  const moments = history.moments;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragged(false);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    const isModel = /\.json$/i.test(file.name);
    readFile(isModel ? open.openModelText : open.openTableText)(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped on it; two buttons do the same.
    <div
      ref={root}
      class={dragged ? 'playground dragged' : 'playground'}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setDragged(true);
      }}
      onDragLeave={() => setDragged(false)}
      onDrop={drop}
    >
      <FigurePanel
        name="playground"
        status={status}
        exact={`loss ${snapshot.loss}${snapshot.test ? `, test loss ${snapshot.test.loss}` : ''}`}
        busy={training.playing}
        notices={[...open.notices, ...training.notices]}
        link={() => writeLink(open.run, snapshot, history)}
        table={() => tableOf(training)}
        before={
          <div class="playground-before">
            <div class="playground-setup">
              <section class="playground-group" aria-labelledby="playground-data">
                <h2 id="playground-data">Data</h2>
                <Choice
                  label="Example"
                  look="list"
                  value={preset?.name ?? ''}
                  options={[
                    ...(preset ? [] : [{ value: '', label: 'Your own' }]),
                    ...presets.map(({ name, title }) => ({ value: name, label: title })),
                  ]}
                  onChange={(name) => {
                    const chosen = presets.find((known) => known.name === name);
                    if (chosen) live(open.takeUp)(chosen.run);
                  }}
                />
                {preset && <p class="playground-note">{preset.sentence}</p>}
                <DataGroup
                  recipe={setup.data}
                  onChange={(recipe) => open.change({ data: recipe })}
                />
                <DrawTools
                  recipe={setup.data}
                  count={countWords(data)}
                  tool={tool}
                  onTool={setTool}
                  onChange={(recipe) => open.change({ data: recipe })}
                />
                {open.table && <TablePreview opened={open.table} onChoice={open.choose} />}
                <FileField
                  label="Open data (CSV)"
                  accept=".csv,.tsv,.txt,text/csv,text/plain"
                  onFile={readFile(open.openTableText)}
                />
                <PasteTable onText={(text) => open.openTableText(text, 'Pasted')} />
              </section>
              <section class="playground-group" aria-labelledby="playground-network">
                <h2 id="playground-network">Network</h2>
                <NetworkGroup
                  hidden={model.hidden}
                  shape={shape}
                  onChange={(next) =>
                    open.change(({ model: now }) => ({
                      model: { ...now, hidden: next(now.hidden) },
                    }))
                  }
                />
                <Slider
                  label="Learning rate η"
                  value={pace.learningRate}
                  min={0.0001}
                  max={100}
                  step={10}
                  scale="log"
                  onChange={open.setRate}
                />
                <details>
                  <summary>How it is trained</summary>
                  <SettingsGroup setup={setup} onChange={open.change} />
                </details>
              </section>
            </div>
            <Drive>
              <Transport
                playing={training.playing}
                stopped={training.stopped}
                onTrain={live(training.train)}
                onPause={training.pause}
                onStep={live(training.step)}
                onReset={live(training.reset)}
                onNewStart={live(() =>
                  open.change({
                    start:
                      start.kind === 'given'
                        ? { kind: 'glorot', seed: 1 }
                        : { ...start, seed: (start.seed + 1) % 4294967296 },
                  }),
                )}
              />
            </Drive>
            <StepsField
              value={steps}
              onChange={setSteps}
              most={MOST_STEPS}
              goal={training.goal}
              step={training.snapshot.step}
              disabled={training.playing || training.stopped}
              onRun={live(training.run)}
              onStop={training.pause}
            />
          </div>
        }
        controls={
          <div class="playground-more">
            <section class="playground-group" aria-labelledby="playground-files">
              <h2 id="playground-files">Keep and open</h2>
              <div class="playground-buttons">
                <button type="button" onClick={saveModel}>
                  Save model (JSON)
                </button>
                <FileField
                  label="Open model (JSON)"
                  accept=".json,application/json"
                  onFile={readFile(open.openModelText)}
                />
                {open.undo && (
                  <button type="button" onClick={open.undo}>
                    Back to what was before
                  </button>
                )}
              </div>
            </section>
            <details>
              <summary>Take it along</summary>
              <Programs
                run={open.run}
                snapshot={{ ...training.snapshot, ...snapshot }}
                paces={history.paces}
                onTrouble={open.tell}
              />
            </details>
            <details>
              <summary>When to stop</summary>
              <StopRules rules={rules} onChange={setRules} />
            </details>
            <details>
              <summary>Compare two</summary>
              <Compare
                kept={kept}
                run={open.run}
                status={status}
                onKeep={() =>
                  setKept({ run: open.run, seen: snapshot, moments: [...history.moments] })
                }
                onDrop={() => setKept(undefined)}
                onBack={() => {
                  if (!kept) return;
                  const { step, parameters: there, memory } = kept.seen;
                  const place = { step, parameters: there, ...(memory && { memory }) };
                  live(open.takeUp)({ ...kept.run, origin: place });
                }}
              />
            </details>
            <details>
              <summary>Can you do it?</summary>
              <Challenges
                standing={{ ...snapshot, run: open.run, parameters: parameters.length }}
              />
            </details>
          </div>
        }
      >
        <div class="playground-views">
          <div>
            <p class="panel-title">
              {kept
                ? 'B: what the network says in the plane'
                : 'What the network says in the plane'}
            </p>
            <RegionView
              label={`The points, and the class that the network gives each place of the plane. ${status}.`}
              data={data}
              plane={plane}
              maps={region}
            >
              {setup.data.name === 'points' && (
                <DrawSurface
                  tool={tool}
                  onDraw={(points, label) =>
                    open.change(({ data: now }) => ({ data: withPoints(now, points, label) }))
                  }
                  onErase={(place) =>
                    open.change(({ data: now }) => ({ data: withoutNearest(now, place) }))
                  }
                />
              )}
            </RegionView>
            {shape.inputs > 2 && (
              <PlaneAxes names={data.train.inputNames} axes={plane.axes} onChange={setAxes} />
            )}
          </div>
          {kept && <KeptRegion root={root} kept={kept} />}
          <div class={kept ? 'playground-wide playground-curves' : undefined}>
            <p class="panel-title">Loss and accuracy</p>
            <CurvesView moments={moments} now={snapshot} other={kept?.moments} />
            <Slider
              label="Timeline: step"
              value={momentAt(moments, snapshot.step)}
              min={0}
              max={Math.max(1, moments.length - 1)}
              step={1}
              disabled={training.playing || moments.length < 2}
              format={(at) => whole(moments[at]?.step ?? 0)}
              onChange={(at) => setScrubbed(moments[at]?.step)}
            />
            <Slider
              label="Speed while training"
              value={speed}
              min={1}
              max={200}
              step={10}
              scale="log"
              format={(value) => `${value} a frame`}
              onChange={setSpeed}
            />
          </div>
          <Inside
            root={root}
            shape={shape}
            seen={snapshot}
            data={data}
            plane={plane}
            maps={unitMaps}
            cells={unitCells}
          />
        </div>
      </FigurePanel>
    </div>
  );
}

/** How many points there are, of how many classes, and how many of them train. */
function countWords({ train, test }: SetupData): string {
  const all = train.labels.length + (test?.labels.length ?? 0);
  const classes = `${whole(all)} points, ${train.classNames.length} classes`;
  return test ? `${classes}; ${whole(train.labels.length)} train` : classes;
}

/** “Step 120 · loss 0.1068 · accuracy 95.5 %”, and the same of the points kept aside. */
const statusOf = (snapshot: Seen) =>
  `${statusText(snapshot)}${
    snapshot.test
      ? ` · test loss ${lossText(snapshot.test.loss)} · test accuracy ${percentText(snapshot.test.accuracy)}`
      : ''
  }`;

/** So many moments of a run are kept that their parameters take some ten megabytes at most. */
const momentsFor = (shape: NetworkShape) =>
  Math.max(60, Math.min(2000, Math.floor(1_500_000 / parameterCount(shape))));

/** A step of a run, as far as it is known; its gradient only where that is no work. */
export type Seen = Pick<
  Snapshot,
  'step' | 'loss' | 'accuracy' | 'test' | 'parameters' | 'memory'
> & {
  readonly gradient?: Float64Array;
};

/** Products in one pass that are made without being felt. */
const littleWork = 3_000_000;

/** What is looked at: where training stands, or an earlier step that was kept. */
function useSeen(
  { snapshot, history }: Training,
  setup: Parameters<typeof setupData>[0],
  step: number | undefined,
): Seen {
  return useMemo(() => {
    if (step === undefined || step === snapshot.step) return snapshot;
    const moment = history.moments.find((known) => known.step === step);
    if (!moment?.parameters) return snapshot;
    const { parameters } = moment;
    const points = setupData(setup).train.labels.length;
    if (points * parameters.length > littleWork) return { ...moment, parameters };
    return createTrainer(setup, { ...moment, parameters }).snapshot();
  }, [snapshot, step, setup, history]);
}

const momentAt = (moments: readonly { readonly step: number }[], step: number) => {
  const at = moments.findIndex((moment) => moment.step >= step);
  return at < 0 ? Math.max(0, moments.length - 1) : at;
};

/** All that the history keeps, the newest first and with all digits. */
function tableOf({ history, snapshot }: Training): Table {
  const last = snapshot.test ? ['test loss', 'test accuracy'] : [];
  return {
    columns: ['step', 'loss', 'accuracy', ...last],
    rows: history.moments
      .map(({ step, loss, accuracy, test }) => [
        step,
        String(loss),
        String(accuracy),
        ...(test ? [String(test.loss), String(test.accuracy)] : []),
      ])
      .reverse(),
  };
}
