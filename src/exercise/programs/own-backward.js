// @ts-nocheck A reader's program has no types. What follows is what the reader sees.

export const sigma = (z) => 1 / (1 + Math.exp(-z));
export const dot = (a, b) => a.reduce((s, v, k) => s + v * b[k], 0);

// The forward pass. X is n × 2, one point a row. W is 3 × 2,
// b and wFinal are lists of 3 numbers, bFinal is a number.
export function forward({ W, b, wFinal, bFinal }, X) {
  const unit = (k, x) => sigma(dot(W[k], x) + b[k]);
  const A = X.map((x) => W.map((_, k) => unit(k, x)));
  const yHat = A.map((h) => sigma(dot(wFinal, h) + bFinal));
  return { A, yHat };
}

// The backward pass: the gradient of the mean loss
// by each parameter, in the shape of that parameter.
export function backward({ W, b, wFinal }, X, y, { A, yHat }) {
  const n = X.length;
  const dW = W.map(() => [0, 0]);
  const db = b.map(() => 0);
  const dwFinal = wFinal.map(() => 0);
  let dbFinal = 0;

  for (let i = 0; i < n; i++) {
    //(
    const e = (yHat[i] - y[i]) / n;
    dbFinal += e;
    for (let k = 0; k < 3; k++) {
      const h = A[i][k];
      const delta = e * wFinal[k] * h * (1 - h);
      dwFinal[k] += e * h;
      db[k] += delta;
      dW[k][0] += delta * X[i][0];
      dW[k][1] += delta * X[i][1];
    }
    //) // Point i: its row X[i] and its label y[i], and what
    //) // the forward pass made of it, A[i] and yHat[i].
    //) // Write what it adds to the four gradients.
    //)
  }

  return { dW, db, dwFinal, dbFinal };
}
