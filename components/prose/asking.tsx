import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { keepGuess, readAnswer } from '../progress/store.ts';
import type { Outcome } from '../questions/question.ts';

/** What every kind of question has. */
export interface Asked {
  /** `chapter/name`: the run `name` in components/questions/chapter.ts answers it. */
  readonly id: string;
  /** The question, as the island's content. */
  readonly children?: ComponentChildren;
  /** Why it is so: the slot `why`, read after the guess. */
  readonly why?: ComponentChildren;
}

/** Where a question is: not answered, running, answered. The last guess is kept on this device only. */
export function useAsking(id: string) {
  const [outcome, setOutcome] = useState<Outcome>();
  const [running, setRunning] = useState(false);
  const [done, setDone] = useState(0);
  const [trouble, setTrouble] = useState('');
  const [before, setBefore] = useState('');
  const [live, setLive] = useState(false);

  useEffect(() => {
    setLive(true);
    const kept = readAnswer(id);
    if (kept)
      setBefore(
        `Last time you answered ${kept.right ? 'right' : 'differently from the run'}. You can answer again.`,
      );
  }, [id]);

  /** Lets the run answer. What it says of the guess is kept, where the guess is one. */
  const ask = async (judge: (found: Outcome) => { guess: string; right: boolean } | undefined) => {
    setDone(0);
    setTrouble('');
    setRunning(true);
    try {
      // Loaded when it is asked: it knows the files of all chapters.
      const { runOf } = await import('./run-of.ts');
      const found = await runOf(id, setDone);
      setOutcome(found);
      setBefore('');
      const judged = judge(found);
      if (judged) keepGuess(id, judged.guess, judged.right);
    } catch (error) {
      setTrouble(`The run did not work: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setRunning(false);
    }
  };
  /** The guess has changed: what was said of another is no longer true. */
  const forget = () => {
    setOutcome(undefined);
    setTrouble('');
  };
  return { outcome, running, done, trouble, before, live, ask, forget, setTrouble };
}

export interface QuestionFormProps extends Asked {
  readonly asking: ReturnType<typeof useAsking>;
  /** Names the parts: the text has the id `NAME-text`. */
  readonly name: string;
  /** Where the guess is made. */
  readonly field: ComponentChildren;
  readonly button: string;
  /** All is known: the reason why is opened. */
  readonly isOver: boolean;
  readonly verdict: ComponentChildren;
  readonly onSubmit: () => void;
}

/** A question as it stands in a chapter, whatever its kind. */
export function QuestionForm(props: QuestionFormProps) {
  const { id, asking, name, field, button, isOver, verdict, onSubmit, children, why } = props;
  const { running, done, trouble, before, live, outcome } = asking;
  return (
    <form
      id={`question-${id.replace('/', '-')}`}
      class="question not-content"
      onSubmit={(event) => {
        event.preventDefault();
        if (!running) onSubmit();
      }}
      noValidate
    >
      <p class="question-kicker" id={`${name}-kicker`}>
        A question before you read on
      </p>
      <div class="question-text" id={`${name}-text`}>
        {children}
      </div>
      {field}
      {/* While it runs it is not disabled: that would take the focus from whoever has pressed it. */}
      <button type="submit" class="primary" disabled={!live} aria-disabled={running}>
        {running ? `Running …${done > 0 ? ` ${Math.round(100 * done)} %` : ''}` : button}
      </button>
      <div class="question-verdict" role="status">
        {trouble && <p class="question-trouble">{trouble}</p>}
        {verdict}
        {!outcome && !trouble && before && <p>{before}</p>}
      </div>
      <details class="question-why" open={isOver}>
        <summary>{isOver ? 'Why' : 'Show the answer'}</summary>
        {why}
      </details>
    </form>
  );
}
