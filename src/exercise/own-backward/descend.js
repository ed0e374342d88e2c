// @ts-nocheck It runs beside a reader's program, in plain JavaScript.

/** So many steps of gradient descent on a network, by these passes. Leaves the network as it is. */
export function descend({ forward, backward }, network, X, y, rate, steps) {
  for (let step = 0; step < steps; step++) {
    const { dW, db, dwFinal, dbFinal } = backward(network, X, y, forward(network, X));
    const { W, b, wFinal, bFinal } = network;
    network = {
      W: W.map((row, k) => row.map((w, j) => w - rate * dW[k][j])),
      b: b.map((value, k) => value - rate * db[k]),
      wFinal: wFinal.map((w, k) => w - rate * dwFinal[k]),
      bFinal: bFinal - rate * dbFinal,
    };
  }
  return network;
}
