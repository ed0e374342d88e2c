import type { ComponentChildren } from 'preact';
import type { Extent } from '../../src/figure/frame.ts';
import { Chart, type ChartProps } from './Chart.tsx';
import { Curve } from './Curve.tsx';

export interface LossChartProps extends Pick<ChartProps, 'label' | 'ratio' | 'base'> {
  /** The first step and the last that there is room for. */
  readonly steps: Extent;
  /** What the axis of the loss ends at. */
  readonly top: number;
  /** The step that is shown elsewhere in the figure: an upright line. */
  readonly now?: number;
  /** The curves. */
  readonly children: ComponentChildren;
}

/** A chart of the loss over the steps of a run. */
export const LossChart = ({ steps, top, now, children, ...chart }: LossChartProps) => (
  <Chart
    x={steps}
    y={[0, top]}
    margins={{ left: 40, right: 18, top: 8, bottom: 36 }}
    xLabel="step"
    yLabel="loss (nats)"
    xTicks={4}
    yTicks={4}
    {...chart}
  >
    {now !== undefined && (
      <Curve
        pairs={[
          [now, 0],
          [now, top],
        ]}
        look="now"
      />
    )}
    {children}
  </Chart>
);
