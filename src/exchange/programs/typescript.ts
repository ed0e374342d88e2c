import type { PaceChange } from '../../training/history.ts';
import type { OptimiserSpec } from '../../training/optimisers.ts';
import type { RunSpec } from '../../training/run.ts';
import type { Snapshot } from '../../training/trainer.ts';
import { digits } from '../trained.ts';
import { listed, program, type Stage, shapeOf, type Tensor } from './program.ts';

/**
 * One file of TypeScript that runs on Node as it is (22.18 or newer) and needs nothing else: it holds the
 * points and the weights, computes the loss, and makes the training again. Throws a SetupError for a run that
 * cannot be trained.
 */
export function typescriptFile(
  run: RunSpec,
  snapshot: Snapshot,
  paces?: readonly PaceChange[],
): string {
  const made = program(run, snapshot, paces);
  const { train, test, scale, optimiser, batch } = made;
  const parts = { 'gradient-descent': 0, momentum: 1, adam: 2 }[optimiser.kind];
  return `// A network trained on Lines That Learn, to be run by itself: node FILE.ts
//
// Its layers: ${shapeOf(made)}.
// It holds its points and its weights, computes the loss, and compares it with the loss on the page; then it
// makes the ${made.to.step - made.from.step} steps of training again and compares once more. It needs Node 22.18 or newer.

/** Set this to train on for so many steps from the weights of the page. */
const MORE_STEPS: number = 0;

type Rows = number[][];

interface Layer {
  /** A row a unit. */
  weights: Rows;
  bias: number[];
}

/** Layers at a step, and in their shape what the optimiser remembers there. */
interface Stage {
  step: number;
  layers: Layer[];
  memory: Layer[][];
  /** Steps that the memory has seen. */
  remembered: number;
}

const INPUT_NAMES: string[] = ${JSON.stringify(made.inputNames)};
const CLASS_NAMES: string[] = ${JSON.stringify(made.classNames)};

/** The points that train, one a row${scale ? ', standardised (a value in its unit is mean + deviation · input)' : ''}, and their classes. */
const X: Rows = ${listed(train.inputs, digits)};
const Y: number[] = ${listed(train.labels, digits)};
${
  test
    ? `
/** The points kept aside. */
const X_TEST: Rows = ${listed(test.inputs, digits)};
const Y_TEST: number[] = ${listed(test.labels, digits)};
`
    : ''
}${
  scale
    ? `
const MEANS: number[] = ${listed(scale.means, digits)};
const DEVIATIONS: number[] = ${listed(scale.deviations, digits)};
`
    : ''
}
const ACTIVATIONS: string[] = ${JSON.stringify(made.activations)};
const OBJECTIVE: string = ${JSON.stringify(made.objective)};
/** Of the penalty L2 / 2 · Σ w², over all weights and no bias. */
const L2: number = ${digits(made.l2)};
${settingsOf(optimiser)}/** From which step on, which learning rate, of the mean loss. */
const RATES: [number, number][] = [${made.rates.map(([step, rate]) => `[${step}, ${digits(rate)}]`).join(', ')}];
const LOSS_ON_THE_PAGE: number = ${digits(made.loss)};
${made.testLoss === undefined ? '' : `const TEST_LOSS_ON_THE_PAGE: number = ${digits(made.testLoss)};\n`}
/** The start, and where the page stands. */
const START: Stage = ${stage(made.from)};
const NOW: Stage = ${stage(made.to)};

const sigmoid = (s: number): number => 1 / (1 + Math.exp(-s));

/** Each activation, and its derivative from the score s and the value h. */
const RESPONSES: Record<string, { value(s: number): number; slope(s: number, h: number): number }> = {
  sigmoid: { value: sigmoid, slope: (_, h) => h * (1 - h) },
  tanh: { value: Math.tanh, slope: (_, h) => 1 - h * h },
  relu: { value: (s) => Math.max(s, 0), slope: (s) => (s > 0 ? 1 : 0) },
  'leaky-relu': { value: (s) => Math.max(s, 0.01 * s), slope: (s) => (s > 0 ? 1 : 0.01) },
  softplus: { value: (s) => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s))), slope: sigmoid },
  identity: { value: (s) => s, slope: () => 1 },
};
const LAST = ACTIVATIONS[ACTIVATIONS.length - 1];

function softmax(scores: number[]): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** The scores and the values of every layer for one point: s = Wa + b, then a = g(s). */
function forward(layers: Layer[], point: number[]): { scores: Rows; values: Rows } {
  const scores: Rows = [];
  const values: Rows = [point];
  layers.forEach(({ weights, bias }, l) => {
    const below = values[l]!;
    const s = weights.map((row, k) => row.reduce((sum, w, j) => sum + w * below[j]!, bias[k]!));
    scores.push(s);
    const name = ACTIVATIONS[l]!;
    values.push(name === 'softmax' ? softmax(s) : s.map(RESPONSES[name]!.value));
  });
  return { scores, values };
}

/** The class of a point, as the network should answer: one number by a sigmoid, one a class by a softmax. */
const target = (label: number): number[] =>
  LAST === 'sigmoid' ? [label] : CLASS_NAMES.map((_, k) => (k === label ? 1 : 0));

function pointLoss(layers: Layer[], point: number[], label: number): number {
  const { scores, values } = forward(layers, point);
  const z = scores[scores.length - 1]!;
  const wanted = target(label);
  if (OBJECTIVE === 'squared')
    return values[values.length - 1]!.reduce((sum, p, k) => sum + (p - wanted[k]!) ** 2, 0);
  if (LAST === 'sigmoid')
    return Math.max(z[0]!, 0) - z[0]! * label + Math.log1p(Math.exp(-Math.abs(z[0]!)));
  const largest = Math.max(...z);
  return Math.log(z.reduce((sum, s) => sum + Math.exp(s - largest), 0)) - (z[label]! - largest);
}

const meanLoss = (layers: Layer[], points: Rows, labels: number[]): number =>
  points.reduce((sum, point, i) => sum + pointLoss(layers, point, labels[i]!), 0) / points.length;

/** The loss that training makes small: the mean over the points that train, and the penalty. */
function totalLoss(layers: Layer[]): number {
  let squares = 0;
  for (const { weights } of layers) for (const row of weights) for (const w of row) squares += w * w;
  return meanLoss(layers, X, Y) + (L2 / 2) * squares;
}

const zerosLike = (layers: Layer[]): Layer[] =>
  layers.map(({ weights, bias }) => ({
    weights: weights.map((row) => row.map(() => 0)),
    bias: bias.map(() => 0),
  }));

/** The derivatives of that loss over the points with these numbers, backwards through the layers. */
function gradient(layers: Layer[], batch: number[]): Layer[] {
  const slopes = zerosLike(layers);
  for (const i of batch) {
    const { scores, values } = forward(layers, X[i]!);
    const answers = values[layers.length]!;
    const wanted = target(Y[i]!);
    let delta = answers.map((p, k) => (p - wanted[k]!) / batch.length);
    if (OBJECTIVE === 'squared') {
      const product = delta.reduce((sum, d, k) => sum + d * answers[k]!, 0);
      delta = delta.map((d, k) =>
        LAST === 'sigmoid' ? 2 * d * answers[k]! * (1 - answers[k]!) : 2 * answers[k]! * (d - product),
      );
    }
    for (let l = layers.length - 1; l >= 0; l--) {
      const { weights } = layers[l]!;
      const below = values[l]!;
      delta.forEach((d, k) => {
        slopes[l]!.bias[k]! += d;
        below.forEach((a, j) => {
          slopes[l]!.weights[k]![j]! += d * a;
        });
      });
      if (l === 0) break;
      const { slope } = RESPONSES[ACTIVATIONS[l - 1]!]!;
      delta = below.map(
        (a, j) =>
          delta.reduce((sum, d, k) => sum + d * weights[k]![j]!, 0) * slope(scores[l - 1]![j]!, a),
      );
    }
  }
  layers.forEach(({ weights }, l) => {
    weights.forEach((row, k) => {
      row.forEach((w, j) => {
        slopes[l]!.weights[k]![j]! += L2 * w;
      });
    });
  });
  return slopes;
}

/** The rows of weights and biases of some layers, to go through them all alike. */
const rowsOf = (layers: Layer[]): Rows => layers.flatMap(({ weights, bias }) => [...weights, bias]);

function learningRate(step: number): number {
  let rate = RATES[0]![1];
  for (const [since, next] of RATES) if (since <= step) rate = next;
  return rate;
}
${batch === undefined ? allPoints : batches(batch, made.seed)}
/** So many steps from a start: where they lead. */
function train(start: Stage, steps: number): Stage {
  const { step: first, layers, memory, remembered } = structuredClone(start);
  const theta = rowsOf(layers);
${parts === 0 ? '' : `  while (memory.length < ${parts}) memory.push(zerosLike(layers));\n  const kept = memory.map(rowsOf);\n`}  const nextBatch = createBatches();
  for (let step = first; step < first + steps; step++) {
    const slopes = rowsOf(gradient(layers, nextBatch(step)));
    const rate = learningRate(step);${optimiser.kind === 'adam' ? '\n    const t = remembered + step - first + 1;' : ''}
    slopes.forEach((row, r) => {
      row.forEach((g, j) => {
${updates[optimiser.kind]}
      });
    });
  }
  return { step: first + steps, layers, memory, remembered: remembered + steps };
}

function compare(what: string, here: number, there: number): void {
  const difference = Math.abs(here - there).toExponential(1);
  console.log(\`\${what}: \${here}, on the page \${there}, difference \${difference}\`);
}

compare('loss at step ${made.to.step}', totalLoss(NOW.layers), LOSS_ON_THE_PAGE);
${
  test
    ? `compare('loss of the points kept aside', meanLoss(NOW.layers, X_TEST, Y_TEST), TEST_LOSS_ON_THE_PAGE);
`
    : ''
}const trained = train(START, NOW.step - START.step);
compare('loss trained again from step ${made.from.step}', totalLoss(trained.layers), LOSS_ON_THE_PAGE);
if (MORE_STEPS > 0) {
  const further = train(NOW, MORE_STEPS);
  console.log(\`loss at step \${further.step}: \${totalLoss(further.layers)}\`);
}

export { ${['CLASS_NAMES', scale && 'DEVIATIONS', 'forward', 'INPUT_NAMES', scale && 'MEANS', 'NOW', 'train'].filter(Boolean).join(', ')} };
`;
}

const settingsOf = (optimiser: OptimiserSpec): string =>
  Object.entries(optimiser)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    .map(([name, value]) => `const ${name.toUpperCase()}: number = ${digits(value)};\n`)
    .join('');

const updates = {
  'gradient-descent': '        theta[r]![j]! -= rate * g;',
  momentum: `        const velocity = kept[0]![r]!;
        velocity[j] = MOMENTUM * velocity[j]! + g;
        theta[r]![j]! -= rate * velocity[j]!;`,
  adam: `        const [means, squares] = [kept[0]![r]!, kept[1]![r]!];
        means[j] = BETA1 * means[j]! + (1 - BETA1) * g;
        squares[j] = BETA2 * squares[j]! + (1 - BETA2) * g * g;
        const mean = means[j]! / (1 - BETA1 ** t);
        const square = squares[j]! / (1 - BETA2 ** t);
        theta[r]![j]! -= (rate * mean) / (Math.sqrt(square) + EPSILON);`,
};

function stage({ step, parameters, memory, remembered }: Stage): string {
  const layers = (all: readonly Tensor[]) =>
    `[\n${Array.from({ length: all.length / 2 }, (_, l) => `    { weights: ${listed(all[2 * l]!, digits, '    ')}, bias: ${listed(all[2 * l + 1]!, digits)} },`).join('\n')}\n  ]`;
  return `{
  step: ${step},
  layers: ${layers(parameters)},
  memory: [${memory.map(layers).join(', ')}],
  remembered: ${remembered},
}`;
}

const allPoints = `
/** Every step takes all points. */
function createBatches(): (step: number) => number[] {
  const all = X.map((_, i) => i);
  return () => all;
}
`;

const batches = (size: number, seed: number): string => `
/** xoshiro128** (Blackman and Vigna, 2018), its state filled by splitmix32: 32 bits a draw. */
function randomBits(seed: number): () => number {
  let counter = seed;
  const fill = () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = counter ^ (counter >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  return () => {
    const product = Math.imul(b, 5);
    const bits = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return bits;
  };
}

/** The points of each step: every epoch puts all of them in a new order (Fisher and Yates). */
function createBatches(): (step: number) => number[] {
  const bits = randomBits(${seed});
  const order = X.map((_, i) => i);
  const inEpoch = Math.ceil(X.length / ${size});
  let shuffles = 0;
  return (step) => {
    for (; shuffles <= Math.floor(step / inEpoch); shuffles++)
      for (let last = order.length - 1; last > 0; last--) {
        const fair = 2 ** 32 - (2 ** 32 % (last + 1));
        let drawn = bits();
        while (drawn >= fair) drawn = bits();
        const chosen = drawn % (last + 1);
        [order[last], order[chosen]] = [order[chosen]!, order[last]!];
      }
    const first = (step % inEpoch) * ${size};
    return order.slice(first, first + ${size});
  };
}
`;
