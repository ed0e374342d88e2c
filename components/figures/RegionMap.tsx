import './region-map.css';
import { useMemo } from 'preact/hooks';
import type { Dataset } from '../../src/data/dataset.ts';
import { frameOf } from '../../src/figure/frame.ts';
import { type Grid, gridPoints } from '../../src/figure/heat.ts';
import { type MlpParameters, surface } from '../../src/model/mlp.ts';
import { ClassPoints } from './ClassPoints.tsx';
import { HeatLayer } from './HeatLayer.tsx';

export interface RegionMapProps {
  /** One sentence on what is seen. */
  readonly label: string;
  readonly dataset: Pick<Dataset, 'inputs' | 'labels'>;
  readonly parameters: MlpParameters;
}

const frame = frameOf({
  width: 240,
  ratio: 1,
  x: [-4, 4],
  y: [-4, 4],
  equal: true,
  margins: { top: 0, right: 0, bottom: 0, left: 0 },
});

/** What a network of sigmoid units says of the rings, small and without axes: for several side by side. */
export function RegionMap({ label, dataset, parameters }: RegionMapProps) {
  const heat = useMemo(
    () => ({
      fill: (grid: Grid) => surface(parameters, 'sigmoid', gridPoints(grid), grid.values),
      levels: [0.5],
      cells: 48,
    }),
    [parameters],
  );
  const points = useMemo(
    () => <ClassPoints dataset={dataset} frame={frame} radius={3.2} />,
    [dataset],
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
