import { useCallback, useMemo } from 'preact/hooks';
import type { Dataset } from '../../src/data/dataset.ts';
import { type FeatureMap, mapPoints } from '../../src/data/features.ts';
import { entry, type Matrix } from '../../src/data/matrix.ts';
import type { Lattice } from '../../src/figure/feature-view.ts';
import type { Extent, Frame } from '../../src/figure/frame.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import { type Marks, polylines } from '../../src/figure/marks.ts';
import { nearestPoint } from '../../src/figure/nearest.ts';
import { piecesPath } from '../../src/figure/zero-curve.ts';
import { type LogisticParameters, surface } from '../../src/model/logistic.ts';
import { PointStop } from '../controls/PointStop.tsx';
import { Chart, useFrame } from './Chart.tsx';
import { ClassPoints } from './ClassPoints.tsx';

/** What both planes show of one model. */
export interface PlaneProps {
  readonly label: string;
  readonly dataset: Dataset;
  readonly features: FeatureMap;
  /** w and b for the features in their own units. */
  readonly model: LogisticParameters;
  readonly window: Extent;
  readonly lattice: Lattice;
  /** z = 0 in the plane of x, in pieces: see `zeroPieces`. */
  readonly pieces: Matrix;
  readonly chosen: number | undefined;
  readonly onChoose: (point: number | undefined) => void;
}

export const planeMargins = { left: 44, right: 8, top: 8, bottom: 44 };

interface InputPlaneProps extends PlaneProps {
  readonly order: readonly number[];
  readonly words: (point: number) => string;
}

/** The plane of the inputs: the points, what σ(w·φ(x) + b) says everywhere, and the curve z = 0. */
export function InputPlane(props: InputPlaneProps) {
  const { dataset, features, model, window, lattice, pieces, chosen, onChoose } = props;
  const base = useCallback((): Marks => polylines(lattice.points, lattice.perLine), [lattice]);
  const mappedGrid = useMemo(() => rememberedGrid(features), [features]);
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => surface(model, mappedGrid(grid), grid.values),
      cells: 64,
    }),
    [model, mappedGrid],
  );
  const onPointer = useCallback(
    (at: { x: number; y: number; frame: Frame } | undefined) =>
      onChoose(at && nearestPoint(dataset.inputs, at)),
    [dataset, onChoose],
  );
  return (
    <Chart
      label={props.label}
      x={window}
      y={window}
      ratio={1}
      margins={planeMargins}
      xLabel="x₁"
      yLabel="x₂"
      xTicks={6}
      yTicks={6}
      base={base}
      heat={heat}
      onPointer={onPointer}
    >
      <PlanePoints {...dataset} />
      <ZeroCurve ends={pieces} />
      <PointStop
        order={props.order}
        words={props.words}
        chosen={chosen}
        onChoose={onChoose}
        place={(i) => [entry(dataset.inputs, i, 0), entry(dataset.inputs, i, 1)]}
      />
    </Chart>
  );
}

/** φ at the centres of a chart's grid, made once a grid. */
function rememberedGrid(features: FeatureMap): (grid: Grid) => Matrix {
  let known: { grid: Grid; mapped: Matrix } | undefined;
  return (grid) => {
    if (known?.grid !== grid) known = { grid, mapped: mapPoints(gridPoints(grid), features) };
    return known.mapped;
  };
}

/** The points, wherever they lie: paths that stay in the page while they move. It must stand in a Chart. */
export const PlanePoints = ({ inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>) => (
  <ClassPoints dataset={{ inputs, labels }} frame={useFrame()} radius={3.6} />
);

/** The curve z = 0, wherever its pieces lie. It must stand in a Chart. */
export function ZeroCurve({ ends }: { ends: Matrix }) {
  return <path class="zero-curve" d={piecesPath(ends, useFrame())} />;
}
