import { fromRows, toRows } from '../../data/matrix.ts';
import { seeded } from '../../data/random.ts';
import { finiteDifference } from '../../gradient/finite-difference.ts';
import { meanCrossEntropy } from '../../model/loss.ts';
import { forward, pass, view } from '../../model/mlp.ts';
import { start } from '../../model/starts.ts';
import { type Network, toNetwork } from './network.ts';

/** A small problem on which a reader's passes are tried, with what comes out of it. */
export interface Case {
  readonly network: Network;
  /** n × 2. */
  readonly X: number[][];
  readonly y: number[];
  /** What the forward pass of the course makes of it: S₁ and A are n × 3. */
  readonly S: number[][];
  readonly A: number[][];
  readonly yHat: number[];
  /** The four gradients of the mean loss by finite differences: forward passes alone. */
  readonly tried: Gradients;
}

/** The four gradients, each in the shape of its parameter. */
export interface Gradients {
  readonly dW: number[][];
  readonly db: number[];
  readonly dwFinal: number[];
  readonly dbFinal: number;
}

function makeCase(n: number, seed: number): Case {
  const random = seeded(seed);
  const parameters = start('normal', [2, 3, 1], random);
  const X = Array.from({ length: n }, () => [1.5 * random.normal(), 1.5 * random.normal()]);
  // Both classes, in an order that shows nothing.
  const y = X.map((_, i) => (i === 0 ? 1 : i === 1 ? 0 : random.below(2)));
  const inputs = fromRows(X);
  const room = pass(n, 3);
  const lossAt = (at: Float64Array) => {
    forward(view(at, 3), 'sigmoid', inputs, room);
    return meanCrossEntropy(room.logits, Uint8Array.from(y));
  };
  const slopes = toNetwork(finiteDifference(lossAt, parameters));
  lossAt(parameters);
  return {
    network: toNetwork(parameters),
    X,
    y,
    S: toRows(room.preactivations),
    A: toRows(room.hidden),
    yHat: [...room.probabilities],
    tried: { dW: slopes.W, db: slopes.b, dwFinal: slopes.wFinal, dbFinal: slopes.bFinal },
  };
}

/** Different numbers of points, so that a wrong division by n cannot hide. */
export const cases: readonly Case[] = [makeCase(4, 1), makeCase(7, 2), makeCase(3, 3)];
