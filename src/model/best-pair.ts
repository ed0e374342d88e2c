import type { Dataset } from '../data/dataset.ts';
import { column } from '../data/matrix.ts';
import { type HalfPlane, scoreOf } from './half-planes.ts';

/** Two lines that must both say 1, and what they are worth together. */
export interface BestPair {
  readonly lines: readonly [HalfPlane, HalfPlane];
  readonly mistakes: number;
  /** The share of the points on the right side, from 0 to 1. */
  readonly accuracy: number;
}

/** A line by what it leaves out: the points it says 0 to, a bit each. */
interface Candidate {
  readonly line: HalfPlane;
  /** e − m/2: points of class 0 left out, less half of those of class 1. */
  readonly worth: number;
  readonly leftOut: Uint32Array;
}

/** The share of the work that sorting the lines is, about. */
const FIRST_PART = 0.5;

/** By how much a line is turned that is to pass beside two points, in radians. */
const HAIR = 1e-9;

/**
 * The two lines whose AND makes the fewest mistakes, of all pairs there are, found by trying. The
 * search is done a little at a time: each `next` says what share is done, the last gives the pair.
 *
 * Only the division of the points counts. Any line that parts them can be shifted and turned
 * anticlockwise until it can go no further: it then touches a point on either side of it, and turned back
 * by a hair, about the middle between those two, it parts the points as before. So the lines through two of
 * the points, each turned clockwise by a hair, are enough (and two that call all points alike, with which
 * the search begins). Most pairs of them need no look: say line A leaves out e_A points of class 0 and m_A of
 * class 1. Lines A and B leave out at most e_A + e_B of the n₀ points of class 0, and at least max(m_A, m_B)
 * of class 1; so together they make no fewer than n₀ − (e_A − m_A/2) − (e_B − m_B/2) mistakes. From the
 * worthiest lines on, the search ends where that bound reaches the fewest mistakes found.
 *
 * It takes time n³, a tenth of a second for 200 points. No three points should lie within 1e-9 of a line.
 * Throws unless the data are n ≥ 1 points in the plane with labels 0 and 1.
 */
export function* searchBestPair({ inputs, labels }: Dataset): Generator<number, BestPair> {
  const n = inputs.rows;
  if (inputs.columns !== 2 || n < 1 || labels.some((label) => label > 1))
    throw new RangeError(
      `A pair of lines needs points in the plane, labelled 0 or 1, but got ${n} points with ${inputs.columns} inputs and labels up to ${Math.max(0, ...labels)}.`,
    );
  const x1 = column(inputs, 0);
  const x2 = column(inputs, 1);
  const ones = labels.reduce((sum, label) => sum + label, 0);
  const words = Math.ceil(n / 32);

  /** The line by two points, turned clockwise by a hair about their middle: p lies on its negative side. */
  function lineBy(p: number, q: number): HalfPlane {
    const dx = x1[q]! - x1[p]!;
    const dy = x2[q]! - x2[p]!;
    const length = Math.sqrt(dx * dx + dy * dy);
    const w1 = (-dy + HAIR * dx) / length;
    const w2 = (dx + HAIR * dy) / length;
    return {
      weights: [w1, w2],
      bias: -(w1 * (x1[p]! + x1[q]!) + w2 * (x2[p]! + x2[q]!)) / 2,
    };
  }

  // First every line, sorted by its worth: bucket 2(e − m/2) + n₁ holds the lines.
  const buckets: HalfPlane[][] = Array.from({ length: 2 * n + 1 }, () => []);
  for (let p = 0; p < n; p++) {
    for (let q = 0; q < n; q++) {
      if (x1[p] === x1[q] && x2[p] === x2[q]) continue;
      const line = lineBy(p, q);
      let bucket = ones;
      for (let i = 0; i < n; i++)
        if (scoreOf(line, x1[i]!, x2[i]!) < 0) bucket += labels[i] === 0 ? 2 : -1;
      buckets[bucket]!.push(line);
    }
    yield (FIRST_PART * (p + 1)) / n;
  }

  function* worthiestFirst(): Generator<Candidate> {
    for (let bucket = 2 * n; bucket >= 0; bucket--)
      for (const line of buckets[bucket]!) {
        const leftOut = new Uint32Array(words);
        for (let i = 0; i < n; i++)
          if (scoreOf(line, x1[i]!, x2[i]!) < 0) leftOut[i >> 5]! |= 1 << (i & 31);
        yield { line, worth: (bucket - ones) / 2, leftOut };
      }
  }

  // Then each line with itself and with every worthier one.
  const isOne = new Uint32Array(words);
  for (let i = 0; i < n; i++) if (labels[i] === 1) isOne[i >> 5]! |= 1 << (i & 31);
  const tried: Candidate[] = [];
  const alike = allAlike(x1, 2 * ones >= n);
  let best: readonly [HalfPlane, HalfPlane] = [alike, alike];
  let fewest = Math.min(ones, n - ones);
  for (const candidate of worthiestFirst()) {
    tried.push(candidate);
    const worthiest = tried[0]!.worth;
    const enough = n - ones - fewest - worthiest; // what less worthy lines than this cannot better
    if (candidate.worth <= enough) break;
    for (const other of tried) {
      if (n - ones - candidate.worth - other.worth >= fewest) break;
      let mistakes = 0;
      for (let k = 0; k < words; k++)
        mistakes += bitsOf(~(candidate.leftOut[k]! | other.leftOut[k]!) ^ isOne[k]!);
      mistakes -= 32 * words - n; // the last word's spare bits: left out by none, and of no class
      if (mistakes >= fewest) continue;
      fewest = mistakes;
      best = [candidate.line, other.line];
    }
    yield FIRST_PART + ((1 - FIRST_PART) * (worthiest - candidate.worth)) / (worthiest - enough);
  }
  return { lines: best, mistakes: fewest, accuracy: (n - fewest) / n };
}

/** An upright line to the left of all points, which calls them all 1 or all 0. */
function allAlike(x1: Float64Array, one: boolean): HalfPlane {
  const sign = one ? 1 : -1;
  return { weights: [sign, 0], bias: sign * (1 - Math.min(...x1)) };
}

/** The search of `searchBestPair`, all at once. */
export function bestPair(dataset: Dataset): BestPair {
  const search = searchBestPair(dataset);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** How many bits of a 32-bit word are set: sums in pairs, in fours, in bytes, then of all bytes. */
function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
