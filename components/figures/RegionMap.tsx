import './region-map.css';
import { useMemo } from 'preact/hooks';
import type { Dataset } from '../../src/data/dataset.ts';
import { frameOf } from '../../src/figure/frame.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import type { ActivationName } from '../../src/model/activations.ts';
import { type MlpParameters, surface } from '../../src/model/mlp.ts';
import { ClassPoints } from './ClassPoints.tsx';
import { HeatLayer } from './HeatLayer.tsx';

export interface RegionMapProps {
  /** One sentence on what is seen. */
  readonly label: string;
  readonly dataset: Pick<Dataset, 'inputs' | 'labels'>;
  readonly parameters: MlpParameters;
  /** Of the hidden units; sigmoid unless told otherwise. */
  readonly activation?: ActivationName;
  /** How large it will be seen: a small map needs fewer cells, a tiny one larger points. */
  readonly size?: keyof typeof sizes;
  /** Noisy rings need more of the plane. */
  readonly wide?: boolean;
}

const sizes = {
  usual: { cells: 48, radius: 3.2 },
  small: { cells: 36, radius: 3.6 },
  tiny: { cells: 32, radius: 5 },
} as const;

const frameTo = (reach: number) =>
  frameOf({
    width: 240,
    ratio: 1,
    x: [-reach, reach],
    y: [-reach, reach],
    equal: true,
    margins: { top: 0, right: 0, bottom: 0, left: 0 },
  });
const usualFrame = frameTo(4);
const wideFrame = frameTo(5);

/** What a network says of the rings, small and without axes: for several side by side. */
export function RegionMap({
  label,
  dataset,
  parameters,
  activation = 'sigmoid',
  size = 'usual',
  wide = false,
}: RegionMapProps) {
  const frame = wide ? wideFrame : usualFrame;
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => surface(parameters, activation, gridPoints(grid), grid.values),
      levels: [0.5],
      cells: sizes[size].cells,
    }),
    [parameters, activation, size],
  );
  const points = useMemo(
    () => <ClassPoints dataset={dataset} frame={frame} radius={sizes[size].radius} />,
    [dataset, size, frame],
  );
  return (
    <div class="region-map" role="img" aria-label={label}>
      <HeatLayer frame={frame} heat={heat} />
      <svg viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        {points}
      </svg>
    </div>
  );
}
