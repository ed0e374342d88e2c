import './drag-question.css';
import { useId, useState } from 'preact/hooks';
import { toPixels } from '../../src/figure/frame.ts';
import { lineInFrame, type Point } from '../../src/figure/line.ts';
import { DragPoint } from '../controls/DragPoint.tsx';
import { Chart, useFrame } from '../figures/Chart.tsx';
import { LineDrawing } from '../figures/LineDrawing.tsx';
import { signed } from '../figures/numbers.ts';
import { type Asked, QuestionForm, useAsking } from './asking.tsx';
import { Unbroken } from './Unbroken.tsx';

export interface DragQuestionProps extends Asked {
  readonly kind: 'drag';
  /** From here to there, on both axes. */
  readonly extent: readonly [number, number];
  /** What the axes are called. */
  readonly axes: readonly [string, string];
  /** Where the ring stands at first. */
  readonly start: Point;
  /** A place this near counts as right. */
  readonly tolerance: number;
  /** One sentence on what is drawn. */
  readonly label: string;
  /** An arrow from the origin to here. */
  readonly arrow?: Point;
  /** Points with their names. */
  readonly points?: readonly { readonly at: Point; readonly name: string }[];
}

/**
 * A question that is answered by showing a place: the reader drags a ring there, or moves it by the arrow
 * keys; then the run marks the place where it belongs.
 */
export function DragQuestion(props: DragQuestionProps) {
  const { id, extent, axes, start, tolerance, label, arrow, points = [], children, why } = props;
  const name = useId();
  const asking = useAsking(id);
  const [place, setPlace] = useState<Point>(start);
  const [hasMoved, setHasMoved] = useState(false);
  const { outcome } = asking;
  const answer = Array.isArray(outcome?.answer) ? (outcome.answer as unknown as Point) : undefined;
  const off = answer && Math.hypot(place[0] - answer[0], place[1] - answer[1]);
  const isRight = (to: readonly number[]) =>
    Math.hypot(place[0] - to[0]!, place[1] - to[1]!) <= tolerance;

  const submit = () => {
    if (!hasMoved) asking.setTrouble('Drag the ring first, or move it by the arrow keys.');
    else
      asking.ask(({ answer: to }) => ({
        guess: place.map((x) => x.toFixed(2)).join(', '),
        right: Array.isArray(to) && isRight(to),
      }));
  };
  const move = (x: number, y: number) => {
    setPlace([x, y]);
    setHasMoved(true);
    asking.forget();
  };

  return (
    <QuestionForm
      id={id}
      why={why}
      asking={asking}
      name={name}
      button="Answer"
      isOver={outcome !== undefined}
      onSubmit={submit}
      verdict={
        answer && (
          <p>
            <strong>{isRight(answer) ? 'Right.' : 'Not what the run finds.'}</strong> Your ring is{' '}
            {off!.toFixed(2)} from its place, ({signed(answer[0])}, {signed(answer[1])}).{' '}
            <Unbroken text={outcome!.said} />
          </p>
        )
      }
      field={
        <div class="question-drag">
          <Chart
            label={`${label} Your ring stands at ${signed(place[0])} across, ${signed(place[1])} up.${answer ? ` The run's answer is marked at ${signed(answer[0])}, ${signed(answer[1])}.` : ''}`}
            x={extent}
            y={extent}
            ratio={1}
            equal
            margins={{ left: 34, right: 6, top: 6, bottom: 36 }}
            xLabel={axes[0]}
            yLabel={axes[1]}
            xTicks={5}
            yTicks={5}
          >
            {arrow && (
              <LineDrawing ends={undefined} foot={[0, 0]} tip={arrow} colour="var(--accent)" />
            )}
            {outcome?.line && (
              <LineDrawing
                ends={lineInFrame(outcome.line.weights, outcome.line.bias, {
                  x: extent,
                  y: extent,
                })}
                colour="var(--ink)"
              />
            )}
            {points.map(({ at, name: called }) => (
              <Marked key={called} at={at} name={called} look="given" />
            ))}
            {answer && <Marked at={answer} name="" look="answer" />}
            <DragPoint
              name="Your ring"
              x={place[0]}
              y={place[1]}
              onMove={move}
              colour="var(--focus)"
            />
          </Chart>
          <p class="question-place">
            Your ring: ({signed(place[0])}, {signed(place[1])})
          </p>
        </div>
      }
    >
      {children}
    </QuestionForm>
  );
}

/** A place with its name; the answer is a cross in a circle of its own. */
function Marked({ at, name, look }: { at: Point; name: string; look: 'given' | 'answer' }) {
  const [x, y] = toPixels(useFrame(), ...at);
  return (
    <g class={`question-mark question-mark-${look}`} transform={`translate(${x} ${y})`}>
      {look === 'given' ? <circle r="4.5" /> : <path d="M-7-7L7 7M-7 7L7-7" />}
      {name && (
        <text x="9" y="-9">
          {name}
        </text>
      )}
    </g>
  );
}
