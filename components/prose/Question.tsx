import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { typedNumber } from '../figures/numbers.ts';
import { keepGuess, readAnswer } from '../progress/store.ts';
import type { Outcome, Runs } from '../questions/question.ts';

interface Common {
  /** `chapter/name`: the run `name` in components/questions/chapter.ts answers it. */
  readonly id: string;
  /** The question, as the island's content. */
  readonly children?: ComponentChildren;
  /** Why it is so: the slot `why`, read after the guess. */
  readonly why?: ComponentChildren;
}

interface ChoiceQuestion extends Common {
  readonly kind: 'choice';
  readonly options: readonly { readonly key: string; readonly text: string }[];
}

interface NumberQuestion extends Common {
  readonly kind: 'number';
  readonly unit?: string;
  readonly min: number;
  readonly max: number;
  /** A guess this near counts as right. */
  readonly tolerance: number;
}

export type QuestionProps = ChoiceQuestion | NumberQuestion;

const chapters = import.meta.glob<{ runs: Runs }>('../questions/*.ts');

/**
 * A question to answer before reading on. The reader guesses; then the real run answers, in the
 * reader's browser; then the text says why. The last guess is kept on this device only.
 */
export function Question(props: QuestionProps) {
  const { id, kind, children, why } = props;
  const field = useId();
  const [guess, setGuess] = useState('');
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

  const right = outcome !== undefined && isRight(props, guess, outcome);
  const submit = async (event: Event) => {
    event.preventDefault();
    const wrong = problemWith(props, guess);
    setTrouble(wrong);
    if (wrong) return;
    setDone(0);
    setRunning(true);
    try {
      const found = await runOf(id, setDone);
      setOutcome(found);
      setBefore('');
      keepGuess(id, guess, isRight(props, guess, found));
    } catch (error) {
      setTrouble(`The run did not work: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setRunning(false);
    }
  };
  const change = (next: string) => {
    setGuess(next);
    setOutcome(undefined);
    setTrouble('');
  };

  return (
    <form class="question not-content" onSubmit={submit} noValidate>
      <p class="question-kicker" id={`${field}-kicker`}>
        A question before you read on
      </p>
      <div class="question-text" id={`${field}-text`}>
        {children}
      </div>
      {kind === 'choice' ? (
        <fieldset class="question-options" aria-labelledby={`${field}-text`} disabled={!live}>
          {props.options.map((option) => (
            <label key={option.key}>
              <input
                type="radio"
                name={field}
                value={option.key}
                checked={guess === option.key}
                onChange={() => change(option.key)}
              />
              <span>{option.text}</span>
            </label>
          ))}
        </fieldset>
      ) : (
        <div class="question-number">
          <label for={field}>Your guess</label>
          <input
            id={field}
            type="text"
            inputMode="decimal"
            autocomplete="off"
            value={guess}
            disabled={!live}
            aria-describedby={`${field}-text`}
            onInput={(event) => change(event.currentTarget.value)}
          />
          {props.unit && <span>{props.unit}</span>}
        </div>
      )}
      <button type="submit" class="primary" disabled={!live || running}>
        {running ? `Running …${done > 0 ? ` ${Math.round(100 * done)} %` : ''}` : 'Answer'}
      </button>
      <div class="question-verdict" role="status">
        {trouble && <p class="question-trouble">{trouble}</p>}
        {outcome && (
          <p>
            <strong>{right ? 'Right.' : 'Not what the run finds.'}</strong> {outcome.said}
          </p>
        )}
        {!outcome && !trouble && before && <p>{before}</p>}
      </div>
      <details class="question-why" open={outcome !== undefined}>
        <summary>{outcome ? 'Why' : 'Show the answer'}</summary>
        {why}
      </details>
    </form>
  );
}

async function runOf(id: string, progress: (share: number) => void): Promise<Outcome> {
  const [chapter, name] = id.split('/') as [string, string];
  const load = chapters[`../questions/${chapter}.ts`];
  if (!load) throw new Error(`no runs are known for the chapter “${chapter}”.`);
  const { runs } = await load();
  const run = Object.hasOwn(runs, name) ? runs[name] : undefined;
  if (!run) throw new Error(`no run is called “${name}” in ${chapter}.`);
  return run(progress);
}

function problemWith(props: QuestionProps, guess: string): string {
  if (props.kind === 'choice') return guess === '' ? 'Choose one of the answers first.' : '';
  const value = numberOf(guess);
  const range = `a number from ${props.min} to ${props.max}`;
  if (value === undefined)
    return guess.trim() === ''
      ? `Type ${range} first.`
      : `“${guess}” is not a number. Type ${range}.`;
  return value < props.min || value > props.max ? `${guess} is outside: type ${range}.` : '';
}

/** With or without a percent sign. */
const numberOf = (text: string) => typedNumber(text.replace(/\s*%\s*$/, ''));

const isRight = (props: QuestionProps, guess: string, { answer }: Outcome) =>
  props.kind === 'choice'
    ? guess === answer
    : Math.abs((numberOf(guess) as number) - Number(answer)) <= props.tolerance;
