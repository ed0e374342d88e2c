import { Chart, type ChartProps } from './Chart.tsx';

/** A chart of the plane of two inputs, in which a step is as long to the right as up. */
export const PlaneChart = (props: Omit<ChartProps, 'equal' | 'xLabel' | 'yLabel'>) => (
  <Chart
    ratio={1}
    equal
    margins={{ left: 34, right: 6, top: 6, bottom: 36 }}
    xLabel="x₁"
    yLabel="x₂"
    xTicks={5}
    yTicks={5}
    {...props}
  />
);
