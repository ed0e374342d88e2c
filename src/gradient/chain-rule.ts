import { column as columnOf, entry, fromRows, type Matrix, toRows } from '../data/matrix.ts';
import { type ActivationName, activationNamed } from '../model/activations.ts';
import { crossEntropy } from '../model/loss.ts';
import { forward, type MlpParameters, pass } from '../model/mlp.ts';

/** Something written: as plain text, and as TeX (with the site's macros, `\pd`, `\vect`, `\T`, …). */
export interface Written {
  readonly text: string;
  readonly tex: string;
}

/** One step on the way forward through the network and back, at one point (chapter 10). */
export interface Factor {
  /** `x`, `s1`, `dL/dW`, … */
  readonly id: string;
  readonly stage: 'given' | 'forward' | 'backward';
  /** What it is called: ∂s₂/∂h. */
  readonly symbol: Written;
  /** What it is equal to: w_finalᵀ. Of what is given, the symbol again. */
  readonly formula: Written;
  /** [rows, columns], as it stands in the chain. */
  readonly shape: readonly [number, number];
  /** Undefined when this factor cannot be computed at this point; then `note` says what to do. */
  readonly values: Matrix | undefined;
  /** The ids of what its formula is made of. */
  readonly dependencies: readonly string[];
  /** Present when it is a product of other factors. */
  readonly product?: Product;
  readonly note?: string;
}

/**
 * How a factor is multiplied together: each chain names factors in an order in which their shapes
 * fit. There is one chain, or, for ∂L/∂W, one for each row; their products stand below each other.
 */
export interface Product {
  readonly chains: readonly (readonly string[])[];
  /** Whether the product, a row, is then laid out as its parameter, a column. */
  readonly transposed: boolean;
}

const vect = (letter: string): Written => ({ text: letter, tex: `\\vect{${letter}}` });
const written = (text: string, tex = text): Written => ({ text, tex });
const derivative = (of: Written, by: Written): Written =>
  written(`∂${of.text}/∂${by.text}`, `\\pd{${of.tex}}{${by.tex}}`);

const x = vect('x');
const y = written('y');
const W = vect('W');
const b = vect('b');
const wFinal = written('w_final', '\\wfinal');
const bFinal = written('b_final', '\\bfinal');
const s1 = written('s₁', '\\vect{s}_1');
const h = vect('h');
const s2 = written('s₂', 's_2');
const yHat = written('ŷ', '\\hat{y}');
const L = written('L');
const difference = written('ŷ − y', '\\hat{y} - y');
const identityMatrix = written('I', '\\vect{I}');

const diag = ({ text, tex }: Written): Written =>
  written(`diag(${text})`, `\\operatorname{diag}\\bigl(${tex}\\bigr)`);
const where = (slope: string): Written =>
  diag(
    written(
      `1 where s₁ > 0, else ${slope}`,
      `1 \\text{ where } \\vect{s}_1 > 0, \\text{ else } ${slope}`,
    ),
  );

/** g(s₁) and ∂g(s₁)/∂s₁, as chapter 10 writes them, and which of s₁ and h the second is made of. */
const activationFormulas: Record<
  ActivationName,
  { readonly value: Written; readonly slopes: Written; readonly slopesOf: readonly string[] }
> = {
  sigmoid: {
    value: written('σ(s₁)', '\\sigma(\\vect{s}_1)'),
    slopes: diag(written('h ⊙ (1 − h)', '\\vect{h} \\odot (1 - \\vect{h})')),
    slopesOf: ['h'],
  },
  tanh: {
    value: written('tanh(s₁)', '\\tanh(\\vect{s}_1)'),
    slopes: diag(written('1 − h ⊙ h', '1 - \\vect{h} \\odot \\vect{h}')),
    slopesOf: ['h'],
  },
  relu: {
    value: written('max(s₁, 0)', '\\max(\\vect{s}_1, 0)'),
    slopes: where('0'),
    slopesOf: ['s1'],
  },
  'leaky-relu': {
    value: written('max(s₁, 0.01 s₁)', '\\max(\\vect{s}_1, 0.01\\,\\vect{s}_1)'),
    slopes: where('0.01'),
    slopesOf: ['s1'],
  },
  softplus: {
    value: written('log(1 + exp(s₁))', '\\log\\bigl(1 + e^{\\vect{s}_1}\\bigr)'),
    slopes: diag(written('σ(s₁)', '\\sigma(\\vect{s}_1)')),
    slopesOf: ['s1'],
  },
  identity: { value: s1, slopes: identityMatrix, slopesOf: [] },
};

/**
 * Forward and backward through a two-layer perceptron at one point: every factor of the chain rule
 * with its symbol, shape and values, in the order of chapter 10, up to the four gradients in the
 * shapes of their parameters.
 *
 * What is given: `x`, `y`, `W`, `b`, `wFinal`, `bFinal`. Forward: `s1`, `h`, `s2`, `yHat`, `L`. Backward:
 * `dL/dyHat`, `dyHat/ds2`, `dL/ds2`, `ds2/dwFinal`, `dL/dwFinal`, `ds2/dbFinal`, `dL/dbFinal`, `ds2/dh`,
 * `dh/ds1`, `dL/ds1` (which is δᵀ), `ds1/dw1` … `ds1/dwH`, `dL/dW`, `ds1/db`, `dL/db`. In the chain the
 * derivative of a number by a column is a row, so that every product fits as it is printed.
 *
 * Throws unless x is finite and y is 0 or 1, and for an unknown activation or the step function.
 */
export function chainRule(
  parameters: MlpParameters,
  activation: string,
  x1: number,
  x2: number,
  label: number,
): Factor[] {
  if (!Number.isFinite(x1) || !Number.isFinite(x2))
    throw new RangeError(`The point needs finite coordinates, but got (${x1}, ${x2}).`);
  if (label !== 0 && label !== 1)
    throw new RangeError(`The label needs to be 0 or 1, but got ${label}.`);
  const { slope } = activationNamed(activation);
  const g = activationFormulas[activation as ActivationName];
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = parameters;
  const units = Array.from(hiddenBias, (_, k) => k);

  const room = pass(1, units.length);
  forward(parameters, activation, fromRows([[x1, x2]]), room);
  const logit = room.logits[0]!;
  const probability = room.probabilities[0]!;

  const factors = new Map<string, Factor>();
  const put = (
    stage: Factor['stage'],
    id: string,
    symbol: Written,
    formula: Written,
    dependencies: readonly string[],
    values: Matrix,
    product?: Product,
  ) => {
    const shape = [values.rows, values.columns] as const;
    const factor = { id, stage, symbol, formula, shape, values, dependencies };
    factors.set(id, { ...factor, ...(product && { product }) });
  };
  const given = (id: string, symbol: Written, values: Matrix) =>
    put('given', id, symbol, symbol, [], values);
  const multiplied = (
    id: string,
    symbol: Written,
    formula: Written,
    chains: readonly (readonly string[])[],
    transposed: boolean,
  ) => {
    const rows = chains.map((chain) =>
      chain.map((part) => factors.get(part)!.values!).reduce(times),
    );
    const values = transposed ? transpose(stacked(rows)) : stacked(rows);
    put('backward', id, symbol, formula, [...new Set(chains.flat())], values, {
      chains,
      transposed,
    });
  };

  given('x', x, column([x1, x2]));
  given('y', y, number(label));
  given('W', W, fromRows(toRows(hiddenWeights)));
  given('b', b, column(hiddenBias));
  given('wFinal', wFinal, column(outputWeights));
  given('bFinal', bFinal, column(outputBias));

  const scores = written('Wx + b', '\\vect{W} \\vect{x} + \\vect{b}');
  put('forward', 's1', s1, scores, ['W', 'x', 'b'], column(room.preactivations.values));
  put('forward', 'h', h, g.value, ['s1'], column(room.hidden.values));
  const output = written('w_finalᵀh + b_final', '\\wfinal\\T \\vect{h} + \\bfinal');
  put('forward', 's2', s2, output, ['wFinal', 'h', 'bFinal'], number(logit));
  put('forward', 'yHat', yHat, written('σ(s₂)', '\\sigma(s_2)'), ['s2'], number(probability));
  const loss = written(
    '−y log ŷ − (1 − y) log(1 − ŷ)',
    '-y \\log \\hat{y} - (1 - y) \\log(1 - \\hat{y})',
  );
  put('forward', 'L', L, loss, ['yHat', 'y'], number(crossEntropy(logit, label)));

  const outputSlope = probability * (1 - probability);
  const lossSlope = (probability - label) / outputSlope;
  const quotient = written('(ŷ − y)/(ŷ(1 − ŷ))', '\\frac{\\hat{y} - y}{\\hat{y}\\,(1 - \\hat{y})}');
  put('backward', 'dL/dyHat', derivative(L, yHat), quotient, ['yHat', 'y'], number(lossSlope));
  if (!Number.isFinite(lossSlope))
    factors.set('dL/dyHat', {
      ...factors.get('dL/dyHat')!,
      values: undefined,
      note: 'ŷ(1 − ŷ) rounds to 0 here and cannot be divided by: use the logit form, ∂L/∂s₂ = ŷ − y.',
    });
  const bell = written('ŷ(1 − ŷ)', '\\hat{y}\\,(1 - \\hat{y})');
  put('backward', 'dyHat/ds2', derivative(yHat, s2), bell, ['yHat'], number(outputSlope));
  // Not multiplied out: ŷ(1 − ŷ) cancels, and ŷ − y is right also where it rounds to 0.
  put(
    'backward',
    'dL/ds2',
    derivative(L, s2),
    difference,
    ['dL/dyHat', 'dyHat/ds2'],
    number(probability - label),
    { chains: [['dL/dyHat', 'dyHat/ds2']], transposed: false },
  );

  const hRow = written('hᵀ', '\\vect{h}\\T');
  put(
    'backward',
    'ds2/dwFinal',
    derivative(s2, wFinal),
    hRow,
    ['h'],
    transpose(column(room.hidden.values)),
  );
  multiplied(
    'dL/dwFinal',
    derivative(L, wFinal),
    written('(ŷ − y)h', '(\\hat{y} - y)\\,\\vect{h}'),
    [['dL/ds2', 'ds2/dwFinal']],
    true,
  );
  put('backward', 'ds2/dbFinal', derivative(s2, bFinal), written('1'), [], number(1));
  const outputChain = [['dL/ds2', 'ds2/dbFinal']];
  multiplied('dL/dbFinal', derivative(L, bFinal), difference, outputChain, false);

  const wRow = written('w_finalᵀ', '\\wfinal\\T');
  put('backward', 'ds2/dh', derivative(s2, h), wRow, ['wFinal'], transpose(column(outputWeights)));
  put(
    'backward',
    'dh/ds1',
    derivative(h, s1),
    g.slopes,
    g.slopesOf,
    diagonal(Array.from(room.preactivations.values, slope)),
  );
  multiplied(
    'dL/ds1',
    written('δᵀ', '\\boldsymbol{\\delta}\\T'),
    written(
      '(ŷ − y) w_finalᵀ ∂h/∂s₁',
      '(\\hat{y} - y)\\,\\wfinal\\T\\,\\pd{\\vect{h}}{\\vect{s}_1}',
    ),
    [['dL/ds2', 'ds2/dh', 'dh/ds1']],
    false,
  );

  for (const k of units)
    put(
      'backward',
      `ds1/dw${k + 1}`,
      derivative(s1, written(`w${subscript(k + 1)}`, `\\vect{w}_{${k + 1}}`)),
      written(
        `xᵀ in row ${k + 1}, zeros elsewhere`,
        `\\vect{x}\\T \\text{ in row ${k + 1}, zeros elsewhere}`,
      ),
      ['x'],
      fromRows(units.map((row) => (row === k ? [x1, x2] : [0, 0]))),
    );
  multiplied(
    'dL/dW',
    derivative(L, W),
    written('δxᵀ', '\\boldsymbol{\\delta}\\,\\vect{x}\\T'),
    units.map((k) => ['dL/ds1', `ds1/dw${k + 1}`]),
    false,
  );
  put('backward', 'ds1/db', derivative(s1, b), identityMatrix, [], diagonal(units.map(() => 1)));
  const delta = written('δ', '\\boldsymbol{\\delta}');
  multiplied('dL/db', derivative(L, b), delta, [['dL/ds1', 'ds1/db']], true);
  return [...factors.values()];
}

const column = (numbers: ArrayLike<number>): Matrix => ({
  rows: numbers.length,
  columns: 1,
  values: Float64Array.from(numbers),
});

const number = (value: number): Matrix => column([value]);

const diagonal = (numbers: readonly number[]): Matrix =>
  fromRows(numbers.map((value, i) => numbers.map((_, j) => (i === j ? value : 0))));

const transpose = (matrix: Matrix): Matrix =>
  fromRows(Array.from({ length: matrix.columns }, (_, j) => [...columnOf(matrix, j)]));

/** The matrix product, row by column. */
const times = (a: Matrix, b: Matrix): Matrix =>
  fromRows(
    toRows(a).map((row) =>
      Array.from({ length: b.columns }, (_, j) =>
        row.reduce((sum, value, i) => sum + value * entry(b, i, j), 0),
      ),
    ),
  );

/** Matrices below each other. */
const stacked = (parts: readonly Matrix[]): Matrix => fromRows(parts.flatMap(toRows));

const subscript = (whole: number) =>
  [...String(whole)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
