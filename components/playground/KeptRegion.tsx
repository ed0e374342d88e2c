import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { shapeOf } from '../../src/training/playground.ts';
import { setupData } from '../../src/training/trainer.ts';
import { statusText } from '../figures/numbers.ts';
import { useSlices } from '../figures/useSlices.ts';
import type { KeptRun } from './Compare.tsx';
import { planeMaps, planeOf, RegionView, regionCells } from './RegionView.tsx';

/** The plane of the run that is kept as A. */
export function KeptRegion({ root, kept }: { root: RefObject<HTMLElement>; kept: KeptRun }) {
  const { run, seen } = kept;
  const data = useMemo(() => setupData(run.setup), [run]);
  const plane = useMemo(() => planeOf(data, [0, 1]), [data]);
  const maps = useSlices(
    root,
    useMemo(
      () => planeMaps(seen.parameters, shapeOf(run.setup), plane, regionCells, false),
      [kept, plane],
    ),
  );
  const status = statusText(seen);
  return (
    <div class="kept-region">
      <p class="panel-title">A: {status}</p>
      <RegionView
        label={`Run A, kept to compare with: the points, and the class given to each place. ${status}.`}
        data={data}
        plane={plane}
        maps={maps}
      />
    </div>
  );
}
