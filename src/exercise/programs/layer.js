// @ts-nocheck A reader's program has no types. What follows is what the reader sees.

export const sigma = (z) => 1 / (1 + Math.exp(-z));

// A layer at one point. W is a list of rows, one a unit;
// b has a number for each unit, x one for each input.
// s holds the scores Wx + b, and h what the units say.
export function layer(W, b, x) {
  const s = [];
  const h = [];

  for (let k = 0; k < W.length; k++) {
    //(
    let score = b[k];
    for (let j = 0; j < x.length; j++) {
      score += W[k][j] * x[j];
    }
    s.push(score);
    h.push(sigma(score));
    //) // Unit k has the weights W[k] and the bias b[k].
    //)
  }

  return { s, h };
}
