import { useMemo } from 'preact/hooks';
import type { Dataset } from '../../src/data/dataset.ts';
import { entry } from '../../src/data/matrix.ts';
import { toPixels } from '../../src/figure/frame.ts';
import { classPath } from '../../src/figure/symbol.ts';
import { classColour } from '../../src/figure/theme.ts';
import { useFrame } from './Chart.tsx';

/**
 * Points as one path a class, for thousands of them: a chart's layer would make an element for each.
 * The more there are, the smaller they are drawn. It must stand in a Chart.
 */
export function PointCloud({ inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>) {
  const frame = useFrame();
  // Seldom anew, while what lies under the points changes at every frame.
  return useMemo(() => {
    const radius = labels.length > 600 ? 2.2 : 3.6;
    const marks = (label: number) =>
      Array.from(labels.keys())
        .filter((i) => labels[i] === label)
        .map((i) => {
          const [x, y] = toPixels(frame, entry(inputs, i, 0), entry(inputs, i, 1));
          return `M${x.toFixed(1)} ${y.toFixed(1)}${classPath(label, radius)}`;
        });
    return (
      <g class="point-cloud">
        {[...new Set(labels)].sort().map((label) => (
          <path key={label} fill={classColour(label)} d={marks(label).join('')} />
        ))}
      </g>
    );
  }, [frame, inputs, labels]);
}
