import './swatch.css';
import type { LineStyle } from '../../src/figure/marks.ts';

/** How a line looks in the picture, beside its name. */
export const Swatch = ({
  look: { stroke, strokeWidth, strokeDasharray, strokeOpacity },
}: {
  look: LineStyle;
}) => (
  <svg class="swatch" width="24" height="10" aria-hidden="true">
    <path
      d="M0 5h24"
      stroke={stroke}
      stroke-width={strokeWidth}
      stroke-dasharray={strokeDasharray}
      stroke-opacity={strokeOpacity}
    />
  </svg>
);
