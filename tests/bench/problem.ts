import golden from '../golden/classic-run.json' with { type: 'json' };

/** What every contender is given: the classic run, its points and its start, and where it must end. */
export interface Problem {
  /** n rows (x₁, x₂). */
  readonly points: readonly (readonly [number, number])[];
  readonly labels: readonly number[];
  /** Row k is hidden unit k's weight vector; 3 × 2. */
  readonly hiddenWeights: readonly (readonly [number, number])[];
  readonly hiddenBias: readonly number[];
  readonly outputWeights: readonly number[];
  readonly outputBias: number;
  /** η of the mean loss. */
  readonly learningRate: number;
  readonly steps: number;
  /** The mean loss after the last step, in nats, from NumPy. */
  readonly loss: number;
}

const { X, y, init, lr, iterations, final_loss_after_last_update } = golden;

export const problem: Problem = {
  points: X as [number, number][],
  labels: y,
  hiddenWeights: init.b1.map((_, k) => [init.W1[0]![k]!, init.W1[1]![k]!]),
  hiddenBias: init.b1,
  outputWeights: init.W2,
  outputBias: init.b2,
  learningRate: lr * y.length,
  steps: iterations,
  loss: final_loss_after_last_update,
};

/** One way to make the classic run. */
export interface Contender {
  readonly name: string;
  readonly group: 'ours' | 'C' | 'plain' | 'library';
  /** How far its loss at the end may be from NumPy's, relatively: what its arithmetic allows. */
  readonly tolerance: number;
  /** Makes all steps from the start and gives the mean loss at the end. */
  run(): number;
  /** Milliseconds of one run, where the contender has a clock of its own. */
  time?(): Promise<number>;
  close?(): void;
}
