// @ts-nocheck A reader's program has no types. What follows is what the reader sees.

export const sigma = (z) => 1 / (1 + Math.exp(-z));

// X is a list of points [x1, x2], y a list of their labels;
// w is a list of 2 weights, b a number. The gradient of the
// mean loss: dw in the shape of w, and db, a number.
export function gradient(w, b, X, y) {
  const n = X.length;
  const dw = [0, 0];
  let db = 0;

  for (let i = 0; i < n; i++) {
    //(
    const z = w[0] * X[i][0] + w[1] * X[i][1] + b;
    const e = (sigma(z) - y[i]) / n;
    dw[0] += e * X[i][0];
    dw[1] += e * X[i][1];
    db += e;
    //) // Point i is X[i], and its label is y[i].
    //) // Write what it adds to dw and to db.
    //)
  }

  return { dw, db };
}
