import { useMemo } from 'preact/hooks';
import type { Curves, Plane, Shown } from '../../src/exercise/exercise.ts';
import { lineInFrame } from '../../src/figure/line.ts';
import { coinLoss } from '../../src/figure/marks.ts';
import { Chart } from '../figures/Chart.tsx';
import { Curve } from '../figures/Curve.tsx';
import { classHeat } from '../figures/class-heat.ts';
import { LineDrawing } from '../figures/LineDrawing.tsx';
import { PlaneChart } from '../figures/PlaneChart.tsx';
import { PointCloud } from '../figures/PointCloud.tsx';

export interface ExerciseViewProps {
  readonly shown: Shown;
}

/** What a reader's code made: a picture of the plane, curves, or both. */
export const ExerciseView = ({ shown: { plane, curves } }: ExerciseViewProps) => (
  <div class="exercise-view">
    {plane && <PlaneView {...plane} />}
    {curves && <CurvesView {...curves} />}
  </div>
);

function PlaneView({ label, points, extent, surface, line }: Plane) {
  const heat = useMemo(
    () =>
      surface &&
      classHeat(
        {
          rows: surface.cells * surface.cells,
          columns: surface.classes ?? 1,
          values: surface.values,
        },
        surface.cells,
      ),
    [surface],
  );
  return (
    <PlaneChart label={`${label}.`} x={extent} y={extent} heat={heat}>
      <PointCloud inputs={points.inputs} labels={points.labels} />
      {line && (
        <LineDrawing
          ends={lineInFrame(line, line[2], { x: extent, y: extent })}
          colour="var(--accent)"
        />
      )}
    </PlaneChart>
  );
}

function CurvesView({ label, own, other, x, y, axes, isLoss }: Curves) {
  return (
    <Chart
      label={`${label}.`}
      x={x}
      y={y}
      ratio={0.7}
      margins={{ left: 40, right: 18, top: 8, bottom: 36 }}
      xLabel={axes[0]}
      yLabel={axes[1]}
      xTicks={4}
      yTicks={4}
      {...(isLoss && { base: coinLoss })}
    >
      {other && <Curve pairs={other} look="other" />}
      <Curve pairs={own} look="own" {...(own.length > 0 && { at: own.at(-1)! })} />
    </Chart>
  );
}
