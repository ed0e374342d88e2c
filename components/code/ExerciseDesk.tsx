import '../figures/run-numbers.css';
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Shown, StoppedRun, type Verdict } from '../../src/exercise/exercise.ts';
import { findExercise } from '../../src/exercise/exercises.ts';
import type { Exercise } from '../../src/exercise/grade.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { address } from '../../src/site/address.ts';
import { powersOfTen, statusText } from '../figures/numbers.ts';
import { useFrames } from '../figures/useFrames.ts';
import { keepSolved, keepText, onProgress, readText } from '../progress/store.ts';
import { Unbroken } from '../prose/Unbroken.tsx';
import { Written } from '../prose/Written.tsx';
import { CodeEditor } from './CodeEditor.tsx';
import type { ExerciseViewProps } from './ExerciseView.tsx';

export interface ExerciseDeskProps {
  readonly id: string;
  /** How often the solution was asked for: each time more, it comes into the editor. */
  readonly solutionAsked: number;
}

/**
 * Where a reader writes: an editor, what is said of the program part by part, and, when all is right, what the
 * reader's own code does, in the sandbox, a little in every frame.
 */
export function ExerciseDesk({ id, solutionAsked }: ExerciseDeskProps) {
  const [exercise, setExercise] = useState<Exercise>();
  const [failed, setFailed] = useState('');
  useEffect(() => {
    findExercise(id)
      .load()
      .then((loaded) => setExercise(loaded.exercise))
      .catch((error: unknown) => setFailed(String(error)));
  }, [id]);
  if (failed) return <p role="alert">The exercise could not be loaded ({failed}).</p>;
  return exercise ? <Desk exercise={exercise} solutionAsked={solutionAsked} /> : null;
}

type Work = AsyncGenerator<Shown, void, void>;

function Desk({ exercise, solutionAsked }: { exercise: Exercise; solutionAsked: number }) {
  const { id, begun, parts } = exercise;
  const root = useRef<HTMLDivElement>(null);
  const [text, setText] = useState(() => readText(id) ?? begun);
  const [before, setBefore] = useState<string>(); // what Restore, or the solution, took away
  const [phase, setPhase] = useState<'resting' | 'checking' | 'working'>('resting');
  const [verdict, setVerdict] = useState<Verdict>();
  const [shown, setShown] = useState<Shown>();
  const [View, setView] = useState<ComponentType<ExerciseViewProps>>();
  const [trouble, setTrouble] = useState('');
  const [stoppedAt, setStoppedAt] = useState<number>(); // a line, while it worked
  const sandbox = useRef<Sandbox | undefined>(undefined);
  const work = useRef<Work | undefined>(undefined);
  const waiting = useRef(false);
  const run = useRef(0); // raised by every Run and Stop, so that a late answer notices

  useEffect(() => {
    const end = onProgress((where) => {
      if (where === 'another tab') setText(readText(id) ?? begun);
    });
    return () => {
      end();
      close();
    };
  }, []);
  useEffect(() => {
    if (solutionAsked > 0) replace(exercise.solution);
  }, [solutionAsked]);

  function close() {
    run.current += 1;
    sandbox.current?.close();
    sandbox.current = undefined;
    work.current = undefined;
    waiting.current = false;
  }

  const write = (next: string) => {
    setText(next);
    setBefore(undefined);
    keepText(id, next === begun ? undefined : next);
  };
  const replace = (next: string) => {
    if (next === text) return;
    write(next);
    setBefore(text);
    setVerdict(undefined);
    setShown(undefined);
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
    setShown(undefined);
    setPhase('checking');
    try {
      const { openSandbox } = await import('../../src/sandbox/sandbox.ts');
      const opened = await openSandbox({ frame: `${address('')}sandbox/index.html` });
      if (isOver()) return opened.close();
      sandbox.current = opened;
      const found = await exercise.grade(opened, text);
      if (isOver()) return;
      setVerdict(found);
      if (!found.right) return stop();
      keepSolved(id);
      const { ExerciseView } = await import('./ExerciseView.tsx');
      if (isOver()) return;
      setView(() => ExerciseView);
      work.current = exercise.afterwards(opened);
      setPhase('working');
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

  useFrames(root, phase === 'working', async () => {
    if (waiting.current || !work.current) return;
    waiting.current = true;
    const asked = run.current;
    try {
      const { value, done } = await work.current.next();
      if (asked !== run.current) return;
      waiting.current = false;
      if (done) stop();
      else setShown(value);
    } catch (error) {
      fail(error, asked !== run.current);
    }
  });

  const wrongLine = verdict?.trouble?.line ?? stoppedAt;
  const message =
    phase === 'checking'
      ? 'Running your code …'
      : trouble
        ? `${verdict ? `${verdict.message} Then it stopped. ` : ''}${trouble}`
        : verdict
          ? [verdict.message, shown?.said].filter(Boolean).join(' ')
          : exercise.tried;

  return (
    <div ref={root} class="exercise-desk">
      <div class="exercise-write">
        <CodeEditor
          label={exercise.label}
          text={text}
          onText={write}
          onRun={attempt}
          focused
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
        </div>
      </div>
      <div class="exercise-see">
        <table class="run-numbers exercise-parts">
          <thead>
            <tr>
              <th scope="col">{exercise.heading}</th>
              <th scope="col">Off by</th>
              <th scope="col">
                <span class="sr-only">Verdict</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ key, symbol }) => {
              const one = verdict?.checked.find((each) => each.key === key);
              const isKnown = one && !one.untouched;
              return (
                <tr key={key}>
                  <th scope="row">
                    <Written text={symbol} />
                  </th>
                  <td>{isKnown && one.difference !== undefined ? offText(one.difference) : '–'}</td>
                  <td class={isKnown ? (one.right ? 'is-right' : 'is-wrong') : ''}>
                    {markOf(one)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <p class="exercise-said" role="status">
          <Unbroken text={message} />
        </p>
        {verdict && verdict.logs.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
          <section class="code-logs" tabIndex={0} aria-label="Output">
            {verdict.logs.join('\n')}
          </section>
        )}
        {shown?.run && <p class="exercise-run">{statusText(shown.run)}</p>}
        {shown && View && <View shown={shown} />}
      </div>
    </div>
  );
}

const markOf = (one: Verdict['checked'][number] | undefined) =>
  !one ? 'not tried' : one.right ? '✓ right' : one.untouched ? 'still zero' : '✗ not right';

const offText = (difference: number) =>
  difference === 0 ? '0' : difference < 0.001 ? powersOfTen(difference, 0) : difference.toFixed(3);
