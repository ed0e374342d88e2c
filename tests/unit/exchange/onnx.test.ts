import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { makeDataset } from '../../../src/data/datasets.ts';
import { makeFeatures, mapDataset } from '../../../src/data/features.ts';
import { toRows } from '../../../src/data/matrix.ts';
import { onnxModel } from '../../../src/exchange/programs/onnx.ts';
import { createTrainer, setupData } from '../../../src/training/trainer.ts';
import { cases, pythonWith, trained } from './trained-runs.ts';

// Another language takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'lines-that-learn-'));
afterAll(() => rmSync(folder, { recursive: true }));

const onnxruntime = pythonWith('onnxruntime');
const names = Object.keys(cases);

/** The points as the ONNX model takes them: in their own units. */
function ownUnits(name: string) {
  const { setup } = cases[name]!.run;
  const { train } = setupData(setup);
  const [d, n] = [train.inputs.columns, train.labels.length];
  const { means = new Array(d).fill(0), deviations = new Array(d).fill(1) } = train.scale ?? {};
  const rows = toRows(train.inputs).map((row) => row.map((x, j) => means[j]! + deviations[j]! * x));
  return { rows, labels: [...train.labels], n, d };
}

/** The loss that the page shows, from what the ONNX model answers. */
function lossFrom(name: string, logits: ArrayLike<number>, probabilities: ArrayLike<number>) {
  const { run, snapshot } = trained(name);
  const { labels, n } = ownUnits(name);
  const { model, l2 } = run.setup;
  const K = logits.length / n;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const own = (values: ArrayLike<number>) =>
      Array.from({ length: K }, (_, k) => values[i * K + k] as number);
    const [z, p, y] = [own(logits), own(probabilities), labels[i] as number];
    if (model.kind === 'network' && model.loss === 'squared')
      for (let k = 0; k < K; k++) sum += (p[k]! - (K === 1 ? y : k === y ? 1 : 0)) ** 2;
    else sum -= Math.log(K > 1 ? p[y]! : y === 1 ? p[0]! : 1 - p[0]!);
    expect(p[0]).toBeCloseTo(
      K === 1
        ? 1 / (1 + Math.exp(-z[0]!))
        : Math.exp(z[0]!) / z.reduce((a, s) => a + Math.exp(s), 0),
      5,
    );
  }
  const penalty = snapshot.loss - createTrainer({ ...run.setup, l2: 0 }, snapshot).snapshot().loss;
  return sum / n + (l2 === 0 ? 0 : penalty);
}

describe('the ONNX model', () => {
  it.each(names)('gives the loss of the page, as far as 32 bits go: %s', async (name) => {
    const { run, snapshot } = trained(name);
    const { rows, n, d } = ownUnits(name);
    const session = await ort.InferenceSession.create(onnxModel(run, snapshot));
    expect(session.inputNames).toEqual(['points']);
    const points = new ort.Tensor('float32', Float32Array.from(rows.flat()), [n, d]);
    const { logits, probabilities } = await session.run({ points });
    const loss = lossFrom(name, logits!.data as Float32Array, probabilities!.data as Float32Array);
    expect(Math.abs(loss - snapshot.loss)).toBeLessThan(1e-5);
  });

  it('takes points in their own units where they were standardised', () => {
    const name = 'standardised penguins by Adam, mean squares, every other activation';
    const [first] = ownUnits(name).rows;
    expect(first![0]).toBeCloseTo(39.1, 6); // the first penguin of the file: 39.1 mm, 18.7 mm
    expect(first![1]).toBeCloseTo(18.7, 6);
  });

  it('takes φ(x) where features were used', () => {
    const name = 'one output and mean squares, on features';
    const { data } = cases[name]!.run.setup;
    const features = makeFeatures({ kind: 'named', name: 'quadratic' });
    expect(ownUnits(name).rows).toEqual(toRows(mapDataset(makeDataset(data), features).inputs));
  });

  it.skipIf(onnxruntime === undefined)('is taken by Python’s onnxruntime too', () => {
    for (const name of names) {
      const { run, snapshot } = trained(name);
      const { rows } = ownUnits(name);
      writeFileSync(join(folder, 'model.onnx'), onnxModel(run, snapshot));
      writeFileSync(join(folder, 'points.json'), JSON.stringify(rows));
      const script = `
import json, numpy, onnxruntime
points = numpy.array(json.load(open(${JSON.stringify(join(folder, 'points.json'))})), dtype="float32")
session = onnxruntime.InferenceSession(${JSON.stringify(join(folder, 'model.onnx'))}, providers=["CPUExecutionProvider"])
logits, probabilities = session.run(["logits", "probabilities"], {"points": points})
print(json.dumps([logits.ravel().tolist(), probabilities.ravel().tolist()]))
`;
      const output = execFileSync(onnxruntime!, ['-c', script], { encoding: 'utf8' });
      const [logits, probabilities] = JSON.parse(output);
      expect(Math.abs(lossFrom(name, logits, probabilities) - snapshot.loss)).toBeLessThan(1e-5);
    }
  });
});
