import { useState } from 'preact/hooks';
import { whole } from '../../src/data/whole.ts';
import { type ActivationName, activationNames } from '../../src/model/activations.ts';
import { type NetworkShape, parameterCount } from '../../src/model/network.ts';
import type { NetworkModel } from '../../src/training/playground.ts';
import { SteadyButton } from '../controls/SteadyButton.tsx';

export interface NetworkGroupProps {
  readonly hidden: NetworkModel['hidden'];
  readonly shape: NetworkShape;
  /** Says what becomes of the layers, whatever they are by then. */
  readonly onChange: (next: (hidden: NetworkModel['hidden']) => NetworkModel['hidden']) => void;
}

const most = { layers: 6, units: 64 };
const firstLayer = { units: 3, activation: 'sigmoid' } as const;

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
    onChange((now) => now.map((layer, l) => (l === at ? { ...layer, ...part } : layer)));
  return (
    <>
      <ol class="layer-list">
        {hidden.map(({ units, activation }, l) => (
          <li key={l}>
            <span class="layer-name">Layer {l + 1}</span>
            <UnitsField
              layer={l + 1}
              units={units}
              onChange={(next) => change(l, { units: next })}
            />
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
        <SteadyButton
          off={hidden.length >= most.layers}
          onClick={() =>
            onChange((now) => [...now, now.at(-1) ?? firstLayer].slice(0, most.layers))
          }
        >
          Add a layer
        </SteadyButton>
        <SteadyButton off={hidden.length === 0} onClick={() => onChange((now) => now.slice(0, -1))}>
          Remove
        </SteadyButton>
      </div>
      <p class="layer-count">
        {[shape.inputs, ...hidden.map(({ units }) => units), shape.outputs].join(' → ')},{' '}
        {whole(parameterCount(shape))} parameters
      </p>
    </>
  );
}

interface UnitsFieldProps {
  readonly layer: number;
  readonly units: number;
  readonly onChange: (units: number) => void;
}

/** How many units a layer has: one more, one fewer, or typed. */
function UnitsField({ layer, units, onChange }: UnitsFieldProps) {
  // The text while it is typed: it counts when the field is left or Enter is pressed.
  const [draft, setDraft] = useState<string>();
  const take = (text: string) => {
    setDraft(undefined);
    const typed = Math.round(Number(text));
    if (text.trim() === '' || !Number.isFinite(typed)) return;
    const next = Math.min(most.units, Math.max(1, typed));
    if (next !== units) onChange(next);
  };
  const by = (change: number) => {
    setDraft(undefined);
    onChange(units + change);
  };
  return (
    <span class="layer-units">
      <SteadyButton
        label={`One unit fewer in layer ${layer}`}
        off={units <= 1}
        onClick={() => by(-1)}
      >
        −
      </SteadyButton>
      <input
        type="number"
        aria-label={`Units in layer ${layer}`}
        min={1}
        max={most.units}
        step={1}
        value={draft ?? units}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onChange={(event) => take(event.currentTarget.value)}
        onBlur={() => setDraft(undefined)}
      />
      <SteadyButton
        label={`One unit more in layer ${layer}`}
        off={units >= most.units}
        onClick={() => by(1)}
      >
        +
      </SteadyButton>
    </span>
  );
}
