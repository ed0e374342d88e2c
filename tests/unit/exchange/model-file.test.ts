import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DataRecipe, defaults } from '../../../src/data/datasets.ts';
import {
  LONGEST_MODEL_FILE,
  ModelFileError,
  openRun,
  readModelFile,
  writeModelFile,
} from '../../../src/exchange/model-file.ts';
import { activationNames } from '../../../src/model/activations.ts';
import { optimisers } from '../../../src/training/optimisers.ts';
import type { RunSpec } from '../../../src/training/run.ts';
import { checkSetup } from '../../../src/training/setup.ts';
import { createTrainer } from '../../../src/training/trainer.ts';

const small = {
  format: 'lines-that-learn/model',
  version: 1,
  layers: [
    {
      weights: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      bias: [0.1, 0.2, 0.3],
      activation: 'tanh',
    },
    { weights: [[7, 8, 9]], bias: [-1], activation: 'sigmoid' },
  ],
  training: {
    ...{ optimiser: 'gradient descent', rate: 0.7, batch: 'full', l2: 0, trainShare: 1 },
  },
  step: 5,
  loss: 0.25,
  data: { name: 'circles', seed: 3 },
};
type Wrong = Record<string, unknown>;
const text = (change: Wrong = {}) => JSON.stringify({ ...small, ...change });
const withLayer = (l: number, change: Wrong) =>
  text({ layers: small.layers.map((layer, i) => (i === l ? { ...layer, ...change } : layer)) });
const withTraining = (change: Wrong) => text({ training: { ...small.training, ...change } });

const present: RunSpec = {
  setup: checkSetup({
    data: defaults.circles,
    model: { kind: 'network', hidden: [], output: 'sigmoid', loss: 'cross-entropy' },
  }),
  pace: { learningRate: 0.1 },
};

describe('a model file', () => {
  it('says all that it can say', () => {
    const opened = readModelFile(text());
    expect(opened).toEqual({
      model: {
        kind: 'network',
        hidden: [{ units: 3, activation: 'tanh' }],
        output: 'sigmoid',
        loss: 'cross-entropy',
      },
      inputs: 2,
      classes: 2,
      // W by columns, b, w, b.
      parameters: Float64Array.of(1, 3, 5, 2, 4, 6, 0.1, 0.2, 0.3, 7, 8, 9, -1),
      pace: { learningRate: 0.7 },
      optimiser: { kind: 'gradient-descent' },
      batch: 'full',
      l2: 0,
      trainShare: 1,
      step: 5,
      loss: 0.25,
      data: { ...defaults.circles, seed: 3 },
      notices: [],
    });
  });

  it('may be no more than its layers', () => {
    const { layers, format, version } = small;
    const opened = readModelFile(`\uFEFF${JSON.stringify({ layers, format, version })}`);
    expect(Object.keys(opened).sort()).toEqual(
      ['model', 'inputs', 'classes', 'parameters', 'notices'].sort(),
    );
  });

  it('may hold what is not known here: it is left alone, and named', () => {
    const strange = text({ author: 'me' }).replace('"layers":', '"__proto__":{"step":9},"layers":');
    const opened = readModelFile(strange);
    expect(opened.step).toBe(5);
    expect(opened.notices).toEqual([
      '"__proto__" is not known here, and was left alone.',
      '"author" is not known here, and was left alone.',
    ]);
    expect(readModelFile(withTraining({ learningRate: 3 })).notices).toEqual([
      '"training.learningRate" is not known here, and was left alone.',
    ]);
    expect(readModelFile(withLayer(1, { name: 'out' })).notices).toEqual([
      '"layers[1].name" is not known here, and was left alone.',
    ]);
    expect(readModelFile(text({ data: { sha256: 'ab' } }))).toMatchObject({
      notices: ['"data" is no recipe that is known here, and was left alone.'],
    });
  });

  it.each([
    ['momentum', { momentum: 0.5 }, { kind: 'momentum', momentum: 0.5 }],
    ['momentum', {}, optimisers.momentum],
    ['adam', { beta1: 0.8, epsilon: 1e-6 }, { ...optimisers.adam, beta1: 0.8, epsilon: 1e-6 }],
    ['adam', {}, optimisers.adam],
    ['gradient descent', { momentum: 0.9 }, optimisers['gradient-descent']],
  ])('trains by %s with %j', (optimiser, settings, expected) => {
    expect(readModelFile(withTraining({ optimiser, ...settings })).optimiser).toEqual(expected);
  });
});

describe('a wrong model file is refused by name, with what was expected and what came', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  it.each<[string, string, string]>([
    ['', 'file', 'A model file was expected, but this file is empty.'],
    ['  \n', 'file', 'A model file was expected, but this file is empty.'],
    ['x1,x2,label\n1,2,0', 'file', 'A model file is JSON, but this text is not'],
    ['{"format":', 'file', 'A model file is JSON, but this text is not'],
    ['{"a": NaN}', 'file', 'A model file is JSON, but this text is not'],
    [
      'null',
      'file',
      'A model file must be an object with "format", "version" and "layers", but got null.',
    ],
    ['[]', 'file', 'but got a list of 0.'],
    ['7', 'file', 'but got 7.'],
    ['"lines-that-learn/model"', 'file', 'but got "lines-that-learn/model".'],
    [deep, 'file', 'but got a list of 1.'],
    ['{}', 'format', 'format must be "lines-that-learn/model", but got nothing.'],
    [text({ format: 'onnx' }), 'format', 'but got "onnx".'],
    [text({ version: 2 }), 'version', 'version must be 1, but got 2.'],
    [text({ version: '1' }), 'version', 'version must be 1, but got "1".'],
    [
      text({ layers: undefined }),
      'layers',
      'layers must be a list of 1 to 7 layers, but got nothing.',
    ],
    [text({ layers: [] }), 'layers', 'but got a list of 0.'],
    [text({ layers: {} }), 'layers', 'but got an object.'],
    [text({ layers: new Array(8).fill(small.layers[0]) }), 'layers', 'but got a list of 8.'],
    [
      text({ layers: [null] }),
      'layers[0]',
      'an object with "weights", "bias" and "activation", but got null.',
    ],
    [
      withLayer(0, { weights: undefined }),
      'layers[0].weights',
      'a list of 1 to 64 rows, but got nothing.',
    ],
    [withLayer(0, { weights: [] }), 'layers[0].weights', 'but got a list of 0.'],
    [withLayer(0, { weights: new Array(65).fill([1, 2]) }), 'layers[0].weights', 'a list of 65.'],
    [
      withLayer(0, { weights: [1, 2, 3] }),
      'layers[0].weights[0]',
      'a list of 1 to 16 numbers, but got 1.',
    ],
    [withLayer(0, { weights: [new Array(17).fill(0)] }), 'layers[0].weights[0]', 'a list of 17.'],
    [
      withLayer(0, { weights: [[1, 2], [3], [5, 6]] }),
      'layers[0].weights[1]',
      'a list of 2 numbers, like the first row, but got a list of 1.',
    ],
    [
      withLayer(0, {
        weights: [
          [1, 2],
          [3, '4'],
          [5, 6],
        ],
      }),
      'layers[0].weights[1][1]',
      'layers[0].weights[1][1] must be a finite number, but got "4".',
    ],
    [
      withLayer(0, {
        weights: [
          [1, Number.NaN],
          [3, 4],
          [5, 6],
        ],
      }),
      'layers[0].weights[0][1]',
      'a finite number, but got null.',
    ],
    [text().replace('[5,6]', '[5,1e999]'), 'layers[0].weights[2][1]', 'but got Infinity.'],
    [
      text().replace('[5,6]', '[5,{"__proto__":1}]'),
      'layers[0].weights[2][1]',
      'but got an object.',
    ],
    [
      withLayer(0, { bias: [1, 2] }),
      'layers[0].bias',
      'a list of 3 numbers, the units of this layer, but got a list of 2.',
    ],
    [withLayer(0, { bias: 1 }), 'layers[0].bias', 'but got 1.'],
    [withLayer(1, { bias: [null] }), 'layers[1].bias[0]', 'a finite number, but got null.'],
    [
      withLayer(1, { weights: [[7, 8]] }),
      'layers[1].weights[0]',
      'a list of 3 numbers, the units of the layer before, but got a list of 2.',
    ],
    [withLayer(1, { weights: [[7, 8, 9, 10]] }), 'layers[1].weights[0]', 'but got a list of 4.'],
    [
      withLayer(0, { activation: 'swish' }),
      'layers[0].activation',
      '"softplus" or "identity", but got "swish".',
    ],
    [withLayer(0, { activation: 'step' }), 'layers[0].activation', 'but got "step".'],
    [withLayer(0, { activation: '__proto__' }), 'layers[0].activation', 'but got "__proto__".'],
    [withLayer(0, { activation: 'softmax' }), 'layers[0].activation', 'but got "softmax".'],
    [
      withLayer(1, { activation: 'tanh' }),
      'layers[1].activation',
      '"sigmoid" or "softmax", for it is the last layer, but got "tanh".',
    ],
    [
      withLayer(1, { activation: 'softmax' }),
      'layers[1].weights',
      '2 to 6 rows, one a class for softmax, but got a list of 1.',
    ],
    [
      withLayer(1, {
        weights: [
          [1, 2, 3],
          [4, 5, 6],
        ],
        bias: [0, 0],
      }),
      'layers[1].weights',
      '1 row, since sigmoid gives the probability of class 1 alone, but got a list of 2.',
    ],
    [text({ training: 'adam' }), 'training', 'but got "adam".'],
    [
      withTraining({ optimiser: 'Adam' }),
      'training.optimiser',
      '"gradient descent" or "momentum" or "adam", but got "Adam".',
    ],
    [
      withTraining({ optimiser: 'adam', beta2: 1 }),
      'training.beta2',
      'training.beta2 must be a number from 0 to below 1, but got 1.',
    ],
    [withTraining({ optimiser: 'momentum', momentum: null }), 'training.momentum', 'but got null.'],
    [withTraining({ rate: 0 }), 'training.rate', 'a finite number above 0, but got 0.'],
    [withTraining({ rate: '0.7' }), 'training.rate', 'but got "0.7".'],
    [
      withTraining({ batch: 0 }),
      'training.batch',
      'training.batch must be full, or a whole number of at least 1, but got 0.',
    ],
    [withTraining({ batch: 'all' }), 'training.batch', 'but got "all".'],
    [
      withTraining({ l2: -1 }),
      'training.l2',
      'training.l2 must be a number from 0 to 1000, but got -1.',
    ],
    [
      withTraining({ trainShare: 0 }),
      'training.trainShare',
      'a number above 0 and up to 1, but got 0.',
    ],
    [withTraining({ seed: 0.5 }), 'training.seed', 'but got 0.5.'],
    [withTraining({ standardise: 1 }), 'training.standardise', 'true or false, but got 1.'],
    [
      withTraining({ objective: 'hinge' }),
      'training.objective',
      '"cross-entropy" or "squared", but got "hinge".',
    ],
    [withTraining({ features: 'squares' }), 'training.features', 'but got "squares".'],
    [text({ step: -1 }), 'step', 'a whole number of at least 0, but got -1.'],
    [text({ step: 1.5 }), 'step', 'but got 1.5.'],
    [text({ loss: null }), 'loss', 'a finite number, but got null.'],
    [
      text({ memory: [1] }),
      'memory',
      'a list of 0 numbers, what this optimiser remembers, but got a list of 1.',
    ],
    [text({ inputs: ['x'] }), 'inputs', 'a list of 2, one for each input, but got a list of 1.'],
    [
      text({ data: { name: 'circles', noise: -1 } }),
      'data',
      'circles: noise must be a number from 0 to 100, but got -1.',
    ],
  ])('%#: %.60s', (file, field, message) => {
    let error: unknown;
    try {
      readModelFile(file);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ModelFileError);
    expect((error as ModelFileError).message).toContain(message);
    expect((error as ModelFileError).field).toBe(field);
    expect((error as ModelFileError).message.length).toBeLessThan(300);
  });

  it('and one that is far too long is not read', () => {
    expect(() => readModelFile(' '.repeat(LONGEST_MODEL_FILE + 1))).toThrow(
      'A model file has at most 20 million characters, but this one has 20.0 million.',
    );
  });

  it('whatever the text, it is a model or a ModelFileError', () => {
    const valid = text();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc
            .tuple(fc.nat(valid.length - 1), fc.nat(3), fc.string({ maxLength: 3 }))
            .map(([at, cut, put]) => valid.slice(0, at) + put + valid.slice(at + cut)),
        ),
        (damaged) => {
          try {
            const { parameters } = readModelFile(damaged);
            expect(parameters.every(Number.isFinite)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(ModelFileError);
          }
        },
      ),
      { numRuns: 3000, seed: 1 },
    );
  });
});

/** Runs of every kind of network, on points of any number of inputs and classes, with any numbers. */
const anyRun = fc
  .record({
    d: fc.integer({ min: 1, max: 16 }),
    classes: fc.integer({ min: 2, max: 6 }),
    hidden: fc.array(
      fc.record({
        units: fc.integer({ min: 1, max: 6 }),
        activation: fc.constantFrom(...activationNames),
      }),
      { maxLength: 6 },
    ),
    softmax: fc.boolean(),
    loss: fc.constantFrom('cross-entropy', 'squared'),
    optimiser: fc.constantFrom(
      ...Object.values(optimisers),
      { kind: 'momentum', momentum: 1 / 3 } as const,
      { kind: 'adam', beta1: 0.1 + 0.2, beta2: 0.7, epsilon: 1e-12 } as const,
    ),
    batch: fc.constantFrom('full', 1, 3, 7),
    l2: fc.double({ min: 0, max: 1000, noNaN: true }),
    trainShare: fc.constantFrom(1, 0.5, 0.1 + 0.2),
    standardise: fc.boolean(),
    seed: fc.integer({ min: 0, max: 4294967295 }),
    rate: fc.double({ min: Number.MIN_VALUE, max: 1e300, noNaN: true }),
    step: fc.integer({ min: 0, max: 1_000_000 }),
    numbers: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 7,
      maxLength: 40,
    }),
  })
  .map((given) => {
    const classes = given.softmax ? given.classes : 2;
    const cell = (i: number, j: number) => ((i * 37 + j * 11) % 23) / 7 + (i % 3) * j;
    const data: DataRecipe = {
      name: 'table',
      inputNames: Array.from({ length: given.d }, (_, j) => `“x” ${j}\n`),
      classNames: Array.from({ length: classes }, (_, k) => `class ${k}`),
      inputs: Array.from({ length: 4 * classes }, (_, i) =>
        Array.from({ length: given.d }, (_, j) => cell(i, j) + i / 100),
      ),
      labels: Array.from({ length: 4 * classes }, (_, i) => i % classes),
    };
    const setup = checkSetup({
      data,
      model: {
        kind: 'network',
        hidden: given.hidden,
        output: given.softmax ? 'softmax' : 'sigmoid',
        loss: given.loss,
      },
      standardise: given.standardise,
      start: { kind: 'zero' },
      batch: given.batch,
      l2: given.l2,
      optimiser: given.optimiser,
      trainShare: given.trainShare,
      seed: given.seed,
    });
    const start = createTrainer(setup).snapshot();
    const filled = (array: Float64Array) =>
      array.map((_, i) => given.numbers[i % given.numbers.length] as number);
    const snapshot = {
      ...start,
      step: given.step,
      parameters: filled(start.parameters),
      loss: given.numbers[0] as number,
      ...(start.memory && { memory: filled(start.memory) }),
    };
    return { run: { setup, pace: { learningRate: given.rate } } satisfies RunSpec, snapshot };
  });

describe('a model saved', () => {
  it('and opened is the same, bit for bit', () => {
    fc.assert(
      fc.property(anyRun, ({ run: { setup, pace }, snapshot }) => {
        const opened = readModelFile(writeModelFile({ setup, pace }, snapshot));
        expect(opened.notices).toEqual([]);
        expect(opened.model).toEqual(setup.model);
        expect(opened.parameters).toEqual(snapshot.parameters); // tells −0 from 0
        expect(opened.memory).toEqual(snapshot.memory);
        expect(opened.data).toEqual(setup.data);
        expect(opened.pace).toEqual(pace);
        expect(opened.loss).toBe(snapshot.loss);
        expect(opened.step).toBe(snapshot.step);
        expect(opened.batch).toBe(setup.batch);
        expect(opened.l2).toBe(setup.l2);
        expect(opened.seed).toBe(setup.seed);
        expect(opened.trainShare).toBe(setup.trainShare ?? 1);
        expect(opened.standardise ?? false).toBe(setup.standardise ?? false);
        expect(opened.optimiser).toEqual(setup.optimiser ?? optimisers['gradient-descent']);
      }),
      { numRuns: 300 },
    );
  });

  it('and opened trains on as if it had never left, batches and memory too', () => {
    for (const optimiser of Object.values(optimisers)) {
      const run: RunSpec = {
        setup: checkSetup({
          data: { name: 'spiral', classes: 3, count: 60 },
          model: {
            kind: 'network',
            hidden: [{ units: 5, activation: 'tanh' }],
            output: 'softmax',
            loss: 'cross-entropy',
          },
          start: { kind: 'glorot', seed: 4 },
          batch: 7,
          optimiser,
          trainShare: 0.7,
          seed: 9,
          standardise: true,
        }),
        pace: { learningRate: 0.05 },
      };
      const trainer = createTrainer(run.setup);
      const there = trainer.advance(33, run.pace);
      const on = trainer.advance(20, run.pace);
      const opened = readModelFile(writeModelFile(run, there));
      const again = openRun(opened, present, opened.data!);
      expect(again.pace).toEqual(run.pace);
      expect(createTrainer(again.setup, again.origin).snapshot().loss).toBe(there.loss);
      expect(createTrainer(again.setup, again.origin).advance(20, again.pace)).toEqual(on);
    }
  });

  it('from the figures of the course as well: a line, and the classic perceptron', () => {
    const models = [
      { kind: 'logistic' },
      { kind: 'mlp', units: 3, activation: 'sigmoid' },
    ] as const;
    for (const model of models) {
      const setup = checkSetup({ data: defaults.circles, model, start: { kind: 'normal' } });
      const run = { setup, pace: { learningRate: 0.5 } };
      const there = createTrainer(setup).advance(40, run.pace);
      const opened = readModelFile(writeModelFile(run, there));
      const again = openRun(opened, present, opened.data!);
      const { loss, parameters } = createTrainer(again.setup, again.origin).snapshot();
      expect(parameters).toEqual(there.parameters);
      expect(loss).toBeCloseTo(there.loss, 14);
    }
  });

  it('keeps the map of features, and names each input with its scale', () => {
    const setup = checkSetup({
      data: defaults.circles,
      features: { kind: 'named', name: 'quadratic' },
      standardise: true,
      model: { kind: 'logistic' },
    });
    const file = writeModelFile(
      { setup, pace: { learningRate: 1 } },
      createTrainer(setup).snapshot(),
    );
    const { inputs } = JSON.parse(file);
    expect(inputs.map(({ name }: { name: string }) => name)).toEqual([
      ...['x₁', 'x₂', 'x₁²', 'x₂²', 'x₁·x₂'],
    ]);
    expect(inputs[2].mean).toBeGreaterThan(0.1);
    expect(inputs[2].deviation).toBeGreaterThan(0.1);
    expect(readModelFile(file)).toMatchObject({ features: setup.features, standardise: true });
  });
});

describe('a model opened on data', () => {
  it('takes what it does not say from the settings at hand', () => {
    const opened = readModelFile(text({ training: { rate: 0.7 }, step: undefined }));
    const at = { ...present, setup: checkSetup({ ...present.setup, l2: 0.25, batch: 10 }) };
    const run = openRun(opened, at, defaults.moons);
    expect(run.setup).toMatchObject({ l2: 0.25, batch: 10, data: defaults.moons });
    expect(run.pace).toEqual({ learningRate: 0.7 });
    expect(run.origin).toBeUndefined();
  });

  it('refuses data of another number of inputs or classes', () => {
    const opened = readModelFile(withLayer(0, { weights: [[1], [2], [3]] }));
    expect(() => openRun(opened, present, defaults.circles)).toThrow(
      'This model takes 1 inputs, but these data have 2.',
    );
    const three = { ...defaults.blobs, classes: 3 };
    expect(() => openRun(readModelFile(text()), present, three)).toThrow(
      'This model tells 2 classes apart, but the data have 3.',
    );
    const four = withLayer(1, {
      weights: new Array(4).fill([1, 2, 3]),
      bias: [0, 0, 0, 0],
      activation: 'softmax',
    });
    expect(() => openRun(readModelFile(four), present, three)).toThrow(
      'This model tells 4 classes apart, but these data have 3.',
    );
  });

  it('begins at step 0 where the order of the batches could not be found again in time', () => {
    const far = readModelFile(text({ step: Number.MAX_SAFE_INTEGER, training: { batch: 1 } }));
    const started = performance.now();
    expect(openRun(far, present, defaults.circles).origin).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
