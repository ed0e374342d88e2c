import { useCallback, useMemo, useState } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { column } from '../../src/data/matrix.ts';
import { nearestOnLine } from '../../src/figure/line.ts';
import { line, mistakes, normal, points, sides } from '../../src/figure/marks.ts';
import { bestLine } from '../../src/model/best-line.ts';
import { answerOf, distanceOf, scoreOf } from '../../src/model/half-planes.ts';
import { useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { DragPoint } from '../controls/DragPoint.tsx';
import { Chart } from './Chart.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { shortNumber, signed } from './numbers.ts';
import { lineValues } from './symbol-texts.ts';
import { useFigureState } from './useFigureState.ts';

const schema = {
  data: { kind: 'choice', default: 'apart', values: ['apart', 'overlapping'] },
  // A point that the line goes through, then w.
  line: { kind: 'numbers', default: [-0.4, 0.6, 1.2, -0.55], min: -20, max: 20 },
} as const;

/** Chapter 1: a line to grab and turn over two blobs, its mistakes counted live. */
export function LineByHand() {
  const { state, set, notices, link } = useFigureState('line-by-hand', schema);
  const [found, setFound] = useState<number>();
  const dataset = datasetOf(course[state.data]);
  const [px, py, w1, w2] = state.line as readonly [number, number, number, number];
  const bias = -(w1 * px + w2 * py);
  const current = useMemo(() => ({ weights: [w1, w2], bias }) as const, [w1, w2, bias]);
  const { weights } = current;
  const size = Math.sqrt(w1 * w1 + w2 * w2);

  const x1 = column(dataset.inputs, 0);
  const x2 = column(dataset.inputs, 1);
  // Each point's score and answer.
  const asked = useMemo(
    () => Array.from(dataset.labels, (_, i) => [current, x1[i]!, x2[i]!] as const),
    [current, dataset],
  );
  const { value: said, notices: troubles } = useMade<readonly (readonly [number, number])[]>(
    'line-by-hand',
    {
      here: () => asked.map((at) => [scoreOf(...at), answerOf(...at)]),
      there: async ({ each }) => {
        const scores = await each('src/model/half-planes.ts', 'scoreOf', asked);
        const answers = await each('src/model/half-planes.ts', 'answerOf', asked);
        return asked.map((_, i) => [Number(scores[i]), Number(answers[i])]);
      },
    },
    [asked],
  );
  const isWrong = useCallback((i: number) => said[i]?.[1] !== dataset.labels[i], [said, dataset]);
  const n = dataset.labels.length;
  const wrong = Array.from(dataset.labels.keys()).filter(isWrong).length;

  const base = useCallback(
    (frame: Parameters<typeof line>[2]) => [
      ...sides(weights, bias, frame),
      ...points(dataset),
      ...mistakes(dataset, isWrong),
      ...line(weights, bias, frame),
      ...normal(weights, bias, frame, { from: [px, py], length: size }),
    ],
    [dataset, weights, bias, px, py, size, isWrong],
  );

  const move = (x: number, y: number) => set({ line: [x, y, w1, w2] });
  const turn = (x: number, y: number) => {
    // An arrow of no length has no direction: keep a little.
    const length = Math.hypot(x - px, y - py);
    if (length > 0.15) set({ line: [px, py, x - px, y - py] });
  };
  const showBest = () => {
    const best = bestLine(dataset);
    const [b1, b2] = best.weights;
    const norm = Math.hypot(b1, b2);
    const foot = nearestOnLine(best.weights, best.bias, [0, 0]) ?? [0, 0];
    setFound(best.mistakes);
    set({ line: [foot[0], foot[1], (1.3 * b1) / norm, (1.3 * b2) / norm] });
  };

  const status = `${wrong} ${wrong === 1 ? 'mistake' : 'mistakes'} in ${n} points · w = (${signed(w1)}, ${signed(w2)}) · b = ${signed(bias)} · ${signed(distanceOf(current))} from the origin`;
  return (
    <FigurePanel
      name="line-by-hand"
      status={found === undefined ? status : `${status} · the best line makes ${found}`}
      notices={[...notices, ...troubles]}
      link={link}
      values={() => ({
        ...lineValues(weights, bias),
        n: String(dataset.labels.length),
        norm: shortNumber(Math.hypot(...weights)),
      })}
      table={() => ({
        columns: ['x₁', 'x₂', 'class', 'score', 'called'],
        rows: Array.from(dataset.labels, (label, i) => {
          const at = [x1[i] as number, x2[i] as number] as const;
          return [...at, label, ...said[i]!];
        }),
      })}
      controls={
        <>
          <Choice
            label="Blobs"
            value={state.data}
            options={[
              { value: 'apart', label: 'Apart' },
              { value: 'overlapping', label: 'Overlapping' },
            ]}
            onChange={(data) => {
              setFound(undefined);
              set({ data });
            }}
          />
          <button type="button" onClick={showBest}>
            Let the computer find it
          </button>
          <button
            type="button"
            onClick={() => {
              setFound(undefined);
              set({ line: schema.line.default });
            }}
          >
            Reset
          </button>
        </>
      }
    >
      <Chart
        label={`Two blobs of points and a line. ${status}.`}
        x={[-4.5, 4.5]}
        y={[-3.4, 3.4]}
        ratio={0.72}
        equal
        xLabel="x₁"
        yLabel="x₂"
        base={base}
      >
        <DragPoint
          name="The line"
          x={px}
          y={py}
          onMove={move}
          valueText={`through ${signed(px)}, ${signed(py)}: ${wrong} mistakes`}
        />
        <DragPoint
          name="The tip of w"
          shape="arrow"
          x={px + w1}
          y={py + w2}
          onMove={turn}
          valueText={`w is ${signed(w1)}, ${signed(w2)}: ${wrong} mistakes`}
        />
      </Chart>
    </FigurePanel>
  );
}
