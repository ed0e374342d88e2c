import { lineInFrame, nearestOnLine, type Point } from '../../src/figure/line.ts';
import { useFrame } from './Chart.tsx';
import { LineDrawing } from './LineDrawing.tsx';

/** One classifier's line and, of a length that suits the chart, its normal. It must stand in a Chart. */
export function OneLine({
  weights,
  bias,
  arrow = true,
}: {
  weights: readonly [number, number];
  bias: number;
  arrow?: boolean;
}) {
  const frame = useFrame();
  const [w1, w2] = weights;
  const size = Math.sqrt(w1 * w1 + w2 * w2);
  const centre: Point = [(frame.x[0] + frame.x[1]) / 2, (frame.y[0] + frame.y[1]) / 2];
  const foot = arrow && size > 0 ? nearestOnLine(weights, bias, centre) : undefined;
  const reach = (frame.y[1] - frame.y[0]) / 9 / size;
  return (
    <LineDrawing
      ends={lineInFrame(weights, bias, frame)}
      foot={foot}
      tip={foot && [foot[0] + reach * w1, foot[1] + reach * w2]}
      colour="var(--ink)"
      width={2}
    />
  );
}
