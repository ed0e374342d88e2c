import type { ComponentChildren } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import type { Dataset } from '../../src/data/dataset.ts';
import { column } from '../../src/data/matrix.ts';
import { fromUnits, toUnits } from '../../src/data/standardise.ts';
import { parted } from '../../src/data/whole.ts';
import { type Extent, extentOf } from '../../src/figure/frame.ts';
import { gridOver } from '../../src/figure/heat.ts';
import { pointsAt } from '../../src/figure/marks.ts';
import { type NetworkMaps, networkMaps, placesOn } from '../../src/figure/network-maps.ts';
import type { NetworkShape } from '../../src/model/network.ts';
import type { SetupData } from '../../src/training/trainer.ts';
import { Chart } from '../figures/Chart.tsx';
import { classHeat } from '../figures/class-heat.ts';

/** The plane in which a network's answer is shown: two of its inputs, all others held at their means. */
export interface Plane {
  readonly axes: readonly [number, number];
  readonly x: Extent;
  readonly y: Extent;
  /** Where the other inputs stand; d numbers. */
  readonly others: readonly number[];
}

/**
 * The plane of two inputs that holds all points; a square one where both are measured alike. One that is drawn
 * on holds `sheet` too, so that it stays as it is.
 */
export function planeOf(
  { train, test }: SetupData,
  axes: readonly [number, number],
  sheet?: Extent,
): Plane {
  const d = train.inputs.columns;
  const [across, up] = axes;
  const values = (j: number) =>
    [train, ...(test ? [test] : [])].flatMap(({ inputs }) => Array.from(column(inputs, j)));
  const extent = (j: number): Extent => {
    const own = extentOf(values(j), sheet ? 0 : undefined);
    return sheet ? [Math.min(own[0], sheet[0]), Math.max(own[1], sheet[1])] : own;
  };
  const others = Array.from({ length: d }, (_, j) => {
    const own = column(train.inputs, j);
    return own.reduce((sum, x) => sum + x, 0) / own.length;
  });
  const x = extent(across);
  // One input alone: the points stand at the heights of their classes.
  const y = up < d ? extent(up) : ([-0.5, train.classNames.length - 0.5] as const);
  const alike = train.inputNames.every((name) => /^x[₀-₉]+$/.test(name)) && up < d;
  if (!alike) return { axes, x, y, others };
  const side = Math.max(x[1] - x[0], y[1] - y[0]) / 2;
  const square = ([low, high]: Extent): Extent => [
    (low + high) / 2 - side,
    (low + high) / 2 + side,
  ];
  return { axes, x: square(x), y: square(y), others };
}

export const regionCells = 72;

/** What the network says in the plane, to be worked out in slices. */
export function planeMaps(
  parameters: Float64Array,
  shape: NetworkShape,
  { x, y, axes, others }: Plane,
  cells: number,
  hidden: boolean,
): () => Generator<void, NetworkMaps> {
  return () =>
    networkMaps(parameters, shape, placesOn(gridOver({ x, y }, cells, cells), others, axes), {
      hidden,
    });
}

export interface RegionViewProps {
  readonly label: string;
  readonly data: SetupData;
  readonly plane: Plane;
  /** ŷ in the plane, `regionCells` each way; none yet while the first is being worked out. */
  readonly maps: NetworkMaps | undefined;
  /** What lies on top: handles, a sheet to draw on. */
  readonly children?: ComponentChildren;
}

/** More points than these are not drawn: they would hide each other. */
const mostPoints = 1500;

/** The plane with the points, and the class that the network gives each place. */
export function RegionView({ label, data, plane, maps, children }: RegionViewProps) {
  const { train, test } = data;
  const base = useCallback(
    () => [
      ...(test ? marks(test, plane, { radius: 3, opacity: 0.45 }) : []),
      ...marks(train, plane, { radius: 3.6 }),
    ],
    [train, test, plane],
  );
  const heat = useMemo(
    () => (maps ? classHeat(maps.probabilities, regionCells) : 'coming'),
    [maps],
  );
  // Standardised inputs are shown in their own units, at round numbers of them.
  const units = useMemo(() => {
    if (!train.scale) return { xTicks: 5, yTicks: 5 };
    const format = (j: number) => (value: number) =>
      parted(Number(toUnits(train, j, value).toPrecision(6))).replace('-', '−');
    const ticks = (j: number, [low, high]: Extent) =>
      roundTicks(toUnits(train, j, low), toUnits(train, j, high)).map((value) =>
        fromUnits(train, j, value),
      );
    const [across, up] = plane.axes;
    return {
      xTicks: ticks(across, plane.x),
      yTicks: ticks(up, plane.y),
      xFormat: format(across),
      yFormat: format(up),
    };
  }, [train, plane]);
  const [across, up] = plane.axes;
  return (
    <Chart
      label={label}
      x={plane.x}
      y={plane.y}
      ratio={1}
      margins={{ left: 50, right: 6, top: 6, bottom: 40 }}
      xLabel={train.inputNames[across] as string}
      yLabel={train.inputNames[up] ?? 'class'}
      {...units}
      base={base}
      heat={heat}
    >
      {children}
    </Chart>
  );
}

/** Round numbers between two, four to nine of them. */
function roundTicks(low: number, high: number): number[] {
  let step = 10 ** Math.floor(Math.log10((high - low) / 4));
  for (const times of [5, 2]) if ((high - low) / (times * step) >= 4) step *= times;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

function marks(
  { inputs, labels }: Dataset,
  { axes: [across, up] }: Plane,
  style: { radius: number; opacity?: number },
) {
  const x = column(inputs, across);
  const y = up < inputs.columns ? column(inputs, up) : undefined;
  const step = Math.ceil(labels.length / mostPoints);
  const some = Uint32Array.from(labels.keys().filter((i) => i % step === 0));
  return pointsAt(
    Uint8Array.from(some, (i) => labels[i]!),
    (k) => {
      const i = some[k]!;
      return [x[i]!, y ? y[i]! : labels[i]!];
    },
    style,
  );
}
