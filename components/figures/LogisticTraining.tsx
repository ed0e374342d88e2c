import { useMemo } from 'preact/hooks';
import type { DataRecipe } from '../../src/data/datasets.ts';
import { Choice } from '../controls/Choice.tsx';
import { Slider } from '../controls/Slider.tsx';
import { LogisticRun, runFields } from './LogisticRun.tsx';
import { useFigureState } from './useFigureState.ts';

const schema = {
  data: { kind: 'choice', default: 'blobs', values: ['blobs', 'penguins'] },
  noise: { kind: 'number', default: 0.55, min: 0.2, max: 1.6 },
  ...runFields,
} as const;

/**
 * Chapter 2: logistic regression on two blobs, from separable to overlapping, and on two species of
 * penguins.
 */
export function LogisticTraining() {
  const { state, set, notices, link } = useFigureState('logistic-training', schema);
  const { data, noise } = state;
  const recipe = useMemo<DataRecipe>(
    () =>
      data === 'penguins'
        ? {
            name: 'penguins',
            species: ['Adelie', 'Chinstrap'],
            measurements: ['billLength', 'billDepth'],
          }
        : { name: 'blobs', count: 120, classes: 2, distance: 3.6, noise, seed: 5 },
    [data, noise],
  );
  return (
    <LogisticRun
      name="logistic-training"
      data={recipe}
      state={state}
      set={set}
      notices={notices}
      link={link}
    >
      <Choice
        label="Data"
        value={data}
        options={[
          { value: 'blobs', label: 'Two blobs' },
          { value: 'penguins', label: 'Penguins' },
        ]}
        onChange={(value) => set({ data: value })}
      />
      {data === 'blobs' && (
        <Slider
          label="Noise"
          value={noise}
          min={0.2}
          max={1.6}
          step={0.05}
          onChange={(value) => set({ noise: value })}
        />
      )}
    </LogisticRun>
  );
}
