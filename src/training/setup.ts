import { checkRecipe, type DataRecipe } from '../data/datasets.ts';
import { checkFeatureSpec, type FeatureSpec } from '../data/features.ts';
import { shown } from '../data/shown.ts';
import { type ActivationName, activationNames } from '../model/activations.ts';
import type { LossName } from '../model/network.ts';
import { type StartName, startNames } from '../model/starts.ts';
import { type OptimiserSpec, optimisers } from './optimisers.ts';

/**
 * All that decides how a run begins and what it trains, as plain names and numbers: it can be posted,
 * compared, saved, and put in an address. A change of it begins a new run.
 */
export interface Setup {
  readonly data: DataRecipe;
  /** φ: the model is given φ(x) instead of x. */
  readonly features: FeatureSpec;
  /** Bring every feature to mean 0 and deviation 1 first; otherwise the model is given them as they are. */
  readonly standardise?: boolean;
  readonly model: ModelSpec;
  readonly start: StartSpec;
  /** How many points one step looks at: all, or so many, taken in a new order every epoch. */
  readonly batch: 'full' | number;
  /** λ ≥ 0 of the penalty ½λ‖w‖², over all weights and no bias. */
  readonly l2: number;
  /** How a gradient becomes a step; plain gradient descent when it is left out. */
  readonly optimiser?: OptimiserSpec;
  /** The share of the points that trains, the rest being kept aside as a test; all train when it is left out. */
  readonly trainShare?: number;
  /** Of the order of the points in mini-batches, and of the choice of those that train. */
  readonly seed: number;
}

export type ModelSpec =
  | { readonly kind: 'logistic' }
  | { readonly kind: 'mlp'; readonly units: number; readonly activation: ActivationName }
  | {
      /** Any depth; one score by the sigmoid for two classes, or one a class by the softmax. */
      readonly kind: 'network';
      readonly hidden: readonly { readonly units: number; readonly activation: ActivationName }[];
      readonly output: 'sigmoid' | 'softmax';
      readonly loss: LossName;
    };

/** Where the parameters begin: drawn, or all of them given in their flat order. */
export type StartSpec =
  | { readonly kind: StartName; readonly seed: number }
  | { readonly kind: 'given'; readonly values: readonly number[] };

/** What may change while a run goes on; read afresh at every call. */
export interface Pace {
  /** η > 0, of the mean loss. */
  readonly learningRate: number;
}

/** What was asked for cannot be trained. The message says what was expected and what came. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  /** Which part of the setup or pace is wrong, as `model.units`. */
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

const MOST_UNITS = 64;
const MOST_LAYERS = 6; // hidden ones
const LARGEST_PENALTY = 1000;
const LARGEST_SEED = 4294967295; // 2³² − 1

/**
 * Any value, read as a setup: checked, and copied field by field. What is left out becomes the
 * default: the points as they are, all of them in every step, no penalty, every seed 1, and the start
 * at zero for logistic regression or uniform for a perceptron. Data and model must be chosen.
 *
 * Throws a SetupError that names the field, what was expected and what came. What only the points
 * themselves can tell, as whether both classes are there, `createTrainer` checks.
 */
export function checkSetup(value: unknown): Setup {
  const names = [
    'data',
    'features',
    'standardise',
    'model',
    'start',
    'batch',
    'l2',
    'optimiser',
    'trainShare',
    'seed',
  ] as const;
  const given = read(value, 'setup', names);
  const {
    features = { kind: 'named', name: 'identity' },
    standardise = false,
    batch = 'full',
    l2 = 0,
    optimiser = optimisers['gradient-descent'],
    trainShare = 1,
    seed = 1,
  } = given;
  const data = inField('data', () => checkRecipe(given.data));
  const model = checkModel(given.model);
  const { start = { kind: model.kind === 'logistic' ? 'zero' : 'uniform' } } = given;
  return {
    data,
    features: inField('features', () => checkFeatureSpec(features)),
    ...(checkStandardise(standardise) && { standardise: true }),
    model,
    start: checkStart(start),
    batch: checkBatch(batch),
    l2:
      typeof l2 === 'number' && l2 >= 0 && l2 <= LARGEST_PENALTY
        ? l2
        : refuse('l2', `a number from 0 to ${LARGEST_PENALTY}`, l2),
    ...leftOut('optimiser', checkOptimiser(optimiser), ({ kind }) => kind === 'gradient-descent'),
    ...leftOut('trainShare', checkShare(trainShare), (share) => share === 1),
    seed: whole(seed, 'seed', 0, LARGEST_SEED),
  };
}

function checkModel(value: unknown): ModelSpec {
  const { kind, units, activation } = read(value, 'model', [
    'kind',
    'units',
    'activation',
    'hidden',
    'output',
    'loss',
  ]);
  switch (kind) {
    case 'logistic':
      read(value, 'model', ['kind']);
      return { kind };
    case 'mlp':
      read(value, 'model', ['kind', 'units', 'activation']);
      return {
        kind,
        units: whole(units, 'model.units', 1, MOST_UNITS),
        activation: oneOf(activation, 'model.activation', activationNames),
      };
    case 'network':
      return checkNetwork(value);
    default:
      return refuse('model.kind', 'logistic, mlp or network', kind);
  }
}

function checkNetwork(value: unknown): ModelSpec {
  const {
    hidden,
    output = 'sigmoid',
    loss = 'cross-entropy',
  } = read(value, 'model', ['kind', 'hidden', 'output', 'loss']);
  if (!Array.isArray(hidden) || hidden.length > MOST_LAYERS)
    return refuse('model.hidden', `a list of at most ${MOST_LAYERS} layers`, hidden);
  return {
    kind: 'network',
    hidden: Array.from(hidden, (layer: unknown, l) => {
      const field = `model.hidden[${l}]`;
      const { units, activation } = read(layer, field, ['units', 'activation']);
      return {
        units: whole(units, `${field}.units`, 1, MOST_UNITS),
        activation: oneOf(activation, `${field}.activation`, activationNames),
      };
    }),
    output: oneOf(output, 'model.output', ['sigmoid', 'softmax']),
    loss: oneOf(loss, 'model.loss', ['cross-entropy', 'squared']),
  };
}

function checkOptimiser(value: unknown): OptimiserSpec {
  const given = read(value, 'optimiser', ['kind', 'momentum', 'beta1', 'beta2', 'epsilon']);
  const kind = oneOf(
    given.kind,
    'optimiser.kind',
    Object.keys(optimisers) as OptimiserSpec['kind'][],
  );
  const usual = optimisers[kind];
  read(value, 'optimiser', Object.keys(usual));
  const memory = (name: 'momentum' | 'beta1' | 'beta2', preset: number) => {
    const { [name]: share = preset } = given;
    return typeof share === 'number' && share >= 0 && share < 1
      ? share
      : refuse(`optimiser.${name}`, 'a number from 0 to below 1', share);
  };
  switch (usual.kind) {
    case 'gradient-descent':
      return usual;
    case 'momentum':
      return { kind: 'momentum', momentum: memory('momentum', usual.momentum) };
    case 'adam': {
      const { epsilon = usual.epsilon } = given;
      return {
        kind: 'adam',
        beta1: memory('beta1', usual.beta1),
        beta2: memory('beta2', usual.beta2),
        epsilon:
          typeof epsilon === 'number' && epsilon > 0 && epsilon <= 1
            ? epsilon
            : refuse('optimiser.epsilon', 'a number above 0 and up to 1', epsilon),
      };
    }
  }
}

const checkShare = (value: unknown): number =>
  typeof value === 'number' && value > 0 && value <= 1
    ? value
    : refuse('trainShare', 'a number above 0 and up to 1', value);

/** A field that says nothing new is left out, so that equal setups are written alike. */
const leftOut = <Name extends string, Value>(
  name: Name,
  value: Value,
  isUsual: (value: Value) => boolean,
): { [N in Name]?: Value } => (isUsual(value) ? {} : { [name]: value }) as { [N in Name]?: Value };

function checkStart(value: unknown): StartSpec {
  const { kind, seed = 1, values } = read(value, 'start', ['kind', 'seed', 'values']);
  read(value, 'start', kind === 'given' ? ['kind', 'values'] : ['kind', 'seed']);
  if (kind !== 'given')
    return {
      kind: oneOf(kind, 'start.kind', startNames, 'given'),
      seed: whole(seed, 'start.seed', 0, LARGEST_SEED),
    };
  if (!Array.isArray(values)) return refuse('start.values', 'a list of numbers', values);
  return {
    kind,
    values: Array.from(values, (value, i) =>
      typeof value === 'number' && Number.isFinite(value)
        ? value
        : refuse(`start.values[${i}]`, 'a finite number', value),
    ),
  };
}

const checkStandardise = (value: unknown): boolean =>
  typeof value === 'boolean' ? value : refuse('standardise', 'true or false', value);

function checkBatch(value: unknown): Setup['batch'] {
  const isSize = typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
  return isSize || value === 'full'
    ? value
    : refuse('batch', 'full, or a whole number of at least 1', value);
}

/** Any value, read as a pace. Throws a SetupError unless the learning rate is finite and above 0. */
export function checkPace(value: unknown): Pace {
  const { learningRate } = read(value, 'pace', ['learningRate']);
  return typeof learningRate === 'number' && learningRate > 0 && Number.isFinite(learningRate)
    ? { learningRate }
    : refuse('pace.learningRate', 'a finite number above 0', learningRate);
}

/** Any value, read as a number of steps. Throws a SetupError unless it is whole and within 0 … most. */
export const checkSteps = (value: unknown, most = Number.MAX_SAFE_INTEGER): number =>
  whole(value, 'steps', 0, most);

/** The own fields of an object; one whose name is not in the list is refused. */
function read<Name extends string>(
  value: unknown,
  field: string,
  names: readonly Name[],
): { [N in Name]?: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(field, `an object with ${names.join(', ')}`, value);
  const found: { [N in Name]?: unknown } = {};
  for (const [given, entry] of Object.entries(value)) {
    const name = names.find((known) => known === given);
    if (name === undefined)
      throw new SetupError(
        field,
        `${field} takes ${names.join(', ')}, but got ${shown(given)} besides.`,
      );
    found[name] = entry;
  }
  return found;
}

function oneOf<Name extends string>(
  value: unknown,
  field: string,
  names: readonly Name[],
  ...more: string[]
): Name {
  return (
    names.find((name) => name === value) ??
    refuse(field, `one of ${[...names, ...more].join(', ')}`, value)
  );
}

function whole(value: unknown, field: string, from: number, to: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
    ? value
    : refuse(field, `a whole number from ${from} to ${to}`, value);
}

function refuse(field: string, expected: string, came: unknown): never {
  throw new SetupError(field, `${field} must be ${expected}, but got ${shown(came)}.`);
}

/** Does what may throw, and says in which field of the setup it did. */
export function inField<T>(field: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new SetupError(field, error instanceof Error ? error.message : String(error));
  }
}
