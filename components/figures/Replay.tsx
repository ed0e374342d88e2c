import './replay.css';
import { useRef } from 'preact/hooks';
import { classicRun } from '../../src/data/classic-run.ts';
import { whole } from '../../src/data/whole.ts';
import { spot } from '../../src/figure/marks.ts';
import { classicReplay } from '../../src/training/classic-replay.ts';
import { Transport } from '../controls/Transport.tsx';
import { Chart } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, statusText } from './numbers.ts';
import { useFigureState } from './useFigureState.ts';
import { type Built, type Shot, useTimeline } from './useTimeline.ts';

const { losses: published, updates } = classicRun;

const schema = {
  step: { kind: 'number', default: updates, min: 0, max: updates, integer: true },
} as const;

const specs = [classicReplay];
const stepsPerFrame = () => 5;
/** How closely a loss must meet the published one, relatively. */
const agreement = 1e-9;

const rings = () =>
  published.flatMap((point) => spot(point, { fill: 'none', stroke: 'var(--ink)', r: 5 }));

/** Chapter 12: the classic run trained again, its losses beside the published ones. */
export function Replay({ built }: { built?: Built }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('replay', schema);
  const runs = useTimeline({
    specs,
    step: state.step,
    onStep: (step) => set({ step }),
    lastStep: updates,
    stepsPerFrame,
    root,
    built: built && [built],
  });
  const [shot] = runs.shown.runs as [Shot];
  const { snapshot } = shot;
  const rows = compared(shot);
  const met = rows.filter(({ difference }) => difference !== undefined);
  const largest = Math.max(0, ...met.map(({ difference }) => difference as number));
  const verdict =
    largest <= agreement
      ? `${met.length} of ${rows.length} published losses met, within ${exponent(largest)}`
      : `not the published losses: off by ${exponent(largest)}`;
  const status = `${statusText(snapshot)} · ${verdict}`;

  const losses = shot.losses.filter(([step]) => step <= snapshot.step);
  return (
    <div ref={root}>
      <FigurePanel
        name="replay"
        status={status}
        busy={runs.playing}
        notices={notices}
        link={link}
        values={() => ({ L: lossText(snapshot.loss) })}
        table={() => ({
          columns: ['step', 'our loss', 'published loss', 'relative difference'],
          rows: rows.map(({ step, ours, theirs, difference }) => [
            step,
            ours ?? '–',
            theirs,
            difference ?? '–',
          ]),
        })}
        controls={
          <Transport
            playing={runs.playing}
            onTrain={runs.train}
            onPause={runs.pause}
            onStep={() => {
              runs.pause();
              set({ step: Math.min(updates, state.step + 1) });
            }}
            onReset={() => {
              runs.pause();
              set({ step: 0 });
            }}
          />
        }
      >
        <div class="pair">
          <Chart
            label={`The loss of the classic run, and the published losses as rings. ${status}.`}
            x={[0, 1030]}
            y={[0, 1]}
            ratio={0.75}
            margins={{ right: 18 }}
            xLabel="step"
            yLabel="loss (nats)"
            xTicks={5}
            yTicks={5}
            base={rings}
          >
            <Curve pairs={losses} look="own" />
          </Chart>
          <div class="replay-table">
            <table>
              <thead>
                <tr>
                  <th scope="col">Step</th>
                  <th scope="col">Ours</th>
                  <th scope="col">Published</th>
                  <th scope="col">Difference</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ step, ours, theirs, difference }) => (
                  <tr key={step}>
                    <td>{whole(step)}</td>
                    <td>{ours === undefined ? '–' : ours.toFixed(10)}</td>
                    <td>{theirs.toFixed(10)}</td>
                    <td>{difference === undefined ? '–' : exponent(difference)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}

/** Our losses beside the published ones, as far as the run has come. */
function compared({ losses, snapshot }: Pick<Shot, 'losses' | 'snapshot'>) {
  const ours = new Map(losses.filter(([step]) => step <= snapshot.step));
  return published.map(([step, theirs]) => {
    const loss = ours.get(step);
    return loss === undefined
      ? { step, theirs }
      : { step, theirs, ours: loss, difference: Math.abs(loss - theirs) / theirs };
  });
}

const exponent = (value: number) => (value === 0 ? '0' : value.toExponential(1));
