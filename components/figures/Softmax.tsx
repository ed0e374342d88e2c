import './softmax.css';
import { useCallback, useMemo } from 'preact/hooks';
import { type Extent, type Frame, toPixels, within } from '../../src/figure/frame.ts';
import { curve } from '../../src/figure/marks.ts';
import { type SoftmaxNumbers, softmaxNumbers } from '../../src/figure/softmax-numbers.ts';
import { defaultState } from '../../src/figure/state.ts';
import { classPath } from '../../src/figure/symbol.ts';
import { classColour } from '../../src/figure/theme.ts';
import { finiteDifference } from '../../src/gradient/finite-difference.ts';
import { sigmoid } from '../../src/model/sigmoid.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { DragPoint } from '../controls/DragPoint.tsx';
import { plainNumber, Slider } from '../controls/Slider.tsx';
import { Chart, type ChartProps, useFrame } from './Chart.tsx';
import { ClassMark } from './ClassMark.tsx';
import { Bars } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, shortNumber, signed } from './numbers.ts';
import { columnText } from './symbol-texts.ts';
import { useFigureState } from './useFigureState.ts';

/** How far a score can be dragged, either way, before the shift. */
const reach = 5;
const room = 7;
/** What can be added to all scores: by hand's breadths first, then farther than float64 reaches. */
const shifts = [-1000, -100, -10, -3, -2, -1, 0, 1, 2, 3, 10, 100, 1000];

const schema = {
  classes: { kind: 'number', default: 3, min: 2, max: 6, integer: true },
  scores: { kind: 'numbers', default: [2, 1, -1, 0, 3, -2], min: -reach, max: reach },
  shift: { kind: 'number', default: 0, min: -1000, max: 1000 },
  way: { kind: 'choice', default: 'largest-off', values: ['largest-off', 'as-written'] },
  label: { kind: 'number', default: 0, min: 0, max: 5, integer: true },
} as const;

/** Chapter 15: scores dragged by hand, their exponentials, and the probabilities that come of them. */
export function Softmax() {
  const { state, set, notices, link } = useFigureState('softmax', schema);
  const { classes, shift, way } = state;
  const label = Math.min(state.label, classes - 1);
  const dragged = state.scores.slice(0, classes);
  const scores = dragged.map((z) => z + shift);
  const largestOff = way === 'largest-off';
  const made = useMade<SoftmaxNumbers>(
    'softmax',
    {
      here: () => softmaxNumbers(scores, label, largestOff),
      there: async ({ ask }) => {
        const said = await ask('src/exercise/cells/more-classes.ts', 'onePoint', scores, label);
        const { probabilities, loss, slopes } = said as Record<keyof SoftmaxNumbers, unknown>;
        const [own] = numbersOf([loss], 1, 'L') as [number];
        return {
          exponentials: softmaxNumbers(scores, label, largestOff).exponentials,
          probabilities: numbersOf(probabilities, classes, 'ŷ'),
          loss: own,
          slopes: numbersOf(slopes, classes, 'ŷ − y'),
        };
      },
    },
    [scores.join(), label, largestOff],
  );
  // Of another number of classes, until it has come for this one.
  const { exponentials, probabilities, loss, slopes } =
    made.value.slopes.length === classes ? made.value : made.original;
  const known = probabilities.every(Number.isFinite);

  const score = (k: number, z: number) => {
    const value = Math.round(100 * within([-reach, reach], z - shift)) / 100;
    set({ scores: state.scores.map((before, j) => (j === k ? value : before)) });
  };
  const x = useMemo<Extent>(() => [-0.6, classes - 0.4], [classes]);
  // A small shift is seen to move the scores; after a large one the axis goes with them.
  const far = Math.abs(shift) > 3;
  const y: Extent = far ? [shift - room, shift + room] : [-reach - 3.5, reach + 3.5];
  const ways = useCallback(
    ({ y: [low, high] }: Frame) =>
      Array.from({ length: classes }, (_, k) =>
        curve(
          [
            [k, low],
            [k, high],
          ],
          { stroke: 'var(--rule)', strokeWidth: 1 },
        ),
      ).flat(),
    [classes],
  );
  const wanted = useCallback(
    () =>
      Array.from({ length: classes }, (_, k) =>
        curve(
          [
            [k - 0.42, k === label ? 1 : 0],
            [k + 0.42, k === label ? 1 : 0],
          ],
          { stroke: 'var(--ink)', strokeWidth: 2, strokeDasharray: '3 3' },
        ),
      ).flat(),
    [classes, label],
  );
  const shared = {
    x,
    ratio: 0.8,
    xLabel: 'class',
    xTicks: scores.map((_, k) => k),
    xFormat: String,
    margins: { left: 54, right: 6, top: 22, bottom: 38 },
  } satisfies Partial<ChartProps>;

  const largest = Math.max(0, ...exponentials.filter(Number.isFinite));
  const heights = exponentials.map((e) => (e === Number.POSITIVE_INFINITY ? 0 : e / largest || 0));
  const taken = largestOff ? 'eᶻ⁻ᵐ, m = largest z' : 'eᶻ';
  const status = known
    ? `ŷ = ${probabilities.map((p) => signed(p, 3)).join(', ')} · loss ${signed(loss, 3)} for a point of class ${label}`
    : exponentials.includes(Number.POSITIVE_INFINITY)
      ? 'ŷ is not a number: an exponential is larger than the largest float64, 1.8 · 10³⁰⁸, and ∞/∞ has no value'
      : 'ŷ is not a number: every exponential is smaller than the smallest float64, 5 · 10⁻³²⁴, and 0/0 has no value';
  return (
    <div class="softmax">
      <FigurePanel
        name="softmax"
        status={status}
        notices={[...notices, ...made.notices]}
        link={link}
        values={() => ({
          K: String(classes),
          'z-all': columnText(scores),
          'y-hat-classes': columnText(probabilities),
          L: lossText(loss),
        })}
        table={() => {
          // Always by the way that holds, whatever is shown.
          const tried = finiteDifference(
            (z) => softmaxNumbers([...z], label, true).loss,
            Float64Array.from(scores),
          );
          return {
            columns: ['class', 'z', 'exponential', 'ŷ', 'y', 'ŷ − y', '∂L/∂z by trying'],
            rows: scores.map((z, k) => [
              k,
              z,
              exponentials[k]!,
              probabilities[k]!,
              k === label ? 1 : 0,
              slopes[k]!,
              tried[k]!,
            ]),
          };
        }}
        controls={
          <>
            <Slider
              label="Add to every score"
              value={nearest(shift)}
              min={0}
              max={shifts.length - 1}
              step={1}
              format={(at) => plainNumber(at === nearest(shift) ? shift : shifts[at]!)}
              onChange={(at) => set({ shift: shifts[at]! })}
            />
            <Choice
              label="The exponentials are taken"
              value={way}
              options={[
                { value: 'largest-off', label: 'Largest score off first' },
                { value: 'as-written', label: 'As written' },
              ]}
              onChange={(value) => set({ way: value })}
            />
            <Slider
              label="Classes K"
              value={classes}
              min={schema.classes.min}
              max={schema.classes.max}
              step={1}
              onChange={(value) => set({ classes: value })}
            />
            <Slider
              label="The point is of class"
              value={label}
              min={0}
              max={classes - 1}
              step={1}
              onChange={(value) => set({ label: value })}
            />
            <button type="button" onClick={() => set(defaultState(schema))}>
              Reset
            </button>
          </>
        }
      >
        <div class="softmax-charts">
          <div>
            <p class="panel-title">Scores z</p>
            <Chart
              {...shared}
              label={`The scores of ${classes} classes: ${scores.map(plainNumber).join(', ')}. Each can be moved.`}
              y={y}
              yLabel="score"
              yTicks={5}
              base={ways}
            >
              {scores.map((z, k) => (
                <DragPoint
                  key={k}
                  name={`Class ${k}’s score`}
                  x={k}
                  y={z}
                  stride={0.1 / (y[1] - y[0])}
                  colour={classColour(k)}
                  valueText={`${plainNumber(z)}: probability ${shortNumber(probabilities[k]!)}`}
                  onMove={(_, to) => score(k, to)}
                  onKeys={(change) => score(k, z + change)}
                >
                  <path class="softmax-mark" d={`M0 0${classPath(k, 4)}`} />
                </DragPoint>
              ))}
              <Values
                at={scores.map((z, k) => [k, z, signed(z, Math.abs(z) < 100 ? 2 : 0)])}
                above={16}
              />
            </Chart>
          </div>
          <div>
            <p class="panel-title">Exponentials {taken}</p>
            <Chart
              {...shared}
              label={`Their exponentials: ${exponentials.map(numberWords).join(', ')}. The largest is drawn as high as the chart.`}
              y={[0, 1]}
              yLabel="share of the largest"
              yTicks={[0, 0.5, 1]}
            >
              <ClassBars heights={heights} />
              <Values
                at={exponentials.map((e, k) => [k, heights[k]!, numberWords(e)])}
                above={10}
              />
            </Chart>
          </div>
          <div>
            <p class="panel-title">Probabilities ŷ, and dashed y</p>
            <Chart
              {...shared}
              label={`The probabilities: ${probabilities.map(numberWords).join(', ')}. Dashed: 1 at class ${label}, 0 elsewhere.`}
              y={[0, 1]}
              yLabel="probability"
              yTicks={[0, 0.5, 1]}
              base={wanted}
            >
              <ClassBars heights={probabilities.map((p) => p || 0)} />
              <Values at={probabilities.map((p, k) => [k, p || 0, numberWords(p)])} above={10} />
            </Chart>
          </div>
        </div>
        <section class="softmax-table" aria-label="The numbers">
          <table>
            <thead>
              <tr>
                <th scope="col">class</th>
                <th scope="col">
                  <span data-symbol="z-all">z</span>
                </th>
                <th scope="col">{largestOff ? 'eᶻ⁻ᵐ' : 'eᶻ'}</th>
                <th scope="col">
                  <span data-symbol="y-hat-classes">ŷ</span>
                </th>
                <th scope="col">
                  <span data-symbol="y-classes">y</span>
                </th>
                <th scope="col">ŷ − y</th>
              </tr>
            </thead>
            <tbody>
              {scores.map((z, k) => (
                <tr key={k}>
                  <th scope="row">
                    <ClassMark label={k} /> {k}
                  </th>
                  <td>{signed(z, 2)}</td>
                  <td>{numberWords(exponentials[k]!)}</td>
                  <td>{numberWords(probabilities[k]!)}</td>
                  <td>{k === label ? 1 : 0}</td>
                  <td>{numberWords(slopes[k]!)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {classes === 2 && (
          <p class="softmax-two">
            With two classes: σ(z₁ − z₀) = σ({signed(scores[1]! - scores[0]!, 2)}) ={' '}
            {sigmoid(scores[1]! - scores[0]!).toFixed(6)}, and ŷ₁ ={' '}
            {known ? probabilities[1]!.toFixed(6) : 'not a number'}.
          </p>
        )}
      </FigurePanel>
    </div>
  );
}

/** Where the slider stands for a shift. */
const nearest = (shift: number) =>
  shifts.reduce(
    (best, value, at) => (Math.abs(value - shift) < Math.abs(shifts[best]! - shift) ? at : best),
    0,
  );

const numberWords = (value: number) =>
  value === Number.POSITIVE_INFINITY ? '∞' : Number.isNaN(value) ? 'NaN' : shortNumber(value);

/** A bar for each class, from 0 up. */
function ClassBars({ heights }: { heights: readonly number[] }) {
  return (
    <>
      {heights.map((height, k) => (
        <Bars
          key={k}
          colour={classColour(k)}
          bars={[{ across: [k - 0.3, k + 0.3], from: 0, to: height }]}
        />
      ))}
    </>
  );
}

/** Numbers over their places: they are in the chart's sentence, too. */
function Values({
  at,
  above,
}: {
  at: readonly (readonly [x: number, y: number, text: string])[];
  above: number;
}) {
  const frame = useFrame();
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus.
    <g class="softmax-values" aria-hidden="true">
      {at.map(([x, y, text]) => {
        const [px, py] = toPixels(frame, x, y);
        return (
          <text key={x} x={px} y={py - above}>
            {text}
          </text>
        );
      })}
    </g>
  );
}
