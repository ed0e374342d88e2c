import type { Dataset } from '../data/dataset.ts';
import { datasetOf } from '../data/datasets.ts';
import { makeFeatures, mapDataset } from '../data/features.ts';
import { split } from '../data/split.ts';
import { standardise, standardiseLike } from '../data/standardise.ts';
import { createBatches } from './batches.ts';
import { modelOf, startOf } from './models.ts';
import { createOptimiser, optimisers, SURELY_FINITE } from './optimisers.ts';
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
  /** Mean loss and accuracy on the points kept aside; absent where none are. */
  readonly test?: { readonly loss: number; readonly accuracy: number };
  /** What the optimiser remembers of the steps so far; absent where it remembers nothing. */
  readonly memory?: Float64Array;
  /** The pace of the steps that led here; absent where none was made. */
  readonly pace?: Pace;
  /**
   * Present when the update to step `step` led out of the finite numbers. The snapshot is of the last
   * step before it, and training stands still there until a reset.
   */
  readonly diverged?: { readonly step: number; readonly message: string };
}

/** A place on a run's way, from where it can go on. */
export type Place = Pick<Snapshot, 'step' | 'parameters' | 'memory'>;

/** Where training shall stop by itself: at the first step with a loss so low, or an accuracy so high. */
export interface StopRule {
  readonly loss?: number;
  readonly accuracy?: number;
}

/** Whether a place on the way fulfils a rule; a rule that asks for nothing is never fulfilled. */
export const isReached = (
  { loss, accuracy }: Pick<Snapshot, 'loss' | 'accuracy'>,
  rule: StopRule,
): boolean =>
  (rule.loss !== undefined && loss <= rule.loss) ||
  (rule.accuracy !== undefined && accuracy >= rule.accuracy);

/**
 * Gradient descent, or another optimiser's steps along the gradient, and nothing but: no clock, no
 * chance but the setup's seeds, no thread. The same setup and paces give the same numbers bit for bit, however the steps are divided
 * among calls, in every engine.
 */
export interface Trainer {
  /**
   * So many updates more, each over one batch; fewer when a step reaches the rule, which is asked after
   * every step. Throws a SetupError for a bad number or pace.
   */
  advance(steps: number, pace: Pace, until?: StopRule): Snapshot;
  /** Back to the same start. */
  reset(): Snapshot;
  snapshot(): Snapshot;
}

/** The points of a setup: those that train and, if it keeps some aside, the others. */
export interface SetupData {
  readonly train: Dataset;
  readonly test?: Dataset;
}

/**
 * The points of a setup, mapped by its features and standardised if it says so: by the means and
 * deviations of those that train, since the others are not to be known beforehand; n × d.
 * Throws a SetupError when they cannot be made, or those that train are all of one class.
 */
export function setupData(setup: Setup): SetupData {
  const { data, features, trainShare, seed } = setup;
  const points = inField('data', () => datasetOf(data));
  const { labels } = points;
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
  const { train, test } =
    trainShare === undefined
      ? { train: mapped, test: undefined }
      : inField('trainShare', () => split(mapped, trainShare, seed));
  if (!setup.standardise) return { train, ...(test && { test }) };
  return inField('features', () => {
    const scaled = standardise(train);
    return { train: scaled, ...(test && { test: standardiseLike(test, scaled) }) };
  });
}

/** The points that a setup trains on. Throws what `setupData` throws. */
export const trainingData = (setup: Setup): Dataset => setupData(setup).train;

/**
 * A trainer at the start of a setup, or at a place where a run of this setup has been.
 * Throws a SetupError, saying what was expected and what came, when the setup cannot be trained.
 */
export function createTrainer(setup: Setup, place?: Place): Trainer {
  const checked = checkSetup(setup);
  // By the recipe as it came: its points may be made already.
  const { train: data, test: aside } = setupData({ ...checked, data: setup.data });
  const model = modelOf(checked, data.inputs.columns, data.classNames.length);
  const optimiser = createOptimiser(
    checked.optimiser ?? optimisers['gradient-descent'],
    model.parameterCount,
  );
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
  const tested = aside && model.on(aside, parameters, room());
  const batchPasses = new Map(
    batches?.rooms.map((examples) => [examples, model.on(examples, parameters, descent)]),
  );
  const inputsAreTame = data.inputs.values.every((x) => Math.abs(x) <= SURELY_FINITE);

  const blank = optimiser.memory.slice(); // before the first step

  let step = 0;
  let pace: Pace | undefined;
  let diverged: Snapshot['diverged'];

  /** Loss and gradient by all points, at the parameters as they are now. */
  function evaluate() {
    all.forward();
    all.backward();
  }
  const loss = () => all.loss() + all.penalty();
  const allFinite = () =>
    Number.isFinite(loss()) && parameters.every(Number.isFinite) && gradient.every(Number.isFinite);

  function goTo(there: Place) {
    if (there.parameters.length !== parameters.length)
      throw new SetupError(
        'parameters',
        `This model has ${parameters.length} parameters, but got ${there.parameters.length}.`,
      );
    if (there.memory && there.memory.length !== optimiser.memory.length)
      throw new SetupError(
        'memory',
        `This optimiser remembers ${optimiser.memory.length} numbers, but got ${there.memory.length}.`,
      );
    parameters.set(there.parameters);
    optimiser.memory.set(there.memory ?? blank);
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

  /** Whether this step fulfils the rule, by all points also where the steps take some of them. */
  function reached(until: StopRule) {
    if (batches) all.forward();
    return isReached({ loss: loss(), accuracy: all.accuracy() }, until);
  }

  /** How the points kept aside fare. */
  function test() {
    tested?.forward();
    return tested && { loss: tested.loss(), accuracy: tested.accuracy() };
  }

  function snapshot(): Snapshot {
    const seen = test();
    return {
      step,
      epoch: batches ? Math.floor(step / batches.stepsPerEpoch) : step,
      parameters: parameters.slice(),
      gradient: gradient.slice(),
      loss: loss(),
      accuracy: all.accuracy(),
      ...(seen && { test: seen }),
      ...(blank.length > 0 && { memory: optimiser.memory.slice() }),
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
    advance(steps, atPace, until) {
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
        const tame = optimiser.step(parameters, descent, learningRate) && inputsAreTame;
        if (!batches || !tame) evaluate();
        if (tame || allFinite()) {
          step += 1;
          if (until && reached(until)) break;
        } else {
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

const beginnings = new WeakMap<Setup, { readonly origin: Place | undefined; start: Snapshot }>();

/**
 * Where a run begins: the setup's own start, or this place on its way. It is computed once for each setup
 * object, since with many points and units that alone can take longer than a frame.
 * Throws what `createTrainer` throws.
 */
export function beginning(setup: Setup, origin?: Place): Snapshot {
  const known = beginnings.get(setup);
  if (known && known.origin === origin) return known.start;
  const start = createTrainer(setup, origin).snapshot();
  beginnings.set(setup, { origin, start });
  return start;
}

/**
 * Makes the first steps of a setup and forgets them, before the reader plays: an engine runs loops
 * slowly until it has met them often enough to compile them. Fifty steps compile nearly all, in a task
 * short enough not to be felt.
 */
export function warm(setup: Setup): void {
  createTrainer(setup).advance(50, { learningRate: 0.01 });
}
