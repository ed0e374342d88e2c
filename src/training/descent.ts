import type { Dataset } from '../data/dataset.ts';
import { backward, forward, pass, view } from '../model/logistic.ts';
import { meanCrossEntropy } from '../model/loss.ts';

/** One point of a descent over (w₁, w₂). */
export interface Descended {
  readonly w1: number;
  readonly w2: number;
  /** The mean loss there. */
  readonly loss: number;
}

/**
 * The mean loss of logistic regression through the origin (b = 0) as a function of its two weights:
 * the bowl of chapter 2. Throws what `pass` and `forward` throw.
 */
export function bowl({ inputs, labels }: Dataset): (w1: number, w2: number) => number {
  const parameters = view(new Float64Array(3), 2);
  const room = pass(inputs.rows);
  return (w1, w2) => {
    parameters.weights[0] = w1;
    parameters.weights[1] = w2;
    forward(parameters, inputs, room);
    return meanCrossEntropy(room.logits, labels);
  };
}

/**
 * Gradient descent in that bowl: w ← w − η ∂L/∂w, so many steps from a start, b staying 0. The path
 * begins with the start; it ends early where the numbers would leave the finite range.
 */
export function descend(
  { inputs, labels }: Dataset,
  [w1, w2]: readonly [number, number],
  learningRate: number,
  steps: number,
): Descended[] {
  const parameters = view(Float64Array.of(w1, w2, 0), 2);
  const gradient = view(new Float64Array(3), 2);
  const room = pass(inputs.rows);
  const path: Descended[] = [];
  for (let step = 0; step <= steps; step++) {
    forward(parameters, inputs, room);
    const loss = meanCrossEntropy(room.logits, labels);
    const [at1, at2] = parameters.weights as unknown as [number, number];
    if (!Number.isFinite(loss + at1 + at2)) break;
    path.push({ w1: at1, w2: at2, loss });
    backward(parameters, inputs, labels, room, gradient);
    for (const j of [0, 1]) parameters.weights[j]! -= learningRate * gradient.weights[j]!;
  }
  return path;
}
