// @ts-nocheck A reader's program has no types. What follows is what the reader sees.

// The features of a point: a list of numbers made from
// x1 and x2, as many as you like, the same ones for every
// point. A line in these features has to part two circles,
// wherever their centre is.
export function phi(x1, x2) {
  //(
  return [x1, x2, x1 * x1, x2 * x2];
  //) return [x1 * x1, x2 * x2];
}
