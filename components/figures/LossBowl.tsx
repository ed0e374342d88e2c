import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { fillGrid, type Grid } from '../../src/figure/heat.ts';
import { points } from '../../src/figure/marks.ts';
import { sampled, samplePlaces } from '../../src/figure/sampled.ts';
import { bowl, type Descended, descend } from '../../src/training/descent.ts';
import { inParts, numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { DragPoint } from '../controls/DragPoint.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Transport } from '../controls/Transport.tsx';
import { Chart } from './Chart.tsx';
import { Curve, Dots } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, signed } from './numbers.ts';
import { OneLine } from './OneLine.tsx';
import { lineValues } from './symbol-texts.ts';
import { useFigureState } from './useFigureState.ts';
import { useFrames } from './useFrames.ts';

const lastStep = 400;

const schema = {
  data: { kind: 'choice', default: 'overlapping', values: ['overlapping', 'apart'] },
  start: { kind: 'numbers', default: [-2.5, 4], min: -10, max: 10 },
  rate: { kind: 'number', default: 0.5, min: 0.01, max: 30 },
  steps: { kind: 'number', default: 40, min: 0, max: lastStep, integer: true },
} as const;

/** The losses at which contours are drawn: each half as high above 0 as the one before. */
const levels = Array.from({ length: 14 }, (_, i) => 6 * 0.7 ** i);

/** Where a changed listing is asked for the loss: somewhat more than the chart shows. */
const samples = { side: [-5, 7], perSide: 61 } as const;
const listings = 'src/exercise/cells/logistic-regression.ts';

/** A path of descent, and for how many steps it was asked. */
interface Path {
  readonly steps: number;
  readonly places: readonly Descended[];
}

/** Darker where the loss is lower, on a logarithmic scale, so that the bottom of the bowl is seen. */
function paintLosses({ columns, rows, values }: Grid, pixels: Uint8ClampedArray) {
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const loss = values[(rows - 1 - j) * columns + i] as number;
      const depth = Math.min(1, Math.max(0, (2 - Math.log2(loss)) / 7));
      pixels.set([18, 105, 120, 190 * depth], (j * columns + i) * 4);
    }
  }
}

/** Chapter 2: the loss as a bowl over the two weights, and the path that descent takes in it. */
export function LossBowl() {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('loss-bowl', schema);
  const [playing, setPlaying] = useState(false);
  const { data, rate, steps } = state;
  const start = state.start as readonly [number, number];
  const dataset = datasetOf(course[data]);
  const height = useMade<(w1: number, w2: number) => number>(
    'loss-bowl',
    {
      here: () => bowl(dataset),
      there: async ({ ask }) => {
        const places = samplePlaces(samples);
        const losses = await inParts(places, 600, (some) =>
          ask(listings, 'lossesAt', course[data], some),
        );
        return sampled(samples, numbersOf(losses, places.length, 'The loss at all places'));
      },
    },
    [dataset],
  );
  const lossAt = height.value;
  const made = useMade<Path>(
    'loss-bowl',
    {
      here: () => ({ steps, places: descend(dataset, start, rate, steps) }),
      there: async ({ ask }) => {
        const places = await ask(listings, 'descentFrom', course[data], start, rate, steps);
        if ((places as readonly Descended[]).length === 0)
          throw new Error('With what you changed, the loss at the start is not a finite number.');
        return { steps, places: places as readonly Descended[] };
      },
    },
    [dataset, start[0], start[1], rate, steps],
  );
  const path = made.value.places;
  const end = path.at(-1) as Descended;
  const size = Math.hypot(end.w1, end.w2);

  useFrames(root, playing, () => {
    if (steps >= lastStep) setPlaying(false);
    else set({ steps: steps + 1 });
  });

  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => fillGrid(grid, lossAt),
      paint: paintLosses,
      levels,
      levelClass: 'contours' as const,
      cells: 72,
    }),
    [lossAt],
  );
  const places = path.map(({ w1, w2 }) => [w1, w2] as const);
  const base = useCallback(() => points(dataset), [dataset]);

  const status = `Step ${made.value.steps} · loss ${lossText(end.loss)} · w = (${signed(end.w1)}, ${signed(end.w2)}) · ‖w‖ = ${signed(size)}`;
  return (
    <div ref={root}>
      <FigurePanel
        name="loss-bowl"
        status={status}
        busy={playing}
        notices={[...notices, ...new Set([...height.notices, ...made.notices])]}
        link={link}
        values={() => ({
          ...lineValues([end.w1, end.w2], 0),
          L: lossText(end.loss),
          eta: String(rate),
        })}
        table={() => ({
          columns: ['step', 'w₁', 'w₂', 'loss'],
          rows: path.map(({ w1, w2, loss }, step) => [step, w1, w2, loss]),
        })}
        controls={
          <>
            <Transport
              playing={playing}
              stopped={steps >= lastStep}
              onTrain={() => setPlaying(true)}
              onPause={() => setPlaying(false)}
              onStep={() => set({ steps: Math.min(lastStep, steps + 1) })}
              onReset={() => {
                setPlaying(false);
                set({ steps: 0 });
              }}
            />
            <Slider
              label="Learning rate η"
              value={rate}
              min={0.01}
              max={30}
              step={10}
              scale="log"
              onChange={(value) => set({ rate: value })}
            />
            <Choice
              label="Blobs"
              value={data}
              options={[
                { value: 'overlapping', label: 'Overlapping' },
                { value: 'apart', label: 'Apart' },
              ]}
              onChange={(value) => set({ data: value })}
            />
          </>
        }
      >
        <div class="wide-narrow">
          <Chart
            label={`The loss over the two weights, as contours, and the path of descent. ${status}.`}
            x={[-4, 6]}
            y={[-4, 6]}
            ratio={0.85}
            equal
            xLabel="w₁"
            yLabel="w₂"
            heat={heat}
          >
            <Curve pairs={places} look="descent" at={[end.w1, end.w2]} />
            <Dots pairs={places.slice(1, 60)} />
            <DragPoint
              name="The start"
              x={start[0]}
              y={start[1]}
              onMove={(w1, w2) => set({ start: [w1, w2] })}
              valueText={`w starts at ${signed(start[0])}, ${signed(start[1])}; after ${made.value.steps} steps the loss is ${lossText(end.loss)}`}
            />
          </Chart>
          <Chart
            label={`The points, and the line of the last weights: ${signed(end.w1)}, ${signed(end.w2)}.`}
            x={[-4, 4]}
            y={[-4, 4]}
            ratio={0.95}
            equal
            xLabel="x₁"
            yLabel="x₂"
            base={base}
          >
            <OneLine weights={[end.w1, end.w2]} bias={0} arrow={false} />
          </Chart>
        </div>
      </FigurePanel>
    </div>
  );
}
