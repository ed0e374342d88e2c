// `npm test`: every check of the project, one after the other, and their sum on the last line.
// `npm test -- unit lint` runs only the stages named.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const stages = [
  { name: 'types', command: 'astro check', count: asOne },
  { name: 'lint', command: 'biome check', count: asOne },
  { name: 'unit', command: vitest('unit'), count: vitestCounts },
  { name: 'browser', command: vitest('browser'), count: vitestCounts },
  { name: 'build', command: 'astro build', count: asOne },
  {
    name: 'build-base',
    command: 'astro build --outDir dist-base',
    env: { BASE: '/lines-that-learn/' },
    count: asOne,
  },
  {
    name: 'pages',
    command: playwright('--project site --project base'),
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: results('pages') },
    count: playwrightCounts,
    needs: ['build', 'build-base'],
  },
  {
    name: 'lighthouse',
    command: playwright('--project lighthouse --workers 1'),
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: results('lighthouse') },
    count: playwrightCounts,
    needs: ['build'],
  },
];

function vitest(project) {
  return `vitest run --config tests/vitest.config.ts --project ${project} --reporter=default --reporter=json --outputFile.json=${results(project)}`;
}

function playwright(projects) {
  return `playwright test --config tests/playwright.config.ts --reporter=list,json ${projects}`;
}

function results(name) {
  return `.results/${name}.json`;
}

/** A stage without tests of its own: it passed, or it did not. */
function asOne(_name, ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

function vitestCounts(name) {
  const report = read(name);
  // A file that could not be loaded has no failed test, and is a failure none the less.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function playwrightCounts(name) {
  const { stats, errors } = read(name);
  return {
    // Passed in a second browser after the first was starved of frames: see playwright.config.ts.
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

function read(name) {
  return JSON.parse(readFileSync(results(name), 'utf8'));
}

/** Runs a stage with its own output on the screen; a crash or a run of no tests is a failure. */
function run({ name, command, env, count }) {
  console.log(`\n── ${name}: ${command}\n`);
  const { status, error } = spawnSync(command, {
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      // The project's own tools and Node come first, also when this file is not started by npm.
      PATH: resolve('node_modules/.bin') + delimiter + process.env.PATH,
      CI: 'true',
      ASTRO_TELEMETRY_DISABLED: '1',
      ...env,
    },
  });
  if (error) console.error(error.message);
  const ok = status === 0;
  try {
    const counts = count(name, ok);
    if (counts.failed === 0 && !ok) return crashed(counts, `it ended with exit code ${status}`);
    if (counts.passed + counts.failed === 0) return crashed(counts, 'it ran no tests');
    return counts;
  } catch (unreadable) {
    return crashed({ passed: 0, skipped: 0 }, `it left no report (${unreadable.message})`);
  }
}

function crashed(counts, note) {
  return { ...counts, failed: 1, note };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  const names = stages.map(({ name }) => name).join(', ');
  console.error(`There is no stage "${unknown.join('", "')}"; the stages are ${names}.`);
  process.exit(1);
}

rmSync('.results', { recursive: true, force: true });
mkdirSync('.results', { recursive: true });
const outcomes = new Map();
for (const stage of stages) {
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue;
  const missing = (stage.needs ?? []).filter((name) => outcomes.get(name)?.failed > 0);
  const started = performance.now();
  const outcome =
    missing.length > 0
      ? crashed({ passed: 0, skipped: 0 }, `not run: ${missing.join(' and ')} failed`)
      : run(stage);
  outcomes.set(stage.name, { ...outcome, seconds: (performance.now() - started) / 1000 });
}

console.log('\n── sum\n');
const sum = { passed: 0, failed: 0 };
for (const [name, { passed, failed, skipped, seconds, note }] of outcomes) {
  sum.passed += passed;
  sum.failed += failed;
  const skips = skipped > 0 ? `, ${skipped} skipped` : '';
  const why = note ? ` (${note})` : '';
  console.log(
    `${name.padEnd(12)}${passed} passed, ${failed} failed${skips} in ${seconds.toFixed(0)} s${why}`,
  );
}
process.exitCode = sum.failed > 0 ? 1 : 0;
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
