import type { Dataset } from '../../data/dataset.ts';
import { toRows } from '../../data/matrix.ts';
import type { ActivationName } from '../../model/activations.ts';
import type { LossName } from '../../model/network.ts';
import type { PaceChange } from '../../training/history.ts';
import type { OptimiserSpec } from '../../training/optimisers.ts';
import type { RunSpec } from '../../training/run.ts';
import { createTrainer, type Place, type Snapshot } from '../../training/trainer.ts';
import { type Described, described, layersOf } from '../trained.ts';

/** What every program that leaves the page holds, whatever its language. */
export interface Program {
  /** The points that train, as the network is given them. */
  readonly train: Points;
  readonly test?: Points;
  readonly inputNames: readonly string[];
  readonly classNames: readonly string[];
  /** Where the points were standardised: original = mean + deviation · input. */
  readonly scale?: NonNullable<Dataset['scale']>;
  readonly sizes: readonly number[];
  readonly activations: readonly (ActivationName | 'softmax')[];
  readonly objective: LossName;
  readonly l2: number;
  readonly optimiser: OptimiserSpec;
  /** Points a step; all when it is undefined. */
  readonly batch?: number;
  readonly seed: number;
  /** From which step on, which learning rate. */
  readonly rates: readonly (readonly [number, number])[];
  readonly from: Stage;
  readonly to: Stage;
  /** The loss on the page. */
  readonly loss: number;
  readonly testLoss?: number;
}

interface Points {
  readonly inputs: readonly (readonly number[])[];
  readonly labels: readonly number[];
}

/** Parameters at a step, and what the optimiser remembers there. */
export interface Stage {
  readonly step: number;
  /** For each layer its weights, a row a unit, and its bias. */
  readonly parameters: readonly Tensor[];
  /** The velocity of momentum; the running means and squares of Adam; nothing for gradient descent. */
  readonly memory: readonly (readonly Tensor[])[];
  /** Steps that Adam's running means have seen. */
  readonly remembered: number;
}

/** A matrix by rows, or a vector. */
export type Tensor = readonly (readonly number[])[] | readonly number[];

/**
 * A run and where it now stands, made ready to be written down. The paces of the steps that led here are
 * the run's own unless they changed on the way, as `history.paces` knows.
 * Throws a SetupError for a run that cannot be trained.
 */
export function program(
  { setup, pace, origin }: RunSpec,
  snapshot: Snapshot,
  paces: readonly PaceChange[] = [],
): Program {
  const run = described(setup);
  const start = createTrainer(setup, origin).snapshot();
  const points = ({ inputs, labels }: Dataset) => ({ inputs: toRows(inputs), labels: [...labels] });
  const { inputNames, classNames, scale } = run.train;
  const { batch, l2, seed } = setup;
  const rates = paces.length > 0 ? paces : [{ step: start.step, pace }];
  return {
    train: points(run.train),
    ...(run.test && { test: points(run.test) }),
    inputNames,
    classNames,
    ...(scale && { scale }),
    sizes: run.sizes,
    activations: run.activations,
    objective: run.objective,
    l2,
    optimiser: run.optimiser,
    ...(batch !== 'full' && batch < run.train.labels.length && { batch }),
    seed,
    rates: rates.map(({ step, pace }) => [step, pace.learningRate] as const),
    from: stage(run, start),
    to: stage(run, snapshot),
    loss: snapshot.loss,
    ...(snapshot.test && { testLoss: snapshot.test.loss }),
  };
}

function stage(run: Described, { step, parameters, memory }: Place): Stage {
  const tensors = (all: Float64Array) =>
    layersOf(run, all).flatMap(({ weights, bias }) => [toRows(weights), [...bias]]);
  const count = parameters.length;
  const { optimiser } = run;
  if (!memory || optimiser.kind === 'gradient-descent')
    return { step, parameters: tensors(parameters), memory: [], remembered: 0 };
  const parts = optimiser.kind === 'adam' ? 2 : 1;
  return {
    step,
    parameters: tensors(parameters),
    memory: Array.from({ length: parts }, (_, k) =>
      tensors(memory.subarray(k * count, (k + 1) * count)),
    ),
    remembered: optimiser.kind === 'adam' ? stepsOf(optimiser, memory.subarray(2 * count)) : 0,
  };
}

/** t from β₁ᵗ and β₂ᵗ: from the larger, since the smaller may be 0 long before. */
function stepsOf(
  { beta1, beta2 }: OptimiserSpec & { kind: 'adam' },
  [power1, power2]: ArrayLike<number> & Iterable<number>,
): number {
  const [beta, power] = beta1 > beta2 ? [beta1, power1!] : [beta2, power2!];
  if (power === 1) return 0;
  // So many steps that both corrections are 1 to the last bit.
  return power > 0 ? Math.round(Math.log(power) / Math.log(beta)) : 1_000_000;
}

/** “2 → 3 → 1, tanh, then sigmoid” */
export const shapeOf = ({ sizes, activations }: Program): string =>
  `${sizes.join(' → ')}, ${activations.join(', then ')}`;

/** A list in the syntax that Python and TypeScript share, one row a line where it holds rows. */
export function listed(values: Tensor, digits: (value: number) => string, indent = ''): string {
  const isRow = (entry: number | readonly number[]): entry is readonly number[] =>
    typeof entry !== 'number';
  const entries = values.map((entry) =>
    isRow(entry) ? `${indent}  [${entry.map(digits).join(', ')}],` : digits(entry),
  );
  return values.length > 0 && isRow(values[0]!)
    ? `[\n${entries.join('\n')}\n${indent}]`
    : `[${entries.join(', ')}]`;
}
