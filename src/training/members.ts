import type { Dataset } from '../data/dataset.ts';
import { bareDescent } from './bare-descent.ts';
import { modelOf, startOf } from './models.ts';
import type { RunSpec } from './run.ts';
import { checkPace, checkSetup, checkSteps, type Setup, SetupError } from './setup.ts';
import { createTrainer, type Place, trainingData } from './trainer.ts';

/**
 * Networks that differ in nothing but their start: the run's own, drawn by the seeds `firstSeed`,
 * `firstSeed` + 1, … It is also the message to a thread that trains some of them.
 */
export interface Ensemble {
  readonly run: RunSpec;
  readonly firstSeed: number;
  readonly count: number;
  /** After how many steps each network is looked at, in growing order; the last is where it ends. */
  readonly stops: readonly number[];
}

/** What became of them. Network i at stop s stands at place i · stops + s. */
export interface Trained {
  readonly firstSeed: number;
  readonly count: number;
  /** All parameters of each network at each stop, flat, one after the other. */
  readonly parameters: Float64Array;
  /** Mean cross-entropy of the points that train, in nats. */
  readonly losses: Float64Array;
  /** The share of these points that is classified rightly, from 0 to 1. */
  readonly accuracies: Float64Array;
  /** 1 where training had left the finite numbers: then the last finite parameters stand there. */
  readonly diverged: Uint8Array;
}

/**
 * Trains an ensemble, one network after the other. This one function, from message to answer, is what
 * a faster engine has to replace: whatever trains must come to these very numbers, which are the trainer's
 * bit for bit. Throws a SetupError for what cannot be trained.
 */
export function trainMembers({ run, firstSeed, count, stops }: Ensemble): Trained {
  const setup = checkSetup(run.setup);
  const { learningRate } = checkPace(run.pace);
  checkSteps(count);
  requireStops(stops);
  const { start } = setup;
  if (start.kind === 'given' || run.origin)
    throw new SetupError('start', 'An ensemble needs a start that is drawn by a seed.');
  const data = trainingData(setup);
  const model = modelOf(setup, data.inputs.columns, data.classNames.length);
  const { parameterCount } = model;
  const trained = roomFor(firstSeed, count, stops.length, parameterCount);
  const parameters = new Float64Array(parameterCount);
  const pass = model.on(data, parameters, new Float64Array(parameterCount));
  const descend = bareDescentOf(setup, data);

  for (let member = 0; member < count; member++) {
    const seeded = { ...setup, start: { ...start, seed: firstSeed + member } };
    parameters.set(startOf(seeded.start, model));
    let place: Place & { diverged?: unknown } = { step: 0, parameters };
    let isBare = descend !== undefined;
    for (let s = 0; s < stops.length; s++) {
      const at = member * stops.length + s;
      const steps = stops[s]! - (stops[s - 1] ?? 0);
      if (isBare && !descend?.(parameters, steps, learningRate)) {
        // Out of what is surely finite: a trainer finds out, from the start, where that leads.
        isBare = false;
        place = createTrainer(seeded).advance(stops[s]!, run.pace);
      } else if (!isBare && !place.diverged)
        place = createTrainer(seeded, place).advance(steps, run.pace);
      if (!isBare) parameters.set(place.parameters);
      pass.forward();
      trained.parameters.set(parameters, at * parameterCount);
      trained.losses[at] = pass.loss() + pass.penalty();
      trained.accuracies[at] = pass.accuracy();
      trained.diverged[at] = Number(place.diverged !== undefined);
    }
  }
  return trained;
}

const roomFor = (firstSeed: number, count: number, stops: number, parameters: number): Trained => ({
  firstSeed,
  count,
  parameters: new Float64Array(count * stops * parameters),
  losses: new Float64Array(count * stops),
  accuracies: new Float64Array(count * stops),
  diverged: new Uint8Array(count * stops),
});

/** The fast way, for the networks that it knows. */
function bareDescentOf({ model, batch, optimiser }: Setup, data: Dataset) {
  const { labels, inputs } = data;
  const isKnown =
    model.kind === 'mlp' &&
    model.activation === 'sigmoid' &&
    (batch === 'full' || batch >= labels.length) &&
    optimiser === undefined &&
    inputs.values.every((x) => Math.abs(x) <= 1e6);
  return isKnown ? bareDescent(data, model.units) : undefined;
}

function requireStops(stops: readonly number[]) {
  if (stops.length === 0)
    throw new SetupError('stops', 'An ensemble needs a number of steps, but got none.');
  stops.forEach((stop, s) => {
    checkSteps(stop);
    if (s > 0 && stop <= stops[s - 1]!)
      throw new SetupError('stops', `The stops must grow, but after ${stops[s - 1]} came ${stop}.`);
  });
}

/** About how many point-passes of a unit one network takes, to tell work apart. */
export function costOf({ run: { setup }, stops }: Pick<Ensemble, 'run' | 'stops'>): number {
  const { model, data } = setup;
  const points = 'count' in data ? data.count : 'inputs' in data ? data.inputs.length : 350;
  const layers = model.kind === 'network' ? model.hidden.map(({ units }) => units) : [];
  // A unit of a deeper layer has as many inputs as the layer before has units.
  const units =
    model.kind === 'mlp'
      ? model.units
      : layers.reduce((sum, width, l) => sum + width * (l === 0 ? 1 : layers[l - 1]! / 2), 0);
  return (stops.at(-1) ?? 0) * points * (units + 1);
}

/** A part that one thread trains at a time takes a few hundredths of a second, or is one network. */
const SLICE = 8_000_000;

/** An ensemble in parts, in the order of their seeds. */
export function slicesOf(ensemble: Ensemble): Ensemble[] {
  const size = Math.max(1, Math.floor(SLICE / Math.max(1, costOf(ensemble))));
  const { firstSeed, count } = ensemble;
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    ...ensemble,
    firstSeed: firstSeed + i * size,
    count: Math.min(size, count - i * size),
  }));
}
