import { sampledScores, sampleScores } from '../../src/figure/sampled.ts';
import type { ResponseName, responsesAt } from '../../src/model/activations.ts';
import { numbersOf, useMade } from '../code/useMade.ts';

/** Scores beyond these are met seldom; a response is taken to go on straight there. */
const samples = { side: [-20, 20], perSide: 1601 } as const;

/** A response as changed listings make it, for pictures; undefined where the course's own stands. */
export function useResponse(figure: string, name: ResponseName) {
  return useMade<((score: number) => number) | undefined>(
    figure,
    {
      here: () => undefined,
      there: async ({ ask }) => {
        const scores = sampleScores(samples);
        const answers = await ask('src/model/activations.ts', 'responsesAt', name, scores);
        const values = (answers as ReturnType<typeof responsesAt>).map(({ value }) => value);
        return sampledScores(samples, numbersOf(values, scores.length, 'g at all scores'));
      },
    },
    [name],
  );
}
