import { performance } from 'node:perf_hooks';
import type { Contender, Problem } from './problem.ts';

export interface Result {
  readonly name: string;
  readonly group: Contender['group'];
  /** Milliseconds a run: the fastest and the middle one of all rounds. */
  readonly minimum: number;
  readonly median: number;
  readonly loss: number;
}

/**
 * Round after round, each contender makes the whole run once, so that a busy moment of the machine
 * meets all of them alike. Throws when one of them does not end where NumPy ended: it would have been
 * compared on other work.
 */
export async function race(
  contenders: readonly Contender[],
  problem: Problem,
  rounds: number,
): Promise<Result[]> {
  const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  const losses = new Map<Contender, number>();
  // Not counted: an engine compiles what it has met often enough.
  for (let warming = 0; warming < 2; warming++)
    for (const contender of contenders) await timeOf(contender, losses);
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders) {
      times.get(contender)!.push(await timeOf(contender, losses));
      requireSameEnd(contender, losses.get(contender)!, problem);
    }
  for (const contender of contenders) contender.close?.();
  return contenders.map((contender) => {
    const sorted = times.get(contender)!.toSorted((a, b) => a - b);
    return {
      name: contender.name,
      group: contender.group,
      minimum: sorted[0]!,
      median: sorted[sorted.length >> 1]!,
      loss: losses.get(contender)!,
    };
  });
}

async function timeOf(contender: Contender, losses: Map<Contender, number>): Promise<number> {
  if (contender.time) {
    const milliseconds = await contender.time();
    losses.set(contender, contender.run());
    return milliseconds;
  }
  const began = performance.now();
  losses.set(contender, contender.run());
  return performance.now() - began;
}

function requireSameEnd({ name, tolerance }: Contender, loss: number, { loss: expected }: Problem) {
  if (!(Math.abs(loss - expected) <= tolerance * expected))
    throw new Error(`${name} ended at a loss of ${loss}; NumPy ended at ${expected}.`);
}
