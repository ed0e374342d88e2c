import { createServer } from 'node:net';
import { chromium, expect, test } from '@playwright/test';
import lighthouse from 'lighthouse';
import { address, addressed } from './site.ts';

// Lighthouse as a phone, with its default throttling.

type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo';
const lasting = ['accessibility', 'best-practices', 'seo'] as const;

for (const path of addressed)
  test(`${path} scores 100 in accessibility, best practices and search`, async ({
    launchOptions,
  }) => {
    test.setTimeout(180_000);
    const { scores, shortfalls } = await measure(address(path), lasting, launchOptions);
    expect(scores, shortfalls.join('\n')).toEqual({
      accessibility: 100,
      'best-practices': 100,
      seo: 100,
    });
  });

test('@audit every page scores at least 98 in performance, and 100 in the rest', async ({
  launchOptions,
}) => {
  test.setTimeout(addressed.length * 300_000);
  // Beside the three runs, Lighthouse's own measure of how fast the machine was during each.
  const table: Record<string, Record<Category, number> & { runs: string; machine: string }> = {};
  for (const path of addressed) {
    const { scores, shortfalls } = await measure(address(path), lasting, launchOptions);
    const runs: { score: number; machine: number }[] = [];
    for (let run = 0; run < 3; run++) {
      const { scores, machine } = await measure(address(path), ['performance'], launchOptions);
      runs.push({ score: scores.performance, machine });
    }
    table[path] = {
      ...scores,
      performance: median(runs.map(({ score }) => score)),
      runs: runs.map(({ score }) => score).join(' '),
      machine: runs.map(({ machine }) => machine).join(' '),
    };
    if (shortfalls.length > 0) console.log(`${path}\n  ${shortfalls.join('\n  ')}`);
  }
  console.table(table);
  for (const [path, scores] of Object.entries(table)) {
    expect.soft(scores.performance, `${path}, performance`).toBeGreaterThanOrEqual(98);
    for (const name of lasting) expect.soft(scores[name], `${path}, ${name}`).toBe(100);
  }
});

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** The scores, 0 to 100, of a fresh browser; and the audits that cost points, with their elements. */
async function measure(
  url: string,
  categories: readonly Category[],
  launchOptions: { args?: string[] },
) {
  const port = await freePort();
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
  });
  try {
    const result = await lighthouse(url, {
      port,
      output: 'json',
      logLevel: 'error',
      onlyCategories: [...categories],
    });
    if (!result) throw new Error(`Lighthouse gave no result for ${url}.`);
    const { categories: found, audits } = result.lhr;
    const scores = Object.fromEntries(
      Object.entries(found).map(([name, { score }]) => [name, Math.round(100 * (score ?? 0))]),
    ) as Record<Category, number>;
    const shortfalls = Object.values(found)
      .flatMap(({ auditRefs }) => auditRefs)
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
      .map(({ id }) => `${id}: ${audits[id]?.title} ${audits[id]?.displayValue ?? ''}`);
    return { scores, shortfalls, machine: Math.round(result.lhr.environment.benchmarkIndex) };
  } finally {
    await browser.close();
  }
}

function freePort() {
  return new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
