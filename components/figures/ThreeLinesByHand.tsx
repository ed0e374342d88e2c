import { useCallback, useMemo } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { column } from '../../src/data/matrix.ts';
import type { Frame } from '../../src/figure/frame.ts';
import { commonSides, mistakes, points, sides } from '../../src/figure/marks.ts';
import { placedLine, placedLines, withLine } from '../../src/figure/placed-line.ts';
import { defaultState } from '../../src/figure/state.ts';
import { unitColour } from '../../src/figure/theme.ts';
import { allSayOne, fenceDistance, triangleAt } from '../../src/model/half-planes.ts';
import { useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { DragLine } from '../controls/DragLine.tsx';
import { Chart } from './Chart.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { useFigureState } from './useFigureState.ts';

const schema = {
  answer: { kind: 'choice', default: 'all', values: ['all', '1', '2', '3'] },
  // Each line by a point that it goes through, then w.
  lines: {
    kind: 'numbers',
    default: [-2.5, 0.4, 1.15, 0.3, 0.2, 2.3, 0.45, -1.1, 1.7, -2, -0.35, 1.15],
    min: -20,
    max: 20,
  },
} as const;

const fence = triangleAt(fenceDistance).flatMap(({ weights: [w1, w2] }) => [
  -fenceDistance * w1,
  -fenceDistance * w2,
  w1,
  w2,
]);

/** Chapter 5: three lines to grab and turn on the circles; a point is called 1 where all three agree. */
export function ThreeLinesByHand() {
  const { state, set, notices, link } = useFigureState('three-lines-by-hand', schema);
  const dataset = datasetOf(course.circles);
  const lines = useMemo(() => placedLines(state.lines), [state.lines]);
  const x1 = column(dataset.inputs, 0);
  const x2 = column(dataset.inputs, 1);
  const n = dataset.labels.length;

  const shown = useMemo(
    () => (state.answer === 'all' ? lines : [lines[Number(state.answer) - 1]!]),
    [lines, state.answer],
  );
  // What each line answers by itself at every point, and last what all three do.
  const judges = useMemo(() => [...lines.map((line) => [line]), lines], [lines]);
  const { value: answers, notices: troubles } = useMade<readonly (readonly number[])[]>(
    'three-lines-by-hand',
    {
      here: () =>
        judges.map((some) => Array.from(dataset.labels, (_, i) => allSayOne(some, x1[i]!, x2[i]!))),
      there: async ({ each }) => {
        const asked = judges.flatMap((some) =>
          Array.from(dataset.labels, (_, i) => [some, x1[i]!, x2[i]!]),
        );
        const said = (await each('src/model/half-planes.ts', 'allSayOne', asked)).map(Number);
        return judges.map((_, k) => said.slice(k * n, (k + 1) * n));
      },
    },
    [judges, dataset],
  );
  const wrongOf = (judge: number) =>
    Array.from(dataset.labels.keys()).filter((i) => answers[judge]![i] !== dataset.labels[i]);
  const alone = lines.map((_, k) => wrongOf(k).length);
  const together = wrongOf(lines.length).length;

  const base = useCallback(
    (frame: Frame) => {
      const wrong = new Set(
        wrongOf(state.answer === 'all' ? lines.length : Number(state.answer) - 1),
      );
      return [
        ...(shown.length > 1
          ? commonSides(shown, frame)
          : sides(shown[0]!.weights, shown[0]!.bias, frame)),
        ...points(dataset),
        ...mistakes(dataset, (i) => wrong.has(i)),
        ...lines.flatMap((line, k) =>
          placedLine(line, frame, {
            stroke: unitColour(k),
            strokeOpacity: shown.includes(line) ? 1 : 0.35,
          }),
        ),
      ];
    },
    [dataset, lines, shown, answers],
  );

  const status = [
    `${counted(together)} in ${n} points where all three must say 1`,
    ...(state.answer === 'all'
      ? []
      : [`line ${state.answer} alone makes ${alone[Number(state.answer) - 1]}`]),
  ].join(' · ');
  return (
    <FigurePanel
      name="three-lines-by-hand"
      status={status}
      notices={[...notices, ...troubles]}
      link={link}
      table={() => ({
        columns: ['x₁', 'x₂', 'class', 'line 1', 'line 2', 'line 3', 'all three'],
        rows: Array.from(dataset.labels, (label, i) => [
          x1[i]!,
          x2[i]!,
          label,
          ...answers.map((said) => said[i]!),
        ]),
      })}
      controls={
        <>
          <Choice
            label="Show the answer of"
            value={state.answer}
            options={[
              { value: 'all', label: 'All three' },
              { value: '1', label: 'Line 1' },
              { value: '2', label: 'Line 2' },
              { value: '3', label: 'Line 3' },
            ]}
            onChange={(answer) => set({ answer })}
          />
          <button type="button" onClick={() => set({ answer: 'all', lines: fence })}>
            Show one solution
          </button>
          <button type="button" onClick={() => set(defaultState(schema))}>
            Reset
          </button>
        </>
      }
    >
      <Chart
        label={`Two circles of points and three lines, each with an arrow to the side it says 1 to. Tinted: what ${state.answer === 'all' ? 'all three say 1 to' : `line ${state.answer} says 1 to`}. ${status}.`}
        x={[-4.6, 4.6]}
        y={[-3.5, 3.5]}
        ratio={0.76}
        equal
        xLabel="x₁"
        yLabel="x₂"
        yTicks={7}
        base={base}
      >
        {lines.map((line, k) => (
          <DragLine
            key={k}
            name={`Line ${k + 1}`}
            number={k + 1}
            colour={unitColour(k)}
            line={line}
            onChange={(moved) => set({ lines: withLine(state.lines, k, moved) })}
            outcome={`${counted(together)} by all three`}
          />
        ))}
      </Chart>
    </FigurePanel>
  );
}

const counted = (count: number) => `${count} ${count === 1 ? 'mistake' : 'mistakes'}`;
