// @ts-nocheck A reader's program has no types. What follows is what the reader sees.

// A two-layer network with the identity in its middle: W is
// a list of rows of 2 weights, one a unit; b and wFinal have
// a number for each unit, bFinal is a number.
// Returned is its one line: w, a list of 2, and b, a number.
export function collapse(W, b, wFinal, bFinal) {
  const w = [0, 0];
  let bias = 0;
  //(
  bias = bFinal;
  for (let k = 0; k < W.length; k++) {
    w[0] += wFinal[k] * W[k][0];
    w[1] += wFinal[k] * W[k][1];
    bias += wFinal[k] * b[k];
  }
  //)
  //) // Multiply it out.
  //)
  return { w, b: bias };
}
