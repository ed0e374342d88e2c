import './class-points.css';
import type { Dataset } from '../../src/data/dataset.ts';
import { column } from '../../src/data/matrix.ts';
import { type Frame, toPixels } from '../../src/figure/frame.ts';
import { classPath } from '../../src/figure/symbol.ts';
import { classColour } from '../../src/figure/theme.ts';

export interface ClassPointsProps {
  readonly dataset: Pick<Dataset, 'inputs' | 'labels'>;
  readonly frame: Frame;
  readonly radius: number;
}

/**
 * The points as one path a class, for pictures that are not charts: cheap enough to have
 * several on a page. It must stand in an SVG of the frame's size.
 */
export function ClassPoints({ dataset: { inputs, labels }, frame, radius }: ClassPointsProps) {
  const [x1, x2] = [column(inputs, 0), column(inputs, 1)];
  return (
    <>
      {[...new Set(labels)].sort().map((label) => (
        <path
          key={label}
          class="class-points"
          fill={classColour(label)}
          d={Array.from(labels.keys())
            .filter((i) => labels[i] === label)
            .map((i) => {
              const [px, py] = toPixels(frame, x1[i] as number, x2[i] as number);
              return `M${px.toFixed(1)} ${py.toFixed(1)}${classPath(label, radius)}`;
            })
            .join('')}
        />
      ))}
    </>
  );
}
