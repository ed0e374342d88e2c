import { type ActivationName, activationNames } from '../../src/model/activations.ts';
import { type NetworkShape, parameterCount } from '../../src/model/network.ts';
import type { NetworkModel } from '../../src/training/playground.ts';

export interface NetworkGroupProps {
  readonly hidden: NetworkModel['hidden'];
  readonly shape: NetworkShape;
  readonly onChange: (hidden: NetworkModel['hidden']) => void;
}

const most = { layers: 6, units: 64 };

export const activationWords: Record<ActivationName, string> = {
  sigmoid: 'Sigmoid',
  tanh: 'tanh',
  relu: 'ReLU',
  'leaky-relu': 'Leaky ReLU',
  softplus: 'Softplus',
  identity: 'Identity',
};

/** The hidden layers, one a row: how many units, and what each makes of its score. */
export function NetworkGroup({ hidden, shape, onChange }: NetworkGroupProps) {
  const change = (at: number, part: Partial<(typeof hidden)[number]>) =>
    onChange(hidden.map((layer, l) => (l === at ? { ...layer, ...part } : layer)));
  const last = hidden.at(-1) ?? { units: 3, activation: 'sigmoid' };
  return (
    <>
      <ol class="layer-list">
        {hidden.map(({ units, activation }, l) => (
          <li key={l}>
            <span class="layer-name">Layer {l + 1}</span>
            <span class="layer-units">
              <button
                type="button"
                aria-label={`One unit fewer in layer ${l + 1}`}
                disabled={units <= 1}
                onClick={() => change(l, { units: units - 1 })}
              >
                −
              </button>
              <input
                type="number"
                aria-label={`Units in layer ${l + 1}`}
                min={1}
                max={most.units}
                step={1}
                value={units}
                onChange={(event) => {
                  const field = event.currentTarget;
                  const typed = Math.round(field.valueAsNumber);
                  const next = Number.isFinite(typed)
                    ? Math.min(most.units, Math.max(1, typed))
                    : units;
                  field.value = String(next);
                  if (next !== units) change(l, { units: next });
                }}
              />
              <button
                type="button"
                aria-label={`One unit more in layer ${l + 1}`}
                disabled={units >= most.units}
                onClick={() => change(l, { units: units + 1 })}
              >
                +
              </button>
            </span>
            <select
              aria-label={`Activation of layer ${l + 1}`}
              value={activation}
              onChange={(event) =>
                change(l, { activation: event.currentTarget.value as ActivationName })
              }
            >
              {activationNames.map((name) => (
                <option key={name} value={name}>
                  {activationWords[name]}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ol>
      <div class="layer-change">
        <button
          type="button"
          disabled={hidden.length >= most.layers}
          onClick={() => onChange([...hidden, last])}
        >
          Add a layer
        </button>
        <button
          type="button"
          disabled={hidden.length === 0}
          onClick={() => onChange(hidden.slice(0, -1))}
        >
          Remove
        </button>
      </div>
      <p class="layer-count">
        {[shape.inputs, ...hidden.map(({ units }) => units), shape.outputs].join(' → ')},{' '}
        {parameterCount(shape).toLocaleString('en')} parameters
      </p>
    </>
  );
}
