import type { LossName } from '../../src/model/network.ts';
import { type StartName, startNames } from '../../src/model/starts.ts';
import { type OptimiserName, optimisers } from '../../src/training/optimisers.ts';
import type { NetworkRun, SetupChange } from '../../src/training/playground.ts';
import { Choice } from '../controls/Choice.tsx';
import { LabelledNumber } from '../controls/LabelledNumber.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Toggle } from '../controls/Toggle.tsx';

export interface SettingsGroupProps {
  readonly setup: NetworkRun['setup'];
  readonly onChange: (change: SetupChange) => void;
}

const optimiserWords: Record<OptimiserName, string> = {
  'gradient-descent': 'Gradient descent',
  momentum: 'Momentum',
  adam: 'Adam',
};
const startWords: Record<StartName, string> = {
  zero: 'All zero',
  equal: 'All equal',
  uniform: 'Uniform, 0 to 1',
  normal: 'Normal',
  glorot: 'Glorot',
  he: 'He',
};
const largestSeed = 4294967295;

/** How the network is trained: what differs from run to run once the points and the layers stand. */
export function SettingsGroup({ setup, onChange }: SettingsGroupProps) {
  const { start, batch, l2, trainShare = 1, seed, data, model } = setup;
  const optimiser = setup.optimiser?.kind ?? 'gradient-descent';
  return (
    <div class="playground-settings">
      <Choice
        label="Optimiser"
        look="list"
        value={optimiser}
        options={(Object.keys(optimisers) as OptimiserName[]).map((value) => ({
          value,
          label: optimiserWords[value],
        }))}
        onChange={(kind) =>
          onChange({ optimiser: kind === 'gradient-descent' ? undefined : optimisers[kind] })
        }
      />
      <Choice
        label="Batch"
        look="list"
        value={String(batch)}
        options={batchSizes(batch).map((value) => ({
          value: String(value),
          label: value === 'full' ? 'All points' : value === 1 ? '1 point' : `${value} points`,
        }))}
        onChange={(value) => onChange({ batch: value === 'full' ? value : Number(value) })}
      />
      <Choice<LossName>
        label="Loss"
        look="list"
        value={model.loss}
        options={[
          { value: 'cross-entropy', label: 'Cross-entropy' },
          { value: 'squared', label: 'Squared, to compare' },
        ]}
        onChange={(loss) => onChange({ model: { ...model, loss } })}
      />
      <Choice
        label="Start"
        look="list"
        value={start.kind}
        options={[
          ...startNames.map((value) => ({ value, label: startWords[value] })),
          ...(start.kind === 'given'
            ? [{ value: 'given' as const, label: 'As in the model file' }]
            : []),
        ]}
        onChange={(kind) => {
          if (kind === 'given') return;
          onChange({ start: { kind, seed: start.kind === 'given' ? 1 : start.seed } });
        }}
      />
      <Slider
        label="Penalty λ (L2)"
        value={penalties.indexOf(l2) < 0 ? nearestPenalty(l2) : penalties.indexOf(l2)}
        min={0}
        max={penalties.length - 1}
        step={1}
        format={() => String(l2)}
        onChange={(at) => onChange({ l2: penalties[at] as number })}
      />
      <Slider
        label="Share that trains"
        value={Math.round(100 * trainShare)}
        min={5}
        max={100}
        step={5}
        format={(value) => `${value} %`}
        onChange={(percent) => onChange({ trainShare: percent >= 100 ? undefined : percent / 100 })}
      />
      {'seed' in data && (
        <LabelledNumber
          label="Seed of the points"
          value={data.seed}
          min={0}
          max={largestSeed}
          step={1}
          onChange={(value) => onChange({ data: { ...data, seed: Math.round(value) } })}
        />
      )}
      {start.kind !== 'given' && (
        <LabelledNumber
          label="Seed of the start"
          value={start.seed}
          min={0}
          max={largestSeed}
          step={1}
          onChange={(value) => onChange({ start: { ...start, seed: Math.round(value) } })}
        />
      )}
      <LabelledNumber
        label="Seed of order and share"
        value={seed}
        min={0}
        max={largestSeed}
        step={1}
        onChange={(value) => onChange({ seed: Math.round(value) })}
      />
      {data.name !== 'penguins' && (
        <Toggle
          label="Standardise the inputs"
          checked={setup.standardise ?? false}
          onChange={(standardise) => onChange({ standardise })}
        />
      )}
    </div>
  );
}

/** The sizes to choose from, and the one that a file or link brought. */
const batchSizes = (batch: 'full' | number) => {
  const usual = [1, 4, 10, 32, 100];
  const own = typeof batch === 'number' && !usual.includes(batch) ? [batch] : [];
  return ['full' as const, ...[...usual, ...own].sort((a, b) => a - b)];
};

const penalties = [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];
const nearestPenalty = (l2: number) =>
  penalties.reduce(
    (best, value, i) => (Math.abs(value - l2) < Math.abs(penalties[best]! - l2) ? i : best),
    0,
  );
