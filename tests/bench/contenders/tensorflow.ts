import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type * as TensorFlow from '@tensorflow/tfjs-core';
import type { Contender, Problem } from '../problem.ts';
import { meanLoss } from './nested.ts';

const require = createRequire(import.meta.url);

/**
 * TensorFlow.js, in its 32-bit arithmetic. The gradient is written out as in chapter 11, which spares it
 * the tape of its own differentiation.
 */
export async function tensorflow(problem: Problem, backend: 'cpu' | 'wasm'): Promise<Contender> {
  const tf: typeof TensorFlow = require('@tensorflow/tfjs-core');
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');
  require('@tensorflow/tfjs-backend-cpu');
  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  await tf.setBackend(backend); // the first time is asynchronous; `run` then only switches to it
  await tf.ready();
  return {
    name: `TensorFlow.js on ${backend === 'cpu' ? 'the CPU' : 'WebAssembly'}`,
    group: 'library',
    tolerance: 1e-3,
    run() {
      tf.setBackend(backend);
      const n = problem.points.length;
      const X = tf.tensor2d(problem.points.map((point) => [...point]));
      const y = tf.tensor2d(problem.labels.map((label) => [label]));
      const hiddenWeights = tf.tensor2d(problem.hiddenWeights.map((row) => [...row]));
      const W = tf.variable(tf.transpose(hiddenWeights));
      const b = tf.variable(tf.tensor1d([...problem.hiddenBias]));
      const v = tf.variable(tf.tensor2d(problem.outputWeights.map((weight) => [weight])));
      const c = tf.variable(tf.tensor1d([problem.outputBias]));

      const forward = () => {
        const A = tf.sigmoid(tf.add(tf.matMul(X, W), b));
        return { A, logits: tf.add(tf.matMul(A, v), c) };
      };
      const descend = (parameter: TensorFlow.Variable, gradient: TensorFlow.Tensor) =>
        parameter.assign(tf.sub(parameter, tf.mul(gradient, problem.learningRate)));
      for (let step = 0; step < problem.steps; step++)
        tf.tidy(() => {
          const { A, logits } = forward();
          const e = tf.div(tf.sub(tf.sigmoid(logits), y), n);
          const slopes = tf.mul(A, tf.sub(1, A));
          const delta = tf.mul(tf.matMul(e, v, false, true), slopes);
          descend(W, tf.matMul(X, delta, true, false));
          descend(b, tf.sum(delta, 0));
          descend(v, tf.matMul(A, e, true, false));
          descend(c, tf.sum(e, 0));
        });
      const logits = tf.tidy(() => forward().logits.dataSync().slice());
      tf.dispose([X, y, hiddenWeights, W, b, v, c]);
      return meanLoss(logits, problem.labels);
    },
  };
}
