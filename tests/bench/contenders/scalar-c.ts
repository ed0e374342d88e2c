import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Contender, Problem } from '../problem.ts';

/**
 * The same algorithm in C, compiled without vector instructions: what one could hope for from any
 * language that computes one number after the other. Undefined on a machine without a C compiler.
 */
export function scalarC(
  problem: Problem,
  source: string,
  workplace: string,
): Contender | undefined {
  const compiler = ['cc', 'gcc', 'clang'].find(
    (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
  );
  if (!compiler) return undefined;
  mkdirSync(workplace, { recursive: true });
  const program = resolve(workplace, 'classic-run');
  const file = resolve(workplace, 'problem.bin');
  // No contraction either: a fused multiply-add would round otherwise than TypeScript.
  const flags = [
    '-O2',
    '-std=c11',
    '-fno-tree-vectorize',
    '-fno-tree-slp-vectorize',
    '-ffp-contract=off',
    '-D_POSIX_C_SOURCE=199309L',
  ];
  execFileSync(compiler, [...flags, source, '-o', program, '-lm'], { stdio: 'inherit' });
  const { points, labels, hiddenWeights, hiddenBias, outputWeights, outputBias } = problem;
  writeFileSync(
    file,
    Float64Array.from([
      points.length,
      hiddenBias.length,
      problem.steps,
      problem.learningRate,
      ...[0, 1].flatMap((j) => points.map((point) => point[j]!)),
      ...labels,
      ...[0, 1].flatMap((j) => hiddenWeights.map((row) => row[j]!)),
      ...hiddenBias,
      ...outputWeights,
      outputBias,
    ]),
  );

  const child = spawn(program, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  let loss = Number.NaN;
  return {
    name: 'plain scalar C, the same algorithm',
    group: 'C',
    tolerance: 1e-9,
    run: () => loss,
    async time() {
      child.stdin.write('run\n');
      const { value, done } = await answers.next();
      if (done) throw new Error('The C program ended.');
      const [milliseconds, last] = value.split(' ').map(Number) as [number, number];
      loss = last;
      return milliseconds;
    },
    close: () => child.stdin.end(),
  };
}
