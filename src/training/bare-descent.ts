import type { Dataset } from '../data/dataset.ts';
import { exponential } from '../data/elementary.ts';
import { column } from '../data/matrix.ts';
import { update } from './optimisers.ts';

/** The points taken in one turn of a loop. */
const TURN = 4;

/**
 * Gradient descent of two-layer perceptrons with so many sigmoid units, on the same points again and
 * again, and nothing but: no loss on the way, no past, no derivative kept that is not needed. It is for
 * ensembles, where only the ends are looked at.
 *
 * These are `forward`, `backward` and `update` with their loops merged, taken four points at a time: about
 * two thirds more runs in the same time. Every sum is formed in the same order, so the parameters come
 * out as the trainer's, bit for bit.
 *
 * What it returns changes the parameters in place by so many steps. False when a parameter left the
 * numbers that are surely finite: then what stands there is not to be used, and a trainer can tell.
 */
export function bareDescent({ inputs, labels }: Pick<Dataset, 'inputs' | 'labels'>, units: number) {
  const n = labels.length;
  // Rounded up to whole turns. A point that only fills up weighs nothing: its error is divided by ∞.
  const rows = Math.ceil(n / TURN) * TURN;
  const room = (values: ArrayLike<number> = []) => {
    const filled = new Float64Array(rows);
    filled.set(values);
    return filled;
  };
  const points: Points = {
    rows,
    x1: room(column(inputs, 0)),
    x2: room(column(inputs, 1)),
    labels: room(labels),
    counts: room().fill(n, 0, n).fill(Number.POSITIVE_INFINITY, n),
  };
  const hidden = Array.from({ length: units }, () => room());
  const logits = room();
  const errors = room();
  const gradient = new Float64Array(4 * units + 1);

  return (parameters: Float64Array, steps: number, learningRate: number): boolean => {
    for (let step = 0; step < steps; step++) {
      startAt(logits, parameters[4 * units]!, rows);
      for (let k = 0; k < units; k++) addUnit(points, parameters, units, k, hidden[k]!, logits);
      gradient[4 * units] = compare(points, logits, errors);
      for (let k = 0; k < units; k++)
        differentiate(points, parameters, units, k, hidden[k]!, errors, gradient);
      if (!update(parameters, gradient, learningRate)) return false;
    }
    return true;
  };
}

interface Points {
  readonly rows: number;
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  readonly labels: Float64Array;
  readonly counts: Float64Array;
}

/** s₂ ← b_final 1, without the call that a built-in function would cost in every step. */
function startAt(logits: Float64Array, bias: number, rows: number): void {
  for (let i = 0; i < rows; i += TURN) {
    logits[i] = bias;
    logits[i + 1] = bias;
    logits[i + 2] = bias;
    logits[i + 3] = bias;
  }
}

/** One column of S₁ = XWᵀ + 1bᵀ and A = σ(S₁), and what it adds to s₂ = A w_final + b_final 1. */
function addUnit(
  { rows, x1, x2 }: Points,
  parameters: Float64Array,
  units: number,
  k: number,
  hidden: Float64Array,
  logits: Float64Array,
): void {
  const w1 = parameters[k]!;
  const w2 = parameters[units + k]!;
  const b = parameters[2 * units + k]!;
  const w = parameters[3 * units + k]!;
  for (let i = 0; i < rows; i += TURN) {
    const h0 = 1 / (1 + exponential(-(b + w1 * x1[i]! + w2 * x2[i]!)));
    const h1 = 1 / (1 + exponential(-(b + w1 * x1[i + 1]! + w2 * x2[i + 1]!)));
    const h2 = 1 / (1 + exponential(-(b + w1 * x1[i + 2]! + w2 * x2[i + 2]!)));
    const h3 = 1 / (1 + exponential(-(b + w1 * x1[i + 3]! + w2 * x2[i + 3]!)));
    hidden[i] = h0;
    hidden[i + 1] = h1;
    hidden[i + 2] = h2;
    hidden[i + 3] = h3;
    logits[i]! += w * h0;
    logits[i + 1]! += w * h1;
    logits[i + 2]! += w * h2;
    logits[i + 3]! += w * h3;
  }
}

/** e = (σ(s₂) − y)/n, and its sum, ∂b_final = 1ᵀe. */
function compare(
  { rows, labels, counts }: Points,
  logits: Float64Array,
  errors: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < rows; i += TURN) {
    const e0 = (1 / (1 + exponential(-logits[i]!)) - labels[i]!) / counts[i]!;
    const e1 = (1 / (1 + exponential(-logits[i + 1]!)) - labels[i + 1]!) / counts[i + 1]!;
    const e2 = (1 / (1 + exponential(-logits[i + 2]!)) - labels[i + 2]!) / counts[i + 2]!;
    const e3 = (1 / (1 + exponential(-logits[i + 3]!)) - labels[i + 3]!) / counts[i + 3]!;
    errors[i] = e0;
    errors[i + 1] = e1;
    errors[i + 2] = e2;
    errors[i + 3] = e3;
    sum = sum + e0 + e1 + e2 + e3;
  }
  return sum;
}

/** One column of Δ = (e w_finalᵀ) ⊙ A ⊙ (1 − A), and the four derivatives of unit k. */
function differentiate(
  { rows, x1, x2 }: Points,
  parameters: Float64Array,
  units: number,
  k: number,
  hidden: Float64Array,
  errors: Float64Array,
  gradient: Float64Array,
): void {
  const w = parameters[3 * units + k]!;
  let dw = 0; // ∂w_final = Aᵀe
  let db = 0; // ∂b = Δᵀ1
  let dw1 = 0; // ∂W = ΔᵀX
  let dw2 = 0;
  for (let i = 0; i < rows; i += TURN) {
    const e0 = errors[i]!;
    const e1 = errors[i + 1]!;
    const e2 = errors[i + 2]!;
    const e3 = errors[i + 3]!;
    const h0 = hidden[i]!;
    const h1 = hidden[i + 1]!;
    const h2 = hidden[i + 2]!;
    const h3 = hidden[i + 3]!;
    const delta0 = e0 * w * (h0 * (1 - h0));
    const delta1 = e1 * w * (h1 * (1 - h1));
    const delta2 = e2 * w * (h2 * (1 - h2));
    const delta3 = e3 * w * (h3 * (1 - h3));
    dw = dw + h0 * e0 + h1 * e1 + h2 * e2 + h3 * e3;
    db = db + delta0 + delta1 + delta2 + delta3;
    dw1 = dw1 + delta0 * x1[i]! + delta1 * x1[i + 1]! + delta2 * x1[i + 2]! + delta3 * x1[i + 3]!;
    dw2 = dw2 + delta0 * x2[i]! + delta1 * x2[i + 1]! + delta2 * x2[i + 2]! + delta3 * x2[i + 3]!;
  }
  gradient[k] = dw1;
  gradient[units + k] = dw2;
  gradient[2 * units + k] = db;
  gradient[3 * units + k] = dw;
}
