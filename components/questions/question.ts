import type { HalfPlane } from '../../src/model/half-planes.ts';

/**
 * What a real run answers to a question: the right option's key, the number, the place, or the keys of a
 * derivation's steps with spaces between, and a sentence that says what the run did and what came out.
 */
export interface Outcome {
  readonly answer: string | number | readonly [number, number];
  readonly said: string;
  /** A line to be seen with the answer, where a place was asked for. */
  readonly line?: HalfPlane;
}

/** A long run works in slices, and says now and then what share of it is done, from 0 to 1. */
export type Run = (progress: (share: number) => void) => Outcome | Promise<Outcome>;

/** The runs of a chapter's questions, by the question's name; each is computed when it is asked. */
export type Runs = Readonly<Record<string, Run>>;
