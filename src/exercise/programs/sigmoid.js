// @ts-nocheck A reader's program has no types. What follows is what the reader sees.

// The sigmoid of any score z: 1 / (1 + e^(-z)).
// e^1000 is more than a computer's largest number, so
// Math.exp must be asked only for what it can give.
export function sigmoid(z) {
  //(
  const e = Math.exp(-Math.abs(z)); // between 0 and 1
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
  //) return 0;
}
