import './run-numbers.css';
import './own-backward.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Verdict } from '../../src/exercise/own-backward/grade.ts';
import { begun, solution } from '../../src/exercise/own-backward/program.ts';
import {
  advance,
  circles,
  driver,
  type Place,
  StoppedRun,
  start,
  steps,
} from '../../src/exercise/own-backward/train.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import type { Point } from '../../src/figure/line.ts';
import { coinLoss } from '../../src/figure/marks.ts';
import { relativeDifference } from '../../src/gradient/finite-difference.ts';
import { surface, view } from '../../src/model/mlp.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { address } from '../../src/site/address.ts';
import { CodeEditor } from '../code/CodeEditor.tsx';
import { CodeLines } from '../code/CodeLines.tsx';
import { keepSolved, keepText, onProgress, readText } from '../progress/store.ts';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { LossChart } from './LossChart.tsx';
import { lossText, powersOfTen, statusText } from './numbers.ts';
import { PlaneChart } from './PlaneChart.tsx';
import { PointCloud } from './PointCloud.tsx';
import { useFigureState } from './useFigureState.ts';
import { useFrames } from './useFrames.ts';

const name = 'own-backward';
const schema = {} as const;
const extent = [-4.1, 4.1] as const;

/** The four gradients, as they are written. */
const rows = [
  ['dwFinal', <Partial of={<Final letter="w" />} />],
  ['dbFinal', <Partial of={<Final letter="b" plain />} />],
  ['dW', <Partial of={<b>W</b>} />],
  ['db', <Partial of={<b>b</b>} />],
] as const;

function Partial({ of }: { of: preact.ComponentChild }) {
  return (
    <span class="own-backward-symbol">
      ∂<i>L</i> / ∂{of}
    </span>
  );
}
function Final({ letter, plain = false }: { letter: string; plain?: boolean }) {
  return (
    <>
      {plain ? <i>{letter}</i> : <b>{letter}</b>}
      <sub>final</sub>
    </>
  );
}

export interface OwnBackwardProps {
  /** What the worked solution came to when the site was built. */
  readonly solved?: {
    readonly losses: readonly Point[];
    readonly parameters: readonly number[];
  };
}

/**
 * Chapter 11's exercise: the reader writes the backward pass. Each of the four gradients is checked by
 * itself; then the reader's own code trains the circles, in the sandbox, some steps a frame.
 */
export function OwnBackward({ solved }: OwnBackwardProps) {
  const root = useRef<HTMLDivElement>(null);
  const { notices, link } = useFigureState(name, schema);
  const [text, setText] = useState(begun);
  const [before, setBefore] = useState<string>(); // what Restore took away
  const [phase, setPhase] = useState<'resting' | 'checking' | 'training'>('resting');
  const [verdict, setVerdict] = useState<Verdict>();
  const [place, setPlace] = useState<Place>(start);
  const [losses, setLosses] = useState<readonly Point[]>([]);
  const [trouble, setTrouble] = useState('');
  const [stoppedAt, setStoppedAt] = useState<number>(); // a line, while it trained
  const [solutionShown, setSolutionShown] = useState(false);
  const sandbox = useRef<Sandbox | undefined>(undefined);
  const waiting = useRef(false);
  const run = useRef(0); // raised by every Run and Stop, so that a late answer notices

  useEffect(() => {
    setText(readText(name) ?? begun);
    const end = onProgress((where) => {
      if (where === 'another tab') setText(readText(name) ?? begun);
    });
    return () => {
      end();
      close();
    };
  }, []);

  function close() {
    run.current += 1;
    sandbox.current?.close();
    sandbox.current = undefined;
    waiting.current = false;
  }

  const write = (next: string) => {
    setText(next);
    setBefore(undefined);
    keepText(name, next === begun ? undefined : next);
  };
  const replace = (next: string) => {
    write(next);
    setBefore(text);
    setVerdict(undefined);
  };

  const stop = () => {
    close();
    setPhase('resting');
  };

  const attempt = async () => {
    close();
    const asked = run.current;
    const isOver = () => asked !== run.current;
    setTrouble('');
    setStoppedAt(undefined);
    setVerdict(undefined);
    setPlace(start());
    setLosses([]);
    setPhase('checking');
    try {
      const [{ openSandbox }, { grade, stopped }] = await Promise.all([
        import('../../src/sandbox/sandbox.ts'),
        import('../../src/exercise/own-backward/grade.ts'),
      ]);
      const opened = await openSandbox({ frame: `${address('')}sandbox/index.html` });
      if (isOver()) return opened.close();
      sandbox.current = opened;
      const loaded = await opened.load(text);
      const found = loaded.trouble
        ? stopped(loaded.trouble, loaded.logs)
        : await grade(opened.call);
      if (isOver()) return;
      setVerdict({
        ...found,
        logs: loaded.trouble ? loaded.logs : [...loaded.logs, ...found.logs],
      });
      if (!found.right) return stop();
      keepSolved(name);
      await opened.load(driver, 'course');
      if (isOver()) return;
      setLosses([[0, start().loss]]);
      setPhase('training');
    } catch (error) {
      fail(error, isOver());
    }
  };

  const fail = (error: unknown, isOver: boolean) => {
    if (isOver) return;
    setTrouble(error instanceof Error ? error.message : String(error));
    setStoppedAt(error instanceof StoppedRun ? error.line : undefined);
    stop();
  };

  // One question a frame, of about as many steps as fit into it.
  const pace = useRef(5);
  useFrames(root, phase === 'training', async () => {
    const opened = sandbox.current;
    if (waiting.current || !opened) return;
    waiting.current = true;
    const asked = run.current;
    const began = performance.now();
    const count = Math.min(pace.current, steps - place.step);
    try {
      const next = await advance(opened.call, place, count);
      if (asked !== run.current) return;
      waiting.current = false;
      const took = performance.now() - began;
      pace.current = Math.max(1, Math.min(25, Math.round((count * 25) / Math.max(1, took))));
      setPlace(next);
      setLosses((known) => [...known, [next.step, next.loss]]);
      if (next.step >= steps) stop();
    } catch (error) {
      fail(error, asked !== run.current);
    }
  });

  const right = verdict?.checked.filter((one) => one.right).length ?? 0;
  const status = statusOf(phase, verdict, right, place, trouble);
  const { parameters } = place;
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => surface(view(parameters, 3), 'sigmoid', gridPoints(grid), grid.values),
      levels: [0.5],
      cells: 64,
    }),
    [parameters],
  );
  const apart =
    solved && place.step === steps
      ? relativeDifference(parameters, Float64Array.from(solved.parameters))
      : undefined;
  const top = Math.max(1, ...losses.map(([, loss]) => loss));
  const wrongLine = verdict?.trouble?.line ?? stoppedAt;

  return (
    <div ref={root} class="own-backward">
      <FigurePanel
        name={name}
        status={status}
        busy={phase !== 'resting'}
        notices={[...notices, ...(trouble ? [trouble] : [])]}
        link={link}
        table={() => ({
          columns: ['step', 'loss'],
          rows: losses.map(([step, loss]) => [step, loss]),
        })}
      >
        <div class="own-backward-desk">
          <div class="own-backward-write">
            <CodeEditor
              label="Your program: a forward pass, and the backward pass to write"
              text={text}
              onText={write}
              onRun={attempt}
              wrong={phase === 'resting' ? wrongLine : undefined}
            />
            <div class="transport">
              {phase === 'resting' ? (
                <button type="button" class="primary" onClick={attempt}>
                  Run
                </button>
              ) : (
                <button type="button" class="primary" onClick={stop}>
                  Stop
                </button>
              )}
              {before === undefined ? (
                <button type="button" disabled={text === begun} onClick={() => replace(begun)}>
                  Restore
                </button>
              ) : (
                <button type="button" onClick={() => write(before)}>
                  Bring mine back
                </button>
              )}
              <button
                type="button"
                aria-expanded={solutionShown}
                onClick={() => setSolutionShown(!solutionShown)}
              >
                {solutionShown ? 'Hide the solution' : 'Show a solution'}
              </button>
            </div>
          </div>
          <div class="own-backward-see">
            <table class="run-numbers">
              <thead>
                <tr>
                  <th scope="col">Gradient</th>
                  <th scope="col">Off by</th>
                  <th scope="col">
                    <span class="sr-only">Verdict</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(([gradient, symbol]) => {
                  const one = verdict?.checked.find((each) => each.name === gradient);
                  return (
                    <tr key={gradient}>
                      <th scope="row">{symbol}</th>
                      <td>
                        {one?.difference === undefined || one.untouched
                          ? '–'
                          : offText(one.difference)}
                      </td>
                      <td
                        class={one && !one.untouched ? (one.right ? 'is-right' : 'is-wrong') : ''}
                      >
                        {markOf(one)}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
            <p class="own-backward-said" aria-live="polite">
              {verdict
                ? `${verdict.message}${apart === undefined ? '' : ` After ${steps.toLocaleString('en')} steps your 13 numbers and those of the worked solution ${apart === 0 ? 'are the same' : `differ by ${powersOfTen(apart, 0)}`}.`}`
                : 'Run tries it on three small networks, and compares each gradient with its finite differences.'}
            </p>
            {verdict && verdict.logs.length > 0 && (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
              <div class="code-logs" tabIndex={0} role="region" aria-label="Output">
                {verdict.logs.join('\n')}
              </div>
            )}
            <div class="own-backward-train">
              <PlaneChart
                label={`The circles, and the region called class 1 by the network that your code trains. ${status}.`}
                x={extent}
                y={extent}
                heat={heat}
              >
                <PointCloud inputs={circles.inputs} labels={circles.labels} />
              </PlaneChart>
              <LossChart
                label={`The loss over the steps${losses.length > 0 ? `: now ${lossText(place.loss)} with your code` : ', not trained yet'}. Dashed, that of the worked solution; dotted, log 2.`}
                steps={[0, steps]}
                top={top}
                ratio={0.7}
                base={coinLoss}
              >
                {solved && <Curve pairs={solved.losses} look="other" />}
                {losses.length > 0 && (
                  <Curve pairs={losses} look="own" at={[place.step, place.loss]} />
                )}
              </LossChart>
            </div>
          </div>
        </div>
        {solutionShown && (
          <div class="own-backward-solution">
            <p>
              One way to write it. This is the file that made the dashed curve, and that the tests
              of this course hold against finite differences.
            </p>
            <div class="code-box">
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
              <div class="code-sheet" tabIndex={0} role="region" aria-label="A worked solution">
                <pre>
                  <CodeLines text={solution} />
                </pre>
              </div>
            </div>
            <button type="button" disabled={text === solution} onClick={() => replace(solution)}>
              Put it into the editor
            </button>
          </div>
        )}
      </FigurePanel>
    </div>
  );
}

function statusOf(
  phase: 'resting' | 'checking' | 'training',
  verdict: Verdict | undefined,
  right: number,
  place: Place,
  trouble: string,
): string {
  if (phase === 'checking') return 'Running your code …';
  if (verdict?.right) return `All four gradients are right · ${statusText(place)}`;
  if (trouble) return 'Stopped';
  if (!verdict) return 'Your backward pass has not been run yet';
  return verdict.checked.length === 0
    ? 'Your program stopped before its gradients could be compared'
    : `${right} of 4 gradients ${right === 1 ? 'is' : 'are'} right`;
}

const markOf = (one: Verdict['checked'][number] | undefined) =>
  !one ? 'not tried' : one.right ? '✓ right' : one.untouched ? 'still zero' : '✗ not right';

const offText = (difference: number) =>
  difference === 0 ? '0' : difference < 0.001 ? powersOfTen(difference, 0) : difference.toFixed(3);
