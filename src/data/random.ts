import { logarithm } from './elementary.ts';

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

const TWO_32 = 4294967296;

/**
 * The generator xoshiro128** of Blackman and Vigna ("Scrambled linear pseudorandom number
 * generators", 2018; period 2¹²⁸ − 1), from its four words of state, which must not all be 0.
 * Each call gives the next 32 random bits, as a whole number 0 … 2³² − 1.
 */
export function xoshiro128(s0: number, s1: number, s2: number, s3: number): () => number {
  return () => {
    const product = Math.imul(s1, 5);
    const bits = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return bits;
  };
}

/**
 * splitmix32: a counter in steps of 2³² over the golden ratio, each value well mixed (Steele, Lea and
 * Flood's SplitMix, 2014, with the 32-bit mixer found by Wellons' hash-prospector). Any two of its
 * 2³² successive values differ.
 */
function splitmix32(seed: number): () => number {
  let counter = seed;
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = counter ^ (counter >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}

/**
 * The stream of chance named by a seed: xoshiro128**, its state filled by splitmix32.
 *
 * `uniform` puts 27 and 26 bits of two draws together. `normal` is Marsaglia's polar method: for a
 * point (u, v) drawn in the unit disc, s = u² + v², the two numbers u√(−2 ln s / s) and v√(−2 ln s / s)
 * are standard normal and independent; the second waits for the next call. `below` draws again
 * whenever plain remainders would favour the small numbers.
 *
 * Throws unless the seed is a whole number from 0 to 2³² − 1; `below` throws unless n is one from
 * 1 to 2³².
 */
export function seeded(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed >= TWO_32)
    throw new RangeError(`A seed is a whole number from 0 to 4294967295, but got ${seed}.`);
  const mix = splitmix32(seed);
  const bits = xoshiro128(mix(), mix(), mix(), mix());
  const uniform = () => ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992;
  let spare: number | undefined;
  return {
    uniform,
    normal() {
      if (spare !== undefined) {
        const waiting = spare;
        spare = undefined;
        return waiting;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const s = u * u + v * v;
        if (s === 0 || s >= 1) continue;
        const factor = Math.sqrt((-2 * logarithm(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    },
    below(n) {
      if (!Number.isInteger(n) || n < 1 || n > TWO_32)
        throw new RangeError(`below(n) needs a whole n from 1 to 4294967296, but got ${n}.`);
      const fair = TWO_32 - (TWO_32 % n);
      let drawn = bits();
      while (drawn >= fair) drawn = bits();
      return drawn % n;
    },
  };
}

/**
 * Puts the indices into a random order, in place (Fisher and Yates): every order is equally likely.
 * A mini-batch is then a run of neighbours.
 */
export function shuffle(indices: Uint32Array | number[], random: Random): void {
  for (let last = indices.length - 1; last > 0; last--) {
    const chosen = random.below(last + 1);
    const moved = indices[last]!;
    indices[last] = indices[chosen]!;
    indices[chosen] = moved;
  }
}
