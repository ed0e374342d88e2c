import './network-graph.css';
import {
  type Edge,
  edgeOf,
  inputPlace,
  type NetworkParameter,
  networkParameters,
  networkSize,
  nodeSize,
  outputPlace,
  type Place,
  thickness,
  unitPlace,
} from '../../src/figure/network-graph.ts';
import { unitColour } from '../../src/figure/theme.ts';
import type { MlpParameters } from '../../src/model/mlp.ts';
import { DragNumber } from '../controls/DragNumber.tsx';
import { signed } from './numbers.ts';
import { ResponseMap } from './ResponseMap.tsx';

export interface NetworkGraphProps {
  /** Begins the ids in the drawing: the figure's name. */
  readonly name: string;
  readonly parameters: MlpParameters;
  /** The point whose way through the network is shown, and what becomes of it. */
  readonly x: Place;
  readonly values: PointValues;
  /** How far the units' small maps reach, in data units. */
  readonly reach: number;
  readonly min: number;
  readonly max: number;
  readonly onParameter: (index: number, value: number) => void;
  /** The parameter that is pointed at, by its place in the flat vector. */
  readonly lit: number | undefined;
  readonly onLight: (index: number | undefined) => void;
  /** Said with a parameter's number: what came of the change. */
  readonly outcome: string;
}

/** What the network makes of one point. */
export interface PointValues {
  readonly preactivations: ArrayLike<number>;
  readonly hidden: ArrayLike<number>;
  readonly logit: number;
  readonly probability: number;
}

/**
 * A two-layer perceptron as a drawing to work on: a node for each input, hidden unit and the output, an
 * edge for each of the 4H + 1 parameters, and on each edge its number, which can be dragged. An edge is
 * the thicker the larger its number, solid and blue when it is positive, dashed and orange when negative.
 */
export function NetworkGraph(props: NetworkGraphProps) {
  const { parameters, x, values } = props;
  const units = parameters.hiddenBias.length;
  const all = networkParameters(units).map((parameter) => ({
    parameter,
    value: parameters.all[parameter.index] as number,
    edge: edgeOf(parameter, units),
  }));
  return (
    <svg
      class="network-graph"
      viewBox={`0 0 ${networkSize.width} ${networkSize.height}`}
      role="group"
      aria-label={`The network: 2 inputs, ${units} hidden units, 1 output, and a number to drag for each of its ${all.length} parameters.`}
    >
      {all.map(({ parameter, value, edge }) => (
        <Line key={parameter.index} edge={edge} value={value} lit={props.lit === parameter.index} />
      ))}
      {x.map((value, input) => (
        <Input key={input} input={input} value={value} />
      ))}
      {Array.from({ length: units }, (_, unit) => (
        <Unit key={unit} unit={unit} units={units} {...props} />
      ))}
      <Output units={units} values={values} />
      {all.map(({ parameter, value, edge }) => (
        <Handle key={parameter.index} parameter={parameter} value={value} edge={edge} {...props} />
      ))}
    </svg>
  );
}

const signOf = (value: number) => (value > 0 ? 'positive' : value < 0 ? 'negative' : 'zero');

function Line({ edge: { from, to }, value, lit }: { edge: Edge; value: number; lit: boolean }) {
  const ends = { x1: from[0], y1: from[1], x2: to[0], y2: to[1] };
  return (
    <>
      <line
        class={`network-glow${lit ? ' lit' : ''}`}
        stroke-width={(thickness(value) + 5).toFixed(2)}
        {...ends}
      />
      <line
        class={`network-edge ${signOf(value)}`}
        stroke-width={thickness(value).toFixed(2)}
        {...ends}
      />
    </>
  );
}

function Input({ input, value }: { input: number; value: number }) {
  const [cx, cy] = inputPlace(input);
  return (
    <g class="network-node" transform={`translate(${cx} ${cy})`}>
      <circle r={nodeSize.input} />
      <Letter letter="x" below={String(input + 1)} />
      <text class="network-value" y={nodeSize.input + 15}>
        {signed(value)}
      </text>
    </g>
  );
}

interface UnitProps extends NetworkGraphProps {
  readonly unit: number;
  readonly units: number;
}

function Unit({ unit, units, name, parameters, values, x, reach }: UnitProps) {
  const [cx, cy] = unitPlace(unit, units);
  const half = nodeSize.unit;
  const { hiddenWeights, hiddenBias } = parameters;
  const h = signed(values.hidden[unit] as number);
  return (
    <g
      class="network-node"
      transform={`translate(${cx} ${cy})`}
      style={{ color: unitColour(unit) }}
    >
      <rect class="network-ground" x={-half} y={-half} width={2 * half} height={2 * half} rx="3" />
      <svg role="none" x={1 - half} y={1 - half} width={2 * half - 2} height={2 * half - 2}>
        <ResponseMap
          id={`${name}-unit-${unit + 1}`}
          label={`What unit ${unit + 1} says in the plane; at x it is ${h}.`}
          unit={{
            weights: [hiddenWeights.values[unit]!, hiddenWeights.values[units + unit]!],
            bias: hiddenBias[unit]!,
          }}
          response="sigmoid"
          reach={reach}
          colour={unitColour(unit)}
          at={x}
        />
      </svg>
      <rect class="network-frame" x={-half} y={-half} width={2 * half} height={2 * half} rx="3" />
      <text class="network-value" y={half + 16}>
        σ({signed(values.preactivations[unit] as number)}) = <tspan class="result">{h}</tspan>
      </text>
    </g>
  );
}

function Output({ units, values }: { units: number; values: PointValues }) {
  const { logit, probability } = values;
  const [cx, cy] = outputPlace(units);
  const strength = (90 * Math.abs(probability - 0.5)).toFixed(1);
  return (
    <g class="network-node" transform={`translate(${cx} ${cy})`}>
      <circle
        class="network-output"
        r={nodeSize.output}
        style={{
          fill: `color-mix(in srgb, var(--class-${probability >= 0.5 ? 1 : 0}) ${strength}%, var(--paper))`,
        }}
      />
      <text class="network-symbol" y="-12">
        <tspan class="letter">ŷ</tspan>
      </text>
      <text class="network-answer" y="7">
        {signed(probability)}
      </text>
      <text class="network-value" y={nodeSize.output + 16}>
        σ({signed(logit)})
      </text>
    </g>
  );
}

interface HandleProps extends NetworkGraphProps {
  readonly parameter: NetworkParameter;
  readonly value: number;
  readonly edge: Edge;
}

function Handle(props: HandleProps) {
  const { parameter, value, edge, min, max, onParameter, lit, onLight, outcome } = props;
  const { index, kind } = parameter;
  const [x, y] = edge.handle;
  return (
    <>
      {kind === 'b' && (
        <g class="network-bias" transform={`translate(${x - 26} ${y})`}>
          <Letter letter={parameter.letter} below={parameter.below} />
        </g>
      )}
      {kind === 'bFinal' && (
        <g transform={`translate(${x} ${y - 25})`}>
          <Letter letter={parameter.letter} below={parameter.below} />
        </g>
      )}
      <DragNumber
        class={`${signOf(value)}${lit === index ? ' lit' : ''}`}
        name={`${symbolText(parameter)}, ${parameter.words}`}
        value={value}
        min={min}
        max={max}
        onChange={(to) => onParameter(index, to)}
        x={x}
        y={y}
        outcome={outcome}
        onLight={(isLit) => onLight(isLit ? index : undefined)}
      />
    </>
  );
}

/** A parameter as plain text: W₂₁, b₃, w_final,1, b_final. */
export const symbolText = ({ letter, below }: NetworkParameter) =>
  /^\d+$/.test(below)
    ? `${letter}${below.replaceAll(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit)))}`
    : `${letter}_${below}`;

/** A parameter as a formula has it, in a line of text. */
export const ParameterSymbol = ({ letter, below }: Pick<NetworkParameter, 'letter' | 'below'>) => (
  <span class="parameter-symbol">
    <i>{letter}</i>
    <sub>{below}</sub>
  </span>
);

const Letter = ({ letter, below }: { letter: string; below: string }) => (
  <text class="network-symbol">
    <tspan class="letter">{letter}</tspan>
    <tspan class="below" dy="4">
      {below}
    </tspan>
  </text>
);
