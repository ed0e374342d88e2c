import './layer-slopes.css';
import { powerOfTen, powersOfTen } from './numbers.ts';

export interface LayerSlopesProps {
  readonly title: string;
  /** One for each layer, from the inputs up. */
  readonly names: readonly string[];
  /** The mean |∂L/∂w| of each layer's weights: see `layerSlopes`. */
  readonly slopes: readonly number[];
}

/** The ends of the scale, as powers of ten. */
const [least, most] = [-6, 0];

/** How large the derivatives by each layer's weights are, on a scale of powers of ten. */
export function LayerSlopes({ title, names, slopes }: LayerSlopesProps) {
  return (
    <div class="layer-slopes">
      <p class="panel-title">{title}</p>
      <table>
        <caption>The mean size of ∂L/∂w over its weights, from {powerOfTen(least)} to 1</caption>
        <tbody>
          {names.map((name, l) => {
            const slope = slopes[l]!;
            const share = (Math.log10(slope) - least) / (most - least);
            const width = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="layer-slopes-bar" aria-hidden="true">
                  <span style={{ width: `${(100 * width).toFixed(1)}%` }} />
                </td>
                <td>{slope > 0 ? powersOfTen(slope) : '0'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
