// @ts-nocheck A reader's program has no types. What follows is what the reader sees.

// One epoch: the points 0 … n − 1 in a random order, dealt
// out in batches of m; the last batch may be smaller.
// random() gives a number from 0 up to, but without, 1.
export function batches(n, m, random) {
  const order = Array.from({ length: n }, (_, i) => i);
  const dealt = [];
  //(
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1)); // 0 … i
    [order[i], order[j]] = [order[j], order[i]];
  }
  for (let i = 0; i < n; i += m) {
    dealt.push(order.slice(i, i + m));
  }
  //) // Shuffle the order, then deal it out.
  //)
  return dealt;
}
