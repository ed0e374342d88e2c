import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { address, visit } from './site.ts';

/**
 * A network as a textbook has it, point by point in lists of lists, sharing nothing with the site's code:
 * the losses of a table and a model that are opened in the playground are compared with it.
 */
interface Layer {
  weights: number[][];
  bias: number[];
  activation: string;
}
interface Training {
  optimiser: 'gradient descent' | 'momentum' | 'adam';
  rate: number;
  l2: number;
  objective?: 'cross-entropy' | 'squared';
}

const respond: Record<string, (s: number) => number> = {
  sigmoid: (s) => 1 / (1 + Math.exp(-s)),
  tanh: Math.tanh,
  relu: (s) => (s > 0 ? s : 0),
  'leaky-relu': (s) => (s > 0 ? s : 0.01 * s),
  softplus: (s) => Math.log(1 + Math.exp(s)),
  identity: (s) => s,
};
const slope: Record<string, (s: number) => number> = {
  sigmoid: (s) => respond['sigmoid']!(s) * (1 - respond['sigmoid']!(s)),
  tanh: (s) => 1 - Math.tanh(s) ** 2,
  relu: (s) => (s > 0 ? 1 : 0),
  'leaky-relu': (s) => (s > 0 ? 1 : 0.01),
  softplus: (s) => 1 / (1 + Math.exp(-s)),
  identity: () => 1,
};

/** ŷ of one point, and on the way each layer's inputs and scores. */
function pass(layers: readonly Layer[], x: readonly number[]) {
  const inputs: number[][] = [];
  const scores: number[][] = [];
  let h = [...x];
  for (const { weights, bias, activation } of layers) {
    inputs.push(h);
    const s = weights.map((row, k) => bias[k]! + row.reduce((sum, w, j) => sum + w * h[j]!, 0));
    scores.push(s);
    if (activation === 'softmax') {
      const e = s.map((z) => Math.exp(z - Math.max(...s)));
      const sum = e.reduce((a, b) => a + b, 0);
      h = e.map((value) => value / sum);
    } else h = s.map(respond[activation]!);
  }
  return { inputs, scores, answer: h };
}

const targetOf = (answer: readonly number[], label: number) =>
  answer.length === 1 ? [label] : answer.map((_, k) => (k === label ? 1 : 0));

function lossOf(
  layers: readonly Layer[],
  points: readonly number[][],
  labels: readonly number[],
  { l2, objective }: Training,
) {
  let sum = 0;
  points.forEach((x, i) => {
    const { answer } = pass(layers, x);
    const y = targetOf(answer, labels[i]!);
    if (objective === 'squared') sum += answer.reduce((t, p, k) => t + (p - y[k]!) ** 2, 0);
    else if (answer.length === 1) sum -= Math.log(y[0] === 1 ? answer[0]! : 1 - answer[0]!);
    else sum -= Math.log(answer[labels[i]!]!);
  });
  const squares = layers.flatMap(({ weights }) => weights.flat()).reduce((t, w) => t + w * w, 0);
  return sum / points.length + (l2 / 2) * squares;
}

function train(
  from: readonly Layer[],
  points: readonly number[][],
  labels: readonly number[],
  training: Training,
  steps: number,
): Layer[] {
  const layers = structuredClone(from) as Layer[];
  const zero = () =>
    layers.map(({ weights, bias }) => ({
      weights: weights.map((row) => row.map(() => 0)),
      bias: bias.map(() => 0),
    }));
  const [m, v] = [zero(), zero()];
  for (let step = 1; step <= steps; step++) {
    const g = zero();
    points.forEach((x, i) => {
      const { inputs, scores, answer } = pass(layers, x);
      const y = targetOf(answer, labels[i]!);
      let delta = answer.map((p, k) => p - y[k]!);
      if (training.objective === 'squared') {
        const d = delta;
        const product = d.reduce((t, value, k) => t + value * answer[k]!, 0);
        delta =
          answer.length === 1
            ? [2 * d[0]! * answer[0]! * (1 - answer[0]!)]
            : answer.map((p, k) => 2 * p * (d[k]! - product));
      }
      for (let l = layers.length - 1; l >= 0; l--) {
        const { weights } = layers[l]!;
        delta.forEach((d, k) => {
          g[l]!.bias[k]! += d / points.length;
          inputs[l]!.forEach((h, j) => {
            g[l]!.weights[k]![j]! += (d * h) / points.length;
          });
        });
        if (l === 0) break;
        delta = inputs[l]!.map((_, j) => {
          const back = delta.reduce((t, d, k) => t + d * weights[k]![j]!, 0);
          return back * slope[layers[l - 1]!.activation]!(scores[l - 1]![j]!);
        });
      }
    });
    const update = (
      theta: number[],
      gradient: number[],
      first: number[],
      second: number[],
      penalty: number,
    ) => {
      theta.forEach((value, j) => {
        const slopeHere = gradient[j]! + penalty * value;
        if (training.optimiser === 'gradient descent') theta[j]! -= training.rate * slopeHere;
        else if (training.optimiser === 'momentum') {
          first[j] = 0.9 * first[j]! + slopeHere;
          theta[j]! -= training.rate * first[j]!;
        } else {
          first[j] = 0.9 * first[j]! + 0.1 * slopeHere;
          second[j] = 0.999 * second[j]! + 0.001 * slopeHere ** 2;
          const mean = first[j]! / (1 - 0.9 ** step);
          const square = second[j]! / (1 - 0.999 ** step);
          theta[j]! -= (training.rate * mean) / (Math.sqrt(square) + 1e-8);
        }
      });
    };
    layers.forEach(({ weights, bias }, l) => {
      weights.forEach((row, k) => {
        update(row, g[l]!.weights[k]!, m[l]!.weights[k]!, v[l]!.weights[k]!, training.l2);
      });
      update(bias, g[l]!.bias, m[l]!.bias, v[l]!.bias, 0);
    });
  }
  return layers;
}

/** Numbers in [0, 1) without chance: the same in every run. */
const drawn = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
};

function problem(
  seed: number,
  sizes: readonly number[],
  activations: readonly string[],
  rows: number,
) {
  const random = drawn(seed);
  const outputs = sizes.at(-1)!;
  const classes = outputs === 1 ? 2 : outputs;
  const labels = Array.from({ length: rows }, (_, i) => i % classes);
  const points = labels.map((label) =>
    Array.from({ length: sizes[0]! }, (_, j) =>
      Number((1.4 * Math.cos(label * 2 + j) + 1.6 * random() + 2 * j).toFixed(3)),
    ),
  );
  const layers = activations.map((activation, l) => ({
    weights: Array.from({ length: sizes[l + 1]! }, () =>
      Array.from({ length: sizes[l]! }, () => Number((1.6 * random() - 0.8).toFixed(4))),
    ),
    bias: Array.from({ length: sizes[l + 1]! }, () => Number((0.4 * random() - 0.2).toFixed(4))),
    activation,
  }));
  return { points, labels, layers };
}

const cases: {
  name: string;
  sizes: number[];
  activations: string[];
  training: Training;
  modelFirst?: boolean;
  delimiter: string;
}[] = [
  {
    name: 'two inputs, two classes, tanh, gradient descent',
    sizes: [2, 4, 1],
    activations: ['tanh', 'sigmoid'],
    training: { optimiser: 'gradient descent', rate: 0.7, l2: 0 },
    delimiter: ',',
  },
  {
    name: 'three inputs, three classes, two layers, momentum and a penalty',
    sizes: [3, 5, 4, 3],
    activations: ['softplus', 'tanh', 'softmax'],
    training: { optimiser: 'momentum', rate: 0.03, l2: 0.01 },
    delimiter: ';',
  },
  {
    name: 'the model first, five inputs, squares, Adam',
    sizes: [5, 6, 3],
    activations: ['leaky-relu', 'softmax'],
    training: { optimiser: 'adam', rate: 0.01, l2: 0, objective: 'squared' },
    modelFirst: true,
    delimiter: '\t',
  },
  {
    name: 'no hidden layer',
    sizes: [2, 1],
    activations: ['sigmoid'],
    training: { optimiser: 'gradient descent', rate: 0.2, l2: 0.001 },
    delimiter: ',',
  },
];

const wakes = (page: Page) => expect(page.locator('astro-island[ssr]')).toHaveCount(0);

for (const { name, sizes, activations, training, modelFirst, delimiter } of cases)
  test(`/playground/ trains a table and a model of the reader’s own as plain loops do: ${name}`, async ({
    page,
  }) => {
    const troubles = await visit(page, address('/playground/'));
    await wakes(page);
    const { points, labels, layers } = problem(sizes.length + sizes[0]!, sizes, activations, 60);
    const header = [...points[0]!.map((_, j) => `measure ${j + 1}`), 'label'];
    const csv = [header, ...points.map((x, i) => [...x, `kind ${labels[i]}`])]
      .map((row) => row.join(delimiter))
      .join('\r\n');
    const model = JSON.stringify({
      format: 'lines-that-learn/model',
      version: 1,
      layers,
      training: { ...training, batch: 'full', trainShare: 1 },
    });
    const openData = () =>
      page.getByLabel('Open data (CSV)').setInputFiles({
        name: 'own.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(csv),
      });
    const openModel = () =>
      page.getByLabel('Open model (JSON)').setInputFiles({
        name: 'own.json',
        mimeType: 'application/json',
        buffer: Buffer.from(model),
      });
    const status = page.locator('#fig-playground p[role=status]');
    const stands = (value: number) => expect(status).toContainText(`loss ${value.toFixed(4)}`);
    if (modelFirst) {
      await openModel();
      await expect(page.getByRole('alert').filter({ hasText: 'It waits' })).toBeVisible();
      await openData();
    } else {
      await openData();
      await expect(page.locator('.table-preview-name')).toContainText('own.csv');
      await openModel();
    }
    await stands(lossOf(layers, points, labels, training));

    const steps = 137;
    await page.getByLabel('Steps').fill(String(steps));
    await page.getByRole('button', { name: 'Run' }).click();
    await expect(status).toHaveText(
      new RegExp(`^Step ${steps} · loss [\\d.e+-]+ · accuracy \\d+\\.\\d %$`),
    );
    const expected = lossOf(
      train(layers, points, labels, training, steps),
      points,
      labels,
      training,
    );
    const isExpected = (loss: number) => expect(Math.abs(loss / expected - 1)).toBeLessThan(1e-9);
    isExpected(Number(/loss (\S+)/.exec((await status.getAttribute('title')) ?? '')?.[1]));

    await page.getByText('Numbers', { exact: true }).click();
    const row = page.locator('.table-scroll tbody tr', {
      has: page.getByRole('cell', { name: String(steps), exact: true }),
    });
    isExpected(Number(await row.locator('td').nth(1).innerText()));

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save model (JSON)' }).click();
    const saved = JSON.parse(await readFile(await (await download).path(), 'utf8'));
    isExpected(saved.loss);
    expect(saved.step).toBe(steps);
    isExpected(lossOf(saved.layers, points, labels, training));
    expect(troubles).toEqual([]);
  });

test('/playground/ takes the same table by all ways: opened, dropped, pasted; a model can be dropped, too', async ({
  page,
}) => {
  const { points, labels, layers } = problem(7, [2, 3, 1], ['tanh', 'sigmoid'], 40);
  const csv = ['x1,x2,label', ...points.map((x, i) => [...x, labels[i]].join(','))].join('\n');
  const training: Training = { optimiser: 'gradient descent', rate: 0.3, l2: 0 };
  const model = JSON.stringify({
    format: 'lines-that-learn/model',
    version: 1,
    layers,
    training: { ...training, batch: 'full', trainShare: 1 },
  });
  const drop = async (name: string, text: string) => {
    const transfer = await page.evaluateHandle(
      ([name, text]) => {
        const made = new DataTransfer();
        made.items.add(new File([text], name));
        return made;
      },
      [name, text] as const,
    );
    for (const type of ['dragover', 'drop'])
      await page.locator('.playground').dispatchEvent(type, { dataTransfer: transfer });
  };
  const ways: Record<string, () => Promise<void>> = {
    'own.csv': () =>
      page
        .getByLabel('Open data (CSV)')
        .setInputFiles({ name: 'own.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }),
    'dropped.csv': () => drop('dropped.csv', csv),
    Pasted: async () => {
      await page.getByText('Paste a table', { exact: true }).click();
      const field = page.getByLabel('A table, as CSV');
      await field.fill(csv);
      await page.getByRole('button', { name: 'Use this table' }).click();
    },
  };
  const status = page.locator('#fig-playground p[role=status]');
  const begin = lossOf(layers, points, labels, training).toFixed(4);
  for (const [name, open] of Object.entries(ways)) {
    const troubles = await visit(page, address('/playground/'));
    await wakes(page);
    await open();
    await expect(page.locator('.table-preview-name')).toHaveText(
      new RegExp(`^${name}: 40 of 40 rows used$`, 'i'),
    );
    await drop('own.json', model);
    await expect(status).toContainText(`loss ${begin}`);
    expect(troubles).toEqual([]);
  }
});

test('/playground/ a table of ten thousand lines is used as it is pasted, and does not stand in the field', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, address('/playground/'));
  await wakes(page);
  await page.getByText('Paste a table', { exact: true }).click();
  const field = page.getByLabel('A table, as CSV');
  await field.fill('a,b');
  await field.press('Control+A');
  await page.evaluate(() =>
    navigator.clipboard.writeText(
      `x1,x2,label\n${Array.from({ length: 10_000 }, (_, i) => `${i % 97},${i % 89},${i % 2}`).join('\n')}`,
    ),
  );
  await field.press('Control+V');
  await expect(page.locator('.playground-pasted')).toHaveText(
    '10,001 lines were pasted: more than stand here, so they were used at once.',
  );
  await expect(page.locator('.table-preview-name')).toContainText('10,000 of 10,000 rows used');
  await expect(field).toHaveValue('a,b');
});

test('/playground/ leaves a run as it is when a file cannot be used, and says why', async ({
  page,
}) => {
  await visit(page, address('/playground/'));
  await wakes(page);
  const status = page.locator('#fig-playground p[role=status]');
  await page.getByLabel('Steps').fill('25');
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(status).toContainText('Step 25 ');
  const stood = await status.innerText();
  const alert = page.locator('#fig-playground .notices p');
  const bad = {
    'Open data (CSV)': ['', 'nothing here', 'a,b\n1,2\n', 'a,label\n1,x\n2,x\n', '\0\0'],
    'Open model (JSON)': [
      '',
      '{',
      '[]',
      '{"format":"lines-that-learn/model","version":2}',
      '{"format":"lines-that-learn/model","version":1,"layers":[{"weights":[[1,"x"]],"bias":[0],"activation":"sigmoid"}]}',
    ],
  };
  for (const [label, texts] of Object.entries(bad))
    for (const text of texts) {
      await page
        .getByLabel(label)
        .setInputFiles({ name: 'bad', mimeType: 'text/plain', buffer: Buffer.from(text) });
      await expect(alert).toHaveCount(1);
      await expect(alert).toHaveText(/\S.{20,}/);
      expect(await status.innerText()).toBe(stood);
    }
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(status).toContainText('Step 50 ');
});

test('/playground/ gives a link that leads to the same step with the same digits', async ({
  page,
}) => {
  await visit(page, address('/playground/'));
  await wakes(page);
  const figure = page.locator('#fig-playground');
  const status = figure.locator('p[role=status]');
  await figure.getByLabel('Example', { exact: true }).selectOption({ label: 'Spiral, two layers' });
  await page.getByLabel('Steps').fill('60');
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(status).toContainText('Step 60 ');
  const exact = await status.getAttribute('title');
  await figure.getByRole('button', { name: 'Link to this state' }).click();
  await expect(page).toHaveURL(/fig=playground&run=1\./);
  await page.reload();
  await wakes(page);
  await expect(status).toContainText('Step 60 ');
  expect(await status.getAttribute('title')).toBe(exact);

  await page.goto(page.url().replace(/run=1\.(.{30})/, 'run=1.$1!'));
  await wakes(page);
  await expect(figure.locator('.notices p')).toHaveText([
    'This link is damaged. The defaults are shown.',
  ]);
  await expect(status).toContainText('Step 0 ');
});
