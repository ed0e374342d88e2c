import type { Dataset } from '../data/dataset.ts';
import { makeDataset } from '../data/datasets.ts';
import { makeFeatures, mapDataset } from '../data/features.ts';
import { standardise } from '../data/standardise.ts';
import { accuracy, meanCrossEntropy } from '../model/loss.ts';
import { createBatches } from './batches.ts';
import { modelOf, startOf } from './models.ts';
import {
  checkPace,
  checkSetup,
  checkSteps,
  inField,
  type Pace,
  type Setup,
  SetupError,
} from './setup.ts';

/** What training says: all about one step, plain data, the caller's to keep. */
export interface Snapshot {
  /** Updates made since the start. */
  readonly step: number;
  /** Whole passes over the points made since the start. */
  readonly epoch: number;
  /** All parameters after that many updates, flat, as the model's `view` names them. */
  readonly parameters: Float64Array;
  /** ∂L/∂parameters here, by all points (also when the steps take mini-batches), in the same shape. */
  readonly gradient: Float64Array;
  /** L at these parameters: the mean cross-entropy of all points in nats, and the penalty, if any. */
  readonly loss: number;
  /** The share of the points that is classified rightly, from 0 to 1. */
  readonly accuracy: number;
  /** The pace of the steps that led here; absent where none was made. */
  readonly pace?: Pace;
  /**
   * Present when the update to step `step` led out of the finite numbers. The snapshot is of the last
   * step before it, and training stands still there until a reset.
   */
  readonly diverged?: { readonly step: number; readonly message: string };
}

/** A place on a run's way, from where it can go on. */
export type Place = Pick<Snapshot, 'step' | 'parameters'>;

/**
 * Gradient descent, θ ← θ − η ∂L/∂θ, and nothing but: no clock, no chance but the setup's seeds, no
 * thread. The same setup and paces give the same numbers bit for bit, however the steps are divided
 * among calls, in every engine.
 */
export interface Trainer {
  /** So many updates more, each over one batch. Throws a SetupError for a bad number or pace. */
  advance(steps: number, pace: Pace): Snapshot;
  /** Back to the same start. */
  reset(): Snapshot;
  snapshot(): Snapshot;
}

/**
 * The points that a setup trains on: its data, mapped by its features, standardised if it says so; n × d.
 * Throws a SetupError when they cannot be made, or are not of two classes.
 */
export function trainingData(setup: Setup): Dataset {
  const { data, features } = setup;
  const points = inField('data', () => makeDataset(data));
  const { classNames, labels } = points;
  if (classNames.length !== 2)
    throw new SetupError(
      'data',
      `This model tells 2 classes apart, but the data have ${classNames.length}.`,
    );
  // One class alone would train, but towards no end: the loss has no minimum, the bias grows for
  // ever, and there is no boundary to look for. It is far likelier to be a slip.
  if (labels.every((label) => label === labels[0]))
    throw new SetupError(
      'data',
      `Training needs points of both classes, but all ${labels.length} are of class ${labels[0]}.`,
    );
  const mapped =
    features.kind === 'named' && features.name === 'identity'
      ? points
      : inField('features', () => mapDataset(points, makeFeatures(features)));
  return setup.standardise ? inField('features', () => standardise(mapped)) : mapped;
}

/**
 * With inputs and parameters within ± this, no product on the way through a model comes near the
 * largest number, 1.8e308: then the loss and all its derivatives are finite without a look at them.
 */
const SURELY_FINITE = 1e30;

/**
 * One step of gradient descent, θ ← θ − η ∂L/∂θ, for all parameters at once. Says whether all of them are
 * still so small that the loss and its derivatives are finite without a look at them.
 */
export function update(
  parameters: Float64Array,
  gradient: Float64Array,
  learningRate: number,
): boolean {
  let tame = true;
  for (let j = 0; j < parameters.length; j++) {
    parameters[j]! -= learningRate * gradient[j]!;
    if (!(Math.abs(parameters[j]!) <= SURELY_FINITE)) tame = false;
  }
  return tame;
}

/**
 * A trainer at the start of a setup, or at a place where a run of this setup has been.
 * Throws a SetupError, saying what was expected and what came, when the setup cannot be trained.
 */
export function createTrainer(setup: Setup, place?: Place): Trainer {
  const checked = checkSetup(setup);
  const data = trainingData(checked);
  const model = modelOf(checked, data.inputs.columns);
  const start: Place = { step: 0, parameters: startOf(checked.start, model) };
  const { batch, seed } = checked;
  const batches =
    batch !== 'full' && batch < data.labels.length ? createBatches(data, batch, seed) : undefined;

  const room = () => new Float64Array(model.parameterCount);
  const parameters = room();
  const before = room(); // the parameters of one step earlier
  const gradient = room(); // by all points, at `parameters`
  const descent = batches ? room() : gradient; // what the next update follows
  const all = model.on(data, parameters, gradient);
  const batchPasses = new Map(
    batches?.rooms.map((examples) => [examples, model.on(examples, parameters, descent)]),
  );
  const inputsAreTame = data.inputs.values.every((x) => Math.abs(x) <= SURELY_FINITE);

  let step = 0;
  let pace: Pace | undefined;
  let diverged: Snapshot['diverged'];

  /** Loss and gradient by all points, at the parameters as they are now. */
  function evaluate() {
    all.forward();
    all.backward();
  }
  const loss = () => meanCrossEntropy(all.logits, data.labels) + all.penalty();
  const allFinite = () =>
    Number.isFinite(loss()) && parameters.every(Number.isFinite) && gradient.every(Number.isFinite);

  function goTo(there: Place) {
    if (there.parameters.length !== parameters.length)
      throw new SetupError(
        'parameters',
        `This model has ${parameters.length} parameters, but got ${there.parameters.length}.`,
      );
    parameters.set(there.parameters);
    step = checkSteps(there.step);
    pace = undefined;
    diverged = undefined;
    evaluate();
    if (!allFinite())
      throw new SetupError(
        'start',
        'Loss and gradient must be finite at the start, but these values are too large.',
      );
  }

  function snapshot(): Snapshot {
    return {
      step,
      epoch: batches ? Math.floor(step / batches.stepsPerEpoch) : step,
      parameters: parameters.slice(),
      gradient: gradient.slice(),
      loss: loss(),
      accuracy: accuracy(all.logits, data.labels),
      ...(pace && { pace }),
      ...(diverged && { diverged }),
    };
  }

  goTo(place ?? start);

  return {
    snapshot,
    reset() {
      goTo(start);
      return snapshot();
    },
    advance(steps, atPace) {
      checkSteps(steps);
      const { learningRate } = checkPace(atPace);
      if (steps > 0 && !diverged) pace = { learningRate };
      for (let made = 0; made < steps && !diverged; made++) {
        if (batches) {
          const pass = batchPasses.get(batches.of(step))!;
          pass.forward();
          pass.backward();
        }
        before.set(parameters);
        const tame = update(parameters, descent, learningRate) && inputsAreTame;
        if (!batches || !tame) evaluate();
        if (tame || allFinite()) step += 1;
        else {
          parameters.set(before);
          diverged = { step: step + 1, message: divergence(step, learningRate) };
        }
      }
      if (batches || diverged) evaluate();
      return snapshot();
    },
  };
}

const divergence = (step: number, learningRate: number) =>
  `Training diverged: step ${step + 1} led out of the finite numbers, so the parameters of step ${step} are kept. The learning rate, ${Number(learningRate.toPrecision(3))}, is too large here: choose a smaller one and press Reset.`;

/**
 * Makes the first steps of a setup and forgets them, before the reader plays: an engine runs loops
 * slowly until it has met them often enough to compile them. Fifty steps compile nearly all, in a task
 * short enough not to be felt.
 */
export function warm(setup: Setup): void {
  createTrainer(setup).advance(50, { learningRate: 0.01 });
}
