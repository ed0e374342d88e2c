// @ts-nocheck A reader's program has no types. What follows is what the reader sees.

// One step with momentum. theta, g and v are lists of equal
// length: the parameters, the gradient there, the velocity.
// rate is η, and mu says how much of the velocity stays.
// Returned are the new theta and the new v, as new lists.
export function step(theta, g, v, rate, mu) {
  //(
  const next = v.map((old, j) => mu * old + g[j]);
  return {
    theta: theta.map((t, j) => t - rate * next[j]),
    v: next,
  };
  //) return { theta, v };
}
