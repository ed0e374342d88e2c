import { useMemo } from 'preact/hooks';
import type { Bench } from '../../src/exercise/cells/stop.ts';
import { type Frame, toPixels, within } from '../../src/figure/frame.ts';
import { lineInFrame, type Point } from '../../src/figure/line.ts';
import { curve, spot } from '../../src/figure/marks.ts';
import { responseWords } from '../../src/figure/responses.ts';
import { activationNamed, responsesAt } from '../../src/model/activations.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { DragPoint } from '../controls/DragPoint.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Chart, useFrame } from './Chart.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { shortNumber, signed } from './numbers.ts';
import { useFigureState } from './useFigureState.ts';
import './activation-zoo.css';

const farthest = 3;
const x = [-farthest, farthest] as const;
const y = [-1.2, 3.3] as const;
const names = ['step', 'sigmoid', 'tanh', 'relu', 'leaky-relu', 'softplus'] as const;
type Name = (typeof names)[number];

const schema = {
  z: { kind: 'number', default: 1, min: -farthest, max: farthest },
} as const;

/** Every twentieth below 0; 0 itself is looked at from both sides. */
const below = Array.from({ length: 20 * farthest }, (_, i) => -farthest + i / 20);
const beside0 = [-Number.MIN_VALUE, 0, Number.MIN_VALUE];
const scores = [...below, ...beside0, ...below.map((z) => -z).reverse()];

/** What a response is asked for, by the course's own functions or by changed ones. */
type Answers = ReturnType<typeof responsesAt>;

/** A function's graph, in which 0 is the only place where it may jump. */
function graph(values: readonly number[], left: number, right: number, at0: number | undefined) {
  const ends = left === right ? [left] : [left, right];
  const pair = (value: number, i: number) => [scores[i]!, value] as const;
  const pairs = values.map(pair);
  return {
    pairs: [
      ...pairs.slice(0, below.length),
      [0, left] as const,
      ...(left === right ? [] : [[0, Number.NaN] as const, [0, right] as const]),
      ...pairs.slice(below.length + beside0.length),
    ],
    // The end that belongs to it is filled, one that does not is open.
    filled: ends.filter((end) => ends.length > 1 && end === at0),
    open: ends.filter((end) => end !== at0),
  };
}

/** The graphs of a response and of its slope, from its answers at all scores. */
function graphsOf(answers: Answers) {
  const values = answers.map(({ value }) => value);
  const slopes = answers.map(({ slopes }) => slopes?.left);
  const [before, at0, after] = [below.length, below.length + 1, below.length + 2] as const;
  return {
    value: graph(values, values[before]!, values[at0]!, values[at0]),
    slope: graph(slopes.map(Number), slopes[before]!, slopes[after]!, slopes[at0]),
  };
}

/** Each response's answers at some scores, by changed listings. Throws where a value is no number. */
const answersThere = async ({ ask }: Bench, at: readonly number[]) => {
  const all: Answers[] = [];
  for (const name of names) {
    const answers = (await ask('src/model/activations.ts', 'responsesAt', name, at)) as Answers;
    const called = responseWords[name].name;
    numbersOf(
      answers.map(({ value }) => value),
      at.length,
      `${called} at all scores`,
    );
    numbersOf(
      answers.flatMap(({ slopes }) => (slopes ? [slopes.left, slopes.right] : [0, 0])),
      2 * at.length,
      `The slope of ${called} at all scores`,
    );
    all.push(answers);
  }
  return all;
};

const answersHere = (at: readonly number[]) => names.map((name) => responsesAt(name, at));

/** Chapter 6: the activations beside each other, each with its derivative, and the tangent at one z. */
export function ActivationZoo() {
  const { state, set, notices, link } = useFigureState('activation-zoo', schema);
  const { z } = state;
  const curves = useMade(
    'activation-zoo',
    { here: () => answersHere(scores), there: (bench) => answersThere(bench, scores) },
    [],
  );
  const drawings = useMemo(
    () => curves.value.map((answers) => draw(graphsOf(answers))),
    [curves.value],
  );
  const made = useMade(
    'activation-zoo',
    {
      here: () => ({ z, answers: answersHere([z]).flat() }),
      there: async (bench) => ({ z, answers: (await answersThere(bench, [z])).flat() }),
    },
    [z],
  );
  // Of the z before, until those for this one have come.
  const answers = (made.value.z === z ? made.value : made.original).answers;
  const move = (to: number) => set({ z: Math.round(100 * to) / 100 || 0 });

  const status = `z = ${signed(z)} · slopes: ${names
    .map((name, i) => `${responseWords[name].name} ${slopeText(answers[i]!)}`)
    .join(', ')}`;
  return (
    <FigurePanel
      name="activation-zoo"
      status={status}
      notices={[...notices, ...new Set([...curves.notices, ...made.notices])]}
      link={link}
      values={() => ({
        z: signed(z),
        score: signed(z),
        sigma: shortNumber(activationNamed('sigmoid').value(z)),
        'sigma-slope': shortNumber(activationNamed('sigmoid').slope(z)),
        tanh: shortNumber(activationNamed('tanh').value(z)),
      })}
      table={() => ({
        columns: ['activation', 'z', 'value', 'slope from the left', 'slope from the right'],
        rows: names.map((name, i) => {
          const { value, slopes } = answers[i]!;
          const none = 'none: it jumps';
          return [responseWords[name].name, z, value, slopes?.left ?? none, slopes?.right ?? none];
        }),
      })}
      controls={
        <>
          <Slider
            label="Score z"
            value={z}
            min={-farthest}
            max={farthest}
            step={0.1}
            format={(value) => signed(value)}
            onChange={move}
          />
          <div class="transport">
            <button type="button" onClick={() => set({ z: 0 })}>
              To z = 0
            </button>
            <button type="button" onClick={() => set({ z: schema.z.default })}>
              Reset
            </button>
          </div>
        </>
      }
    >
      <div class="zoo">
        {names.map((name, i) => (
          <Animal
            key={name}
            name={name}
            z={z}
            answer={answers[i]!}
            drawing={drawings[i]!}
            onMove={move}
          />
        ))}
      </div>
    </FigurePanel>
  );
}

interface AnimalProps {
  readonly name: Name;
  readonly z: number;
  /** At z. */
  readonly answer: Answers[number];
  readonly drawing: ReturnType<typeof draw>;
  readonly onMove: (z: number) => void;
}

function Animal({ name, z, answer, drawing, onMove }: AnimalProps) {
  const { name: called, formula } = responseWords[name];
  const { value, slopes } = answer;
  const said = `${called} is ${signed(value, 3)}, its slope ${slopeText(answer)}`;
  return (
    <div class="zoo-animal">
      <p class="panel-title">
        {called} <span>{formula}</span>
      </p>
      <Chart
        label={`${called} over the score z, and dashed its derivative. At z = ${signed(z)}: ${said}.`}
        x={x}
        y={y}
        ratio={0.8}
        margins={{ left: 24, right: 4, top: 4, bottom: 32 }}
        xLabel="z"
        yLabel=""
        xTicks={xTicks}
        yTicks={yTicks}
        xFormat={wholeNumber}
        yFormat={wholeNumber}
        base={drawing}
      >
        <Tangent z={z} value={value} slope={slopes?.left} />
        <DragPoint
          name={`z on the ${called} curve`}
          x={z}
          y={value}
          stride={stride}
          colour="var(--ink)"
          onMove={onMove}
          onKeys={(change) => onMove(within(x, z + change))}
          valueText={`z is ${signed(z)}: ${said}`}
        />
      </Chart>
      <p class="zoo-said">
        g({signed(z)}) = {signed(value, 3)}
        <br />
        {slopes === undefined
          ? 'No slope at 0: it jumps'
          : slopes.left === slopes.right
            ? `g′(${signed(z)}) = ${slopeText(answer)}`
            : `Kink: slope ${slopes.left} on the left, ${slopes.right} on the right; ${slopes.left} is used`}
      </p>
    </div>
  );
}

interface TangentProps {
  readonly z: number;
  readonly value: number;
  readonly slope: number | undefined;
}

/** The tangent at z, and the place of its slope on the derivative. It must stand in a Chart. */
function Tangent({ z, value, slope }: TangentProps) {
  const frame = useFrame();
  if (slope === undefined) return null;
  // value + slope (x − z) − y = 0
  const ends = lineInFrame([slope, -1], value - slope * z, frame);
  const [px, py] = toPixels(frame, z, slope);
  const pixels = (at: Point) => toPixels(frame, ...at).map((pixel) => pixel.toFixed(1));
  return (
    <g class="zoo-tangent">
      {ends && <path d={`M${pixels(ends[0])}L${pixels(ends[1])}`} />}
      <circle cx={px} cy={py} r="4.5" />
    </g>
  );
}

const draw =
  ({ value, slope }: ReturnType<typeof graphsOf>) =>
  (_frame: Frame) => {
    const end = (at: number, stroke: string, fill: string) =>
      spot([0, at], { r: 3.5, stroke, fill });
    const ends = ({ filled, open }: ReturnType<typeof graph>, colour: string) => [
      ...open.flatMap((at) => end(at, colour, 'var(--paper)')),
      ...filled.flatMap((at) => end(at, colour, colour)),
    ];
    return [
      ...curve(slope.pairs, { stroke: 'var(--accent)', strokeDasharray: '5 4' }),
      ...ends(slope, 'var(--accent)'),
      ...curve(value.pairs, { stroke: 'var(--ink)', strokeWidth: 2.5 }),
      ...ends(value, 'var(--ink)'),
    ];
  };

const xTicks = [-2, -1, 0, 1, 2];
const yTicks = [-1, 0, 1, 2, 3];
const wholeNumber = (value: number) => signed(value, 0);
/** A tenth at every arrow key, whatever the height of the picture. */
const stride = 0.1 / (y[1] - y[0]);

const slopeText = ({ slopes }: Answers[number]) =>
  slopes === undefined ? 'none' : signed(slopes.left, 3);
