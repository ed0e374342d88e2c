// @ts-nocheck A reader's program has no types. What follows is what the reader sees.

// z holds a score for each class, k is the class that the
// point really has, counted from 0. p holds a probability
// for each class, also for scores like 1000; dz holds the
// gradient of the loss −log p[k] by each score.
export function softmax(z, k) {
  //(
  const largest = Math.max(...z);
  const e = z.map((score) => Math.exp(score - largest));
  const sum = e.reduce((total, one) => total + one, 0);
  const p = e.map((one) => one / sum);
  const dz = p.map((one, j) => one - (j === k ? 1 : 0));
  //) const p = z.map(() => 0);
  //) const dz = z.map(() => 0);
  return { p, dz };
}
