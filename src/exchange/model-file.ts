import {
  checkRecipe,
  type DataRecipe,
  defaults,
  MOST_CLASSES,
  MOST_INPUTS,
} from '../data/datasets.ts';
import type { FeatureSpec } from '../data/features.ts';
import { toRows } from '../data/matrix.ts';
import { shown } from '../data/shown.ts';
import { type ActivationName, activationNames } from '../model/activations.ts';
import { type LossName, parameterCount, view } from '../model/network.ts';
import { batchesReach } from '../training/batches.ts';
import { type OptimiserSpec, optimisers } from '../training/optimisers.ts';
import type { RunSpec } from '../training/run.ts';
import {
  checkSetup,
  type ModelSpec,
  type Pace,
  type Setup,
  SetupError,
} from '../training/setup.ts';
import type { Snapshot } from '../training/trainer.ts';
import { described, digits, layersOf } from './trained.ts';

/**
 * A model in a file, as JSON that others may write and read too:
 *
 *     {
 *       "format": "lines-that-learn/model",
 *       "version": 1,
 *       "layers": [
 *         { "weights": [[w₁₁, w₁₂], …], "bias": [b₁, …], "activation": "tanh" },
 *         …
 *       ],
 *       "training": { "optimiser": "gradient descent", "rate": 0.7, "batch": "full", … },
 *       "step": 120, "loss": 0.1068…, "memory": […], "inputs": […], "data": { … }
 *     }
 *
 * `layers` has 1 to 7 layers, from the inputs to the output. `weights` is a row for each of its units, with a
 * number for each input; up to 16 inputs, up to 64 units. Hidden layers have one of the activations sigmoid,
 * tanh, relu, leaky-relu (slope 0.01), softplus and identity; the last one has `sigmoid` and 1 unit, whose
 * answer is the probability of class 1, or `softmax` and one unit for each of 2 to 6 classes.
 *
 * All else may be left out. `training`: `optimiser` is "gradient descent", "momentum" (with `momentum`, 0.9)
 * or "adam" (with `beta1`, 0.9, `beta2`, 0.999, and `epsilon`, 1e-8); `rate` is η of the mean loss; `batch` is
 * "full" or a number of points; `l2` is λ of the penalty ½λ‖w‖² over all weights and no bias; `objective` is
 * "cross-entropy" or "squared"; `trainShare` is the share of the points that trains; `seed` draws the
 * batches and that share; `standardise` brings every input to mean 0 and deviation 1, over the points that
 * train; `features` is a map of two inputs to others.
 *
 * `step` updates led to these numbers, and the mean loss with its penalty is then `loss`. `memory` is what
 * the optimiser remembers, in the order of the parameters (each layer's weights by columns, then its bias):
 * the velocity of momentum; m, v, β₁ᵗ and β₂ᵗ of Adam. `inputs` says what each input is called and, where it
 * was standardised, by which mean and deviation. `data` is the recipe of the points.
 */
export const FORMAT = 'lines-that-learn/model';
const VERSION = 1;

/** What a model file says. What it leaves out is not there. */
export interface OpenedModel {
  readonly model: ModelSpec & { readonly kind: 'network' };
  /** d: the numbers that a point must have. */
  readonly inputs: number;
  /** The classes that it tells apart. */
  readonly classes: number;
  /** All parameters, flat, as `view` of src/model/network.ts names them. */
  readonly parameters: Float64Array;
  readonly pace?: Pace;
  readonly optimiser?: OptimiserSpec;
  readonly batch?: Setup['batch'];
  readonly l2?: number;
  readonly trainShare?: number;
  readonly seed?: number;
  readonly standardise?: boolean;
  readonly features?: FeatureSpec;
  readonly step?: number;
  readonly loss?: number;
  readonly memory?: Float64Array;
  readonly data?: DataRecipe;
  /** What in the file was not understood and left alone; a sentence each. */
  readonly notices: readonly string[];
}

/** This file holds no model that can be used: the message says what was expected and what came. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
  /** Which part of it is wrong, as `layers[1].weights[0][2]`; `file` for the whole. */
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

const optimiserNames: Record<OptimiserSpec['kind'], string> = {
  'gradient-descent': 'gradient descent',
  momentum: 'momentum',
  adam: 'adam',
};

/**
 * The model of a run, where it now stands, as a file: every number with all its digits, so that opening
 * it gives the same bits. Throws a SetupError for a run that cannot be trained, or a snapshot that is not
 * of it.
 */
export function writeModelFile({ setup, pace }: RunSpec, snapshot: Snapshot): string {
  const run = described(setup);
  const { scale, inputNames } = run.train;
  const list = (values: Iterable<number>) => `[${Array.from(values, digits).join(', ')}]`;
  const layers = layersOf(run, snapshot.parameters).map(
    ({ weights, bias }, l) => `    {
      "weights": [
${toRows(weights)
  .map((row) => `        ${list(row)}`)
  .join(',\n')}
      ],
      "bias": ${list(bias)},
      "activation": ${JSON.stringify(run.activations[l])}
    }`,
  );
  const { kind, ...settings } = run.optimiser;
  const training = {
    optimiser: optimiserNames[kind],
    ...settings,
    rate: pace.learningRate,
    batch: setup.batch,
    l2: setup.l2,
    objective: run.objective,
    trainShare: setup.trainShare ?? 1,
    seed: setup.seed,
    ...(setup.standardise && { standardise: true }),
    ...(!isPlain(setup.features) && { features: setup.features }),
  };
  const inputs = inputNames.map((name, j) => ({
    name,
    ...(scale && { mean: scale.means[j], deviation: scale.deviations[j] }),
  }));
  return `{
  "format": "${FORMAT}",
  "version": ${VERSION},
  "layers": [
${layers.join(',\n')}
  ],
  "training": ${exactly(training)},
  "step": ${snapshot.step},
  "loss": ${digits(snapshot.loss)},${
    snapshot.memory ? `\n  "memory": ${list(snapshot.memory)},` : ''
  }
  "inputs": ${exactly(inputs)},
  "data": ${exactly(setup.data)}
}
`;
}

/** As JSON.stringify, which writes −0 as 0. */
function exactly(value: unknown): string {
  if (typeof value === 'number') return digits(value);
  if (Array.isArray(value)) return `[${value.map(exactly).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return `{ ${fields.map(([name, entry]) => `${JSON.stringify(name)}: ${exactly(entry)}`).join(', ')} }`;
}

const isPlain = (features: FeatureSpec) =>
  features.kind === 'named' && features.name === 'identity';

/** The longest file that is read, in characters. */
export const LONGEST_MODEL_FILE = 20_000_000;

const MOST_UNITS = 64;
const MOST_LAYERS = 7;

/**
 * Reads a model file, whoever wrote it. Throws a ModelFileError that names the first field that is wrong,
 * what was expected there and what came. What the format does not know is left alone, with a notice.
 */
export function readModelFile(text: string): OpenedModel {
  const file = record(json(text), 'file', 'an object with "format", "version" and "layers"');
  const notices: string[] = [];
  const ignore = (fields: Fields, known: readonly string[], at: string) => {
    for (const name of fields.keys())
      if (!known.includes(name))
        notices.push(`${shown(at + name)} is not known here, and was left alone.`);
  };
  if (file.get('format') !== FORMAT) refuse('format', `"${FORMAT}"`, file.get('format'));
  if (file.get('version') !== VERSION) refuse('version', String(VERSION), file.get('version'));
  ignore(file, Object.keys(topLevel), '');

  const layers = list(file.get('layers'), 'layers', 1, MOST_LAYERS, 'layer');
  const hidden: { units: number; activation: ActivationName }[] = [];
  const read: { weights: number[][]; bias: number[] }[] = [];
  let output: 'sigmoid' | 'softmax' = 'sigmoid';
  let below: number | undefined;
  layers.forEach((value, l) => {
    const at = `layers[${l}]`;
    const isLast = l === layers.length - 1;
    const layer = record(value, at, 'an object with "weights", "bias" and "activation"');
    ignore(layer, ['weights', 'bias', 'activation'], `${at}.`);
    const weights = matrix(layer.get('weights'), `${at}.weights`, below);
    const units = weights.length;
    const bias = vector(layer.get('bias'), `${at}.bias`, units, 'the units of this layer');
    const activation = layer.get('activation');
    const field = `${at}.activation`;
    if (isLast) {
      output = oneOf(activation, ['sigmoid', 'softmax'], field, ', for it is the last layer');
      if (output === 'sigmoid' && units !== 1)
        refuse(
          `${at}.weights`,
          '1 row, since sigmoid gives the probability of class 1 alone',
          weights,
        );
      if (output === 'softmax' && (units < 2 || units > MOST_CLASSES))
        refuse(`${at}.weights`, `2 to ${MOST_CLASSES} rows, one a class for softmax`, weights);
    } else hidden.push({ units, activation: oneOf(activation, activationNames, field) });
    read.push({ weights, bias });
    below = units;
  });

  const inputs = read[0]!.weights[0]!.length;
  const outputs = read.at(-1)!.bias.length;
  const shape = { inputs, hidden, outputs };
  const parameters = new Float64Array(parameterCount(shape));
  view(parameters, shape).layers.forEach(({ weights, bias }, l) => {
    read[l]!.weights.forEach((row, k) => {
      row.forEach((w, j) => {
        weights.values[j * weights.rows + k] = w;
      });
    });
    bias.set(read[l]!.bias);
  });

  const { loss, ...training } = readTraining(file, ignore);
  const model = { kind: 'network', hidden, output, loss: loss ?? 'cross-entropy' } as const;
  return {
    model,
    inputs,
    classes: outputs === 1 ? 2 : outputs,
    parameters,
    ...training,
    ...readState(file, parameters.length, training.optimiser, inputs, notices),
    notices,
  };
}

const topLevel = {
  ...{ format: 1, version: 1, layers: 1, training: 1 },
  ...{ step: 1, loss: 1, memory: 1, inputs: 1, data: 1 },
};

const trainingFields = [
  ...['optimiser', 'momentum', 'beta1', 'beta2', 'epsilon', 'rate', 'batch', 'l2', 'objective'],
  ...['trainShare', 'seed', 'standardise', 'features'],
];

function readTraining(
  file: Fields,
  ignore: (fields: Fields, known: readonly string[], at: string) => void,
) {
  if (!file.has('training')) return {};
  const given = record(file.get('training'), 'training', 'an object with "optimiser", "rate", …');
  ignore(given, trainingFields, 'training.');
  const found = <T>(name: string, read: (value: unknown, field: string) => T): T | undefined =>
    given.has(name) ? read(given.get(name), `training.${name}`) : undefined;
  const names = Object.values(optimiserNames);
  const kind = found('optimiser', (value, field) => {
    const name = oneOf(value, names, field);
    return Object.keys(optimiserNames)[names.indexOf(name)] as OptimiserSpec['kind'];
  });
  const settings = Object.fromEntries(
    Object.keys(kind ? optimisers[kind] : {})
      .filter((name) => name !== 'kind' && given.has(name))
      .map((name) => [name, given.get(name)]),
  );
  const rate = found('rate', (value, field) =>
    typeof value === 'number' && value > 0 && Number.isFinite(value)
      ? value
      : refuse(field, 'a finite number above 0', value),
  );
  const objective = found('objective', (value, field) =>
    oneOf<LossName>(value, ['cross-entropy', 'squared'], field),
  );
  // The rest is what a setup has, and is checked as a setup is.
  const partial = {
    ...(given.has('batch') && { batch: given.get('batch') }),
    ...(given.has('l2') && { l2: given.get('l2') }),
    ...(given.has('trainShare') && { trainShare: given.get('trainShare') }),
    ...(given.has('seed') && { seed: given.get('seed') }),
    ...(given.has('standardise') && { standardise: given.get('standardise') }),
    ...(given.has('features') && { features: given.get('features') }),
    ...(kind && { optimiser: { kind, ...settings } }),
  };
  const checked = checkedPart(partial);
  return {
    ...(rate !== undefined && { pace: { learningRate: rate } }),
    ...(objective && { loss: objective }),
    ...('batch' in partial && { batch: checked.batch }),
    ...('l2' in partial && { l2: checked.l2 }),
    ...('trainShare' in partial && { trainShare: checked.trainShare ?? 1 }),
    ...('seed' in partial && { seed: checked.seed }),
    ...('standardise' in partial && { standardise: checked.standardise ?? false }),
    ...('features' in partial && { features: checked.features }),
    ...(kind && { optimiser: checked.optimiser ?? optimisers[kind] }),
  };
}

/** A part of a setup, checked; a SetupError speaks of the file's field instead. */
function checkedPart(part: object): Setup {
  try {
    return checkSetup({ data: defaults.circles, model: { kind: 'logistic' }, ...part });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const field = `training.${error.field.replace('optimiser.', '')}`;
    throw new ModelFileError(field, error.message.replace(error.field, field));
  }
}

function readState(
  file: Fields,
  count: number,
  optimiser: OptimiserSpec | undefined,
  inputs: number,
  notices: string[],
) {
  const found = <T>(name: string, read: (value: unknown, field: string) => T): T | undefined =>
    file.has(name) ? read(file.get(name), name) : undefined;
  const step = found('step', (value, field) =>
    Number.isSafeInteger(value) && (value as number) >= 0
      ? (value as number)
      : refuse(field, 'a whole number of at least 0', value),
  );
  const loss = found('loss', finite);
  const remembered = { 'gradient-descent': 0, momentum: count, adam: 2 * count + 2 };
  const memory = found('memory', (value, field) =>
    Float64Array.from(
      vector(
        value,
        field,
        remembered[optimiser?.kind ?? 'gradient-descent'],
        'what this optimiser remembers',
      ),
    ),
  );
  const names = found('inputs', (value, field) =>
    Array.isArray(value) ? value : refuse(field, `a list of ${inputs}`, value),
  );
  if (names && names.length !== inputs)
    refuse('inputs', `a list of ${inputs}, one for each input`, names);
  const data = found('data', (value, field) => {
    const name =
      typeof value === 'object' && value !== null && Object.hasOwn(value, 'name')
        ? (value as { name: unknown }).name
        : undefined;
    if (typeof name !== 'string' || !Object.hasOwn(defaults, name)) {
      notices.push(`"data" is no recipe that is known here, and was left alone.`);
      return undefined;
    }
    try {
      return checkRecipe(value);
    } catch (error) {
      throw new ModelFileError(field, `data: ${(error as Error).message}`);
    }
  });
  return {
    ...(step !== undefined && { step }),
    ...(loss !== undefined && { loss }),
    ...(memory && { memory }),
    ...(data && { data }),
  };
}

/**
 * The run that a model file goes on with: its model, start and training on the data given, and what it does
 * not say as in `present`. It begins at the file's step, with what its optimiser remembers.
 * Throws a SetupError when the data do not fit the model.
 */
export function openRun(opened: OpenedModel, present: RunSpec, data: DataRecipe): RunSpec {
  const { model, parameters, pace, step = 0, memory } = opened;
  const { batch, l2, trainShare, seed, standardise, features, optimiser } = opened;
  const { origin: _, ...rest } = present;
  const setup = checkSetup({
    ...present.setup,
    ...{ data, model, start: { kind: 'given', values: [...parameters] } },
    features: features ?? { kind: 'named', name: 'identity' },
    ...(batch !== undefined && { batch }),
    ...(l2 !== undefined && { l2 }),
    ...(trainShare !== undefined && { trainShare }),
    ...(seed !== undefined && { seed }),
    ...(standardise !== undefined && { standardise }),
    ...(optimiser && { optimiser }),
  });
  const { train, sizes } = described(setup);
  if (sizes[0] !== opened.inputs)
    throw new SetupError(
      'data',
      `This model takes ${opened.inputs} inputs, but these data have ${sizes[0]}.`,
    );
  if (model.output === 'softmax' && train.classNames.length !== opened.classes)
    throw new SetupError(
      'data',
      `This model tells ${opened.classes} classes apart, but these data have ${train.classNames.length}.`,
    );
  const reachable = batchesReach(train.labels.length, setup.batch, step) ? step : 0;
  return {
    ...rest,
    setup,
    pace: pace ?? present.pace,
    ...((reachable > 0 || memory) && {
      origin: { step: reachable, parameters: parameters.slice(), ...(memory && { memory }) },
    }),
  };
}

type Fields = ReadonlyMap<string, unknown>;

function json(text: string): unknown {
  if (text.length > LONGEST_MODEL_FILE)
    throw new ModelFileError(
      'file',
      `A model file has at most ${LONGEST_MODEL_FILE / 1e6} million characters, but this one has ${(text.length / 1e6).toFixed(1)} million.`,
    );
  if (text.trim() === '')
    throw new ModelFileError('file', 'A model file was expected, but this file is empty.');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? ` (${error.message.slice(0, 120)})` : '';
    throw new ModelFileError('file', `A model file is JSON, but this text is not${why}.`);
  }
}

function record(value: unknown, field: string, expected: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(field, expected, value);
  return new Map(Object.entries(value));
}

function list(value: unknown, field: string, from: number, to: number, thing: string): unknown[] {
  return Array.isArray(value) && value.length >= from && value.length <= to
    ? value
    : refuse(field, `a list of ${from} to ${to} ${thing}s`, value);
}

/** Rows of numbers, as many in each as there are units below; in the first layer as many as in its first row. */
function matrix(value: unknown, field: string, below: number | undefined): number[][] {
  const rows = list(value, field, 1, MOST_UNITS, 'row');
  const first = list(rows[0], `${field}[0]`, 1, below ?? MOST_INPUTS, 'number');
  const columns = below ?? first.length;
  const why = below === undefined ? 'like the first row' : 'the units of the layer before';
  return rows.map((row, k) => vector(row, `${field}[${k}]`, columns, why));
}

function vector(value: unknown, field: string, length: number, why: string): number[] {
  if (!Array.isArray(value) || value.length !== length)
    return refuse(field, `a list of ${length} numbers, ${why}`, value);
  return value.map((entry, i) => finite(entry, `${field}[${i}]`));
}

const finite = (value: unknown, field: string): number =>
  typeof value === 'number' && Number.isFinite(value)
    ? value
    : refuse(field, 'a finite number', value);

const oneOf = <Name extends string>(
  value: unknown,
  names: readonly Name[],
  field: string,
  why = '',
): Name =>
  names.find((name) => name === value) ??
  refuse(field, `${names.map((name) => `"${name}"`).join(' or ')}${why}`, value);

function refuse(field: string, expected: string, came: unknown): never {
  throw new ModelFileError(
    field,
    `${field === 'file' ? 'A model file' : field} must be ${expected}, but got ${shown(came)}.`,
  );
}
