import { useCallback, useMemo } from 'preact/hooks';
import { mapPoints } from '../../src/data/features.ts';
import { column, entry, type Matrix } from '../../src/data/matrix.ts';
import { type FeatureView, onTheWay, roundExtent } from '../../src/figure/feature-view.ts';
import { type Extent, extentOf, type Frame, toPixels } from '../../src/figure/frame.ts';
import { fillGrid, type Grid } from '../../src/figure/heat.ts';
import { lineInFrame } from '../../src/figure/line.ts';
import { nearestPoint } from '../../src/figure/nearest.ts';
import { rowsPath } from '../../src/figure/zero-curve.ts';
import { sigmoid } from '../../src/model/sigmoid.ts';
import { PointRing } from '../controls/PointStop.tsx';
import { Chart, useFrame } from './Chart.tsx';
import { PlanePoints, type PlaneProps, planeMargins, ZeroCurve } from './InputPlane.tsx';

interface FeaturePlaneProps extends PlaneProps {
  /** φ of every point, n × k. */
  readonly mapped: Matrix;
  readonly space: FeatureView;
  /** From 0, where every point still lies at x, to 1, at φ(x). */
  readonly t: number;
}

/**
 * The space of the features, and the way to it: points, lattice and the curve z = 0 at x + t(φ(x) − x).
 * At t = 1 the curve lies on the straight line z = 0, as far as the plane reaches.
 */
export function FeaturePlane(props: FeaturePlaneProps) {
  const { dataset, features, lattice, pieces, mapped, space, t, chosen, onChoose } = props;
  const { labels, inputs } = dataset;
  const arrived = useMemo(() => space.project(mapped), [space, mapped]);
  const places = useMemo(() => onTheWay(inputs, arrived, t), [inputs, arrived, t]);

  const latticeMapped = useMemo(() => mapPoints(lattice.points, features), [lattice, features]);
  const bentLattice = useMemo(
    () => onTheWay(lattice.points, space.project(latticeMapped), t),
    [lattice, latticeMapped, space, t],
  );
  const bentPieces = useMemo(
    () => onTheWay(pieces, space.project(mapPoints(pieces, features)), t),
    [pieces, features, space, t],
  );

  const x = useExtent(inputs, arrived, 0, space.kind, t);
  const y = useExtent(inputs, arrived, 1, space.kind, t);
  // On the way the line and its sides would be those of other points.
  const near = Math.max(0, (t - 0.6) / 0.4);
  const { weights, bias } = space;
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) =>
        fillGrid(
          grid,
          (u, v) => 0.5 + near * (sigmoid(weights[0] * u + weights[1] * v + bias) - 0.5),
        ),
      cells: 64,
    }),
    [weights[0], weights[1], bias, near],
  );
  const onPointer = useCallback(
    (at: { x: number; y: number; frame: Frame } | undefined) =>
      onChoose(at && nearestPoint(places, at)),
    [places, onChoose],
  );
  const [xLabel, yLabel] = axisNames(space.kind, features.labels);
  return (
    <Chart
      label={props.label}
      x={x}
      y={y}
      ratio={1}
      margins={planeMargins}
      xLabel={xLabel}
      yLabel={yLabel}
      xTicks={6}
      yTicks={space.kind === 'one' ? none : 6}
      xFormat={tick}
      yFormat={tick}
      heat={heat}
      onPointer={onPointer}
    >
      <BentLattice places={bentLattice} perLine={lattice.perLine} />
      <StraightLine {...space} opacity={near} />
      <PlanePoints labels={labels} inputs={places} />
      <ZeroCurve ends={bentPieces} />
      {chosen !== undefined && <Way from={placeOf(inputs, chosen)} to={placeOf(places, chosen)} />}
      {chosen !== undefined && <PointRing at={placeOf(places, chosen)} />}
    </Chart>
  );
}

const placeOf = (places: Matrix, point: number) =>
  [entry(places, point, 0), entry(places, point, 1)] as const;

/**
 * What the axis shows. For one or two features all of the way, from x to φ(x), in one frame. Seen edge-on the
 * distances are of another kind than those in the plane, and other ones after every step: there the
 * frame goes along, and ends at an extent that changes by jumps only.
 */
function useExtent(
  inputs: Matrix,
  arrived: Matrix,
  axis: 0 | 1,
  kind: FeatureView['kind'],
  t: number,
): Extent {
  const [low, high] = useMemo(() => {
    const [from, to] = [column(inputs, axis), column(arrived, axis)];
    if (kind !== 'edge-on') return extentOf([...from, ...to], 0.04);
    const start = extentOf(from, 0.04);
    const end = roundExtent(least(to), most(to));
    return [start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])] as const;
  }, [inputs, arrived, axis, kind, t]);
  return useMemo(() => [low, high], [low, high]);
}

const least = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b));
const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b));

const axisNames = (kind: FeatureView['kind'], labels: readonly string[]) =>
  ({
    one: [short(labels[0]!, 'the one feature'), ''],
    two: [short(labels[0]!, 'the first feature'), short(labels[1] ?? '', 'the second feature')],
    'edge-on': ['distance from z = 0', 'along z = 0, where it is widest'],
  })[kind] as [string, string];

const short = (label: string, otherwise: string) => (label.length > 28 ? otherwise : label);

/** One feature lies on one axis; up and down means nothing then. */
const none: readonly number[] = [];

/** 2500, −0.5, 10⁶ as 1e6: no wider than the margin. */
const tick = (value: number) =>
  (Math.abs(value) >= 1e4
    ? value.toExponential().replace('+', '')
    : String(Number(value.toPrecision(6)))
  ).replace('-', '−');

const BentLattice = ({ places, perLine }: { places: Matrix; perLine: number }) => (
  <path class="bent-lattice" d={rowsPath(places, perLine, useFrame())} />
);

/** The line z = 0 from edge to edge, where it is one. */
function StraightLine({ weights, bias, opacity }: FeatureView & { opacity: number }) {
  const frame = useFrame();
  const ends = lineInFrame(weights, bias, frame);
  if (!ends) return null;
  const [from, to] = ends.map((end) => toPixels(frame, ...end).join(' '));
  return <path class="zero-line" d={`M${from}L${to}`} opacity={opacity} />;
}

/** The way that one point has come. */
function Way({ from, to }: { from: readonly [number, number]; to: readonly [number, number] }) {
  const frame = useFrame();
  const [a, b] = [toPixels(frame, ...from), toPixels(frame, ...to)];
  return <path class="point-way" d={`M${a.join(' ')}L${b.join(' ')}`} />;
}
