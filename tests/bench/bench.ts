import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { nestedHelpers, nestedLoops } from './contenders/nested.ts';
import { member, scrubbed, shown, trainer } from './contenders/ours.ts';
import { perNode } from './contenders/per-node.ts';
import { scalarC } from './contenders/scalar-c.ts';
import { tensorflow } from './contenders/tensorflow.ts';
import { drawing } from './drawing.ts';
import { retrainedFrames } from './frame.ts';
import { problem } from './problem.ts';
import { race } from './race.ts';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, picture: { type: 'string' } },
});
const rounds = Number(options.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new RangeError(`--rounds must be a whole number from 1 on, but got ${options.rounds}.`);

/** What the project promises of itself (README, Tests). */
const mostOverC = 1.5;
const longestFrame = 16;

const c = scalarC(problem, 'tests/bench/contenders/classic-run.c', '.results/bench/c');
if (!c) console.log('No C compiler on this machine: the ratios are against our own code.');
const ours = shown(problem);
const bare = member(problem);
const contenders = [
  ...(c ? [c] : []),
  ours,
  trainer(problem),
  bare,
  scrubbed(problem),
  nestedLoops(problem),
  perNode(problem),
  nestedHelpers(problem),
  await tensorflow(problem, 'wasm'),
  await tensorflow(problem, 'cpu'),
];

const machine = `${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
console.log(
  `The classic run (2 → 3 → 1, ${problem.labels.length} points, ${problem.steps} steps), ${rounds} rounds`,
);
console.log(machine);
const results = await race(contenders, problem, rounds);
const unit = (results.find(({ group }) => group === 'C') ?? results[0]!).minimum;
console.table(
  Object.fromEntries(
    results.map(({ name, minimum, median, loss }) => [
      name,
      {
        'fastest, ms': Number(minimum.toFixed(2)),
        'median, ms': Number(median.toFixed(2)),
        [c ? 'times C' : 'times ours']: Number((minimum / unit).toFixed(2)),
        'loss at the end': loss,
      },
    ]),
  ),
);

const frames = await retrainedFrames(240);
console.log(
  `A frame of chapter 12’s figure, trained whole and drawn anew: ${frames.median.toFixed(1)} ms in the middle, ` +
    `95 in 100 within ${frames.slowest95.toFixed(1)} ms; ${frames.retrained} of ${frames.frames} frames showed a new training.`,
);

mkdirSync('.results/bench', { recursive: true });
const picture = options.picture ?? '.results/bench/classic-run.svg';
writeFileSync(
  picture,
  drawing(results, unit, `${c ? 'C' : 'ours'} = 1 · ${machine} · fastest of ${rounds} rounds`),
);
console.log(`The table as a figure: ${picture}`);

const kept = (name: string, ok: boolean) => {
  console.log(`${ok ? 'kept' : 'BROKEN'}: ${name}`);
  if (!ok) process.exitCode = 1;
};
if (c) {
  const ratio = results.find(({ name }) => name === ours.name)!.minimum / unit;
  kept(
    `the shown TypeScript takes at most ${mostOverC} times as long as C (${ratio.toFixed(2)})`,
    ratio <= mostOverC,
  );
  const member = results.find(({ name }) => name === bare.name)!.minimum;
  kept(
    `a network of an ensemble takes at most ${mostOverC} times as long as C (${(member / unit).toFixed(2)}; a thousand on one core ${member.toFixed(1)} s)`,
    member / unit <= mostOverC,
  );
}
kept(
  `a retrained frame takes less than ${longestFrame} ms (${frames.median.toFixed(1)} ms)`,
  frames.median < longestFrame,
);
process.exit(); // TensorFlow.js keeps threads waiting
