import { unitColour } from '../../src/figure/theme.ts';
import type { HalfPlane } from '../../src/model/half-planes.ts';
import type { LayerValues } from '../../src/model/layer.ts';
import type { SymbolKey } from '../../src/site/symbols.ts';
import { signed } from './numbers.ts';
import './layer-product.css';

export interface LayerProductProps extends LayerValues {
  readonly units: readonly HalfPlane[];
  readonly x: readonly [number, number];
  /** The activation, as it is lettered: σ. */
  readonly letter: string;
  /** The unit whose row is lit. */
  readonly lit: number | undefined;
  readonly onLight: (unit: number | undefined) => void;
}

/**
 * A layer at one point in numbers, laid out as the formula: Wx + b = s₁, and from s₁ to h. What
 * belongs to one unit is one row, which lights under the pointer and when it has the focus.
 */
export function LayerProduct(props: LayerProductProps) {
  const { units, x, preactivations, hidden, letter, lit, onLight } = props;
  const all = `2 / span ${units.length}`;
  return (
    <div class="layer-product-box">
      <div class="layer-product">
        <Head at="2 / span 2" letter="W" symbol="W" />
        <Head at="4" letter="x" symbol="x" />
        <Head at="6" letter="b" symbol="b-layer" />
        <Head at="8" letter="s" index="1" symbol="s1" />
        <Head at="10" letter="h" symbol="h" />
        {units.map(({ weights, bias }, k) => (
          <div
            key={k}
            role="group"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard lights it, as the pointer does.
            tabIndex={0}
            class="layer-row"
            data-lit={k === lit ? '' : undefined}
            style={{ gridRow: k + 2, color: unitColour(k) }}
            aria-label={`Unit ${k + 1}: weights ${signed(weights[0])} and ${signed(weights[1])}, bias ${signed(bias)}, score ${signed(preactivations[k]!)}, activation ${signed(hidden[k]!)}`}
            onPointerEnter={() => onLight(k)}
            onPointerLeave={(event) => event.pointerType !== 'touch' && onLight(undefined)}
            onFocus={() => onLight(k)}
            onBlur={() => onLight(undefined)}
          >
            <b>{k + 1}</b>
            <span>{entry(weights[0])}</span>
            <span>{entry(weights[1])}</span>
            <span style={{ gridColumn: 6 }}>{entry(bias)}</span>
            <span style={{ gridColumn: 8 }}>{entry(preactivations[k]!)}</span>
            <span style={{ gridColumn: 10 }}>{entry(hidden[k]!)}</span>
          </div>
        ))}
        {['2 / span 2', '6', '8', '10'].map((at) => (
          <i key={at} class="layer-bracket" style={{ gridColumn: at, gridRow: all }} />
        ))}
        <span class="layer-point" style={{ gridRow: all }} aria-hidden="true">
          <span>{entry(x[0])}</span>
          <span>{entry(x[1])}</span>
          <i class="layer-bracket" />
        </span>
        <Sign at={5} row={all} sign="+" />
        <Sign at={7} row={all} sign="=" />
        <Sign at={9} row={all} sign="→" over={letter} />
      </div>
    </div>
  );
}

interface HeadProps {
  readonly at: string;
  readonly letter: string;
  readonly index?: string;
  /** What the page's script tells where a reader asks. */
  readonly symbol: SymbolKey;
}

const Head = ({ at, letter, index, symbol }: HeadProps) => (
  <span class="layer-letter" style={{ gridColumn: at }} aria-hidden="true">
    <b data-symbol={symbol}>
      {letter}
      {index && <sub>{index}</sub>}
    </b>
  </span>
);

interface SignProps {
  readonly at: number;
  readonly row: string;
  readonly sign: string;
  readonly over?: string;
}

const Sign = ({ at, row, sign, over }: SignProps) => (
  <span class="layer-sign" style={{ gridColumn: at, gridRow: row }} aria-hidden="true">
    {over && <small>{over}</small>}
    {sign}
  </span>
);

/** A number in at most five characters, so that the brackets stay where they are. */
function entry(value: number): string {
  const size = Math.abs(value);
  return signed(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}
