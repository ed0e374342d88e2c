/**
 * A seeded source of chance. It is always passed in, never global: same seed, same draws, in every
 * engine (integer arithmetic and square roots only; see `elementary.ts` for the logarithm).
 */
export interface Random {
  /** The next number, uniform on [0, 1), with 53 random bits. */
  uniform(): number;
  /** The next standard normal number. */
  normal(): number;
  /** The next whole number, uniform on 0 … n − 1. */
  below(n: number): number;
}
