import { checkRecipe, type DataRecipe, defaults } from '../data/datasets.ts';
import { shown } from '../data/shown.ts';
import { activationNames } from '../model/activations.ts';
import { batchesReach } from '../training/batches.ts';
import { MOST_STEPS } from '../training/messages.ts';
import { optimisers } from '../training/optimisers.ts';
import type { RunSpec } from '../training/run.ts';
import { checkSetup, type ModelSpec, type Setup } from '../training/setup.ts';
import { createTrainer, type Place } from '../training/trainer.ts';
import { described } from './trained.ts';

/** The version of the links written here; it stands before the first point. */
const VERSION = 1;

/** A longer link is refused unread; a state that needs a longer one goes into a file. */
export const LONGEST_LINK = 4096;

/** No link unfolds to more bytes than this. */
export const LARGEST_STATE = 65_536;

/**
 * A whole run as the text of a link: version, point, and its JSON deflated, in the 64 letters that every
 * address takes as they are. With `step`, whoever opens it trains on to there. Undefined when it would be
 * longer than 4096 characters: such a run goes into a file.
 */
export async function formatLink(
  { setup, pace, origin }: RunSpec,
  step?: number,
): Promise<string | undefined> {
  const place = origin && {
    step: origin.step,
    parameters: [...origin.parameters],
    ...(origin.memory && { memory: [...origin.memory] }),
  };
  const json = JSON.stringify(
    { setup, pace, ...(place && { origin: place }), ...(step !== undefined && { step }) },
    (_, value) => (Object.is(value, -0) ? MINUS_ZERO : value),
  );
  const bytes = new TextEncoder().encode(json);
  if (bytes.length > LARGEST_STATE) return undefined;
  const text = `${VERSION}.${toLetters(await deflate(bytes))}`;
  return text.length > LONGEST_LINK ? undefined : text;
}

/** What a link says: a run unless it is damaged, and what of it could not be used, a sentence each. */
export interface ParsedLink {
  readonly run?: RunSpec;
  readonly step?: number;
  readonly notices: readonly string[];
}

/**
 * Reads the text of a link, whoever wrote it. Never throws: of a damaged link nothing is used, and in a whole
 * one what cannot be used becomes the nearest value allowed, or else that of `usual`; each with a notice.
 */
export async function parseLink(text: string, usual: RunSpec = classicRun): Promise<ParsedLink> {
  if (text.length > LONGEST_LINK)
    return damaged(
      `This link holds ${text.length} characters; at most ${LONGEST_LINK} are read. The defaults are shown.`,
    );
  const [, version, letters] = /^(\d{1,9})\.([\w-]+)$/.exec(text) ?? [];
  if (version !== undefined && Number(version) !== VERSION)
    return damaged(
      `This link is of version ${version}, but version ${VERSION} is read here. The defaults are shown.`,
    );
  const bytes = letters === undefined ? undefined : fromLetters(letters);
  if (!bytes) return damaged();
  try {
    const json = await inflate(bytes);
    if (json === 'large')
      return damaged(
        `This link unfolds to more than ${LARGEST_STATE} bytes and was not read. The defaults are shown.`,
      );
    const value = JSON.parse(json, (_, entry) => (entry === MINUS_ZERO ? -0 : entry));
    return mended(value, usual);
  } catch {
    return damaged();
  }
}

const damaged = (notice = 'This link is damaged. The defaults are shown.'): ParsedLink => ({
  notices: [notice],
});

/** How −0, which JSON.stringify writes as 0, stands in a link. */
const MINUS_ZERO = '\u0000-0';

/** The classic run (chapter 12), as a network. */
const classicRun: RunSpec = {
  setup: checkSetup({
    data: defaults.circles,
    model: {
      kind: 'network',
      hidden: [{ units: 3, activation: 'sigmoid' }],
      output: 'sigmoid',
      loss: 'cross-entropy',
    },
  }),
  pace: { learningRate: 2 },
};

const MOST_LAYERS = 6;
const MOST_UNITS = 64;
const [SLOWEST, FASTEST] = [1e-6, 1e6];

/** A run out of any value. */
function mended(value: unknown, usual: RunSpec): ParsedLink {
  const link = fieldsOf(value);
  const given = fieldsOf(link.get('setup'));
  if (given.size === 0) return damaged();
  const notices: string[] = [];

  const number = (
    came: unknown,
    field: string,
    [from, to]: readonly [number, number],
    preset: number,
    whole = false,
  ): number => {
    const expected = `${whole ? 'a whole number' : 'a number'} from ${from} to ${to}`;
    const isNumber = typeof came === 'number' && Number.isFinite(came);
    const near = isNumber ? Math.min(to, Math.max(from, whole ? Math.round(came) : came)) : preset;
    if (came !== undefined && came !== near)
      notices.push(
        `${field} should be ${expected}, but the link says ${shown(came)}; ${near} is used.`,
      );
    return near;
  };
  const oneOf = <Name extends string>(
    came: unknown,
    field: string,
    names: readonly Name[],
    preset: Name,
  ): Name => {
    const found = names.find((name) => name === came);
    if (found === undefined && came !== undefined)
      notices.push(
        `${field} should be one of ${names.join(', ')}, but the link says ${shown(came)}; ${preset} is used.`,
      );
    return found ?? preset;
  };
  /** A part of a setup if it is right; else, with a notice, what is usual. */
  const part = <Name extends keyof Setup>(name: Name): Pick<Setup, Name> | undefined => {
    if (!given.has(name)) return undefined;
    const one = { [name]: given.get(name) };
    try {
      const checked = checkSetup({ data: usual.setup.data, model: { kind: 'logistic' }, ...one });
      return checked[name] === undefined ? undefined : ({ [name]: checked[name] } as never);
    } catch (error) {
      notices.push(`In this link, ${message(error)} The usual one is used.`);
      return undefined;
    }
  };

  const data = mendedData(given.get('data'), usual.setup.data, notices);
  const setup = checkSetup({
    data,
    ...(part('features') ?? { features: { kind: 'named', name: 'identity' } }),
    ...part('standardise'),
    model: mendedModel(given.get('model')),
    ...(part('start') ?? { start: { kind: 'uniform', seed: 1 } }),
    batch:
      typeof given.get('batch') === 'number'
        ? number(given.get('batch'), 'batch', [1, Number.MAX_SAFE_INTEGER], 1, true)
        : (part('batch')?.batch ?? 'full'),
    l2: number(given.get('l2'), 'l2', [0, 1000], 0),
    ...(part('optimiser') ?? { optimiser: optimisers['gradient-descent'] }),
    // All points train, or on either side there is at least one.
    trainShare:
      given.get('trainShare') === 1
        ? 1
        : number(given.get('trainShare'), 'trainShare', [0.01, 0.99], 1),
    seed: number(given.get('seed'), 'seed', [0, 4294967295], 1, true),
  });

  function mendedModel(model: unknown): ModelSpec {
    const fields = fieldsOf(model);
    const { kind } = Object.fromEntries(fields);
    if (kind !== 'network') {
      const checked = part('model')?.model;
      return checked ?? usual.setup.model;
    }
    const layers = fields.get('hidden');
    if (!Array.isArray(layers)) {
      notices.push(
        `hidden should be a list of layers, but the link says ${shown(layers)}; the usual ones are used.`,
      );
      return usual.setup.model;
    }
    if (layers.length > MOST_LAYERS)
      notices.push(
        `hidden should be at most ${MOST_LAYERS} layers, but the link says ${layers.length}; the first ${MOST_LAYERS} are used.`,
      );
    return {
      kind,
      hidden: layers.slice(0, MOST_LAYERS).map((layer: unknown, l) => {
        const own = fieldsOf(layer);
        const at = `hidden[${l}]`;
        return {
          units: number(own.get('units'), `${at}.units`, [1, MOST_UNITS], 3, true),
          activation: oneOf(own.get('activation'), `${at}.activation`, activationNames, 'sigmoid'),
        };
      }),
      output: oneOf(fields.get('output'), 'output', ['sigmoid', 'softmax'], 'sigmoid'),
      loss: oneOf(fields.get('loss'), 'loss', ['cross-entropy', 'squared'], 'cross-entropy'),
    };
  }

  const { learningRate } = usual.pace;
  const rate = fieldsOf(link.get('pace')).get('learningRate');
  const pace = {
    learningRate: number(rate, 'The learning rate', [SLOWEST, FASTEST], learningRate),
  };
  const origin = link.has('origin') ? mendedPlace(link.get('origin'), notices) : undefined;
  const step = link.has('step')
    ? number(link.get('step'), 'step', [0, MOST_STEPS], 0, true)
    : undefined;
  const run = trainable({ setup, pace, ...(origin && { origin }) }, usual, notices);
  return { run, ...(step !== undefined && { step }), notices };
}

function mendedData(value: unknown, usual: DataRecipe, notices: string[]): DataRecipe {
  if (value === undefined) return usual;
  const given = fieldsOf(value);
  const name = given.get('name');
  try {
    const whole = new Map(given);
    if (typeof name === 'string' && Object.hasOwn(defaults, name))
      for (const field of given.keys())
        if (!Object.hasOwn(defaults[name as DataRecipe['name']], field)) whole.delete(field);
    return checkRecipe(Object.fromEntries(whole));
  } catch (error) {
    notices.push(`In this link, ${message(error)} The default is used instead.`);
  }
  // Field by field, as far as they do not hang together.
  const right = [...given].filter(([field, entry]) => {
    try {
      return checkRecipe({ name, [field]: entry });
    } catch {
      return false;
    }
  });
  try {
    return checkRecipe(Object.fromEntries(right));
  } catch {
    return usual;
  }
}

function mendedPlace(value: unknown, notices: string[]): Place | undefined {
  const { step, parameters, memory } = Object.fromEntries(fieldsOf(value));
  const numbers = (list: unknown): list is number[] =>
    Array.isArray(list) &&
    list.every((entry) => typeof entry === 'number' && Number.isFinite(entry));
  const isStep = Number.isInteger(step) && (step as number) >= 0 && (step as number) <= 1e12;
  if (isStep && numbers(parameters) && (memory === undefined || numbers(memory)))
    return {
      step: step as number,
      parameters: Float64Array.from(parameters),
      ...(memory && { memory: Float64Array.from(memory as number[]) }),
    };
  notices.push('The weights in this link cannot be read; the run begins at its start.');
  return undefined;
}

/**
 * The run if it can be trained. Else what stands in the way goes, one thing after the other, with one notice:
 * what went wrong first.
 */
function trainable(run: RunSpec, usual: RunSpec, notices: string[]): RunSpec {
  const { setup, pace } = run;
  const withoutOrigin = { setup, pace };
  const { model } = setup;
  const softmax: Setup =
    model.kind === 'network' && model.output === 'sigmoid'
      ? { ...setup, model: { ...model, output: 'softmax' } }
      : setup;
  const drawn: Setup = { ...setup, start: { kind: 'uniform', seed: 1 } };
  const plain = checkSetup({ data: setup.data, model: softmax.model });
  const ladder: (readonly [RunSpec, string])[] = [
    [run, ''],
    [withoutOrigin, 'The run begins at its start.'],
    [{ ...withoutOrigin, setup: drawn }, 'The start is drawn anew.'],
    [{ pace, setup: softmax }, 'The output is softmax.'],
    [{ pace, setup: { ...drawn, model: softmax.model } }, 'Output and start are changed.'],
    [{ pace, setup: plain }, 'Only data and layers are used.'],
    [usual, 'The defaults are shown.'],
  ];
  let first: unknown;
  for (const [candidate, what] of ladder)
    try {
      requireTrainable(candidate);
      if (first) notices.push(`${message(first)} ${what}`);
      return candidate;
    } catch (error) {
      first ??= error;
    }
  return usual;
}

function requireTrainable({ setup, origin }: RunSpec) {
  const { train } = described(setup);
  if (origin && !batchesReach(train.labels.length, setup.batch, origin.step))
    throw new RangeError(`Step ${origin.step} is too far to find the order of its batches again.`);
  // Drawn starts are finite; numbers from elsewhere have to be tried.
  if (origin || setup.start.kind === 'given') createTrainer(setup, origin);
}

const message = (error: unknown) => (error instanceof Error ? error.message : String(error));

const fieldsOf = (value: unknown): Map<string, unknown> =>
  new Map(
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [],
  );

const toLetters = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function fromLetters(letters: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const text = atob(letters.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** The text that was deflated; no more of it is unfolded than is allowed. Rejects when it is damaged. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const unfolded = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = unfolded.getReader();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > LARGEST_STATE) {
      await reader.cancel();
      return 'large';
    }
    text += decoder.decode(value, { stream: true });
  }
}
