import { type NetworkShape, view } from './network.ts';

/**
 * How strongly a step would move each layer: the mean of |∂L/∂w| over a layer's weights, from the first
 * layer to the last, for a gradient in its flat order. Throws unless it has one number a parameter.
 */
export function layerSlopes(gradient: Float64Array, shape: NetworkShape): number[] {
  return view(gradient, shape).layers.map(
    ({ weights: { values } }) =>
      values.reduce((sum, slope) => sum + Math.abs(slope), 0) / values.length,
  );
}
