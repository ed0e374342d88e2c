import type { UnitPlace } from '../../src/figure/layered-graph.ts';
import { type NetworkShape, view } from '../../src/model/network.ts';
import { signed } from '../figures/numbers.ts';
import { activationWords } from './NetworkGroup.tsx';

/** More numbers than these are not read. */
const most = 6;

/** A unit's weights and bias and, where they are known, the loss's derivatives by them, in a sentence. */
export function unitSentence(
  shape: NetworkShape,
  { parameters, gradient }: { parameters: Float64Array; gradient?: Float64Array },
  { layer, unit }: UnitPlace,
): string {
  const hidden = shape.hidden[layer - 1];
  const name = hidden
    ? `Layer ${layer}, unit ${unit + 1} (${activationWords[hidden.activation]})`
    : shape.outputs === 1
      ? 'The output'
      : `Output ${unit + 1}`;
  const own = (all: Float64Array) => {
    const { weights, bias } = view(all, shape).layers[layer - 1]!;
    const values = Array.from({ length: Math.min(most, weights.columns) }, (_, j) =>
      signed(weights.values[j * weights.rows + unit]!, 3),
    );
    const more = weights.columns > most ? `, … (${weights.columns} in all)` : '';
    return { weights: `${values.join(', ')}${more}`, bias: signed(bias[unit]!, 3) };
  };
  const w = own(parameters);
  const g = gradient && own(gradient);
  return `${name}: w = ${w.weights}; b = ${w.bias}.${g ? ` The loss’s derivatives by them: ${g.weights}; ${g.bias}.` : ''}`;
}
