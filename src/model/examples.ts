import type { Matrix } from '../data/matrix.ts';

/**
 * Throws unless a model can learn from these examples: at least one point, every input finite, one
 * label a point and every label 0 or 1. It looks at every number: call it once, not in every step.
 */
export function requireExamples(inputs: Matrix, labels: Uint8Array): void {
  const { rows, columns, values } = inputs;
  if (rows === 0 || columns === 0)
    throw new RangeError(
      `Examples need at least one point and one input, but got ${rows} × ${columns}.`,
    );
  if (labels.length !== rows)
    throw new RangeError(`${rows} points need ${rows} labels, but got ${labels.length}.`);
  values.forEach((value, at) => {
    if (!Number.isFinite(value))
      throw new RangeError(
        `Inputs need to be finite, but input ${Math.floor(at / rows) + 1} of point ${(at % rows) + 1} is ${value}.`,
      );
  });
  labels.forEach((label, i) => {
    if (label > 1)
      throw new RangeError(`Labels need to be 0 or 1, but point ${i + 1} has ${label}.`);
  });
}

/** Throws unless the count is a whole number of at least 1; `what` names it, as `points`. */
export function requireCount(count: number, what: string): void {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(
      `The number of ${what} needs to be whole and at least 1, but got ${count}.`,
    );
}

/** Throws unless two lengths agree; `what` names the thing measured, as `labels`. */
export function requireLength(length: number, expected: number, what: string): void {
  if (length !== expected) throw new RangeError(`Expected ${expected} ${what}, but got ${length}.`);
}
