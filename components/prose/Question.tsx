import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { typedNumber } from '../figures/numbers.ts';
import type { Outcome } from '../questions/question.ts';
import { type Asked, QuestionForm, useAsking } from './asking.tsx';
import { Unbroken } from './Unbroken.tsx';

interface ChoiceQuestion extends Asked {
  readonly kind: 'choice';
  readonly options: readonly { readonly key: string; readonly text: string }[];
}

interface NumberQuestion extends Asked {
  readonly kind: 'number';
  readonly unit?: string;
  readonly min: number;
  readonly max: number;
  /** A guess this near counts as right. */
  readonly tolerance: number;
}

export type QuestionProps = ChoiceQuestion | NumberQuestion;

/**
 * A question to answer before reading on. The reader guesses; then the real run answers, in the
 * reader's browser; then the text says why. `DragQuestion` and `DeriveQuestion` are its other kinds.
 */
export function Question(props: QuestionProps) {
  const { id, kind, children, why } = props;
  const field = useId();
  const asking = useAsking(id);
  const [guess, setGuess] = useState('');
  const { outcome, live } = asking;
  const made = useRef<HTMLFieldSetElement & HTMLDivElement>(null);

  // A guess can be made before the page is awake: Tab must find its place, or it would walk past. Here it is taken over.
  useEffect(() => {
    const input = made.current?.querySelector<HTMLInputElement>('input:checked, input[type=text]');
    if (input?.value) setGuess(input.value);
  }, []);

  const submit = () => {
    const wrong = problemWith(props, guess);
    if (wrong) asking.setTrouble(wrong);
    else asking.ask((found) => ({ guess, right: isRight(props, guess, found) }));
  };
  const change = (next: string) => {
    setGuess(next);
    asking.forget();
  };

  return (
    <QuestionForm
      id={id}
      why={why}
      asking={asking}
      name={field}
      button="Answer"
      isOver={outcome !== undefined}
      onSubmit={submit}
      verdict={
        outcome && (
          <p>
            <strong>{isRight(props, guess, outcome) ? 'Right.' : 'Not what the run finds.'}</strong>{' '}
            <Unbroken text={outcome.said} />
          </p>
        )
      }
      field={
        kind === 'choice' ? (
          <fieldset ref={made} class="question-options" aria-labelledby={`${field}-text`}>
            {props.options.map((option) => (
              <label key={option.key}>
                <input
                  type="radio"
                  name={field}
                  value={option.key}
                  checked={live ? guess === option.key : undefined}
                  onChange={() => change(option.key)}
                />
                <span>
                  <Unbroken text={option.text} />
                </span>
              </label>
            ))}
          </fieldset>
        ) : (
          <div ref={made} class="question-number">
            <label for={field}>Your guess</label>
            <input
              id={field}
              type="text"
              inputMode="decimal"
              autocomplete="off"
              value={live ? guess : undefined}
              aria-describedby={`${field}-text`}
              onInput={(event) => change(event.currentTarget.value)}
            />
            {props.unit && <span>{props.unit}</span>}
          </div>
        )
      }
    >
      {children}
    </QuestionForm>
  );
}

function problemWith(props: QuestionProps, guess: string): string {
  if (props.kind === 'choice') return guess === '' ? 'Choose one of the answers first.' : '';
  const value = numberOf(guess);
  const range = `a number from ${props.min} to ${props.max}`;
  if (value === undefined)
    return guess.trim() === ''
      ? `Type ${range} first.`
      : `“${guess}” cannot be read as one number. Type ${range}.`;
  const read = value.toLocaleString('en', { maximumFractionDigits: 6 }).replace('-', '−');
  return value < props.min || value > props.max ? `${read} is outside: type ${range}.` : '';
}

/** With or without a percent sign. */
const numberOf = (text: string) => typedNumber(text.replace(/\s*%\s*$/, ''));

const isRight = (props: QuestionProps, guess: string, { answer }: Outcome) =>
  props.kind === 'choice'
    ? guess === answer
    : Math.abs((numberOf(guess) as number) - Number(answer)) <= props.tolerance;
