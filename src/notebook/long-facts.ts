/**
 * The facts that take more than about a second and a half on Node when nothing else has been computed. A notebook
 * leaves them out unless it is asked for all, so that it is done within half a minute.
 */
const long = new Set([
  // batch
  ...['batch-many-failed', 'batch-many-half'],
  // loss
  ...['success-0.2'],
  // why-activations
  ...['leaky-longer'],
  // result
  ...['result-soft-ands'],
  // more-layers
  ...[
    'deep-perfect-sigmoid-1',
    'deep-perfect-sigmoid-4',
    'deep-mean-sigmoid-4',
    'deep-perfect-sigmoid-3',
    'deep-perfect-sigmoid-2',
    'deep-mean-sigmoid-1',
    'deep-perfect-tanh-1',
    'deep-mean-tanh-1',
    'deep-mean-sigmoid-2',
    'deep-perfect-tanh-2',
    'deep-mean-tanh-2',
    'deep-mean-sigmoid-3',
    'deep-perfect-tanh-3',
    'deep-mean-tanh-3',
    'deep-perfect-tanh-4',
    'deep-mean-tanh-4',
  ],
  // how-many-lines
  ...[
    'many-unround-3',
    'many-unround-50',
    'many-perfect-3',
    'many-rate-0.2',
    'many-rate-10',
    'many-failed-10',
    'many-later-10',
    'many-relu-dead',
    'many-relu-5',
    'many-corners-4-4',
    'many-corners-4-3',
    'many-corners-5-3',
    'many-corners-5-5',
    'many-corners-6-3',
    'many-corners-6-5',
    'many-four-sides',
    'many-four-doubled',
    'many-four-backs',
    'many-glorot-4-3',
    'many-largest-output',
    'many-networks',
    'many-centre-lowest',
    'many-far-5',
    'many-far-4',
    'many-far-3',
    'noisy-train-10',
    'noisy-test-10',
    'noisy-train-10-long',
    'noisy-test-10-long',
    'noisy-test-3',
  ],
  // more-classes
  ...['class-test-8', 'class-test-0'],
]);

export const isLong = (fact: string): boolean => long.has(fact);
