import { useRef } from 'preact/hooks';
import type { DataRecipe } from '../../src/data/datasets.ts';
import type { Moment } from '../../src/training/history.ts';
import type { NetworkRun } from '../../src/training/playground.ts';
import { percentText, statusText } from '../figures/numbers.ts';
import { activationWords } from './NetworkGroup.tsx';

/** A run that is kept to be compared with. */
export interface KeptRun {
  readonly run: NetworkRun;
  readonly seen: Pick<Moment, 'step' | 'loss' | 'accuracy' | 'test'> & {
    readonly parameters: Float64Array;
    readonly memory?: Float64Array;
  };
  readonly moments: readonly Moment[];
}

export interface CompareProps {
  readonly kept: KeptRun | undefined;
  readonly run: NetworkRun;
  readonly status: string;
  readonly onKeep: () => void;
  readonly onDrop: () => void;
  readonly onBack: () => void;
}

/** Keeps what stands as A, and says in what the present run B differs from it. */
export function Compare({ kept, run, status, onKeep, onDrop, onBack }: CompareProps) {
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <>
      {kept ? (
        <table class="run-numbers">
          <thead>
            <tr>
              <th scope="col">
                <span class="sr-only">What</span>
              </th>
              <th scope="col">A</th>
              <th scope="col">B, now</th>
            </tr>
          </thead>
          <tbody>
            {differences(kept.run, run).map(({ name, a, b }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{a}</td>
                <td>{b}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">Where it is</th>
              <td>{statusText(kept.seen)}</td>
              <td>{status}</td>
            </tr>
          </tbody>
        </table>
      ) : (
        <p class="playground-note">
          Keep what stands now, then change one thing and train again: both are seen side by side.
        </p>
      )}
      <div class="playground-buttons">
        <button type="button" ref={keep} onClick={onKeep}>
          Keep as A
        </button>
        {kept && (
          <>
            <button type="button" onClick={onBack}>
              Back to A
            </button>
            <button
              type="button"
              onClick={() => {
                onDrop();
                keep.current?.focus(); // the button goes
              }}
            >
              Drop A
            </button>
          </>
        )}
      </div>
    </>
  );
}

/** In what two runs differ, in words. */
export function differences(a: NetworkRun, b: NetworkRun) {
  const [wordsA, wordsB] = [a, b].map(wordsOf) as [Words, Words];
  return (Object.keys(wordsA) as (keyof Words)[])
    .filter((name) => wordsA[name] !== wordsB[name])
    .map((name) => ({ name, a: wordsA[name], b: wordsB[name] }));
}

type Words = ReturnType<typeof wordsOf>;

function wordsOf({ setup, pace }: NetworkRun) {
  const { data, model, start, optimiser, batch, l2, trainShare = 1, seed } = setup;
  const drawn = start.kind === 'given' ? 'given' : `${start.kind}, seed ${start.seed}`;
  return {
    Data: dataWords(data),
    Layers:
      model.hidden
        .map(({ units, activation }) => `${units} ${activationWords[activation]}`)
        .join(', ') || 'none',
    Rate: String(pace.learningRate),
    Optimiser: optimiser?.kind ?? 'gradient-descent',
    Batch: batch === 'full' ? 'all' : String(batch),
    Start: drawn,
    Penalty: String(l2),
    'Share that trains': percentText(trainShare),
    Loss: model.loss,
    'Seed of order and share': String(seed),
    Standardised: setup.standardise ? 'yes' : 'no',
  };
}

function dataWords(data: DataRecipe): string {
  const { name, ...rest } = data;
  if ('inputs' in data) return `${name}, ${data.inputs.length} points`;
  return `${name}, ${Object.entries(rest)
    .map(([field, value]) => `${field} ${Array.isArray(value) ? value.join(' and ') : value}`)
    .join(', ')}`;
}
