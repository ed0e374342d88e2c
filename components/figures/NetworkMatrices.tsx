import './network-matrices.css';
import { useId, useState } from 'preact/hooks';
import { type NetworkParameter, networkParameters } from '../../src/figure/network-graph.ts';
import { unitColour } from '../../src/figure/theme.ts';
import type { SymbolKey } from '../../src/site/symbols.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { ParameterSymbol, symbolText } from './NetworkGraph.tsx';

export interface NetworkMatricesProps {
  /** The flat vector of a network with so many hidden units. */
  readonly all: ArrayLike<number>;
  readonly units: number;
  readonly min: number;
  readonly max: number;
  readonly onParameter: (index: number, value: number) => void;
  readonly lit: number | undefined;
  readonly onLight: (index: number | undefined) => void;
}

const matrices = [
  { kind: 'W', symbol: 'W', letter: 'W', below: '', bold: true, across: 2 },
  { kind: 'b', symbol: 'b-layer', letter: 'b', below: '', bold: true, across: 1 },
  { kind: 'wFinal', symbol: 'w-final', letter: 'w', below: 'final', bold: true, across: 1 },
  { kind: 'bFinal', symbol: 'b-final', letter: 'b', below: 'final', bold: false, across: 1 },
] as const satisfies readonly { symbol: SymbolKey; [of: string]: unknown }[];

/** All 4H + 1 parameters to type, laid out as the formula has them: W, b, w_final, b_final. A row is a unit. */
export function NetworkMatrices(props: NetworkMatricesProps) {
  const { units } = props;
  const saying = useId();
  const [troubles, setTroubles] = useState<Readonly<Record<number, string | undefined>>>({});
  const parameters = networkParameters(units);
  const report = (index: number) => (trouble: string | undefined) =>
    setTroubles((before) => ({ ...before, [index]: trouble }));
  return (
    <div class="network-matrices" role="group" aria-label="The parameters as numbers to type">
      {matrices.map(({ kind, symbol, letter, below, bold, across }) => {
        const own = parameters.filter((parameter) => parameter.kind === kind);
        const down = own.length / across;
        return (
          <div key={kind} class="network-matrix">
            <p>
              <span data-symbol={symbol}>
                {bold ? <b>{letter}</b> : <i>{letter}</i>}
                {below && <sub>{below}</sub>}
              </span>{' '}
              {down > 1 && (
                <span class="network-shape">
                  {down} × {across}
                </span>
              )}
            </p>
            <div
              class="network-brackets"
              style={{ gridTemplateColumns: `repeat(${across}, var(--cell))` }}
            >
              {byRows(own, down, across).map((parameter) => (
                <span
                  key={parameter.index}
                  class="network-cell"
                  data-lit={props.lit === parameter.index ? '' : undefined}
                  style={parameter.unit === undefined ? {} : { color: unitColour(parameter.unit) }}
                >
                  <NumberField
                    label={symbolText(parameter)}
                    value={props.all[parameter.index] as number}
                    min={props.min}
                    max={props.max}
                    step={0.1}
                    onChange={(value) => props.onParameter(parameter.index, value)}
                    onTrouble={report(parameter.index)}
                    describedBy={saying}
                    onLight={(lit) => props.onLight(lit ? parameter.index : undefined)}
                  />
                </span>
              ))}
            </div>
          </div>
        );
      })}
      <div class="network-trouble" id={saying} role="alert">
        {parameters.map(
          (parameter) =>
            troubles[parameter.index] !== undefined && (
              <p key={parameter.index}>
                <ParameterSymbol {...parameter} />: {troubles[parameter.index]}
              </p>
            ),
        )}
      </div>
    </div>
  );
}

/** A matrix's entries, stored column after column, in reading order. */
const byRows = (entries: readonly NetworkParameter[], down: number, across: number) =>
  Array.from(
    entries,
    (_, at) => entries[(at % across) * down + Math.floor(at / across)] as NetworkParameter,
  );
