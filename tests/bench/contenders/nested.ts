import type { Contender, Problem } from '../problem.ts';

/**
 * The form in which a notebook is usually carried over into JavaScript: matrices as arrays of rows,
 * and a helper for each operation that makes a new one.
 */
export function nestedHelpers(problem: Problem): Contender {
  type Rows = number[][];
  const multiply = (a: Rows, b: Rows): Rows =>
    a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
  const transpose = (a: Rows): Rows => a[0]!.map((_, j) => a.map((row) => row[j]!));
  const zip = (a: Rows, b: Rows, f: (x: number, y: number) => number): Rows =>
    a.map((row, i) => row.map((value, j) => f(value, b[i]![j]!)));
  const each = (a: Rows, f: (x: number) => number): Rows => a.map((row) => row.map(f));
  const plusRow = (a: Rows, b: number[]): Rows => a.map((row) => row.map((v, j) => v + b[j]!));
  const columnSums = (a: Rows) => a[0]!.map((_, j) => a.reduce((sum, row) => sum + row[j]!, 0));
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

  const X: Rows = problem.points.map((point) => [...point]);
  const y: Rows = problem.labels.map((label) => [label]);
  const n = X.length;
  return {
    name: 'number[][], a helper for each operation',
    group: 'plain',
    tolerance: 1e-9,
    run() {
      let W: Rows = transpose(problem.hiddenWeights.map((row) => [...row]));
      let b = [...problem.hiddenBias];
      let v: Rows = problem.outputWeights.map((weight) => [weight]);
      let c = [problem.outputBias];
      const rate = problem.learningRate;
      const forward = () => {
        const A = each(plusRow(multiply(X, W), b), sigmoid);
        return { A, logits: plusRow(multiply(A, v), c) };
      };
      for (let step = 0; step < problem.steps; step++) {
        const { A, logits } = forward();
        const e = zip(each(logits, sigmoid), y, (p, label) => (p - label) / n);
        const delta = zip(multiply(e, transpose(v)), A, (d, h) => d * h * (1 - h));
        const descend = (parameter: number, slope: number) => parameter - rate * slope;
        const dW = multiply(transpose(X), delta);
        const dv = multiply(transpose(A), e);
        W = zip(W, dW, descend);
        b = b.map((value, k) => descend(value, columnSums(delta)[k]!));
        v = zip(v, dv, descend);
        c = c.map((value, k) => descend(value, columnSums(e)[k]!));
      }
      return meanLoss(
        forward().logits.map((row) => row[0]!),
        problem.labels,
      );
    },
  };
}

/** Arrays of rows too, with the loops written out and nothing allocated in a step. */
export function nestedLoops(problem: Problem): Contender {
  const X = problem.points.map((point) => [...point]);
  const y = problem.labels;
  const n = X.length;
  const units = problem.hiddenBias.length;
  return {
    name: 'number[][], loops',
    group: 'plain',
    tolerance: 1e-9,
    run() {
      const W = problem.hiddenWeights.map((row) => [...row]);
      const b = [...problem.hiddenBias];
      const v = [...problem.outputWeights];
      let c = problem.outputBias;
      const A = X.map(() => new Array<number>(units).fill(0));
      const logits = new Array<number>(n).fill(0);
      const dW = W.map((row) => row.map(() => 0));
      const db = b.map(() => 0);
      const dv = v.map(() => 0);
      const forward = () => {
        for (let i = 0; i < n; i++) {
          const x = X[i]!;
          let logit = c;
          for (let k = 0; k < units; k++) {
            const s = W[k]![0]! * x[0]! + W[k]![1]! * x[1]! + b[k]!;
            const h = 1 / (1 + Math.exp(-s));
            A[i]![k] = h;
            logit += v[k]! * h;
          }
          logits[i] = logit;
        }
      };
      for (let step = 0; step < problem.steps; step++) {
        forward();
        let dc = 0;
        for (let k = 0; k < units; k++) {
          dW[k]!.fill(0);
          db[k] = 0;
          dv[k] = 0;
        }
        for (let i = 0; i < n; i++) {
          const x = X[i]!;
          const e = (1 / (1 + Math.exp(-logits[i]!)) - y[i]!) / n;
          dc += e;
          for (let k = 0; k < units; k++) {
            const h = A[i]![k]!;
            const delta = e * v[k]! * h * (1 - h);
            dv[k]! += e * h;
            db[k]! += delta;
            dW[k]![0]! += delta * x[0]!;
            dW[k]![1]! += delta * x[1]!;
          }
        }
        for (let k = 0; k < units; k++) {
          for (let j = 0; j < 2; j++) W[k]![j]! -= problem.learningRate * dW[k]![j]!;
          b[k]! -= problem.learningRate * db[k]!;
          v[k]! -= problem.learningRate * dv[k]!;
        }
        c -= problem.learningRate * dc;
      }
      forward();
      return meanLoss(logits, y);
    },
  };
}

export function meanLoss(logits: ArrayLike<number>, labels: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const z = logits[i]!;
    sum += Math.max(z, 0) - z * labels[i]! + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum / logits.length;
}
