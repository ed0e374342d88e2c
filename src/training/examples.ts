import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import type { FeatureSpec } from '../data/features.ts';
import { forward, pass, view } from '../model/logistic.ts';
import type { Setup } from './setup.ts';
import { createTrainer } from './trainer.ts';

/** Logistic regression on points as they are, from zero, with all points in every step. */
export const plainLogistic = (data: Setup['data']): Setup => ({
  data,
  features: { kind: 'named', name: 'identity' },
  model: { kind: 'logistic' },
  start: { kind: 'zero', seed: 0 },
  batch: 'full',
  l2: 0,
  seed: 0,
});

/**
 * Logistic regression on φ(x) instead of x, from a start drawn by seed. The features are brought to mean 0 and
 * deviation 1 unless told otherwise, so that one learning rate suits them all (chapter 4).
 */
export const bentLogistic = (
  data: Setup['data'],
  features: FeatureSpec,
  { standardise = true, seed = 1 } = {},
): Setup => ({
  ...plainLogistic(data),
  features,
  ...(standardise && { standardise }),
  start: { kind: 'normal', seed },
});

/** Logistic regression trained on the overlapping blobs until it has settled, and what it says of them. */
export function overlappingModel() {
  const dataset = makeDataset(course.overlapping);
  const { parameters } = createTrainer(plainLogistic(course.overlapping)).advance(2000, {
    learningRate: 1,
  });
  const model = view(parameters, 2);
  const { logits, probabilities } = pass(dataset.labels.length);
  forward(model, dataset.inputs, { logits, probabilities });
  return { weights: model.weights, bias: model.bias[0] as number, logits, probabilities };
}
