import './derive-question.css';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Outcome } from '../questions/question.ts';
import { type Asked, QuestionForm, useAsking } from './asking.tsx';
import { Unbroken } from './Unbroken.tsx';
import { Written } from './Written.tsx';

/** A product, or what it comes to. */
export interface Shaped {
  readonly text: string;
  /** Rows and columns. */
  readonly shape: Shape;
}
type Shape = readonly [number, number];

/** A factor that may come next. */
export interface Factor extends Shaped {
  readonly key: string;
  /** What is wrong with it where its shape fits. */
  readonly slip?: string;
}

export interface Step {
  /** What is looked for now. */
  readonly asks: string;
  /** What stands on the left of the sign of equality now, where it is not yet what is sought. */
  readonly left?: Shaped;
  /** What has been reached when this step begins, where it is not the product of the steps before. */
  readonly from?: Shaped;
  readonly factors: readonly Factor[];
}

export interface DeriveQuestionProps extends Asked {
  readonly kind: 'derive';
  /** What is to be derived, with the shape that it must have. */
  readonly sought: Shaped;
  readonly steps: readonly Step[];
}

/**
 * A derivation with gaps: at each step the reader chooses the next factor. First its shape is checked against
 * what stands before it; then the run, which has tried all products with numbers, says whether it is the one.
 */
export function DeriveQuestion({ id, sought, steps, children, why }: DeriveQuestionProps) {
  const name = useId();
  const asking = useAsking(id);
  const [found, setFound] = useState<readonly Factor[]>([]); // one for each step that is done
  const [choice, setChoice] = useState<Factor>();
  const [said, setSaid] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const { live } = asking;
  const made = useRef<HTMLFieldSetElement>(null);
  // Chosen before the page was awake.
  useEffect(() => {
    const inputs = [...(made.current?.querySelectorAll('input') ?? [])];
    setChoice(steps[0]?.factors[inputs.findIndex(({ checked }) => checked)]);
  }, []);
  const at = found.length;
  const step = steps[at];
  const before = soFar(steps, found);

  const submit = async () => {
    if (!step) {
      // Once more from the beginning.
      setFound([]);
      setSaid('');
      asking.forget();
      return;
    }
    if (!choice) {
      asking.setTrouble('Choose a factor first.');
      return;
    }
    const no = (message: string) => {
      setIsWrong(true);
      setSaid(message);
    };
    const misfit = misfitOf(before?.shape, choice, at === steps.length - 1, sought);
    await asking.ask((outcome) => {
      const right = misfit === '' && answersOf(outcome)[at] === choice.key;
      const isLast = at === steps.length - 1;
      if (!right) {
        no(misfit || choice.slip || 'The shapes fit, but it is another factor.');
        return { guess: picks(found, choice), right: false };
      }
      setIsWrong(false);
      setSaid(
        isLast
          ? `${sought.text} is complete. ${outcome.said}`
          : `${choice.text} fits: ${shapesOf(before?.shape, choice.shape)}.`,
      );
      setFound([...found, choice]);
      setChoice(undefined);
      return isLast ? { guess: picks(found, choice), right: true } : undefined;
    });
  };

  return (
    <QuestionForm
      id={id}
      why={why}
      asking={asking}
      name={name}
      button={step ? 'Check this step' : 'Once more'}
      isOver={!step}
      onSubmit={submit}
      verdict={
        said && (
          <p>
            <strong>{isWrong ? 'Not this one.' : 'Right.'}</strong> <Unbroken text={said} />
          </p>
        )
      }
      field={
        <div class="question-derive">
          <p class="derive-line">
            <Term {...(step?.left ?? sought)} /> ={' '}
            {before?.parts.map((part, i) => (
              <Term key={i} {...part} />
            ))}
            {step && <span class="derive-gap">?</span>}
          </p>
          {step && (
            <fieldset ref={made} class="question-options">
              <legend>
                Step {at + 1} of {steps.length}. {step.asks}
              </legend>
              {step.factors.map((factor) => (
                <label key={factor.key}>
                  <input
                    type="radio"
                    name={name}
                    checked={live ? choice === factor : undefined}
                    onChange={() => {
                      setChoice(factor);
                      setSaid('');
                      asking.setTrouble('');
                    }}
                  />
                  <span>
                    <Written text={factor.text} />{' '}
                    <span class="derive-shape">{shapeText(factor.shape)}</span>
                  </span>
                </label>
              ))}
            </fieldset>
          )}
        </div>
      }
    >
      {children}
    </QuestionForm>
  );
}

const Term = ({ text, shape }: Shaped) => (
  <span class="derive-term">
    <span>
      <Written text={text} />
    </span>
    <span class="derive-shape">{shapeText(shape)}</span>
  </span>
);

/** What stands there before the next factor: its parts, and the shape of their product. */
function soFar(steps: readonly Step[], found: readonly Factor[]) {
  let parts: Shaped[] = [];
  for (let k = 0; k <= found.length && k < steps.length; k++) {
    const { from } = steps[k] as Step;
    if (from) parts = [from];
    const factor = found[k];
    if (factor) parts = [...parts, factor];
  }
  const [first] = parts;
  if (!first) return undefined;
  return { parts, shape: [first.shape[0], parts.at(-1)!.shape[1]] as Shape };
}

/** Why a factor cannot stand here by its shape alone; empty where it can. */
function misfitOf(
  before: Shape | undefined,
  { text, shape }: Factor,
  isLast: boolean,
  { text: sought, shape: to }: DeriveQuestionProps['sought'],
): string {
  if (before && before[1] !== shape[0])
    return `The shapes do not fit: ${shapeText(before)} times ${shapeText(shape)}. The inner numbers, ${before[1]} and ${shape[0]}, would have to be the same.`;
  const product: Shape = [before?.[0] ?? shape[0], shape[1]];
  if (!before && product[0] !== to[0])
    return `With ${text} in front the product has ${rows(product[0])}, and ${sought} must have ${rows(to[0])}.`;
  if (isLast && (product[0] !== to[0] || product[1] !== to[1]))
    return `It can be multiplied, but the product is ${shapeText(product)}, and ${sought} must be ${shapeText(to)}.`;
  return '';
}
const rows = (count: number) => (count === 1 ? '1 row' : `${count} rows`);

const shapeText = ([r, c]: Shape) => `${r} × ${c}`;
const shapesOf = (before: Shape | undefined, next: Shape) =>
  before
    ? `${shapeText(before)} times ${shapeText(next)} is ${shapeText([before[0], next[1]])}`
    : `it is ${shapeText(next)}`;

const answersOf = ({ answer }: Outcome) => String(answer).split(' ');
const picks = (found: readonly Factor[], choice: Factor) =>
  [...found, choice].map(({ key }) => key).join(' ');
