import './take-along.css';
import { useMemo, useRef, useState } from 'preact/hooks';
import { classicRun } from '../../src/data/classic-run.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { whole } from '../../src/data/whole.ts';
import { programFormats } from '../../src/exchange/programs/formats.ts';
import { view } from '../../src/model/mlp.ts';
import { classicReplay } from '../../src/training/classic-replay.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { TimelineDrive } from '../controls/TimelineDrive.tsx';
import { Programs } from '../playground/Programs.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { LossChart } from './LossChart.tsx';
import { lossText, powerOfTen, statusText } from './numbers.ts';
import { RegionMap } from './RegionMap.tsx';
import { useFigureState } from './useFigureState.ts';
import { type Built, type Shot, useTimeline } from './useTimeline.ts';

const { updates } = classicRun;

const schema = {
  step: { kind: 'number', default: updates, min: 0, max: updates, integer: true },
} as const;

const specs = [classicReplay];
const stepsPerFrame = (step: number) => 1 + step / 50;
const dataset = datasetOf(classicRun.data);

/** Chapter 16: the classic network, trained once more, and the programs that it can leave as. */
export function TakeAlong({ built }: { built?: Built }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('take-along', schema);
  const runs = useTimeline({
    specs,
    step: state.step,
    onStep: (step) => set({ step }),
    lastStep: updates,
    stepsPerFrame,
    root,
    built: built && [built],
  });
  const [trouble, setTrouble] = useState('');
  const [shot] = runs.shown.runs as [Shot];
  const { step, parameters } = shot.snapshot;
  // All of the snapshot: what the programs hold is more than what is drawn.
  const snapshot = useMemo(
    () => createTrainer(classicReplay.setup, { step, parameters }).snapshot(),
    [step, parameters],
  );
  const network = useMemo(() => view(parameters, 3), [parameters]);
  const losses = shot.losses.filter(([at]) => at <= step);
  const status = statusText(snapshot);
  const goTo = (to: number) => {
    runs.pause();
    set({ step: to });
  };
  /** What a program has to say, with the digits that it can promise. */
  const promised = (agreement: number) =>
    agreement < 1e-7 ? String(snapshot.loss) : snapshot.loss.toFixed(5);
  return (
    <div ref={root} class="take-along">
      <FigurePanel
        name="take-along"
        status={status}
        exact={`loss ${snapshot.loss}`}
        busy={runs.playing}
        notices={[...notices, ...(trouble ? [trouble] : [])]}
        link={link}
        table={() => ({
          columns: ['program', 'needs', 'loss it must print', 'within'],
          rows: programFormats.map(({ name, needs, agreement }) => [
            name,
            needs,
            promised(agreement),
            agreement,
          ]),
        })}
        controls={
          <>
            <TimelineDrive
              playing={runs.playing}
              onTrain={runs.train}
              onPause={runs.pause}
              onStep={() => goTo(Math.min(updates, state.step + 1))}
              onReset={() => goTo(0)}
              step={state.step}
              last={updates}
              onTimeline={goTo}
            />
            <Programs run={classicReplay} snapshot={snapshot} onTrouble={setTrouble} />
          </>
        }
      >
        <div class="take-along-views">
          <div>
            <p class="panel-title">The network to take along</p>
            <RegionMap
              label={`The 200 points of the classic run, and the region that the network of three units calls class 1. ${status}.`}
              dataset={dataset}
              parameters={network}
            />
          </div>
          <div>
            <p class="panel-title">Its loss</p>
            <LossChart
              label={`The loss over the steps of the classic run: now ${lossText(snapshot.loss)}.`}
              steps={[0, updates]}
              top={0.9}
              ratio={0.5}
            >
              <Curve pairs={losses} look="own" at={[step, snapshot.loss]} />
            </LossChart>
            <p class="take-along-loss">
              The loss at step {whole(step)}, to all its digits: <strong>{snapshot.loss}</strong>
            </p>
          </div>
        </div>
        <section class="take-along-table" aria-label="What each program needs and prints">
          <table>
            <thead>
              <tr>
                <th scope="col">Program</th>
                <th scope="col">The loss it must print</th>
                <th scope="col">within</th>
                <th scope="col">It needs</th>
                <th scope="col">Run it by</th>
              </tr>
            </thead>
            <tbody>
              {programFormats.map(({ name, needs, command, agreement }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{promised(agreement)}</td>
                  <td>{powerOfTen(Math.round(Math.log10(agreement)))}</td>
                  <td>{needs}</td>
                  <td>{command ? <code>{command}</code> : 'giving it points: it answers ŷ'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </FigurePanel>
    </div>
  );
}
