import { useCallback, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { shapeRecipe } from '../../src/data/course.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { column, entry } from '../../src/data/matrix.ts';
import { whole } from '../../src/data/whole.ts';
import { type Extent, extentOf, type Frame } from '../../src/figure/frame.ts';
import { lineInFrame, type Point } from '../../src/figure/line.ts';
import {
  curve,
  type LineStyle,
  line,
  mistakes,
  normal,
  points,
  sides,
  words,
} from '../../src/figure/marks.ts';
import { bestLineSearch, type BestLine as Found } from '../../src/model/best-line.ts';
import { bestScale } from '../../src/model/best-scale.ts';
import { type HalfPlane, scoreOf } from '../../src/model/half-planes.ts';
import { settledLine } from '../../src/model/settled-line.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { ShapeChoice, shapeFields } from '../controls/ShapeChoice.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Transport } from '../controls/Transport.tsx';
import { Chart, useFrame } from './Chart.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, percentText } from './numbers.ts';
import { Swatch } from './Swatch.tsx';
import { useFigureState } from './useFigureState.ts';
import { useFrames } from './useFrames.ts';
import './run-numbers.css';

const schema = {
  ...shapeFields,
  speed: { kind: 'number', default: 1, min: 1, max: 20, integer: true },
} as const;

const looks = {
  best: { stroke: 'var(--ink)', strokeWidth: 3 },
  logistic: { stroke: 'var(--ink-soft)', strokeWidth: 2, strokeDasharray: '6 5' },
  yours: { stroke: 'var(--accent)', strokeWidth: 2.5, strokeDasharray: '2 4' },
} satisfies Record<string, LineStyle>;

const listings = 'src/exercise/cells/not-enough.ts';

/** What the reader's `bestLine` returned, counted on these points, and the least loss that a line can have there. */
interface Yours extends HalfPlane {
  readonly dataset: Dataset;
  readonly mistakes: number;
  readonly loss: number;
}

/** Counted here, whatever the line says of itself. Throws where it is no line. */
function yoursFor(dataset: Dataset, returned: unknown): Yours {
  const { weights, bias } = (returned ?? {}) as Partial<Record<keyof Found, unknown>>;
  const [w1, w2] = numbersOf(weights, 2, 'w') as [number, number];
  const [b] = numbersOf([bias], 1, 'b') as [number];
  const found = { weights: [w1, w2], bias: b } as const;
  const wrong = callsWrong(found, dataset);
  const mistakes = Array.from(dataset.labels.keys()).filter(wrong).length;
  return { ...found, dataset, mistakes, loss: bestScale({ ...found }, dataset).loss };
}

/** Slowly at first, so that the line is seen to turn; then faster and faster, or it would take minutes. */
const linesInFrame = (tried: number, speed: number) => speed * Math.max(3, Math.round(tried / 100));

const callsWrong =
  (model: HalfPlane, { inputs, labels }: Dataset) =>
  (i: number) =>
    scoreOf(model, entry(inputs, i, 0), entry(inputs, i, 1)) >= 0 !== (labels[i] === 1);

/** The line through two points, its sides not yet called anything. */
function throughBoth([x1, y1]: Point, [x2, y2]: Point): HalfPlane {
  const weights = [y1 - y2, x2 - x1] as const;
  return { weights, bias: -(weights[0] * x1 + weights[1] * y1) };
}

/** The next of 1, 2, 5, 10, 20, 50, … : an axis that grows by jumps. */
function roundUp(value: number): number {
  let top = 10;
  for (let k = 0; top < value; k++) top *= k % 3 === 1 ? 2.5 : 2;
  return top;
}

/** Chapter 3: every line there is, tried one after the other, beside what logistic regression finds. */
export function BestLine() {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('best-line', schema);
  const { data, draws, speed } = state;
  const recipe = useMemo(() => shapeRecipe(data, draws), [data, draws]);
  const dataset = datasetOf(recipe);
  const n = dataset.labels.length;

  const [begun, begin] = useReducer((count: number) => count + 1, 0);
  const search = useMemo(() => bestLineSearch(dataset), [dataset, begun]);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // Which search is to go on: another, begun since, waits for Train again.
  const [wanted, setWanted] = useState<typeof search>();
  const { tried, total, best, pair } = search;
  const done = tried === total;
  const playing = wanted === search && !done;
  const advance = (lines: number) => {
    search.advance(lines);
    redraw(undefined);
  };
  useFrames(
    root,
    playing,
    () => {
      // A frame may still come before a search that was left is seen to rest.
      if (playing) advance(linesInFrame(tried, speed));
    },
    { apart: true },
  );

  // The search is the course's own, which `bestLine` only takes to its end; what the reader's comes to stands beside it.
  const made = useMade<Yours | undefined>(
    'best-line',
    {
      here: () => undefined,
      there: async ({ ask }) => yoursFor(dataset, await ask(listings, 'lineFor', recipe)),
    },
    [recipe],
  );
  // For the points before, until that for these has come.
  const yours = made.value?.dataset === dataset ? made.value : undefined;

  const logistic = useMemo(() => settledLine(dataset), [dataset]);
  const sure = useMemo(() => bestScale(best, dataset), [best, dataset]);

  const base = useCallback(
    (frame: Frame) => [
      ...points(dataset, { radius: 3.2 }),
      ...line(logistic.weights, logistic.bias, frame, looks.logistic),
      ...(yours ? line(yours.weights, yours.bias, frame, looks.yours) : []),
    ],
    [dataset, logistic, yours],
  );
  const bestMarks = useCallback(
    (frame: Frame) =>
      tried === 0
        ? []
        : [
            ...sides(best.weights, best.bias, frame),
            ...mistakes(dataset, callsWrong(best, dataset), { radius: 5.5 }),
            ...line(best.weights, best.bias, frame, looks.best),
            ...normal(best.weights, best.bias, frame),
          ],
    [dataset, best, tried > 0],
  );

  // A fifth of the height stays free for the names of the marks.
  const top = roundUp(Math.max(...search.counts) / 0.8);
  const mistakesAxis: Extent = [0, 1.05 * Math.max(n / 2, logistic.mistakes)];
  const bars: Point[] = [...search.counts].flatMap((count, m) => [
    [Math.max(0, m - 0.5), count] as const,
    [m + 0.5, count] as const,
  ]);
  const logisticMark = useCallback(
    () => upright(logistic.mistakes, top, 'logistic regression', looks.logistic),
    [logistic, top],
  );
  const bestMark = useCallback(
    () => (tried === 0 ? [] : upright(best.mistakes, 0.9 * top, 'best line', looks.best)),
    [best, top, tried > 0],
  );

  const x = useMemo<Extent>(() => extentOf(column(dataset.inputs, 0)), [dataset]);
  const y = useMemo<Extent>(() => extentOf(column(dataset.inputs, 1)), [dataset]);

  const bestText = `${best.mistakes} mistakes · accuracy ${percentText(best.accuracy)}`;
  const searched = done
    ? `All ${whole(total)} lines tried · the best makes ${bestText}`
    : tried === 0
      ? `No line tried yet of ${whole(total)}`
      : `Line ${whole(tried)} of ${whole(total)} · best so far ${bestText}`;
  const status = yours ? `${searched} · your bestLine makes ${yours.mistakes} mistakes` : searched;
  const rows = [
    {
      name: done ? 'The best line' : 'Best line so far',
      look: looks.best,
      numbers: tried > 0 ? [String(best.mistakes), lossText(sure.loss)] : [],
    },
    {
      name: 'Logistic regression',
      look: looks.logistic,
      numbers: [String(logistic.mistakes), lossText(logistic.loss)],
    },
    ...(yours
      ? [
          {
            name: 'Your bestLine',
            look: looks.yours,
            numbers: [String(yours.mistakes), lossText(yours.loss)],
          },
        ]
      : []),
  ];
  return (
    <div ref={root}>
      <FigurePanel
        name="best-line"
        status={status}
        busy={playing}
        notices={[...notices, ...made.notices]}
        link={link}
        table={() => ({
          columns: ['mistakes', 'lines tried'],
          rows: [...search.counts]
            .map((count, m) => [m, count] as const)
            .filter(([, count]) => count > 0),
        })}
        controls={
          <>
            <Transport
              playing={playing}
              stopped={done}
              onTrain={() => setWanted(search)}
              onPause={() => setWanted(undefined)}
              onStep={() => advance(1)}
              onReset={() => begin(undefined)}
            />
            <ShapeChoice state={state} onChange={set} />
          </>
        }
        more={
          <Slider
            label="Speed of the search"
            value={speed}
            min={1}
            max={20}
            step={1}
            format={(value) => `${value} ×`}
            onChange={(value) => set({ speed: value })}
          />
        }
      >
        <div class="wide-narrow">
          <Chart
            label={`The points, ${tried > 0 ? 'the best line so far, ' : ''}${yours ? 'dotted the line of your bestLine, ' : ''}and dashed the line of logistic regression, which makes ${logistic.mistakes} mistakes. ${status}.`}
            x={x}
            y={y}
            ratio={0.8}
            equal
            xLabel="x₁"
            yLabel="x₂"
            base={base}
            live={bestMarks}
          >
            {pair && !done && <TriedLine dataset={dataset} pair={pair} />}
          </Chart>
          <div>
            <Chart
              label={`How many of the ${whole(tried)} lines tried make how many mistakes. ${tried > 0 ? `The fewest so far are ${best.mistakes}. ` : ''}Logistic regression’s line makes ${logistic.mistakes}.`}
              x={mistakesAxis}
              y={[0, top]}
              ratio={0.7}
              xLabel="mistakes"
              yLabel="lines tried"
              yTicks={4}
              margins={{ left: 58 }}
              base={logisticMark}
              live={bestMark}
            >
              <Curve pairs={[[0, 0], ...bars, [bars.at(-1)![0], 0]]} look="bars" />
            </Chart>
            <table class="run-numbers">
              <thead>
                <tr>
                  {['Line', 'Mistakes', 'Least loss'].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.name}>
                    <th scope="row">
                      <Swatch look={row.look} />
                      {row.name}
                    </th>
                    {[0, 1].map((k) => (
                      <td key={k}>{row.numbers[k] ?? '–'}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}

/** The line through two points, and the points. */
function TriedLine({ dataset, pair }: { dataset: Dataset; pair: readonly [number, number] }) {
  const frame = useFrame();
  const at = (i: number): Point => [entry(dataset.inputs, i, 0), entry(dataset.inputs, i, 1)];
  const [from, to] = [at(pair[0]), at(pair[1])];
  const { weights, bias } = throughBoth(from, to);
  return (
    <>
      <Curve pairs={lineInFrame(weights, bias, frame) ?? []} look="tried" at={from} />
      <Curve pairs={[]} look="tried" at={to} />
    </>
  );
}

/** A mark at a number of mistakes, with its name beside it. */
const upright = (at: number, height: number, name: string, look: LineStyle) => [
  ...curve(
    [
      [at, 0],
      [at, height],
    ],
    look,
  ),
  ...words(name, [at, height], { textAnchor: 'end', dx: -6, dy: 8 }),
];
