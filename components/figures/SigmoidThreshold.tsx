import { useCallback, useMemo } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import { column } from '../../src/data/matrix.ts';
import { type Frame, toPixels, within } from '../../src/figure/frame.ts';
import { curve, line, points, pointsAt, spot } from '../../src/figure/marks.ts';
import { confusion } from '../../src/model/confusion.ts';
import { logit, sigmoid } from '../../src/model/sigmoid.ts';
import { overlappingModel } from '../../src/training/examples.ts';
import { useMade } from '../code/useMade.ts';
import { DragPoint } from '../controls/DragPoint.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Chart, useFrame } from './Chart.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { percentText, signed } from './numbers.ts';
import { lineValues } from './symbol-texts.ts';
import { useFigureState } from './useFigureState.ts';

const schema = {
  threshold: { kind: 'number', default: 0.5, min: 0.01, max: 0.99 },
} as const;

const farthest = 7;
const curveAt = Array.from({ length: 141 }, (_, i) => (farthest * (i - 70)) / 70);

/** Chapter 2: the threshold on the sigmoid and the line it means, with the mistakes it makes. */
export function SigmoidThreshold() {
  const { state, set, notices, link } = useFigureState('sigmoid-threshold', schema);
  const { threshold } = state;
  const dataset = datasetOf(course.overlapping);
  const { weights, bias, logits } = useMemo(overlappingModel, []);
  // σ along its curve, and of every point's score.
  const at = useMemo(() => [...curveAt, ...logits], [logits]);
  const made = useMade<readonly number[]>(
    'sigmoid-threshold',
    {
      here: () => at.map(sigmoid),
      there: async (bench) =>
        (
          await bench.each(
            'src/model/sigmoid.ts',
            'sigmoid',
            at.map((z) => [z]),
          )
        ).map(Number),
    },
    [at],
  );
  const probabilities = useMemo(
    () => Float64Array.from(made.value.slice(curveAt.length)),
    [made.value],
  );
  const sigmoidCurve = useMemo(
    () => curveAt.map((z, i) => [z, made.value[i] as number] as const),
    [made.value],
  );
  const level = logit(threshold);
  const counts = confusion(probabilities, dataset.labels, threshold);
  const { precision, recall, accuracy } = counts;

  const rugBase = useCallback(
    () => [
      ...curve(sigmoidCurve, { stroke: 'var(--ink)', strokeWidth: 2.5 }),
      // Discs stand above the curve's range, triangles below, spread a little so that they can be told apart.
      ...pointsAt(dataset.labels, (i) => [
        Math.max(-farthest, Math.min(farthest, logits[i] as number)),
        (dataset.labels[i] === 1 ? 1.06 : -0.14) + ((i * 7) % 5) * 0.018,
      ]),
    ],
    [dataset, logits, sigmoidCurve],
  );
  const rugLive = useCallback(
    () => [
      ...curve(
        [
          [-farthest, threshold],
          [level, threshold],
          [level, -0.2],
        ],
        { stroke: 'var(--accent)', strokeWidth: 1.5, strokeDasharray: '5 4' },
      ),
      ...spot([level, threshold]),
    ],
    [threshold, level],
  );
  const planeBase = useCallback(() => points(dataset), [dataset]);
  const planeLive = useCallback(
    (frame: Frame) => [
      ...line(weights, bias, frame, {
        stroke: 'var(--ink-faint)',
        strokeDasharray: '4 4',
        strokeWidth: 1.5,
      }),
      ...line(weights, bias, frame, { level, stroke: 'var(--accent)', strokeWidth: 2.5 }),
    ],
    [weights, bias, level],
  );

  const share = (value: number | undefined) =>
    value === undefined ? 'none called 1' : percentText(value);
  const status = `θ = ${threshold.toFixed(2)}, that is z ≥ ${signed(level)} · precision ${share(precision)} · recall ${share(recall)} · accuracy ${percentText(accuracy)}`;
  const move = (to: number) => set({ threshold: Math.round(100 * within([0.01, 0.99], to)) / 100 });
  const x1 = column(dataset.inputs, 0);
  const x2 = column(dataset.inputs, 1);

  return (
    <FigurePanel
      name="sigmoid-threshold"
      status={status}
      notices={[...notices, ...made.notices]}
      link={link}
      values={() => ({
        ...lineValues(weights, bias),
        threshold: signed(threshold),
        n: String(dataset.labels.length),
      })}
      table={() => ({
        columns: ['x₁', 'x₂', 'class', 'score z', 'ŷ', 'called'],
        rows: Array.from(dataset.labels, (label, i) => [
          x1[i] as number,
          x2[i] as number,
          label,
          logits[i] as number,
          probabilities[i] as number,
          (probabilities[i] as number) >= threshold ? 1 : 0,
        ]),
      })}
      controls={
        <>
          <Slider
            label="Threshold θ"
            value={threshold}
            min={0.01}
            max={0.99}
            step={0.01}
            format={(value) => value.toFixed(2)}
            onChange={move}
          />
          <button type="button" onClick={() => set({ threshold: schema.threshold.default })}>
            Reset
          </button>
        </>
      }
    >
      <div class="pair">
        <Chart
          label={`The sigmoid over the score z, with every point at its score. ${status}.`}
          x={[-farthest, farthest]}
          y={[-0.2, 1.2]}
          ratio={0.85}
          xLabel="score z"
          yLabel="σ(z)"
          yTicks={[0, 0.5, 1]}
          base={rugBase}
          live={rugLive}
        >
          <OnCurve threshold={threshold} status={status} onMove={move} />
        </Chart>
        <Chart
          label={`The points in the plane, and the line where the probability is ${threshold.toFixed(2)}.`}
          x={[-4, 4]}
          y={[-4, 4]}
          ratio={0.85}
          equal
          xLabel="x₁"
          yLabel="x₂"
          base={planeBase}
          live={planeLive}
        />
      </div>
      <table class="confusion">
        <caption>Points by what they are and what they are called</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">called 1</th>
            <th scope="col">called 0</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">class 1</th>
            <td>{counts.truePositives}</td>
            <td>{counts.falseNegatives}</td>
          </tr>
          <tr>
            <th scope="row">class 0</th>
            <td>{counts.falsePositives}</td>
            <td>{counts.trueNegatives}</td>
          </tr>
        </tbody>
      </table>
    </FigurePanel>
  );
}

interface OnCurveProps {
  readonly threshold: number;
  readonly status: string;
  readonly onMove: (threshold: number) => void;
}

/** The threshold at its place on the curve, along which it is dragged. It must stand in a Chart. */
function OnCurve({ threshold, status, onMove }: OnCurveProps) {
  const frame = useFrame();
  const level = logit(threshold);
  /** The threshold whose place on the curve is nearest to another place, as the eye sees it. */
  const nearest = (x: number, y: number) => {
    const [px, py] = toPixels(frame, x, y);
    const away = thresholds.map((each) => {
      const [qx, qy] = toPixels(frame, logit(each), each);
      return (qx - px) ** 2 + (qy - py) ** 2;
    });
    return thresholds[away.indexOf(Math.min(...away))] as number;
  };
  return (
    <DragPoint
      name="The threshold"
      x={level}
      y={threshold}
      stride={0.05 / (frame.y[1] - frame.y[0])}
      colour="var(--accent)"
      onMove={(x, y) => onMove(nearest(x, y))}
      // Where the curve is flat a key moves it as far as elsewhere.
      onKeys={(change) => onMove(threshold + Math.sign(change) * Math.max(0.01, Math.abs(change)))}
      valueText={status}
    />
  );
}

const thresholds = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
