/** A step's formula, as TeX for the build to render. */
export interface StepFormula {
  /** With letters and shapes. */
  readonly letters: string;
  /** With numbers, after the equals sign. */
  readonly numbers: string;
  /** In one or two sentences; what stands between dollar signs is TeX. */
  readonly words: string;
}

/** The place of a live number, marked `@name.row.column@`. */
const n = (name: string, row = 0, column = 0) => `\\text{@${name}.${row}.${column}@}`;

/** A term, which lights by its name: its letters, and below them its shape. */
const t = (name: string, letters: string, shape?: string) =>
  `{\\htmlData{term=${name}}{${shape ? `\\underset{${shape.replace('×', '\\times')}}{${letters}}` : letters}}}`;

const grid = (rows: readonly (readonly string[])[]) =>
  `\\begin{bmatrix}${rows.map((row) => row.join(' & ')).join(' \\\\ ')}\\end{bmatrix}`;

const three = [0, 1, 2] as const;

/** Live values: a column of three, the same laid out as a row, three by two. */
const column = (name: string) => t(name, grid(three.map((k) => [n(name, k)])));
const row = (name: string) => t(name, grid([three.map((k) => n(name, 0, k))]));
const columnAsRow = (name: string) => t(name, grid([three.map((k) => n(name, k))]));
const rowAsColumn = (name: string) => t(name, grid(three.map((k) => [n(name, 0, k)])));
const wide = (name: string) => t(name, grid(three.map((k) => [n(name, k, 0), n(name, k, 1)])));
const number = (name: string) => t(name, n(name));
const diagonal = (name: string) =>
  t(name, grid(three.map((i) => three.map((j) => (i === j ? n(name, i, j) : '0')))));
const xColumn = t('x', grid([[n('x', 0)], [n('x', 1)]]));
const xRow = t('x', grid([[n('x', 0), n('x', 1)]]));

const x = t('x', '\\vect{x}', '2 × 1');
const xT = t('x', '\\vect{x}\\T', '1 × 2');
const W = t('W', '\\vect{W}', '3 × 2');
const b = t('b', '\\vect{b}', '3 × 1');
const s1 = t('s1', '\\vect{s}_1', '3 × 1');
const h = t('h', '\\vect{h}', '3 × 1');
const hT = t('h', '\\vect{h}\\T', '1 × 3');
const wT = t('wFinal', '\\wfinal\\T', '1 × 3');
const bFinal = t('bFinal', '\\bfinal', '1 × 1');
const s2 = t('s2', 's_2', '1 × 1');
const s2Bare = t('s2', 's_2');
const yHat = t('yHat', '\\hat{y}');
const y = t('y', 'y');
const L = t('L', 'L');
// Braces keep a line from breaking inside.
const e = `{(${yHat} - ${y})}`;

const dLdyHat = t('dL/dyHat', '\\pd{L}{\\hat{y}}', '1 × 1');
const dyHatds2 = t('dyHat/ds2', '\\pd{\\hat{y}}{s_2}', '1 × 1');
const dLds2 = t('dL/ds2', '\\pd{L}{s_2}', '1 × 1');
const ds2dw = t('ds2/dwFinal', '\\pd{s_2}{\\wfinal}', '1 × 3');
const ds2db = t('ds2/dbFinal', '\\pd{s_2}{\\bfinal}', '1 × 1');
const ds2dh = t('ds2/dh', '\\pd{s_2}{\\vect{h}}', '1 × 3');
const dhds1 = t('dh/ds1', '\\pd{\\vect{h}}{\\vect{s}_1}', '3 × 3');
const deltaT = t('dL/ds1', '\\boldsymbol{\\delta}\\T', '1 × 3');
const delta = t('dL/ds1', '\\boldsymbol{\\delta}', '3 × 1');
const ds1dwk = (k: string | number) => t('ds1/dW', `\\pd{\\vect{s}_1}{\\vect{w}_${k}}`, '3 × 2');
const ds1db = t('ds1/db', '\\pd{\\vect{s}_1}{\\vect{b}}', '3 × 3');

/** The formulas of chapter 10, by the name of the step's term. */
export const formulas: Readonly<Record<string, StepFormula>> = {
  s1: {
    letters: `${s1} = ${W}\\;${x} + ${b}`,
    numbers: `${wide('W')}\\allowbreak ${xColumn} + ${column('b')} = ${column('s1')}`,
    words: 'Three lines give the point three scores, the preactivations.',
  },
  h: {
    letters: `${h} = \\sigma\\bigl(${s1}\\bigr)`,
    numbers: `\\sigma\\left(${column('s1')}\\right) = ${column('h')}`,
    words: 'Each score goes through the sigmoid, on its own.',
  },
  s2: {
    letters: `${s2} = ${wT}\\;${h} + ${bFinal}`,
    numbers: `${columnAsRow('wFinal')}\\allowbreak ${column('h')} + ${number('bFinal')} = ${number('s2')}`,
    words: 'One more line, drawn in the space of the hidden activations, gives the logit.',
  },
  yHat: {
    letters: `${yHat} = \\sigma(${s2Bare}) = \\frac{1}{1 + e^{-${s2Bare}}}`,
    numbers: `\\sigma(${number('s2')}) = ${number('yHat')}`,
    words: 'The probability that the network gives to class 1.',
  },
  L: {
    letters: `${L} = {-${y} \\log ${yHat}} - {(1 - ${y}) \\log(1 - ${yHat})} = {\\max(${s2Bare}, 0)} - {${s2Bare}\\,${y}} + \\log\\bigl(1 + e^{-\\lvert ${s2Bare} \\rvert}\\bigr)`,
    numbers: `\\max(${number('s2')}, 0) - ${number('s2')} \\cdot ${number('y')} + \\log\\bigl(1 + e^{-\\lvert ${number('s2')} \\rvert}\\bigr) = ${number('L')}`,
    words:
      'The cross-entropy of this one point, in nats, computed from the logit. The forward pass ends here.',
  },
  'dL/dyHat': {
    letters: `${dLdyHat} = \\frac{${yHat} - ${y}}{${yHat}\\,(1 - ${yHat})}`,
    numbers: `\\frac{${number('yHat')} - ${number('y')}}{${number('yHat')}\\,(1 - ${number('yHat')})} = ${number('dL/dyHat')}`,
    words: 'The backward pass begins: how the loss answers to the probability.',
  },
  'dyHat/ds2': {
    letters: `${dyHatds2} = ${yHat}\\,(1 - ${yHat})`,
    numbers: `${number('yHat')}\\,(1 - ${number('yHat')}) = ${number('dyHat/ds2')}`,
    words: 'The slope of the sigmoid, written with its own value.',
  },
  'dL/ds2': {
    letters: `${dLds2} = ${dLdyHat} \\; ${dyHatds2} = ${yHat} - ${y}`,
    numbers: `${number('yHat')} - ${number('y')} = ${number('dL/ds2')}`,
    words:
      'What stood below the fraction is what comes next: it cancels. The code uses this product only, so it never divides by zero.',
  },
  'ds2/dwFinal': {
    letters: `${ds2dw} = ${hT}`,
    numbers: `${row('ds2/dwFinal')}`,
    words:
      'In $s_2$ every output weight is multiplied by its hidden activation. A number by a column: a row.',
  },
  'dL/dwFinal': {
    letters: `${t('dL/dwFinal', '\\pd{L}{\\wfinal}', '3 × 1')} = \\Bigl(${dLds2} \\; ${ds2dw}\\Bigr)\\T = ${e}\\;${h}`,
    numbers: `${number('dL/ds2')}\\; ${column('h')} = ${column('dL/dwFinal')}`,
    words:
      'The first of the four. The product is a row; it is laid out as its parameter, a column.',
  },
  'ds2/dbFinal': {
    letters: `${ds2db} = 1`,
    numbers: `${number('ds2/dbFinal')}`,
    words: 'The bias is just added.',
  },
  'dL/dbFinal': {
    letters: `${t('dL/dbFinal', '\\pd{L}{\\bfinal}', '1 × 1')} = ${dLds2} \\; ${ds2db} = ${yHat} - ${y}`,
    numbers: `${number('dL/ds2')} \\cdot 1 = ${number('dL/dbFinal')}`,
    words: 'The second of the four.',
  },
  'ds2/dh': {
    letters: `${ds2dh} = ${wT}`,
    numbers: `${row('ds2/dh')}`,
    words:
      'On to the first layer, through $\\vect{h}$: how much the logit listens to each hidden unit.',
  },
  'dh/ds1': {
    letters: `${dhds1} = \\operatorname{diag}\\bigl(${h} \\odot (1 - ${h})\\bigr)`,
    numbers: `${diagonal('dh/ds1')}`,
    words:
      'Each activation depends on its own preactivation alone, so all is zero off the diagonal.',
  },
  'dL/ds1': {
    letters: `${deltaT} = ${dLds2} \\; ${ds2dh} \\; ${dhds1}, \\allowbreak\\quad ${delta} = ${e}\\; ${t('wFinal', '\\wfinal', '3 × 1')} \\odot ${h} \\odot {(1 - ${h})}`,
    numbers: `${number('dL/ds2')}\\;\\allowbreak ${row('ds2/dh')}\\allowbreak ${diagonal('dh/ds1')} = ${row('dL/ds1')}`,
    words:
      'Everything up to the preactivations, in one row. A product with a diagonal matrix is a product entry by entry.',
  },
  'ds1/dW': {
    letters: `${ds1dwk(1)}, \\quad ${ds1dwk(2)}, \\quad ${ds1dwk(3)}`,
    numbers: three
      .map((k) => {
        const name = `ds1/dw${k + 1}`;
        return t(
          'ds1/dW',
          grid(three.map((i) => (i === k ? [n(name, i, 0), n(name, i, 1)] : ['0', '0']))),
        );
      })
      .join(', \\allowbreak\\;'),
    words:
      'Row $k$ of $\\vect{W}$ moves the score of unit $k$ and no other: $\\vect{x}$ in row $k$, zeros elsewhere.',
  },
  'dL/dW': {
    letters: `${deltaT} \\; ${ds1dwk('k')} = [\\delta_k x_1, \\delta_k x_2], \\allowbreak\\quad ${t('dL/dW', '\\pd{L}{\\vect{W}}', '3 × 2')} = ${delta}\\;${xT}`,
    numbers: `${rowAsColumn('dL/ds1')}\\allowbreak ${xRow} = ${wide('dL/dW')}`,
    words: 'The third of the four: the three rows, stacked.',
  },
  'ds1/db': {
    letters: `${ds1db} = \\vect{I}`,
    numbers: t('ds1/db', grid(three.map((i) => three.map((j) => (i === j ? '1' : '0'))))),
    words: 'Each bias moves its own score, one for one.',
  },
  'dL/db': {
    letters: `${t('dL/db', '\\pd{L}{\\vect{b}}', '3 × 1')} = \\Bigl(${deltaT} \\; ${ds1db}\\Bigr)\\T = ${delta}`,
    numbers: `${column('dL/db')}`,
    words:
      'The last of the four, and nothing new to compute: it is $\\boldsymbol{\\delta}$, as a column.',
  },
};

/** The finite differences beside a gradient, in its shape. */
export const trialFormula: Record<string, string> = {
  'dL/dwFinal': grid(three.map((k) => [n('try-dL/dwFinal', k)])),
  'dL/dbFinal': n('try-dL/dbFinal'),
  'dL/dW': grid(three.map((k) => [n('try-dL/dW', k, 0), n('try-dL/dW', k, 1)])),
  'dL/db': grid(three.map((k) => [n('try-dL/db', k)])),
};
