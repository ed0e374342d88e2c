import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DataRecipe, defaults } from '../../../src/data/datasets.ts';
import { formatLink, LARGEST_STATE, LONGEST_LINK, parseLink } from '../../../src/exchange/link.ts';
import { activationNames } from '../../../src/model/activations.ts';
import { startNames } from '../../../src/model/starts.ts';
import { optimisers } from '../../../src/training/optimisers.ts';
import type { RunSpec } from '../../../src/training/run.ts';
import { checkSetup } from '../../../src/training/setup.ts';
import { createTrainer } from '../../../src/training/trainer.ts';

/** A link written by another hand: Node's own deflate and base64url around any JSON. */
const linkOf = (json: unknown, version = 1) =>
  `${version}.${deflateRawSync(typeof json === 'string' ? json : JSON.stringify(json)).toString('base64url')}`;

const run: RunSpec = {
  setup: checkSetup({
    data: { ...defaults.moons, seed: 7 },
    model: {
      kind: 'network',
      hidden: [{ units: 4, activation: 'tanh' }],
      output: 'sigmoid',
      loss: 'cross-entropy',
    },
    start: { kind: 'glorot', seed: 3 },
    batch: 16,
    l2: 0.01,
    optimiser: optimisers.adam,
    trainShare: 0.8,
    seed: 5,
  }),
  pace: { learningRate: 0.1 + 0.2 },
};
type Change = Record<string, unknown>;
const withSetup = (change: Change) => linkOf({ ...run, setup: { ...run.setup, ...change } });
const withModel = (change: Change) => withSetup({ model: { ...run.setup.model, ...change } });
const withHidden = (...hidden: unknown[]) => withModel({ hidden });
const hiddenOf = (parsed: RunSpec | undefined) =>
  parsed?.setup.model.kind === 'network' ? parsed.setup.model.hidden : undefined;

describe('a link to a run', () => {
  it('gives the same numbers to the last digit', async () => {
    const link = await formatLink(run, 137);
    const parsed = await parseLink(link!);
    expect(parsed).toEqual({ run, step: 137, notices: [] });
    expect(createTrainer(parsed.run!.setup).advance(137, parsed.run!.pace)).toEqual(
      createTrainer(run.setup).advance(137, run.pace),
    );
  });

  it('may hold the weights and what the optimiser remembers, and goes on from there', async () => {
    const trainer = createTrainer(run.setup);
    const there = trainer.advance(41, run.pace);
    const { step, parameters, memory } = there;
    const origin = { step, parameters, ...(memory && { memory }) };
    const parsed = await parseLink((await formatLink({ ...run, origin }))!);
    expect(parsed).toEqual({ run: { ...run, origin }, notices: [] });
    expect(createTrainer(parsed.run!.setup, parsed.run!.origin).advance(20, run.pace)).toEqual(
      trainer.advance(20, run.pace),
    );
  });

  it('is written in letters that every address takes as they are', async () => {
    expect(await formatLink(run)).toMatch(/^1\.[A-Za-z0-9_-]{100,500}$/);
  });

  it('is not written when it would be too long: then a file is the way', async () => {
    const many = {
      ...run.setup,
      data: {
        name: 'points',
        inputs: Array.from({ length: 900 }, (_, i): [number, number] => [Math.sin(i), Math.cos(i)]),
        labels: Array.from({ length: 900 }, (_, i) => i % 2),
      },
    } as const;
    expect(await formatLink({ ...run, setup: many })).toBeUndefined();
    const zeros = { step: 1, parameters: new Float64Array(40_000) };
    expect(await formatLink({ ...run, origin: zeros })).toBeUndefined();
  });

  const table: DataRecipe = {
    name: 'table',
    inputNames: ['<b>', '__proto__', 'ü'],
    classNames: ['-0', 'b'],
    inputs: [
      [0.1, -0, 5e-324],
      [1e15, 2, 3],
      [4, 5, 6],
    ],
    labels: [0, 1, 1],
  };
  const seed = fc.integer({ min: 0, max: 4294967295 });
  const anyData = fc.oneof(
    fc.record({
      name: fc.constant('blobs'),
      count: fc.integer({ min: 12, max: 40 }),
      classes: fc.integer({ min: 2, max: 6 }),
      distance: fc.double({ min: 0, max: 100, noNaN: true }),
      noise: fc.double({ min: 0, max: 100, noNaN: true }),
      seed,
    }),
    fc.record({
      name: fc.constant('circles'),
      count: fc.integer({ min: 2, max: 40 }),
      centre: fc.tuple(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: -100, max: 100, noNaN: true }),
      ),
      noise: fc.double({ min: 0, max: 100, noNaN: true }),
      seed,
    }),
    fc.constantFrom(table, defaults.points, defaults.penguins, { ...defaults.xor, count: 20 }),
  );
  const anyState = fc
    .record({
      data: anyData,
      hidden: fc.array(
        fc.record({
          units: fc.integer({ min: 1, max: 64 }),
          activation: fc.constantFrom(...activationNames),
        }),
        { maxLength: 6 },
      ),
      softmax: fc.boolean(),
      loss: fc.constantFrom('cross-entropy', 'squared'),
      start: fc.record({ kind: fc.constantFrom(...startNames), seed }),
      batch: fc.oneof(fc.constant('full'), fc.integer({ min: 1, max: 100 })),
      l2: fc.double({ min: 0, max: 1000, noNaN: true }),
      optimiser: fc.oneof(
        fc.constantFrom(...Object.values(optimisers)),
        fc.record({
          kind: fc.constant('momentum'),
          momentum: fc.double({ min: 0, max: 0.999, noNaN: true }),
        }),
      ),
      trainShare: fc.constantFrom(1, 0.5, 0.1 + 0.2),
      standardise: fc.boolean(),
      seed,
      learningRate: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      steps: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      step: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
    })
    .map(({ hidden, softmax, loss, learningRate, steps, step, ...rest }) => {
      const many = 'classes' in rest.data && rest.data.classes !== 2;
      const model = {
        ...{ kind: 'network', hidden, loss },
        output: softmax || many ? 'softmax' : 'sigmoid',
      };
      try {
        const setup = checkSetup({ ...rest, model });
        const pace = { learningRate };
        const trainer = createTrainer(setup);
        const there = steps === undefined ? undefined : trainer.advance(steps, pace);
        const origin = there && {
          step: there.step,
          parameters: there.parameters,
          ...(there.memory && { memory: there.memory }),
        };
        return { run: { setup, pace, ...(origin && { origin }) } as RunSpec, step };
      } catch {
        return undefined; // not to be trained, as one class alone
      }
    });

  // Case 16.
  it('comes back as it was written, whatever the run', async () => {
    let [whole, long] = [0, 0];
    await fc.assert(
      fc.asyncProperty(anyState, async (state) => {
        fc.pre(state !== undefined);
        const link = await formatLink(state.run, state.step);
        if (link === undefined) {
          long++;
          return;
        }
        expect(link.length).toBeLessThanOrEqual(LONGEST_LINK);
        const parsed = await parseLink(link);
        expect(parsed.notices).toEqual([]);
        expect(parsed.run).toEqual(state.run);
        expect(parsed.step).toBe(state.step);
        whole++;
      }),
      { numRuns: 1000, seed: 3 },
    );
    expect(whole).toBeGreaterThan(500);
    expect(long).toBeGreaterThan(50);
  });

  const link = linkOf({ ...run, step: 3 });
  const json = JSON.stringify({ ...run, origin: { step: 2, parameters: [1, 2] }, step: 3 });
  const mutated = fc.oneof(
    fc.string(),
    fc.string().map((text) => `1.${text}`),
    fc.nat(link.length - 1).map((end) => link.slice(0, end)),
    fc
      .tuple(fc.nat(link.length - 1), fc.constantFrom(...'AZaz09-_. %<'))
      .map(([at, letter]) => link.slice(0, at) + letter + link.slice(at + 1)),
    fc
      .tuple(fc.nat(json.length - 1), fc.nat(4), fc.constantFrom('', '0', '"', '}', '-1e9', 'null'))
      .map(([at, cut, put]) => linkOf(json.slice(0, at) + put + json.slice(at + cut))),
    fc.json().map((text) => linkOf(text)),
    fc.json().map((text) => linkOf(`{"setup":${text},"pace":${text},"origin":${text}}`)),
    fc
      .tuple(fc.constantFrom(...Object.keys(run.setup)), fc.jsonValue())
      .map(([field, value]) => withSetup({ [field]: value })),
    fc
      .tuple(fc.constantFrom('kind', 'hidden', 'output', 'loss'), fc.jsonValue())
      .map(([field, value]) => withModel({ [field]: value })),
  );

  it('however damaged, never throws: what comes of it can be trained, or nothing is used', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const parsed = await parseLink(text);
        if (parsed.run) createTrainer(parsed.run.setup, parsed.run.origin);
        else expect(parsed.notices).toHaveLength(1);
        for (const notice of parsed.notices) expect(notice).toMatch(/^.{10,500}\.$/s);
      }),
      { numRuns: 2000, seed: 2 },
    );
  });
});

// The cases of a bad address that concern links, by their numbers.
describe('a bad link', () => {
  it.each<[unknown, number | string]>([
    ['abc', 'case 1'],
    ['', 'case 1'],
    ['0x10', 'case 1'],
    ['1,5', 'case 1'],
    ['NaN', 'case 2'],
    [null, 'case 2: what JSON makes of NaN'],
  ])('with a rate of %j gets the default and one notice (%s)', async (learningRate) => {
    const { run: parsed, notices } = await parseLink(linkOf({ ...run, pace: { learningRate } }));
    expect(parsed?.pace).toEqual({ learningRate: 2 });
    expect(parsed?.setup).toEqual(run.setup);
    expect(notices).toEqual([
      `The learning rate should be a number from 0.000001 to 1000000, but the link says ${JSON.stringify(learningRate)}; 2 is used.`,
    ]);
  });

  it('with 1e309 for a number gets the default and one notice (case 2)', async () => {
    const text = JSON.stringify(run).replace(String(run.pace.learningRate), '1e309');
    const { run: parsed, notices } = await parseLink(linkOf(text));
    expect(parsed?.pace).toEqual({ learningRate: 2 });
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('Infinity');
  });

  it('with a rate of 0 or less gets the least that is allowed (case 3)', async () => {
    for (const learningRate of [0, -3]) {
      const { run: parsed, notices } = await parseLink(linkOf({ ...run, pace: { learningRate } }));
      expect(parsed?.pace).toEqual({ learningRate: 1e-6 });
      expect(notices).toHaveLength(1);
    }
  });

  it('with 100,000 units or sixty layers gets the most that is allowed, at once (case 4)', async () => {
    const started = performance.now();
    const wide = await parseLink(withHidden({ units: 100_000, activation: 'tanh' }));
    expect(hiddenOf(wide.run)).toEqual([{ units: 64, activation: 'tanh' }]);
    expect(wide.notices).toHaveLength(1);
    const deep = await parseLink(
      withHidden(...new Array(60).fill({ units: 64, activation: 'relu' })),
    );
    expect(hiddenOf(deep.run)).toHaveLength(6);
    expect(deep.notices).toEqual([
      'hidden should be at most 6 layers, but the link says 60; the first 6 are used.',
    ]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('with −1, 0 or 1.5 units gets a whole number of at least 1 (case 5)', async () => {
    for (const [units, used] of [
      [-1, 1],
      [0, 1],
      [1.5, 2],
    ]) {
      const { run: parsed, notices } = await parseLink(withHidden({ units, activation: 'tanh' }));
      expect(hiddenOf(parsed)).toEqual([{ units: used, activation: 'tanh' }]);
      expect(notices).toHaveLength(1);
    }
  });

  it('with batches of 0 points gets 1, and with a thousand million takes all (case 6)', async () => {
    const none = await parseLink(withSetup({ batch: 0 }));
    expect(none.run?.setup.batch).toBe(1);
    expect(none.notices).toHaveLength(1);
    const huge = await parseLink(withSetup({ batch: 1e9, optimiser: optimisers.momentum }));
    expect(createTrainer(huge.run!.setup).advance(3, run.pace).epoch).toBe(3);
  });

  it('with a train share of 0 or 1000 % keeps a point on either side (case 7)', async () => {
    for (const trainShare of [0, 10, -1]) {
      const { run: parsed, notices } = await parseLink(withSetup({ trainShare }));
      expect(notices).toHaveLength(1);
      expect(createTrainer(parsed!.setup).snapshot().test).toBeDefined();
    }
  });

  it.each(['__proto__', 'constructor', 'toString', 'swish', '../index', 'a"]>'])(
    'with an activation “%s” gets the default (cases 8 and 11)',
    async (activation) => {
      const { run: parsed, notices } = await parseLink(withHidden({ units: 4, activation }));
      expect(hiddenOf(parsed)).toEqual([{ units: 4, activation: 'sigmoid' }]);
      expect(notices).toHaveLength(1);
      expect(notices[0]).toContain('one of sigmoid, tanh');
    },
  );

  it.each(['__proto__', 'constructor', 'nonsense'])(
    'with a data set “%s” gets the default (case 8)',
    async (name) => {
      const { run: parsed, notices } = await parseLink(withSetup({ data: { name } }));
      expect(parsed?.setup.data).toEqual(defaults.circles);
      expect(notices).toHaveLength(1);
    },
  );

  it('with unknown, repeated or borrowed keys is read without them (case 9)', async () => {
    const text = JSON.stringify(run)
      .replace('{"setup":{', '{"__proto__":{"a":1},"x":1,"setup":{"__proto__":{},"seed":9,"y":2,')
      .replace('"data":{', '"data":{"__proto__":1,"constructor":2,');
    expect(await parseLink(linkOf(text))).toEqual({ run, notices: [] });
    expect(Reflect.get({}, 'a')).toBeUndefined();
  });

  it('with markup in it says it as text, and no more than its beginning (case 10)', async () => {
    const name = `<script>alert(1)</script>${'x'.repeat(2000)}`;
    const { notices } = await parseLink(withSetup({ data: { name } }));
    expect(notices.join()).toContain('<script>');
    expect(notices.join().length).toBeLessThan(300);
  });

  it.each([
    ['a broken percent sign', '1.%E0%A4%A'],
    ['no version', 'abcdef'],
    ['nothing', ''],
    ['a version alone', '1.'],
    ['half of it', wholeLink().slice(0, 60)],
    ['no base64', '1.?!'],
    ['base64 of no length that there is', '1.abcde'],
    ['base64 of nothing deflated', '1.aGVsbG8gd29ybGQ'],
    ['something else than JSON', linkOf('hello')],
    ['JSON of no run', linkOf([1, 2])],
    ['an empty object', linkOf({})],
    [
      'bytes that are no text',
      `1.${deflateRawSync(Buffer.from([0xff, 0xfe])).toString('base64url')}`,
    ],
  ])('of %s is damaged: defaults, and one notice (case 12)', async (_, text) => {
    expect(await parseLink(text)).toEqual({
      notices: ['This link is damaged. The defaults are shown.'],
    });
  });

  it('of 100 kB is refused unread, and no bomb unfolds (case 13)', async () => {
    expect(await parseLink(`1.${'A'.repeat(100_000)}`)).toEqual({
      notices: [
        'This link holds 100002 characters; at most 4096 are read. The defaults are shown.',
      ],
    });
    const bomb = linkOf(`{"setup":"${' '.repeat(2_500_000)}"}`);
    expect(bomb.length).toBeLessThanOrEqual(LONGEST_LINK);
    expect(await parseLink(bomb)).toEqual({
      notices: [
        `This link unfolds to more than ${LARGEST_STATE} bytes and was not read. The defaults are shown.`,
      ],
    });
  });

  it('of another version is refused, and says so (case 14)', async () => {
    expect(await parseLink(linkOf(run, 2))).toEqual({
      notices: ['This link is of version 2, but version 1 is read here. The defaults are shown.'],
    });
  });

  it('leaves nothing behind for the next one (case 15)', async () => {
    const good = linkOf(run);
    const before = await parseLink(good);
    await parseLink(withSetup({ data: { name: '__proto__' } }));
    expect(await parseLink(good)).toEqual(before);
  });

  it('of parts that do not fit each other can be trained all the same', async () => {
    const blobs = { ...defaults.blobs, classes: 4 };
    const classes = await parseLink(withSetup({ data: blobs }));
    expect(classes.run?.setup).toMatchObject({ data: blobs, model: { output: 'softmax' } });
    expect(classes.notices).toEqual([
      'This model tells 2 classes apart, but the data have 4. The output is softmax.',
    ]);
    const start = await parseLink(withSetup({ start: { kind: 'given', values: [1, 2] } }));
    expect(start.run?.setup.start).toEqual({ kind: 'uniform', seed: 1 });
    expect(start.notices).toHaveLength(1);
    const place = await parseLink(linkOf({ ...run, origin: { step: 3, parameters: [1] } }));
    expect(place.run).toEqual(run);
    expect(place.notices).toHaveLength(1);
    const parameters = [...createTrainer(run.setup).snapshot().parameters];
    const far = await parseLink(linkOf({ ...run, origin: { step: 1e12, parameters } }));
    expect(far.notices.join()).toContain('too far');
    expect(far.run?.origin).toBeUndefined();
    const oneClass = { ...defaults.points, labels: [0, 0, 0, 0] };
    expect((await parseLink(withSetup({ data: oneClass }))).notices).toHaveLength(1);
    const features = { kind: 'expressions', text: '1/(x1 - x1)' };
    const infinite = await parseLink(withSetup({ features }));
    expect(infinite.run?.setup.features).toEqual({ kind: 'named', name: 'identity' });
    expect(infinite.notices).toHaveLength(1);
  });

  it('takes what cannot be used from the page’s own defaults, when it has some', async () => {
    const usual: RunSpec = { ...run, pace: { learningRate: 0.5 } };
    const text = linkOf({ setup: { ...run.setup, data: 7, model: 'x' }, pace: 'fast' });
    const parsed = await parseLink(text, usual);
    expect(parsed.run?.pace).toEqual({ learningRate: 0.5 });
    expect(parsed.run?.setup.data).toEqual(run.setup.data);
    expect(parsed.run?.setup.model).toEqual(run.setup.model);
  });
});

function wholeLink() {
  return linkOf(run);
}
