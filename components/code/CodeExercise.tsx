import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { isSolved, onProgress, readText } from '../progress/store.ts';
import type { ExerciseDeskProps } from './ExerciseDesk.tsx';

export interface CodeExerciseProps {
  readonly id: string;
  readonly title: string;
  /** The slots `hint`, `begun` and `solution`: made when the site is built. */
  readonly hint?: ComponentChildren;
  readonly begun?: ComponentChildren;
  readonly solution?: ComponentChildren;
}

/**
 * What is to be done with an exercise: read the hint, open the editor, look at a solution. The editor, and all
 * that runs and checks a program, is loaded only when it is opened.
 */
export function CodeExercise({ id, title, hint, begun, solution }: CodeExerciseProps) {
  const help = useId();
  const [live, setLive] = useState(false);
  const [known, setKnown] = useState({ hasText: false, solved: false });
  const [Desk, setDesk] = useState<ComponentType<ExerciseDeskProps>>();
  const [asked, setAsked] = useState(0); // how often the solution was put into the editor
  const [opening, setOpening] = useState(false);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    setLive(true);
    const look = () => setKnown({ hasText: readText(id) !== undefined, solved: isSolved(id) });
    look();
    return onProgress(look);
  }, [id]);

  const open = async () => {
    setTrouble('');
    setOpening(true);
    try {
      const { ExerciseDesk } = await import('./ExerciseDesk.tsx');
      setDesk(() => ExerciseDesk);
    } catch (error) {
      setTrouble(
        `The editor could not be loaded (${error instanceof Error ? error.message : error}). Try again.`,
      );
    } finally {
      setOpening(false);
    }
  };

  return (
    <>
      <details class="exercise-hint">
        <summary>A hint</summary>
        {hint}
      </details>
      {Desk ? (
        <Desk id={id} solutionAsked={asked} />
      ) : (
        <>
          <Listing label={`${title}: what you begin with`}>{begun}</Listing>
          <div class="transport">
            <button
              type="button"
              class="primary"
              disabled={!live || opening}
              aria-describedby={help}
              onClick={open}
            >
              {opening ? 'Opening …' : 'Open the editor'}
            </button>
          </div>
          <p class="exercise-note" id={help} role="status">
            {trouble ||
              [
                known.solved && '✓ You have solved this.',
                known.hasText && 'Your text from last time is kept on this device.',
              ]
                .filter(Boolean)
                .join(' ')}
          </p>
        </>
      )}
      <details class="exercise-solution">
        <summary>A worked solution</summary>
        <p>One way to write it: the very program that the tests of this course run and check.</p>
        <Listing label={`${title}: a worked solution`}>{solution}</Listing>
        <button
          type="button"
          disabled={!live || opening}
          onClick={() => {
            setAsked(asked + 1);
            if (!Desk) open();
          }}
        >
          Put it into the editor
        </button>
      </details>
    </>
  );
}

const Listing = ({ label, children }: { label: string; children?: ComponentChildren }) => (
  <div class="code-box">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
    <section class="code-sheet" tabIndex={0} aria-label={label}>
      <pre>{children}</pre>
    </section>
  </div>
);
