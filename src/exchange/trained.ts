import type { Dataset } from '../data/dataset.ts';
import type { ActivationName } from '../model/activations.ts';
import { type LayerParameters, type LossName, view } from '../model/network.ts';
import { modelOf } from '../training/models.ts';
import { type OptimiserSpec, optimisers } from '../training/optimisers.ts';
import type { Setup } from '../training/setup.ts';
import { setupData } from '../training/trainer.ts';

/** A setup as others need it to make the same network: its points as they are given to it, and its shape. */
export interface Described {
  /** The points that train, mapped and standardised; n × d. */
  readonly train: Dataset;
  /** Those kept aside. */
  readonly test?: Dataset;
  /** The sizes of its layers, from the inputs to the outputs. */
  readonly sizes: readonly number[];
  /** One for each layer, the last by its kind of output. */
  readonly activations: readonly (ActivationName | 'softmax')[];
  readonly objective: LossName;
  readonly optimiser: OptimiserSpec;
}

/** Whatever the setup's kind of model, the layers it has. Throws a SetupError when it cannot be trained. */
export function described(setup: Setup): Described {
  const { train, test } = setupData(setup);
  const { model, optimiser = optimisers['gradient-descent'] } = setup;
  const { sizes } = modelOf(setup, train.inputs.columns, train.classNames.length);
  const hidden =
    model.kind === 'network'
      ? model.hidden.map(({ activation }) => activation)
      : model.kind === 'mlp'
        ? [model.activation]
        : [];
  const isNetwork = model.kind === 'network';
  return {
    train,
    ...(test && { test }),
    sizes,
    activations: [...hidden, isNetwork ? model.output : 'sigmoid'],
    objective: isNetwork ? model.loss : 'cross-entropy',
    optimiser,
  };
}

/** W and b of every layer, as views of a flat vector of parameters (or of anything in its shape). */
export function layersOf(
  { sizes }: Pick<Described, 'sizes'>,
  parameters: Float64Array,
): readonly LayerParameters[] {
  const hidden = sizes.slice(1, -1).map((units) => ({ units, activation: 'identity' as const }));
  return view(parameters, { inputs: sizes[0]!, hidden, outputs: sizes.at(-1)! }).layers;
}

/** A number as JSON and every language here writes it, with all its digits, −0 too. */
export const digits = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
